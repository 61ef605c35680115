"""GEXF 1.3 for Gephi: positions, colours, shapes, and time where a thing has a horizon.

The horizons of a thing, with the passages that state them, are in `horizon` and `horizonEvidence`; those with a
first or last day are also its `start` and `end`, or `spells` where it has several, so that the timeline of Gephi
shows it then. A thing without horizon is there at all times. Attributes hold no lists that other readers keep: the
passages of an edge are a line each in `evidence` and a JSON array in `passages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from jbgraph import evidence, styling, terms
from jbgraph.drawings import Drawing, Report
from jbgraph.rendering import concluded, place
from jbgraph.resources import tokens

SUFFIX = ".gexf"
NODE = {
    "iri": "string", "type": "string", "kind": "string", "zh": "string", "en": "string", "column": "integer",
    "lacks": "string", "horizon": "string", "horizonEvidence": "string",
}  # fmt: skip
EDGE = dict.fromkeys(("property", "zh", "en", "layer", "evidence", "passages"), "string")
SHAPES = {"Goal": "disc", "Project": "diamond", "Metric": "triangle", "Industry": "triangle", "Group": "square",
          "Program": "square", "Task": "square", "Measure": "square"}  # fmt: skip
LAYERS = {"derived": "dotted", "suggested": "dashed", "working": "double"}
SIZES = (30, 18, 14, 12, 10)


@dataclass(frozen=True)
class Horizon:
    """A period that a thing is to be reached or done in; a day is empty where the period has none."""

    label: str
    start: str
    end: str
    graphs: tuple[str, ...]


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the map as GEXF; y grows upwards in Gephi, so that goals are at the left and the first one at the top."""
    fit, names, colors = styling.Fit(), styling.ids(drawing), styling.colors(drawing)
    places, when = styling.boxes(drawing), horizons(drawing)
    graphs = {name for many in when.values() for horizon in many for name in horizon.graphs}
    where = evidence.passages(drawing.graph, sorted(graphs), drawing.lang) if graphs else {}
    edge_color = viz(tokens()["colors"]["light"]["edge"])
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
        f"<meta><creator>jbgraph</creator><title>{text(drawing.title, fit)}</title>"
        f"<description>{text(f'{drawing.roots} · {drawing.counted()}', fit)}</description>"
        f"<keywords>{drawing.lang}</keywords></meta>",
        '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">',
    ]
    for owner, keys in (("node", NODE), ("edge", EDGE)):
        titles = (f'<attribute id="{owner[0]}-{name}" title="{name}" type="{kind}"/>' for name, kind in keys.items())
        out.append(f'<attributes class="{owner}" mode="static">{"".join(titles)}</attributes>')
    out.append(f'<nodes count="{len(drawing.map.nodes)}">')
    for said, node in zip(styling.of_nodes(drawing), drawing.map.nodes, strict=True):
        own = when.get(node.iri, [])
        said["horizon"] = "; ".join(horizon.label for horizon in own)
        rows = dict.fromkeys(name for horizon in own for name in horizon.graphs)
        said["horizonEvidence"] = "\n".join(
            place(where[name], drawing.lang) if name in where else concluded(name, drawing.lang) for name in rows
        )
        times, spells = spelled([horizon for horizon in own if horizon.start or horizon.end])
        x, y = places[node.iri].middle
        look = (
            f'{viz(colors[node.iri])}<viz:position x="{x}" y="{-y}" z="0.0"/>'
            f'<viz:size value="{SIZES[node.column]}"/><viz:shape value="{SHAPES.get(node.type, "disc")}"/>'
        )
        label = quoteattr(fit(drawing.labels[node.iri]))
        values = attvalues("n", {name: said[name] for name in NODE}, fit)
        out.append(f"<node id={quoteattr(names[node.iri])} label={label}{times}>{values}{spells}{look}</node>")
    out.append(f'</nodes><edges count="{len(drawing.map.edges)}">')
    for number, (edge, told) in enumerate(zip(drawing.map.edges, styling.of_edges(drawing), strict=True)):
        ends = f"source={quoteattr(names[edge.source])} target={quoteattr(names[edge.target])}"
        label = f"label={quoteattr(fit(told['label']))} kind={quoteattr(told['property'])}"
        values = attvalues("e", {name: told[name] for name in EDGE}, fit)
        look = f'{edge_color}<viz:thickness value="1.0"/><viz:shape value="{LAYERS.get(edge.layer, "solid")}"/>'
        out.append(f'<edge id="e{number}" {ends} {label} weight="1.0">{values}{look}</edge>')
    styling.note(drawing, report)
    several = sum(len(many) > 1 for many in when.values())
    report.lost("things with several horizons, joined in one text", "多个时限连成一段文本的事物", several)
    open_ = sum(not (horizon.start or horizon.end) for many in when.values() for horizon in many)
    report.lost("horizons without a day, given in words only", "无日期、仅以文字给出的时限", open_)
    styling.unfit(report, fit)
    return ("\n".join([*out, "</edges></graph>", "</gexf>"]) + "\n").encode("utf-8")


def horizons(drawing: Drawing) -> dict[str, list[Horizon]]:
    """Return node → its horizons, the earliest first, each with the graphs it is said in."""
    rows = drawing.graph.rows(
        f"""SELECT ?s ?h ?g ?start ?end {{ GRAPH ?g {{ ?s jb:horizon ?h }} FILTER(?g != <{terms.GRAPH}register>)
            OPTIONAL {{ ?h jb:startDate ?start }} OPTIONAL {{ ?h jb:endDate ?end }} }} ORDER BY ?s ?start ?end ?h ?g"""
    )
    rows = [row for row in rows if str(row["s"]) in drawing.nodes]
    named = drawing.graph.labels({str(row["h"]) for row in rows}, drawing.lang)
    found: dict[str, dict[str, Horizon]] = {}
    for row in rows:
        own, period = found.setdefault(str(row["s"]), {}), str(row["h"])
        graphs = own[period].graphs if period in own else ()
        days = str(row.get("start") or ""), str(row.get("end") or "")
        own[period] = Horizon(named[period], *days, (*graphs, str(row["g"])))
    return {iri: list(own.values()) for iri, own in found.items()}


def spelled(dated: list[Horizon]) -> tuple[str, str]:
    """Return the attributes of a node that say when it is there, and the element for several periods."""
    times = [
        "".join(f' {name}="{day}"' for name, day in (("start", horizon.start), ("end", horizon.end)) if day)
        for horizon in dated
    ]
    if len(times) < 2:
        return "".join(times), ""
    return "", "<spells>" + "".join(f"<spell{time}/>" for time in times) + "</spells>"


def viz(color: str) -> str:
    """Return a colour as GEXF has it."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f'<viz:color r="{red}" g="{green}" b="{blue}" a="1.0"/>'


def text(said: str, fit: styling.Fit) -> str:
    """Return a text as the content of an element."""
    return escape(fit(said), {"\r": "&#13;"})


def attvalues(owner: str, said: Mapping[str, str | int], fit: styling.Fit) -> str:
    """Return the values of a node or edge; what is empty is left out."""
    values = (
        f'<attvalue for="{owner}-{name}" value={quoteattr(fit(str(value)))}/>'
        for name, value in said.items()
        if value != ""
    )
    return f"<attvalues>{''.join(values)}</attvalues>"
