"""The page is UTF-8 and the same bytes whatever the locale of the system."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from samples import TINY, environment

from jbgraph.explorer import explore
from jbgraph.graph import Graph

BARE = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": None}
ENCODING = "import locale; print(locale.getpreferredencoding(False))"


@pytest.fixture(scope="module")
def gbk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a system that speaks GBK, for which the locale is compiled."""
    folder = tmp_path_factory.mktemp("locales")
    try:
        subprocess.run(
            ["localedef", "-i", "zh_CN", "-f", "GBK", str(folder / "zh_CN.GBK")], check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("there is no localedef, or it knows no GBK")
    return {"LOCPATH": str(folder), "LANG": "zh_CN.GBK", "LC_ALL": "zh_CN.GBK"}


def written(page: Path, said: dict[str, str]) -> bytes:
    """Write the page of the smallest graph as a system of that environment does, and return it."""
    command = [sys.executable, "-m", "jbgraph", "explore", "--graph", str(TINY), "--lang", "zh", "-o", str(page)]
    given = environment(**{**BARE, **said})
    ran = subprocess.run(command, check=False, capture_output=True, env=given)
    assert ran.returncode == 0, ran.stderr
    return page.read_bytes()


def encoding(said: dict[str, str]) -> str:
    given = environment(**{**BARE, **said})
    return subprocess.run([sys.executable, "-c", ENCODING], check=True, capture_output=True, env=given).stdout.decode()


def test_the_locale_does_not_change_the_page(tmp_path: Path, gbk: dict[str, str]) -> None:
    plain = {"LC_ALL": "C"}
    assert "UTF-8" not in encoding(plain).upper()
    assert encoding(gbk).strip().upper() == "GBK"
    expected = explore(Graph.open(TINY, sources=TINY / "sources"), lang="zh").html.encode("utf-8")
    assert written(tmp_path / "c.html", plain) == expected
    assert written(tmp_path / "页面.html", gbk) == expected
    assert "青石" in expected.decode("utf-8")
