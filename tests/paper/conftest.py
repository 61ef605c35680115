"""Maps for paper: small, middle and large ones of the real graph in both languages, a hostile one, an empty one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from papers import LABELS, hostile_map

from jbgraph import PlanGraph, drawings, maps
from jbgraph.drawings import Drawing
from jbgraph.maps import Map


@pytest.fixture(scope="session")
def hostile(real: PlanGraph) -> Drawing:
    """The hostile map."""
    drawn = hostile_map()
    plain = drawings.draw(real, drawn, "zh")
    labels = {**plain.labels, **{node.iri: node.zh for node in drawn.nodes}}
    return replace(plain, title=LABELS[3], roots="、".join(LABELS), labels=labels)


@pytest.fixture(scope="session")
def empty(real: PlanGraph) -> Drawing:
    """A map of nothing."""
    return drawings.draw(real, Map((), (), ()), "zh")


@pytest.fixture(scope="session")
def samples(real: PlanGraph) -> dict[str, Drawing]:
    """Maps of about 20, 100 and 600 things, by size and language: `20-zh`."""
    goals = maps.goals(real)
    drawn = {
        "20": maps.map(real, [goals[0]], depth=2, limit=20),
        "100": maps.map(real, [goals[3]]),
        "600": maps.map(real, layers=("stated", "derived", "working")),
    }
    return {f"{name}-{lang}": drawings.draw(real, one, lang) for name, one in drawn.items() for lang in ("zh", "en")}
