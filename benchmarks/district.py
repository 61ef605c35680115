"""A made-up district in the ontology's words, as large as one likes; the same seed gives the same bytes.

    python benchmarks/district.py [--entities 2000] [-o FILE.trig]

It is wired as the documents wire theirs: four goals, under them pathways, programs, tasks, measures and projects, each
part of something above it, with fields that many share, figures, and who answers for what; every statement stands in a
passage.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

SEED = 20260101
BASE = "https://w3id.org/jbgraph/made/"
SHARES = {
    "Pathway": 0.04, "Program": 0.05, "Task": 0.1, "Measure": 0.26, "Project": 0.2, "Objective": 0.04,
    "Industry": 0.05, "Place": 0.05, "Policy": 0.02, "Event": 0.03, "Concept": 0.05, "Organization": 0.06,
    "Metric": 0.05,
}  # fmt: skip
ABOVE = {
    "Pathway": ("Goal",),
    "Objective": ("Goal",),
    "Program": ("Pathway",),
    "Task": ("Pathway", "Program"),
    "Measure": ("Pathway", "Program", "Task"),
    "Project": ("Program", "Task", "Measure"),
}
FIELDS = {
    "Industry": ("develops", ("Measure", "Project", "Task")),
    "Place": ("locatedIn", ("Project",)),
    "Concept": ("addresses", ("Measure", "Task")),
    "Metric": ("measuredBy", ("Objective", "Program", "Task")),
    "Policy": ("uses", ("Measure", "Task")),
    "Event": ("concerns", ("Project", "Measure")),
}
WORDS = "推进加快建设完善提升创新城市产业金融智能制造生态港口枢纽治理服务数字消费文化科技绿色开放"
ENGLISH = ("advance", "build", "improve", "renew", "city", "industry", "finance", "smart", "port", "hub", "service")
PREFIXES = {
    "": BASE,
    "plan": f"{BASE}plan/",
    "jb": "https://w3id.org/jbgraph/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{
        name: f"https://w3id.org/jbgraph/vocabulary/{name}/"
        for name in ("kind", "comparator", "passage-kind", "role", "unit")
    },
    "period": "https://w3id.org/jbgraph/period/",
}


def district(count: int) -> str:
    """Return a district of so many entities as TriG."""
    dice = random.Random(SEED)
    things: dict[str, list[str]] = {"Goal": [f"goal-{n}" for n in range(4)]}
    for kind, share in SHARES.items():
        things[kind] = [f"{kind.lower()}-{n}" for n in range(max(1, round((count - 4) * share)))]
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    lines += [":plan a jb:SourceDocument ; skos:prefLabel '虚构规划'@zh , 'Made-up plan'@en ; jb:fileName 'plan.txt' ."]
    lines += ["plan:one a jb:Section ; jb:inDocument :plan ; jb:order 1 ; skos:prefLabel '第一章'@zh , 'One'@en ."]
    lines += [
        f"period:{year} a jb:Period ; skos:prefLabel '{year}年'@zh , '{year}'@en ; "
        f"jb:startDate '{year}-01-01'^^xsd:date ; jb:endDate '{year}-12-31'^^xsd:date ."
        for year in (2024, 2025)
    ]
    for kind, some in things.items():
        for name in some:
            zh = "".join(dice.choice(WORDS) for _ in range(dice.randint(5, 16)))
            en = " ".join(dice.choice(ENGLISH) for _ in range(dice.randint(2, 6)))
            lines.append(f":{name} a jb:{kind} ; skos:prefLabel '{zh}'@zh , '{en} {name}'@en .")
    for number, said in enumerate(passages(statements(things, dice), dice)):
        lines.append(
            f"plan:s{number} a jb:Passage ; jb:inDocument :plan ; jb:inSection plan:one ; jb:order {number} ; "
            f"jb:start {number * 100} ; jb:end {number * 100 + 99} ; "
            f"jb:passageKind passage-kind:sentence ; jb:sha256 '{number:064x}' .\nplan:s{number} {{ {' '.join(said)} }}"
        )
    return "\n".join([*lines, ""])


def statements(things: dict[str, list[str]], dice: random.Random) -> Iterator[str]:
    """Yield what the plan says, in its order."""

    def near(kind: str, place: float) -> str:
        some = things[kind]
        return some[min(len(some) - 1, max(0, int(len(some) * place + dice.gauss(0, 1.5))))]

    for kind, kinds in ABOVE.items():
        for number, name in enumerate(things[kind]):
            place = number / len(things[kind])
            relation = "serves" if kind in ("Pathway", "Objective") else "partOf"
            yield f":{name} jb:{relation} :{near(dice.choice(kinds), place)} ."
            if dice.random() < 0.08:
                yield f":{name} jb:serves :{dice.choice(things['Goal'])} ."
    for kind, (relation, kinds) in FIELDS.items():
        for number, name in enumerate(things[kind]):
            for _ in range(dice.choice((1, 2, 2, 6))):
                source = near(dice.choice(kinds), number / len(things[kind]))
                subject, thing = (name, source) if relation == "concerns" else (source, name)
                yield f":{subject} jb:{relation} :{thing} ."
    for number, name in enumerate(things["Metric"]):
        for turn, (kind, year) in enumerate((("target", 2024), ("actual", 2024), ("target", 2025))):
            value = dice.randint(1, 999)
            yield (
                f"plan:o{number}-{turn} a jb:Observation ; jb:ofMetric :{name} ; jb:kind kind:{kind} ; "
                f"jb:about :goal-0 ; jb:value {value}.0 ; jb:unit unit:percent ; "
                f"jb:comparator comparator:{'at-least' if kind == 'target' else 'equal'} ; "
                f"jb:period period:{year} ; jb:quote '{value}%' ."
            )
    for number, name in enumerate(things["Organization"]):
        for turn in range(2):
            yield (
                f"plan:r{number}-{turn} a jb:Responsibility ; jb:heldBy :{name} ; jb:role role:lead ; "
                f"jb:responsibleFor :{dice.choice(things['Task'])} ."
            )


def passages(said: Iterator[str], dice: random.Random) -> Iterator[list[str]]:
    """Yield the statements of each passage: one to twelve."""
    room: list[str] = []
    for statement in said:
        room.append(statement)
        if len(room) >= dice.randint(1, 12):
            yield room
            room = []
    if room:
        yield room


def main() -> None:
    """Write a district, or say how large it would be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--entities", type=int, default=2000)
    parser.add_argument("-o", "--output", type=Path)
    chosen = parser.parse_args()
    start = time.perf_counter()
    text = district(chosen.entities)
    if chosen.output:
        chosen.output.write_text(text, "utf-8")
    print(f"{chosen.entities} entities: {len(text.encode()) / 1e6:.1f} MB in {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main()
