"""What is new, gone, renamed or changed between two documents, years, layers or versions of a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import replace

from pyoxigraph import NamedNode, Quad

from jbgraph import figures, maps, networks, terms
from jbgraph.analyses.shared import versions
from jbgraph.analyses.shared.readings import readings
from jbgraph.analyses.shared.results import Column, Result, Row, Shown, ordered
from jbgraph.analyses.shared.sides import Side, sides
from jbgraph.drawings import CHANGES, Drawing, draw
from jbgraph.engines import EmbeddedEngine
from jbgraph.errors import Said
from jbgraph.graph import Graph

TITLE = ("What changed between two of them", "两者之间的变化")
ABOUT = (
    "Silence is no change: of two documents or years only what both speak of can differ; what one alone names is new "
    "or gone.",
    "未提及不等于变化：两份文件或两个年份中，双方都述及的才可能不同；仅一方述及的列为新增或不再出现。",
)
WORDS: dict[str, Said] = {code: words for code, (_, _, words) in CHANGES.items()}
ORDER = tuple(WORDS)


def run(graph: Graph, before: str, after: str) -> Result:
    """Return the changes, new things first, then what is gone, renamed and changed; each by name of the thing.

    :param before: a document, a year, a layer, or the path of a graph; `after` one of the same sort.
    :raises JbgraphError: if the two are not of one sort, or the same.
    """
    shown, one, other, whole = sides(graph, before, after)
    otherwise = redefined(shown, one, other) if before.isdigit() and not whole else {}
    rows = [
        *of_things(shown, one, other, {metric for pair in otherwise for metric in pair}),
        *of_statements(one, other, whole),
        *of_figures(one, other),
        *otherwise.values(),
    ]
    columns = (
        Column("change", ("change", "变化"), "word"),
        Column("thing", ("thing", "事物"), "thing"),
        Column("relation", ("relation", "关系"), "thing"),
        Column("before", ("before", "之前"), "said"),
        Column("after", ("after", "之后"), "said"),
    )
    rows.sort(
        key=lambda row: (ORDER.index(str(row.cells[0])), str(row.cells[1]), str(row.cells[2]), str(row.cells[3:]))
    )
    many = {code: sum(row.cells[0] == code for row in rows) for code in WORDS}
    en = ", ".join(f"{count} {CHANGES[code][2][0]}" for code, count in many.items())
    zh = "、".join(f"{CHANGES[code][2][1]}{count}项" for code, count in many.items())
    return Result("compare", columns, tuple(rows), WORDS, ((f"{en}.", f"{zh}。"),), graph=shown)


def for_report(graph: Graph) -> list[Shown]:
    """Return the two plan years that have the most targets, where there are two."""
    years = Counter(r.start[:4] for r in readings(graph) if r.kind == "target" and r.whole_year)
    before, after = sorted(year for year, _ in years.most_common(2)) if len(years) > 1 else ("", "")
    named = (f"targets of {before} and {after}", f"{before}年与{after}年目标")
    return [Shown({"before": before, "after": after}, named)] if after else []


def drawing(result: Result, lang: str = "zh") -> Drawing:
    """Return the map of what changed: the things of the rows, the main goals they relate to, and these relations.

    A thing of several rows is shown as new, gone or renamed before it is shown as changed.
    """
    graph = result.graph
    assert graph is not None
    became: dict[str, str] = {}
    for code, thing in (row.cells[:2] for row in result.rows):
        became.setdefault(str(thing), str(code))
    drawn = maps.around(graph, [*maps.goals(graph), *became])
    linked = {end for edge in drawn.edges for end in (edge.source, edge.target)}
    nodes = tuple(node for node in drawn.nodes if node.iri in became or node.iri in linked)
    drawn = replace(drawn, nodes=nodes, roots=tuple(node.iri for node in nodes))
    return draw(graph, drawn, lang, changes=became)


def redefined(graph: Graph, one: Side, other: Side) -> dict[tuple[str, str], Row]:
    """Return (earlier, later metric) → a row for what two years set targets for by metrics of one thing."""
    alike = versions.kin(graph)
    was, now = ({r.metric: r for r in reversed(side.numbers.values())} for side in (one, other))
    pairs = sorted((a, b) for a in was for b in now if b not in was and (a, b) in alike)
    before, after = printed(graph, (was[a].iri for a, _ in pairs)), printed(graph, (now[b].iri for _, b in pairs))
    names = said(graph, {iri for pair in pairs for iri in pair})

    def named(metric: str, figure: tuple[str, str]) -> tuple[str, str]:
        return f"{names[metric][0]}: {figure[0]}", f"{names[metric][1]}：{figure[1]}"

    return {
        (a, b): Row(
            (
                "changed",
                b,
                f"{terms.VOCABULARY}kind/target",
                named(a, before[was[a].iri]),
                named(b, after[now[b].iri]),
            ),
            ordered((was[a].passage, now[b].passage)),
        )
        for a, b in pairs
    }


def of_things(graph: Graph, one: Side, other: Side, known: Set[str] = frozenset()) -> list[Row]:
    """Return the things that are new, gone or, as the editors judge, perhaps renamed.

    :param known: things that other rows speak of.
    """
    kinds = networks.entities(graph).keys() - known
    gone = {iri for iri in one.things if iri not in other.things and iri in kinds and one.things[iri]}
    new = {iri for iri in other.things if iri not in one.things and iri in kinds and other.things[iri]}
    rows = []
    pairs = [(a, b) for a, b in graph.tuples("SELECT ?a ?b { ?a jb:variesFrom ?b } ORDER BY ?a ?b")]
    pairs += [(b, a) for a, b in pairs]
    names = said(graph, {iri for pair in pairs for iri in pair})
    for a, b in pairs:
        if a in gone and b in new:
            rows.append(Row(("renamed", a, None, names[a], names[b]), ordered((*one.things[a], *other.things[b]))))
    renamed = {row.cells[1] for row in rows} | {b for a, b in pairs if a in gone and b in new}
    rows += [Row(("gone", iri, None, None, None), one.things[iri]) for iri in sorted(gone - renamed)]
    rows += [Row(("new", iri, None, None, None), other.things[iri]) for iri in sorted(new - renamed)]
    if one.graph is not other.graph:
        both = sorted(one.things.keys() & other.things.keys())
        before, after = said(one.graph, both), said(other.graph, both)
        for iri in both:
            if before[iri] != after[iri] and other.things[iri]:
                rows.append(Row(("renamed", iri, None, before[iri], after[iri]), other.things[iri]))
    return rows


def of_statements(one: Side, other: Side, whole: bool) -> list[Row]:
    """Return subject and property whose objects differ; where silence counts, also those that one side lacks."""
    sets: list[dict[tuple[str, str], set[str]]] = [{}, {}]
    for side, by in zip((one, other), sets, strict=True):
        for s, p, o in side.stated:
            by.setdefault((s, p), set()).add(o)
    names = [said(side.graph, {o for _, _, o in side.stated}) for side in (one, other)]
    rows = []
    for pair in sorted(sets[0].keys() | sets[1].keys()):
        was, now = sets[0].get(pair, set()), sets[1].get(pair, set())
        if was == now or (not whole and not (was and now)):
            continue
        if whole and not (pair[0] in one.things and pair[0] in other.things) and one.graph is not other.graph:
            continue  # the thing itself is new or gone
        lost, got = sorted(was - now), sorted(now - was)
        at = [one.stated[(*pair, o)] for o in lost] + [other.stated[(*pair, o)] for o in got]
        code = "changed" if was and now else "new" if now else "gone"
        cells = (code, *pair, several(names[0][o] for o in lost), several(names[1][o] for o in got))
        passages = ordered(place for places in at for place in places)
        if passages:
            rows.append(Row(cells, passages))
    return rows


def of_figures(one: Side, other: Side) -> list[Row]:
    """Return the figures that both sides give and that differ."""
    shared = sorted(one.numbers.keys() & other.numbers.keys())
    pairs = [(one.numbers[k], other.numbers[k]) for k in shared]
    pairs = [
        (a, b)
        for a, b in pairs
        if (a.value, a.upper, a.words, a.comparator, a.unit) != (b.value, b.upper, b.words, b.comparator, b.unit)
    ]
    if not pairs:
        return []
    before, after = printed(one.graph, (a.iri for a, _ in pairs)), printed(other.graph, (b.iri for _, b in pairs))
    relation = terms.JB + "kind"
    return [
        Row(
            (
                "changed",
                a.metric,
                terms.VOCABULARY + "kind/" + a.kind if a.kind else relation,
                before[a.iri],
                after[b.iri],
            ),
            ordered((a.passage, b.passage)),
        )
        for a, b in pairs
    ]


def said(graph: Graph, iris: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return IRI → its label in English and in Chinese."""
    wanted = sorted(iris)
    en, zh = graph.labels(wanted, "en"), graph.labels(wanted, "zh")
    return {iri: (en[iri], zh[iri]) for iri in wanted}


