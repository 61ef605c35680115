"""From files to a store: read Turtle and TriG, put each triple into its layer, run the rules, merge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from jbgraph.errors import JbgraphError, meant
from jbgraph.reasons import reason
from jbgraph.resources import SUFFIXES, graph_files, ontology_files
from jbgraph.rules import run_rules
from jbgraph.terms import BASE, GRAPH, JB, PASSAGE, RDF_TYPE, compress, nearest

_FORMATS = (
    RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS, RdfFormat.RDF_XML, RdfFormat.JSON_LD,
)  # fmt: skip
FORMATS = dict(zip(SUFFIXES, _FORMATS, strict=True))
REGISTER = NamedNode(GRAPH + "register")
ONTOLOGY = NamedNode(GRAPH + "ontology")
SUGGESTED = GRAPH + "suggested-"  # graphs of this name in a file are candidates, not statements
LAYER = NamedNode(JB + "layer")
TYPE = NamedNode(RDF_TYPE)


def read(path: Path) -> Iterator[Quad]:
    """Yield the quads of one file; triples outside any named graph are yielded in the default graph.

    :raises JbgraphError: with file and line, if the file is not UTF-8, not of its format, or cannot be read.
    """
    form = FORMATS.get(path.suffix)
    if form is None:
        raise JbgraphError(
            ("the ending of the file names no RDF format", "文件后缀不代表RDF格式"),
            where=str(path),
            hint=" ".join(FORMATS),
        )
    try:
        data = path.read_bytes()
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise JbgraphError(
            ("the file is not UTF-8", "文件不是UTF-8编码"),
            where=f"{path}:{line}",
            hint=("save it as UTF-8, for example with iconv", "存为UTF-8，例如用iconv转换"),
        ) from error
    except OSError as error:
        en, zh = reason(error)
        raise JbgraphError((f"the file cannot be read: {en}", f"文件无法读取：{zh}"), where=str(path)) from error
    try:
        yield from parse(data, format=form, base_iri=path.resolve().as_uri())
    except SyntaxError as error:
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise JbgraphError(
            (f"the file is broken: {error.msg}", f"文件有误：{error.msg}"),
            where=where,
            hint=("correct the line, or restore the file", "改正该行，或恢复文件"),
        ) from error


def build(path: Path) -> Store:
    """Read a graph with the ontology into a new store in memory, derive what follows, and merge the layers.

    In the store every triple stands in its named graph: `graph:ontology`, `graph:register`, one for each
    passage, `graph:derived-<rule>`, `graph:suggested-<method>`. The default graph is their merge without the
    suggested ones, each triple once. Every named graph has a `jb:layer`.

    :raises JbgraphError: if a file cannot be used, or names a term of ours that nothing defines.
    """
    store = Store()
    default: list[Quad] = []
    graphs: dict[NamedNode, str] = {REGISTER: "register"}
    files = graph_files(path)
    for file in (*ontology_files(), *files):
        home = ONTOLOGY if file not in files else REGISTER
        quads = []
        for quad in read(file):
            name = home if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name
            if not isinstance(name, NamedNode):
                raise JbgraphError(
                    ("a graph name is a blank node", "命名图的名称是空白节点"),
                    where=str(file),
                    hint=("give the graph an IRI", "给命名图一个IRI"),
                )
            if name not in (ONTOLOGY, REGISTER):
                graphs[name] = "suggested" if name.value.startswith(SUGGESTED) else "stated"
            quads.append(Quad(quad.subject, quad.predicate, quad.object, name))
            if graphs.get(name) != "suggested":
                default.append(Quad(quad.subject, quad.predicate, quad.object))
        store.bulk_extend(quads)
    store.bulk_extend(default)
    for name in [name for name, layer in graphs.items() if layer == "suggested"]:
        for quad in list(store.quads_for_pattern(None, None, None, name)):
            if Quad(quad.subject, quad.predicate, quad.object) in store:  # stated, or accepted since
                store.remove(quad)
    refuse_unknown(store, files)
    graphs |= run_rules(store)
    layers = []
    for name, layer in graphs.items():
        triple = (name, LAYER, NamedNode(f"{BASE}vocabulary/layer/{layer}"))
        layers += [Quad(*triple), Quad(*triple, REGISTER)]
    store.bulk_extend(layers)
    return store


def refuse_unknown(store: Store, files: list[Path]) -> None:
    """Refuse a property, class, graph or entity of ours that data uses and nothing defines.

    RDF and SPARQL are silent about a misspelt term; here it is an error with file, line and nearest name.
    """
    known = {quad.subject.value for quad in store.quads_for_pattern(None, TYPE, None, DefaultGraph())
             if isinstance(quad.subject, NamedNode)}  # fmt: skip
    passages = {q.subject for q in store.quads_for_pattern(None, TYPE, NamedNode(PASSAGE), DefaultGraph())}
    for graph in store.named_graphs():
        ours = graph in (ONTOLOGY, REGISTER) or graph.value.startswith(SUGGESTED)
        if not ours and passages and graph not in passages:
            raise unknown(graph.value, {p.value for p in passages if isinstance(p, NamedNode)}, files)
    for quad in store.quads_for_pattern(None, None, None, None):
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, NamedNode) and term.value.startswith(BASE) and term.value not in known:
                if quad.graph_name == ONTOLOGY or re.match(rf"{re.escape(BASE)}ontology/[^#]*$", term.value):
                    continue  # versions of the ontology
                raise unknown(term.value, known, files)


def unknown(iri: str, known: set[str], files: list[Path]) -> JbgraphError:
    """Return the error for an IRI that nothing defines, with the first place where a file writes it."""
    local = re.split(r"[#/]", iri)[-1]
    where = str(files[0].parent)
    pattern = re.compile(rf"(?<![\w-]){re.escape(local)}(?![\w-])")
    for file in files:
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if pattern.search(line):
                where = f"{file}:{number}"
                break
        else:
            continue
        break
    best = nearest(iri, known)
    hint = meant(compress(best)) if best else ("define it, or correct the name", "给出定义，或改正名称")
    return JbgraphError((f"{compress(iri)} is not defined", f"{compress(iri)}没有定义"), where=where, hint=hint)
