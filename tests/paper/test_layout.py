"""What is on the sheets: everything once, nothing over anything else, text in its box, sizes that can be read."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from papers import sized

from jbgraph import PlanGraph, drawings, maps
from jbgraph.drawings import Drawing, Report
from jbgraph.paper import draw
from jbgraph.paper.boxes import AFTER, BEFORE
from jbgraph.paper.fonts import Fonts
from jbgraph.paper.layout import Item, height, lay_out
from jbgraph.paper.notes import ranges
from jbgraph.paper.scene import Page, Rect, Text
from jbgraph.paper.style import SIZES

CASES = [(name, lang, size) for name in ("20", "100", "600") for lang in ("zh", "en") for size in SIZES]


@pytest.fixture(scope="module", params=CASES, ids="-".join)
def made(request: pytest.FixtureRequest, samples: dict[str, Drawing]) -> draw.Map:
    name, lang, size = request.param
    return draw.drawn(sized(samples[f"{name}-{lang}"], size), Report("svg"))


@pytest.fixture(scope="module", params=list(SIZES))
def nasty(request: pytest.FixtureRequest, hostile: Drawing) -> draw.Map:
    return draw.drawn(sized(hostile, request.param), Report("svg"))


def test_everything_is_on_one_sheet(made: draw.Map) -> None:
    complete(made)


def test_everything_hostile_is_on_one_sheet(nasty: draw.Map) -> None:
    complete(nasty)


def complete(made: draw.Map) -> None:
    """Check that each thing is at home once, each relation drawn once, and what is repeated names its page."""
    drawn = made.drawing.map
    assert Counter(iri for sheet in made.sheets for iri in sheet.own) == Counter(node.iri for node in drawn.nodes)
    lines = Counter(edge for sheet in made.sheets for bundle in made.layout(sheet).bundles for edge in bundle.edges)
    assert lines == Counter(drawn.edges)
    home = {iri: page for page, sheet in enumerate(made.sheets, 1) for iri in sheet.own}
    for page, sheet in enumerate(made.sheets, 1):
        for iri in sheet.repeated:
            assert sheet.pages[iri] == (home[iri],)
            assert page in made.sheets[home[iri] - 1].pages[iri], "the home names the pages it is repeated on"


def test_boxes_stand_apart_and_lines_pass_beside_them(made: draw.Map) -> None:
    apart(made)


def test_hostile_boxes_stand_apart(nasty: draw.Map) -> None:
    apart(nasty)


def apart(made: draw.Map) -> None:
    """Check that no two boxes touch, and that lines that pass a layer pass between its boxes."""
    for sheet in made.sheets:
        layout = made.layout(sheet)
        layers: dict[int, list[tuple[float, float]]] = {}
        for box in layout.boxes:
            layers.setdefault(box.layer, []).append((box.y, box.y + box.h))
            assert box.y >= -1e-6
            assert box.y + box.h <= layout.height + 1e-6
        for spans in layers.values():
            spans.sort()
            assert all(one[1] < other[0] for one, other in pairwise(spans))
        for left, width, number in zip(layout.lefts, sheet.widths, range(99), strict=False):
            for bundle in layout.bundles:
                for points in bundle.curves:
                    if abs(points[0] - left) < 1e-9 and abs(points[6] - left - width) < 1e-9:
                        y = points[1]
                        assert not any(low < y < high for low, high in layers.get(number, []))


def test_lines_end_at_boxes_and_are_whole(made: draw.Map) -> None:
    """Each bundle is one connected figure that touches its target and every source."""
    for sheet in made.sheets:
        layout = made.layout(sheet)
        boxes = {box.iri: box for box in layout.boxes}
        for bundle in layout.bundles:
            ends = {(round(c[i], 5), round(c[i + 1], 5)) for c in bundle.curves for i in (0, 6)}
            for iri in {bundle.target, *(edge.source for edge in bundle.edges)}:
                box = boxes[iri]
                sides = (round(box.x, 5), round(box.x + box.w, 5))
                assert any(x in sides and box.y <= y <= box.y + box.h for x, y in ends)
            reached, left = set(), [next(iter(ends))]
            while left:
                point = left.pop()
                reached.add(point)
                for c in bundle.curves:
                    pair = [(round(c[0], 5), round(c[1], 5)), (round(c[6], 5), round(c[7], 5))]
                    left += [other for other in pair if point in pair and other not in reached]
            assert reached == ends


def test_parallel_relations_leave_and_arrive_apart(nasty: draw.Map) -> None:
    for sheet in nasty.sheets:
        seen: dict[tuple[str, int], set[float]] = {}
        for bundle in nasty.layout(sheet).bundles:
            ys = seen.setdefault((bundle.target, bundle.end[2]), set())
            assert all(abs(bundle.end[1] - y) > 0.05 for y in ys)
            ys.add(bundle.end[1])


def test_text_is_in_its_box(made: draw.Map) -> None:
    boxed(made)


def test_hostile_text_is_in_its_box(nasty: draw.Map) -> None:
    boxed(nasty)


def boxed(made: draw.Map) -> None:
    """Check the lines of each box, as they are drawn, against its sides, with the width of the font."""
    for page in made.pages():
        for group in page.groups:
            if group.role == "thing":
                frame = group.items[0]
                assert isinstance(frame, Rect)
                for item in group.items:
                    if isinstance(item, Text):
                        wide = made.fonts.face(item.bold).width(item.text, item.size)
                        assert item.x >= frame.x
                        assert item.x + wide <= frame.x + frame.w + 0.02, item.text
                        assert item.y - 0.8 * item.size >= frame.y - 0.02
                        assert item.y + 0.15 * item.size <= frame.y + frame.h + 0.02
    nodes = made.drawing.nodes
    for sheet in made.sheets:
        for box in made.layout(sheet).boxes:
            content = made.contents.content(box.iri, box.w, box.iri in sheet.own, sheet.pages.get(box.iri, ()))
            size, bold = made.contents.style(nodes[box.iri])
            assert all(made.fonts.face(bold).width(line, size) <= box.w - BEFORE - AFTER + 0.01
                       for line in content.lines)  # fmt: skip
            assert "".join("".join(content.lines).split()) == "".join(made.contents.labels[box.iri].split())


def test_no_text_lies_over_another(made: draw.Map) -> None:
    for page in made.pages():
        assert overlaps(page, made.fonts) == []


def test_no_hostile_text_lies_over_another(nasty: draw.Map) -> None:
    for page in nasty.pages():
        assert overlaps(page, nasty.fonts) == []


def overlaps(page: Page, fonts: Fonts) -> list[tuple[str, str]]:
    """Return pairs of texts whose ink overlaps, and texts that leave the sheet."""
    spans = []
    for text in page.texts():
        wide = fonts.face(text.bold).width(text.text, text.size)
        x = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
        spans.append((text.y - 0.78 * text.size, text.y + 0.1 * text.size, x, x + wide, text.text))
    found = [(text, "off the sheet") for top, bottom, x0, x1, text in spans
             if x0 < 0 or top < 0 or x1 > page.width or bottom > page.height]  # fmt: skip
    spans.sort()
    for number, one in enumerate(spans):
        for other in spans[number + 1 :]:
            if other[0] >= one[1]:
                break
            if one[2] < other[3] - 0.1 and other[2] < one[3] - 0.1 and one[4].strip() and other[4].strip():
                found.append((one[4], other[4]))
    return found


def test_no_word_is_broken(made: draw.Map) -> None:
    for sheet in made.sheets:
        for box in made.layout(sheet).boxes:
            content = made.contents.content(box.iri, box.w, box.iri in sheet.own, sheet.pages.get(box.iri, ()))
            if made.contents.least(box.iri) <= box.w:
                words = made.contents.labels[box.iri].replace("-", "- ").split()
                assert all(word in words for line in content.lines for word in line.replace("-", "- ").split()
                           if word.isascii() and word.isalpha())  # fmt: skip


def test_headings_and_legend_keep_to_the_sheet(made: draw.Map) -> None:
    margin = made.size.margin
    for page in made.pages():
        for group in page.groups:
            if group.role in ("columns", "legend", "notes", "title"):
                for text in group.items:
                    if isinstance(text, Text) and text.anchor == "start":
                        wide = made.fonts.face(text.bold).width(text.text, text.size)
                        assert text.x + wide <= page.width - margin + 0.5, text.text
        heads = sorted(
            (text.y, text.x, text.x + made.fonts.bold.width(text.text, text.size))
            for group in page.groups if group.role == "columns" for text in group.items if isinstance(text, Text)
        )  # fmt: skip
        assert all(one[2] < other[1] for one, other in pairwise(heads) if one[0] == other[0])


def test_a_small_map_has_wide_boxes_rather_than_large_letters(real: PlanGraph) -> None:
    """Eight layers on A4: labels of one or two lines, not of four in narrow columns."""
    drawn = maps.map(real, [real.resolve("寸滩国际新城")], up=True)
    made = draw.drawn(sized(drawings.draw(real, drawn, "zh"), "A4"), Report("svg"))
    (sheet,) = made.sheets
    assert made.planner.lines(sheet, sheet.widths) < 2


def test_pages_in_chinese_are_listed_as_chinese_does() -> None:
    assert ranges([2, 4]) == "2, 4"
    assert ranges([2, 4], "、") == "2、4"


def test_the_goal_is_not_named_twice(samples: dict[str, Drawing]) -> None:
    drawing = samples["100-zh"]
    made = draw.drawn(sized(drawing, "A4"), Report("svg"))
    assert len(made.sheets) > 1
    for page in made.pages():
        titles = [text.text for group in page.groups if group.role == "title" for text in group.items
                  if isinstance(text, Text)]  # fmt: skip
        assert sum(drawing.roots in text for text in titles) == 1


def test_text_can_be_read(made: draw.Map) -> None:
    least = min(made.size.least, made.size.usual * 0.8)
    assert all(sheet.em >= least for sheet in made.sheets)


def test_sheets_have_their_size(made: draw.Map) -> None:
    if made.size.width:
        for sheet in made.sheets:
            assert {sheet.width, sheet.height} == {made.size.width, made.size.height}


def test_sheets_begin_with_a_goal_and_say_so(samples: dict[str, Drawing]) -> None:
    made = draw.drawn(sized(samples["600-zh"], "A4"), Report("svg"))
    goals = [sheet.goal for sheet in made.sheets]
    assert list(dict.fromkeys(goals)) == list(samples["600-zh"].map.roots)
    for page, sheet in zip(made.pages(), made.sheets, strict=True):
        said = [text.text for text in page.texts()]
        assert samples["600-zh"].title in said
        assert any(samples["600-zh"].labels[sheet.goal] in text for text in said)
        assert any(text.endswith(f"共 {len(made.sheets)} 页") for text in said)
        assert "文件载明" in said, "each sheet has the legend"
        assert any(f"{len(made.drawing.map.nodes)} / " in text for text in said)


def test_legend_has_every_type_relation_and_layer(hostile: Drawing) -> None:
    made = draw.drawn(sized(hostile, "A3"), Report("svg"))
    entries = [entry for group in made.frame.entries() for entry in group]
    kinds = Counter(entry.kind for entry in entries)
    assert kinds["type"] == len({node.type for node in hostile.map.nodes})
    assert kinds["relation"] == len({edge.property for edge in hostile.map.edges})
    assert kinds["layer"] == len({edge.layer for edge in hostile.map.edges})


def test_notes_name_every_section(samples: dict[str, Drawing]) -> None:
    drawing = samples["600-zh"]
    made = draw.drawn(sized(drawing, "A3"), Report("svg"))
    cited = {(p.document_label, p.section_label) for p in drawing.passages.values()}
    assert {(note.document, note.section) for note in made.contents.notes.all} >= cited
    for sheet in made.sheets:
        used = {n for iri in sheet.own for n in made.contents.notes.of.get(iri, ())}
        assert {note.number for note in made.contents.notes.used(sheet.own)} == used


def test_date_only_where_given(samples: dict[str, Drawing]) -> None:
    plain = draw.drawn(sized(samples["20-zh"], "A4"), Report("svg"))
    dated = draw.drawn(sized(samples["20-zh"], "A4", date="2026年1月"), Report("svg"))
    assert not any("2026年1月" in text.text for text in plain.pages()[0].texts())
    assert any("2026年1月" in text.text for text in dated.pages()[0].texts())


def test_order_keeps_a_tree_free_of_crossings() -> None:
    """A plain tree is drawn without one crossing, and reads as its outline."""
    from jbgraph.networks import Edge

    items = [Item("r", 0, 1.5)]
    edges = []
    for branch in range(4):
        items.append(Item(f"b{branch}", 1, 1.5))
        edges.append(Edge(f"b{branch}", "r", "p", "stated", ()))
        for leaf in range(3):
            items.append(Item(f"l{branch}{leaf}", 2, 1.5))
            edges.append(Edge(f"l{branch}{leaf}", f"b{branch}", "p", "stated", ()))
    layout = lay_out(items, edges, [8.0, 8.0, 8.0], 4.0, height(items, edges))
    y = {box.iri: box.y for box in layout.boxes}
    assert sorted(y, key=y.__getitem__) == sorted(y, key=lambda iri: (y[iri], iri))
    leaves = [iri for iri in sorted(y, key=y.__getitem__) if iri[0] == "l"]
    assert leaves == sorted(leaves)
    assert [iri for iri in sorted(y, key=y.__getitem__) if iri[0] == "b"] == [f"b{n}" for n in range(4)]
