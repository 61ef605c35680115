"""The page of the shipped graph, made once, and one browser for all tests of the explorer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import Browser, started

from jbgraph.explorer import Page, explore
from jbgraph.graph import Graph


@pytest.fixture(scope="module", autouse=True)
def without_sources() -> Iterator[None]:
    """Whoever runs the tests may have the documents; a page made for a test has them only where it says so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("JBGRAPH_SOURCES", raising=False)
        yield


@pytest.fixture(scope="session")
def graph() -> Graph:
    """The graph that is shipped, without the documents."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("JBGRAPH_SOURCES", raising=False)
        return Graph.open()


@pytest.fixture(scope="session")
def made(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The page of that graph."""
    return explore(graph, tmp_path_factory.mktemp("page") / "map.html")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser."""
    with started() as found:
        yield found


@pytest.fixture(autouse=True)
def nothing_leaves_and_nothing_is_complained_of(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test does on a page, the console stays free of errors and no request leaves the page."""
    yield
    if "browser" in request.fixturenames and "way_out" not in request.node.name:
        found = request.getfixturevalue("browser")
        found.driver.switch_to.default_content()
        # that a test reads pixels back is no fault of the page
        assert [said for said in found.errors() if "willReadFrequently" not in said] == []
        assert found.requests() == []


@pytest.fixture
def page(browser: Browser, made: Page) -> Browser:
    """The browser with the page just opened."""
    browser.open(made.path)
    return browser
