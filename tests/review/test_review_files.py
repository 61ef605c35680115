"""The files of a review: the workbook as it looks, and files that are none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from reviews import book_of, rows_of

import jbgraph
from jbgraph import JbgraphError
from jbgraph.extraction.folder import Opened
from jbgraph.review.decisions import read
from jbgraph.review.rows import review
from jbgraph.review.workbook import workbook


def test_doubtful_rows_come_first(draft: Opened, tmp_path: Path) -> None:
    found = [float(row["置信度"]) for row in rows_of(book_of(draft, tmp_path))]
    assert found == sorted(found)
    assert len(found) == len(draft.proposals)


def test_a_row_shows_passage_quote_and_proposal(draft: Opened, tmp_path: Path) -> None:
    row = next(row for row in rows_of(book_of(draft, tmp_path)) if "312.5" in str(row["提议"]))
    assert row["段落原文"] == "2021年，全县地区生产总值达到312.5亿元，同比增长8.2%。"
    assert row["提议"] == "地区生产总值：312.5 亿元 · 实际 · 2021年 · 总量"
    assert row["章节"] == "（一）经济运行稳中向好"
    english = next(row for row in rows_of(book_of(draft, tmp_path, "en")) if "312.5" in str(row["proposal"]))
    assert english["proposal"] == "地区生产总值: 312.5 亿元 · actual · 2021 · level"


def test_the_workbook_is_set_up_for_work_and_paper(draft: Opened, tmp_path: Path) -> None:
    book = load_workbook(book_of(draft, tmp_path))
    assert [sheet.title for sheet in book.worksheets] == ["说明", "陈述", "新事物", "未能理解", "词表"]
    rows = book["陈述"]
    assert rows.freeze_panes == "E2"
    assert rows.print_title_rows == "$1:$1"
    assert rows.page_setup.orientation == "landscape"
    headers = {cell.value: cell.column_letter for cell in rows[1]}
    assert rows.column_dimensions[headers["标识"]].hidden
    lists = {str(rule.sqref).split("2:")[0]: rule.formula1 for rule in rows.data_validations.dataValidation}
    assert lists[headers["决定"]] == '"接受,驳回,更正"'
    assert headers["性质"] in lists
    assert headers["单位"] in lists


def test_text_that_looks_like_a_formula_is_text(draft: Opened, tmp_path: Path) -> None:
    from dataclasses import replace

    hostile = [
        replace(one, content={**one.content, "name": "=1+1"}, quote="=cmd|' /C calc'!A0") for one in draft.proposals
    ]
    made = review(jbgraph.load(draft.folder), replace(draft, proposals=hostile), "zh")
    (tmp_path / "h.xlsx").write_bytes(workbook(made))
    sheet = load_workbook(tmp_path / "h.xlsx").worksheets[1]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n", "inlineStr"}


def test_the_same_draft_gives_the_same_workbook(draft: Opened, tmp_path: Path) -> None:
    assert book_of(draft, tmp_path).read_bytes() == book_of(draft, tmp_path).read_bytes()


def packed(**parts: bytes) -> bytes:
    """Return a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "no review"),
        (b"PK\x03\x04", "no review"),
        (b"{}", "no review"),
        (b"[" * 100_000, "no review"),
        (b'{"form": "jbgraph-decisions", "document": "x", "draft": "y", "decisions": [1]}', "no review"),
        (packed(a=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "no review"),
        (packed(a=b"0" * 210_000_000), "more than 200 MB"),
    ],
    ids=["empty", "half", "json", "deep", "wrong", "entities", "bomb"],
)
def test_a_file_that_is_no_review_is_refused(tmp_path: Path, data: bytes, problem: str) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(data)
    with pytest.raises(JbgraphError, match=problem):
        read(file)


@settings(max_examples=60)
@given(st.binary(max_size=300), st.integers(0, 4000))
def test_a_damaged_workbook_is_refused_or_read(
    reviewed: Path, tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int
) -> None:
    from jbgraph.extraction.folder import open_draft

    folder = tmp_path_factory.mktemp("damaged")
    book = KEPT.setdefault("book", book_of(open_draft(reviewed / "drafts" / "plan-2022"), folder).read_bytes())
    file = folder / "d.xlsx"
    file.write_bytes(book[:at] + junk + book[at + len(junk) :])
    try:
        read(file)
    except JbgraphError as error:
        assert error.hint or error.where


KEPT: dict[str, bytes] = {}
