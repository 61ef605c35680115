"""The commands of the working loop, as a person runs them: export, import, history, undo, due."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import loop
import pytest
from icalendar import Calendar
from loop import Edit
from samples import environment

from jbgraph import loading
from jbgraph.working import ledger

START = [sys.executable, "-m", "jbgraph"]


def run(*args: str | Path, code: int = 0, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in Chinese and expect an exit code."""
    done = subprocess.run(
        [*START, *map(str, args), "--lang", "zh"], capture_output=True, text=True, encoding="utf-8", check=False,
        env=environment(), cwd=cwd,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace as `jbgraph init` makes it, with the made-up register."""
    home = tmp_path_factory.mktemp("commands") / "space"
    run("init", home, "--place", "演示区", "--prefix", loop.PLACE)
    for file in (home / "register").iterdir():
        file.unlink()
    return loop.workspace(home)


@pytest.fixture
def home(space: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(space, tmp_path / "space"))


def fill(path: Path) -> None:
    """Fill a workbook in."""
    opened = Edit(path.read_bytes(), path)
    opened.set("undertakings", "一号桥", due="2026-04-30", lead="甲局", planned=0.4, reached=0.2)
    opened.set("milestones", opened.empty("milestones"), thing="二号路", name="路基完成", due="2026-05-20")
    opened.save()


def export(home: Path, path: Path) -> Path:
    """Export the workbook by the command."""
    run("workbook", "export", "-o", path, "--graph", home, "--as-of", "2026-03-31")
    return path


def test_the_loop_by_commands(home: Path, tmp_path: Path) -> None:
    plan = export(home, tmp_path / "plan.xlsx")
    fill(plan)
    back = ("workbook", "import", plan, "--by", "督查室", "--workspace", home)
    dry = run(*back, "--dry-run")
    assert "2026-04-30" in dry.stdout
    assert not list((home / "working").glob("*.trig"))
    done = run(*back)
    assert dry.stdout == done.stdout
    (made,) = ledger.imports(home)
    assert made.name in done.stderr
    assert "无须写入" in run(*back).stderr
    # From inside the workspace no option is needed.
    told = run("history", "一号桥", cwd=home)
    assert "2026-04-30" in told.stdout
    assert "督查室" in told.stdout
    assert made.name in run("history", cwd=home).stdout
    assert "working:" not in run("validate", code=1, cwd=home).stdout  # what is wrong is the made-up document
    run("undo", made.name, "--by", "甲局", cwd=home)
    assert ledger.holds(ledger.imports(home)) == {}
    assert "没有导入" in run("undo", "20000101T000000Z-001", "--by", "甲局", code=2, cwd=home).stderr


def test_the_due_list_in_every_form(home: Path, tmp_path: Path) -> None:
    plan = export(home, tmp_path / "plan.xlsx")
    fill(plan)
    run("workbook", "import", plan, "--by", "督查室", "--workspace", home)
    ask = ("due", "--graph", home, "--as-of", "2026-04-01")
    soon = run(*ask, "--within", "30d", "--format", "csv").stdout.splitlines()
    assert [line.split(",")[:3] for line in soon[1:]] == [["2026-04-30", "29", "一号桥"]]
    assert "银川" in soon[0]  # the rules are named where the lights are
    assert "黄灯" in soon[1]
    both = run(*ask, "--within", "60d", "--format", "markdown").stdout
    assert "路基完成" in both
    assert "一号桥" not in run(*ask, "--unit", "乙局").stdout
    assert "一号桥" in run(*ask, "--unit", "甲局").stdout
    late = run("due", "--graph", home, "--as-of", "2026-05-02", "--within", "0", "--format", "csv").stdout
    assert "2026-04-30,-2,一号桥" in late
    run(*ask, "--format", "xlsx", "-o", tmp_path / "due.xlsx")
    run(*ask, "--format", "ics", "-o", tmp_path / "due.ics")
    events = Calendar.from_ical((tmp_path / "due.ics").read_bytes()).walk("VEVENT")
    assert [(str(one["summary"]), one.decoded("dtstart").isoformat()) for one in events] == [
        ("一号桥", "2026-04-30"), ("二号路 · 路基完成", "2026-05-20"),
    ]  # fmt: skip
    # A document prints that the bridge is to be done in 2026; the day that staff set goes before.
    year = run(*ask, "--within", "400", "--format", "csv").stdout
    assert year.count("一号桥") == 1
    assert "天数" in run(*ask, "--within", "bald", code=2).stderr


def test_one_form_for_each_unit(home: Path, tmp_path: Path) -> None:
    plan = export(home, tmp_path / "plan.xlsx")
    fill(plan)
    run("workbook", "import", plan, "--by", "督查室", "--workspace", home)
    own = tmp_path / "own.xlsx"
    run("workbook", "export", "-o", own, "--graph", home, "--unit", "甲局", "--as-of", "2026-03-31")
    opened = Edit(own.read_bytes(), own)
    sheet = opened.sheet("undertakings")
    named = [sheet.cell(row, 2).value for row in range(4, sheet.max_row + 1) if sheet.cell(row, 1).value]
    assert named == ["一号桥"]
    opened.set("undertakings", "一号桥", reached=0.3)
    run("workbook", "import", opened.save(), "--by", "甲局", "--workspace", home)
    assert len(ledger.imports(home)) == 2


def test_a_conflict_ends_with_1_and_writes_nothing(home: Path, tmp_path: Path) -> None:
    one, two = export(home, tmp_path / "one.xlsx"), export(home, tmp_path / "two.xlsx")
    fill(one)
    opened = Edit(two.read_bytes(), two)
    opened.set("undertakings", "一号桥", due="2026-12-31")
    opened.save()
    run("workbook", "import", one, "--by", "甲局", "--workspace", home)
    done = run("workbook", "import", two, "--by", "乙局", "--workspace", home, code=1)
    assert "甲局" in done.stdout
    assert "2026-12-31" in done.stdout
    assert len(ledger.imports(home)) == 1


def test_an_import_that_is_killed_is_there_whole_or_not_at_all(home: Path, tmp_path: Path) -> None:
    plan = export(home, tmp_path / "plan.xlsx")
    fill(plan)
    command = [*START, "workbook", "import", str(plan), "--by", "督查室", "--workspace", str(home)]
    began = time.monotonic()
    subprocess.run([*command, "--dry-run"], capture_output=True, check=True, env=environment())
    usual = time.monotonic() - began
    chance = random.Random(7)
    killed = 0
    for _ in range(12):
        shutil.rmtree(home / "working", ignore_errors=True)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
        time.sleep(usual * chance.uniform(0.3, 1.3))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        made = ledger.imports(home)  # no half file, which would not parse
        assert len(made) <= 1
        if made:
            assert len(ledger.holds(made)) == 8
        for file in (home / "working").glob("*.trig"):
            assert list(loading.read(file))
        assert run("workbook", "import", plan, "--by", "督查室", "--workspace", home).returncode == 0
        assert len(ledger.holds(ledger.imports(home))) == 8
    assert killed
