"""The analytic tables are the same on every engine, with and without filters."""

from __future__ import annotations

import pytest

from jbgraph import PlanGraph, columns


@pytest.mark.parametrize("given", [{}, {"year": 2021}, {"place": "江北区", "year": 2020}, {"place": "鱼复园区"}])
@pytest.mark.parametrize("engine", ["disk", "remote", "virtuoso"])
@pytest.mark.parametrize("name", columns.names())
def test_a_table_is_the_same(
    name: str, engine: str, given: dict[str, object], memory: PlanGraph, request: pytest.FixtureRequest
) -> None:
    other: PlanGraph = request.getfixturevalue(engine)
    here, there = (columns.tabulate(graph, name, **given).plain() for graph in (memory, other))  # type: ignore[arg-type]
    assert list(map(tuple, there.rows)) == list(map(tuple, here.rows))
