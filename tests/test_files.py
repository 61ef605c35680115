"""Output files: whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from jbgraph import JbgraphError, files


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    files.write(path, b"one")
    files.write(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask, "others may read it as any file"


def test_a_failure_leaves_the_old_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.txt"
    files.write(path, b"old")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(JbgraphError, match="cannot be written: No space left on device"):
        files.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_drafts_can_be_discarded_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Path, target: Path) -> None:
        assert len(list(tmp_path.iterdir())) == 1
        files.discard_drafts()
        assert list(tmp_path.iterdir()) == []
        raise OSError(4, "Interrupted")

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(JbgraphError):
        files.write(tmp_path / "out.txt", b"new")


def test_a_missing_folder_and_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(JbgraphError, match="the folder is not there"):
        files.write(tmp_path / "none" / "out.txt", b"")
    with pytest.raises(JbgraphError, match="this is a folder"):
        files.write(tmp_path, b"")
