"""The options of paper on the command line: resolution and font."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from papers import sized
from samples import TINY, Run

from jbgraph import JbgraphError, PlanGraph, exporters
from jbgraph.drawings import Drawing
from jbgraph.paper import fonts

MM = 25.4


@pytest.mark.parametrize(("dpi", "wide"), [(50, 297 / MM * 50), (120, 297 / MM * 120)])
@pytest.mark.parametrize("command", [("map",), ("export", "png")])
def test_dpi_sets_the_pixels_of_a_png(
    run: Run, tmp_path: Path, command: tuple[str, ...], dpi: int, wide: float
) -> None:
    ran = run(*command, "--size", "A4", "--dpi", str(dpi), "-o", "map.png", "--graph", str(TINY))
    assert ran.code == 0, ran.err
    across, high = struct.unpack(">II", (tmp_path / "map.png").read_bytes()[16:24])
    assert sorted((across, high))[1] >= wide - 1
    assert min(abs(side - wide) for side in (across, high)) <= 1


def test_a_font_file_is_the_one_that_is_named_in_the_svg(run: Run, tmp_path: Path) -> None:
    face = fonts.found().bold
    ran = run("map", "--font", str(face.path), "-o", "map.svg", "--graph", str(TINY))
    assert ran.code == 0, ran.err
    family = fonts.found(str(face.path)).regular.family
    assert f'"{family}"' in (tmp_path / "map.svg").read_text("utf-8")
    assert family == face.family  # of a collection that of mainland Chinese, not the Japanese one, which is the first


def test_a_font_must_have_the_characters_of_the_map(samples: dict[str, Drawing], tmp_path: Path) -> None:
    """A font with the Chinese of the words 目标项 and no more is refused, with the characters it lacks."""
    subset = pytest.importorskip("fontTools.subset")
    from fontTools.ttLib import TTFont

    face = fonts.found().regular
    small = tmp_path / "small.ttf"
    with TTFont(face.path, fontNumber=face.number) as font:
        cut = subset.Subsetter()
        cut.populate(text="目标项, 0123456789 abc")
        cut.subset(font)
        font.save(small)
    with pytest.raises(JbgraphError, match=r"the font lacks \d+ of the characters") as caught:
        exporters.export(sized(samples["20-zh"], "A4", font=str(small)), "svg")
    labels = "".join(samples["20-zh"].labels.values())
    assert set(caught.value.problem.rpartition(": ")[2].rstrip("…")) <= set(labels) - set("目标项")
    assert exporters.export(sized(samples["20-en"], "A4", font=str(small)), "svg")


def test_the_library_takes_the_same_options(real: PlanGraph) -> None:
    drawn = real.map("社会治理现代化", limit=20)
    sides = struct.unpack(">II", real.draw(drawn, "png", size="A4", dpi="60")[16:24])
    assert [abs(side - long / MM * 60) <= 1 for side, long in zip(sorted(sides), (210, 297), strict=True)] == [True] * 2
    assert "2022年1月" in real.draw(drawn, "svg", date="2022年1月").decode("utf-8")
