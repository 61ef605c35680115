"""A graph asked both ways: by SPARQL, and out of its snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from jbgraph import PlanGraph, terms
from jbgraph.columns import snapshot
from jbgraph.engines import EmbeddedEngine

HOSTILE = 'a\tb\n"c" \\d\\n\r, ; # \' <e> {f} 中\u2028文😀'
"""A name with everything that a format could take for its own."""
LAYERS = {"working": f"{terms.GRAPH}working-now", "suggested": f"{terms.GRAPH}suggested-now",
          "withdrawn": f"{terms.GRAPH}withdrawn-now"}  # fmt: skip


@dataclass(frozen=True)
class Both:
    """A graph that is asked by SPARQL, and the same beside its snapshot."""

    store: Store
    asked: PlanGraph
    tabled: PlanGraph
    folder: Path


def both(store: Store, folder: Path) -> Both:
    """Write the snapshot of a store and return the two."""
    snapshot.write(store, folder / snapshot.FOLDER)
    engine = EmbeddedEngine(store)
    return Both(store, PlanGraph(engine), PlanGraph(engine, folder=folder), folder / snapshot.FOLDER)
