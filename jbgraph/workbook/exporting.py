"""Writing the workbook of a graph: which rules of lights it is judged by, and which import it starts from."""

from __future__ import annotations

from datetime import date

from jbgraph import workspace
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.workbook import rows, writing
from jbgraph.workbook.gathering import KINDS
from jbgraph.working import ledger, lights
from jbgraph.working.judged import pack_of
from jbgraph.workspace import Workspace

GROWTH = "tianjin-investment-2022"
NOWHERE = "-"
ABLE = (*KINDS, "Pathway")


def rules_of(home: Workspace | None, key: str = "") -> lights.Pack:
    """Return the rule pack named, else that of the workspace, else ours.

    :raises JbgraphError: if there is none of that name, or it judges no undertakings.
    """
    return pack_of(home.folder if home else None, key or (home.lights if home else workspace.LIGHTS))


def export(
    graph: Graph,
    home: Workspace | None,
    day: date,
    *,
    lang: str = "zh",
    unit: str = "",
    rules: str = "",
    kinds: tuple[str, ...] = KINDS,
) -> bytes:
    """Return the workbook of a graph as XLSX; the same graph and day give the same bytes.

    :param home: the workspace it can be imported into again; None for a graph that is none.
    :param day: the day that progress is reported as of.
    :param unit: IRI of a unit or post: only what it has a role for.
    :param kinds: classes of the undertakings, by local name.
    :raises JbgraphError: for an unknown class or rule pack.
    """
    unknown = [kind for kind in kinds if kind not in ABLE]
    if unknown or not kinds:
        raise JbgraphError(
            (f"{', '.join(unknown)} is no class of undertakings", f"{'、'.join(unknown)}不是事项的类型"),
            where="--kinds",
            hint=", ".join(ABLE),
        )
    made = ledger.imports(home.folder) if home else []
    content = rows.content(
        graph, day=day, place=home.prefix if home else NOWHERE, last=made[-1].name if made else "",
        pack=rules_of(home, rules), growth=lights.named(GROWTH), lang=lang, unit=unit, kinds=kinds,
    )  # fmt: skip
    return writing.write(content)
