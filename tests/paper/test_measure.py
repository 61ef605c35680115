"""Lines of text: where they break, and how wide they are."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgraph.errors import JbgraphError
from jbgraph.paper import fonts
from jbgraph.paper.measure import NOT_FIRST, NOT_LAST, hanging, plain, running, wrapped

TEXT = "建设“1+10”框架，推进（新能源）汽车、《规划》等：2025年达到95%以上；Take the lead in modernising."


@pytest.mark.parametrize("width", [4.0, 5.5, 7.0, 9.0, 14.0, 40.0])
def test_chinese_breaks_as_it_should(width: float) -> None:
    face = fonts.found().regular
    lines = wrapped(TEXT, face, 1.0, width)
    assert "".join("".join(lines).split()) == "".join(TEXT.split())
    assert all(face.width(line, 1.0) <= width + 1e-9 for line in lines)
    if width >= 7:
        assert not any(line[0] in NOT_FIRST for line in lines)
        assert not any(line[-1] in NOT_LAST for line in lines)
        assert not any(line[-1:].isalpha() and line[-1:].isascii() and after[:1].isalpha() and after[:1].isascii()
                       and " " + after.split()[0] not in TEXT for line, after in pairwise(lines)
                       )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("精细化、社会化、智能化、法治化社会治理", 13.0, ("精细化、社会化、", "智能化、法治化社会治理")),
        ("具有全国影响力的汽车创新与研发基地", 10.0, ("具有全国影响力的", "汽车创新与研发基地")),
        ("共建共治共享的智慧化社会治理新格局", 10.0, ("共建共治共享的", "智慧化社会治理新格局")),
        ("率先推进城市能级现代化", 7.0, ("率先推进城市", "能级现代化")),
    ],
)
def test_a_label_breaks_where_a_reader_would_pause(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert wrapped(text, fonts.found().regular, 1.0, width) == lines


def test_english_breaks_after_a_hyphen_and_not_within_a_word() -> None:
    lines = wrapped("Party building leads in settling property-management disputes", fonts.found().regular, 1.0, 8.0)
    assert " ".join(lines).replace("- ", "-") == "Party building leads in settling property-management disputes"
    assert "property-" in [line.split()[-1] for line in lines]


def test_a_number_of_a_note_stays_with_its_section() -> None:
    said = " ".join(f"[{number}]\u00a0Section" for number in range(1, 30))
    lines = running(said, fonts.found().regular, 1.0, 11.0)
    assert not any(line.endswith("]") for line in lines)
    assert " ".join(lines) == said


def test_an_opening_mark_hangs_out() -> None:
    face = fonts.found().regular
    assert hanging("“两高”示范区", face) > 0
    assert hanging('"1+10"', face) == 0 == hanging("示范区“两高”", face)


def test_a_short_quotation_is_not_broken() -> None:
    face = fonts.found().regular
    assert any("“两高”" in line for line in wrapped("全市“两高”示范区", face, 1.0, 5.0))


@given(st.text(max_size=120), st.floats(2, 30))
def test_any_text_fits_and_is_whole(text: str, width: float) -> None:
    face = fonts.found().regular
    said = plain(text)
    lines = wrapped(said, face, 1.0, width)
    assert "".join("".join(lines).split()) == "".join(said.split())
    assert all(face.width(line, 1.0) <= width + 1e-9 or len(line) == 1 for line in lines)


def test_without_a_chinese_font_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "by_fontconfig", dict)
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path),))
    monkeypatch.delenv("JBGRAPH_FONT", raising=False)
    fonts.installed.cache_clear()
    try:
        with pytest.raises(JbgraphError) as caught:
            fonts.found()
    finally:
        fonts.installed.cache_clear()
    assert "fonts-noto-cjk" in caught.value.hint
    assert "字体" in caught.value.message("zh")


def test_fonts_are_found_without_fontconfig(monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/usr/share/fonts").is_dir():
        pytest.skip("no /usr/share/fonts")
    known = fonts.found()
    monkeypatch.setattr(fonts, "by_fontconfig", dict)
    fonts.installed.cache_clear()
    try:
        walked = fonts.found()
    finally:
        fonts.installed.cache_clear()
    assert walked.regular.family == known.regular.family
    assert walked.bold.path == known.bold.path


def test_a_font_file_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    known = fonts.found().regular
    assert fonts.found(str(known.path)).regular.path == known.path
    with pytest.raises(JbgraphError, match="not there"):
        fonts.found(str(tmp_path / "none.ttf"))
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    monkeypatch.setenv("JBGRAPH_FONT", str(broken))
    with pytest.raises(JbgraphError, match="cannot be read"):
        fonts.found()
