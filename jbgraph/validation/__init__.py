"""Whether a graph is sound: shapes, digests, quotes, numbers, names, and what no statement accounts for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jbgraph.graph import Graph

SEVERITIES = ("violation", "warning", "info")


@dataclass(frozen=True, order=True)
class Finding:
    """Something that is wrong, or worth a look.

    :ivar severity: `violation` (the graph must not be published so), `warning` or `info`.
    :ivar check: the check that found it.
    :ivar place: IRI of the passage or entity.
    :ivar said: the message, by language.
    """

    severity: str
    check: str
    place: str
    said: tuple[tuple[str, str], ...]

    def message(self, lang: str) -> str:
        """Return the message in a language."""
        return dict(self.said)[lang]


def finding(severity: str, check: str, place: str, en: str, zh: str) -> Finding:
    """Return a finding with its message in both languages."""
    return Finding(severity, check, place, (("en", en), ("zh", zh)))


def checks() -> dict[str, Callable[[Graph], list[Finding]]]:
    """Return every check by name, in the order in which they run."""
    from jbgraph.validation import coverage, names, shapes, texts

    return {
        "shapes": shapes.check,
        "texts": texts.check,
        "names": names.check,
        "coverage": coverage.check,
    }


def validate(graph: Graph, only: tuple[str, ...] = ()) -> list[Finding]:
    """Return what is wrong with a graph, violations first.

    Checks that need the text of the documents give one `info` each where the documents are not at hand.

    :param only: names of checks to run; all if none are given.
    :raises JbgraphError: if a document at hand is not the one the graph was made from.
    """
    found = [f for name, run in checks().items() if not only or name in only for f in run(graph)]
    return sorted(found, key=lambda f: (SEVERITIES.index(f.severity), f.check, f.place, f.said))


def sound(found: list[Finding]) -> bool:
    """Say whether nothing found is a violation."""
    return all(f.severity != "violation" for f in found)
