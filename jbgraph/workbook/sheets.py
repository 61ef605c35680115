"""The sheets of the workbook and their columns: what is printed, what may be filled in, and how it is read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

Two = tuple[str, str]
INSTALL = "pip install 'jbgraph[workbook]'"
SEPARATOR = "|"
MARK = "jbgraph"
VERSION = "1"
NEW = 100  # empty rows below, for new things
HEAD = 3  # rows above the first row of data: the hidden one, the title, the headings


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    :ivar key: machine name, printed in the hidden first row; where `kind` is one that is read back it is the field of
        `jbgraph.working.cells`, otherwise a name of its own.
    :ivar kind: `text`, `date`, `share` (per cent), `number`, `holders`, `things`, `choice`; for columns that nobody
        fills in `printed`.
    :ivar choices: vocabulary or list whose labels may stand in the cell.
    :ivar new: whether it is filled in for new rows only.
    :ivar aside: whether it is folded away at first, to keep the sheet narrow enough for paper.
    """

    key: str
    heading: Two
    width: float
    kind: str = "printed"
    choices: str = ""
    new: bool = False
    aside: bool = False

    @property
    def filled(self) -> bool:
        """Whether staff fill it in."""
        return self.kind != "printed"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its key stands in the hidden cell A1, so that it may be renamed."""

    key: str
    title: Two
    columns: tuple[Column, ...]
    frozen: int = 3

    def column(self, key: str) -> Column | None:
        """Return a column by machine name or by a heading in either language."""
        return next((column for column in self.columns if key in (column.key, *column.heading)), None)


ID = Column("id", ("ID", "编号"), 12)
UNDERTAKINGS = Sheet(
    "undertakings",
    ("Wall chart", "作战图"),
    (
        ID,
        Column("name", ("undertaking", "事项"), 30, "text", new=True),
        Column("class", ("class", "类型"), 8, "choice", "class", new=True),
        Column("above", ("part of", "所属"), 18, "things", new=True, aside=True),
        Column("goals", ("goal", "目标"), 16),
        Column("program", ("program", "工程行动"), 16),
        Column("targets", ("targets printed", "文件目标"), 24),
        Column("metrics", ("metrics", "衡量指标"), 16, aside=True),
        Column("horizons", ("time limit printed", "文件时限"), 11),
        Column("printed", ("bodies printed", "文件所述责任"), 18, aside=True),
        Column("due", ("due", "完成期限"), 11, "date"),
        Column("lead", ("lead", "牵头单位"), 15, "holders"),
        Column("cooperate", ("co-operating", "配合单位"), 17, "holders"),
        Column("oversee", ("overseeing", "督查单位"), 13, "holders"),
        Column("stage", ("stage", "阶段"), 8, "choice", "stage"),
        Column("planned", ("planned", "计划进度"), 8.5, "share"),
        Column("reached", ("reached", "实际进度"), 8.5, "share"),
        Column("deviation", ("deviation, points", "偏差（百分点）"), 9),
        Column("live", ("light as filled in", "按所填亮灯"), 8.5),
        Column("verdict", ("light computed", "规则亮灯"), 8.5),
        Column("before", ("lights before", "此前亮灯"), 13),
        Column("light", ("light declared", "申报亮灯"), 8.5, "choice", "light"),
        Column("remark", ("remark on progress", "进展说明"), 22, "text"),
        Column("extended", ("put off to", "延期至"), 11, "date"),
        Column("why", ("reason", "延期理由"), 15, "text"),
        Column("note", ("note", "备注"), 14, "text"),
        Column("evidence", ("passages", "出处"), 14),
    ),
)
METRICS = Sheet(
    "metrics",
    ("Metrics", "指标"),
    (
        ID,
        Column("name", ("metric", "指标"), 36),
        Column("about", ("of", "范围"), 16),
        Column("period", ("period", "时期"), 16),
        Column("unit", ("unit", "单位"), 10),
        Column("target", ("target printed", "文件目标"), 16),
        Column("result", ("actual printed", "文件实际"), 16),
        Column("forecast", ("forecast", "预计完成"), 12, "number"),
        Column("actual", ("actual", "实际完成"), 12, "number"),
        Column("light", ("light computed", "规则亮灯"), 10),
        Column("evidence", ("passages", "出处"), 24),
    ),
    4,
)
RESPONSIBILITIES = Sheet(
    "responsibilities",
    ("Responsibilities", "责任"),
    (
        ID,
        Column("thing", ("undertaking", "事项"), 40, "things", new=True),
        Column("role", ("role", "角色"), 10, "choice", "role", new=True),
        Column("holder", ("unit or post", "单位或岗位"), 28, "holders", new=True),
        Column("person", ("holder of the post", "现任"), 14),
        Column("since", ("since", "起"), 12, "date"),
        Column("until", ("until", "止"), 12, "date"),
    ),
    2,
)
MILESTONES = Sheet(
    "milestones",
    ("Milestones", "节点"),
    (
        ID,
        Column("thing", ("undertaking", "事项"), 40, "things", new=True),
        Column("name", ("milestone", "节点"), 30, "text"),
        Column("due", ("due", "期限"), 12, "date"),
        Column("done", ("done on", "完成日"), 12, "date"),
    ),
    2,
)
UNITS = Sheet(
    "units",
    ("Units", "单位"),
    (
        ID,
        Column("name", ("name", "名称"), 36, "text", new=True),
        Column("class", ("class", "类型"), 10, "choice", "holder", new=True),
        Column("short", ("other names", "简称"), 22, "text", new=True),
        Column("above", ("part of", "隶属"), 28, "things", new=True),
        Column("person", ("holder of the post", "现任"), 14, "text"),
        Column("since", ("since", "任职起"), 12, "date"),
        Column("former", ("held before", "历任"), 30),
    ),
    2,
)
SOURCES = Sheet(
    "sources",
    ("Sources", "来源"),
    (
        ID,
        Column("document", ("document", "文件"), 24),
        Column("section", ("section", "章节"), 36),
        Column("start", ("first character", "起字"), 10),
        Column("end", ("last character", "止字"), 10),
        Column("text", ("text", "原文"), 90),
    ),
    1,
)
GUIDE = Sheet("guide", ("How to fill in", "说明"), ())
SHEETS = (UNDERTAKINGS, METRICS, RESPONSIBILITIES, MILESTONES, UNITS, SOURCES, GUIDE)
READ_BACK = (UNITS, UNDERTAKINGS, RESPONSIBILITIES, MILESTONES, METRICS)
"""Sheets that are read back, in this order: units first, so that the others can name new ones."""


class Export(NamedTuple):
    """What the hidden cell A1 of every sheet says: which export this is.

    :ivar place: namespace prefix of the workspace, so that a file is not read into another one.
    :ivar day: the day that progress is reported as of.
    :ivar last: name of the last import before the export, empty where there was none: what the cells held then.
    """

    sheet: str
    place: str
    day: date
    last: str

    def mark(self) -> str:
        """Return the text of the cell."""
        return SEPARATOR.join((MARK, VERSION, self.sheet, self.place, self.day.isoformat(), self.last or "-"))

    @property
    def name(self) -> str:
        """The export in one word, for the record of an import."""
        return f"{self.day.isoformat()}/{self.last or '-'}"


def unmark(text: str) -> Export | None:
    """Return the export that a cell A1 names; None where it is not one of ours.

    >>> unmark(Export("units", "made", date(2026, 3, 31), "").mark())
    Export(sheet='units', place='made', day=datetime.date(2026, 3, 31), last='')
    """
    parts = text.strip().lstrip("\ufeff").split(SEPARATOR)
    if len(parts) != 6 or parts[0] != MARK or parts[1] != VERSION:
        return None
    try:
        day = date.fromisoformat(parts[4])
    except ValueError:
        return None
    return Export(parts[2], parts[3], day, "" if parts[5] == "-" else parts[5])
