"""Corrections: what a person wrote into a row becomes another content of the proposal, and other triples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Triple

from jbgraph.evidence import Passage
from jbgraph.extraction import checks
from jbgraph.extraction.fits import Fits
from jbgraph.extraction.identity import Names
from jbgraph.extraction.proposals import Proposal
from jbgraph.extraction.reasons import NotStatedError
from jbgraph.extraction.statements import Place, state
from jbgraph.numerals import plain
from jbgraph.review.rows import FIELDS, Labels

_PERIOD = re.compile(
    r"(?P<year>\d{4})\s*年?\s*(?:(?P<low>\d{1,2})\s*月?\s*(?:[—–~～至-]\s*(?P<high>\d{1,2}))?\s*月)?"
    r"(?:[—–~～至-]\s*(?P<until>\d{4})\s*年?)?"
)


@dataclass(frozen=True)
class Context:
    """What corrections are made with.

    :ivar passages: of the draft, by local name, with their text.
    :ivar headings: section IRI → the headings above it.
    """

    document: str
    home: str
    names: Names
    fits: Fits
    labels: Labels
    passages: Mapping[str, Passage]
    headings: Mapping[str, str]

    def place(self, name: str) -> Place:
        """Return where a statement of a passage stands."""
        passage = self.passages[name]
        around = plain(passage.text or "") + "\n" + plain(self.headings.get(passage.section, ""))
        return Place(self.document, name, self.home, around)


def corrected(one: Proposal, said: Mapping[str, str], context: Context) -> tuple[dict[str, Any], list[Triple]]:
    """Return the content of a proposal with corrections, and what it states then.

    :raises NotStatedError: if a correction does not apply to it, cannot be read, or its passage does not print it.
    """
    for name in said:
        if name not in FIELDS[one.kind]:
            raise NotStatedError(f"the column {name} does not apply to the row", f"“{name}”一列不适用于该行")
    content = dict(one.content)
    for name, value in said.items():
        content |= changed(one.kind, name, value, context)
    place = context.place(one.passage)
    if one.kind == "figure":
        content.setdefault("unit", "")
        checks.figure(content, plain(context.passages[one.passage].text or ""), place.text)
    about = {"passage": one.passage, "rule": "review", "confidence": 1.0}
    if one.kind in ("heading",) and "name" in said:
        raise NotStatedError(
            "a heading is renamed on the sheet of new things", "标题所指事物的名称在“新事物”表中更改"
        )  # fmt: skip
    triples = state(one.kind, content, place, context.names, one.id, **about)
    context.names.check(triples)
    context.fits.check(triples, context.names.kinds(triples))
    return content, triples


def changed(kind: str, name: str, value: str, context: Context) -> dict[str, Any]:
    """Return what a correction changes of a content.

    :raises NotStatedError: if it cannot be read.
    """
    if name == "value":
        return {"size" if kind == "size" else "value": whole(value) if kind == "size" else number(value)}
    if name == "period":
        return {**period(value), **({"text": value} if kind == "period" else {})}
    if name == "kind":
        return {"kind": local(value, context.labels.schemes.get("kind", {}), "kind", "性质")}
    if name == "metric":
        return {"metric": value, "exact": True}
    if name == "relation":
        return {"property": local(value, context.labels.relations, "relation", "关系")}
    keys = {
        ("figure", "name"): "about", ("link", "name"): "subject", ("member", "name"): "member",
        ("member", "object"): "group", ("size", "name"): "group", ("mention", "name"): "thing",
    }  # fmt: skip
    found: dict[str, Any] = {keys.get((kind, name), name): value}
    if kind == "mention":
        found["name"] = value
    if kind == "link" and name == "object":
        found["object"] = concept(value, context.labels)
    return found


def number(value: str) -> str:
    """Return a number as the content has it.

    :raises NotStatedError: if it is none.
    """
    plain_ = value.replace(",", "").replace("，", "").replace(" ", "")
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain_):
        raise NotStatedError(f"{value} is no number", f"{value} 不是数字")
    return plain_


def whole(value: str) -> int:
    """Return a whole number, 1 or more.

    :raises NotStatedError: if it is none.
    """
    if not value.isdecimal() or int(value) < 1:
        raise NotStatedError(f"{value} is no number", f"{value} 不是数字")
    return int(value)


def period(value: str) -> dict[str, Any]:
    """Return year, months and last year of a period as a person writes it.

    >>> period("2021年1—9月"), period("2016-2020")
    ({'year': 2021, 'months': [1, 9], 'until': None}, {'year': 2016, 'months': None, 'until': 2020})

    :raises NotStatedError: if it is none.
    """
    match = _PERIOD.fullmatch(arabic(value.strip()))
    if not match:
        raise NotStatedError(f"{value} is no period", f"{value} 不是时期")
    low, until = match["low"], int(match["until"]) if match["until"] else None
    months = [int(low), int(match["high"] or low)] if low else None
    if (months and not 1 <= months[0] <= months[1] <= 12) or (until and (until < int(match["year"]) or months)):
        raise NotStatedError(f"{value} is no period", f"{value} 不是时期")
    return {"year": int(match["year"]), "months": months, "until": until}


def arabic(value: str) -> str:
    """Return a period in English words in the form of the Chinese one, any other as it is.

    >>> arabic("January to September 2020"), arabic("2016 to 2020"), arabic("2020年")
    ('2020年1—9月', '2016—2020', '2020年')
    """
    from calendar import month_name

    names = {name.lower(): number for number, name in enumerate(month_name) if name}
    match = re.fullmatch(r"([A-Za-z]+)(?:\s+to\s+([A-Za-z]+))?\s+(\d{4})", value)
    if match and all(word.lower() in names for word in match.groups()[:2] if word):
        low = names[match[1].lower()]
        return f"{match[3]}年{low}—{names[(match[2] or match[1]).lower()]}月"
    return re.sub(r"\s+to\s+", "—", value)


def local(value: str, words: Mapping[str, tuple[str, str]], en: str, zh: str) -> str:
    """Return the local name of a term by its label in either language.

    :raises NotStatedError: if there is none.
    """
    wanted = value.strip().lower()
    found = next((name for name, said in words.items() if wanted in (name.lower(), *map(str.lower, said))), "")
    if not found:
        raise NotStatedError(f"there is no {en} {value}", f"没有{zh}“{value}”")
    return found


def concept(value: str, labels: Labels) -> str:
    """Return the CURIE of a stage that a label means, else the words as they are."""
    stages = labels.schemes.get("stage", {})
    return next((f"stage:{name}" for name, said in stages.items() if value in said), value)
