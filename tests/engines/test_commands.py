"""The command line prints the same over an endpoint, ours and that of others, as in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from samples import Ran, Run
from serving import start

from jbgraph import PlanGraph, analyses

COMPARED = ("-p", "before=series-2021", "-p", "after=pathways-2021")
COMMANDS = (
    "query projects-in-place --format csv",
    "query why-it-serves --format json",
    "query DESCRIBE_jiangbei:guoyuan-port --format turtle",
    "query SELECT_?g_?n_{?g_a_jb:Goal;skos:prefLabel_?n}ORDER_BY_?g_?n --format xml",
    "query ASK{?s_a_jb:Goal} --format json",
    "search gyg --format json",
    "describe 寸滩国际新城",
    "describe 九大工程 --format json",
    "describe 九大工程 --format turtle",
    "evidence 风险防范工程 serves 社会治理现代化 --format json",
    "path 海尔 产业发展现代化 --format json",
    "map 社会治理现代化 --format svg",
    "map --from 海尔 --up --layers stated,suggested --format json",
    "map --sheet --format sheet-svg",
    "export graphml",
    "export jsonld",
    "export trig",
    "export csv --question projects-of-goal",
    *(f"analyze {name} --format json" for name in analyses.names()),
    "report --format md",
    "diff series-2021 pathways-2021 --format json",
    "info --format json",
    "validate --check texts --check names --check coverage --format json",
)
"""A blank in a query is written as _."""


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of our own endpoint over the shipped graph."""
    running = start(tmp_path_factory.mktemp("served"))
    yield f"{running.url}/sparql"
    assert running.end() == 0


@pytest.fixture(params=("served", "virtuoso"))
def url(request: pytest.FixtureRequest) -> str:
    """The address of an endpoint."""
    found: str | PlanGraph = request.getfixturevalue(request.param)
    return found if isinstance(found, str) else str(found.engine.url)  # type: ignore[attr-defined]


_printed: dict[str, Ran] = {}


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_prints_the_same(line: str, url: str, run: Run) -> None:
    command = [part.replace("_", " ") if "{" in part or part[:3] == "DES" else part for part in line.split()]
    if "compare" in command:
        command += COMPARED
    here = _printed.get(line) or run(*command)
    _printed[line] = here
    there = run(*command, "--endpoint", url)
    assert here.out
    assert there.code == here.code
    assert there.out == here.out
    assert there.err == here.err


def test_a_command_gives_up_in_time(url: str, run: Run) -> None:
    """No answer can be there so soon."""
    ran = run("describe", "九大工程", "--endpoint", url, "--timeout", "0")
    assert ran.code == 2
    assert ran.err.startswith(f"Error: {url}: no answer within 0 s\n")
    assert "没有结果" in run("info", "--endpoint", url, "--timeout", "0", "--lang", "zh").err
    assert run("info", "--endpoint", url, "--timeout", "60").code == 0
