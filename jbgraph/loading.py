"""From files to a store: read Turtle and TriG, put each triple into its layer, run the rules, merge."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from jbgraph import lines, piping
from jbgraph.errors import JbgraphError, meant
from jbgraph.reasons import reason
from jbgraph.resources import SUFFIXES, graph_files, ontology_files
from jbgraph.rules import run_rules
from jbgraph.terms import BASE, GRAPH, JB, PASSAGE, RDF_TYPE, WORKING, compress, nearest

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, Triple

    Subject = NamedNode | BlankNode | Triple
    Term = Subject | Literal
    Way = Callable[[Path, NamedNode, dict[NamedNode, str], "Terms"], Iterator[tuple[bytes, int]]]

_FORMATS = (
    RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS, RdfFormat.RDF_XML, RdfFormat.JSON_LD,
)  # fmt: skip
FORMATS = dict(zip(SUFFIXES, _FORMATS, strict=True))
REGISTER = NamedNode(GRAPH + "register")
ONTOLOGY = NamedNode(GRAPH + "ontology")
SUGGESTED = GRAPH + "suggested-"  # graphs of this name in a file are candidates, not statements
WITHDRAWN = GRAPH + "withdrawn-"  # what an import took back of what earlier ones added
APART = ("suggested", "withdrawn")  # layers whose triples do not stand in the merge
LAYER = NamedNode(JB + "layer")
TYPE = NamedNode(RDF_TYPE)
PASSAGE_CLASS = NamedNode(PASSAGE)
EVERY = 20_000  # triples
PIECE = 1 << 20  # bytes
_BASE = BASE.encode()


def read(path: Path, start: int = 0) -> Iterator[Quad]:
    """Yield the quads of one file; triples outside any named graph are yielded in the default graph.

    :param start: the byte to begin at, which is that of a line.
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
        if start:
            with path.open("rb") as stream:
                stream.seek(start)
                yield from parse(stream, form, rename_blank_nodes=True)
            return
        refuse_other_encodings(path)
        yield from parse(path=path, format=form, base_iri=path.resolve().as_uri(), rename_blank_nodes=True)
    except SyntaxError as error:
        if start:  # the line is counted from the beginning
            yield from read(path)
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise JbgraphError(
            (f"the file is broken: {error.msg}", f"文件有误：{error.msg}"),
            where=where,
            hint=("correct the line, or restore the file", "改正该行，或恢复文件"),
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> JbgraphError:
    """Return the error for a file that cannot be read."""
    en, zh = reason(error)
    return JbgraphError((f"the file cannot be read: {en}", f"文件无法读取：{zh}"), where=str(path))


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


def fill(
    store: Store,
    files: list[Path],
    seen: Callable[[Path, int], None] = lambda file, count: None,
    read_in: Callable[[], None] = lambda: None,
) -> bool:
    """Read files with the ontology into an empty store, derive what follows, and merge the layers.

    In the store every triple stands in its named graph: `graph:ontology`, `graph:register`, one for each
    passage, `graph:derived-<rule>`, `graph:suggested-<method>`. The default graph is their merge without the
    suggested ones, each triple once. Every named graph has a `jb:layer`.

    :param seen: told which file is being read and how many triples have been, now and then.
    :param read_in: called when all is read, before rules ask the store for it.
    :return: whether the files name any term of ours.
    :raises JbgraphError: if a file cannot be used, or names a term of ours that nothing defines.
    """
    graphs: dict[NamedNode, str] = {REGISTER: "register"}
    terms = Terms()
    pieces = both_graphs([*ontology_files(), *files], set(files), graphs, terms, seen)
    try:
        piping.load(store, pieces)
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
    try:
        terms.refuse_unknown(graphs, files)
    except JbgraphError:  # what was copied has been looked at roughly
        terms = Terms()
        for _ in both_graphs([*ontology_files(), *files], set(files), {}, terms, lambda file, count: None, sorted_out):
            pass
        terms.refuse_unknown(graphs, files)
    read_in()
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
    way: Way | None = None,
) -> Iterator[bytes]:
    """Yield each triple of the files as N-Quads, in its named graph and, unless it is suggested, in the default graph.

    As text the engine takes them in parallel and sorts them itself: twice as quick as one object after the other.

    :param own: the files of the graph, not of the ontology.
    :param graphs: the layer of each graph is put in here.
    :param terms: told of every term of ours.
    :param way: to read a file.
    """
    reading = way or quads
    count, told = 0, 0
    for file in files:
        for piece, triples in reading(file, REGISTER if file in own else ONTOLOGY, graphs, terms):
            count += triples
            yield piece
            if count - told >= EVERY:
                told = count
                seen(file, count)
    if own:
        seen(files[-1], count)


