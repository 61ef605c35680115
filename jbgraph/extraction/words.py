"""Rules and word lists of extraction: files that a person can read, and that a workspace can add to."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jbgraph.errors import JbgraphError

SHIPPED = Path(__file__).resolve().parent / "words"


def words(name: str, extra: Path | None = None) -> Mapping[str, Any]:
    """Return the rules and word lists of one family.

    :param name: `outline`, `indicators`, `figures`, `names` or `links`: `words/<name>.toml`.
    :param extra: a folder that may hold a file of that name with rules of a workspace. Its tables are merged over
        ours: a value takes the place of ours, a list is added to ours, an entry of a list that begins with `-` takes
        that word out of ours, and a table in a list of tables takes the place of ours with the same `name`.
    :raises JbgraphError: if there is no such family, or a file is no TOML.
    """
    own = SHIPPED / f"{name}.toml"
    if not own.is_file():
        raise JbgraphError(
            (f"there are no rules called {name}", f"没有名为{name}的规则"),
            hint=(f"one of {listed()}", f"可用：{listed()}"),
        )
    added = extra / f"{name}.toml" if extra else None
    if added is None or not added.is_file():
        return _one(own, own.stat().st_mtime_ns)
    return _both(own, own.stat().st_mtime_ns, added, added.stat().st_mtime_ns)


def listed() -> str:
    """Return the names of the families, in the order of the alphabet."""
    return ", ".join(sorted(file.stem for file in SHIPPED.glob("*.toml")))


def merged(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Return rules with the rules of a workspace merged over them.

    >>> merged({"a": ["x", "y"], "b": 1}, {"a": ["-x", "z"], "b": 2})
    {'a': ['y', 'z'], 'b': 2}
    """
    result = dict(ours)
    for key, value in theirs.items():
        own = result.get(key)
        if isinstance(own, dict) and isinstance(value, dict):
            result[key] = merged(own, value)
        elif isinstance(own, list) and isinstance(value, list):
            result[key] = _lists(own, value)
        else:
            result[key] = value
    return result


def _lists(ours: list[Any], theirs: list[Any]) -> list[Any]:
    gone = {word[1:] for word in theirs if isinstance(word, str) and word.startswith("-") and len(word) > 1}
    new = [word for word in theirs if not (isinstance(word, str) and word[1:] in gone and word.startswith("-"))]
    named = {entry["name"]: entry for entry in new if isinstance(entry, dict) and "name" in entry}
    kept: list[Any] = []
    for entry in ours:
        if isinstance(entry, dict) and entry.get("name") in named:
            kept.append(named.pop(entry["name"]))
        elif not (isinstance(entry, str) and entry in gone):
            kept.append(entry)
    rest = [entry for entry in new if not isinstance(entry, dict) or entry.get("name", None) in (None, *named)]
    return [*kept, *(entry for entry in rest if entry not in kept)]


@lru_cache(maxsize=64)
def _one(file: Path, _changed: int) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise JbgraphError(
            (f"the rules cannot be read: {error}", f"无法读取规则：{error}"),
            where=str(file),
            hint=("the file must be TOML in UTF-8", "文件须为UTF-8编码的TOML"),
        ) from None


@lru_cache(maxsize=64)
def _both(own: Path, changed: int, added: Path, changed_too: int) -> Mapping[str, Any]:
    return merged(_one(own, changed), _one(added, changed_too))
