"""Sheets as SVG: text as text, fonts by name, no scripts, nothing fetched. Several sheets stand one below another."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from jbgraph.paper.fonts import Fonts
from jbgraph.paper.scene import Group, Icon, Page, Path, Rect, Text
from jbgraph.paper.style import MM, icon, stack

BETWEEN = 18.0  # points from sheet to sheet
BEHIND = "#e6e4de"


def written(pages: Sequence[Page], fonts: Fonts, title: str, lang: str) -> str:
    """Return the sheets as one SVG, sized in millimetres; a mark of direction ends with its line."""
    width = max(page.width for page in pages)
    height = sum(page.height for page in pages) + BETWEEN * (len(pages) - 1)
    many = len(pages) > 1
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width / MM)}mm" height="{number(height / MM)}mm" '
        f'viewBox="0 0 {number(width)} {number(height)}" xml:lang="{"zh-Hans" if lang == "zh" else "en"}" '
        f"font-family={quoteattr(stack(fonts.regular.family))} "
        'style="white-space:pre">',
        f"<title>{escape(title)}</title>",
    ]
    icons = sorted({item.type for page in pages for group in page.groups for item in group.items
                    if isinstance(item, Icon)})  # fmt: skip
    out.append("<defs>")
    out += [f'<path id="i{at}" d="{icon(name)}"/>' for at, name in enumerate(icons)]
    out.append("</defs>")
    if many:
        out.append(f'<rect width="{number(width)}" height="{number(height)}" fill="{BEHIND}"/>')
    known = {name: at for at, name in enumerate(icons)}
    y = 0.0
    for count, page in enumerate(pages, 1):
        out.append(f'<g id="page-{count}" transform="translate(0 {number(y)})">')
        out.append(f'<rect width="{number(page.width)}" height="{number(page.height)}" fill="#fff"/>')
        for group in page.groups:
            out += grouped(group, known)
        out.append("</g>")
        y += page.height + BETWEEN
    out.append("</svg>")
    return "\n".join(out) + "\n"


def grouped(group: Group, icons: dict[str, int]) -> list[str]:
    """Return a group as SVG lines."""
    role = f' class="{group.role}"' if group.role else ""
    title = f"<title>{escape(group.title)}</title>" if group.title else ""
    return [f"<g{role}>{title}", *(item(one, icons) for one in group.items), "</g>"]


def item(one: Rect | Path | Icon | Text, icons: dict[str, int]) -> str:
    """Return one item as SVG."""
    if isinstance(one, Rect):
        box = f'x="{number(one.x)}" y="{number(one.y)}" width="{number(one.w)}" height="{number(one.h)}"'
        rounded = f' rx="{number(one.r)}"' if one.r else ""
        return f"<rect {box}{rounded}{painted(one)}/>"
    if isinstance(one, Path):
        said = "".join(str(step[0]) + " ".join(number(float(value)) for value in step[1:]) for step in one.steps)
        return f'<path d="{said}"{painted(one)}/>'
    if isinstance(one, Icon):
        place = f"translate({number(one.x)} {number(one.y)}) scale({number(one.size / 12, 4)})"
        return f'<use href="#i{icons[one.type]}" transform="{place}" fill="{one.fill}"/>'
    weight = ' font-weight="700"' if one.bold else ""
    anchor = f' text-anchor="{one.anchor}"' if one.anchor != "start" else ""
    place = f'x="{number(one.x)}" y="{number(one.y)}" font-size="{number(one.size)}"'
    return f'<text {place}{weight}{anchor} fill="{one.fill}">{escape(one.text)}</text>'


def painted(one: Rect | Path) -> str:
    """Return fill and stroke as attributes."""
    said = f' fill="{one.fill or "none"}"'
    if one.stroke:
        said += f' stroke="{one.stroke}" stroke-width="{number(one.width)}"'
        if one.dash:
            said += f' stroke-dasharray="{" ".join(number(value) for value in one.dash)}"'
        if isinstance(one, Path):
            said += ' stroke-linecap="round" stroke-linejoin="round"'
    return said


def number(value: float, digits: int = 2) -> str:
    """Return a number without zeros that say nothing.

    >>> number(2.50), number(3.0), number(-0.001)
    ('2.5', '3', '0')
    """
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
