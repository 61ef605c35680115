"""Tables of indicators, whatever their columns: each value with its kind, year, unit, binding mark and status."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from jbgraph.extraction.cells import Cell, cells
from jbgraph.extraction.findings import Basis, Figure, Findings, Gap, Passage, Span
from jbgraph.extraction.grid import Column, Grid, grid
from jbgraph.extraction.outline import Outline
from jbgraph.extraction.parts import five_years
from jbgraph.extraction.row_names import BRACKET, Name, Names
from jbgraph.extraction.words import words
from jbgraph.reading.runs import Run
from jbgraph.reading.text import Row, Table

_SHARE_OF = re.compile(r"占(?P<whole>[^（）]{1,10}?)(?:的)?(?P<noun>比重|比例|份额|比)$")
_OUTER = re.compile(r"全[国省市州盟区县旗]|本[省市区县]")
_FIVE = re.compile(r"(十[一二三四五六]?)五(?!年)")


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
        self.section = outline.sections[section]
        self.plan = outline.year if outline.until is None else None
        self.rows = rows
        self.base = self.section.year or outline.year
        self.names = Names(rules, unit)

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
        above: Name | None = None
        before: Name | None = None
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
            name = self.names.of(text, columns, row_cells, above)
            name = self.names.follows(name, before, above)
            before = name
            if not name.part:
                above = name
            elif above:
                name = replace(name, metric=self.names.of_whole(above.metric, name.metric))
            self._values(passage, columns, row_cells, name, roles[named] == "entity", found)
        del head

    # -- a row ---------------------------------------------------------------------------------------------------

    def _values(
        self,
        passage: Passage,
        columns: tuple[Column, ...],
        row: tuple[Run, ...],
        name: Name,
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
        name: Name,
        entity: bool,
    ) -> Figure:
        years = self._span(column, columns) or self._years(column)
        kind = column.kind or self._kind(column, years, columns)
        metric, about, within, unit = name.metric, "", "", cell.unit or name.unit
        measure = self.names.measure(metric, unit)
        header = re.sub(r"（[^）]*）|[±%％\d年]", "", column.header) or column.header
        if entity:
            inner = BRACKET.search(column.header)
            metric, about = header, name.metric
            unit = cell.unit or (inner[1] if inner and self.names.is_unit(inner[1]) else "") or self.names.unit(metric)
            measure = self.names.measure(metric, unit)
        elif column.role == "cumulative" or (cell.boxed and re.search("累计", column.header)):
            metric, measure = f"{metric}累计", "increment"
        elif column.role in ("growth", "share", "rate"):
            unit = cell.unit or ("百分点" if "百分点" in column.header else "%")
            word = {"growth": "增速", "share": "占比", "rate": "完成率"}[column.role]
            share = (
                _SHARE_OF.search(re.sub(r"（[^）]*）$|[%％]", "", column.header)) if column.role == "share" else None
            )
            if share:
                word = f"占{share['whole']}{share['noun']}"
                within = whole[0] if (whole := _OUTER.match(share["whole"])) else ""
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
            within=within,
            about=about,
        )

    # -- what a column says --------------------------------------------------------------------------------------

    def _years(self, column: Column) -> list[int]:
        header = column.header
        if column.years:
            found = list(column.years)
            return [min(found), max(found)] if len(set(found)) > 1 else [found[0]]
        if five := _FIVE.search(header):
            first = five_years(five[1])
            return [first + 4] if "末" in header else [first, first + 4]
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
            # An outline prints what was reached in the year before it begins beside what it plans for.
            return "actual" if len(printed) > 1 and years[0] == printed[0] else "target"
        return "target" if years[0] >= self.plan else "actual"

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
