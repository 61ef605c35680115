"""A workspace for the tests of workbooks, and where its workbook goes."""

from __future__ import annotations

from pathlib import Path

import loop
import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a new workspace."""
    (tmp_path / "space").mkdir()
    return loop.workspace(tmp_path / "space")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a workbook is to be written."""
    return tmp_path / "plan.xlsx"
