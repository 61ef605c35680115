"""What staff have entered and still holds, as a graph has it."""

from __future__ import annotations

from pyoxigraph import QuerySolutions, Triple

from jbgraph import terms
from jbgraph.graph import Graph
from jbgraph.working import statements
from jbgraph.working.cells import State

_WORKING = f"?g <{terms.JB}layer> <{terms.VOCABULARY}layer/working>"


def entered(graph: Graph) -> State:
    """Return the cells that hold: from files, a store or an endpoint."""
    result = graph.engine.query(f"SELECT ?s ?p ?o {{ {_WORKING} GRAPH ?g {{ ?s ?p ?o }} }}")
    assert isinstance(result, QuerySolutions)
    return statements.cells(sorted(statements.plain(Triple(row["s"], row["p"], row["o"]) for row in result)))


def places(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return thing → the imports that say how far it is or when it is due, sorted; they are names of graphs."""
    found: dict[str, set[str]] = {}
    rows = graph.tuples(
        f"""SELECT ?s ?g {{ {_WORKING} GRAPH ?g {{ {{ ?x <{terms.JB}reportsOn> ?s }} UNION
            {{ ?x <{terms.JB}milestoneOf> ?s }} UNION {{ ?s <{terms.JB}dueDate> ?x }} }} }}"""
    )
    for thing, place in rows:
        found.setdefault(thing, set()).add(place)
    return {thing: tuple(sorted(some)) for thing, some in found.items()}
