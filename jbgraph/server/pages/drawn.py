"""Documents that stand by themselves: the map of goals, the report, the explorer. They are made once and kept."""

from __future__ import annotations

import re
from html import unescape

from jbgraph import maps, networks
from jbgraph.api import PlanGraph
from jbgraph.server.made import Made
from jbgraph.server.pages import frame
from jbgraph.server.pages.frame import View

BIG = 5000
"""Entities from which on the explorer shows a thing and what carries it, not the whole graph."""
PLAIN = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""The policy of a document that brings its own style and has no script."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
MAPS = {"html": "text/html; charset=utf-8", "svg": "image/svg+xml"}


def map_page(graph: PlanGraph, *, goals: list[str], form: str, up: bool, view: dict[str, str]) -> Made:
    """Return the map of goals, or of anything, as HTML outline or as SVG.

    :param goals: names; the four goals if none are given.
    :raises NameNotFoundError: if a name means nothing, or more than one thing.
    """
    lang = View(**view).lang
    drawn = maps.map(graph, [graph.resolve(goal) for goal in goals], up=up)
    body = graph.draw(drawn, form, lang)
    return Made(body, MAPS[form], headers={"content-security-policy": PLAIN})


def report(graph: PlanGraph, *, view: dict[str, str]) -> Made:
    """Return every analysis as one HTML document."""
    from jbgraph import report as writing

    body = writing.write(writing.gather(graph, View(**view).lang), "html")
    return Made(body, frame.HTML, headers={"content-security-policy": PLAIN})


def explorer(graph: PlanGraph, *, focus: str, view: dict[str, str]) -> Made:
    """Return the explorer, open on a thing if one is named; of a big graph only what carries that thing.

    :raises NameNotFoundError: if the name means nothing, or more than one thing.
    """
    seen = View(**view)
    count = len(networks.entities(graph))
    if count > BIG and not focus:
        return frame.page("explore", seen, count=count)
    if focus and graph.resolve(focus) not in networks.entities(graph):
        focus = ""
    page = graph.explore(lang=seen.lang, focus=focus or None, goals=[focus] if count > BIG else ())
    policy = _POLICY.search(page.html)
    assert policy, "the page of the explorer carries its policy"
    own = f"{unescape(policy[1])}; frame-ancestors 'none'"
    return Made(page.html.encode("utf-8"), frame.HTML, headers={"content-security-policy": own})
