"""The smallest graph, copies of it to be spoilt, and what a command printed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import jbgraph
from jbgraph import PlanGraph

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "data" / "qingshi"
Q = "https://w3id.org/jbgraph/qingshi/"
"""The namespace of the invented district in `tests/data/`."""
STATEMENTS = "statements/plan-2030.trig"
DOCUMENT = "documents/plan-2030.ttl"
GRAPH = ("--graph", TINY)
"""The options of a command that name the smallest graph."""
PROGRAMS = "SELECT ?name { ?s a jb:Program ; skos:prefLabel ?name FILTER(LANG(?name) = 'en') } ORDER BY ?name"
"""A query for the names of its two programs."""
CSV = "name\r\nClean River program\r\nGreen Banks program\r\n"
"""Its answer as CSV."""


class Copy:
    """A copy of the smallest graph to be spoilt."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def edit(self, file: str, old: str, new: str) -> Copy:
        """Replace a text that stands exactly once in a file."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), "utf-8")
        return self

    def append(self, file: str, text: str) -> Copy:
        """Add text to the end of a file."""
        with (self.folder / file).open("a", encoding="utf-8") as stream:
            stream.write(text)
        return self

    def load(self) -> PlanGraph:
        """Open the copy as it is now."""
        return jbgraph.load(self.folder, sources=self.folder / "sources")


class Ran:
    """What a command printed and how it ended."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code = code
        self.raw = out
        self.out = out.decode("utf-8", "surrogateescape")
        self.err = err.decode("utf-8")

    def __repr__(self) -> str:
        return f"exit {self.code}\n--- stdout\n{self.out}\n--- stderr\n{self.err}"


Run = Callable[..., Ran]


def environment(**changes: str | None) -> dict[str, str]:
    """Return the environment of a command: this one, the package to be found from anywhere, and the changes.

    Warnings are errors there too. The documents and the language of who runs the tests are left out.
    """
    left_out = dict.fromkeys(("JBGRAPH_SOURCES", "JBGRAPH_LANG", "JBGRAPH_DEBUG", "LC_ALL", "LC_MESSAGES"))
    known = {**os.environ, **left_out, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "PYTHONWARNINGS": "error", **changes}
    return {key: value for key, value in known.items() if value is not None}
