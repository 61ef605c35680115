"""From files to a store: read Turtle and TriG, put each triple into its layer, run the rules, merge."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from jbgraph.errors import JbgraphError, meant
from jbgraph.reasons import reason
from jbgraph.resources import SUFFIXES, graph_files, ontology_files
from jbgraph.rules import run_rules
from jbgraph.terms import BASE, GRAPH, JB, PASSAGE, RDF_TYPE, compress, nearest

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, Triple

    Subject = NamedNode | BlankNode | Triple
    Term = Subject | Literal

_FORMATS = (
    RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS, RdfFormat.RDF_XML, RdfFormat.JSON_LD,
)  # fmt: skip
FORMATS = dict(zip(SUFFIXES, _FORMATS, strict=True))
REGISTER = NamedNode(GRAPH + "register")
ONTOLOGY = NamedNode(GRAPH + "ontology")
SUGGESTED = GRAPH + "suggested-"  # graphs of this name in a file are candidates, not statements
WORKING = GRAPH + "working-"  # what an import added; names sort by time
WITHDRAWN = GRAPH + "withdrawn-"  # what an import took back of what earlier ones added
LAYER = NamedNode(JB + "layer")
TYPE = NamedNode(RDF_TYPE)
PASSAGE_CLASS = NamedNode(PASSAGE)
EVERY = 20_000  # triples
PIECE = 1 << 20
# The last three stand before a comment behind a triple.
_SPECIAL = (
    BASE.encode(),
    b"_:",
    b"\\u",
    b"\\U",
    b" #",
    b"\t#",
    b".#",
)
_END = re.compile(rb"\.[ \t]*\r?$", re.MULTILINE)
_IN_REGISTER = f" {REGISTER} .".encode()


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
        refuse_other_encodings(path)
        yield from parse(path=path, format=form, base_iri=path.resolve().as_uri(), rename_blank_nodes=True)
    except SyntaxError as error:
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise JbgraphError(
            (f"the file is broken: {error.msg}", f"文件有误：{error.msg}"),
            where=where,
            hint=("correct the line, or restore the file", "改正该行，或恢复文件"),
        ) from error
    except OSError as error:
        en, zh = reason(error)
        raise JbgraphError((f"the file cannot be read: {en}", f"文件无法读取：{zh}"), where=str(path)) from error


def refuse_other_encodings(path: Path) -> None:
    """Refuse a file that is not UTF-8, piece by piece: it may be larger than memory.

    :raises JbgraphError: with the line.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    with path.open("rb") as file:
        while True:
            piece = file.read(PIECE)
            held = decoder.getstate()[0]  # the beginning of a character that the last piece cut in two
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                line += (held + piece).count(b"\n", 0, error.start)
                raise JbgraphError(
                    ("the file is not UTF-8", "文件不是UTF-8编码"),
                    where=f"{path}:{line}",
                    hint=("save it as UTF-8, for example with iconv", "存为UTF-8，例如用iconv转换"),
                ) from error
            if not piece:
                return
            line += piece.count(b"\n")


def build(path: Path) -> Store:
    """Read a graph with the ontology into a new store in memory, as `fill` does.

    :raises JbgraphError: if a file cannot be used, or names a term of ours that nothing defines.
    """
    store = Store()
    fill(store, graph_files(path))
    return store


