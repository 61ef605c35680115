"""A table as a grid: which rows are its header, what each column holds, and the cells of a row under their columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jbgraph.extraction.parts import years
from jbgraph.reading.runs import Run
from jbgraph.reading.text import Row, Table

_EMPTY = Run("", ())
_NUMERIC = re.compile(r"^[≤≥<>＜＞约近超-]{0,2}[\[［〔【（]?\d[\d,.]*")
VALUES = ("target", "actual", "forecast", "baseline", "growth", "share", "rate", "cumulative", "value")


@dataclass(frozen=True)
class Column:
    """One column.

    :ivar role: a name of `columns` in the words of indicators, or the kind of its values; `unknown` where it holds
        numbers and its header does not say which, `other` where it holds none.
    :ivar header: all words of its header, from the top.
    :ivar kind: of a column of values: target, actual, forecast or baseline; empty where the header does not say.
    :ivar years: printed in the header.
    """

    role: str
    header: str
    kind: str = ""
    years: tuple[int, ...] = ()

    @property
    def holds_values(self) -> bool:
        """Whether its cells are values."""
        return self.role in VALUES


@dataclass(frozen=True)
class Grid:
    """A table taken apart; `rows` are those below the header, in order, each with one cell a column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Row, tuple[Run, ...]], ...]


def grid(table: Table, rules: Mapping[str, Any]) -> Grid | None:
    """Return a table as a grid, None where no header names its columns.

    A header may have several rows; one that is shorter stands below the cells that span columns. A header that pages
    repeat is left out.
    """
    rows = [row for row in table.rows if any(len(cell) for cell in row.cells)]
    height = _height(rows, rules)
    if not height:
        return None
    width = max(len(row.cells) for row in rows)
    headers = _headers(rows[:height], width)
    repeated = {_key(row) for row in rows[:height]}
    body = [row for row in rows[height:] if _key(row) not in repeated]
    columns = [_column(header, rules) for header in headers]
    aligned = [(row, _aligned(row, columns)) for row in body]
    return Grid(tuple(_by_content(columns, [cells for _, cells in aligned], rules)), tuple(aligned))


def _key(row: Row) -> tuple[str, ...]:
    return tuple(cell.text for cell in row.cells)


def _height(rows: Sequence[Row], rules: Mapping[str, Any]) -> int:
    """Return how many rows are the header: up to the last before the first with an ordinal or a value."""
    named = re.compile(f"{rules['columns']['name']}|{rules['columns']['entity']}")
    if not any(named.search(_plain(cell.text)) for row in rows[:3] for cell in row.cells):
        return 0
    for height, row in enumerate(rows[:5]):
        texts = [_plain(cell.text) for cell in row.cells if len(cell)]
        numeric = [text for text in texts if _NUMERIC.match(text) and not re.search("年|月|%|（|指标", text)]
        if height and (numeric or _grouped(texts, rules)):
            return height
        if not height and numeric:
            return 0
    return 1 if len(rows) > 1 else 0


def _grouped(texts: list[str], rules: Mapping[str, Any]) -> bool:
    return len(texts) == 1 and bool(re.search(rules["rows"]["group"], texts[0]))


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def _headers(rows: Sequence[Row], width: int) -> list[str]:
    """Return the words above each column, from the top row down."""
    layers: list[list[str]] = []
    for number, row in enumerate(rows):
        texts = [_plain(cell.text) for cell in row.cells]
        if number and layers:
            texts = _under(texts, layers[0], width)
        layers.append([*texts, *[""] * (width - len(texts))])
    if len(layers) > 1:
        top = layers[0]
        below = [any(layer[at] for layer in layers[1:]) for at in range(width)]
        for at in range(1, width):
            if not top[at] and below[at] and top[at - 1] and below[at - 1]:
                top[at] = top[at - 1]
    result = []
    for at in range(width):
        words = [layer[at] for layer in layers if layer[at]]
        result.append("".join(dict.fromkeys(words)))
    return result


def _under(texts: list[str], top: list[str], width: int) -> list[str]:
    """Place the cells of a shorter header row below the cells that span columns: those followed by empty ones."""
    filled = [text for text in texts if text]
    spans = [at for at in range(width) if at >= len(top) or not top[at] or (at + 1 < len(top) and not top[at + 1])]
    if len(texts) >= width or len(filled) != len(spans) or any(texts[at] == "" for at in range(len(filled))):
        lead = next((at for at, text in enumerate(texts) if text), 0)
        if lead or len(texts) >= width or len(filled) != len(spans):
            return texts
    placed = [""] * width
    for at, text in zip(spans, filled, strict=True):
        placed[at] = text
    return placed


def _column(header: str, rules: Mapping[str, Any]) -> Column:
    found = tuple(years(header))
    bare = re.sub(r"（[^）]*）$", "", header)
    kind = _kind(bare, rules)
    if not header:
        return Column("other", header)
    for role, pattern in rules["columns"].items():
        if re.search(pattern, header) or re.search(pattern, bare):
            if role == "name" and re.search(rules["columns"]["entity"], bare):
                return Column("entity", header)
            if role in ("growth", "share", "rate", "cumulative"):
                return Column(role, header, "" if role == "rate" else kind, found)
            if role == "person" and kind and found:
                continue
            if role == "status" and (found or re.search("目标|计划", bare)):
                continue
            return Column(role, header, "", found)
    if kind or found:
        return Column(kind or "value", header, kind, found)
    return Column("other", header)


def _kind(header: str, rules: Mapping[str, Any]) -> str:
    """Return the kind of values that a header names; of two words the last counts, but 预计完成 is a forecast."""
    best = (-1, "")
    for kind in ("target", "actual", "forecast"):
        for match in re.finditer(rules["kinds"][kind], header):
            best = max(best, (match.start(), kind))
    if best[1] == "actual" and re.search(rules["kinds"]["forecast"], header):
        return "forecast"
    return best[1]


def _aligned(row: Row, columns: Sequence[Column]) -> tuple[Run, ...]:
    """Return the cells of a row, one for each column: a row without number lacks its first cells, others their last."""
    cells = list(row.cells)
    missing = len(columns) - len(cells)
    if missing > 0 and columns[0].role in ("ordinal", "category") and cells and len(cells[0]):
        first = _plain(cells[0].text)
        if columns[0].role == "ordinal" and not re.fullmatch(r"[\d.、一二三四五六七八九十（）]{1,5}", first):
            cells.insert(0, _EMPTY)
    cells += [_EMPTY] * (len(columns) - len(cells))
    return tuple(cells[: len(columns)])


def _by_content(columns: Sequence[Column], rows: Sequence[tuple[Run, ...]], rules: Mapping[str, Any]) -> list[Column]:
    """Correct roles by what the cells hold: a column of statuses that prints numbers holds actual values."""
    result = []
    entities = any(column.role == "entity" for column in columns)
    for at, column in enumerate(columns):
        texts = [_plain(cells[at].text) for cells in rows if len(cells[at])]
        numbers = sum(bool(_NUMERIC.match(text)) for text in texts)
        if column.role == "status" and texts and numbers * 2 > len(texts):
            result.append(Column("actual", column.header, "actual", column.years))
        elif (
            column.role == "value"
            and texts
            and all(re.search(rules["attribute"]["binding"] + "|预期性", t) for t in texts)
        ):
            result.append(Column("attribute", column.header))
        elif column.role == "other" and column.header and texts and numbers * 2 > len(texts):
            result.append(Column("value" if entities else "unknown", column.header))
        else:
            result.append(column)
    return result
