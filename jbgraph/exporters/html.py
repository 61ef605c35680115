"""One offline page: the map as an outline that opens level by level, each statement with its passages."""

from __future__ import annotations

from html import escape

from jbgraph.drawings import Drawing, Report
from jbgraph.maps import Hole, Node
from jbgraph.networks import Edge
from jbgraph.rendering import concluded, marked, place, say

SUFFIX = ".html"
LACKS = {
    "project": ("no project", "无项目"),
    "metric": ("no metric", "无指标"),
    "responsibility": ("nobody named", "无责任主体"),
    "horizon": ("no time limit", "无时限"),
}
STYLE = """
:root{color-scheme:light dark;--ink:#1d2733;--soft:#5a6878;--line:#d5dde6;--paper:#fff;--accent:#1f5f8b;--hole:#9a4a00}
@media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--soft:#9fb0c0;--line:#33414f;--paper:#141a21;--accent:#7fc1ec;
--hole:#f0a860}}
body{font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif;
color:var(--ink);background:var(--paper);max-width:60rem;margin:0 auto;padding:2rem 1.2rem}
h1{font-size:1.5rem;line-height:1.35;margin:0 0 .3rem}p.roots{margin:0}p.counted{color:var(--soft);margin:0 0 1.6rem}
details{margin:.15rem 0 .15rem .2rem;border-left:1px solid var(--line);padding-left:.9rem}
body>details{border:0;padding:0;margin:1.2rem 0}body>details>summary .name{font-size:1.15rem;font-weight:600}
summary{cursor:pointer;padding:.15rem 0}summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.leaf{margin:.15rem 0 .15rem .2rem;border-left:1px solid var(--line);padding:.15rem 0 .15rem 2rem}
.type{color:var(--soft);font-size:.82rem;margin-left:.5rem}
.rel{color:var(--accent);font-size:.82rem;margin-right:.5rem}.hole{color:var(--hole);font-size:.82rem;margin-left:.5rem}
.again{color:var(--soft);font-size:.82rem}.where{color:var(--soft);font-size:.84rem;margin:.1rem 0 .3rem 1.1rem}
.where q{quotes:none;color:var(--ink)}mark{background:#ffe58a;color:#1d2733}
@media print{details{break-inside:avoid}}
"""


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the map as HTML: goals at the top, below each what carries it; a thing is opened out once.

    Works without JavaScript and without a network; every text is escaped.
    """
    below: dict[str, list[tuple[Edge, Node]]] = {}
    nodes = drawing.nodes
    for edge in drawing.map.edges:
        down = edge.property.rsplit("#", 1)[-1] not in ("develops", "measuredBy")
        end, other = (edge.target, edge.source) if down else (edge.source, edge.target)
        below.setdefault(end, []).append((edge, nodes[other]))
    for branches in below.values():
        branches.sort(key=lambda branch: (branch[1].column, branch[0].property, branch[1].iri))
    holes: dict[str, list[Hole]] = {}
    for hole in drawing.map.holes:
        holes.setdefault(hole.node, []).append(hole)
    body: list[str] = []
    seen: set[str] = set()
    for root in drawing.map.roots:
        if root in nodes:
            branch(drawing, nodes[root], None, below, holes, seen, body)
    title, roots = escape(drawing.title), escape(drawing.roots)
    lang = "zh-Hans" if drawing.lang == "zh" else "en"
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    page = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}：{roots}</title><style>{STYLE}</style></head><body><h1>{title}</h1>"
        f'<p class="roots">{roots}</p>'
        f'<p class="counted">{escape(drawing.counted())}</p>{"".join(body)}</body></html>\n'
    )
    return page.encode("utf-8")


def branch(
    drawing: Drawing,
    node: Node,
    edge: Edge | None,
    below: dict[str, list[tuple[Edge, Node]]],
    holes: dict[str, list[Hole]],
    seen: set[str],
    out: list[str],
) -> None:
    """Append a node and, the first time it is met, what lies below it."""
    head = f'<span class="rel">{escape(drawing.labels[edge.property])}</span>' if edge else ""
    head += f'<span class="name">{escape(drawing.labels[node.iri])}</span>'
    head += f'<span class="type">{escape(drawing.types[node.type])}</span>'
    for hole in holes.get(node.iri, []):
        head += f'<span class="hole">{say(drawing.lang, *LACKS[hole.lacks])}</span>'
    where = "".join(cited(drawing, name) for name in edge.graphs) if edge else ""
    children = below.get(node.iri, [])
    if node.iri in seen and children:
        again = say(drawing.lang, "see above", "见上")
        out.append(f'<div class="leaf">{head} <span class="again">{again}</span></div>')
        return
    seen.add(node.iri)
    if not children and not where:
        out.append(f'<div class="leaf">{head}</div>')
        return
    out.append(f"<details{'' if edge else ' open'}><summary>{head}</summary>{where}")
    for link, child in children:
        branch(drawing, child, link, below, holes, seen, out)
    out.append("</details>")


def cited(drawing: Drawing, name: str) -> str:
    """Return the place of a passage, with its text where it is at hand, as HTML."""
    passage = drawing.passages.get(name)
    if passage is None:
        return f'<div class="where">{escape(concluded(name, drawing.lang))}</div>'
    text = marked(passage, [])
    quoted = f"<br><q>{escape(text)}</q>" if text else ""
    return f'<div class="where">{escape(place(passage, drawing.lang))}{quoted}</div>'