def fill(store: Store, files: list[Path], seen: Callable[[Path, int], None] = lambda file, count: None) -> bool:
    """Read files with the ontology into an empty store, derive what follows, and merge the layers.

    In the store every triple stands in its named graph: `graph:ontology`, `graph:register`, one for each
    passage, `graph:derived-<rule>`, `graph:suggested-<method>`. The default graph is their merge without the
    suggested ones, each triple once. Every named graph has a `jb:layer`.

    :param seen: told which file is being read and how many triples have been, now and then.
    :return: whether the files name any term of ours.
    :raises JbgraphError: if a file cannot be used, or names a term of ours that nothing defines.
    """
    graphs: dict[NamedNode, str] = {REGISTER: "register"}
    terms = Terms()
    pieces = both_graphs([*ontology_files(), *files], set(files), graphs, terms, seen)
    try:
        store.bulk_load(cast("IO[bytes]", Stream(pieces)), RdfFormat.N_QUADS)
    except SyntaxError:  # in lines that were copied: only a parse of the file itself knows the place
        for file in files:
            for _ in read(file):
                pass
        raise
    for name in [name for name, layer in graphs.items() if layer == "suggested"]:
        for quad in list(store.quads_for_pattern(None, None, None, name)):
            if Quad(quad.subject, quad.predicate, quad.object) in store:  # stated, or accepted since
                store.remove(quad)
    withdraw(store, graphs)
    terms.refuse_unknown(graphs, files)
    graphs |= run_rules(store)
    layers = []
    for name, layer in graphs.items():
        triple = (name, LAYER, NamedNode(f"{BASE}vocabulary/layer/{layer}"))
        layers += [Quad(*triple), Quad(*triple, REGISTER)]
    store.bulk_extend(layers)
    return terms.used


def both_graphs(
    files: list[Path],
    own: set[Path],
    graphs: dict[NamedNode, str],
    terms: Terms,
    seen: Callable[[Path, int], None],
) -> Iterator[bytes]:
    """Yield each triple of the files as N-Quads, in its named graph and, unless it is suggested, in the default graph.

    As text the engine takes them in parallel and sorts them itself: twice as quick as one object after the other.

    :param own: the files of the graph, not of the ontology.
    :param graphs: the layer of each graph is put in here.
    :param terms: told of every term of ours.
    """
    count, told = 0, 0
    for file in files:
        if file in own and plain(file):
            reading = copied(file)
        else:
            reading = sorted_out(file, REGISTER if file in own else ONTOLOGY, graphs, terms)
        for piece, triples in reading:
            count += triples
            yield piece
            if count - told >= EVERY:
                told = count
                seen(file, count)
    if own:
        seen(files[-1], count)


def plain(file: Path) -> bool:
    """Say whether a file is N-Triples that need no look: no term of ours, blank node, escape, or comment in a line."""
    if file.suffix != ".nt":
        return False
    with suppress(OSError), file.open("rb") as stream:
        tail = b""
        while piece := stream.read(PIECE):
            both = tail + piece
            if any(special in both for special in _SPECIAL):
                return False
            tail = piece[-100:]
    return True


def copied(file: Path) -> Iterator[tuple[bytes, int]]:
    """Yield plain N-Triples once in the register and once without graph, with their number.

    :raises JbgraphError: as `read`, which finds the line.
    """
    try:
        refuse_other_encodings(file)
        with file.open("rb") as stream:
            while lines := stream.readlines(PIECE):
                block = b"".join(lines)
                yield _END.sub(_IN_REGISTER, block) + b"\n" + block + b"\n", len(lines)
    except OSError as error:
        en, zh = reason(error)
        raise JbgraphError((f"the file cannot be read: {en}", f"文件无法读取：{zh}"), where=str(file)) from error


def sorted_out(file: Path, home: NamedNode, graphs: dict[NamedNode, str], terms: Terms) -> Iterator[tuple[bytes, int]]:
    """Yield the triples of a file in their graphs, some at a time, with their number.

    :raises JbgraphError: as `read`, and for a graph that is a blank node.
    """
    reading = read(file)
    while part := list(islice(reading, 1000)):
        lines = []
        for subject, predicate, obj, graph in part:
            name = home if isinstance(graph, DefaultGraph) else graph
            if not isinstance(name, NamedNode):
                raise JbgraphError(
                    ("a graph name is a blank node", "命名图的名称是空白节点"),
                    where=str(file),
                    hint=("give the graph an IRI", "给命名图一个IRI"),
                )
            if name not in graphs and name != ONTOLOGY:
                graphs[name] = layer_of(name)
            apart = graphs.get(name) in ("suggested", "withdrawn")
            terms.note(subject, predicate, obj, used=name != ONTOLOGY, defines=not apart)
            triple = f"{subject} {predicate} {obj}"
            lines.append(f"{triple} {name} .\n" if apart else f"{triple} {name} .\n{triple} .\n")
        yield "".join(lines).encode(), len(part)


