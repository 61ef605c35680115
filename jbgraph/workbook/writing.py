"""The workbook as a file: locked where it prints, open where it is filled in, ready for A3.

Every text is written as text, also one that begins like a formula; the only formulas are those of two locked columns.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jbgraph import resources
from jbgraph.errors import JbgraphError
from jbgraph.rendering import say
from jbgraph.tables import legal, width
from jbgraph.workbook import guide
from jbgraph.workbook.gathering import Cell, Row
from jbgraph.workbook.rows import Content
from jbgraph.workbook.sheets import GUIDE, HEAD, INSTALL, NEW, SHEETS, SOURCES, UNITS, Column, Sheet
from jbgraph.working.lights import WORST, Pack, Rule

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # characters of a cell (ECMA-376)
A3 = 8
LISTS = "lists"
LINE = 13.5  # points
FORMULA = {"deviation": "ROUND(({r}-{p})*100,6)", "ratio": "IF({p}=0,1,{r}/{p})", "met": "IF({r}>={p},1,0)"}
"""Measures that a formula can work out from planned {p} and reached {r}."""
FONT = "Microsoft YaHei"


def write(made: Content) -> bytes:
    """Return the workbook; the same content gives the same bytes.

    :raises JbgraphError: if XlsxWriter is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise JbgraphError(("XlsxWriter is not installed", "未安装XlsxWriter"), hint=INSTALL) from error
    out = io.BytesIO()
    book = Workbook(out, {"constant_memory": True})  # row by row, in order
    book.set_properties({"title": title(made), "author": "jbgraph", "created": datetime(2000, 1, 1)})
    Writing(book, made).write()
    book.close()
    return out.getvalue()


def title(made: Content) -> str:
    """Return the title of the workbook."""
    day = made.export.day.isoformat()
    return " · ".join(part for part in (say(made.lang, "Wall chart", "作战图"), made.title, day) if part)


