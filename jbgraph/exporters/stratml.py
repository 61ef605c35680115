"""StratML: goals, objectives, who answers for them, and performance indicators (ISO 17469-1, ANSI/AIIM 22).

Part 1 (`StrategicPlan`) where no figure of the map is a target or a result, Part 2 (`PerformancePlanOrReport`) where
one is, for Part 1 has no indicators. Flattened, for StratML knows goals and objectives in two levels only:

- What carries a goal, from objective and pathway to project, is an `Objective` of the goal nearest to it. Its kind
  begins its `Description`, its depth shows in its `SequenceIndicator` (1.2.3); its other name, its relations with their
  passages, its time limits, what it lacks and its IRI are lines of its `OtherInformation`. A map without goals has its
  starting points as goals.
- Indicators of a goal itself hang on an objective of the same name, for a `Goal` has none.
- Holders of responsibilities are stakeholders, whichever document names them, also beyond the filter of the map.
- Figures of a metric come from all documents, as far as they are about the thing, or about what the passage that
  links the two speaks of. Only a printed number is a `NumberOfUnits`: ranks, ranges and words are descriptors. What is
  neither target nor result (a forecast, a baseline) is a line of the indicator's `OtherInformation`.

Left out: things that carry no goal, and what is said of them. `Organization`, `Vision`, `Mission` and dates of the plan
are not written: the documents do not say whose plan the map would be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from jbgraph import evidence, figures, terms
from jbgraph.drawings import LACKS, Drawing, Report
from jbgraph.errors import JbgraphError
from jbgraph.exporters.csv import CONTROL, CUT
from jbgraph.exporters.xlsx import LAYERS
from jbgraph.maps import UP, Node
from jbgraph.networks import Edge
from jbgraph.rendering import concluded, place, say
from jbgraph.tables import legal

SUFFIX = ".stratml"
PART_1 = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
PART_2 = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
MEANS = ("Objective", "Pathway", "Group", "Program", "Task", "Measure", "Project")
PERFORMERS = ("lead", "coordinate", "responsible", "cooperate", "participate", "run")
NUMBERS = ("equal", "about", "at-least", "more-than", "somewhat-more", "at-most", "less-than", "just-under")
RESULTS = {"target": "TargetResult", "actual": "ActualResult"}
READ = ("ofMetric", "about", "kind", "comparator", "unit", "period", "strength", "reportedStatus")
Said = dict[str, list[str]]


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the map as XML.

    :raises JbgraphError: if the map is empty, for StratML has no plan without a goal.
    """
    plan = Plan(drawing)
    if not plan.goals:
        raise JbgraphError(("StratML needs a goal, and the map is empty", "StratML 至少需要一个目标，而关系图为空"))
    root = plan.document()
    plan.tell(report)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


@dataclass
class Figure:
    """An observation of a metric: what it says by property, and the passage it stands in."""

    iri: str
    passage: str
    said: Said = field(default_factory=dict)

    def local(self, name: str) -> str:
        """Return the last part of the IRI that a property has, empty where it has none."""
        return terms.split(self.said.get(name, [""])[0])[1]

    @property
    def number(self) -> str:
        """The number of units, empty where a rank, a range or words are printed."""
        plain = self.local("comparator") in NUMBERS and "upperValue" not in self.said
        return self.said.get("value", [""])[0] if plain else ""