def layer_of(name: NamedNode) -> str:
    """Return the layer of a graph that a file names: suggested, working, withdrawn, or that of a passage."""
    layers = {SUGGESTED: "suggested", WORKING: "working", WITHDRAWN: "withdrawn"}
    return next((layer for start, layer in layers.items() if name.value.startswith(start)), "stated")


def withdraw(store: Store, graphs: Mapping[NamedNode, str]) -> None:
    """Take what later imports took back out of the graphs of earlier ones, and out of the merge.

    What a document, the register or another import says as well stays in the merge.
    """
    working = sorted((name for name, layer in graphs.items() if layer == "working"), key=lambda name: name.value)
    apart = {name for name, layer in graphs.items() if layer in ("suggested", "withdrawn")} | {DefaultGraph()}
    for name in sorted((name for name, layer in graphs.items() if layer == "withdrawn"), key=lambda name: name.value):
        when = name.value.removeprefix(WITHDRAWN)
        for quad in list(store.quads_for_pattern(None, None, None, name)):
            triple = (quad.subject, quad.predicate, quad.object)
            for earlier in working:
                if earlier.value.removeprefix(WORKING) < when:
                    store.remove(Quad(*triple, earlier))
            if all(other.graph_name in apart for other in store.quads_for_pattern(*triple, None)):
                store.remove(Quad(*triple))


class Stream:
    """Pieces of bytes as a file that is read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        """Return at most so many bytes, none at the end; a piece if no size is given."""
        if not self._held:
            self._held = memoryview(next(self._pieces, b""))
        size = len(self._held) if size is None or size < 0 else size
        taken, self._held = self._held[:size], self._held[size:]
        return bytes(taken)


class Terms:
    """The terms of ours that data uses, and those that have a class: what is used has to be defined.

    RDF and SPARQL are silent about a misspelt term; here it is an error with file, line and nearest name.
    """

    def __init__(self) -> None:
        self._used: dict[str, None] = {}
        self._known: set[str] = set()
        self._passages: set[str] = set()

    @property
    def used(self) -> bool:
        """Whether data uses any."""
        return bool(self._used)

    def note(self, *triple: Subject | NamedNode | Term, used: bool, defines: bool) -> None:
        """Take note of a triple.

        :param used: whether its terms have to be defined.
        :param defines: whether it may define one.
        """
        subject, predicate, obj = triple
        if defines and predicate == TYPE and isinstance(subject, NamedNode):
            self._known.add(subject.value)
            if obj == PASSAGE_CLASS:
                self._passages.add(subject.value)
        if used:
            for term in triple:
                if isinstance(term, NamedNode) and (iri := term.value).startswith(BASE):
                    self._used[iri] = None

    def refuse_unknown(self, graphs: Iterable[NamedNode], files: list[Path]) -> None:
        """Refuse a property, class, graph or entity of ours that data uses and nothing defines."""
        for graph in graphs:
            ours = graph in (ONTOLOGY, REGISTER) or graph.value.startswith((SUGGESTED, WORKING, WITHDRAWN))
            if not ours and self._passages and graph.value not in self._passages:
                raise unknown(graph.value, self._passages, files)
        for iri in self._used:
            if iri not in self._known and not re.match(rf"{re.escape(BASE)}ontology/[^#]*$", iri):
                raise unknown(iri, self._known, files)


def unknown(iri: str, known: set[str], files: list[Path]) -> JbgraphError:
    """Return the error for an IRI that nothing defines, with the first place where a file writes it."""
    local = re.split(r"[#/]", iri)[-1]
    where = str(files[0].parent)
    pattern = re.compile(rf"(?<![\w-]){re.escape(local)}(?![\w-])")
    for file in files:
        with file.open(encoding="utf-8") as lines:
            number = next((number for number, line in enumerate(lines, 1) if pattern.search(line)), None)
        if number:
            where = f"{file}:{number}"
            break
    best = nearest(iri, known)
    hint = meant(compress(best)) if best else ("define it, or correct the name", "给出定义，或改正名称")
    return JbgraphError((f"{compress(iri)} is not defined", f"{compress(iri)}没有定义"), where=where, hint=hint)