class Writing:
    """A workbook in the making."""

    def __init__(self, book: Workbook, made: Content) -> None:
        self.book = book
        self.made = made
        self.lang = made.lang
        self.formats: dict[tuple[str, bool], Any] = {}
        self.colours = resources.tokens()["colors"]["light"]

    def write(self) -> None:
        """Write every sheet."""
        for sheet in SHEETS:
            made = self.book.add_worksheet(self.name(sheet))
            if sheet is GUIDE:
                self.guide(made)
            else:
                self.sheet(made, sheet, self.made.rows.get(sheet.key, []))
        self.lists()

    def name(self, sheet: Sheet) -> str:
        """Return the name of a sheet."""
        return say(self.lang, *sheet.title)

    def style(self, kind: str, *, open_: bool) -> Any:
        """Return the format of a cell by kind of column."""
        key = (kind, open_)
        if key not in self.formats:
            form: dict[str, Any] = {
                "font_name": FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True, "border": 1,
                "border_color": self.colours["line"], "locked": not open_, "font_color": self.colours["ink"],
            }  # fmt: skip
            if not open_:
                form |= {"bg_color": self.colours["sunken"], "font_color": self.colours["ink-2"]}
            if kind in ("share", "date", "number", "choice", "points"):
                form["align"] = "center"
            form["num_format"] = {
                "share": "0.0%", "date": "yyyy-mm-dd", "number": "General", "points": "0.0"
            }.get(kind, "@" if kind != "printed" else "General")  # fmt: skip
            self.formats[key] = self.book.add_format(form)
        return self.formats[key]

    def sheet(self, out: Worksheet, sheet: Sheet, rows: list[Row]) -> None:
        """Write a sheet: hidden row and column, title, headings, rows, and empty rows for what is new."""
        head = self.book.add_format(
            {"bold": True, "font_color": "#ffffff", "bg_color": self.colours["ink-2"], "align": "center", "border": 1,
             "valign": "vcenter", "text_wrap": True, "font_name": FONT, "border_color": self.colours["line"]}
        )  # fmt: skip
        large = self.book.add_format({"bold": True, "font_size": 16, "font_name": FONT})
        columns = sheet.columns
        for at, column in enumerate(columns):
            folded = {"level": 1, "hidden": True} if column.aside else {"hidden": at == 0}
            out.set_column(at, at, column.width, None, folded)
            out.write_string(0, at, self.made.export._replace(sheet=sheet.key).mark() if at == 0 else column.key)
        out.set_row(0, None, None, {"hidden": True})
        pack = f"{say(self.lang, 'lights', '亮灯规则')}：{say(self.lang, *self.made.pack.name)}"
        said = (self.name(sheet), self.made.title, self.made.export.day.isoformat(), pack)
        out.set_row(1, 26)
        out.write_string(1, 1, " · ".join(part for part in said if part), large)
        out.set_row(HEAD - 1, 32)
        for at, column in enumerate(columns):
            out.write_string(HEAD - 1, at, say(self.lang, *column.heading), head)
        new = NEW if any(column.new for column in columns) else 0
        for number, row in enumerate([*rows, *[Row("", {})] * new], HEAD):
            out.set_row(number, tall(columns, row))
            for at, column in enumerate(columns):
                open_ = column.filled and (not column.new or not row.id)
                if at == 0:
                    out.write_string(number, at, row.id, self.style("printed", open_=not row.id))
                elif column.key in ("deviation", "live") and sheet.column("planned"):
                    self.formula(out, number, at, column, sheet, row)
                else:
                    self.put(out, number, at, row.cells.get(column.key), self.style(column.kind, open_=open_))
        last = HEAD + len(rows) + new - 1
        if last >= HEAD:
            self.validate(out, sheet, last)
            self.lit(out, sheet, last)
            out.autofilter(HEAD - 1, 0, last, len(columns) - 1)
        out.freeze_panes(HEAD, sheet.frozen)
        self.paper(out, sheet)
        out.protect(
            "", {"autofilter": True, "sort": True, "format_rows": True, "format_columns": True, "format_cells": True}
        )

    def put(self, out: Worksheet, row: int, column: int, value: Cell, form: Any) -> None:
        """Write a value as what it is; text as text."""
        if value is None or value == "":
            out.write_blank(row, column, None, form)
        elif isinstance(value, date):
            out.write_datetime(row, column, datetime(value.year, value.month, value.day), form)
        elif isinstance(value, str):
            out.write_string(row, column, legal(value)[:LONGEST], form)
        else:
            out.write_number(row, column, float(value), form)

    def formula(self, out: Worksheet, row: int, at: int, column: Column, sheet: Sheet, said: Row) -> None:
        """Write the formula of a locked column, with the value that it has now."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        keys = [one.key for one in sheet.columns]
        p, r = (xl_rowcol_to_cell(row, keys.index(name)) for name in ("planned", "reached"))
        form = self.style("points" if column.key == "deviation" else "choice", open_=False)
        numbers = measured(said)
        now: float | str = ""
        if column.key == "deviation":
            now, inner = float(numbers["deviation"]) if numbers else "", FORMULA["deviation"].format(p=p, r=r)
        else:
            inner = self.live(self.made.pack, p, r)
            if not inner:
                out.write_blank(row, at, None, form)
                return
            if numbers:
                fitting = next((one for one in rules(self.made.pack) if one.fits(numbers)), None)
                now = self.light(fitting.light if fitting else "none")
        out.write_formula(row, at, f'=IF(AND(ISNUMBER({p}),ISNUMBER({r})),{inner},"")', form, now)

    def live(self, pack: Pack, p: str, r: str) -> str:
        """Return the rules of the progress track as nested IF; empty where a formula cannot work them out."""
        some = rules(pack)
        if not some:
            return ""
        inner = f'"{self.light("none")}"'
        for rule in reversed(some):
            tests = [f"{FORMULA[name].format(p=p, r=r)}{sign}{limit}" for name, sign, limit in rule.when]
            test = tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"
            inner = f'IF({test},"{self.light(rule.light)}",{inner})'
        return inner

    def light(self, name: str) -> str:
        """Return the word for a light, as the list of choices has it."""
        return self.made.lists["light"][WORST.index(name)]

    def validate(self, out: Worksheet, sheet: Sheet, last: int) -> None:
        """Say what may stand in the cells that are filled in."""
        for at, column in enumerate(sheet.columns):
            if column.kind == "date":
                said = say(self.lang, "a date, such as 2026-06-30", "日期，如2026-06-30")
                rule: dict[str, Any] = {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)}
                rule |= {"error_title": say(self.lang, *column.heading), "error_message": said}
            elif column.kind == "share":
                said = say(self.lang, "per cent from 0 to 1000", "0%至1000%")
                rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10}
                rule |= {"error_title": say(self.lang, *column.heading), "error_message": said}
            elif column.kind == "number":
                rule = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
            elif column.kind == "choice":
                place = list(self.made.lists).index(column.choices)
                letter = chr(ord("A") + place)
                end = len(self.made.lists[column.choices])
                rule = {"validate": "list", "source": f"={LISTS}!${letter}$1:${letter}${end}"}
            elif column.kind == "holders":
                units = self.name(UNITS)
                end = HEAD + len(self.made.rows["units"]) + NEW
                # Several may be named in one cell, so what is not in the list is let through.
                rule = {"validate": "list", "source": f"='{units}'!$B${HEAD + 1}:$B${end}", "show_error": False}
            else:
                continue
            out.data_validation(HEAD, at, last, at, {"ignore_blank": True, **rule})

    def lit(self, out: Worksheet, sheet: Sheet, last: int) -> None:
        """Colour the cells of lights by their word."""
        for at, column in enumerate(sheet.columns):
            if column.key in ("live", "verdict", "light"):
                for name, (back, ink) in resources.tokens()["lights"].items():
                    form = self.book.add_format({"bg_color": back, "font_color": ink})
                    rule = {"type": "cell", "criteria": "==", "value": f'"{self.light(name)}"', "format": form}
                    out.conditional_format(HEAD, at, last, at, rule)

    def paper(self, out: Worksheet, sheet: Sheet) -> None:
        """Set the sheet up for A3 landscape, headings on every page."""
        out.set_landscape()
        out.set_paper(A3)
        out.fit_to_pages(1, 0)
        out.repeat_rows(1, HEAD - 1)
        out.set_margins(0.4, 0.4, 0.5, 0.6)
        pack, pages = say(self.lang, *self.made.pack.name), say(self.lang, "Page &P of &N", "第 &P 页，共 &N 页")
        out.set_footer(f"&L{title(self.made)}&C{pages}&R{pack}")
        if sheet is SOURCES:
            out.set_column(1, 1, sheet.columns[1].width)

    def guide(self, out: Worksheet) -> None:
        """Write the sheet that says how to fill in."""
        wrapped = self.book.add_format({"text_wrap": True, "valign": "top", "font_name": FONT})
        bold = self.book.add_format({"bold": True, "font_size": 16, "font_name": FONT})
        out.set_column(0, 0, 110)
        out.write_string(0, 0, title(self.made), bold)
        for number, line in enumerate(guide.lines(self.made), 2):
            out.write_string(number, 0, legal(line), wrapped)
        out.set_paper(A3)
        out.fit_to_pages(1, 0)

    def lists(self) -> None:
        """Write the lists of choices to a sheet that nobody sees."""
        out = self.book.add_worksheet(LISTS)
        lists = list(self.made.lists.values())
        for number in range(max(map(len, lists), default=0)):
            for at, some in enumerate(lists):
                if number < len(some):
                    out.write_string(number, at, some[number])
        out.very_hidden()


def measured(said: Row) -> dict[str, Decimal]:
    """Return the measures that a formula can work out, with the values of a row; none where a share is missing."""
    planned, reached = said.cells.get("planned"), said.cells.get("reached")
    if not isinstance(planned, Decimal) or not isinstance(reached, Decimal):
        return {}
    ratio = reached / planned if planned else Decimal(1)
    return {"deviation": (reached - planned) * 100, "ratio": ratio, "met": Decimal(reached >= planned)}


def tall(columns: Sequence[Column], row: Row) -> float:
    """Return the height of a row in points: as many lines as its longest cell has, folded ones left out."""
    most = 1
    for column in columns:
        said = row.cells.get(column.key)
        if isinstance(said, str) and not column.aside:
            most = max(most, sum(max(1, -(-width(line) // int(column.width - 1))) for line in said.split("\n")))
    return min(409.0, 6 + LINE * most)


def rules(pack: Pack) -> tuple[Rule, ...]:
    """Return the rules of the first track that judges progress; none where a formula cannot work them out."""
    track = next((each for each in pack.tracks if not each.milestone), None)
    if track is None:
        return ()
    some = tuple(rule for rule in track.rules if all(name != "made-up" for name, _, _ in rule.when))
    able = all(name in FORMULA for rule in some for name, _, _ in rule.when)
    return some if able else ()
