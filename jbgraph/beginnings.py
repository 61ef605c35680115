"""What a new workspace begins with: its district, and what it takes from a graph that is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Triple

from jbgraph import loading, resources, serializing, terms
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph

if TYPE_CHECKING:
    from jbgraph.workspace import Workspace

TAKEN = {"Goal": "goals", "Metric": "metrics", "Industry": "industries"}
"""Class → file of the register, of what another district may begin with."""
OWN = ("我区", "全区", "本区", "区内", "辖区")
_OF = {"区": "区", "县": "县", "市": "市", "省": "省", "州": "州", "旗": "旗", "镇": "镇", "乡": "乡"}


@dataclass(frozen=True)
class Begun:
    """What is written into a new workspace.

    :ivar settings: what the graph it continues sets: base, prefix, and the district.
    :ivar files: file below the folder → its bytes.
    """

    settings: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


def named(origin: str) -> Path | None:
    """Return the graph that a word means: `jiangbei` the one shipped, `empty` none, else a folder.

    :raises JbgraphError: if there is no such folder.
    """
    if origin == "empty":
        return None
    if origin == "jiangbei":
        return resources.shipped("graph_data") / "jiangbei"
    if not Path(origin).is_dir():
        raise JbgraphError(
            ("there is no graph to begin with", "没有可供起步的图谱"),
            where=f"--from {origin}",
            hint=("jiangbei, empty, or the folder of a graph", "写jiangbei、empty，或图谱文件夹"),
        )
    return Path(origin)


def begin(workspace: Workspace, origin: Path | None) -> Begun:
    """Return what a workspace begins with.

    A graph of the same place is continued: all its files, under its IRIs. From one of another place come its goals,
    the indicators of its tables and its industries, under the IRIs of the workspace; what names that place stays away.

    :raises JbgraphError: if the graph cannot be used.
    """
    if origin is None:
        return Begun(files={"register/places.ttl": district(workspace)})
    graph = Graph.open(origin)
    home, names = home_of(graph)
    if home and workspace.zh in names:
        base, local = terms.split(home)
        kept = {str(file.relative_to(origin)): file.read_bytes() for file in resources.graph_files(origin)}
        settings = {"base": base, "home": local, "prefix": base.rstrip("/").rsplit("/", 1)[-1]}
        return Begun(settings | {"en": graph.labels([home], "en")[home]}, kept)
    files = {"register/places.ttl": district(workspace)}
    base = terms.split(home)[0] if home else ""
    for kind, file in TAKEN.items():
        quads = taken(graph, origin, kind, names)
        moved = [again(quad, base, workspace.base) for quad in quads]
        if moved:
            files[f"register/{file}.ttl"] = serializing.turtle(moved, {workspace.prefix: workspace.base})
    return Begun(files=files)


def home_of(graph: Graph) -> tuple[str, set[str]]:
    """Return the district that a graph is about, and its Chinese names; nothing where no figure is about a place."""
    from jbgraph.validation.names import home_of as most_spoken_of

    home = most_spoken_of(graph) or ""
    if not home:
        return "", set()
    node = str(NamedNode(home))
    rows = graph.rows(f'SELECT ?name {{ {node} skos:prefLabel|skos:altLabel ?name FILTER(LANG(?name) = "zh") }}')
    return home, {str(row["name"]) for row in rows} | {graph.labels([home], "en")[home].split()[0]}


def taken(graph: Graph, origin: Path, kind: str, names: set[str]) -> list[Quad]:
    """Return what the register says of the things of a class that hold for any place; of metrics, those of tables."""
    only = """?o jb:ofMetric ?m GRAPH ?g { ?o a jb:Observation } ?g jb:passageKind passage-kind:row .
        ?m (jb:growthOf|jb:increaseOf|jb:numerator|jb:denominator)? ?s ."""
    wanted = {
        str(row["s"])
        for row in graph.rows(f"SELECT DISTINCT ?s {{ ?s a jb:{kind} . {only if kind == 'Metric' else ''} }}")
    }
    local = names - set(OWN)
    for row in graph.rows(f"SELECT ?s ?said {{ ?s a jb:{kind} ; ?p ?said FILTER(isLiteral(?said)) }}"):
        if any(name in str(row["said"]) for name in local):
            wanted.discard(str(row["s"]))
    classes = {kind for kind, *_ in loading_kinds(graph)}
    found = []
    for file in resources.graph_files(origin):
        if file.parent.name != "register":
            continue
        for quad in loading.read(file):
            inside = getattr(quad.object, "value", "")
            outward = isinstance(quad.object, NamedNode) and inside.startswith(terms.BASE)
            known = inside in wanted or inside in classes or not outward or "/vocabulary/" in inside
            if getattr(quad.subject, "value", "") in wanted and known:
                found.append(quad)
    return found


def loading_kinds(graph: Graph) -> list[tuple[str, ...]]:
    """Return the classes of the ontology."""
    return graph.tuples("SELECT ?c { ?c a owl:Class }")


def again(quad: Quad, old: str, new: str) -> Triple:
    """Return a triple with the namespace of its things changed."""

    def moved(term: object) -> object:
        inside = isinstance(term, NamedNode) and bool(old) and term.value.startswith(old)
        return NamedNode(new + term.value.removeprefix(old)) if inside and isinstance(term, NamedNode) else term

    return Triple(moved(quad.subject), quad.predicate, moved(quad.object))  # type: ignore[arg-type]


def district(workspace: Workspace) -> bytes:
    """Return the entry of the register for the district of a workspace, with the words by which its plans name it."""
    place = NamedNode(workspace.place)
    ending = _OF.get(workspace.zh[-1], "")
    short = workspace.zh.removesuffix(ending) if len(workspace.zh) > 2 else ""
    own = [word.replace("区", ending) for word in OWN[:4]] if ending else []
    triples = [
        Triple(place, NamedNode(terms.RDF_TYPE), NamedNode(terms.JB + "Place")),
        Triple(place, NamedNode(terms.PREF_LABEL), Literal(workspace.zh, language="zh")),
        Triple(place, NamedNode(terms.PREF_LABEL), Literal(workspace.en, language="en")),
    ]
    others = [one for one in dict.fromkeys([short, *own, "辖区"]) if one and one != workspace.zh]
    triples += [Triple(place, NamedNode(terms.ALT_LABEL), Literal(one, language="zh")) for one in others]
    return serializing.turtle(triples, {workspace.prefix: workspace.base})
