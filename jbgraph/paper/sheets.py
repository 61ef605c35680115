"""The wall chart of a goal (作战图): one row for each undertaking, with what the documents say of it and what not.

Nothing is filled in: what no document states and no staff has entered is a hole on the chart. Where progress is
reported, the light is that of a rule pack, whose name the chart prints; the flag is for those who hang the chart up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from jbgraph import evidence, maps
from jbgraph.drawings import Drawing, Report
from jbgraph.evidence import Passage
from jbgraph.figures import Figure, figures
from jbgraph.graph import Graph
from jbgraph.paper.layers import Structure, structure
from jbgraph.paper.notes import Notes, numbered
from jbgraph.rendering import say
from jbgraph.working.facts import LIGHT
from jbgraph.working.lights import WORST

if TYPE_CHECKING:
    from jbgraph.working.judged import Judged

UNDERTAKINGS = ("Pathway", "Program", "Task", "Measure", "Project")
DUTIES = ("lead", "coordinate", "responsible", "run")  # roles that answer for a thing
UNSAID = ("not-stated",)  # local names of periods that are none
NO_PERIOD = ("period not stated", "时期未载明")
STAGES = ("done", "under-way", "started", "seeking", "planned")


@dataclass(frozen=True)
class Said:
    """A text of the chart, with the graphs it stands in: passages, or rules."""

    text: str
    graphs: tuple[str, ...]


@dataclass(frozen=True)
class Holder:
    """A body, post or person with its role."""

    name: Said
    role: str


@dataclass(frozen=True)
class Row:
    """An undertaking on the chart.

    :ivar goal: IRI of the goal.
    :ivar group: IRI of the pathway, group or program under the goal that it belongs to; empty where it serves the
        goal itself.
    :ivar thing: IRI of the undertaking; empty where a group has none.
    :ivar depth: how many undertakings of the same group stand above it.
    :ivar holders: those who answer for it.
    :ivar others: those who have another role, such as partner; none of them answers for it.
    :ivar carries: the graphs in which it is said what it carries.
    :ivar light: the light of what staff report, such as `yellow`, empty where they report nothing; `late` is the worst
        one before, where it was red or yellow and is better now.
    """

    goal: str
    group: str
    thing: str
    depth: int
    targets: tuple[Said, ...] = ()
    limits: tuple[Said, ...] = ()
    holders: tuple[Holder, ...] = ()
    others: tuple[Holder, ...] = ()
    stages: tuple[Said, ...] = ()
    carries: tuple[str, ...] = ()
    light: str = ""
    late: str = ""

    def graphs(self) -> Iterable[str]:
        """Return every graph behind the row."""
        for said in (*self.targets, *self.limits, *self.stages, *(one.name for one in self.holders + self.others)):
            yield from said.graphs
        yield from self.carries


@dataclass(frozen=True)
class Chart:
    """The rows of the goals of a map, in the order of its outline, and the notes behind them.

    :ivar hues: goal → number of its colour.
    :ivar notes: numbers by row, whose key is that of `key`.
    """

    drawing: Drawing
    rows: tuple[Row, ...]
    hues: dict[str, int]
    notes: Notes
    passages: dict[str, Passage] = field(repr=False)

    @cached_property
    def words(self) -> dict[str, str]:
        """Light → its word."""
        found = self.drawing.graph.labels([LIGHT + light for light in WORST], self.drawing.lang)
        return {light: found[LIGHT + light] for light in WORST}

    def holes(self) -> dict[str, int]:
        """Return how many rows have no target, time limit, holder, stage."""
        names = ("targets", "limits", "holders", "stages")
        return {name: sum(1 for row in self.rows if not getattr(row, name)) for name in names}


def key(row: Row) -> str:
    """Return what the notes of a row are filed under."""
    return f"{row.goal} {row.group} {row.thing}"


def chart(drawing: Drawing) -> Chart:
    """Return the wall chart of a map: of each goal in it, or of what it starts from where there is none."""
    known = maps.goals(drawing.graph)
    goals = [iri for iri in drawing.map.roots if iri in drawing.nodes and drawing.nodes[iri].column == 0]
    heads = goals or [iri for iri in drawing.map.roots if iri in drawing.nodes]
    shape = structure(drawing.map, known if any(goal in drawing.nodes for goal in known) else heads)
    facts = Facts(drawing.graph, drawing.lang, [node.iri for node in drawing.map.nodes], drawing.judged)
    rows = tuple(arranged(drawing, shape, heads, facts))
    behind = sorted({name for row in rows for name in row.graphs()})
    passages = evidence.passages(drawing.graph, behind, drawing.lang) if behind else {}
    notes = numbered([(key(row), name) for row in rows for name in row.graphs()], passages, drawing.lang)
    hues = {head: shape.hues[head][0] for head in heads}
    return Chart(drawing, rows, hues, notes, passages)


def arranged(drawing: Drawing, shape: Structure, heads: list[str], facts: Facts) -> list[Row]:
    """Return the rows: for each goal its groups in the order of the outline, in each its undertakings.

    An undertaking that carries several goals stands under the one it hangs under in the outline of the map.
    """
    kinds = {node.iri: node.type for node in drawing.map.nodes}
    leaving: dict[str, list[str]] = {}
    for edge in drawing.map.edges:
        leaving.setdefault(edge.source, []).extend(edge.graphs)
    found: dict[str, dict[str, list[Row]]] = {head: {} for head in heads}
    order = {iri: number for number, iri in enumerate(shape.order)}
    for iri in shape.order:
        if kinds[iri] not in UNDERTAKINGS or iri in found:
            continue
        way = above(iri, shape.parent)
        head = next((one for one in reversed(way) if one in found), "")
        if not head:
            continue
        inner = way[: way.index(head)]  # from the nearest outwards, the goal left out
        group = inner[-1] if inner else ""
        depth = sum(1 for one in inner[:-1] if kinds[one] in UNDERTAKINGS)
        own = tuple(sorted(set(leaving.get(iri, ()))))
        if not group and kinds[iri] in ("Pathway", "Program"):
            found[head].setdefault(iri, []).insert(0, facts.row(head, iri, iri, 0, own))
        else:
            found[head].setdefault(group, []).append(facts.row(head, group, iri, depth, own))
    rows = []
    for groups in found.values():
        for group in sorted(groups, key=lambda one: (one == "", order.get(one, -1))):
            own_rows = groups[group]
            heading = own_rows[0].thing == group
            if heading and len(own_rows) > 1 and not any((own_rows[0].targets, own_rows[0].limits,
                                                           own_rows[0].holders, own_rows[0].stages)):  # fmt: skip
                own_rows = own_rows[1:]  # a pathway of which only its parts are spoken of needs no row of its own
            rows += own_rows
    return rows


def above(iri: str, parent: dict[str, str]) -> list[str]:
    """Return what a thing hangs under, the nearest first."""
    way = []
    while iri in parent:
        iri = parent[iri]
        way.append(iri)
    return way


class Facts:
    """What the graph says of things: targets, time limits, holders, stages."""

    def __init__(self, graph: Graph, lang: str, things: list[str], judged: Judged | None = None) -> None:
        self.lang = lang
        self.judged = judged
        self.known = set(things)
        self.numbers: dict[str, Figure] = {figure.iri: figure for figure in figures(graph, lang=lang)}
        self.about = self._pairs(graph, "?x jb:about ?s ; jb:kind kind:target", "?g a jb:Passage .")
        self.measured = self._pairs(graph, "?s jb:measuredBy ?m", "?x jb:ofMetric ?m ; jb:kind kind:target .")
        self.horizons = self._pairs(graph, "?s jb:horizon ?x")
        self.stages = self._pairs(graph, "?s jb:stage ?x")
        self.periods = self._pairs(graph, "?o jb:about ?s ; jb:kind kind:target ; jb:period ?x")
        rows = graph.rows(
            """SELECT DISTINCT ?s ?h ?role ?g { ?g jb:layer ?layer .
               GRAPH ?g { ?r jb:responsibleFor ?s ; jb:heldBy ?h ; jb:role ?role } } ORDER BY ?s ?role ?h ?g"""
        )
        self.held: dict[str, dict[tuple[str, str], list[str]]] = {}
        for row in rows:
            who = (str(row["role"]), str(row["h"]))
            self.held.setdefault(str(row["s"]), {}).setdefault(who, []).append(str(row["g"]))
        named = {value for pairs in (self.horizons, self.stages, self.periods) for many in pairs.values()
                 for value in many} | {name for who in self.held.values() for pair in who for name in pair}  # fmt: skip
        self.labels = graph.labels(named, lang)
        periods = {str(row["p"]) for row in graph.rows("SELECT DISTINCT ?p { ?o jb:period ?p }")}
        unsaid = {period for period in periods if period.rsplit("/", 1)[-1] in UNSAID}
        self.unsaid = set(graph.labels(unsaid, lang).values())

    def _pairs(self, graph: Graph, said: str, more: str = "") -> dict[str, dict[str, list[str]]]:
        """Return thing → what is said of it → the graphs, in which it is said."""
        rows = graph.rows(
            f"SELECT DISTINCT ?s ?x ?g {{ ?g jb:layer ?layer . {more} GRAPH ?g {{ {said} }} }} ORDER BY ?s ?x ?g"
        )
        found: dict[str, dict[str, list[str]]] = {}
        for row in rows:
            if str(row["s"]) in self.known:
                found.setdefault(str(row["s"]), {}).setdefault(str(row["x"]), []).append(str(row["g"]))
        return found

    def row(self, goal: str, group: str, thing: str, depth: int, carries: tuple[str, ...]) -> Row:
        """Return the row of an undertaking."""
        made = Row(
            goal,
            group,
            thing,
            depth,
            self.targets(thing),
            self.limits(thing),
            self.holders(thing, True),
            self.holders(thing, False),
            self._labelled(self.stages, thing),
            carries,
        )
        return self.entered(made)

    def entered(self, row: Row) -> Row:
        """Return a row with what staff entered: the day it is due, how far it is, its light."""
        if self.judged is None or row.thing not in self.judged.facts:
            return row
        said, verdict = self.judged.facts[row.thing], self.judged.verdicts[row.thing]
        where = self.judged.places.get(row.thing, ())
        limits, stages = list(row.limits), list(row.stages)
        if said.due:
            put_off = f"（{say(self.lang, 'first', '原')} {said.set}）" if said.set and said.set != said.due else ""
            limits.insert(0, Said(f"{said.due}{put_off}", where))
        if shares := self.judged.shares(row.thing):
            stages.insert(0, Said(shares, where))
        return replace(row, limits=tuple(limits), stages=tuple(stages), light=verdict.light, late=verdict.worst)

    def targets(self, thing: str) -> tuple[Said, ...]:
        """Return the targets about a thing, and those of the metrics that it is measured by, with their period.

        A target of a metric that is about something else says so.
        """
        found: dict[str, list[str]] = {}
        for number, graphs in self.about.get(thing, {}).items():
            found.setdefault(self._target(self.numbers[number], ""), []).extend(graphs)
        for number, graphs in self.measured.get(thing, {}).items():
            if number not in self.about.get(thing, {}):
                figure = self.numbers[number]
                text = self._target(figure, figure.about)
                found.setdefault(text, []).extend([*graphs, figure.passage])
        return tuple(Said(text, tuple(sorted(set(graphs)))) for text, graphs in sorted(found.items()))

    def _target(self, figure: Figure, about: str) -> str:
        zh = self.lang == "zh"
        between = "：" if zh else ": "
        metric = f"{about}{between}{figure.metric}" if about else figure.metric
        period = say(self.lang, *NO_PERIOD) if figure.period in self.unsaid else figure.period
        when = f"（{period}）" if zh else f" ({period})"
        return f"{metric} {figure.value}{when if figure.period else ''}".strip()

    def limits(self, thing: str) -> tuple[Said, ...]:
        """Return the time limits: horizons, and the periods of its own targets."""
        both: dict[str, list[str]] = {}
        for pairs in (self.horizons, self.periods):
            for value, graphs in pairs.get(thing, {}).items():
                if value.rsplit("/", 1)[-1] in UNSAID:
                    continue
                both.setdefault(self.labels[value], []).extend(graphs)
        return tuple(Said(text, tuple(sorted(set(graphs)))) for text, graphs in sorted(both.items()))

    def holders(self, thing: str, duty: bool) -> tuple[Holder, ...]:
        """Return who has which role for a thing, by role and name: a duty, or any other role."""
        who = self.held.get(thing, {})
        return tuple(
            Holder(Said(self.labels[holder], tuple(sorted(set(graphs)))), self.labels[role])
            for (role, holder), graphs in sorted(who.items())
            if (role.rsplit("/", 1)[-1] in DUTIES) == duty
        )

    def _labelled(self, pairs: dict[str, dict[str, list[str]]], thing: str) -> tuple[Said, ...]:
        def rank(value: str) -> tuple[int, str]:
            name = value.rsplit("/", 1)[-1]
            return (STAGES.index(name) if name in STAGES else len(STAGES), value)

        found = pairs.get(thing, {})
        return tuple(Said(self.labels[value], tuple(found[value])) for value in sorted(found, key=rank))


def reported(made: Chart, report: Report, *, places: bool = False) -> None:
    """Say in a report what a wall chart does not show of its map.

    :param places: whether the format says where in its section each passage stands.
    """
    shown = {iri for row in made.rows for iri in (row.goal, row.group, row.thing)}
    drawn = made.drawing.map
    report.lost(
        "things that are no undertaking, or carry no goal, not shown on the wall chart",
        "非举措、或不服务于目标的事物，作战图不列",
        sum(1 for node in drawn.nodes if node.iri not in shown),
    )
    report.lost(
        "relations, shown only as the group that an undertaking stands in",
        "联系，只以所属分组表示",
        len(drawn.edges),
    )
    report.lost("things left out by --limit", "因 --limit 未列出的事物", drawn.cut)
    report.lost(
        "places of passages in the text, given as section of the document only",
        "段落位置，只注明文件与章节",
        0 if places else len(made.passages),
    )
