"""One offline page: the map as an outline that opens level by level, each statement with its passages.

A thing is opened out once, under what stands nearest to it in the columns of the map; wherever else it is met, a link
leads there. What cannot be reached from what the map starts with follows below. Nothing is left out.
"""

from __future__ import annotations

from collections import Counter
from html import escape

from jbgraph.drawings import LACKS, Cited, Drawing, Report
from jbgraph.exporters.xlsx import LAYERS
from jbgraph.networks import Edge
from jbgraph.paper.boxes import entered
from jbgraph.rendering import concluded, marked, place, say
from jbgraph.resources import tokens
from jbgraph.trees import tree
from jbgraph.working.facts import LIGHT

SUFFIX = ".html"
STYLE = """
:root{color-scheme:light dark;--ink:#1d2733;--soft:#5a6878;--line:#d5dde6;--paper:#fff;--accent:#1f5f8b;--hole:#9a4a00}
@media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--soft:#9fb0c0;--line:#33414f;--paper:#141a21;--accent:#7fc1ec;
--hole:#f0a860}}
body{font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif;
color:var(--ink);background:var(--paper);max-width:60rem;margin:0 auto;padding:2rem 1.2rem}
h1{font-size:1.5rem;line-height:1.35;margin:0 0 .3rem}p.roots{margin:0}p.counted{color:var(--soft);margin:0}
p.holes{color:var(--hole);margin:0}body>details:first-of-type,body>.leaf:first-of-type{margin-top:1.6rem}
details{margin:.15rem 0 .15rem .2rem;border-left:1px solid var(--line);padding-left:.9rem}
body>details{border:0;padding:0;margin:1.2rem 0}body>details>summary .name{font-size:1.15rem;font-weight:600}
summary{cursor:pointer;padding:.15rem 0}summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.leaf{margin:.15rem 0 .15rem .2rem;border-left:1px solid var(--line);padding:.15rem 0 .15rem 2rem}
.name,.roots,q{unicode-bidi:isolate}.type{color:var(--soft);font-size:.82rem;margin-left:.5rem}
.rel{color:var(--accent);font-size:.82rem;margin-right:.5rem}
.hole{color:var(--hole);font-size:.82rem;margin-left:.5rem;white-space:nowrap}
.again{color:var(--soft);font-size:.82rem;margin-left:.5rem}h2{font-size:1rem;color:var(--soft);margin:2rem 0 .6rem}
.lit{font-size:.82rem;margin-left:.5rem;white-space:nowrap}.lit::before{content:"";display:inline-block;width:.7em;
height:.7em;border-radius:50%;margin-right:.35em;border:1px solid var(--soft)}
.where{color:var(--soft);font-size:.84rem;margin:.1rem 0 .3rem 1.1rem}
.leaf .where{margin-left:0}:target>summary{background:color-mix(in srgb,var(--accent) 14%,transparent)}
.where q{quotes:none;color:var(--ink)}mark{background:#ffe58a;color:#1d2733}
@media print{details{break-inside:avoid}}
"""


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the map as HTML: what it starts from at the top, below each thing what carries it.

    Works without JavaScript and without a network; every text is escaped.
    """
    other = sum(node.zh != node.en for node in drawing.map.nodes)
    report.lost("things left out by --limit", "因 --limit 未列出的事物", drawing.map.cut)
    report.lost("names in the other language", "另一种语言的名称", other)
    report.lost("IRIs of things", "事物的 IRI", len(drawing.map.nodes))
    body = Page(drawing).html()
    title, roots = escape(drawing.title), escape(drawing.roots)
    lights = tokens()["lights"].items() if drawing.judged else ()
    style = STYLE + "".join(f".lit.{name}::before{{background:{back}}}" for name, (back, _) in lights)
    lang = "zh-Hans" if drawing.lang == "zh" else "en"
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    page = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}：{roots}</title><style>{style}</style></head><body><h1>{title}</h1>"
        f'<p class="roots">{roots}</p>'
        f'<p class="counted">{escape(drawing.counted())}</p>{missing(drawing)}{rules(drawing)}{body}</body></html>\n'
    )
    return page.encode("utf-8")


def missing(drawing: Drawing) -> str:
    """Return a line that counts the holes by kind; nothing where there are none."""
    counts = Counter(hole.lacks for hole in drawing.map.holes)
    said = " · ".join(f"{say(drawing.lang, *LACKS[key])} {counts[key]}" for key in LACKS if counts[key])
    return f'<p class="holes">{escape(said)}</p>' if said else ""


def rules(drawing: Drawing) -> str:
    """Return a line that says by which rules the lights are given; nothing where staff have entered nothing."""
    if drawing.judged is None:
        return ""
    pack = drawing.judged.pack
    said = f"{say(drawing.lang, 'Lights', '亮灯')}: {say(drawing.lang, *pack.name)} · {drawing.judged.day}"
    return f'<p class="counted">{escape(said)}</p>'


class Page:
    """The things of a map as a tree, with links where a thing has more than one place in it."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.tree = tree(drawing)
        self.number = {iri: number for number, iri in enumerate(drawing.nodes)}
        self.cited: dict[Edge, list[Cited]] = {}
        for row in drawing.evidence():
            self.cited.setdefault(row.edge, []).append(row)

    def html(self) -> str:
        """Return the tree as HTML."""
        out: list[str] = []
        for root in self.tree.roots:
            self.branch(root, None, out)
        if self.tree.roots and self.tree.others:
            out.append(f"<h2>{say(self.drawing.lang, 'Other things', '其他事物')}</h2>")
        for iri in self.tree.others:
            self.branch(iri, None, out)
        return "".join(out)

    def branch(self, iri: str, edge: Edge | None, out: list[str]) -> None:
        """Append a thing as it stands below another, and what lies below it where it has its place."""
        drawing, node = self.drawing, self.drawing.nodes[iri]
        head = f'<span class="rel">{escape(drawing.labels[edge.property])}</span>' if edge else ""
        head += f'<span class="name">{escape(drawing.labels[iri])}</span>'
        head += f'<span class="type">{escape(drawing.types[node.type])}</span>'
        if edge and edge.layer != "stated":
            head += f'<span class="type">{say(drawing.lang, *LAYERS[edge.layer])}</span>'
        head += self.lit(iri)
        for key in drawing.lacks.get(iri, ()):
            head += f'<span class="hole">{say(drawing.lang, *LACKS[key])}</span>'
        where = "".join(self.passage(row) for row in self.cited.get(edge, ())) if edge else ""
        children, anchor = self.tree.below.get(iri, ()), f"n{self.number[iri]}"
        if edge and self.tree.opener.get(iri) is not edge:
            link = say(drawing.lang, "opened elsewhere", "另处展开") if children else ""
            head += f'<a class="again" href="#{anchor}">{link}</a>' if link else ""
            out.append(f'<div class="leaf">{head}{where}</div>')
        elif not children and not where:
            out.append(f'<div class="leaf" id="{anchor}">{head}</div>')
        else:
            out.append(f'<details id="{anchor}"{"" if edge else " open"}><summary>{head}</summary>{where}')
            for link_, child in children:
                self.branch(child, link_, out)
            out.append("</details>")

    def lit(self, iri: str) -> str:
        """Return the light of a thing with its word, who leads, how far it is and when it is due."""
        judged = self.drawing.judged
        if judged is None or iri not in judged.verdicts:
            return ""
        verdict, graph = judged.verdicts[iri], self.drawing.graph
        named = graph.labels([LIGHT + verdict.light, *judged.lead(iri)], self.drawing.lang)
        light = named.pop(LIGHT + verdict.light)
        words = [light, "、".join(named.values()), *entered(self.drawing, iri)]
        if verdict.recovered:
            words.append(say(self.drawing.lang, "late before", "此前滞后"))
        said = escape(" · ".join(word for word in words if word))
        return f'<span class="lit {verdict.light}">{said}</span>'

    def passage(self, row: Cited) -> str:
        """Return the place of a passage, with the characters of a figure, and its text where it is at hand."""
        if row.passage is None:
            return f'<div class="where">{escape(concluded(row.graph, self.drawing.lang))}</div>'
        text = escape(marked(row.passage, [row.quote] if row.quote else [], ("\ue000", "\ue001")))
        text = text.replace("\ue000", "<mark>").replace("\ue001", "</mark>")
        if not text and row.quote:
            text = f"<mark>{escape(row.quote)}</mark>"
        quoted = f"<br><q>{text}</q>" if text else ""
        return f'<div class="where">{escape(place(row.passage, self.drawing.lang))}{quoted}</div>'
