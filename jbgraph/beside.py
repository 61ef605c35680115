"""What lies beside a cached store: what is asked again and again, gathered when the store is built."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, QuerySolutions, Store

from jbgraph import links, terms
from jbgraph.engines import EmbeddedEngine, Engine


def write(store: Store, folder: Path) -> None:
    """Write the search index, the prefixes, the links and the places of passages beside a store."""
    from jbgraph.places import places
    from jbgraph.search import index

    engine = EmbeddedEngine(store)
    made = {
        "index": index(engine),
        "prefixes": prefixes(engine),
        "links": links.index(engine),
        "places": places(engine),
    }
    for name, data in made.items():
        (folder / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def read(folder: Path | None, name: str) -> Any:
    """Return what lies beside a store under a name, or None where nothing does: others may tidy the cache."""
    if folder:
        with suppress(OSError):
            return json.loads((folder / f"{name}.json").read_bytes())
    return None


def prefixes(engine: Engine) -> dict[str, str]:
    """Return our prefixes, one for each district by its name, and one for each document by its slug."""
    result = engine.query(f"SELECT ?d {{ ?d a <{terms.JB}SourceDocument> }} ORDER BY ?d")
    assert isinstance(result, QuerySolutions)
    documents = [row["d"].value for row in result]
    districts = {terms.split(iri)[0] for iri in documents or _places(engine)}
    spaces = {namespace.rstrip("/").rsplit("/", 1)[-1]: namespace for namespace in sorted(districts)}
    return {**spaces, **terms.prefixes(), **{terms.split(iri)[1]: iri + "/" for iri in documents}}


def _places(engine: Engine) -> list[str]:
    """Return the places of a graph that holds no document yet."""
    result = engine.query(f"SELECT ?s {{ ?s a <{terms.JB}Place> }} ORDER BY ?s")
    assert isinstance(result, QuerySolutions)
    return [row["s"].value for row in result if isinstance(row["s"], NamedNode)]
