"""A made-up graph of more entities than one page of the explorer holds: few things of interest among many others."""

from __future__ import annotations

from collections.abc import Iterator

from jbgraph.server.pages import drawn

BIG = "https://w3id.org/jbgraph/big/"
LOCATED = 1200
"""Projects in one place: more than are read towards one that is not asked for, or held towards one that is."""
FAR = "https://w3id.org/jbgraph/far/"
PIERS = 20
"""Parts of a place of another district, more than there are things around its one project in this one."""
HEAD = """
@prefix far: <https://w3id.org/jbgraph/far/> .
@prefix big: <https://w3id.org/jbgraph/big/> .
@prefix jb: <https://w3id.org/jbgraph/ontology#> .
@prefix kind: <https://w3id.org/jbgraph/vocabulary/kind/> .
@prefix passage-kind: <https://w3id.org/jbgraph/vocabulary/passage-kind/> .
@prefix period: <https://w3id.org/jbgraph/period/> .
@prefix plan: <https://w3id.org/jbgraph/big/plan/> .
@prefix role: <https://w3id.org/jbgraph/vocabulary/role/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <https://w3id.org/jbgraph/vocabulary/unit/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SAID = """
plan:s1 { big:clean jb:serves big:water . big:quay jb:partOf big:clean . big:weir jb:partOf big:clean .
          big:canal jb:partOf big:clean . }
plan:s2 { big:quay jb:develops big:boats . big:quay jb:locatedIn big:hub . big:quay jb:measuredBy big:length .
          plan:o1 a jb:Observation ; jb:ofMetric big:length ; jb:about big:quay ; jb:kind kind:target ; jb:value 3 ;
              jb:unit unit:percent ; jb:period period:2030 ; jb:quote "3%" .
          plan:r1 a jb:Responsibility ; jb:heldBy big:office ; jb:role role:lead ; jb:responsibleFor big:quay . }
plan:s3 { big:roads jb:serves big:traffic . big:ferry jb:partOf big:roads . big:ferry jb:develops big:boats .
          plan:r2 a jb:Responsibility ; jb:heldBy big:office ; jb:role role:lead ; jb:responsibleFor big:ferry .
          plan:o2 a jb:Observation ; jb:about big:boats ; jb:ofMetric big:number ; jb:kind kind:target ; jb:value 9 ;
              jb:unit unit:percent ; jb:period period:2030 ; jb:quote "9%" .
          plan:s3 jb:mentions big:quay . }
"""
THINGS = {
    "water": "Goal", "traffic": "Goal", "clean": "Program", "roads": "Program", "quay": "Project", "weir": "Project",
    "canal": "Project", "ferry": "Project", "boats": "Industry", "hub": "Place", "length": "Metric",
    "number": "Metric", "office": "Organization", "tower": "Project",
}  # fmt: skip


def things() -> Iterator[str]:
    """Yield a made-up register: few things of interest, and so many others that the graph is a big one."""
    for name, kind in THINGS.items():
        yield f'big:{name} a jb:{kind} ; skos:prefLabel "{name}之名"@zh , "The {name}"@en .'
    for number in range(LOCATED):
        yield f'big:shed-{number:04} a jb:Project ; skos:prefLabel "仓库{number}"@zh , "Shed {number}"@en .'
    for number in range(drawn.BIG):
        yield f'big:filler-{number} a jb:Concept ; skos:prefLabel "旁物{number}"@zh , "Filler {number}"@en .'
    for name in ("dock", *(f"pier-{number}" for number in range(PIERS))):
        yield f'far:{name} a jb:Place ; skos:prefLabel "{name}之名"@zh , "The {name}"@en .'
    yield 'big:twin-1 a jb:Concept ; skos:prefLabel "同名"@zh , "Twin one"@en .'
    yield 'big:twin-2 a jb:Concept ; skos:prefLabel "同名"@zh , "Twin two"@en .'
    yield 'period:2030 a jb:Period ; skos:prefLabel "2030年"@zh , "2030"@en ; jb:endDate "2030-12-31"^^xsd:date .'
    yield 'big:plan a jb:SourceDocument ; skos:prefLabel "规划"@zh , "Plan"@en .'
    yield 'plan:one a jb:Section ; skos:prefLabel "第一节"@zh , "One"@en ; jb:inDocument big:plan ; jb:order 1 .'
    for number in range(1, 5):
        yield f"""plan:s{number} a jb:Passage ; jb:inDocument big:plan ; jb:inSection plan:one ; jb:order {number} ;
            jb:passageKind passage-kind:sentence ; jb:start {number * 9} ; jb:end {number * 9 + 8} ;
            jb:sha256 "{number:064}" ."""
    located = " ".join(f"big:shed-{number:04} jb:locatedIn big:hub ." for number in range(LOCATED))
    located += "big:tower jb:locatedIn far:dock . "
    located += " ".join(f"far:pier-{number} jb:partOf far:dock ." for number in range(PIERS))
    yield f"plan:s4 {{ {located} }}"
