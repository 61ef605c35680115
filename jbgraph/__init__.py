"""jbgraph: the knowledge graph of Jiangbei's plans and responsibilities, each statement with its passage.

>>> import jbgraph
>>> graph = jbgraph.load()
>>> graph.search("gyg")[0].entry.zh
'果园港'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jbgraph.errors import JbgraphError, NameNotFoundError

if TYPE_CHECKING:
    from jbgraph.api import PlanGraph, load

__all__ = ["JbgraphError", "NameNotFoundError", "PlanGraph", "load"]


def __getattr__(name: str) -> Any:
    """Import the front when it is first asked for: the command line needs less, and sooner."""
    if name in ("PlanGraph", "load"):
        from jbgraph import api

        return getattr(api, name)
    raise AttributeError(name)
