"""What an analysis returns: rows of things, words and figures, each with the passages behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jbgraph import evidence, figures, terms
from jbgraph.errors import Said, both
from jbgraph.graph import Graph
from jbgraph.tables import Cell, Table

Value = str | int | float | bool | tuple[str, ...] | None
KINDS = ("thing", "figure", "word", "text", "said", "number", "share", "mark")
_TRUTH = {True: ("✓", "✓"), False: ("no", "缺")}
MIXED = "kind "
ENTERED = ("entered by staff", "工作人员填报")
SHOWN = 3  # passages of a document named in a cell that a person reads; the rest is counted


@dataclass(frozen=True)
class Column:
    """A column of a result.

    :ivar key: its name in the formats for programs.
    :ivar kind: what its cells hold, one of KINDS: `thing` an IRI or several, `figure` an observation or several,
        `word` a code of the words of the analysis, `text`, `said` a text in English and in Chinese, `number`,
        `share` a part of 1, `mark` whether it is there.
    :ivar mixed: whether its figures are of several kinds, so that each says whether it is a target or a result.
    """

    key: str
    head: Said
    kind: str = "text"
    mixed: bool = False


@dataclass(frozen=True)
class Shown:
    """A run of an analysis in the report.

    :ivar options: what it is run with. :ivar said: what it shows, empty where it is run as it is.
    """

    options: Mapping[str, str] = field(default_factory=dict)
    said: Said = ""


@dataclass(frozen=True)
class Row:
    """A finding.

    :ivar cells: in the order of the columns.
    :ivar passages: IRIs of the passages behind it, in reading order; never empty.
    """

    cells: tuple[Value, ...]
    passages: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.passages:
            raise ValueError(f"a finding without a passage: {self.cells}")


@dataclass(frozen=True)
class Result:
    """Rows under columns, in one order that depends on the graph alone, and what they come to in a few sentences.

    :ivar words: code → what it is called, for the cells of `word` columns.
    :ivar summary: sentences in English and Chinese, neutral in tone; each says only what rows show.
    :ivar graph: the graph that has labels and passages for the rows, where it is not the one that was asked.
    :ivar missing: which statements the analysis would need, where the graph has none of them; else empty.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    words: Mapping[str, Said] = field(default_factory=dict)
    summary: tuple[Said, ...] = ()
    missing: Said = ""
    graph: Graph | None = None

    def column(self, key: str) -> list[Value]:
        """Return the cells of a column, top down."""
        place = [column.key for column in self.columns].index(key)
        return [row.cells[place] for row in self.rows]

    def records(self) -> list[dict[str, Value]]:
        """Return one dictionary for each row, key of the column → cell, and `passages`."""
        keys = [column.key for column in self.columns]
        return [{**dict(zip(keys, row.cells, strict=True)), "passages": row.passages} for row in self.rows]

    def said(self, lang: str) -> list[str]:
        """Return the sentences of the summary in a language; where input is missing, what would be needed."""
        texts = [self.missing] if self.missing else list(self.summary)
        return [both(text)[lang == "zh"] for text in texts]


def shown(graph: Graph, result: Result, lang: str = "zh") -> Table:
    """Return a result as a person reads it: labels, values with unit and period, and where it stands."""
    graph = result.graph or graph
    named = graph.labels(things(result), lang)
    printed = figures_of(graph, result, lang)
    behind = sorted({iri for row in result.rows for iri in row.passages}, key=evidence.reading_order)
    places = evidence.passages(graph, behind, lang) if behind else {}
    rows = []
    for row in result.rows:
        cells = [
            cell(value, column, result, named, printed, lang)
            for value, column in zip(row.cells, result.columns, strict=True)
        ]
        rows.append([*cells, place_text(row, places, lang)])
    heads = [both(column.head)[lang == "zh"] for column in result.columns]
    return Table([*heads, "出处" if lang == "zh" else "source"], rows)