def quads(file: Path, home: NamedNode, graphs: dict[NamedNode, str], terms: Terms) -> Iterator[tuple[bytes, int]]:
    """Yield the triples of a file in their graphs, some at a time, with their number.

    :raises JbgraphError: as `read`, and for a graph that is a blank node.
    """
    start = 0
    if file.suffix in lines.SUFFIXES:
        try:
            with file.open("rb") as stream:
                if file.suffix == ".nt":
                    for piece, count in lines.simple(stream):
                        yield doubled(piece, home, terms), count
                for found in lines.pieces(stream):
                    yield copied(found, home, graphs, terms), len(found)
                start = stream.tell()
        except UnicodeDecodeError:
            refuse_other_encodings(file)
            raise
        except OSError as error:
            raise unreadable(file, error) from error
    if start == 0 or start < file.stat().st_size:
        yield from sorted_out(file, home, graphs, terms, start)


def doubled(piece: bytes, home: NamedNode, terms: Terms) -> bytes:
    """Return simple N-Triples once in a graph and once without."""
    if _BASE in piece:
        terms.note_lines(lines.ours(piece), lines.typed(piece), home != ONTOLOGY)
    return piece.replace(b" .\n", f" {home} .\n".encode()) + piece


def copied(found: lines.Lines, home: NamedNode, graphs: dict[NamedNode, str], terms: Terms) -> bytes:
    """Return lines once in their graphs and, but for the suggested ones, once without."""
    names = {name: NamedNode(name[1:-1].decode()) if name else home for _, name in found if name not in graphs}
    for name in names.values():
        enter(name, graphs)
    apart = {text for text, name in names.items() if graphs.get(name) in APART}
    stated = [triple for triple, name in found if name not in apart] if apart else [triple for triple, _ in found]
    own = f"{home}".encode()
    text = b" .\n".join([b"%b %b" % (triple, name or own) for triple, name in found] + stated) + b" .\n"
    if _BASE in text:
        plain = b"\n".join(stated)
        terms.note_lines(lines.ours(b"\n".join([triple for triple, _ in found])), lines.typed(plain), home != ONTOLOGY)
    return text


def enter(name: NamedNode, graphs: dict[NamedNode, str]) -> None:
    """Put the layer of a graph in, if it is not there."""
    if name not in graphs and name != ONTOLOGY:
        graphs[name] = layer_of(name)


def sorted_out(
    file: Path, home: NamedNode, graphs: dict[NamedNode, str], terms: Terms, start: int = 0
) -> Iterator[tuple[bytes, int]]:
    """Do the same with a file of any format, or the rest of one, which takes several times as long."""
    reading = read(file, start)
    while part := list(islice(reading, 1000)):
        text = []
        for subject, predicate, obj, graph in part:
            name = home if isinstance(graph, DefaultGraph) else graph
            if not isinstance(name, NamedNode):
                raise JbgraphError(
                    ("a graph name is a blank node", "命名图的名称是空白节点"),
                    where=str(file),
                    hint=("give the graph an IRI", "给命名图一个IRI"),
                )
            enter(name, graphs)
            apart = graphs.get(name) in APART
            terms.note(subject, predicate, obj, used=name != ONTOLOGY, defines=not apart)
            triple = f"{subject} {predicate} {obj}"
            text.append(f"{triple} {name} .\n" if apart else f"{triple} {name} .\n{triple} .\n")
        yield "".join(text).encode(), len(part)


def layer_of(name: NamedNode) -> str:
    """Return the layer of a graph that a file names: suggested, working, withdrawn, or that of a passage."""
    layers = {SUGGESTED: "suggested", WORKING: "working", WITHDRAWN: "withdrawn"}
    return next((layer for start, layer in layers.items() if name.value.startswith(start)), "stated")


def withdraw(store: Store, graphs: dict[NamedNode, str]) -> None:
    """Take what later imports took back out of the graphs of earlier ones, and out of the merge.

    What a document, the register or another import says as well stays in the merge. The graphs of what was taken back
    go too, so that no query takes it for something that holds; the files keep it (`working.ledger`).
    """
    working = sorted((name for name, layer in graphs.items() if layer == "working"), key=lambda name: name.value)
    apart = {name for name, layer in graphs.items() if layer in APART} | {DefaultGraph()}
    for name in sorted((name for name, layer in graphs.items() if layer == "withdrawn"), key=lambda name: name.value):
        when = name.value.removeprefix(WITHDRAWN)
        for quad in list(store.quads_for_pattern(None, None, None, name)):
            triple = (quad.subject, quad.predicate, quad.object)
            for earlier in working:
                if earlier.value.removeprefix(WORKING) < when:
                    store.remove(Quad(*triple, earlier))
            if all(other.graph_name in apart for other in store.quads_for_pattern(*triple, None)):
                store.remove(Quad(*triple))
        store.remove_graph(name)
        del graphs[name]


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

    def note_lines(self, used: set[str], typed: set[tuple[str, str]], ours: bool) -> None:
        """Take note of many triples: the terms of ours that they use, and what they give a class.

        :param ours: whether its terms have to be defined.
        """
        self._known.update(subject for subject, _ in typed)
        self._passages.update(subject for subject, kind in typed if kind == PASSAGE)
        if ours:
            self._used.update(dict.fromkeys(used))

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
