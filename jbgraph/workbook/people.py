"""Rows of who does what by when: responsibilities, milestones, units and posts with their holders, and the choices."""

from __future__ import annotations

from datetime import date

from jbgraph import terms
from jbgraph.workbook.gathering import HOLDERS, KINDS, Gathering, Row, kind, shown_light
from jbgraph.working import statements
from jbgraph.working.cells import ROLES, Key
from jbgraph.working.facts import day
from jbgraph.working.lights import WORST

BODIES = "FILTER(?c IN (jb:Organization, jb:Post))"


def responsibilities(of: Gathering, things: set[str]) -> list[Row]:
    """Return a row for each responsibility that staff entered, by thing, role and holder."""
    found = []
    tenures = held(of)
    for key, holders in of.state.items():
        if key.field not in ROLES or key.thing not in things:
            continue
        for holder in holders:
            own = statements.minted("responsibility", key.thing, key.field, holder)
            now = tenures.get(holder, [])
            found.append(
                Row(
                    f"{of.curie(key.thing)} {key.field} {of.curie(holder)}",
                    {
                        "thing": of.label(key.thing),
                        "role": of.label(f"{terms.VOCABULARY}role/{key.field}"),
                        "holder": of.label(holder),
                        "person": now[0][1] if now and not now[0][2] else "",
                        "since": day(of.state, own, "since"),
                        "until": day(of.state, own, "until"),
                    },
                )
            )
    return sorted(found, key=lambda row: (str(row.cells["thing"]), ROLES.index(row.id.split(" ")[1]), row.id))


def milestones(of: Gathering, things: set[str]) -> list[Row]:
    """Return a row for each milestone, by thing and day."""
    found = [
        (of.label(said.thing), step, said.thing)
        for said in of.facts.values()
        if said.thing in things
        for step in said.milestones
    ]
    found.sort(key=lambda each: (each[0], each[1].due or date.max, each[1].name))
    return [
        Row(of.curie(step.iri), {"thing": name, "name": step.name, "due": step.due, "done": step.done})
        for name, step, _ in found
    ]


def held(of: Gathering) -> dict[str, list[tuple[date | None, str, date | None]]]:
    """Return post → (since, name of the person, until) of its holders, latest first."""
    found: dict[str, list[tuple[date | None, str, date | None]]] = {}
    for key, posts in of.state.items():
        if key.field == "post":
            person = of.state.get(Key(key.thing, "person"), ("",))[0]
            when = day(of.state, key.thing, "since"), of.label(person), day(of.state, key.thing, "until")
            found.setdefault(posts[0], []).append(when)
    return {
        post: sorted(some, key=lambda one: (one[0] or date.min, one[1]), reverse=True) for post, some in found.items()
    }


def units(of: Gathering) -> list[Row]:
    """Return a row for each body and post, by class and name."""
    up: dict[str, list[str]] = {}
    for thing, whole in of.graph.tuples(
        "SELECT ?s ?o { ?s a ?c ; jb:partOf ?o FILTER(?c IN (jb:Organization, jb:Post)) }"
    ):
        up.setdefault(thing, []).append(whole)
    others: dict[str, list[str]] = {}
    rows = of.graph.rows(f'SELECT ?s ?name {{ ?s a ?c ; skos:altLabel ?name {BODIES} FILTER(LANG(?name) = "zh") }}')
    for row in rows:
        others.setdefault(str(row["s"]), []).append(str(row["name"]))
    tenures = held(of)
    found = []
    for iri, of_kind in of.kinds.items():
        if of_kind not in HOLDERS[:2]:
            continue
        tenure = tenures.get(iri, [])
        now = [one for one in tenure if one[2] is None or one[2] >= of.day]
        former = [
            f"{name} {since or ''}—{until or ''}" for since, name, until in tenure if (since, name, until) not in now
        ]
        found.append(
            Row(
                of.curie(iri),
                {
                    "name": of.label(iri),
                    "class": kind(of, of_kind),
                    "short": "、".join(sorted(others.get(iri, ()))),
                    "above": of.labels(sorted(up.get(iri, ()))),
                    "person": now[0][1] if now else "",
                    "since": now[0][0] if now else None,
                    "former": "\n".join(former),
                },
            )
        )
    return sorted(found, key=lambda row: (str(row.cells["class"]), str(row.cells["name"]), row.id))


def choices(of: Gathering, bodies: list[Row]) -> dict[str, list[str]]:
    """Return the labels that may be chosen, by name of the list."""

    def scheme(name: str) -> list[str]:
        rows = of.graph.tuples(
            f"SELECT ?s ?n {{ ?s skos:inScheme <{terms.VOCABULARY}{name}> ; skos:notation ?n }} ORDER BY ?n"
        )
        return [of.label(iri) for iri, _ in rows]

    return {
        "stage": scheme("stage"),
        "light": [shown_light(of, light) for light in WORST],
        "role": [of.label(f"{terms.VOCABULARY}role/{role}") for role in ROLES],
        "class": [kind(of, name) for name in KINDS],
        "holder": [kind(of, name) for name in HOLDERS[:2]],
        "units": [str(row.cells["name"]) for row in bodies],
    }
