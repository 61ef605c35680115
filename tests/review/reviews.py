"""Workbooks of a review, filled in as a person does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jbgraph
from jbgraph.extraction.folder import Opened, open_draft
from jbgraph.review.accept import Outcome, accept
from jbgraph.review.decisions import read
from jbgraph.review.rows import review
from jbgraph.review.workbook import workbook
from jbgraph.workspace import Workspace

Cells = Mapping[str, Any]


def book_of(draft: Opened, folder: Path, lang: str = "zh") -> Path:
    """Return the workbook of a draft as it is now."""
    path = folder / f"{draft.sheet.document}.xlsx"
    now = open_draft(draft.folder)
    path.write_bytes(workbook(review(jbgraph.load(draft.folder), now, lang)))
    return path


def rows_of(path: Path, sheet: int = 1) -> list[dict[str, Any]]:
    """Return the rows of a sheet by their headers."""
    from openpyxl import load_workbook

    cells = [[cell.value for cell in row] for row in load_workbook(path).worksheets[sheet].iter_rows()]
    return [dict(zip(map(str, cells[0]), row, strict=True)) for row in cells[1:]]


def fill(path: Path, decide: Callable[[Cells], Cells], things: Callable[[Cells], Cells] | None = None,
         reviewer: str = "张三") -> Path:  # fmt: skip
    """Fill a workbook in: what a function returns for a row is written into its columns."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.worksheets[0]["B3"] = reviewer
    for sheet, answer in ((book.worksheets[1], decide), (book.worksheets[2], things)):
        if answer is None:
            continue
        headers = [str(cell.value) for cell in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            said = answer(dict(zip(headers, (cell.value for cell in row), strict=True)))
            for header, value in said.items():
                row[headers.index(header)].value = value
    book.save(path)
    return path


def everything(row: Cells) -> Cells:
    """Accept a row."""
    return {"决定": "接受"}


def accepted(path: Path, home: Workspace, **options: Any) -> Outcome:
    """Take a workbook over."""
    return accept(read(path), home, **options)