def plain(graph: Graph, result: Result) -> Table:
    """Return a result for programs: CURIEs, codes and numbers; several in one cell with blanks between them."""
    graph = result.graph or graph
    rows: list[list[Cell]] = []
    for row in result.rows:
        cells: list[Cell] = []
        for value, column in zip(row.cells, result.columns, strict=True):
            if column.kind in ("thing", "figure"):
                cells.append(" ".join(graph.compress(iri) for iri in several(value)) or None)
            elif column.kind == "said":
                cells.append(several(value)[0] if value else None)
            elif isinstance(value, bool):
                cells.append("true" if value else "false")
            else:
                cells.append(" ".join(value) if isinstance(value, tuple) else value)
        rows.append([*cells, " ".join(graph.compress(iri) for iri in row.passages)])
    return Table([*(column.key for column in result.columns), "passages"], rows)


def several(value: Value) -> tuple[str, ...]:
    """Return the texts in a cell: none, one, or those of a tuple."""
    if value is None or value == "":
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def things(result: Result) -> list[str]:
    """Return every IRI in a `thing` column, once, in the order of the rows."""
    places = [number for number, column in enumerate(result.columns) if column.kind == "thing"]
    return list(dict.fromkeys(iri for row in result.rows for place in places for iri in several(row.cells[place])))


def figures_of(graph: Graph, result: Result, lang: str) -> dict[str, str]:
    """Return observation → value and period as a person reads them, for the `figure` columns of a result.

    With MIXED before the observation: the same with its kind.
    """
    places = [number for number, column in enumerate(result.columns) if column.kind == "figure"]
    wanted = [iri for row in result.rows for place in places for iri in several(row.cells[place])]
    marks = ("（", "）") if lang == "zh" else (" (", ")")
    found = {}
    for iri, figure in figures.by_iri(graph, wanted, lang).items():
        found[iri] = figure.value + (f"{marks[0]}{figure.period}{marks[1]}" if figure.period else "")
        when = f"{figure.period}{figure.kind}" if lang == "zh" else f"{figure.kind}, {figure.period}".rstrip(", ")
        found[MIXED + iri] = f"{figure.value}{marks[0]}{when}{marks[1]}"
    return found


def cell(
    value: Value, column: Column, result: Result, named: Mapping[str, str], printed: Mapping[str, str], lang: str
) -> Cell:
    """Return a cell as a person reads it."""
    words = {code: both(text)[lang == "zh"] for code, text in result.words.items()}
    names = {"thing": named, "figure": printed, "word": words}.get(column.kind)
    if names is not None:
        before = MIXED if column.mixed else ""
        return ("；" if lang == "zh" else "; ").join(names[before + key] for key in several(value))
    if value is None:
        return None
    if column.kind == "said":
        return several(value)[lang == "zh"]
    if column.kind == "mark":
        return _TRUTH[bool(value)][lang == "zh"]
    if column.kind == "share":
        return f"{float(str(value)) * 100:.0f}%"
    return " ".join(value) if isinstance(value, tuple) else value


def place_text(row: Row, places: Mapping[str, evidence.Passage], lang: str) -> str:
    """Return where a row stands: its passages by document, the first of each and how many more there are."""
    named: dict[str, list[str]] = {}
    for iri in row.passages:
        if iri in places:
            named.setdefault(places[iri].document_label, []).append(places[iri].curie.partition(":")[2])
    texts = [ENTERED[lang == "zh"]] if any(iri.startswith(terms.WORKING) for iri in row.passages) else []
    for document, own in named.items():
        more = len(own) - SHOWN
        listed = ("、" if lang == "zh" else ", ").join(own[:SHOWN])
        tail = (f"等{len(own)}处" if lang == "zh" else f" and {more} more") if more > 0 else ""
        texts.append(f"{document} {listed}{tail}")
    return ("；" if lang == "zh" else "; ").join(texts)


def ordered(passages: Iterable[str]) -> tuple[str, ...]:
    """Return passages once each, in reading order."""
    return tuple(sorted(set(passages), key=evidence.reading_order))
