"""Cards, evidence and paths as text for a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jbgraph import terms
from jbgraph.cards import Card, Line, Subject
from jbgraph.evidence import Passage, printed_names
from jbgraph.graph import Graph
from jbgraph.networks import Edge, Hop
from jbgraph.numerals import plain
from jbgraph.outlines import Part
from jbgraph.rules import short_name
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
    return f"{passage.document_label} · {passage.section_label} · {span(passage, lang)}"


def span(passage: Passage, lang: str) -> str:
    """Return the characters of a passage; they are counted from 0, and the second is the one after its last."""
    return say(lang, "characters ", "字符") + f"{passage.start}–{passage.end}"


def concluded(graph: str, lang: str) -> str:
    """Return who says what stands in a named graph that is no passage: a rule, staff, or the editors."""
    if graph == GRAPH + "register":
        return say(lang, "judged by the editors", "由编者判定")
    return by_rule([graph], lang)


def by_rule(graphs: Iterable[str], lang: str) -> str:
    """Return the words for what rules conclude or suggest, and for what staff entered."""
    entered = terms.WORKING.removeprefix(GRAPH)
    names = [graph.removeprefix(GRAPH) for graph in graphs]
    days = [name.removeprefix(entered)[:8] for name in names if name.startswith(entered)]
    rules = [short_name(name) for name in names if not name.startswith(entered)]
    between = say(lang, ", ", "、")
    said = [say(lang, "by rule ", "据规则 ") + between.join(rules)] if rules else []
    if days:
        when = between.join(f"{day[:4]}-{day[4:6]}-{day[6:]}" for day in dict.fromkeys(days))
        said.append(say(lang, f"entered by staff, {when}", f"工作人员填报，{when}"))
    return say(lang, "; ", "；").join(said)


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
    """Return a card as text or Markdown: head, facts, statements by relation, roles, figures, outline, passages.

    :param evidence: whether the passages are listed at the end; statements carry their numbers.
    """
    numbers = {iri: number for number, iri in enumerate(entry.passages, 1) if iri != entry.iri}
    parts = [head(entry, lang, form)]
    if entry.iri in entry.passages:
        parts.append("\n".join(cited(entry, entry.passages[entry.iri], lang)))
    if entry.facts:
        bullet, colon = "- " if form == "markdown" else "  ", say(lang, ": ", "：")
        lines = [f"{bullet}{fact.relation}{colon}{fact.label}" for fact in entry.facts]
        parts.append(heading(say(lang, "Facts", "基本信息"), form) + "\n".join(lines))
    for title, statements in (
        (say(lang, "Statements", "陈述"), entry.lines),
        (say(lang, "Roles", "角色"), entry.roles),
    ):
        if statements:
            parts.append(heading(title, form) + "\n".join(grouped(statements, numbers, lang, form)))
    if entry.states:
        parts.append(heading(say(lang, "States", "所作陈述"), form) + "\n".join(spoken(entry.states, form)))
    if entry.figures:
        parts.append(heading(say(lang, "Figures", "数值"), form) + figures(entry, numbers, lang, form))
    if entry.outline:
        parts.append(heading(say(lang, "Outline", "章节"), form) + "\n".join(outlined(entry.outline, lang, form)))
    if evidence and numbers:
        listed = [
            line for iri, number in numbers.items() for line in cited(entry, entry.passages[iri], lang, f"[{number}] ")
        ]
        parts.append(heading(say(lang, "Passages", "出处"), form) + "\n".join(listed))
    return "\n\n".join(parts) + "\n"


def head(entry: Card, lang: str, form: str) -> str:
    """Return the head of a card: names, class and description; what has no name is called by its CURIE."""
    title, other = (entry.zh, entry.en) if lang == "zh" else (entry.en, entry.zh)
    second = dict.fromkeys(text for text in (entry.type, other, entry.curie) if text and text != title)
    lines = [f"# {title}" if form == "markdown" else title, *([" · ".join(second)] if second else []), ""]
    if entry.others:
        lines.append(say(lang, "also: ", "别名：") + "、".join(entry.others))
    if entry.named_by_us:
        lines.append(say(lang, "the Chinese name is ours, not printed", "中文名称由我方拟定，原文未印"))
    if entry.description:
        lines.append(entry.description)
    return "\n".join(lines).rstrip()


def cited(entry: Card, passage: Passage, lang: str, mark: str = "") -> list[str]:
    """Return where a passage of a card stands and, where it is at hand, its text with the card's quotes marked.

    On the card of a section, where all stand in it, the passage is called by its CURIE instead.
    """
    quotes = [figure.quote for figure in entry.figures if figure.passage == passage.iri]
    if not quotes and passage.iri != entry.iri:
        quotes = [entry.zh, *entry.others]
    inside = passage.section == entry.iri
    where = f"{passage.curie} · {span(passage, lang)}" if inside else place(passage, lang)
    return [mark + where, *([f"    {marked(passage, quotes)}"] if passage.text else [])]


def figures(entry: Card, numbers: dict[str, int], lang: str, form: str) -> str:
    """Return the figures of a card as table."""
    columns = ("指标", "主体", "性质", "数值", "时期", "力度", "报告状态", "引文", "") if lang == "zh" else (
        "metric", "about", "kind", "value", "period", "strength", "reported", "quote", "")  # fmt: skip
    rows = [
        (f.metric, f.about, f.kind, f.value, f.period, f.strength, f.status, f.quote, ref(f.passage, numbers))
        for f in entry.figures
    ]
    table = Table(columns, rows)
    return (markdown(table) if form == "markdown" else text(table)).rstrip()


def spoken(subjects: Sequence[Subject], form: str) -> list[str]:
    """Return what a passage states as lines, those about one thing together under it."""
    out: list[str] = []
    for subject in subjects:
        if form == "markdown":
            out += [f"**{subject.label}**", "", *(f"- {line.relation} · {line.label}" for line in subject.lines), ""]
        else:
            out += [f"  {subject.label}", *(f"    {line.relation} · {line.label}" for line in subject.lines)]
    return out[:-1] if form == "markdown" else out


def outlined(outline: Sequence[Part], lang: str, form: str) -> list[str]:
    """Return an outline as indented lines: each section with its CURIE and the number of passages in it."""
    return [
        "  " * (part.level + (form != "markdown"))
        + ("- " if form == "markdown" else "")
        + f"{part.label}  {part.curie}  "
        + say(lang, f"({part.passages})", f"（{part.passages}段）")
        for part in outline
    ]


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
        rules = by_rule(entry.rules, lang) if entry.rules else ""
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
