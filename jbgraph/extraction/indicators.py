"""Tables of indicators, whatever their columns: each value with its kind, year, unit, binding mark and status."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jbgraph.extraction.cells import Cell, cells
from jbgraph.extraction.findings import Basis, Figure, Findings, Gap, Passage, Span
from jbgraph.extraction.grid import Column, Grid, grid
from jbgraph.extraction.outline import Outline
from jbgraph.extraction.words import words
from jbgraph.reading.runs import Run
from jbgraph.reading.text import Row, Table

_BRACKET = re.compile(r"[（\[［〔]([^（）\[\]［］〔〕]{1,16})[）\]］〕]")
_FIVE = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}


@dataclass(frozen=True)
class _Name:
    """What the name cell of a row says."""

    metric: str
    unit: str
    binding: bool
    part: bool


def find(outline: Outline, *, rules: Path | None = None) -> Findings:
    """Return the values of all tables of indicators, and a gap for each table that is none and holds numbers."""
    said = words("indicators", rules)
    found = Findings()
    rows = {passage.run.start: passage for passage in outline.passages if passage.kind == "row"}
    units = {
        passage.section: match[1].strip()
        for passage in outline.passages
        if passage.kind == "caption" and (match := re.search(r"单位[：:](.+?)[）)]?$", passage.run.text))
    }
    for number, (section, table) in enumerate(outline.tables, 1):
        reader = _Reader(outline, said, section, rows, units.get(section, ""))
        read = grid(table, said)
        if read is None or not any(column.holds_values for column in read.columns):
            if _numbers(table):
                found.gaps.append(reader.gap(table, number))
            continue
        found.gaps += [reader.unknown(column, table) for column in read.columns if column.role == "unknown"]
        for at in reader.blocks(read):
            reader.read(at, read, found)
    return found


def _numbers(table: Table) -> bool:
    return any(re.search(r"\d", cell.text) for row in table.rows[1:] for cell in row.cells[1:])


class _Reader:
    """Reads one table."""

    def __init__(
        self, outline: Outline, rules: Mapping[str, Any], section: int, rows: Mapping[int, Passage], unit: str
    ) -> None:
        self.rules = rules
        self.units = frozenset(rules["units"]["plain"])
        self.section = outline.sections[section]
        self.plan = outline.year
        self.rows = rows
        self.base = self.section.year or outline.year
        self.unit = unit if self._is_unit(unit) else ""

    def blocks(self, read: Grid) -> list[tuple[int, int]]:
        """Return the columns that belong to one name: a table may stand in two halves side by side."""
        names = [at for at, column in enumerate(read.columns) if column.role in ("name", "entity")]
        own = [at for at in names if read.columns[at].role == "name"] or names or [-1]
        if own == [-1]:
            return []
        edges: list[tuple[int, int]] = []
        for number, at in enumerate(own):
            before = at
            low = 0 if not number else edges[-1][1]
            high = len(read.columns)
            if number + 1 < len(own):
                following = own[number + 1]
                high = following
                while high - 1 > before and read.columns[high - 1].role in ("ordinal", "category"):
                    high -= 1
                if not any(column.holds_values for column in read.columns[before + 1 : high]):
                    high = len(read.columns)
                    edges.append((low, high))
                    break
            edges.append((low, high))
        return edges

    def read(self, block: tuple[int, int], read: Grid, found: Findings) -> None:
        """Read the rows of one half of a table."""
        columns = read.columns[block[0] : block[1]]
        roles = [column.role for column in columns]
        named = roles.index("name") if "name" in roles else roles.index("entity") if "entity" in roles else -1
        if named < 0:
            return
        above: _Name | None = None
        head = ""
        for row, all_cells in read.rows:
            row_cells = all_cells[block[0] : block[1]]
            passage = self._passage(row)
            if passage is None:
                continue
            at = named
            if not len(row_cells[at]) and "category" in roles and len(row_cells[roles.index("category")]):
                at = roles.index("category")
            text = row_cells[at].text
            filled = [cell for cell in row_cells if len(cell)]
            if not text or (len(filled) == 1 and not re.search(r"\d", filled[0].text)):
                head = text
                continue
            name = self._name(text, columns, row_cells, above)
            if not name.part:
                above = name
            elif above:
                name = replace(name, metric=f"{above.metric}：{name.metric}")
            self._values(passage, columns, row_cells, name, roles[named] == "entity", found)
        del head

    # -- a row ---------------------------------------------------------------------------------------------------

    def _name(self, text: str, columns: tuple[Column, ...], row: tuple[Run, ...], above: _Name | None) -> _Name:
        marks = "".join(self.rules["attribute"]["marks"])
        part = re.match(self.rules["rows"]["part"], text)
        ordinal = next((row[at].text for at, column in enumerate(columns) if column.role == "ordinal"), "")
        bare = text[part.end() :] if part else text
        binding = any(mark in bare for mark in marks)
        bare = re.sub(f"[{re.escape(marks)}]", "", bare).strip()
        bare = re.sub(r"^(?:\d{1,2}[、.]|（\d{1,2}）|[①-⑳])", "", bare)
        unit = ""
        for match in reversed(list(_BRACKET.finditer(bare))):
            inner = re.split("[，,；]", match[1])[-1].strip()
            if self._is_unit(inner):
                unit = inner
                bare = (bare[: match.start()] + bare[match.end() :]).strip()
                break
        after = re.search(r"[:：](.{1,6})$", bare)
        if not unit and after and self._is_unit(after[1]):
            unit, bare = after[1], bare[: after.start()]
        for at, column in enumerate(columns):
            cell = row[at].text.strip()
            if column.role == "unit" and cell and not unit:
                unit = re.sub(r"^[（(](.+)[）)]$", r"\1", cell)
            if column.role in ("attribute", "category") and re.search(self.rules["attribute"]["binding"], cell):
                binding = True
        inherits = bool(part) and above is not None and not ordinal
        if inherits and above:
            unit, binding = unit or above.unit, binding or above.binding
        return _Name(bare.rstrip("：:"), unit or self.unit, binding, bool(part))

    def _is_unit(self, text: str) -> bool:
        plain = text.replace("每", "/")
        return all(piece in self.units for piece in re.split("[/·／]", plain)) or bool(
            re.fullmatch(
                r"(?:[十百千万亿]{1,2})?(?:元|人|吨|亩|户|件|家|个|公里|平方米|立方米|千瓦时|美元)(?:/[\u4e00-\u9fffA-Za-z\d]{1,6}){0,2}|微克/立方米|μg/m[3³]",
                plain,
            )
        )

    def _values(
        self,
        passage: Passage,
        columns: tuple[Column, ...],
        row: tuple[Run, ...],
        name: _Name,
        entity: bool,
        found: Findings,
    ) -> None:
        status = ""
        for at, column in enumerate(columns):
            if column.role == "status" and len(row[at]):
                status = self._status(row[at].text)
                if not status:
                    found.gaps.append(self._unread(passage, row[at], "status"))
        reported = self._reported(columns, row)
        for at, column in enumerate(columns):
            if not column.holds_values or not len(row[at]):
                continue
            read = cells(row[at].text, self.rules)
            for cell in read:
                if cell.value is None and not cell.comparator:
                    found.gaps.append(self._unread(passage, row[at], "cell"))
                    continue
                if cell.comparator == "not-printed" and column.role in ("growth", "rate", "share", "cumulative"):
                    continue
                figure = self._figure(passage, column, columns, row[at], cell, name, entity)
                if at == reported and figure.kind == "actual":
                    figure = replace(figure, status=status)
                found.figures.append(figure)

    def _reported(self, columns: tuple[Column, ...], row: tuple[Run, ...]) -> int:
        """Return the column that a reported status speaks of: the last with actual values, -1 where none is."""
        actual = [at for at, column in enumerate(columns) if column.kind == "actual" and column.role == "actual"]
        return next((at for at in reversed(actual) if len(row[at])), -1)

    def _figure(
        self,
        passage: Passage,
        column: Column,
        columns: tuple[Column, ...],
        run: Run,
        cell: Cell,
        name: _Name,
        entity: bool,
    ) -> Figure:
        years = self._span(column, columns) or self._years(column)
        kind = column.kind or self._kind(column, years, columns)
        metric, about, unit = name.metric, "", cell.unit or name.unit
        measure = self._measure(metric, unit)
        header = re.sub(r"（[^）]*）|[±%％\d年]", "", column.header) or column.header
        if entity:
            inner = _BRACKET.search(column.header)
            metric, about = header, name.metric
            unit = cell.unit or (inner[1] if inner and self._is_unit(inner[1]) else "") or self.unit
            measure = self._measure(metric, unit)
        elif column.role == "cumulative" or (cell.boxed and re.search("累计", column.header)):
            metric, measure = f"{metric}累计", "increment"
        elif column.role in ("growth", "share", "rate"):
            unit = cell.unit or ("百分点" if "百分点" in column.header else "%")
            word = {"growth": "增速", "share": "占比", "rate": "完成率"}[column.role]
            if not (column.role == "growth" and measure == "growth"):
                metric = metric if metric.endswith(word) else metric + word
            measure = {"growth": "growth", "share": "share", "rate": "share"}[column.role]
        elif cell.growth and measure != "growth":
            metric, unit, measure = metric + "增速", cell.unit or "%", "growth"
        until = years[1] if len(years) > 1 and years[1] != years[0] else None
        start, end = run.span(cell.low, cell.high)
        rule = "words" if cell.value is None else column.role if column.role in self.rules["confidence"] else kind
        rule = "entity" if entity else rule
        return Figure(
            Span(passage.number, start, end, run.text[cell.low : cell.high].replace(" ", "")[:20]),
            Basis(f"indicators/{rule}", float(self.rules["confidence"][rule])),
            metric,
            kind,  # type: ignore[arg-type]
            cell.comparator,
            cell.value,
            unit,
            upper=cell.upper,
            words=cell.words,
            measure_type=measure,
            period_text=self._period(column),
            year=years[0] if years else None,
            until=until,
            binding=name.binding,
            about=about,
        )

    # -- what a column says --------------------------------------------------------------------------------------

    def _years(self, column: Column) -> list[int]:
        header = column.header
        if column.years:
            found = list(column.years)
            return [min(found), max(found)] if len(set(found)) > 1 else [found[0]]
        for word, first in _FIVE.items():
            if word in header:
                if re.search("末|期末", header):
                    return [first + 4]
                return [first, first + 4]
        if self.base is None:
            return []
        if re.search("(?<![比较])(?:上年|去年|基期)", header):
            return [self.base - 1]
        return [self.base]

    def _span(self, column: Column, columns: tuple[Column, ...]) -> list[int]:
        """Return the years that a column of means or sums covers: those after the first year printed, to the last."""
        printed = sorted({year for other in columns for year in other.years})
        if not re.search("年均|累计", column.header) or column.years or len(printed) < 2:
            return []
        return [printed[0] + 1, printed[-1]]

    def _period(self, column: Column) -> str:
        match = re.search(
            r"(?:19|20)\d{2}(?:[—–-]\d{4})?年?|“?十[一二三四五六]五”?(?:末|期间|时期)?|(?<![比较])(?:上年|去年)|本年|今年",
            column.header,
        )
        return match[0] if match else ""

    def _kind(self, column: Column, years: list[int], columns: tuple[Column, ...]) -> str:
        """Return the kind of a column whose header prints only a year, by the plan year and the other columns."""
        if column.role == "rate":
            return "actual"
        if re.search("年均|累计", column.header) and self.plan is None:
            return "target"
        if column.role in ("growth", "share"):
            place = columns.index(column)
            before = next((other.kind for other in reversed(columns[:place]) if other.kind), "")
            if before and not column.years:
                return before
        printed = sorted({year for other in columns for year in other.years})
        if not years:
            return "actual"
        if self.plan is None:
            # An outline sets the year it starts from beside the year it plans for.
            return "baseline" if len(printed) > 1 and years[0] == printed[0] else "target"
        return "target" if years[0] >= self.plan else "actual"

    def _measure(self, metric: str, unit: str) -> str:
        for kind, on_name, on_unit in self.rules["units"]["measures"]:
            if re.search(on_name, metric) and re.search(f"^(?:{on_unit})", unit):
                return str(kind)
        return "level"

    def _status(self, text: str) -> str:
        bare = re.sub(r"\s", "", text)
        if re.search(self.rules["status"]["none"], bare):
            return ""
        for status in ("exceeded", "as-expected", "basically-met", "met"):
            if re.search(self.rules["status"][status], bare):
                return status
        return ""

    # -- places and gaps -----------------------------------------------------------------------------------------

    def _passage(self, row: Row) -> Passage | None:
        starts = [cell.start for cell in row.cells if len(cell)]
        return self.rows.get(min(starts)) if starts else None

    def _unread(self, passage: Passage, run: Run, what: str) -> Gap:
        said = run.text[:20]
        problem = (
            (f"the reported status is none of those known: {said}", f"未识别的完成情况：{said}")
            if what == "status"
            else (f"the cell holds words that are no value: {said}", f"单元格文字不是数值：{said}")
        )
        return Gap(Span(passage.number, run.start, run.end, said), "table", problem)

    def unknown(self, column: Column, table: Table) -> Gap:
        """Return the gap of a column of numbers whose header says not what they are."""
        return Gap(
            self._head(table),
            "table",
            (f"the numbers of the column {column.header} are not read", f"未读“{column.header}”一列的数值"),
        )

    def gap(self, table: Table, number: int) -> Gap:
        """Return the gap of a table that holds numbers and names no indicators."""
        return Gap(
            self._head(table),
            "table",
            (f"table {number} has no columns of indicators and values", f"表{number}没有指标和数值的列"),
        )

    def _head(self, table: Table) -> Span | None:
        first = next((found for row in table.rows if (found := self._passage(row))), None)
        return Span(first.number, first.run.start, first.run.end, first.run.text[:20].split("\t")[0]) if first else None
