"""The places of the panorama: apart from each other, and kept when things come and go."""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from samples import ROOT

from jbgraph.explorer.layout import Layout, lay_out
from jbgraph.explorer.model import Model, read
from jbgraph.explorer.page import LAYERS, STATIC
from jbgraph.explorer.panorama import places
from jbgraph.graph import Graph
from jbgraph.terms import JB

TOKENS = json.loads((STATIC / "tokens.json").read_text("utf-8"))
TYPES = [JB + name for name in TOKENS["types"]]
DOT = TOKENS["spacing"]["dot"]
KEPT = 0.95
ADDED = """
@prefix jb: <https://w3id.org/jbgraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix jiangbei: <https://w3id.org/jbgraph/jiangbei/> .
jiangbei:a-new-tunnel a jb:Project ; skos:prefLabel "某新建隧道"@zh , "A new tunnel"@en .
"""


@pytest.fixture(scope="module")
def model(graph: Graph) -> Model:
    return read(graph, LAYERS)


@pytest.fixture(scope="module")
def layout(model: Model) -> Layout:
    return lay_out(model, TYPES, DOT)


def kept(before: Layout, after: dict[str, tuple[int, int]]) -> float:
    """Return the share of the things that are where they were."""
    return sum(after.get(iri) == place for iri, place in before.places.items()) / len(before.places)


def test_no_two_things_lie_on_each_other(layout: Layout) -> None:
    cells: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for x, y in layout.places.values():
        cells.setdefault((x // DOT, y // DOT), []).append((x, y))
    for (column, row), some in cells.items():
        near = [place for c in (0, 1) for r in (-1, 0, 1) for place in cells.get((column + c, row + r), ())]
        for one in some:
            for other in near:
                assert other is one or math.dist(one, other) > DOT * 0.6


def test_goals_lie_in_the_middle_of_what_hangs_on_them(model: Model, layout: Layout) -> None:
    for number, column in enumerate(layout.columns):
        x, y = layout.places[column.goal]
        disc = [layout.places[iri] for iri, sector in layout.sector.items() if sector == number]
        away = sorted(math.dist((x, y), place) for place in disc)
        assert away[0] == 0
        assert away[-1] < DOT * (math.sqrt(len(disc) / math.pi) + 5), "the disc has holes"


def test_a_project_more_leaves_the_others_where_they_are(layout: Layout, tmp_path: Path) -> None:
    copy = tmp_path / "jiangbei"
    shutil.copytree(ROOT / "graph_data" / "jiangbei", copy)
    (copy / "register" / "added.ttl").write_text(ADDED, "utf-8")
    after = lay_out(read(Graph.open(copy), LAYERS), TYPES, DOT)
    assert len(after.places) == len(layout.places) + 1
    assert kept(layout, after.places) >= KEPT


@pytest.mark.parametrize("kind", ["Project", "Goal", "Pathway", "Metric", "Concept"])
def test_whatever_comes_or_goes_nearly_all_keep_their_place(model: Model, layout: Layout, kind: str) -> None:
    roots = [column.goal for column in layout.columns]
    one = next(iter(model.entities.values()))
    for number in range(12):
        new = one._replace(iri=f"{one.iri}-{kind}-{number}", type=JB + kind)
        sector = layout.sector | ({new.iri: number % 4} if number % 5 else {})
        more = replace(model, entities={**model.entities, new.iri: new})
        assert kept(layout, places(more, sector, roots, TYPES, DOT)) >= KEPT
    for gone in [iri for iri in model.entities if iri not in roots][:: len(model.entities) // 12]:
        fewer = replace(model, entities={iri: entry for iri, entry in model.entities.items() if iri != gone})
        assert kept(layout, places(fewer, layout.sector, roots, TYPES, DOT)) >= KEPT


def test_any_number_of_goals_has_its_disc(model: Model) -> None:
    goals = sorted(iri for iri, entry in model.entities.items() if entry.type == JB + "Goal")
    for many in range(len(goals) + 1):
        found = places(model, {}, goals[:many], TYPES, DOT)
        assert found.keys() == model.entities.keys()
        assert len({found[goal] for goal in goals[:many]}) == many
