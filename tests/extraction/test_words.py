"""Rules as files: every family parses, names its confidence, and can be added to by a workspace."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from jbgraph.errors import JbgraphError
from jbgraph.extraction.words import SHIPPED, merged, words

FAMILIES = sorted(file.stem for file in SHIPPED.glob("*.toml"))


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_read(family: str) -> None:
    assert words(family)


@pytest.mark.parametrize("family", ["outline", "indicators"])
def test_every_confidence_is_a_share(family: str) -> None:
    assert all(0 < share < 1 for share in words(family)["confidence"].values())


@pytest.mark.parametrize("family", ["outline", "indicators"])
def test_rules_name_nothing_of_one_district(family: str) -> None:
    """They are the genre's: a list that knew the report they are measured on would prove nothing."""
    text = "".join(strings(words(family)))
    assert not re.search("江北|重庆|渝|观音桥|寸滩|果园港|海尔|长安|两江", text)


def test_a_workspace_adds_takes_away_and_replaces() -> None:
    ours = {"a": {"words": ["x", "y"], "limit": 3}, "rules": [{"name": "r", "v": 1}, {"name": "s", "v": 1}]}
    theirs = {
        "a": {"words": ["-x", "z", "y"], "limit": 5},
        "rules": [{"name": "r", "v": 2}, {"name": "t", "v": 3}],
        "b": 1,
    }
    assert merged(ours, theirs) == {
        "a": {"words": ["y", "z"], "limit": 5},
        "rules": [{"name": "r", "v": 2}, {"name": "s", "v": 1}, {"name": "t", "v": 3}],
        "b": 1,
    }
    assert ours["a"]["words"] == ["x", "y"]


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "outline.toml"
    file.write_text("[theme]\nshare = 0.25\n", "utf-8")
    assert words("outline", tmp_path)["theme"]["share"] == 0.25
    assert words("outline", tmp_path)["theme"]["longest"] == words("outline")["theme"]["longest"]
    file.write_text("[theme]\nshare = 0.125\n", "utf-8")
    assert words("outline", tmp_path)["theme"]["share"] == 0.125


@pytest.mark.parametrize("data", [b"[theme", b"\xff\xfe\x00", b"a = \n"])
def test_a_broken_file_names_its_place(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "outline.toml").write_bytes(data)
    with pytest.raises(JbgraphError, match=r"outline\.toml: the rules cannot be read"):
        words("outline", tmp_path)


def test_a_family_that_is_not_there() -> None:
    with pytest.raises(JbgraphError, match="no rules called outlin") as caught:
        words("outlin")
    assert "outline" in caught.value.hint
