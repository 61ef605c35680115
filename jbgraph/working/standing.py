"""Statements that stand after some imports, in a temporary file, so that many imports take little memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from pyoxigraph import Triple

from jbgraph.working import statements
from jbgraph.working.cells import State
from jbgraph.working.statements import Plain


class Standing:
    """A set of statements that changes import by import."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")  # a file of SQLite's own, which it removes
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute(
            "CREATE TABLE said (subject, predicate, value, language, "
            "PRIMARY KEY (subject, predicate, value, language)) WITHOUT ROWID"
        )

    def change(self, added: Iterable[Triple], withdrawn: Iterable[Triple]) -> None:
        """Add statements, then take others back."""
        self._rows.executemany("INSERT OR IGNORE INTO said VALUES (?, ?, ?, ?)", statements.plain(added))
        self._rows.executemany(
            "DELETE FROM said WHERE (subject, predicate, value, language) = (?, ?, ?, ?)", statements.plain(withdrawn)
        )

    def cells(self) -> State:
        """Return the cells that these statements came from."""
        return statements.cells(Plain(*row) for row in self._rows.execute("SELECT * FROM said ORDER BY 1, 2, 3, 4"))
