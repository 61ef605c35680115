"""Who has which role for what, how much each carries, who works together, and what nobody answers for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from jbgraph.analyses.shared import mechanisms, promises
from jbgraph.analyses.shared.asked import viewed
from jbgraph.analyses.shared.promises import Duty
from jbgraph.analyses.shared.readings import last
from jbgraph.analyses.shared.results import Column, Result, Row, Shown
from jbgraph.analyses.shared.service import KINDS, UNDERTAKINGS, Service, service
from jbgraph.analyses.shared.sources import speaking_of
from jbgraph.errors import Said
from jbgraph.graph import Graph
from jbgraph.networks import entities
from jbgraph.terms import JB

if TYPE_CHECKING:
    from jbgraph.paper.scene import Page

TITLE = ("Who answers for what", "责任分布")
ABOUT = (
    "Which posts and bodies the documents name for goals and undertakings, in which role. Who leads, coordinates, is"
    " responsible or runs a thing answers for it; nobody is taken to answer for its parts too.",
    "文件为目标和举措写明了哪些岗位与机构、各为何种角色。牵头、统筹、负责、运营者为答责者；不推定其对各组成部分也负责。",
)
THINGS = ("goal",)
VIEWS: dict[str, Said] = {
    "goals": ("what has somebody, by goal and class", "按目标和类型的写明情况"),
    "matrix": ("holders, roles and things", "承担者、角色与事项"),
    "load": ("how much each holder carries", "各承担者的负荷"),
    "together": ("who shares undertakings", "共同承担者"),
    "nobody": ("undertakings nobody answers for", "无人答责的举措"),
}
MANY = 40  # holders of one thing: more are a list of addressees and no team, and their pairs would grow with its square
WORDS: dict[str, tuple[str, str]] = {
    **KINDS,
    "none": ("under no goal", "不属任何目标"),
    "Organization": ("organisation", "组织"),
    "Post": ("post", "岗位"),
    "Person": ("person", "人员"),
    "Place": ("place", "地方"),
    "others": ("only others take part", "仅有参与者"),
    "nobody": ("nobody is named", "未写明任何人"),
    "yes": ("answers for it", "答责"),
    "no": ("another role", "其他角色"),
}


def run(graph: Graph, view: str = "goals", goal: str = "") -> Result:
    """Return who answers for what, or for how much of what nobody does.

    :param view: one of VIEWS.
    :param goal: only this goal and what is under it.
    :raises JbgraphError: if there is no such view.
    """
    viewed(view, VIEWS)
    steps = service(graph)
    every = promises.duties(graph)
    inside = {goal, *steps.below(goal)} if goal else None
    duties = [duty for duty in every if duty.thing in (steps.kinds if inside is None else inside)]
    if view == "goals":
        found = by_goal(graph, steps, duties, [goal] if goal else list(steps.goals))
    elif view == "nobody":
        found = by_nobody(graph, steps, duties, inside)
    elif view == "matrix":
        found = by_duty(graph, steps, duties)
    else:
        found = by_holder(graph, steps, duties) if view == "load" else by_pair(graph, steps, duties)
    columns, rows = found
    missing: Said = "" if every or steps.kinds else (
        "This needs undertakings and who is responsible for them (jb:Responsibility, jb:heldBy, jb:responsibleFor).",
        "需要举措及其责任（jb:Responsibility、jb:heldBy、jb:responsibleFor）。",
    )  # fmt: skip
    return Result("responsibility", columns, tuple(rows), WORDS, summed(graph, steps, duties, inside), missing)


def for_report(graph: Graph) -> list[Shown]:
    """Return the runs that the report shows: how much is answered for, who does what, and who works together."""
    return [
        Shown(),
        Shown({"view": "matrix"}, ("who does what", "主体与事项")),
        Shown({"view": "together"}, ("who works together", "共同承担")),
    ]


Found = tuple[tuple[Column, ...], list[Row]]


def by_goal(graph: Graph, steps: Service, duties: Sequence[Duty], goals: list[str]) -> Found:
    """Return for each goal and class of undertaking how many have somebody; for the goal itself too."""
    columns = (
        Column("goal", ("goal", "目标"), "thing"),
        Column("class", ("class", "类型"), "word"),
        Column("things", ("things", "项数"), "number"),
        Column("answered", ("answered for", "有答责者"), "number"),
        Column("post", ("by a post", "其中岗位"), "number"),
        Column("others", ("only others take part", "仅有参与者"), "number"),
        Column("nobody", ("nobody named", "无人"), "number"),
        Column("share", ("share answered for", "答责占比"), "share"),
        Column("holders", ("who answers", "答责者"), "thing"),
    )
    of: dict[str, list[Duty]] = {}
    for duty in duties:
        of.setdefault(duty.thing, []).append(duty)
    posts = {iri for iri, kind in entities(graph).items() if kind == JB + "Post"}
    rows = []
    groups: list[tuple[str | None, list[str]]] = [(goal, [goal, *steps.below(goal)]) for goal in goals]
    if len(goals) == len(steps.goals):
        groups.append((None, sorted(thing for thing in steps.kinds if thing not in steps.to_goal)))
    for goal, inside in groups:
        some: dict[str, list[str]] = {}
        for thing in inside:
            kind = steps.kinds[thing]
            if kind in UNDERTAKINGS or thing == goal:
                some.setdefault(kind, []).append(thing)
        for kind in ("Goal", *UNDERTAKINGS):
            things = some.get(kind, [])
            answered = [thing for thing in things if any(duty.answers for duty in of.get(thing, ()))]
            named = [thing for thing in things if thing in of]
            by_post = [t for t in answered if any(duty.answers and duty.holder in posts for duty in of[t])]
            holders = sorted({duty.holder for thing in answered for duty in of[thing] if duty.answers})
            places = promises.cited(graph, (duty.place for thing in named for duty in of[thing]), goal or "", *things)
            if things and places:
                counts = (
                    len(things),
                    len(answered),
                    len(by_post),
                    len(named) - len(answered),
                    len(things) - len(named),
                )
                share = round(len(answered) / len(things), 4)
                rows.append(Row((goal, kind, *counts, share, tuple(holders)), places))
    return columns, rows


def by_nobody(graph: Graph, steps: Service, duties: Sequence[Duty], inside: set[str] | None) -> Found:
    """Return the undertakings nobody answers for, by goal, class and IRI, and whether others take part."""
    columns = (
        Column("thing", ("undertaking", "举措"), "thing"),
        Column("class", ("class", "类型"), "word"),
        Column("goals", ("goal", "目标"), "thing"),
        Column("named", ("named", "写明情况"), "word"),
        Column("holders", ("others named", "参与者"), "thing"),
    )
    answered = {duty.thing for duty in duties if duty.answers}
    others: dict[str, set[str]] = {}
    for duty in duties:
        others.setdefault(duty.thing, set()).add(duty.holder)
    order = {goal: number for number, goal in enumerate(steps.goals)}
    own, says = steps.own_goals, speaking_of(graph)
    bare = [
        thing
        for thing, kind in steps.kinds.items()
        if kind in UNDERTAKINGS and thing not in answered and (inside is None or thing in inside)
    ]
    bare.sort(
        key=lambda thing: (
            order.get(own.get(thing, ("",))[0], len(order)),
            UNDERTAKINGS.index(steps.kinds[thing]),
            thing,
        )
    )
    return columns, [
        Row(
            (
                thing,
                steps.kinds[thing],
                own.get(thing),
                "others" if thing in others else "nobody",
                tuple(sorted(others.get(thing, ()))),
            ),
            says[thing],
        )
        for thing in bare
        if thing in says
    ]


def by_duty(graph: Graph, steps: Service, duties: Sequence[Duty]) -> Found:
    """Return every role that is stated for a goal or undertaking, or entered: those who answer first."""
    columns = (
        Column("holder", ("holder", "承担者"), "thing"),
        Column("kind", ("kind", "类别"), "word"),
        Column("role", ("role", "角色"), "thing"),
        Column("answers", ("answers", "是否答责"), "word"),
        Column("thing", ("for", "对象"), "thing"),
        Column("class", ("class", "类型"), "word"),
        Column("goals", ("goal", "目标"), "thing"),
    )
    kinds = {iri: kind.removeprefix(JB) for iri, kind in entities(graph).items()}
    places: dict[tuple[str, str, str], list[str]] = {}
    for duty in duties:
        places.setdefault((duty.holder, duty.role, duty.thing), []).append(duty.place)
    firsts = {(duty.holder, duty.role, duty.thing): duty for duty in duties}
    order = {goal: number for number, goal in enumerate(steps.goals)}
    own = steps.own_goals

    def rank(duty: Duty) -> tuple[bool, int, str, str, str]:
        return (
            not duty.answers,
            order.get(own.get(duty.thing, ("",))[0], len(order)),
            duty.thing,
            duty.role,
            duty.holder,
        )

    rows = []
    for duty in sorted(firsts.values(), key=rank):
        behind = promises.cited(graph, places[duty.holder, duty.role, duty.thing], duty.thing, duty.holder)
        if behind:
            cells = (
                duty.holder,
                known(kinds.get(duty.holder)),
                duty.role,
                "yes" if duty.answers else "no",
                duty.thing,
                known(kinds.get(duty.thing)),
                own.get(duty.thing),
            )
            rows.append(Row(cells, behind))
    return columns, rows


def known(kind: str | None) -> str | None:
    """Return a class that has a word."""
    return kind if kind in WORDS else None


def by_holder(graph: Graph, steps: Service, duties: Sequence[Duty]) -> Found:
    """Return for each holder how many things it answers for and takes part in; those with most first."""
    columns = (
        Column("holder", ("holder", "承担者"), "thing"),
        Column("kind", ("kind", "类别"), "word"),
        Column("answers", ("answers for", "答责"), "number"),
        Column("others", ("other roles for", "其他角色"), "number"),
        Column("roles", ("roles", "角色"), "thing"),
        Column("goals", ("goals", "所涉目标"), "thing"),
        Column("things", ("things", "事项"), "thing"),
    )
    kinds = {iri: kind.removeprefix(JB) for iri, kind in entities(graph).items()}
    of: dict[str, list[Duty]] = {}
    for duty in duties:
        of.setdefault(duty.holder, []).append(duty)
    order = {goal: number for number, goal in enumerate(steps.goals)}
    rows = []
    for holder, some in of.items():
        answers = {duty.thing for duty in some if duty.answers}
        things = {duty.thing for duty in some}
        goals = sorted({goal for thing in things for goal in steps.own_goals.get(thing, ())}, key=order.__getitem__)
        places = promises.cited(graph, (duty.place for duty in some), holder, *sorted(things))
        if places:
            roles = tuple(sorted({duty.role for duty in some}))
            counts = (len(answers), len(things - answers))
            cells = (holder, known(kinds.get(holder)), *counts, roles, tuple(goals), tuple(sorted(things)))
            rows.append(Row(cells, places))
    rows.sort(key=lambda row: (-int(str(row.cells[2])), -int(str(row.cells[3])), str(row.cells[0])))
    return columns, rows


def by_pair(graph: Graph, steps: Service, duties: Sequence[Duty]) -> Found:
    """Return the pairs of holders that have a role for the same goal or undertaking; those that share most first."""
    columns = (
        Column("one", ("one", "一方"), "thing"),
        Column("other", ("other", "另一方"), "thing"),
        Column("count", ("shared", "共同事项数"), "number"),
        Column("things", ("things", "事项"), "thing"),
    )
    of: dict[str, dict[str, set[str]]] = {}
    for duty in duties:
        of.setdefault(duty.thing, {}).setdefault(duty.holder, set()).add(duty.place)
    shared: dict[tuple[str, str], list[str]] = {}
    for thing in sorted(of):
        if len(of[thing]) <= MANY and steps.kinds[thing] in ("Goal", *UNDERTAKINGS):
            for one, other in combinations(sorted(of[thing]), 2):
                shared.setdefault((one, other), []).append(thing)
    rows = []
    for (one, other), things in sorted(shared.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        places = promises.cited(
            graph, (place for thing in things for who in (one, other) for place in of[thing][who]), *things
        )
        if places:
            rows.append(Row((one, other, len(things), tuple(things)), places))
    return columns, rows


def summed(graph: Graph, steps: Service, duties: Sequence[Duty], inside: set[str] | None) -> tuple[Said, ...]:
    """Return how empty it is: of how many undertakings anybody is named for."""
    kept = {t: k for t, k in steps.kinds.items() if k in UNDERTAKINGS and (inside is None or t in inside)}
    answering: dict[str, set[str]] = {}
    for duty in duties:
        if duty.answers:
            answering.setdefault(duty.thing, set()).add(duty.holder)
    if not kept:
        return ()
    answered = [thing for thing in kept if thing in answering]
    posts = {iri for iri, kind in entities(graph).items() if kind == JB + "Post"}
    by_post = [thing for thing in answered if answering[thing] & posts]
    leading = {duty.thing for duty in duties if duty.answers and last(duty.role) != "run"}
    running = [thing for thing in answered if thing not in leading]
    totals, tally = Counter(kept.values()), Counter(kept[thing] for thing in answered)
    en = ", ".join(f"{tally[kind]} of {totals[kind]} {KINDS[kind][0]}s" for kind in UNDERTAKINGS if totals[kind])
    zh = "，".join(f"{KINDS[kind][1]}{totals[kind]}项中{tally[kind]}项" for kind in UNDERTAKINGS if totals[kind])
    goals = [goal for goal in steps.goals if inside is None or goal in inside]
    owned = [goal for goal in goals if goal in answering]
    named = graph.labels({*owned, *(holder for goal in owned for holder in answering[goal])}, "zh")
    english = graph.labels(named, "en")
    found: list[Said] = [
        (
            f"For {len(kept) - len(answered)} of {len(kept)} undertakings the documents name nobody who answers for"
            f" them. Somebody is named for {en}.",
            f"{len(kept)}项举措中有{len(kept) - len(answered)}项，文件未写明答责者。有答责者的：{zh}。",
        ),
        (
            f"A post answers for {len(by_post)} of these; for {len(running)} somebody is named only as running it.",
            f"其中由岗位答责的{len(by_post)}项；仅写明运营者的{len(running)}项。",
        ),
    ]
    if goals:
        titles = "; ".join(told(goal, answering[goal], english, "en") for goal in owned)
        names = "；".join(told(goal, answering[goal], named, "zh") for goal in owned)
        found.append(
            (
                f"For {len(owned)} of {len(goals)} goals somebody is named who answers{': ' * bool(owned)}{titles}.",
                f"{len(goals)}个目标中，写明答责者的有{len(owned)}个{'：' * bool(owned)}{names}。",
            )
        )
    if inside is None:
        found += mechanisms.sentence(graph)
    holders: dict[str, set[str]] = {}
    for duty in duties:
        holders.setdefault(duty.thing, set()).add(duty.holder)
    large = sum(1 for who in holders.values() if len(who) > MANY)
    if large:
        found.append(
            (
                f"{large} things with more than {MANY} holders are left out of the pairs.",
                f"承担者超过{MANY}个的{large}项未计入共同承担者。",
            )
        )
    return tuple(found)


def told(goal: str, holders: set[str], named: dict[str, str], lang: str) -> str:
    """Return a goal with those who answer for it."""
    who = sorted(named[holder] for holder in holders)
    return f"{named[goal]} ({', '.join(who)})" if lang == "en" else f"{named[goal]}（{'、'.join(who)}）"


def chart(graph: Graph, result: Result, lang: str) -> Page | None:
    """Return a heat map of how much under each goal is answered for; None for the other views."""
    from jbgraph.analyses.shared import pictures
    from jbgraph.charts import heat

    zh = lang == "zh"
    there = [column.key for column in result.columns]
    if "answered" in there:
        note = (
            "How many of the undertakings under a goal have somebody who leads, coordinates, answers for or runs them.",
            "各目标之下，写明牵头、统筹、负责或运营者的举措项数与总项数。",
        )
        heads = [WORDS[kind][zh] for kind in ("Goal", *UNDERTAKINGS)]
        lines = pictures.answered_lines(graph, result, WORDS, lang)
        return heat.drawn(
            heads, lines, TITLE[zh], note[zh], pictures.SHARES[lang], remark="答责者" if zh else "who answers"
        )
    if "answers" in there and "role" in there:
        names, lines = pictures.holder_lines(graph, result, WORDS["none"], lang)
        note = (
            "Who has which role under a goal, and for how many things if for more than one. Dark: leads, coordinates, "
            f"is responsible or runs it. The first {len(lines)} are drawn, those with most first.",
            f"谁对各目标之下的事项担任何种角色，多于一项的注明项数。深色为牵头、统筹、负责或运营。列出前{len(lines)}个。",
        )
        keys: pictures.Keys = [(1.0, WORDS["yes"][zh]), (pictures.LIGHT, WORDS["no"][zh]), (None, "—")]
        return heat.drawn(names, lines, TITLE[zh], note[zh], keys)
    return None
