"""A made-up district in the ontology's words: its register and five documents, wired as the documents wire theirs."""

from __future__ import annotations

import random

from made import (
    BASE,
    DCTERMS,
    DIRECTION,
    JB,
    MADE_UP,
    MEASURE_TYPE,
    PERIOD,
    RDF,
    SKOS,
    STAGE,
    STATUS,
    STRENGTH,
    UNIT,
    XSD,
    Document,
    named,
    whole,
)
from names import FIELDS, KINDS_OF_FIELD, NAMES, place_name

SEED = 20260101
COUNTS = {
    "Goal": 6, "Objective": 10, "Pathway": 15, "Program": 20, "Task": 30, "Measure": 90, "Project": 60, "Group": 8,
    "Industry": 20, "Place": 20, "Organization": 30, "Post": 6, "Metric": 40, "Policy": 10, "Event": 8,
    "Opportunity": 4, "Concept": 30,
}  # fmt: skip
YEARS = range(2019, 2031)
NOW = 2025
PROVINCES = 31
UNITS = (  # unit, as printed, measure type
    ("yi-yuan", "亿元", "level"), ("percent", "%", "growth"), ("percent", "%", "share"),
    ("wan-person", "万人", "level"), ("item", "项", "count"), ("square-kilometre", "平方公里", "level"),
)  # fmt: skip
STAGES = ("planned", "seeking", "started", "under-way", "done")
ROLES = ("lead", "coordinate", "responsible", "cooperate", "participate", "oversee")
STATUSES = ("exceeded", "met", "as-expected", "basically-met")


def slug(number: int) -> str:
    """Return the local name of a district."""
    return f"made-{number + 1:04}"


