"""What the analytic tables are: one SPARQL and one SQL file each, with the columns in Chinese and English.

A file `tables/<name>.rq` begins with comment lines:

    # en: what the rows are
    # zh: the same in Chinese
    # order: the columns that the rows are sorted by, as text, empty ones first
    # column metric thing: metric // 指标
    # data start_date text: first day of the period // 时期起始日

A `data` column stands only in the formats for programs. Kinds: `thing` an IRI with its name, `things` several, `iri`
one without a name, `source` a passage, `word SCHEME` a concept of a vocabulary (`class` and `property` are those of
the ontology), `figure` a value with what qualifies it, `number`, `text`, `mark` true or false. A line that begins with
`#year` or `#place` belongs to the query where one is given. `tables/<name>.sql` gives the same rows from a snapshot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jbgraph.errors import JbgraphError, Said, meant
from jbgraph.terms import nearest

FOLDER = Path(__file__).parent / "tables"
FIGURE = ("", "_upper", "_words", "_comparator", "_unit", "_quote")
"""What follows the name of a figure column in the names of the columns that it consists of."""
_SAID = re.compile(r"^# (en|zh): (.+)$", re.MULTILINE)
_ORDER = re.compile(r"^# order: (.+)$", re.MULTILINE)
_COLUMN = re.compile(r"^# (column|data) (\w+) (\w+) ?([\w-]*): (.+?) // (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Column:
    """A column of an analytic table.

    :ivar scheme: the vocabulary of a `word`.
    :ivar people: whether it stands in the formats that a person reads.
    """

    name: str
    kind: str
    scheme: str
    said: Said
    people: bool


@dataclass(frozen=True)
class Spec:
    """An analytic table.

    :ivar order: names of the columns that the rows are sorted by, as text, empty ones first.
    :ivar sparql: the query as the file has it, with its `#year` and `#place` lines.
    :ivar sql: the same over the tables of a snapshot.
    """

    name: str
    said: dict[str, str]
    order: tuple[str, ...]
    columns: tuple[Column, ...]
    sparql: str
    sql: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The names of the cells of a row: those of the columns, six for a figure."""
        found: list[str] = []
        for column in self.columns:
            found += [column.name + end for end in FIGURE] if column.kind == "figure" else [column.name]
        return tuple(found)


def names() -> list[str]:
    """Return the names of the tables, sorted."""
    return sorted(file.stem for file in FOLDER.glob("*.rq"))


@cache
def spec(name: str) -> Spec:
    """Return a table by its name.

    :raises JbgraphError: if there is none of that name.
    """
    if name not in names():
        best = nearest(name, names())
        raise JbgraphError(
            (f"there is no table named {name}", f"没有名为{name}的表"), hint=meant(best) if best else ", ".join(names())
        )
    text = (FOLDER / f"{name}.rq").read_text("utf-8")
    columns = tuple(
        Column(found[2], found[3], found[4], (found[5], found[6]), found[1] == "column")
        for found in _COLUMN.finditer(text)
    )
    order = _ORDER.search(text)
    sql = (FOLDER / f"{name}.sql").read_text("utf-8")
    return Spec(name, dict(_SAID.findall(text)), tuple(order[1].split()) if order else (), columns, text, sql)
