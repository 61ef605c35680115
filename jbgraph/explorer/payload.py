"""What the page is given to read: one compact JSON object, numbers in columns instead of IRIs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from jbgraph import terms
from jbgraph.explorer.asking import asked
from jbgraph.explorer.layout import Layout
from jbgraph.explorer.model import Model, Names, Record
from jbgraph.explorer.neighbourhood import Neighbourhood
from jbgraph.explorer.network import SYMMETRIC, Index
from jbgraph.explorer.progress import progress
from jbgraph.graph import Graph
from jbgraph.rules import rules

if TYPE_CHECKING:
    from pyvis.network import Network

FORMAT = 1
NODE_COLUMNS = ("label", "en", "group", "x", "y", "pinyin", "initials", "weight", "parent", "sector")
EDGE_COLUMNS = ("from", "to", "relation", "evidence")
NUMBER = {"value", "upperValue", "valueText", "periodText", "quote"}
FIGURE = (
    "ofMetric", "period", "periodText", "kind", "comparator", "value", "upperValue", "valueText", "unit",
    "reportedStatus", "strength", "binding", "within", "basePeriod", "quote",
)  # fmt: skip
Json = dict[str, Any]


def payload(
    graph: Graph,
    model: Model,
    layout: Layout,
    index: Index,
    page: Network,
    layers: Collection[str],
    around: Neighbourhood | None = None,
) -> Json:
    """Return the data of the page, made of a pyvis network and of what a network cannot carry.

    :param around: what the model is of, in a graph too big to read; its questions are not answered then.
    """
    data: Json = {
        "format": FORMAT,
        "title": title(model),
        "namespace": namespace(model),
        "nodes": {name: [node[name] for node in page.nodes] for name in NODE_COLUMNS},
        "edges": {name: [edge[name] for edge in page.edges] for name in EDGE_COLUMNS},
        "options": page.options,
        "values": _values(model, index),
        "figures": _figures(model, index),
        "verdicts": _verdicts(model, index),
        "positions": _positions(model, index),
        "opening": {
            "upper": [index.entities[iri] for iri in layout.upper],
            "columns": [
                {
                    "goal": index.entities[column.goal],
                    "rows": [[index.terms[document], index.entities[iri]] for document, iri in column.rows],
                }
                for column in layout.columns
            ],
        },
        "mentions": [
            [index.entities[iri], [index.passages[p] for p in said]] for iri, said in sorted(model.mentions.items())
        ],
        "passages": _passages(model, index),
        "questions": [] if around else asked(graph, model, index, layers),
    }
    if (reported := progress(graph, index, around.source if around else None)) is not None:
        data["progress"] = reported
    base = data["namespace"]
    data["nodes"]["id"] = [iri.removeprefix(base) for iri in index.entities.iris]
    data["nodes"]["other"] = {
        str(n): list(model.entities[iri].others)
        for n, iri in enumerate(index.entities.iris) if model.entities[iri].others
    }  # fmt: skip
    data["nodes"]["about"] = {
        str(n): list(model.descriptions[iri])
        for n, iri in enumerate(index.entities.iris) if iri in model.descriptions
    }  # fmt: skip
    data["nodes"]["ours"] = [n for n, iri in enumerate(index.entities.iris) if iri in model.ours]
    data["types"] = [[_local(iri), *_name(model, iri), *_define(model, iri)] for iri in index.types.iris]
    data["relations"] = [
        [_local(iri), *_name(model, iri), *_define(model, iri), _sort(iri)] for iri in index.relations.iris
    ]
    data["rules"] = _rules(model, index)
    data["terms"] = [[_local(iri), *_name(model, iri)] for iri in index.terms.iris]
    data["prefixes"] = _prefixes(graph, base, [*index.entities.iris, *index.relations.iris])
    data["dates"] = {str(n): model.dates[iri] for n, iri in enumerate(index.terms.iris) if iri in model.dates}
    return data


def script(data: Json) -> str:
    """Return the data as JSON that can stand in a `<script>` element: no `<` can end it or open another."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def namespace(model: Model) -> str:
    """Return the namespace that most entities share, ending in a slash or a hash."""
    found = Counter(iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in model.entities)
    return min(found, key=lambda base: (-found[base], base)) if found else ""


def title(model: Model) -> Names:
    """Return the name of the district that the graph is about, or empty names where none can be told.

    It is the place whose IRI is that of the namespace, with or without `-district`.
    """
    base = namespace(model)
    slug = base.rstrip("/#").rpartition("/")[2]
    for iri in (f"{base}{slug}-district", base + slug):
        if iri in model.entities:
            return model.entities[iri].zh, model.entities[iri].en
    return "", ""


