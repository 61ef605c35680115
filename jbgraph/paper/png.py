"""Sheets as PNG: the SVG of the sheets, rasterised by resvg with the very fonts they were measured in."""

from __future__ import annotations

import math
from collections.abc import Sequence

from jbgraph.errors import JbgraphError
from jbgraph.paper import svg
from jbgraph.paper.fonts import Fonts, lacking
from jbgraph.paper.scene import Page

LARGEST = 120_000_000  # pixels
DPI = {"A4": 200, "A3": 150, "A0": 100, "fit": 144}


def written(pages: Sequence[Page], fonts: Fonts, title: str, lang: str, dpi: float) -> bytes:
    """Return the sheets as one PNG, one below another; coarser than asked where it would pass LARGEST pixels.

    :raises JbgraphError: if resvg is not installed.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise lacking("resvg-py") from error
    text = svg.written(pages, fonts, title, lang)
    wide = round(extent(pages)[0] * scale(pages, dpi))
    files = list(dict.fromkeys(str(face.path) for face in (fonts.regular, fonts.bold)))
    known = fonts.regular.missing("".join(one.text for page in pages for one in page.texts()))
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=text, width=wide, dpi=96, font_files=files, skip_system_fonts=not known,
            font_family=fonts.regular.family, sans_serif_family=fonts.regular.family, languages=[],
        )
    )  # fmt: skip


def extent(pages: Sequence[Page]) -> tuple[float, float]:
    """Return how wide and high the sheets are one below another, in points."""
    return max(page.width for page in pages), sum(page.height + svg.BETWEEN for page in pages) - svg.BETWEEN


def scale(pages: Sequence[Page], dpi: float) -> float:
    """Return pixels for each point."""
    width, height = extent(pages)
    return min(dpi / 72, math.sqrt(LARGEST / (width * height)), 60_000 / max(width, height))


def resolution(asked: str, size: str) -> float:
    """Return the dots per inch that the option `dpi` asks for, or those that suit the size.

    :raises JbgraphError: if it is no number from 20 to 1200.
    """
    if not asked:
        return float(DPI[size])
    if not asked.isdigit() or not 20 <= int(asked) <= 1200:
        raise JbgraphError((f"{asked} is no resolution", f"{asked} 不是分辨率"), where="--dpi", hint="20–1200")
    return float(asked)