class Plan:
    """The parts of the document, and what could not be put into it."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.lang = drawing.lang
        self.changed = {"control": 0, "break": 0, "loose": 0}
        nodes = drawing.nodes
        roots = [nodes[iri] for iri in drawing.map.roots if iri in nodes]
        found = [node for node in dict.fromkeys([*roots, *drawing.map.nodes]) if node.type == "Goal"]
        self.goals = found or roots or list(drawing.map.nodes[:1])
        self.children: dict[str, list[Node]] = {}
        self.owners = {node.iri: node.iri for node in self.goals}
        self.spread()
        self.edges: dict[str, list[Edge]] = {}
        for edge in drawing.map.edges:
            self.edges.setdefault(edge.source, []).append(edge)
        self.lacks = drawing.lacks
        self.measured = {iri: list(self.indicators(iri)) for iri in self.owners}
        self.part2 = any(f.local("kind") in RESULTS for some in self.measured.values() for _, _, fs in some for f in fs)

    def spread(self) -> None:
        """Find for everything that carries a goal the thing it stands under, nearest goal first."""
        below: dict[str, list[Node]] = {}
        for edge in self.drawing.map.edges:
            source = self.drawing.nodes[edge.source]
            if edge.property.removeprefix(terms.JB) in UP and source.type in MEANS:
                below.setdefault(edge.target, []).append(source)
        queue = [node.iri for node in self.goals]
        for here in queue:
            for node in sorted(below.get(here, []), key=lambda node: (node.column, node.iri)):
                if node.iri not in self.owners:
                    self.owners[node.iri] = here
                    self.children.setdefault(here, []).append(node)
                    queue.append(node.iri)

    @cached_property
    def descriptions(self) -> dict[str, str]:
        """Thing → our one line about it."""
        query = f'SELECT ?s ?d {{ ?s <{terms.DESCRIPTION}> ?d FILTER(LANG(?d) = "{self.lang}") }} ORDER BY ?s DESC(?d)'
        return {str(row["s"]): str(row["d"]) for row in self.drawing.graph.rows(query)}

    @cached_property
    def roles(self) -> dict[str, dict[str, list[tuple[str, str]]]]:
        """Thing → who answers for it → the roles, each with its passage."""
        query = """SELECT ?s ?who ?role ?g { GRAPH ?g { ?r jb:responsibleFor ?s ; jb:heldBy ?who ; jb:role ?role } }
                   ORDER BY ?s ?who ?role ?g"""
        found: dict[str, dict[str, list[tuple[str, str]]]] = {}
        for row in self.drawing.graph.rows(query):
            if row["s"] in self.owners:
                holders = found.setdefault(str(row["s"]), {})
                holders.setdefault(str(row["who"]), []).append((str(row["role"]), str(row["g"])))
        return found

    @cached_property
    def horizons(self) -> dict[str, list[tuple[str, str]]]:
        """Thing → its time limits, each with its passage."""
        query = "SELECT ?s ?p ?g { ?g a jb:Passage GRAPH ?g { ?s jb:horizon ?p } } ORDER BY ?s ?p ?g"
        found: dict[str, list[tuple[str, str]]] = {}
        for row in self.drawing.graph.rows(query):
            found.setdefault(str(row["s"]), []).append((str(row["p"]), str(row["g"])))
        return {iri: limits for iri, limits in found.items() if iri in self.owners}

    @cached_property
    def figures(self) -> dict[str, list[Figure]]:
        """Metric → its figures, by passage and IRI."""
        query = "SELECT ?g ?o ?p ?v { ?g a jb:Passage GRAPH ?g { ?o a jb:Observation ; ?p ?v } } ORDER BY ?g ?o ?p ?v"
        known: dict[str, Figure] = {}
        for row in self.drawing.graph.rows(query):
            figure = known.setdefault(str(row["o"]), Figure(str(row["o"]), str(row["g"])))
            figure.said.setdefault(str(row["p"]).removeprefix(terms.JB), []).append(str(row["v"]))
        found: dict[str, list[Figure]] = {}
        for figure in known.values():
            for metric in figure.said.get("ofMetric", []):
                found.setdefault(metric, []).append(figure)
        return found

    @cached_property
    def periods(self) -> dict[str, dict[str, str]]:
        """Period → `startDate`, `endDate` and `isReading`, as far as it has them."""
        found: dict[str, dict[str, str]] = {}
        for row in self.drawing.graph.rows("SELECT ?s ?p ?v { ?s a jb:Period ; ?p ?v }"):
            found.setdefault(str(row["s"]), {})[str(row["p"]).removeprefix(terms.JB)] = str(row["v"])
        return found

    @cached_property
    def units(self) -> dict[str, str]:
        """Metric → its unit, where the register gives one."""
        rows = self.drawing.graph.rows("SELECT ?s ?unit { ?s a jb:Metric ; jb:unit ?unit } ORDER BY ?s DESC(?unit)")
        return {str(row["s"]): str(row["unit"]) for row in rows}

    @cached_property
    def names(self) -> dict[str, str]:
        """Labels of what is named beside the things of the map: holders, roles, periods, units, subjects."""
        iris = {term for some in self.figures.values() for f in some for name in READ for term in f.said.get(name, [])}
        iris |= {who for holders in self.roles.values() for who in holders}
        iris |= {role for holders in self.roles.values() for roles in holders.values() for role, _ in roles}
        iris |= {period for some in self.horizons.values() for period, _ in some} | set(self.units.values())
        return self.drawing.graph.labels(sorted(iris), self.lang)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Holder of a responsibility → the class it has in the register."""
        rows = self.drawing.graph.rows("SELECT DISTINCT ?s ?type { ?r jb:heldBy ?s . ?s a ?type } ORDER BY ?s ?type")
        return {str(row["s"]): terms.split(str(row["type"]))[1] for row in rows}

    @cached_property
    def passages(self) -> dict[str, evidence.Passage]:
        """The passages that are cited, those of the map first."""
        cited = {name for holders in self.roles.values() for roles in holders.values() for _, name in roles}
        cited |= {name for some in self.horizons.values() for _, name in some}
        cited |= {f.passage for some in self.measured.values() for _, _, fs in some for f in fs}
        missing = sorted(cited - self.drawing.passages.keys())
        more = evidence.passages(self.drawing.graph, missing, self.lang) if missing else {}
        return {**more, **self.drawing.passages}

    def indicators(self, iri: str) -> Iterator[tuple[str, str, list[Figure]]]:
        """Yield metric, unit and figures of a thing; figures without a unit go with the unit of the metric."""
        for edge in self.edges.get(iri, []):
            if edge.property != terms.JB + "measuredBy":
                continue
            known = self.figures.get(edge.target, [])
            subjects = {iri} | {s for f in known if f.passage in edge.graphs for s in f.said.get("about", [])}
            chosen = [f for f in known if subjects & set(f.said.get("about", []))]
            units = sorted({f.said.get("unit", [""])[0] for f in chosen if f.number})
            own = self.units.get(edge.target, "")
            first = units[0] if units and own not in units else own
            for unit in units or [first]:
                some = [f for f in chosen if (f.said.get("unit", [""])[0] if f.number else first) == unit]
                yield edge.target, unit, some

    def document(self) -> ET.Element:
        """Return the root element."""
        if self.part2:
            root = ET.Element("PerformancePlanOrReport", {"xmlns": PART_2, "Type": "Performance_Plan"})
        else:
            root = ET.Element("StrategicPlan", {"xmlns": PART_1})
        self.text(root, "Name", self.drawing.title)
        self.text(root, "Description", f"{self.drawing.roots}{self.say('. ', '。')}{self.drawing.counted()}")
        core = ET.SubElement(root, "StrategicPlanCore")
        for number, goal in enumerate(self.goals, 1):
            element = ET.SubElement(core, "Goal")
            self.thing(element, goal, str(number))
            if self.part2 and self.measured[goal.iri]:
                own = ET.SubElement(element, "Objective")
                self.text(own, "Name", self.drawing.labels[goal.iri])
                self.text(own, "Description", self.say("indicators of the goal itself", "目标自身的指标"))
                self.text(own, "Identifier", identifier(goal.iri, "indicators"))
                self.text(own, "SequenceIndicator", f"{number}.0")
                self.measures(own, goal.iri)
            waiting = self.numbered(goal.iri, str(number))
            while waiting:
                node, sequence = waiting.pop()
                objective = ET.SubElement(element, "Objective")
                self.thing(objective, node, sequence)
                if self.part2:
                    self.measures(objective, node.iri)
                waiting += self.numbered(node.iri, sequence)
        return root

    def numbered(self, iri: str, sequence: str) -> list[tuple[Node, str]]:
        """Return what stands under a thing with its number, last first."""
        return [(node, f"{sequence}.{n}") for n, node in enumerate(self.children.get(iri, []), 1)][::-1]

    def thing(self, element: ET.Element, node: Node, sequence: str) -> None:
        """Fill a goal or an objective, up to its `OtherInformation`."""
        kind = self.drawing.types[node.type]
        described = self.descriptions.get(node.iri)
        self.text(element, "Name", self.drawing.labels[node.iri])
        self.text(element, "Description", f"{kind}{self.say(': ', '：')}{described}" if described else kind)
        self.text(element, "Identifier", identifier(node.iri))
        self.text(element, "SequenceIndicator", sequence)
        for who, roles in self.roles.get(node.iri, {}).items():
            self.stakeholder(element, who, roles)
        self.text(element, "OtherInformation", "\n".join(self.other(node)))

    def other(self, node: Node) -> Iterator[str]:
        """Yield the lines about a thing that StratML has no element for."""
        colon, names = self.say(": ", "："), self.drawing.labels
        yield f"{self.say('Chinese', '英文')}{colon}{node.zh if self.lang == 'en' else node.en}"
        for edge in self.edges.get(node.iri, []):
            layer = "" if edge.layer == "stated" else f"〔{self.say(*LAYERS[edge.layer])}〕"
            quotes = self.drawing.quotes
            said = [
                self.where(name) + (f" “{quote}”" if quote else "")
                for name in edge.graphs
                for quote in [quotes.get((name, edge.target)) or quotes.get((name, edge.source), "")]
            ]
            yield f"{names[edge.property]}{layer}{colon}{names[edge.target]}{self.cited(said)}"
        for period, name in self.horizons.get(node.iri, []):
            yield f"{self.say('time limit', '期限')}{colon}{self.names[period]}{self.cited([self.where(name)])}"
        missing = [self.say(*LACKS[key]) for key in self.lacks.get(node.iri, [])]
        yield from [f"{self.say('holes', '缺口')}{colon}{self.say(', ', '、').join(missing)}"] if missing else []
        yield f"IRI{colon}{node.iri}"

    def stakeholder(self, element: ET.Element, who: str, roles: list[tuple[str, str]]) -> None:
        """Add who answers for something, in which roles."""
        kind = self.kinds.get(who)
        told = {"StakeholderTypeType": kind} if kind in ("Organization", "Person") else {}
        holder = ET.SubElement(element, "Stakeholder", told)
        self.text(holder, "Name", self.names[who])
        by_role: dict[str, list[str]] = {}
        for role, name in roles:
            by_role.setdefault(role, []).append(self.where(name))
        if not self.part2:
            said = [f"{self.names[role]}{self.cited(places)}" for role, places in by_role.items()]
            self.text(holder, "Description", self.say("; ", "；").join(said))
            return
        for role, places in by_role.items():
            part = ET.SubElement(holder, "Role")
            self.text(part, "Name", self.names[role])
            self.text(part, "Description", self.say("; ", "；").join(places))
            if terms.split(role)[1] in PERFORMERS:
                self.text(part, "RoleType", "Performer")

    def measures(self, element: ET.Element, iri: str) -> None:
        """Add the indicators of a thing."""
        for metric, unit, found in self.measured[iri]:
            kind = "Quantitative" if any(f.number for f in found) or not found else "Qualitative"
            indicator = ET.SubElement(element, "PerformanceIndicator", {"PerformanceIndicatorType": kind})
            self.text(indicator, "MeasurementDimension", self.drawing.labels[metric])
            self.text(indicator, "UnitOfMeasurement", self.names.get(unit, ""))
            self.text(indicator, "Identifier", identifier(iri, metric, unit))
            by_period: dict[tuple[str, str], list[Figure]] = {}
            for f in found:
                period = f.said.get("period", [""])[0]
                if f.local("kind") in RESULTS:
                    by_period.setdefault((self.periods.get(period, {}).get("startDate", ""), period), []).append(f)
            for (_, period), some in sorted(by_period.items()):
                instance = ET.SubElement(indicator, "MeasurementInstance")
                for f in sorted(some, key=lambda f: f.local("kind") == "actual"):
                    self.result(ET.SubElement(instance, RESULTS[f.local("kind")]), f, iri, period)
            others = [f for f in found if f.local("kind") not in RESULTS]
            self.changed["loose"] += len(others)
            lines = [self.sentence(f, iri) for f in others] + [f"IRI{self.say(': ', '：')}{metric}"]
            self.text(indicator, "OtherInformation", "\n".join(lines))

    def result(self, element: ET.Element, f: Figure, iri: str, period: str) -> None:
        """Fill a target or an actual result."""
        for tag, key in (("StartDate", "startDate"), ("EndDate", "endDate")):
            date = self.periods.get(period, {}).get(key, "")
            if re.fullmatch(r"\d{4}-\d\d-\d\d", date):
                self.text(element, tag, date)
        if f.number:
            self.text(element, "NumberOfUnits", f.number)
        if f.local("comparator") != "equal" or not f.number:
            descriptor = ET.SubElement(element, "Descriptor")
            how = self.labels(f, "comparator")
            name, value = (self.say("comparator", "比较词"), how) if f.number else (how, self.value(f))
            self.text(descriptor, "DescriptorName", name)
            self.text(descriptor, "DescriptorValue", value)
        self.text(element, "Description", self.sentence(f, iri))

    def sentence(self, f: Figure, iri: str) -> str:
        """Return a figure in words: of what, when, how much, how firmly, and where it is printed."""
        about = "" if f.said.get("about", [iri]) == [iri] else self.labels(f, "about")
        reading = self.periods.get(f.said.get("period", [""])[0], {}).get("isReading") == "true"
        when = self.labels(f, "period") + (self.say(" (our reading)", "（我方解读）") if reading else "")
        binding = self.say("binding", "约束性") if f.said.get("binding") == ["true"] else ""
        said = (about, when, self.labels(f, "kind"), self.value(f), self.labels(f, "strength"), binding)
        quotes = [f"“{quote}”" for quote in f.said.get("quote", [])]
        tail = (self.labels(f, "reportedStatus"), *quotes, self.where(f.passage))
        return self.say(", ", "，").join(part for part in (*said, *tail) if part)

    def say(self, en: str, zh: str) -> str:
        """Return a text in the language of the map."""
        return say(self.lang, en, zh)

    def labels(self, f: Figure, name: str) -> str:
        """Return the labels of what a property of a figure has."""
        return self.say(", ", "、").join(self.names[term] for term in f.said.get(name, []))

    def value(self, f: Figure) -> str:
        """Return the value of a figure as one text."""
        return figures.shown(f.said, self.labels(f, "unit"), self.labels(f, "comparator"), self.lang)

    def where(self, name: str) -> str:
        """Return the place of a passage, or which rule it is."""
        found = self.passages.get(name)
        return place(found, self.lang) if found else concluded(name, self.lang)

    def cited(self, places: Iterable[str]) -> str:
        """Return places in brackets."""
        joined = self.say("; ", "；").join(places)
        return f"{self.say(' (', '（')}{joined}{self.say(')', '）')}" if joined else ""

    def text(self, parent: ET.Element, tag: str, text: str) -> None:
        """Add an element with a text, as XML can hold it."""
        plain = legal(text)
        alike = re.sub("\r\n?", "\n", plain)
        self.changed["control"] += plain != text
        self.changed["break"] += alike != plain
        ET.SubElement(parent, tag).text = alike

    def tell(self, report: Report) -> None:
        """Report what was flattened or left out."""
        metrics = {metric for some in self.measured.values() for metric, _, _ in some}
        goals = {node.iri for node in self.goals}
        means = [node for some in self.children.values() for node in some]
        outside = sum(node.iri not in self.owners.keys() | metrics for node in self.drawing.map.nodes)
        loose = sum(edge.source not in self.owners for edge in self.drawing.map.edges)
        report.lost("means written as Objective", "写作 Objective 的举措等", sum(n.type != "Objective" for n in means))
        deeper = sum(self.owners[node.iri] not in goals for node in means)
        report.lost("objectives under objectives, told by number", "以编号表示层级的下级目标", deeper)
        report.lost("things that carry no goal", "不服务于目标的事物", outside)
        report.lost("relations of things that carry no goal", "不服务于目标的事物的联系", loose)
        report.lost("starting points written as Goal", "写作 Goal 的起点", sum(n.type != "Goal" for n in self.goals))
        report.lost("figures neither target nor result, as text", "既非目标也非实际的数值", self.changed["loose"])
        report.lost(*CONTROL, self.changed["control"])
        report.lost("texts whose line breaks are written alike", "换行符统一的文本", self.changed["break"])
        report.lost(*CUT, self.drawing.map.cut)


def identifier(*parts: str) -> str:
    """Return an identifier as StratML has them by custom: a UUID, always the same, that XML takes for an ID."""
    return f"_{uuid5(NAMESPACE_URL, chr(10).join(parts))}"
