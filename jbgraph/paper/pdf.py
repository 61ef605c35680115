"""Sheets as PDF, one page each: the fonts embedded as subsets, the text as characters that can be found and copied.

fpdf2 writes it: it embeds TrueType and CFF fonts, also out of a collection, which the common Chinese fonts are.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from jbgraph.paper.fonts import Face, Fonts, lacking
from jbgraph.paper.scene import Icon, Page, Path, Rect, Text
from jbgraph.paper.style import icon


def written(pages: Sequence[Page], fonts: Fonts, title: str, lang: str) -> bytes:
    """Return the sheets as one PDF whose bytes depend on nothing but them.

    :raises JbgraphError: if fpdf2 is not installed.
    """
    try:
        from fpdf import FPDF
    except ImportError as error:
        raise lacking("fpdf2") from error
    logging.getLogger("fpdf").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    document = FPDF(unit="pt")
    document.set_auto_page_break(False)
    document.set_margin(0)
    document.c_margin = 0
    document.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))
    document.set_title(title)
    document.set_creator("jbgraph")
    document.set_lang("zh-Hans" if lang == "zh" else "en")
    for name, face in (("regular", fonts.regular), ("bold", fonts.bold)):
        document.add_font(name, fname=str(face.path), collection_font_number=face.number)
    for page in pages:
        document.add_page(format=(page.width, page.height))
        for group in page.groups:
            for item in group.items:
                put(document, item, fonts)
    return bytes(document.output())


def put(document: Any, item: Rect | Path | Icon | Text, fonts: Fonts) -> None:
    """Draw one item on the page."""
    if isinstance(item, Text):
        face: Face = fonts.face(item.bold)
        wide = face.width(item.text, item.size) if item.anchor != "start" else 0.0
        x = item.x - (wide if item.anchor == "end" else wide / 2)
        document.set_font("bold" if item.bold else "regular", size=item.size)
        document.set_text_color(*rgb(item.fill))
        document.text(x, item.y, item.text)
        return
    if isinstance(item, Rect):
        outline(document, item, rounded(item))
    elif isinstance(item, Icon):
        scale = item.size / 12
        steps: list[tuple[str | float, ...]] = []
        for step in shape(item.type):
            values = [float(value) for value in step[1:]]
            moved = [(item.x if n % 2 == 0 else item.y) + value * scale for n, value in enumerate(values)]
            steps.append((step[0], *moved))
        outline(document, Path((), fill=item.fill), steps)
    else:
        outline(document, item, item.steps)


def outline(document: Any, item: Rect | Path, steps: Sequence[tuple[str | float, ...]]) -> None:
    """Draw a path with the fill and stroke of an item."""
    from fpdf.drawing import PaintedPath
    from fpdf.enums import PathPaintRule, StrokeCapStyle, StrokeJoinStyle

    if not steps or not (item.fill or item.stroke):
        return
    path = PaintedPath(float(steps[0][1]), float(steps[0][2]))
    look = path.style
    look.auto_close = False
    look.paint_rule = (
        PathPaintRule.STROKE_FILL_NONZERO if item.fill and item.stroke
        else PathPaintRule.FILL_NONZERO if item.fill else PathPaintRule.STROKE
    )  # fmt: skip
    look.fill_color = item.fill or None
    look.stroke_color = item.stroke or None
    if item.stroke:
        look.stroke_width = item.width
        look.stroke_dash_pattern = list(item.dash) or None
        look.stroke_cap_style = StrokeCapStyle.ROUND
        look.stroke_join_style = StrokeJoinStyle.ROUND
    for step in steps[1:]:
        values = [float(value) for value in step[1:]]
        if step[0] == "M":
            path.move_to(*values)
        elif step[0] == "L":
            path.line_to(*values)
        elif step[0] == "C":
            path.curve_to(*values)
        else:
            path.close()
    document.draw_path(path, copy=False)


def rounded(one: Rect) -> list[tuple[str | float, ...]]:
    """Return the outline of a rectangle with its corners rounded."""
    x, y, w, h, r = one.x, one.y, one.w, one.h, min(one.r, one.w / 2, one.h / 2)
    if not r:
        return [("M", x, y), ("L", x + w, y), ("L", x + w, y + h), ("L", x, y + h), ("Z",)]
    k = r * 0.4477  # a quarter of a circle as Bézier curve
    return [
        ("M", x + r, y), ("L", x + w - r, y), ("C", x + w - k, y, x + w, y + k, x + w, y + r),
        ("L", x + w, y + h - r), ("C", x + w, y + h - k, x + w - k, y + h, x + w - r, y + h),
        ("L", x + r, y + h), ("C", x + k, y + h, x, y + h - k, x, y + h - r),
        ("L", x, y + r), ("C", x, y + k, x + k, y, x + r, y), ("Z",),
    ]  # fmt: skip


@lru_cache(maxsize=64)
def shape(type_: str) -> tuple[tuple[str | float, ...], ...]:
    """Return the icon of a type as absolute steps of lines and cubic curves."""
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path

    pen = RecordingPen()
    parse_path(icon(type_), pen)
    steps: list[tuple[str | float, ...]] = []
    for verb, points in pen.value:
        flat = [float(value) for point in points for value in point]
        if verb in ("moveTo", "lineTo", "curveTo"):
            steps.append(({"moveTo": "M", "lineTo": "L", "curveTo": "C"}[verb], *flat))
        elif verb == "closePath":
            steps.append(("Z",))
    return tuple(steps)


def rgb(colour: str) -> tuple[int, int, int]:
    """Return a colour as three numbers.

    >>> rgb("#1d4f91")
    (29, 79, 145)
    """
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
