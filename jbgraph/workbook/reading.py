"""A workbook or CSV file as it comes back: rows by machine name of their columns, and what cannot be used, by address.

Sheets are known by their hidden cell A1 and columns by the hidden first row, so that both may be moved or renamed;
where a row or cell of these is gone, by the name of the sheet and by the headings.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jbgraph.errors import JbgraphError
from jbgraph.reasons import reason
from jbgraph.workbook.parsing import Raw, text
from jbgraph.workbook.sheets import HEAD, INSTALL, READ_BACK, Export, Sheet, unmark

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
LARGEST = 100 << 20  # bytes, unpacked too
ROWS = 200_000
Two = tuple[str, str]
Grid = Callable[[], Iterator[list[Any]]]
"""What yields the rows of a sheet, from the first on, each time it is called."""


class Problem(NamedTuple):
    """Something that cannot be read as it stands.

    :ivar where: sheet and cell, such as `作战图!K12`; only the sheet, or nothing, where it is about all of it.
    :ivar said: as (English, Chinese).
    """

    where: str
    said: Two


@dataclass(frozen=True)
class Line:
    """A row: its number as the sheet shows it, and its cells by column.

    :ivar hidden: columns whose cell a merge hides; it is not among the cells.
    """

    number: int
    cells: dict[str, Raw]
    hidden: tuple[str, ...]


@dataclass
class Part:
    """A sheet whose columns are known; its rows are read when they are asked for.

    :ivar places: column → its number from 0.
    :ivar first: how many rows stand before those that are read.
    :ivar merged: cells, by row and column from 0, that a merge hides.
    :ivar missing: columns that are not there; nothing is read of them.
    """

    sheet: Sheet
    name: str
    grid: Grid
    places: dict[str, int]
    first: int
    merged: set[tuple[int, int]]
    missing: list[str]

    def at(self, line: Line, key: str) -> str:
        """Return the address of a cell."""
        return f"{self.name}!{self.letters.get(key, '')}{line.number}"

    @cached_property
    def letters(self) -> dict[str, str]:
        """The letters of the columns."""
        return {key: letter(at) for key, at in self.places.items()}

    def lines(self) -> Iterator[Line]:
        """Yield the rows that hold something."""
        for number, row in enumerate(islice(self.grid(), self.first, None), self.first + 1):
            hidden = tuple(key for key, at in self.places.items() if (number - 1, at) in self.merged)
            cells = {key: row[at] if at < len(row) else None for key, at in self.places.items() if key not in hidden}
            if hidden or any(text(cell) for cell in cells.values()):
                yield Line(number, cells, hidden)


@dataclass
class Book:
    """A file that was read.

    :ivar export: the export it came from.
    :ivar problems: cells that are left out, each with its address.
    :ivar notices: columns that are not there: nothing is read of them, and nothing taken back.
    """

    export: Export
    parts: dict[str, Part]
    problems: list[Problem]
    notices: list[Problem]


def read(path: Path) -> Book:
    """Return what a file holds.

    :raises JbgraphError: if it cannot be opened, is none of ours, or comes from several exports.
    """
    grids = csv_grids(path) if path.suffix.lower() == ".csv" else book_grids(path)
    marks = {name: mark for name, (grid, _) in grids.items() if (mark := corner(grid))}
    exports = {export._replace(sheet="") for export in marks.values()}
    if not exports:
        raise JbgraphError(
            (
                "the file is no workbook of ours, or its first row was deleted",
                "该文件不是本程序导出的工作簿，或首行已被删除",
            ),
            where=str(path),
            hint=("export again, and copy the entries over", "重新导出，再把填写内容复制过去"),
        )
    if len(exports) > 1:
        raise JbgraphError(
            ("its sheets come from different exports", "各表出自不同的导出"),
            where=str(path),
            hint=("import each workbook by itself", "各工作簿分别导入"),
        )
    book = Book(exports.pop(), {}, [], [])
    for name, (grid, merged) in grids.items():
        mark = marks.get(name)
        sheet = next((one for one in READ_BACK if (one.key == mark.sheet if mark else name in one.title)), None)
        if sheet is None:
            continue
        if sheet.key in book.parts:
            book.problems.append(
                Problem(name, ("this sheet is there twice; only the first is read", "此表出现两次，只读第一张"))
            )
            continue
        book.parts[sheet.key] = part(sheet, name, grid, merged, book)
    return book


def letter(column: int) -> str:
    """Return the letters of a column, counted from 0; openpyxl, which has this too, takes 34 MiB to import.

    >>> letter(0), letter(25), letter(26), letter(701), letter(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    before, last = divmod(column, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def corner(grid: Grid) -> Export | None:
    """Return the export that the hidden first cell of a sheet names, None where it names none."""
    first = next(grid(), [])
    return unmark(text(first[0])) if first else None


def part(sheet: Sheet, name: str, grid: Grid, merged: set[tuple[int, int]], book: Book) -> Part:
    """Return a sheet with its columns.

    :param merged: cells, by row and column from 0, that a merge hides.
    """
    heads = {
        number: row
        for number, row in enumerate(islice(grid(), HEAD))
        if sum(bool(sheet.column(text(cell))) for cell in row) > 1
    }
    places: dict[str, int] = {"id": 0} if corner(grid) else {}
    for row in heads.values():
        for at, cell in enumerate(row):
            column = sheet.column(text(cell))
            if column:
                places.setdefault(column.key, at)
    missing = [column.key for column in sheet.columns if column.key not in places]
    for key in missing:
        column = sheet.column(key)
        if column and (column.filled or key == "id"):
            en, zh = column.heading
            said = f"the column “{en}” is missing; nothing of it is read", f"缺少“{zh}”一列，该列不读入"
            (book.problems if key == "id" else book.notices).append(Problem(name, said))
    return Part(sheet, name, grid, places, max(heads, default=-1) + 1, merged, missing)


def book_grids(path: Path) -> dict[str, tuple[Grid, set[tuple[int, int]]]]:
    """Return sheet → cells and merged cells of a workbook.

    :raises JbgraphError: if it cannot be opened, or is too large.
    """
    try:
        from python_calamine import CalamineWorkbook
    except ImportError as error:
        raise JbgraphError(("python-calamine is not installed", "未安装python-calamine"), hint=INSTALL) from error
    data = content(path)
    if path.suffix.lower() not in SUFFIXES:
        raise unusable(path, "its ending is none of " + " ".join(SUFFIXES), "后缀不是 " + " ".join(SUFFIXES))
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                if sum(info.file_size for info in packed.infolist()) > LARGEST:
                    raise unusable(path, "it is too large when unpacked", "解压后过大")
        except zipfile.BadZipFile as error:
            raise unusable(path, "it is damaged", "文件已损坏") from error
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids: dict[str, tuple[Grid, set[tuple[int, int]]]] = {}
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height > ROWS:
                raise unusable(path, f"sheet {name} has more than {ROWS:,} rows", f"{name}表超过{ROWS:,}行")
            hidden = {
                (row, column)
                for (top, left), (bottom, right) in (sheet.merged_cell_ranges or ())
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
                if (row, column) != (top, left)
            }
            grids[name] = (partial(rows, sheet), hidden)
    except JbgraphError:
        raise
    except Exception as error:  # the reader has an exception for each format
        raise unusable(path, "it is damaged, or no workbook", "文件已损坏，或不是工作簿") from error
    return grids


def rows(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """Yield the rows of a sheet from the first cell on."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield [*before, *row]


def csv_grids(path: Path) -> dict[str, tuple[Grid, set[tuple[int, int]]]]:
    """Return the one sheet of a CSV file, in UTF-8 or, as WPS and Excel save it in China, GB 18030.

    :raises JbgraphError: if it is in neither.
    """
    data = content(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            said = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise unusable(path, "it is neither UTF-8 nor GB 18030", "编码既非UTF-8也非GB 18030")
    separator = "\t" if said.partition("\n")[0].count("\t") > said.partition("\n")[0].count(",") else ","
    return {path.stem: (lambda: csv.reader(io.StringIO(said), delimiter=separator), set())}


def content(path: Path) -> bytes:
    """Return the bytes of a file.

    :raises JbgraphError: if it cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise unusable(path, "it is larger than 100 MB", "大于100 MB")
        return path.read_bytes()
    except OSError as error:
        en, zh = reason(error)
        raise JbgraphError((f"the file cannot be read: {en}", f"文件无法读取：{zh}"), where=str(path)) from error


def unusable(path: Path, en: str, zh: str) -> JbgraphError:
    """Return the error for a file that cannot be used."""
    return JbgraphError(
        (f"the workbook cannot be used: {en}", f"工作簿无法使用：{zh}"),
        where=str(path),
        hint=("save it as .xlsx or .csv and try again", "另存为.xlsx或.csv后重试"),
    )
