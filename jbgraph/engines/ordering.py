"""Solutions put in the order that a query asks for, where a server's own order is not that of the standard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyoxigraph import QuerySolutions, Store

from jbgraph.engines import tokens as token
from jbgraph.engines.forms import Binding, written
from jbgraph.engines.tokens import Token, variables

_OF_GROUPS = ("COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT", "EXISTS", "RAND")


def possible(keys: Sequence[Token], columns: Sequence[str]) -> bool:
    """Say whether solutions can be ordered by keys without the graph: by what stands in their columns."""
    return set(variables(keys)) <= set(columns) and not any(own.word in _OF_GROUPS for own in keys)


def ordered(prologue: str, keys: Sequence[Token], columns: Sequence[str], rows: Sequence[Binding]) -> list[Binding]:
    """Return solutions in the order of keys (SPARQL 1.1 Query, section 15.1); those alike stay as they are."""
    names = " ".join(f"?{name}" for name in columns)
    lines = " ".join(f"({at} {' '.join(written(row.get(name)) for name in columns)})" for at, row in enumerate(rows))
    query = f"{prologue} SELECT ?_row {{ VALUES (?_row {names}) {{ {lines} }} }} ORDER BY {token.join(keys)} ?_row"
    result: Any = Store().query(query)
    assert isinstance(result, QuerySolutions)
    return [rows[int(solution[0].value)] for solution in result]