class District:
    """One district: its register, and what its documents say.

    :param size: how many times as many things as usual it has, but for its goals.
    """

    def __init__(self, number: int, size: float = 1.0) -> None:
        self.number = number
        self.dice = random.Random(f"{SEED}-{number}-{size}")
        self.base = f"{BASE}{slug(number)}/"
        self.name = place_name(number)
        self.district = f"<{self.base}district>"
        self.province = MADE_UP[f"province-{number % PROVINCES}"]
        sizes = {kind: count if kind == "Goal" else max(1, round(count * size)) for kind, count in COUNTS.items()}
        self.things = {
            kind: [f"<{self.base}{kind.lower()}-{turn}>" for turn in range(count)] for kind, count in sizes.items()
        }
        self.levels = [5 + self.dice.random() * 900 for _ in self.things["Metric"]]
        self.reached: dict[tuple[int, int], tuple[float, float]] = {}

    def text(self) -> str:
        """Return all of it as N-Quads."""
        documents = [self.series(), self.pathways(), self.plan(NOW - 1), self.plan(NOW), self.outlook()]
        return "".join([self.register(), *(document.end(*self.name) for document in documents)])

    def register(self) -> str:
        """Return what there is."""
        zh, en = self.name
        lines = [named(self.district, "Place", zh, en)]
        for kind, things in self.things.items():
            for turn, iri in enumerate(things):
                field, english = FIELDS[turn % len(FIELDS)]
                more, also = KINDS_OF_FIELD[turn // len(FIELDS) % len(KINDS_OF_FIELD)]
                again = turn // len(FIELDS) // len(KINDS_OF_FIELD)
                mine = kind in ("Project", "Place", "Organization", "Post", "Event")
                said, called = NAMES[kind]
                said = (zh if mine else "") + said.format(field + more) + (f"{again + 1}号" if again else "")
                called = called.format(english + also) + (f" {again + 1}" if again else "")
                called += f", {en}" if mine else ""
                lines.append(named(iri, kind, said, called[0].upper() + called[1:]))
                if kind in ("Goal", "Group", "Metric", "Program", "Task"):
                    lines.append(
                        f'{iri} {DCTERMS["description"]} "{said}（虚构）"@zh .\n'
                        f'{iri} {DCTERMS["description"]} "{called} (made up)"@en .\n'
                    )
                if turn % 3 == 0:
                    lines.append(f'{iri} {SKOS["altLabel"]} "{field}{kind}{turn}"@zh .\n')
                if kind == "Task":
                    lines.append(f'{iri} {SKOS["notation"]} "{turn + 1}" .\n')
                if kind == "Metric":
                    unit, _, measure = UNITS[turn % len(UNITS)]
                    lines.append(
                        f"{iri} {JB['unit']} {UNIT[unit]} .\n{iri} {JB['measureType']} {MEASURE_TYPE[measure]} .\n"
                        f"{iri} {JB['direction']} {DIRECTION['down' if turn % 8 == 7 else 'up']} .\n"
                    )
                if kind in ("Group", "Metric") and turn % 4 == 0:
                    lines.append(f'{iri} {JB["namedByUs"]} "true"^^{XSD["boolean"]} .\n')
        one, other = self.things["Concept"][1], self.things["Objective"][0]
        lines.append(f"{one} {JB['variesFrom']} {other} .\n")
        lines.append(f"{self.things['Project'][1]} {JB['variesFrom']} {self.things['Measure'][1]} .\n")
        lines.append(f"{self.things['Project'][2]} {JB['distinctFrom']} {self.things['Measure'][2]} .\n")
        return "".join(lines)

    # -- what documents say ------------------------------------------------------------------------------

    def any(self, kind: str) -> str:
        """Return one of the things of a class."""
        things = self.things[kind]
        return things[int(self.dice.random() * (len(things) - (kind == "Goal")))]  # nothing serves the last goal

    def document(self, name: str, zh: str, en: str, year: int) -> Document:
        """Begin a document."""
        return Document(self.base, f"{name}-{year}", (f"{year}年{zh}", f"{en} {year}"), year, self.dice)

    def values(self, turn: int, year: int) -> tuple[float, float]:
        """Return target and actual value of a metric in a year; all documents give the same."""
        if (turn, year) not in self.reached:
            last = self.values(turn, year - 1)[1] if year > YEARS[0] else self.levels[turn]
            target = round(last * (0.99 + self.dice.random() * 0.1), 1)
            self.reached[turn, year] = target, round(target * (0.96 + self.dice.random() * 0.08), 1)
        return self.reached[turn, year]

    def said(self, document: Document, turn: int, kind: str, year: int) -> str:
        """State the target or the actual value of a metric for a year."""
        unit, printed, _ = UNITS[turn % len(UNITS)]
        target, actual = self.values(turn, year)
        value = target if kind == "target" else actual
        bound = ("at-most" if turn % 8 == 7 else "at-least") if kind == "target" else "equal"
        return document.figure(
            self.things["Metric"][turn], self.district, kind, value, PERIOD[f"{year}"],
            unit=unit, comparator=bound, quote=f"{value}{printed}",
        )  # fmt: skip

    def series(self) -> Document:
        """Return the figures of the years before, metric by metric, place by place."""
        made = self.document("series", "统计资料", "Statistics", NOW)
        whole = made.section("历年数据", "Year by year")
        for turn, metric in enumerate(self.things["Metric"]):
            made.begin("row")
            made.say(self.district, "measuredBy", metric)
            for year in YEARS[1 : NOW - 1 - YEARS[0]]:
                self.said(made, turn, "target", year)
                self.said(made, turn, "actual", year)
        made.section("分片区数据", "By area", inside=whole, period=PERIOD[f"{NOW - 1}"])
        first, share = self.things["Metric"][0], self.values(0, NOW - 1)[1] / len(self.things["Place"])
        for place in self.things["Place"]:
            made.begin("row")
            made.say(place, "partOf", self.district)
            made.figure(first, place, "actual", round(share, 1), PERIOD[f"{NOW - 1}"], unit="yi-yuan")
        made.begin()
        made.say(self.district, "locatedIn", self.province)
        made.say(made.passage, "mentions", self.things["Concept"][1], self.things["Concept"][0])
        made.figure(
            self.things["Metric"][1], self.district, "actual", 1.0 + self.number % 9, PERIOD[f"{NOW - 1}"],
            unit="place", comparator="rank", quote="居全省前列",
        )  # fmt: skip
        self.listing(made, 1, reverse=True)
        return made

    def listing(self, made: Document, turn: int, *, reverse: bool = False) -> None:
        """State the members of a group in an order, one fewer than its size for some groups."""
        group, programs = self.things["Group"][turn], self.things["Program"]
        members = [programs[(turn * 3 + step) % len(programs)] for step in range(3)]
        members = list(dict.fromkeys(members))
        made.begin()
        made.say(group, "statedSize", whole(len(members) + (turn % 3 == 2)))
        for place, member in enumerate(reversed(members) if reverse else members, 1):
            made.say(member, "memberOf", group)
            iri = f"{made.passage[:-1]}-m{place}>"
            made.out.append(f"{iri} {RDF['type']} {JB['Membership']}{made.graph}")
            made.say(iri, "member", member)
            made.say(iri, "ofGroup", group)
            made.say(iri, "position", whole(place))

    def pathways(self) -> Document:
        """Return how the goals are to be reached: pathways, programs, measures, projects."""
        made, things = self.document("pathways", "路径方案", "Pathways", NOW), self.things
        front = made.section("总则", "Front")
        for turn, goal in enumerate(things["Goal"]):
            chapter = made.section(f"第{turn + 1}章", f"Chapter {turn + 1}", presents=goal)
            made.begin()
            made.say(goal, "horizon", PERIOD[f"{NOW + turn}"])
            made.say(goal, "strength", STRENGTH["strive"])
            made.say(goal, "follows", self.any("Concept"), self.any("Policy"))
            if turn:
                made.say(goal, "serves", things["Goal"][0])
                metric = turn % len(things["Metric"])
                made.say(goal, "measuredBy", things["Metric"][metric])
                self.said(made, metric, "target", NOW)
            for pathway in things["Pathway"][turn :: len(things["Goal"]) - 1] if turn < len(things["Goal"]) - 1 else ():
                self.pathway(made, chapter, goal, pathway)
        made.inside = front[:]
        for turn in range(1, len(things["Group"]) - 1):
            self.listing(made, turn)
            made.say(things["Group"][turn], "serves", self.any("Goal"))
        made.begin()
        made.say(things["Group"][-1], "statedSize", whole(4))
        return made

    def pathway(self, made: Document, chapter: str, goal: str, pathway: str) -> None:
        """State one pathway of a goal with its programs and their projects."""
        things, turn = self.things, self.things["Pathway"].index(pathway)
        made.section(f"路径{turn + 1}", f"Pathway {turn + 1}", inside=chapter, presents=pathway)
        made.begin()
        made.say(pathway, "serves", goal)
        made.say(pathway, "lever", self.any("Concept"))
        made.say(pathway, "outcome", self.any("Concept"))
        made.say(pathway, "uses", self.any("Opportunity"))
        for objective in things["Objective"][turn :: len(things["Pathway"])]:
            made.begin()
            made.say(objective, "serves", goal)
            made.say(objective, "horizon", PERIOD[f"{NOW + turn % 5}"])
            made.say(objective, "strength", STRENGTH["seek" if turn % 3 == 0 else "ensure"])
            made.say(self.any("Industry"), "aimsAt", objective)
        for program in things["Program"][turn :: len(things["Pathway"])]:
            made.begin()
            made.say(program, "partOf", pathway)
            if turn % 10 == 9:  # named, and no more
                continue
            made.say(program, "concerns", self.any("Event"))
            made.duty(self.any("Organization"), "lead", program)
            self.means(made, program, len(things["Program"]))
        for event in things["Event"][turn :: len(things["Pathway"])]:
            made.begin()
            made.say(event, "horizon", PERIOD[f"{NOW}"])
            made.say(event, "locatedIn", self.any("Place"))

    def means(self, made: Document, program: str, step: int) -> None:
        """State measures and projects as parts of a program."""
        turn = self.things["Program"].index(program)
        for measure in self.things["Measure"][turn::step]:
            made.begin("list-item")
            made.say(measure, "partOf", program)
            made.say(measure, "develops", self.any("Industry"))
            made.say(measure, "uses", self.any("Policy"))
            made.say(measure, "addresses", self.any("Concept"))
            made.duty(self.any("Organization"), ROLES[int(self.dice.random() * len(ROLES))], measure)
        for project in self.things["Project"][turn::step]:
            made.begin("list-item")
            made.say(project, "partOf", program)
            made.say(project, "locatedIn", self.any("Place"))
            made.say(project, "develops", self.any("Industry"))
            made.say(project, "stage", STAGE["seeking" if turn % 5 == 0 else "planned"])
            made.say(project, "horizon", PERIOD[f"{NOW + turn % 4}"])
            made.duty(self.any("Organization"), "partner", project)
            made.duty(self.any("Post"), "responsible", project)

    def plan(self, year: int) -> Document:
        """Return the plan of a year: results and targets in tables, then the tasks."""
        made, things = self.document("plan", "计划报告", "Plan report", year), self.things
        last = made.section(f"{year - 1}年执行情况", f"Results of {year - 1}", period=PERIOD[f"{year - 1}"])
        made.begin()
        made.duty(self.any("Organization"), "approves", self.any("Policy"))
        made.duty(self.any("Organization"), "awards", self.any("Concept"))
        for project in things["Project"][:: 1 + (year < NOW)]:
            made.begin()
            made.say(project, "stage", STAGE["started" if year < NOW else "under-way"])
            made.say(project, "develops", self.any("Industry"))
            made.duty(self.any("Organization"), "responsible", project)
        made.section("表1：指标完成情况", "Table 1: results", inside=last)
        for turn in range(len(things["Metric"])):
            made.begin("row")
            self.said(made, turn, "target", year - 1)
            reached = self.said(made, turn, "actual", year - 1)
            made.say(reached, "reportedStatus", STATUS[STATUSES[int(self.dice.random() * len(STATUSES))]])
        chapter = made.section(f"{year}年重点任务", f"Tasks of {year}", period=PERIOD[f"{year}"])
        made.section("表2：指标目标", "Table 2: targets", inside=chapter)
        for turn in range(1 + year % 3, len(things["Metric"])):
            made.begin("row")
            self.said(made, turn, "actual", year - 1)
            target = self.said(made, turn, "target", year)
            if turn % 5 == 0:
                made.say(target, "binding", f'"true"^^{XSD["boolean"]}')
        group = made.section("重点任务", "Key tasks", inside=chapter, presents=things["Group"][0])
        for turn, task in enumerate(things["Task"]):
            self.task(made, group, turn, task)
        return made

    def task(self, made: Document, group: str, turn: int, task: str) -> None:
        """State a numbered task of a plan, with its projects, places and figures."""
        things = self.things
        made.section(f"任务{turn + 1}", f"Task {turn + 1}", inside=group, presents=task)
        made.say(task, "partOf", things["Pathway"][turn % len(things["Pathway"])])
        made.say(task, "memberOf", things["Group"][0])
        made.begin()
        if turn % 6 == 1:
            made.say(task, "serves", self.any("Goal"))
        made.say(task, "implements", self.any("Policy"))
        made.say(self.any("Measure"), "partOf", task)
        if turn % 4:
            made.duty(self.any("Organization"), ROLES[turn % len(ROLES)], task)
            made.duty(self.any("Post"), "oversee", task)
        made.begin()
        for _ in range(3):
            project, place = self.any("Project"), self.any("Place")
            made.say(project, "stage", STAGE[STAGES[int(self.dice.random() * len(STAGES))]])
            made.say(project, "locatedIn", place)
            made.say(place, "develops", self.any("Industry"))
        made.say(self.any("Place"), "aimsAt", self.any("Objective"))
        made.begin()
        made.say(task, "concerns", self.any("Industry"), things["Concept"][0])
        if turn % 3:
            metric = things["Metric"][turn % len(things["Metric"])]
            unit, printed, _ = UNITS[turn % len(UNITS)]
            value, period = round(10 + self.dice.random() * 90, 1), PERIOD[f"{made.year}"]
            made.say(task, "measuredBy", metric)
            made.figure(metric, self.any("Industry"), "target", value, period, unit=unit, quote=f"{value}{printed}")

    def outlook(self) -> Document:
        """Return what is looked forward to: forecasts, honours, partners, and words where no number stands."""
        made, things = self.document("outlook", "展望", "Outlook", NOW + 1), self.things
        made.section("展望", "Outlook", period=PERIOD[f"{NOW + 1}"])
        for turn, goal in enumerate(things["Goal"]):
            made.begin()
            made.say(self.district, "aimsAt", goal)
            made.say(made.passage, "mentions", things["Concept"][0], things["Concept"][1])
            made.say(self.any("Project"), "develops", things["Industry"][1])
            made.say(self.any("Measure"), "implements", self.any("Policy"))
            metric, year = turn % len(things["Metric"]), PERIOD[f"{NOW + 1}"]
            unit, printed, _ = UNITS[metric % len(UNITS)]
            made.figure(
                things["Metric"][metric], self.district, "forecast", 99.0, year, unit=unit, quote=f"预计99{printed}"
            )
        made.begin()
        made.say(self.district, "honour", self.any("Concept"))
        made.duty(self.province, "partner", self.any("Project"))
        first, second, third = things["Metric"][:3]
        made.figure(
            first, self.district, "target", "持续增长", PERIOD["not-stated"], unit="item", comparator="magnitude"
        )
        made.figure(second, things["Industry"][1], "actual", 51.0, PERIOD[f"{NOW}-01-to-{NOW}-06"], unit="percent")
        spread = made.figure(
            third,
            self.district,
            "target",
            20.0,
            PERIOD["2021-to-2025"],
            unit="percent",
            comparator="range",
            quote="20—30%",
        )
        made.say(spread, "upperValue", f'"30.0"^^{XSD["decimal"]}')
        made.begin("byline")
        omission, passage = f"{made.passage[:-1]}-x1>", made.passage
        made.out.append(
            f"{passage} {JB['omission']} {omission} .\n{omission} {RDF['type']} {JB['Omission']} .\n"
            f'{omission} {JB["quote"]} "虚构" .\n{omission} {JB["reason"]} "署名"@zh .\n'
            f'{omission} {JB["reason"]} "byline"@en .\n'
        )
        return made
