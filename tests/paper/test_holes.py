"""What a thing lacks is drawn on its box, and nowhere else; the legend explains and counts it."""

from __future__ import annotations

from collections import Counter

import pytest
from papers import sized

from jbgraph.drawings import Drawing
from jbgraph.paper import draw
from jbgraph.paper.scene import Group, Rect, Text

SIGNS = {
    "zh": {"project": "项", "metric": "标", "responsibility": "责", "horizon": "时"},
    "en": {"project": "P", "metric": "M", "responsibility": "N", "horizon": "T"},
}
WORDS = {
    "zh": {"project": "无项目 {}", "metric": "无指标 {}", "responsibility": "无责任主体 {}", "horizon": "无时限 {}"},
    "en": {
        "project": "no project: {}", "metric": "no metric: {}", "responsibility": "nobody named: {}",
        "horizon": "no time limit: {}",
    },
}  # fmt: skip


def framed(group: Group) -> list[str]:
    """Return the letters that stand alone in the frame drawn just before them."""
    pairs = zip(group.items, group.items[1:], strict=False)
    return [
        text.text
        for frame, text in pairs
        if isinstance(frame, Rect) and frame.stroke and not frame.fill
        and isinstance(text, Text) and len(text.text) == 1
        and frame.x <= text.x <= frame.x + frame.w and frame.y <= text.y <= frame.y + frame.h
    ]  # fmt: skip


@pytest.mark.parametrize("size", ["A4", "A3", "A0", "fit"])
@pytest.mark.parametrize("name", ["20-zh", "100-en", "600-zh"])
def test_each_hole_stands_on_the_box_of_its_thing(samples: dict[str, Drawing], name: str, size: str) -> None:
    drawing = sized(samples[name], size)
    made = draw.drawn(drawing, draw.Report("svg"))
    lacks: dict[str, list[str]] = {}
    for hole in drawing.map.holes:
        lacks.setdefault(hole.node, []).append(SIGNS[drawing.lang][hole.lacks])
    assert lacks
    wanted = Counter((made.contents.labels[iri], "".join(letters)) for iri, letters in lacks.items())
    shown: Counter[tuple[str, str]] = Counter()
    for page in made.pages():
        for group in page.groups:
            letters = framed(group) if group.role == "thing" else []
            if letters:
                shown[group.title.rpartition(" · ")[0], "".join(letters)] += 1
    assert shown == wanted


@pytest.mark.parametrize("name", ["100-zh", "100-en"])
def test_the_legend_explains_and_counts_them(samples: dict[str, Drawing], name: str) -> None:
    drawing = sized(samples[name], "A3")
    counts = Counter(hole.lacks for hole in drawing.map.holes)
    for page in draw.drawn(drawing, draw.Report("svg")).pages():
        (legend,) = [group for group in page.groups if group.role == "legend"]
        said = {item.text for item in legend.items if isinstance(item, Text)}
        assert {WORDS[drawing.lang][key].format(count) for key, count in counts.items()} <= said
        assert framed(legend) == [SIGNS[drawing.lang][key] for key in SIGNS["zh"] if counts[key]]


def test_a_map_without_holes_has_no_signs_of_them(empty: Drawing) -> None:
    for page in draw.drawn(sized(empty, "A4"), draw.Report("svg")).pages():
        assert not [letter for group in page.groups for letter in framed(group)]
