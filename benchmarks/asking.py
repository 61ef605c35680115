"""The named questions, asked of a made-up nation: what to put in for their parameters."""

from __future__ import annotations

from district import NOW, slug
from made import BASE

from jbgraph import questions

VALUES = {
    "year": f"{NOW}", "word": "数字", "stage": "stage:seeking", "role": "role:partner",
    "comparator": "comparator:range", "class": "jb:Goal", "documents": "2", "least": "2",
}  # fmt: skip
PERIODS = {"before": NOW - 1, "after": NOW, "period": NOW}
THINGS = {
    "goal": "goal-1", "project": "project-1", "task": "task-1", "means": "project-1", "thing": "concept-1",
    "whole": "pathway-1", "group": "group-1", "industry": "industry-1", "place": "place-1", "metric": "metric-1",
    "organisation": "organization-1", "entity": "industry-1", "district": "district", "document": f"plan-{NOW}",
    "earlier": f"series-{NOW}", "later": f"pathways-{NOW}",
}  # fmt: skip
"""Parameter → the thing of the first district that is put in."""
OTHERWISE = {
    ("targets-and-results", "period"): f"{BASE}period/{NOW - 1}",
    ("names-by-us", "class"): "jb:Group",
    ("tasks-of-group", "group"): f"{BASE}{slug(0)}/group-0",
    **{
        (name, "document"): f"{BASE}{slug(0)}/pathways-{NOW}"
        for name in ("events-of-document", "opportunities-seized", "positionings")
    },
    **{
        (name, "document"): f"{BASE}{slug(0)}/outlook-{NOW + 1}"
        for name in ("figures-without-number", "policies-carried-out")
    },
}
PROJECT = f"<{BASE}{slug(0)}/{THINGS['project']}>"
LOOKED_UP = {
    "ASK": f"ASK {{ {PROJECT} a <{BASE}ontology#Project> }}",
    "card": f"SELECT ?p ?o WHERE {{ {PROJECT} ?p ?o }} ORDER BY ?p ?o",
}
"""Point look-ups: whether something is what it is, and all that is said of it."""
SERVED = (
    "parts-of-pathway",
    "figures-of-metric",
    "projects-of-goal",
    "developers-of-industry",
    "responsibilities-of-goal",
)
"""Named questions that servers are asked again and again: about one thing, as a page or a person asks them."""
EMPTY = ("suggested-links",)
"""Questions without an answer in a nation: the rule that suggests goes by a group of Jiangbei."""


def parameters(question: str) -> dict[str, str]:
    """Return what a named question may be given, so that the first district answers."""
    return {parameter.name: value(question, parameter.name) for parameter in questions.question(question).parameters}


def value(question: str, parameter: str) -> str:
    """Return what is put in for a parameter of a question."""
    if (question, parameter) in OTHERWISE:
        return OTHERWISE[question, parameter]
    if parameter in PERIODS:
        return f"{BASE}period/{PERIODS[parameter]}"
    return VALUES.get(parameter) or f"{BASE}{slug(0)}/{THINGS[parameter]}"
