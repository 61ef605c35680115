"""A workspace with a draft to review."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from workspaces import drafted, made, written

from jbgraph.extraction.folder import Opened, open_draft
from jbgraph.workspace import Workspace, opened


@pytest.fixture(scope="session")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a draft, to be copied."""
    home = made(tmp_path_factory.mktemp("review") / "w")
    drafted(home, written(tmp_path_factory.mktemp("files")))
    return home.folder


@pytest.fixture
def home(reviewed: Path, tmp_path: Path) -> Workspace:
    """A workspace that a test may change."""
    return opened(Path(shutil.copytree(reviewed, tmp_path / "w")))


@pytest.fixture
def draft(home: Workspace) -> Opened:
    """Its draft."""
    return open_draft(home.drafts / "plan-2022")
