"""Cards, evidence and paths as text for a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jbgraph import terms
from jbgraph.cards import Card, Line
from jbgraph.evidence import Passage, printed_names
from jbgraph.graph import Graph
from jbgraph.networks import Edge, Hop
from jbgraph.numerals import plain
from jbgraph.tables import Table, markdown, text
from jbgraph.terms import GRAPH

MARK = ("【", "】")
# Relations whose Chinese label is a noun.
NOUNS = ("lever", "outcome", "measuredBy", "variesFrom")


def say(lang: str, en: str, zh: str) -> str:
    """Return the text in the language."""
    return zh if lang == "zh" else en


def place(passage: Passage, lang: str) -> str:
    """Return where a passage stands: document, section, first and last character."""
    span = say(lang, f"characters {passage.start}–{passage.end}", f"第{passage.start}–{passage.end}字")
    return f"{passage.document_label} · {passage.section_label} · {span}"


def concluded(graph: str, lang: str) -> str:
    """Return who says what stands in a named graph that is no passage: a rule, or the editors in the register."""
    if graph == GRAPH + "register":
        return say(lang, "judged by the editors", "由编者判定")
    return say(lang, "by rule ", "据规则 ") + graph.removeprefix(GRAPH)


def marked(passage: Passage, quotes: Iterable[str], marks: tuple[str, str] = MARK) -> str:
    """Return the text of a passage with its quotes between marks, or nothing where the text is not at hand.

    A quote is found also where the passage prints blanks or line breaks inside it. Quotes that overlap are marked
    as one.
    """
    if passage.text is None:
        return ""
    spans = sorted(span for span in (find(passage.text, quote) for quote in set(quotes)) if span)
    shown, place = "", 0
    while spans:
        start, end = spans.pop(0)
        while spans and spans[0][0] < end:
            end = max(end, spans.pop(0)[1])
        shown += passage.text[place:start] + marks[0] + passage.text[start:end] + marks[1]
        place = end
    return shown + passage.text[place:]


def find(text: str, quote: str) -> tuple[int, int] | None:
    """Return where a quote stands in a text, blanks and marks aside, or None.

    >>> find("达到 1325 亿元，", "1325亿元")
    (3, 10)
    """
    wanted = plain(quote)
    kept = [(index, p) for index, c in enumerate(text) for p in plain(c)]
    at = "".join(p for _, p in kept).find(wanted) if wanted else -1
    return (kept[at][0], kept[at + len(wanted) - 1][0] + 1) if at >= 0 else None


def card(entry: Card, lang: str, form: str = "table", evidence: bool = True) -> str:
    """Return a card as text or Markdown: head, statements by relation, roles, figures, passages.

    :param evidence: whether the passages are listed at the end; statements carry their numbers.
    """
    numbers = {iri: number for number, iri in enumerate(entry.passages, 1)}
    title = entry.zh if lang == "zh" else entry.en
    other = entry.en if lang == "zh" else entry.zh
    head = [f"# {title}" if form == "markdown" else title, f"{entry.type} · {other} · {entry.curie}", ""]
    if entry.others:
        head.append(say(lang, "also: ", "别名：") + "、".join(entry.others))
    if entry.named_by_us:
        head.append(say(lang, "the Chinese name is ours, not printed", "中文名称由我方拟定，原文未印"))
    if entry.description:
        head.append(entry.description)
    parts = ["\n".join(head).rstrip()]
    for title_, lines in (
        (say(lang, "Statements", "陈述"), entry.lines),
        (say(lang, "Roles", "角色"), entry.roles),
    ):
        if lines:
            parts.append(heading(title_, form) + "\n".join(grouped(lines, numbers, lang, form)))
    if entry.figures:
        columns = ("指标", "主体", "性质", "数值", "时期", "力度", "报告状态", "引文", "") if lang == "zh" else (
            "metric", "about", "kind", "value", "period", "strength", "reported", "quote", "")  # fmt: skip
        table = Table(
            columns,
            [
                (
                    f.metric,
                    f.about,
                    f.kind,
                    f.value,
                    f.period,
                    f.strength,
                    f.status,
                    f.quote,
                    ref(f.passage, numbers),
                )
                for f in entry.figures
            ],
        )
        body = markdown(table) if form == "markdown" else text(table)
        parts.append(heading(say(lang, "Figures", "数值"), form) + body.rstrip())
    if evidence and entry.passages:
        quotes: dict[str, list[str]] = {}
        for f in entry.figures:
            quotes.setdefault(f.passage, []).append(f.quote)
        listed = []
        for iri, passage in entry.passages.items():
            own = [*quotes.get(iri, []), *(() if quotes.get(iri) else (entry.zh, *entry.others))]
            listed.append(f"[{numbers[iri]}] {place(passage, lang)}")
            if passage.text:
                listed.append(f"    {marked(passage, own)}")
        parts.append(heading(say(lang, "Passages", "出处"), form) + "\n".join(listed))
    return "\n\n".join(parts) + "\n"


def heading(title: str, form: str) -> str:
    """Return the heading of a part of a card."""
    return f"## {title}\n\n" if form == "markdown" else f"{title}\n"


def ref(passage: str, numbers: dict[str, int]) -> str:
    """Return the reference to a passage of a card."""
    return f"[{numbers[passage]}]" if passage in numbers else ""


def grouped(lines: Sequence[Line], numbers: dict[str, int], lang: str, form: str) -> list[str]:
    """Return statements as lines, those of one relation together under it."""
    out: list[str] = []
    last: tuple[str, bool] | None = None
    bullet = "- " if form == "markdown" else "    "
    for entry in lines:
        if (entry.relation, entry.forward) != last:
            last = (entry.relation, entry.forward)
            arrow = "→" if entry.forward else "←"
            out.append(f"**{arrow} {entry.relation}**" if form == "markdown" else f"  {arrow} {entry.relation}")
            if form == "markdown":
                out.append("")
        where = "".join(ref(passage, numbers) for passage in entry.passages)
        rules = say(lang, "by rule ", "据规则 ") + ", ".join(entry.rules) if entry.rules else ""
        out.append(f"{bullet}{entry.label}  {where or rules}".rstrip())
    return out


def path_sentence(hops: Sequence[Hop], named: dict[str, str], lang: str) -> str:
    """Return a path as one readable sentence: a clause for each hop, in the direction in which it is stated."""
    said = [clause(hop.edge, named, lang) for hop in hops]
    return "；".join(said) + "。" if lang == "zh" else "; ".join(said) + "."


def clause(edge: Edge, named: dict[str, str], lang: str) -> str:
    """Return an edge as a clause; roles and relations whose Chinese label is a noun are put into words."""
    source, relation, target = named[edge.source], named[edge.property], named[edge.target]
    if edge.property.startswith(terms.VOCABULARY):
        if lang == "zh":
            return f"{source}在{target}中的角色是“{relation}”"
        return f"{source} has the role “{relation}” in {target}"
    if lang == "zh":
        noun = edge.property.removeprefix(terms.JB) in NOUNS
        return f"{source}的{relation}是{target}" if noun else f"{source}{relation}{target}"
    return f"{source} {relation} {target}"


def paths(graph: Graph, found: Sequence[Sequence[Hop]], passages: dict[str, Passage], lang: str) -> str:
    """Return paths as text: one sentence each, then every hop with the passages it rests on."""
    iris = {i for hops in found for hop in hops for i in (hop.edge.source, hop.edge.target, hop.edge.property)}
    named = graph.labels(iris, lang)
    names = printed_names(graph, iris)
    out = []
    for number, hops in enumerate(found, 1):
        out.append(f"{number}. {path_sentence(hops, named, lang)}")
        for hop in hops:
            edge = hop.edge
            out.append(f"   {named[edge.source]} · {named[edge.property]} · {named[edge.target]}")
            for name in edge.graphs[:3]:
                passage = passages.get(name)
                if passage is None:
                    out.append("      " + concluded(name, lang))
                    continue
                out.append(f"      {place(passage, lang)}")
                if passage.text:
                    ends = [*names.get(edge.source, ()), *names.get(edge.target, ())]
                    out.append(f"      {marked(passage, ends)}")
            more = len(edge.graphs) - 3
            if more > 0:
                out.append("      " + say(lang, f"and {more} more", f"另有 {more} 处"))
        out.append("")
    return "\n".join(out)