def several(names: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """Return several names as one text in each language."""
    listed = list(names)
    return ("; ".join(en for en, _ in listed), "；".join(zh for _, zh in listed)) if listed else None


def printed(graph: Graph, observations: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return observation → its value and period, in English and in Chinese."""
    wanted = list(observations)
    en, zh = (figures.by_iri(graph, wanted, lang) for lang in ("en", "zh"))
    return {iri: (f"{en[iri].value} ({en[iri].period})", f"{zh[iri].value}（{zh[iri].period}）") for iri in en}


def patch(graph: Graph, before: str, after: str) -> str:
    """Return the difference as RDF Patch: `D` lines for statements that are gone, `A` lines for new ones, sorted.

    Between two graphs every statement of data in its named graph counts; otherwise the statements between things.
    """
    _, one, other, _ = sides(graph, before, after)
    if one.graph is other.graph:
        was, now = ({f"<{s}> <{p}> <{o}> ." for s, p, o in side.stated} for side in (one, other))
    else:
        was, now = ({line(quad) for quad in data(side.graph)} for side in (one, other))
    lines = [f"D {text}" for text in sorted(was - now)] + [f"A {text}" for text in sorted(now - was)]
    return "TX .\n" + "".join(text + "\n" for text in lines) + "TC .\n"


def data(graph: Graph) -> Iterable[Quad]:
    """Yield the quads of a graph that files state, not those of the ontology, of rules, or of the merge."""
    engine = graph.engine
    assert isinstance(engine, EmbeddedEngine)
    concluded = tuple(terms.GRAPH + name for name in ("ontology", "derived-", "suggested-"))
    for quad in engine.store.quads_for_pattern(None, None, None, None):
        name = quad.graph_name
        if isinstance(name, NamedNode) and not name.value.startswith(concluded):
            yield quad


def line(quad: Quad) -> str:
    """Return a quad as a line of N-Quads."""
    return f"{quad} ."
