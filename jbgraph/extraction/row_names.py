"""What the name of a row of a table says: metric, unit, binding mark, and the whole that it is a part of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from jbgraph.extraction.grid import Column
from jbgraph.reading.runs import Run

BRACKET = re.compile(r"[（\[［〔]([^（）\[\]［］〔〕]{1,16})[）\]］〕]")
_NUMBER = re.compile(
    r"^(?:\d{1,2}[、.]|（\d{1,2}）|[①-⑳]|[一二三四五六七八九十]{1,3}[、.]|（[一二三四五六七八九十]{1,3}）)"
)
_INDUSTRIES = ("第一产业", "第二产业", "第三产业")


@dataclass(frozen=True)
class Name:
    """What the name cell of a row says.

    :ivar part: whether it is a part of the row above (其中：, #).
    :ivar numbered: whether it prints a number of its own.
    """

    metric: str
    unit: str
    binding: bool
    part: bool
    numbered: bool = False


class Names:
    """Reads the names of the rows of one table.

    :param unit: what the line 单位 above the table says, one unit or several; empty where there is none.
    """

    def __init__(self, rules: Mapping[str, Any], unit: str) -> None:
        self._rules = rules
        self._units = frozenset(rules["units"]["plain"])
        self._above = [one.strip() for one in re.split("[、，,；;]", unit) if self.is_unit(one.strip())]

    def of(self, text: str, columns: tuple[Column, ...], row: tuple[Run, ...], above: Name | None) -> Name:
        """Return what the name cell of a row says; a part without unit or mark has those of the row above."""
        marks = "".join(self._rules["attribute"]["marks"])
        part = re.match(self._rules["rows"]["part"], text)
        ordinal = next((row[at].text for at, column in enumerate(columns) if column.role == "ordinal"), "")
        bare = text[part.end() :] if part else text
        binding = any(mark in bare for mark in marks)
        bare = re.sub(f"[{re.escape(marks)}]", "", bare).strip()
        plain = _NUMBER.sub("", bare)
        numbered, bare = bool(ordinal) or plain != bare, plain
        unit = ""
        for match in reversed(list(BRACKET.finditer(bare))):
            inner = re.split("[，,；]", match[1])[-1].strip()
            if self.is_unit(inner):
                unit = inner
                bare = (bare[: match.start()] + bare[match.end() :]).strip()
                break
        after = re.search(r"[:：](.{1,6})$", bare)
        if not unit and after and self.is_unit(after[1]):
            unit, bare = after[1], bare[: after.start()]
        for at, column in enumerate(columns):
            cell = row[at].text.strip()
            if column.role == "unit" and cell and not unit:
                unit = re.sub(r"^[（(](.+)[）)]$", r"\1", cell)
            if column.role in ("attribute", "category") and re.search(self._rules["attribute"]["binding"], cell):
                binding = True
        inherits = bool(part) and above is not None and not ordinal
        if inherits and above:
            unit, binding = unit or above.unit, binding or above.binding
        bare = bare.rstrip("：:")
        return Name(bare, unit or self.unit(bare), binding, bool(part), numbered)

    def unit(self, metric: str) -> str:
        """Return the unit of a metric from the line 单位 above the table; of several that which its name goes with."""
        if len(self._above) < 2:
            return self._above[0] if self._above else ""
        rates = [one for one in self._above if one in ("%", "‰", "个百分点", "百分点")]
        if rates and self.measure(metric, "%") in ("growth", "share", "rate"):
            return rates[0]
        others = [one for one in self._above if one not in rates]
        each = [one for one in others if one in ("元", "万元")]
        if len(others) > 1 and each and re.search("人均|收入水平|户均", metric):
            return each[0]
        others = [one for one in others if one not in each] if len(others) > 1 else others
        return others[0] if len(others) == 1 else ""

    @staticmethod
    def follows(name: Name, before: Name | None, above: Name | None) -> Name:
        """Return the name of a row behind 其中：that prints no mark but is of the same whole."""
        if name.part or before is None or not before.part or above is None:
            return name
        place = next((at for at, one in enumerate(_INDUSTRIES) if name.metric.startswith(one)), 0)
        series = bool(place) and before.metric.startswith(_INDUSTRIES[place - 1])
        if not series and not (above.numbered and not name.numbered):
            return name
        return replace(name, part=True, unit=name.unit or above.unit, binding=name.binding or above.binding)

    def of_whole(self, whole: str, part: str) -> str:
        """Return the name of a part: with the measure of a whole that names a group, else behind the whole."""
        group = re.search(self._rules["rows"]["measure"], whole)
        if group is None:
            return f"{whole}：{part}"
        return part if part.endswith(group["measure"]) else part + group["measure"]

    def is_unit(self, text: str) -> bool:
        """Say whether a text is a unit."""
        plain = text.replace("每", "/")
        return all(piece in self._units for piece in re.split("[/·／]", plain)) or bool(
            re.fullmatch(
                r"(?:[十百千万亿]{1,2})?(?:元|人|吨|亩|户|件|家|个|公里|平方米|立方米|千瓦时|美元)(?:/[\u4e00-\u9fffA-Za-z\d]{1,6}){0,2}|微克/立方米|μg/m[3³]",
                plain,
            )
        )

    def measure(self, metric: str, unit: str) -> str:
        """Return the type of a metric, a local name of the vocabulary measure-type."""
        for kind, on_name, on_unit in self._rules["units"]["measures"]:
            if re.search(on_name, metric) and re.search(f"^(?:{on_unit})", unit):
                return str(kind)
        return "level"
