"""A workbook or CSV file as it comes back: rows by machine name of their columns, and what cannot be used, by address.

Sheets are known by their hidden cell A1 and columns by the hidden first row, so that both may be moved or renamed;
where a row or cell of these is gone, by the name of the sheet and by the headings.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from jbgraph.errors import JbgraphError
from jbgraph.reasons import reason
from jbgraph.workbook.parsing import Raw, text
from jbgraph.workbook.sheets import HEAD, INSTALL, READ_BACK, Export, Sheet, unmark

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
LARGEST = 100 << 20  # bytes, unpacked too
ROWS = 200_000
Two = tuple[str, str]
Grid = list[list[Any]]


class Problem(NamedTuple):
    """Something that cannot be read as it stands.

    :ivar where: sheet and cell, such as `作战图!K12`; only the sheet, or nothing, where it is about all of it.
    :ivar said: as (English, Chinese).
    """

    where: str
    said: Two


@dataclass(frozen=True)
class Line:
    """A row: its number as the sheet shows it, its cells by column, and the address of each."""

    number: int
    cells: dict[str, Raw]
    letters: dict[str, str]


@dataclass
class Part:
    """A sheet that was read.

    :ivar missing: columns that are not there; nothing is read of them.
    """

    sheet: Sheet
    name: str
    lines: list[Line] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def at(self, line: Line, key: str) -> str:
        """Return the address of a cell."""
        return f"{self.name}!{line.letters.get(key, '')}{line.number}"


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
    marks = {name: unmark(text(grid[0][0])) for name, (grid, _) in grids.items() if grid and grid[0]}
    exports = {export._replace(sheet="") for export in marks.values() if export}
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


def part(sheet: Sheet, name: str, grid: Grid, merged: set[tuple[int, int]], book: Book) -> Part:
    """Return the rows of a sheet.

    :param merged: cells, by row and column from 0, that a merge hides.
    """
    from openpyxl.utils import get_column_letter

    heads = [row for row in grid[:HEAD] if sum(bool(sheet.column(text(cell))) for cell in row) > 1]
    places: dict[str, int] = {}
    if grid and unmark(text(grid[0][0])):
        places["id"] = 0
    for row in heads:
        for at, cell in enumerate(row):
            column = sheet.column(text(cell))
            if column:
                places.setdefault(column.key, at)
    found = Part(sheet, name, missing=[column.key for column in sheet.columns if column.key not in places])
    for key in found.missing:
        column = sheet.column(key)
        if column and (column.filled or key == "id"):
            en, zh = column.heading
            said = f"the column “{en}” is missing; nothing of it is read", f"缺少“{zh}”一列，该列不读入"
            (book.problems if key == "id" else book.notices).append(Problem(name, said))
    first = max((grid.index(row) for row in heads), default=-1) + 1
    letters = {key: get_column_letter(at + 1) for key, at in places.items()}
    for number, row in enumerate(grid[first:], first + 1):
        cells: dict[str, Raw] = {}
        for key, at in places.items():
            if (number - 1, at) in merged:
                column = sheet.column(key)
                if column and column.filled:
                    book.problems.append(
                        Problem(
                            f"{name}!{letters[key]}{number}",
                            ("the cell is merged with another; unmerge them", "单元格已合并，请取消合并"),
                        )
                    )
                continue
            cells[key] = row[at] if at < len(row) else None
        if any(text(cell) for key, cell in cells.items()):
            found.lines.append(Line(number, cells, letters))
    return found


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
            grids[name] = ([list(row) for row in sheet.to_python(skip_empty_area=False)], hidden)
    except JbgraphError:
        raise
    except Exception as error:  # the reader has an exception for each format
        raise unusable(path, "it is damaged, or no workbook", "文件已损坏，或不是工作簿") from error
    return grids


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
    grid: Grid = [list(row) for row in csv.reader(io.StringIO(said), delimiter=separator)]
    return {path.stem: (grid, set())}


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