def _prefixes(graph: Graph, base: str, iris: list[str]) -> dict[str, str]:
    """Return the prefixes under which IRIs of the page can be written; the empty one where the base has none."""
    spaces = {terms.split(iri)[0] for iri in iris}
    found = {prefix: space for prefix, space in sorted(graph.prefixes.items()) if space in spaces}
    return found if base in found.values() else {"": base, **found}


def _local(iri: str) -> str:
    """Return the short name the page knows a term by: `serves`, `role/lead`, else its CURIE."""
    for base in (terms.JB, terms.VOCABULARY):
        if iri.startswith(base):
            return iri[len(base) :]
    return terms.compress(iri)


def _name(model: Model, iri: str) -> Names:
    return model.names.get(iri, (_local(iri), ""))


def _define(model: Model, iri: str) -> Names:
    return model.definitions.get(iri, ("", ""))


def _sort(iri: str) -> str:
    if iri.startswith(terms.VOCABULARY):
        return "role"
    return "symmetric" if iri in SYMMETRIC else ""


def _values(model: Model, index: Index) -> Json:
    """Return what is said of an entity whose object is none: a term by number, a literal as text, a quote."""
    rows: list[tuple[int, int, int | str, Any]] = []
    quotes = []
    for fact in model.values:
        subject = index.entities[fact.subject]
        if fact.predicate == terms.JB + "quote":
            quotes += [[subject, index.passages[g], fact.object] for g in fact.graphs if g in model.passages]
            continue
        said = fact.object if fact.literal else index.terms[fact.object]
        rows.append((subject, index.relations[fact.predicate], said, index.evidence(fact.graphs)))
    names = ("of", "relation", "value", "evidence")
    return {name: [row[i] for row in rows] for i, name in enumerate(names)} | {"quotes": quotes}


def _figures(model: Model, index: Index) -> Json:
    """Return the observations in columns; a missing property is null."""

    def cell(record: Record, name: str) -> int | str | None:
        value = record.one(name)
        if name in NUMBER or value is None:
            return value
        if name == "binding":
            return 1 if value == "true" else 0
        return index.entities[value] if value in model.entities else index.terms[value]

    about = terms.JB + "about"
    records = model.observations
    columns: Json = {name: [cell(record, name) for record in records] for name in FIGURE}
    columns["about"] = [
        [index.entities[iri] for iri in sorted(record.said.get(about, ())) if iri in model.entities]
        for record in records
    ]
    columns["passage"] = [index.evidence([record.graph]) for record in records]
    return columns


def _verdicts(model: Model, index: Index) -> list[tuple[int, int, int]]:
    """Return actual, relation and target of every plain comparison, by the numbers of figures and relations."""
    number = {record.iri: n for n, record in enumerate(model.observations)}
    return [
        (number[actual], index.relations[relation], number[target])
        for actual, said in sorted(model.verdicts.items()) if actual in number
        for relation, target in said if target in number
    ]  # fmt: skip


def _positions(model: Model, index: Index) -> list[tuple[int, int, int]]:
    """Return group, member and the first position of the member in a listing of the group."""
    found: dict[tuple[int, int], int] = {}
    for record in model.memberships:
        group, member, position = record.one("ofGroup"), record.one("member"), record.one("position")
        if group in model.entities and member in model.entities and position:
            key = index.entities[group], index.entities[member]
            found[key] = min(int(position), found.get(key, int(position)))
    return [(group, member, position) for (group, member), position in sorted(found.items())]


def _passages(model: Model, index: Index) -> Json:
    found = [model.passages[iri] for iri in index.passages.iris if iri in model.passages]
    columns: Json = {
        "id": [passage.iri.removeprefix(passage.document + "/") for passage in found],
        "document": [index.terms[passage.document] for passage in found],
        "section": [index.terms[passage.section] for passage in found],
        "kind": [index.terms[terms.VOCABULARY + "passage-kind/" + passage.kind] for passage in found],
        "start": [passage.start for passage in found],
        "end": [passage.end for passage in found],
    }
    if any(passage.text is not None for passage in found):
        columns["text"] = [passage.text for passage in found]
    return columns


def _rules(model: Model, index: Index) -> list[list[str]]:
    """Return name, layer and summary of each rule that the page speaks of."""
    summary = {rule.graph.value: rule.summary for rule in rules()}
    return [
        [
            re.split(r"[-/#]", iri.removeprefix(terms.GRAPH), maxsplit=1)[-1],
            model.layers.get(iri, "derived"),
            summary.get(iri, {}).get("zh", ""),
            summary.get(iri, {}).get("en", ""),
        ]
        for iri in index.rules.iris
    ]
