"""Formats a map is written in: one module each, with `SUFFIX` and `export`; found by walking the folder.

A format that cannot hold something says so in the report it is given: what was flattened or left out, and how often.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from jbgraph.errors import JbgraphError

if TYPE_CHECKING:
    from jbgraph.drawings import Drawing, Report


FOLDER = Path(__file__).parent


def names() -> list[str]:
    """Return the names of the formats, sorted; a hyphen stands in names where the module has an underscore."""
    return sorted(file.stem.replace("_", "-") for file in FOLDER.glob("*.py") if file.stem != "__init__")


def formats() -> dict[str, str]:
    """Return every format with the suffix of its files, sorted by name.

    Read off the modules as text: to import them all, with the libraries they need, takes longer than to draw a map.
    """
    texts = {name: (FOLDER / f"{name.replace('-', '_')}.py").read_text("utf-8") for name in names()}
    return {name: found[1] for name, text in texts.items() if (found := re.search(r'^SUFFIX = "(.+)"$', text, re.M))}


def by_suffix(file: str, *, sheet: bool = False) -> str:
    """Return the format that the name of a file asks for: the one with the longest suffix that fits.

    :param sheet: whether a wall chart is wanted, where map and wall chart share a suffix.
    :raises JbgraphError: if no format has such a suffix.
    """
    known = {name: suffix for name, suffix in formats().items() if name.startswith("sheet-") == sheet}
    fitting = [(len(suffix), name) for name, suffix in known.items() if file.endswith(suffix)]
    if not fitting:
        raise JbgraphError(
            ("the ending of the file names no format", "文件后缀不代表任何格式"),
            where=file,
            hint=" ".join(sorted(set(known.values()))),
        )
    return max(fitting, key=lambda found: found[0])[1]


def export(drawing: Drawing, form: str, report: Report | None = None) -> bytes:
    """Return a map in a format; what the format cannot hold goes into the report.

    Same map in, same bytes out.

    :raises JbgraphError: if there is no such format, or a library it needs is not installed.
    """
    if form not in names():
        known = ", ".join(names())
        raise JbgraphError((f"maps are not written as {form}", f"不支持格式 {form}"), where="--format", hint=known)
    from jbgraph.drawings import Report

    module = import_module(f"{__name__}.{form.replace('-', '_')}")
    written: bytes = module.export(drawing, report if report is not None else Report(form))
    return written
