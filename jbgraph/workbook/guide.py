"""What the sheet 说明 says: what may be filled in and how it is read back, and by which rules the lights are given."""

from __future__ import annotations

from jbgraph.rendering import say
from jbgraph.workbook.rows import Content
from jbgraph.working.lights import MEASURES

LINES: tuple[tuple[str, str], ...] = (
    ("White cells may be filled in; grey ones are printed from the graph and are not read back.",
     "白色单元格可填写；灰色单元格由图谱印出，不读回。"),
    ("Several units are parted by 、. The first one named in the column of the lead leads; the others co-operate.",
     "多个单位用“、”分隔。牵头一栏列首位者为牵头，其余为配合。"),
    ("Name units as the sheet of units does; a new unit is a new row there.",
     "单位名称以“单位”表为准；新单位在该表末尾新增一行。"),
    ("New undertakings, milestones and responsibilities are new rows at the end of their sheets, without an ID.",
     "新增事项、节点、责任写在各表末尾的空行，不填编号。"),
    ("To take a value back, empty its cell. A deleted row takes nothing back.",
     "撤回某项内容时清空单元格；删除整行不会撤回任何内容。"),
    ("Progress is reported as of the day above; each day has its own report, and earlier ones stay.",
     "进度按上方截至日填报；每个截至日单独一份，以前的保留。"),
    ("An extension needs the new day and the reason; the day that was set before stays visible.",
     "延期须填新期限与理由；原期限保留可见。"),
    ("A change of the holder of a post needs the day from which on; the former one stays.",
     "岗位换人须填任职起日；前任保留。"),
    ("Do not change the hidden first row and first column: they say what each cell belongs to.",
     "请勿改动隐藏的首行与首列：它们标明各单元格所属。"),
)  # fmt: skip


def lines(made: Content) -> list[str]:
    """Return the paragraphs of the sheet."""
    pack, lang = made.pack, made.lang
    found = [
        say(lang, f"As of {made.export.day.isoformat()}", f"截至日：{made.export.day.isoformat()}"),
        say(lang, f"Export {made.export.name}", f"导出编号：{made.export.name}"),
        "",
        *(say(lang, *line) for line in LINES),
        "",
        say(lang, "Rules of the lights: ", "亮灯规则：") + say(lang, *pack.name),
        f"{pack.issuer} · {pack.date.isoformat()} · {pack.source}",
    ]
    if any(pack.note):
        found.append(say(lang, *pack.note))
    at = 0 if lang == "en" else 1
    for track in pack.tracks:
        for rule in track.rules:
            when = " · ".join(f"{MEASURES[name][at]} {sign} {limit}" for name, sign, limit in rule.when)
            found.append(f"{say(lang, *track.name)}：{say(lang, *rule.why)}（{when}）→ {rule.light}")
    return found
