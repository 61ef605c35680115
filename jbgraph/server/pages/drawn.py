"""Documents that stand by themselves: the map of goals, the report, the explorer. They are made once and kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from jbgraph import maps, networks, search
from jbgraph.api import PlanGraph
from jbgraph.errors import NameNotFoundError
from jbgraph.explorer import Page
from jbgraph.explorer import around as explorer_around
from jbgraph.explorer.source import found, size
from jbgraph.graph import FINDS
from jbgraph.server.made import Made
from jbgraph.server.pages import frame
from jbgraph.server.pages.frame import View
from jbgraph.server.trouble import ServiceError

BIG = 5000
"""Entities from which on the explorer shows what is around a thing, not the whole graph."""
FEW = 40
"""Things that are offered to start from."""
MOST = 50
"""Things of one name, or of one like it, that are offered to choose from."""
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


def explorer(graph: PlanGraph, *, focus: str, before: Sequence[str] = (), view: dict[str, str]) -> Made:
    """Return the explorer, open on a thing if one is named; of a big graph only what is around some things.

    :param before: IRIs or CURIEs of things whose surroundings join those of the focus, in a big graph.
    :raises NameNotFoundError: if the name means nothing, or, in a small graph, more than one thing.
    :raises ServiceError: if one of the things before is none of the graph.
    """
    seen = View(**view)
    if (count := size(graph)) > BIG:
        return _around(graph, focus, before, seen, count)
    if focus and graph.resolve(focus) not in networks.entities(graph):
        focus = ""
    return _sent(graph.explore(lang=seen.lang, focus=focus or None))


def _around(graph: PlanGraph, focus: str, before: Sequence[str], seen: View, count: int) -> Made:
    earlier = {text: graph.expand(text) or text for text in before}
    _, known = found(graph, earlier.values())
    if lost := next((text for text, iri in earlier.items() if iri not in known), ""):
        raise ServiceError(
            (f"with= names what is no entity of the graph: {lost[:80]}", f"with=所指不是图谱中的实体：{lost[:80]}"),
            "malformed",
            hint=("leave it out", "去掉它"),
        )
    called, exact, here = _meant(graph, focus) if focus else ([], True, "")
    if here:
        things = list(dict.fromkeys((*earlier.values(), here)))
        return _sent(explorer_around(graph, things, lang=seen.lang, fetch="/explore", focus=here))
    if exact and len(called) < 2:
        return frame.page("explore", seen, count=count, text="", choices=[], starts=_starts(graph, seen.lang), all=0)
    named = graph.labels({entry.type for entry in called[:MOST]}, seen.lang)
    choices = [(entry, named[entry.type], graph.compress(entry.iri)) for entry in called[:MOST]]
    return frame.page("explore", seen, count=count, text=focus, choices=choices, starts=[], all=len(called))


def _meant(graph: PlanGraph, name: str) -> tuple[list[search.Entry], bool, str]:
    """Return what a name means in a big graph, whether it is called so or only like it, and the one entity it means.

    :raises NameNotFoundError: if there is nothing of this name, and nothing like it.
    """
    iri = graph.expand(name)
    if iri is None:
        exact, similar = search.look_up(graph.index, name)
        one = [exact[0].iri] if len(exact) == 1 else []
        called = exact or similar
    else:
        exact = called = list(found(graph, one := [iri])[0].values())
    if not called:
        raise NameNotFoundError((f"{name} is not in the graph", f"图谱中没有{name}"), hint=FINDS, candidates=[])
    return called, bool(exact), next(iter(found(graph, one)[1]), "")


def _starts(graph: PlanGraph, lang: str) -> list[tuple[str, str]]:
    """Return label and CURIE of things to start from: the goals, else the places, as far as these are few.

    Of many those count that serve no other goal, or lie in no other place.
    """
    for kind, up in (("Goal", "jb:serves"), ("Place", "jb:partOf|jb:locatedIn")):
        for only in ("", f"FILTER NOT EXISTS {{ ?s {up} ?over . ?over a jb:{kind} }}"):
            rows = graph.tuples(f"SELECT ?s {{ ?s a jb:{kind} {only} }} LIMIT {FEW + 1}")
            if 0 < len(rows) <= FEW:
                named = graph.labels([iri for (iri,) in rows], lang)
                return sorted((label, graph.compress(iri)) for iri, label in named.items())
    return []


def _sent(page: Page) -> Made:
    policy = _POLICY.search(page.html)
    assert policy, "the page of the explorer carries its policy"
    own = f"{unescape(policy[1])}; frame-ancestors 'none'"
    return Made(page.html.encode("utf-8"), frame.HTML, headers={"content-security-policy": own})
