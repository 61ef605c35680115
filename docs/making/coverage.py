"""What the graph holds of each document, what it leaves out and why, and what nothing accounts for."""

from __future__ import annotations

import os
import re

from jbgraph import load
from jbgraph.api import PlanGraph
from jbgraph.validation.coverage import gaps
from making.examples import ROOT
from making.markdown import cell, code, page, table

PATH = "explanation/coverage.md"
INTRO = (
    "What the graph holds of each document, what it leaves out, and why. A statement is a triple in the named graph of "
    "a passage; a triple that two passages state counts twice.",
    "图谱收录了各文件的哪些内容，略去了什么，为何略去。陈述指段落命名图中的三元组，两个段落各自陈述的计两次。",
)
LEFT_OUT = (
    "## Left without a statement · 未作陈述之处",
    "Each of these is marked in the data (`jb:omission`) with its reason. A line without a quote is about the whole "
    "passage.",
    "以下各处在数据中以 `jb:omission` 标明并附理由。没有引文者指整个段落。",
)
GAPS = (
    "## Gaps · 缺口",
    "A gap is a numeral, a name in quotation marks or a whole passage that no statement and no omission accounts "
    "for. `jbgraph validate --check coverage` looks for them where the documents are at hand. There must be none. The "
    "last look found:",
    "缺口指既无陈述、又无说明的数字、引号名称或整个段落。备有文件时由 `jbgraph validate --check coverage` 检查，"
    "应当没有。最近一次检查的结果：",
)
FOUND = re.compile(r"(?<=<!-- gaps -->\n).*?(?=<!-- end of gaps -->)", re.DOTALL)
QUOTE_LIMIT = 20


def text(graph: PlanGraph) -> str:
    """Return the page."""
    names = {lang: graph.info(lang).documents for lang in ("en", "zh")}
    rows = [
        [cell(english[0]), cell(chinese[0]), *chinese[1:]]
        for english, chinese in zip(names["en"], names["zh"], strict=True)
    ]
    counts = table(["document", "文件", "passages · 段落", "statements · 陈述", "figures · 数值"], rows)
    found = f"<!-- gaps -->\n{scan(graph)}<!-- end of gaps -->"
    return page("Coverage · 覆盖", "graph_data/jiangbei/", *INTRO, counts, *LEFT_OUT, omissions(graph), *GAPS, found)


def omissions(graph: PlanGraph) -> str:
    """Return one row for each omission, in reading order."""
    found = graph.rows(
        """SELECT ?passage ?quote ?en ?zh { ?passage jb:omission ?x ; jb:inDocument ?document ; jb:order ?order .
             OPTIONAL { ?x jb:quote ?quote }
             OPTIONAL { ?x jb:reason ?en FILTER(LANG(?en) = "en") }
             OPTIONAL { ?x jb:reason ?zh FILTER(LANG(?zh) = "zh") } } ORDER BY ?document ?order ?quote"""
    )
    rows = [
        [code(graph.compress(str(row["passage"]))), *(cell(short(row[name] or "")) for name in ("quote", "en", "zh"))]
        for row in found
    ]
    return table(["passage · 段落", "quote · 引文", "reason", "理由"], rows)


def short(quote: str) -> str:
    """Return a Chinese quote, cut where it is longer than may be printed; anything else as it is."""
    return quote if quote.isascii() or len(quote) <= QUOTE_LIMIT else quote[: QUOTE_LIMIT - 1] + "…"


def scan(graph: PlanGraph) -> str:
    """Return the gaps: looked for now where the documents are at hand, else those that the page names already.

    So the page is the same with and without the documents, until somebody who has them changes the data.
    """
    documents = os.environ.get("JBGRAPH_SOURCES")
    if not documents:
        path = ROOT / "docs" / PATH
        before = FOUND.search(path.read_text("utf-8")) if path.is_file() else None
        return before[0] if before else "not looked for yet · 尚未检查\n"
    found = gaps(load(sources=documents))
    rows = [[code(graph.compress(gap.passage)), gap.kind, cell(short(gap.quote))] for gap in found]
    return table(["passage · 段落", "kind · 类别", "quote · 引文"], rows) if rows else "none · 无\n"
