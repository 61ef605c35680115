"""The package as others get it: built, installed elsewhere, run from another folder."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import pytest
from samples import ROOT, environment

pytest.importorskip("build", reason="building needs the dev dependencies build and hatchling")
pytest.importorskip("hatchling", reason="building needs the dev dependencies build and hatchling")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def run(*command: str | Path, cwd: Path, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Run a command without the checkout in sight, and show what it said if it fails."""
    clean = environment(PYTHONPATH=None, PYTHONWARNINGS=None, **changes)
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=clean, capture_output=True, check=False, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the files that are needed for it."""
    folder = tmp_path_factory.mktemp("build")
    checkout = folder / "checkout"
    checkout.mkdir()
    for name in ("jbgraph", "ontology", "graph_data"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, checkout)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder / "dist", checkout, cwd=folder)
    (built,) = (folder / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment with the wheel; it sees the dependencies of the running one."""
    home = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", home / "venv", cwd=home)
    python = home / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--disable-pip-version-check", wheel, cwd=home)
    (packages,) = (home / "venv").rglob("site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return python.parent


def test_the_wheel_holds_what_the_program_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    data = {name for name in names if name.startswith("jbgraph/")}
    for folder in ("ontology", "graph_data"):
        expected = {
            f"jbgraph/{file.relative_to(ROOT).as_posix()}"
            for file in (ROOT / folder).rglob("*")
            if file.is_file() and "__pycache__" not in file.parts
        }
        assert expected
        assert expected <= data
    assert {"jbgraph/py.typed", "jbgraph/questions/all-tasks.rq", "jbgraph/cli/__init__.py"} <= data
    assert "jbgraph/locale/zh/LC_MESSAGES/messages.mo" in data
    assert {name.split("/")[0] for name in names} == {"jbgraph", f"jbgraph-{PROJECT['version']}.dist-info"}
    assert not [name for name in names if "__pycache__" in name or "/sources/" in name]


def test_the_installed_command_answers_from_another_folder(installed: Path, tmp_path: Path) -> None:
    jbgraph, cache = installed / "jbgraph", str(tmp_path / "cache")
    done = run(jbgraph, "info", "--lang", "en", cwd=tmp_path, JBGRAPH_CACHE=cache)
    assert re.search(r"^class +task +30$", done.stdout, re.MULTILINE)
    done = run(jbgraph, "query", "all-tasks", "--format", "csv", "--lang", "zh", cwd=tmp_path, JBGRAPH_CACHE=cache)
    assert len(done.stdout.splitlines()) == 1 + 30
    assert "加快创新平台和基础设施建设" in done.stdout


def test_the_installed_package_is_used_and_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    shown = "import jbgraph, jbgraph.resources as r; print(jbgraph.__file__); print(r.shipped('ontology'))"
    done = run(installed / "python", "-c", shown, cwd=tmp_path)
    for line in done.stdout.splitlines():
        assert Path(line).is_relative_to(installed.parent)


def test_the_installed_command_knows_its_version(installed: Path, tmp_path: Path) -> None:
    assert PROJECT["version"] in run(installed / "jbgraph", "--version", cwd=tmp_path).stdout


def test_the_installed_library_writes_a_map(installed: Path, tmp_path: Path) -> None:
    code = (
        "import jbgraph; g = jbgraph.load(); "
        "open('map.html', 'wb').write(g.draw(g.map('社会治理现代化'), 'html')); print(g.describe('九大工程').curie)"
    )
    done = run(installed / "python", "-c", code, cwd=tmp_path, JBGRAPH_CACHE=str(tmp_path / "cache"))
    assert done.stdout.startswith("jiangbei:")
    assert "风险防范工程" in (tmp_path / "map.html").read_text("utf-8")


def plain(requirement: str) -> str:
    """Return the name in a requirement."""
    return re.split(r"[<>=!~ ;\[(]", requirement)[0].lower().replace("_", "-")


def test_every_import_is_a_dependency_or_comes_with_one() -> None:
    groups = {"core": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
    known = {plain(name) for group, names in groups.items() if group not in ("bench", "dev") for name in names}
    queue = sorted(known)
    while queue:
        with suppress(metadata.PackageNotFoundError):  # an extra that is not installed
            needed = {plain(name) for name in metadata.requires(queue.pop()) or () if "extra ==" not in name}
            queue += sorted(needed - known)
            known |= needed
    homes = metadata.packages_distributions()
    used: set[str] = set()
    for file in (ROOT / "jbgraph").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            used |= {name.split(".")[0] for name in names}
    own = used - set(sys.stdlib_module_names) - {"jbgraph"}
    unknown = {name for name in own if not {plain(home) for home in homes.get(name, [name])} & known}
    assert unknown == set()
