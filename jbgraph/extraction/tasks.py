"""Which sections are the tasks of the plan, and where numbers are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jbgraph.extraction.findings import Section

COUNTED = ("volume", "portion", "chapter", "article", "comma", "bracket", "figure", "task", "figure-bracket")
_LEAVES = (("figure", "task", "dotted"), ("is", "first"), ("theme",), ("figure-bracket",))
"""Styles of tasks inside a group; the first that a group has are its tasks."""


def tasks(sections: Sequence[Section]) -> set[int]:
    """Return the places of the tasks: in each group of a part to be done the lowest numbered rank, else the group."""
    found: set[int] = set()
    below: dict[int, list[int]] = {}
    for number, section in enumerate(sections):
        if section.parent is not None:
            below.setdefault(section.parent, []).append(number)
    for number, section in enumerate(sections):
        above = sections[section.parent] if section.parent is not None else None
        if section.part == "to-do" and section.rank and (above is None or above.part != "to-do" or above.rank == 0):
            found.update(_inside(sections, below, number))
    return found


def _inside(sections: Sequence[Section], below: dict[int, list[int]], top: int) -> Iterator[int]:
    inner = [child for child in below.get(top, []) if sections[child].style not in ("caption", "box")]
    inner = [child for child in inner if sections[child].part == "to-do"]
    if not inner:
        if sections[top].style != "caption":
            yield top
        return
    groups = [child for child in inner if not any(sections[child].style in leaf for leaf in _LEAVES)]
    for child in groups:
        yield from _inside(sections, below, child)
    for leaf in _LEAVES:
        found = [child for child in inner if sections[child].style in leaf]
        if found and not (groups and leaf == ("theme",)):
            yield from found
            return


def left_out(sections: Sequence[Section]) -> list[tuple[int, int, int]]:
    """Return where a number does not follow the one before: place of the section, number before, number printed.

    A style may start anew in each section above it, or run through all of them, as the tasks 1 to 30 of a plan do.
    """
    found = []
    last: dict[str, int] = {}
    inside: dict[tuple[str, int | None], int] = {}
    for place, section in enumerate(sections):
        if section.ordinal is None or section.style not in COUNTED:
            continue
        key = (section.style, section.parent)
        before = inside.get(key, 0)
        through = last.get(section.style, 0)
        if section.ordinal not in (before + 1, through + 1) and not (section.ordinal == 1 and key not in inside):
            found.append((place, before or through, section.ordinal))
        inside[key] = last[section.style] = section.ordinal
    return found
