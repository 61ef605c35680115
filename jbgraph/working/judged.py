"""Everything that staff report of a graph, judged by one rule pack: what maps, charts and pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from jbgraph import workspace
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.working.cells import Key, State
from jbgraph.working.entered import entered, places
from jbgraph.working.facts import Facts, facts
from jbgraph.working.lights import Pack, Verdict, judge, named, packs


@dataclass(frozen=True)
class Judged:
    """What is reported, and its lights.

    :ivar day: the last day reported: lights are as of this day.
    :ivar facts, verdicts: by thing, for everything that has a report, a milestone, a due date or a stage.
    :ivar places: thing → the imports that say so.
    """

    pack: Pack
    day: date
    state: State
    facts: dict[str, Facts]
    verdicts: dict[str, Verdict]
    places: dict[str, tuple[str, ...]]

    def lead(self, thing: str) -> tuple[str, ...]:
        """Return the IRIs of who leads a thing, as staff entered it."""
        return self.state.get(Key(thing, "lead"), ())

    def shares(self, thing: str) -> str:
        """Return reached and planned share of the last report as `25/40%`; empty where there is none."""
        last = [report for report in self.facts[thing].until(self.day) if report.reached is not None]
        if not last:
            return ""
        planned = f"/{last[-1].planned}" if last[-1].planned is not None else ""
        return f"{last[-1].reached}{planned}%"


@lru_cache(maxsize=4)
def judged(graph: Graph, key: str = "", day: date | None = None) -> Judged | None:
    """Return what staff report and its lights; None where they have entered nothing.

    :param key: of the rule pack; else that of the workspace, else the one a new workspace begins with.
    :param day: the day to judge as of; else the last day reported.
    :raises JbgraphError: if there is no such pack, or it judges no undertakings.
    """
    state = entered(graph)
    said = facts(state)
    folder = home(graph)
    pack = pack_of(folder, key or (workspace.opened(folder).lights if folder else workspace.LIGHTS))
    if not said:
        return None
    seen = day or max((report.day for one in said.values() for report in one.reports), default=date.min)
    verdicts = {thing: judge(pack, one, seen) for thing, one in said.items()}
    return Judged(pack, seen, state, said, verdicts, places(graph))


def home(graph: Graph) -> Path | None:
    """Return the folder of the workspace that a graph was read from, None where it is none."""
    folder = graph.origin
    return folder if folder and (folder / workspace.FILE).is_file() else None


def pack_of(folder: Path | None, key: str) -> Pack:
    """Return a rule pack for undertakings.

    :raises JbgraphError: if there is none of that name, or it judges metrics.
    """
    pack = named(key, folder)
    if pack.subject != "undertaking":
        raise JbgraphError(
            (f"the rule pack {key} judges metrics, not undertakings", f"规则包{key}用于指标而非事项"),
            where="--rules",
            hint=", ".join(one.key for one in packs(folder).values() if one.subject == "undertaking"),
        )
    return pack
