"""What headings open: the part of the report that a section belongs to, and the year it speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jbgraph.extraction import parts
from jbgraph.extraction.findings import Part, Section


class Openings:
    """Tells the part and the year of sections, asked in the order of the document.

    :param title: of the document.
    :param year: the year the plan is for; None where it is not known.
    """

    def __init__(self, title: str, year: int | None, rules: Mapping[str, Any]) -> None:
        self._rules = rules
        self._plan = year
        self._many_years = parts.is_outline(title, rules)
        self._running = bool(re.search(rules["year"]["running"], title))  # done is of the same year
        self._before: Part | None = None  # the part of the last heading of the first rank

    def of(self, title: str, above: Section, rank: int, *, lone: bool) -> tuple[Part, int | None]:
        """Return the part and the year of a section.

        :param rank: of its heading, as in `Section`.
        :param lone: whether it is a heading of news, which numbers none.
        """
        part = self._lone(title) if lone else self._part(title, above)
        if rank == 1:
            self._before = part
        return part, self._year(title, above, part)

    def _part(self, title: str, above: Section) -> Part:
        own = parts.part_of(title, self._rules)
        if above.rank and parts.is_mixed(above.title, self._rules):
            return own or "to-do"
        if above.part in ("done", "to-do", "other") and above.rank >= 1 and not self._many_years:
            # Below a review the heading 主要任务完成情况 is a review too; only aims in a part of tasks stand out.
            return "arranged" if above.part == "to-do" and own == "arranged" else above.part
        if own:
            return own
        if above.part == "front" or above.rank == 0:
            return self._unnamed(title)
        return above.part

    def _lone(self, title: str) -> Part:
        """Return the part of a heading of news: what was done, else nothing that its reader could rely on."""
        printed = parts.bare_years(title)
        past = bool(self._plan and printed and max(printed) < self._plan)
        return "done" if past or parts.part_of(title, self._rules) == "done" else "other"

    def _unnamed(self, title: str) -> Part:
        """Return the part of a heading of the first rank whose words do not tell: by its year, else by what came."""
        printed = parts.years(title)
        if self._plan and printed:
            return "done" if max(printed) < self._plan else "to-do"
        if self._before in ("arranged", "to-do"):
            return "to-do"
        if re.search(self._rules["parts"]["imperative"], title) and (self._before or self._many_years):
            return "to-do"
        return "done" if self._before == "done" and not self._many_years else "other"

    def _year(self, title: str, above: Section, part: Part) -> int | None:
        printed = parts.bare_years(title)
        if above.rank >= 1 and above.part == part:
            return printed[-1] if len(printed) == 1 else above.year
        if len(set(printed)) == 1:
            return printed[0]
        if self._plan is None:
            return None
        return self._plan - 1 if part == "done" and not self._running else self._plan
