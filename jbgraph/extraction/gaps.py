"""What no proposal accounts for: numerals and quoted names of a document, for a person to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jbgraph.extraction.draft import Drafting, Missed, passage_name
from jbgraph.numerals import numerals, plain
from jbgraph.validation.coverage import mark

_QUOTED = re.compile(r"“([^“”]{1,40})”")
AROUND = 5
SAYING = ("quote", "period_text", "name", "group", "member", "text")


def unaccounted(drafting: Drafting) -> Iterator[Missed]:
    """Yield the numerals and quoted names that nothing proposed accounts for, in reading order.

    As `validation.coverage` has it: a quote or the printed period of a figure accounts for it, or a name of a thing
    that the passage speaks of; the number of a heading or a row is order only. What a gap names already is left out.
    """
    draft, names = drafting.draft, drafting.names
    known: dict[str, set[str]] = {}
    for one in draft.proposals:
        said = known.setdefault(one.passage, set())
        said |= {plain(str(one.content.get(key, ""))) for key in SAYING}
        for triple in one.graph:
            for term in (triple.subject, triple.object):
                said |= {plain(name) for name in names.printed(getattr(term, "value", ""))}
    for gap in draft.gaps:
        known.setdefault(gap.passage, set()).add(plain(gap.quote))
    for passage in draft.outline.passages:
        name = passage_name(passage.number)
        text = plain(passage.run.text)
        covered = mark(text, known.get(name, set()))
        run = passage.run
        for start, end in numerals(text):
            if (passage.kind in ("heading", "row") and start < 3) or all(covered[start:end]):
                continue
            around = text[max(0, start - AROUND) : end + AROUND]
            yield Missed("numeral", name, run.start, run.end, around, "no statement accounts for the numeral",
                         "没有陈述说明该数字")  # fmt: skip
        for match in _QUOTED.finditer(run.text):
            start = len(plain(run.text[: match.start(1)]))
            if not all(covered[start : start + len(plain(match[1]))]):
                low, high = run.span(match.start(1), match.end(1))
                yield Missed("quoted-name", name, low, high, plain(match[1])[:20],
                             "no statement accounts for the quoted name", "没有陈述说明引号名称")  # fmt: skip
