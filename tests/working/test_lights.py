"""Lights: each rule pack against cases worked out from its source, and packs that differ on the same reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jbgraph import JbgraphError
from jbgraph.working import lights
from jbgraph.working.cells import Key, State
from jbgraph.working.facts import Facts, facts

ROAD = "https://w3id.org/jbgraph/made/road"
STEP = "https://w3id.org/jbgraph/working/step"


def reported(*months: tuple[float | None, float | None]) -> Facts:
    """Return what a thing reported at the ends of January, February …: planned and reached."""
    state: State = {}
    for month, (planned, reached) in enumerate(months, 1):
        at = f"2026-{month:02}-28"
        if planned is not None:
            state[Key(ROAD, "planned", at)] = (str(planned),)
        if reached is not None:
            state[Key(ROAD, "reached", at)] = (str(reached),)
    return facts(state)[ROAD]


def light(pack: str, *months: tuple[float | None, float | None]) -> str:
    """Return the light of the last of these reports."""
    return lights.judge(lights.named(pack), reported(*months), date(2026, len(months), 28)).light


@pytest.mark.parametrize(
    ("reached", "expected"),
    [(60, "green"), (55, "green"), (54.9, "none"), (46, "none"), (45, "yellow"), (25, "yellow"), (24.9, "red")],
)
def test_yinchuan_counts_points_behind_schedule(reached: float, expected: str) -> None:
    assert light("yinchuan-2025", (55, reached)) == expected


@pytest.mark.parametrize(("reached", "expected"), [(40, "green"), (39, "yellow"), (20, "yellow"), (19.9, "red")])
def test_sanya_counts_the_share_of_the_schedule(reached: float, expected: str) -> None:
    assert light("sanya-2022", (40, reached)) == expected


def test_sanya_counts_months_missed_for_districts() -> None:
    assert light("sanya-districts-2022", (10, 10), (20, 19)) == "yellow"
    assert light("sanya-districts-2022", (10, 9), (20, 19)) == "red"
    assert light("sanya-districts-2022", (10, 9), (20, 20)) == "green"


@pytest.mark.parametrize(("reached", "expected"), [(50, "green"), (49, "yellow"), (35, "yellow"), (34.9, "red")])
def test_tianjin_allows_thirty_per_cent_short_of_the_use_of_bonds(reached: float, expected: str) -> None:
    assert light("tianjin-bonds-2022", (50, reached)) == expected


@pytest.mark.parametrize(
    ("growth", "plan", "mean", "expected"),
    [("5", "5", "4", "green"), ("5", "6", "4", "yellow"), ("5", "4", "6", "yellow"), ("-0.1", "-1", "-1", "red"),
     ("0", "0", "0", "green"), ("5", "4", None, "none"), ("3", "4", None, "yellow"), (None, "4", "4", "none")],
)  # fmt: skip
def test_tianjin_compares_growth_with_plan_and_mean(
    growth: str | None, plan: str | None, mean: str | None, expected: str
) -> None:
    numbers = [None if each is None else Decimal(each) for each in (growth, plan, mean)]
    assert lights.judge_growth(lights.named("tianjin-investment-2022"), *numbers).light == expected


def test_ouhai_turns_a_missed_period_yellow_once_it_is_made_up() -> None:
    pack = lights.named("ouhai-2020")
    months = reported((10, 10), (20, 15), (30, 30))
    assert lights.judge(pack, months, date(2026, 2, 28)).light == "red"
    after = lights.judge(pack, months, date(2026, 3, 28))
    assert after.light == "green"
    assert after.before == ((date(2026, 1, 28), "green"), (date(2026, 2, 28), "yellow"))
    assert after.recovered


def test_what_was_late_stays_visible() -> None:
    verdict = lights.judge(lights.named("yinchuan-2025"), reported((40, 5), (50, 50)), date(2026, 2, 28))
    assert (verdict.light, verdict.before, verdict.recovered) == ("green", ((date(2026, 1, 28), "red"),), True)


@pytest.mark.parametrize(
    ("day", "done", "expected"),
    [((2026, 3, 1), None, "none"), ((2026, 3, 20), None, "yellow"), ((2026, 6, 14), None, "yellow"),
     ((2026, 6, 15), None, "red"), ((2026, 6, 15), "2026-06-10", "green")],
)  # fmt: skip
def test_yinchuan_watches_the_start_of_works(day: tuple[int, int, int], done: str | None, expected: str) -> None:
    state: State = {
        Key(STEP, "milestone-of"): (ROAD,), Key(STEP, "name"): ("二期开工",), Key(STEP, "due"): ("2026-03-15",),
    }  # fmt: skip
    if done:
        state[Key(STEP, "done")] = (done,)
    assert lights.judge(lights.named("yinchuan-2025"), facts(state)[ROAD], date(*day)).light == expected


def test_the_worst_track_counts() -> None:
    state: State = {
        Key(STEP, "milestone-of"): (ROAD,), Key(STEP, "name"): ("开工",), Key(STEP, "due"): ("2025-10-01",),
        Key(ROAD, "planned", "2026-01-28"): ("10",), Key(ROAD, "reached", "2026-01-28"): ("10",),
    }  # fmt: skip
    assert lights.judge(lights.named("yinchuan-2025"), facts(state)[ROAD], date(2026, 1, 28)).light == "red"


def test_nothing_reported_has_no_light() -> None:
    pack = lights.named("sanya-2022")
    assert lights.judge(pack, None, date(2026, 1, 1)).light == "none"
    assert light("sanya-2022", (10, None)) == "none"
    assert lights.judge(pack, reported((10, 10)), date(2025, 12, 31)).why == lights.UNREPORTED


def test_every_pack_says_where_it_comes_from() -> None:
    found = lights.packs()
    assert len({pack.issuer for pack in found.values()}) >= 4
    for pack in found.values():
        assert pack.source.startswith("http")
        assert date(2000, 1, 1) < pack.date < date(2026, 12, 31)
        assert all(pack.name)


def test_a_workspace_has_packs_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "lights").mkdir()
    text = (lights.resources.shipped("ontology") / "lights" / "sanya-2022.toml").read_text("utf-8")
    (tmp_path / "lights" / "ours.toml").write_text(text.replace("0.5", "0.8"), "utf-8")
    pack = lights.named("ours", tmp_path)
    assert lights.judge(pack, reported((50, 30)), date(2026, 1, 28)).light == "red"
    with pytest.raises(JbgraphError, match="theirs"):
        lights.named("theirs", tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('ratio = ">= 1"', 'ratio = "about 1"'),
        ('ratio = ">= 1"', 'ratoi = ">= 1"'),
        ('light = "green"', 'light = "grün"'),
        ('issuer = "三亚市投资工作领导小组办公室"', ""),
        ('for = "undertaking"', 'for = "dogs"'),
        ("[[track]]", "[[track"),
    ],
)
def test_a_broken_pack_is_named(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "lights").mkdir()
    text = (lights.resources.shipped("ontology") / "lights" / "sanya-2022.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "lights" / "ours.toml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(JbgraphError) as caught:
        lights.packs(tmp_path)
    assert "ours.toml" in str(caught.value)
