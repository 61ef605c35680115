"""What each goal, pathway, program, task and project has, and what it lacks; and what share of a goal is covered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from jbgraph.analyses.shared import promises
from jbgraph.analyses.shared.asked import answered, viewed
from jbgraph.analyses.shared.readings import Reading, last
from jbgraph.analyses.shared.results import Column, Result, Row, Shown, Value, ordered
from jbgraph.analyses.shared.service import KINDS, Service, service
from jbgraph.analyses.shared.sources import speaking_of_classes
from jbgraph.errors import JbgraphError, Said
from jbgraph.graph import Graph

if TYPE_CHECKING:
    from jbgraph.paper.scene import Page

TITLE = ("What is covered and what is missing", "覆盖与缺项")
ABOUT = (
    "Which of ten things the documents give for each goal and what serves it; a share is over a goal and the pathways,"
    " programs, tasks and projects under it. What is set for a whole, such as the year of a plan, is not taken as set"
    " for each of its parts.",
    "文件为每个目标及服务于它的路径、工程、任务、项目写明了十项中的哪些；占比以目标自身及其下各项为基数。"
    "为整体写明者（如计划年度），不推定为其各组成部分写明。",
)
THINGS = ("goal",)
CRITERIA: dict[str, tuple[str, str]] = {
    "metric": ("metric", "指标"),
    "baseline": ("baseline", "基期值"),
    "target": ("target figure", "目标值"),
    "aim": ("aim set", "定目标"),
    "deadline": ("time set", "定时限"),
    "post": ("post set", "定岗位"),
    "duty": ("duty set", "定责任"),
    "place": ("place", "地点"),
    "project": ("project", "项目支撑"),
    "documents": ("several sources", "多份文件"),
}
"""What is asked of a thing; the notation of each in the scheme `criterion`, and the key of its column."""
ASKED = ("Goal", "Pathway", "Program", "Task", "Project")
ONLY = {"place": ("Project",), "project": ("Goal", "Pathway", "Program", "Task")}
"""A site is asked of projects, and a project of all the others."""
UNSAID = ("", "not-stated")
"""Local names of periods that are none."""
VIEWS: dict[str, Said] = {
    "goals": ("shares by goal", "按目标的占比"),
    "things": ("marks by thing", "逐项标记"),
    "justified": ("holes that are justified", "已说明的缺项"),
}
WORDS: dict[str, tuple[str, str]] = {**KINDS, **CRITERIA, "none": ("under no goal", "不属任何目标")}


@dataclass(frozen=True)
class Cover:
    """What a thing has.

    :ivar marks: criterion → whether it has it; those that are not asked of it, or whose absence is justified, are
        left out.
    :ivar justified: criteria that it lacks and need not have, in the order of CRITERIA.
    """

    marks: dict[str, bool]
    justified: tuple[str, ...] = ()

    @property
    def holes(self) -> tuple[str, ...]:
        """The criteria it lacks."""
        return tuple(name for name, has in self.marks.items() if not has)


def run(graph: Graph, view: str = "", goal: str = "", holes: str = "no", deep: str = "no") -> Result:
    """Return what is covered, as shares for each goal or as marks for each thing.

    :param view: one of VIEWS; `goals` if not given, `things` where only holes are asked for.
    :param goal: only this goal and what is under it.
    :param holes: `yes` for only the things that lack something.
    :param deep: `yes` to count a thing as having something only if everything under it that is asked for it has it.
    :raises JbgraphError: for another view or answer, or a thing that is no goal.
    """
    only_holes, is_deep = answered("holes", holes), answered("deep", deep)
    chosen = viewed(view or ("things" if only_holes else "goals"), VIEWS)
    steps = service(graph)
    if goal and steps.kinds.get(goal) != "Goal":
        label = graph.compress(goal)
        raise JbgraphError((f"{label} is not a goal", f"{label}不是目标"), where="--param goal")
    covers = covered(graph)
    if is_deep:
        covers = deepened(steps, covers)
    if chosen == "justified":
        return justified(graph, steps, goal)
    asked = [goal] if goal else list(steps.goals)
    if chosen == "goals":
        return by_goal(graph, steps, covers, asked, rest=not goal)
    return by_thing(graph, steps, covers, asked if goal else [], only_holes)


def for_report(graph: Graph) -> list[Shown]:
    """Return the runs that the report shows: the shares, and the things that lack something."""
    return [Shown(), Shown({"holes": "yes"}, ("what lacks something", "有缺项的事物"))]


@lru_cache(maxsize=4)
def covered(graph: Graph) -> dict[str, Cover]:
    """Return what every goal, pathway, program, task and project has, by IRI."""
    steps = service(graph)
    answering = [duty for duty in promises.duties(graph) if duty.answers]
    posts = {iri for (iri,) in graph.tuples("SELECT ?s { ?s a jb:Post }")}
    targets, homes = promises.targets(graph), promises.passages(graph)
    aims = {thing for thing, ends in steps.up.items() if any(steps.kinds[end] == "Objective" for end in ends)}
    aims |= {g for g in steps.goals if any(steps.kinds[one] == "Objective" for one in steps.down.get(g, ()))}
    having = {
        "metric": promises.metrics(graph).keys(),
        "baseline": promises.baselines(graph),
        "target": {thing for thing, some in targets.items() if any(map(in_figures, some))},
        "aim": aims | targets.keys(),
        "deadline": {thing for thing, _, _ in promises.horizons(graph)}
        | promises.dated(graph)
        | {thing for thing, some in targets.items() if any(last(one.period) not in UNSAID for one in some)},
        "post": {duty.thing for duty in answering if duty.holder in posts},
        "duty": {duty.thing for duty in answering},
        "place": {thing for (thing,) in graph.tuples("SELECT DISTINCT ?s { ?s jb:locatedIn ?x }")},
        "project": over(steps, (thing for thing, kind in steps.kinds.items() if kind == "Project")),
        "documents": {
            thing
            for thing, places in speaking_of_classes(graph, ASKED).items()
            if len({homes[place] for place in places}) > 1
        },
    }
    in_order: dict[str, set[str]] = {}
    for reason in promises.reasons(graph):
        in_order.setdefault(reason.thing, set()).add(reason.criterion)
    found = {}
    for thing, kind in steps.kinds.items():
        if kind in ASKED:
            marks = {name: thing in having[name] for name in CRITERIA if kind in ONLY.get(name, ASKED)}
            said = tuple(name for name, has in marks.items() if not has and name in in_order.get(thing, ()))
            found[thing] = Cover({name: has for name, has in marks.items() if name not in said}, said)
    return found


def in_figures(target: Reading) -> bool:
    """Return whether a target can be checked: it is a number, or one that is printed elsewhere; not words (倍增)."""
    return target.value is not None or target.comparator in ("unchanged", "delegated")


def over(steps: Service, things: Iterable[str]) -> set[str]:
    """Return everything that the things carry, directly or through others."""
    seen: set[str] = set()
    queue = list(things)
    for here in queue:
        for end in steps.up.get(here, ()):
            if end not in seen:
                seen.add(end)
                queue.append(end)
    return seen


def deepened(steps: Service, covers: dict[str, Cover]) -> dict[str, Cover]:
    """Return the same with a mark only where the thing and everything under it that is asked for it has it."""
    lacking = {thing: set(cover.holes) for thing, cover in covers.items()}
    queue = list(lacking)
    for here in queue:  # a thing comes again when it lacks more than before: at most once for each criterion
        for end in steps.up.get(here, ()):
            before = lacking.setdefault(end, set())
            if not lacking[here] <= before:
                before |= lacking[here]
                queue.append(end)
    return {
        thing: Cover({name: name not in lacking[thing] for name in cover.marks}, cover.justified)
        for thing, cover in covers.items()
    }


def by_goal(graph: Graph, steps: Service, covers: dict[str, Cover], goals: list[str], rest: bool) -> Result:
    """Return a row for each goal: how many things it is judged by, the share of each criterion, their mean."""
    columns = (
        Column("goal", ("goal", "目标"), "thing"),
        Column("under", ("under it", "归属"), "word"),
        Column("things", ("things", "项数"), "number"),
        *(Column(name, head, "share") for name, head in CRITERIA.items()),
        Column("score", ("score", "得分"), "share"),
        Column("whole", ("nothing missing", "无缺项"), "share"),
    )
    whole = {thing for thing, cover in deepened(steps, covers).items() if not cover.holes}
    rows: list[Row] = []
    shares: dict[str, dict[str, float | None]] = {}
    for goal in goals:
        some = [goal, *(thing for thing in steps.below(goal) if thing in covers)]
        shares[goal] = parts(covers, some)
        rows += [
            Row(figures(goal, None, some, shares[goal], whole), places) for places in [cite(graph, goal)] if places
        ]
    loose = [thing for thing in covers if thing not in steps.to_goal]
    if rest and loose:
        some = sorted(loose)
        shares[""] = parts(covers, some)
        places = ordered(place for thing in some for place in cite(graph, thing))
        rows += [Row(figures(None, "none", some, shares[""], whole), places)] if places else []
    return Result("coverage", columns, tuple(rows), WORDS, summed(graph, steps, covers, shares), missing(covers))


def parts(covers: dict[str, Cover], some: list[str]) -> dict[str, float | None]:
    """Return criterion → share of the things it is asked of that have it; None where it is asked of none."""
    found: dict[str, float | None] = {}
    for name in CRITERIA:
        marks = [covers[thing].marks[name] for thing in some if name in covers[thing].marks]
        found[name] = round(sum(marks) / len(marks), 4) if marks else None
    return found


def mean(share: dict[str, float | None]) -> float | None:
    """Return the mean of the shares there are."""
    known = [one for one in share.values() if one is not None]
    return round(sum(known) / len(known), 4) if known else None


def figures(
    goal: str | None, under: str | None, some: list[str], share: dict[str, float | None], whole: set[str]
) -> tuple[Value, ...]:
    """Return the cells of a goal."""
    return (goal, under, len(some), *share.values(), mean(share), round(len(whole & set(some)) / len(some), 4))


def by_thing(graph: Graph, steps: Service, covers: dict[str, Cover], goals: list[str], only_holes: bool) -> Result:
    """Return a row for each thing with its marks, by goal and class; None where something is not asked of it."""
    columns = (
        Column("thing", ("thing", "事项"), "thing"),
        Column("class", ("class", "类型"), "word"),
        Column("goals", ("goal", "目标"), "thing"),
        *(Column(name, head, "mark") for name, head in CRITERIA.items()),
        Column("holes", ("holes", "缺项数"), "number"),
        Column("justified", ("justified", "已说明"), "word"),
    )
    inside = {thing for goal in goals for thing in (goal, *steps.below(goal))} if goals else set(covers)
    shown = [thing for thing in covers if thing in inside and (covers[thing].holes or not only_holes)]
    place = {goal: number for number, goal in enumerate(steps.goals)}
    own = steps.own_goals

    def rank(thing: str) -> tuple[int, int, int, str]:
        goal = own.get(thing, ("",))[0]
        return place.get(goal, len(place)), ASKED.index(steps.kinds[thing]), -len(covers[thing].holes), thing

    rows = []
    for thing in sorted(shown, key=rank):
        cover, places = covers[thing], cite(graph, thing)
        marks = (cover.marks.get(name) for name in CRITERIA)
        cells = (thing, steps.kinds[thing], own.get(thing), *marks, len(cover.holes), cover.justified)
        rows += [Row(cells, places)] if places else []
    return Result("coverage", columns, tuple(rows), WORDS, counted(covers, shown), missing(covers))


def justified(graph: Graph, steps: Service, goal: str) -> Result:
    """Return a row for each justified hole, with its reason."""
    columns = (
        Column("thing", ("thing", "事项"), "thing"),
        Column("lacks", ("lacks", "所缺"), "word"),
        Column("reason", ("reason", "理由"), "said"),
    )
    inside = {goal, *steps.below(goal)} if goal else set(steps.kinds)
    rows = []
    for one in promises.reasons(graph):
        places = promises.cited(graph, (one.place,), one.thing)
        if one.thing in inside and places:
            said = (one.en or one.zh, one.zh or one.en) if one.en or one.zh else None
            rows.append(Row((one.thing, one.criterion, said), places))
    sentence = (f"{len(rows)} holes are justified.", f"{len(rows)}处缺项已说明理由。")
    return Result("coverage", columns, tuple(rows), WORDS, (sentence,), missing(steps.kinds))


def cite(graph: Graph, thing: str) -> tuple[str, ...]:
    """Return the passages that speak of a thing."""
    return speaking_of_classes(graph, ASKED).get(thing, ())


def summed(
    graph: Graph, steps: Service, covers: dict[str, Cover], shares: dict[str, dict[str, float | None]]
) -> tuple[Said, ...]:
    """Return what the shares come to."""
    known = {goal: mean(share) for goal, share in shares.items() if goal}
    if not known:
        return ()
    zh, en = graph.labels(known, "zh"), graph.labels(known, "en")
    bare = [goal for goal in known if not steps.down.get(goal)]
    said = [goal for goal in known if goal not in bare]
    loose = [thing for thing in covers if thing not in steps.to_goal]
    found: list[Said] = []
    if said:
        found.append((
            "Scores: " + "; ".join(f"{en[goal]} {known[goal] or 0:.0%}" for goal in said) + ".",
            "得分：" + "；".join(f"{zh[goal]}{known[goal] or 0:.0%}" for goal in said) + "。",
        ))  # fmt: skip
    if bare:
        found.append(
            (
                "Nothing is said to serve, so that the score is of the goal alone: "
                + "; ".join(f"{en[goal]} {known[goal] or 0:.0%}" for goal in bare) + ".",
                "未见任何事项服务于其下、得分仅为目标自身的有："
                + "；".join(f"{zh[goal]}{known[goal] or 0:.0%}" for goal in bare) + "。",
            )
        )  # fmt: skip
    never = [name for name in CRITERIA if all(not share[name] for goal, share in shares.items() if goal)]
    if never:
        found.append(
            (
                "Under no goal do the documents give: " + ", ".join(CRITERIA[name][0] for name in never) + ".",
                "各目标之下，文件均未写明：" + "、".join(CRITERIA[name][1] for name in never) + "。",
            )
        )
    if "" in shares:
        tally = {kind: sum(1 for thing in loose if steps.kinds[thing] == kind) for kind in ASKED}
        whole = {kind: sum(1 for thing in covers if steps.kinds[thing] == kind) for kind in ASKED}
        listed = [kind for kind in ASKED if tally[kind]]
        found.append(
            (
                "No document links to any goal: "
                + ", ".join(f"{tally[k]} of {whole[k]} {KINDS[k][0]}s" for k in listed) + ".",
                "文件未将其与任何目标相连的有："
                + "、".join(f"{KINDS[k][1]}{whole[k]}项中的{tally[k]}项" for k in listed) + "。",
            )
        )  # fmt: skip
    return tuple(found)


def counted(covers: dict[str, Cover], shown: list[str]) -> tuple[Said, ...]:
    """Return how many of the things shown lack each criterion."""
    found = []
    for name, (en, zh) in CRITERIA.items():
        marks = [covers[thing].marks[name] for thing in shown if name in covers[thing].marks]
        if marks:
            lack = len(marks) - sum(marks)
            found.append((f"{en}: missing for {lack} of {len(marks)}", f"{zh}：{len(marks)}项中缺{lack}项"))
    return (("; ".join(en for en, _ in found) + ".", "；".join(zh for _, zh in found) + "。"),) if found else ()


def missing(known: Iterable[str]) -> Said:
    """Return which statements are needed, where the graph has no goals and nothing that serves them."""
    return (
        ""
        if any(True for _ in known)
        else (
            "This needs goals, pathways, programs, tasks or projects (jb:Goal, jb:serves, jb:partOf).",
            "需要目标、路径、工程、任务或项目（jb:Goal、jb:serves、jb:partOf）。",
        )
    )


def chart(graph: Graph, result: Result, lang: str) -> Page | None:
    """Return the shares by goal as heat map; None for the other views."""
    from jbgraph.analyses.shared import pictures
    from jbgraph.charts import heat

    if "score" not in [column.key for column in result.columns]:
        return None
    zh = lang == "zh"
    records = result.records()
    named = graph.labels([str(one["goal"]) for one in records if one["goal"]], lang)
    lines = []
    for one in records:
        cells = [share_of(one[name]) for name in CRITERIA]
        count = f"{one['things']}项" if zh else f"{one['things']} thing{'s' * (one['things'] != 1)}"
        label = named[str(one["goal"])] if one["goal"] else WORDS["none"][zh]
        score = f"{float(str(one['score'])):.0%} · {count}" if one["score"] is not None else count
        lines.append(heat.Line(label, tuple(heat.Cell(share, text) for share, text in cells), score))
    note = (
        "Share of a goal and of the pathways, programs, tasks and projects under it for which the documents give it. "
        "At the right the mean, and how many things it is over.",
        "目标自身及其下路径、工程、任务、项目中，文件已写明该项的占比；右侧为均值及所涉项数。",
    )
    heads = [head[zh] for head in CRITERIA.values()]
    return heat.drawn(
        heads,
        lines,
        TITLE[zh],
        note[zh],
        pictures.SHARES[lang],
        remark="得分 · 项数" if zh else "score · things",
        across=84,
    )


def share_of(value: Value) -> tuple[float | None, str]:
    """Return a share as number and text; nothing for what is not asked."""
    return (None, "") if value is None else (float(str(value)), f"{float(str(value)):.0%}")
