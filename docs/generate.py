"""Write the pages that repeat what the ontology, the questions, the graph and the command line say.

    python docs/generate.py            write these pages, and put fresh output into the examples of all others
    python docs/generate.py --check    write nothing; exit 1 where a generated page is not what it would be

`make docs` runs the first, `make check` the second; the tests compare the examples. Same input, same bytes.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
sys.path[:0] = [str(DOCS), str(ROOT)]

import examples  # noqa: E402

import jbgraph  # noqa: E402
from jbgraph import questions, resources, rules, terms  # noqa: E402
from jbgraph.api import PlanGraph  # noqa: E402
from jbgraph.cli.catalogue import CATALOGUE  # noqa: E402
from jbgraph.validation.coverage import gaps  # noqa: E402

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SH = "http://www.w3.org/ns/shacl#"
QUOTE_LIMIT = 20
SCANNED = re.compile(r"(?<=<!-- gaps -->\n).*?(?=<!-- end of gaps -->)", re.DOTALL)

Node = NamedNode | BlankNode | Literal
Description = dict[str, list[Any]]
Graph = dict[str, Description]


# Reading ------------------------------------------------------------------------------------------------


def read(path: Path) -> Graph:
    """Return subject → property → objects of a Turtle file, each in the order in which it is written."""
    found: Graph = {}
    for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
        found.setdefault(str(quad.subject), {}).setdefault(quad.predicate.value, []).append(quad.object)
    return found


def said(node: Description, *names: str, lang: str) -> str:
    """Return the first text in a language among some properties of a node, empty if there is none."""
    for name in names:
        for value in node.get(name, []):
            if isinstance(value, Literal) and (value.language or lang) == lang:
                return str(value.value)
    return ""


def members(graph: Graph, head: Any) -> list[Any]:
    """Return the members of an RDF list."""
    found = []
    while str(head) in graph:
        node = graph[str(head)]
        found.append(node[RDF + "first"][0])
        head = node[RDF + "rest"][0]
    return found


# Markdown -----------------------------------------------------------------------------------------------


def cell(text: object) -> str:
    """Return a text for a table cell: one line, nothing in it read as Markdown or HTML."""
    return re.sub(r"([\\|*_`])", r"\\\1", " ".join(str(text).split())).replace("<", "&lt;")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; cells are taken as they are."""
    lines = [list(columns), ["---"] * len(columns), *([str(value) for value in row] for row in rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def code(text: str) -> str:
    """Return a name as code."""
    return f"`{text}`" if text else ""


def page(title: str, source: str, *parts: str) -> str:
    """Return a generated page: title, where it comes from, parts with an empty line between them."""
    note = f"<!-- Written by `make docs` from {source}. Change that, not this page. -->"
    return "\n\n".join([f"# {title}", note, *(part.strip("\n") for part in parts)]) + "\n"


# Terms --------------------------------------------------------------------------------------------------


def terms_page(graph: PlanGraph) -> str:
    """Return every class and property of the ontology with labels, definition, domain, range, notes, example."""
    ontology = read(resources.shipped("ontology") / "jbgraph.ttl")
    own = {iri.strip("<>"): node for iri, node in ontology.items() if iri.startswith(f"<{terms.JB}")}
    kinds = {iri: {value.value for value in node.get(RDF + "type", [])} for iri, node in own.items()}
    classes = [iri for iri in own if OWL + "Class" in kinds[iri]]
    properties = [iri for iri in own if iri not in classes]
    shown = used(graph, properties)
    parts = [
        "The words of the graph, in the order of the file: first the classes, then the properties.\n"
        f"The namespace is `{terms.JB}`, its prefix `jb:`. Which values a property may take is said by the "
        "[shapes](shapes.md); the concepts it may point at are in the [vocabularies](vocabularies.md).",
        "图谱所用的词汇，按文件顺序排列：先是类，后是属性。属性的取值规定见[形状](shapes.md)，可取的概念见[词表](vocabularies.md)。",
        "## Classes · 类",
        *(term_entry(iri, own[iri], [], disjoint(ontology, iri)) for iri in classes),
        "## Properties · 属性",
        *(term_entry(iri, own[iri], shown.get(iri, []), "") for iri in properties),
    ]
    return page("Terms · 术语", "ontology/jbgraph.ttl", *parts)


def term_entry(iri: str, node: Description, shown: list[str], apart: str) -> str:
    """Return the entry of one term."""
    english, chinese = (said(node, RDFS + "label", lang=lang) for lang in ("en", "zh"))
    lines = [f"### {iri.removeprefix(terms.JB)}", "", f"{code(terms.compress(iri))} · {english} · {chinese}", ""]
    lines += [said(node, terms.SKOS + "definition", lang="en"), "", said(node, terms.SKOS + "definition", lang="zh"), ""]

    def listed(name: str) -> str:
        return ", ".join(code(terms.compress(value.value)) for value in node.get(name, []) if hasattr(value, "value"))

    facts = [("kind of · 上位类", listed(RDFS + "subClassOf")), ("distinct from · 互斥", apart)]
    if OWL + "Class" not in {value.value for value in node[RDF + "type"]}:
        facts += [
            ("from · 定义域", listed(RDFS + "domain") or "any · 不限"),
            ("to · 值域", listed(RDFS + "range") or "text · 文本"),
        ]
        if OWL + "SymmetricProperty" in {value.value for value in node[RDF + "type"]}:
            facts.append(("symmetric · 对称", "yes · 是"))
    facts.append(("note", "; ".join(value.value for value in node.get(terms.SKOS + "scopeNote", []))))
    facts.append(("example · 例", "; ".join(value.value for value in node.get(terms.SKOS + "example", []))))
    lines += [f"- {name}: {value}" for name, value in facts if value]
    lines += [f"- example · 例: {line}" for line in shown if not node.get(terms.SKOS + "example")]
    return "\n".join(lines)


def disjoint(ontology: Graph, iri: str) -> str:
    """Return the classes that a class shares no member with."""
    found = [value.value for value in ontology[f"<{iri}>"].get(OWL + "disjointWith", [])]
    found += [s.strip("<>") for s, node in ontology.items() if NamedNode(iri) in node.get(OWL + "disjointWith", [])]
    for node in ontology.values():
        for head in node.get(OWL + "members", []):
            group = [member.value for member in members(ontology, head)]
            found += [other for other in group if iri in group and other != iri]
    return ", ".join(code(terms.compress(other)) for other in dict.fromkeys(found))


def used(graph: PlanGraph, properties: Iterable[str]) -> dict[str, list[str]]:
    """Return for each property one triple of the graph as example, in both languages."""
    found = {}
    for iri in properties:
        rows = graph.rows(
            f"""SELECT ?s ?o ?layer {{ ?g jb:layer ?layer GRAPH ?g {{ ?s <{iri}> ?o }} FILTER(!isBlank(?s)) }}
                ORDER BY (?layer = layer:suggested) (?layer = layer:derived) ?s ?o LIMIT 1"""
        )
        for row in rows:
            subject, value = str(row["s"]), str(row["o"])
            triples = []
            for lang in ("en", "zh"):
                named = graph.labels([subject, iri], lang)
                end = graph.labels([value], lang)[value] if value.startswith("http") else value
                triples.append(" — ".join(cell(part) for part in (named[subject], named[iri], end)))
            found[iri] = ["<br>".join(dict.fromkeys(triples))]
    return found


# Vocabularies -------------------------------------------------------------------------------------------


def vocabularies_page() -> str:
    """Return every concept scheme with its concepts."""
    parts = [
        "Lists of concepts that properties point at, in their printed order. Each is a SKOS concept scheme.",
        "属性所指的概念表，每表为一个SKOS概念体系，按次序排列。",
    ]
    for file in sorted((resources.shipped("ontology") / "vocabularies").glob("*.ttl")):
        graph = read(file)
        scheme = next(node for iri, node in graph.items() if is_a(node, terms.SKOS + "ConceptScheme"))
        english, chinese = (said(scheme, terms.PREF_LABEL, lang=lang) for lang in ("en", "zh"))
        rows = []
        concepts = [(iri.strip("<>"), node) for iri, node in graph.items() if is_a(node, terms.SKOS + "Concept")]
        concepts.sort(key=lambda concept: said(concept[1], terms.SKOS + "notation", lang=""))
        for iri, node in concepts:
            definitions = [cell(said(node, terms.SKOS + "definition", lang=lang)) for lang in ("en", "zh")]
            codes = [code(str(v.value)) for name, vs in node.items() if name.endswith("ucumCode") for v in vs]
            rows.append(
                [
                    code(terms.compress(iri)),
                    *(cell(said(node, terms.PREF_LABEL, lang=lang)) for lang in ("en", "zh")),
                    "<br>".join(filter(None, definitions)) or "".join(codes),
                ]
            )
        last = "UCUM" if file.stem == "unit" else "meaning · 含义"
        parts += [f"## {file.stem}", f"{english} · {chinese}", table(["concept · 概念", "en", "zh", last], rows)]
    return page("Vocabularies · 词表", "ontology/vocabularies/", *parts)


def is_a(node: Description, kind: str) -> bool:
    """Say whether a node has a type."""
    return NamedNode(kind) in node.get(RDF + "type", [])


# Questions ----------------------------------------------------------------------------------------------


def questions_page() -> str:
    """Return every named question with its parameters and the columns of its answer."""
    parts = [
        "What `jbgraph query NAME` answers. Give a parameter with `--param NAME=VALUE`; one with a default may be left out. "
        "An entity is named by any of its names, by pinyin, or by CURIE.",
        "`jbgraph query 名称` 可回答的问题。用 `--param 名称=值` 给出参数，有默认值者可省略；实体可用任一名称、拼音或CURIE。",
    ]
    for name in questions.names():
        question = questions.question(name)
        lines = [f"## {name}", "", question.said["en"], "", question.said["zh"], ""]
        if question.parameters:
            rows = [
                [code(p.name), p.kind, cell(p.said["en"]), cell(p.said["zh"]), cell(p.default or "—")]
                for p in question.parameters
            ]
            lines += [table(["parameter · 参数", "kind", "en", "zh", "default · 默认"], rows)]
        lines += ["Answer · 结果: " + ", ".join(code(column) for column in columns(question.text))]
        parts.append("\n".join(lines))
    return page("Questions · 命名问题", "jbgraph/questions/", *parts)


def columns(query: str) -> list[str]:
    """Return the columns that a SELECT query answers with.

    >>> columns("# SELECT\\nSELECT DISTINCT ?a (COUNT(?x) AS ?n) WHERE { ?a ?b ?x }")
    ['a', 'n']
    """
    bare = re.sub(r"^\s*#.*$", "", query, flags=re.MULTILINE)
    match = re.search(r"\bSELECT\b(.*?)(?:\bWHERE\b|\{)", bare, re.DOTALL | re.IGNORECASE)
    if match is None:
        return ["answer"]
    return re.findall(r"(?:\bAS\s+|^|\s)\?(\w+)(?=\s*\)|\s|$)", re.sub(r"\([^()]*\)(?!\s*$)(?=.*\bAS\b)", "", match[1]))


# Commands -----------------------------------------------------------------------------------------------


def commands_page() -> str:
    """Return the help of every command in both languages."""
    parts = [
        "What `--help` prints. Results go to standard output, messages to standard error. "
        "Exit codes: 0 done, 1 the answer is no, 2 the request or a file cannot be used.",
        "各命令的 `--help`。结果输出到标准输出，提示输出到标准错误。退出码：0 完成，1 答案为否，2 请求或文件不可用。",
        "The variables `JBGRAPH_LANG` (`zh` or `en`), `JBGRAPH_SOURCES` (folder of the source documents) and "
        "`JBGRAPH_CACHE` (folder of the cached store) say once what options say each time.",
        "环境变量 `JBGRAPH_LANG`（`zh` 或 `en`）、`JBGRAPH_SOURCES`（来源文件所在文件夹）、`JBGRAPH_CACHE`（缓存所在文件夹）可代替每次给出的选项。",
    ]
    for name in ("", *sorted(CATALOGUE)):
        parts.append(f"## {name or 'jbgraph'}")
        for lang in ("en", "zh"):
            shown = examples.shell(f"jbgraph {name} --help", ROOT, lang)
            parts.append(f"```text\n{shown}```")
    return page("Commands · 命令", "jbgraph/cli/", *parts)


# Rules --------------------------------------------------------------------------------------------------


def rules_page() -> str:
    """Return every rule: what it concludes, where to, and its text."""
    parts = [
        "Rules are SPARQL CONSTRUCT files. They run when a graph is loaded, in this order, and each writes to a named graph "
        "of its own. What a derived rule concludes follows from the statements and counts; what a suggested rule concludes "
        "is only worth a look, and stays out of the default graph.",
        "规则为SPARQL CONSTRUCT文件，加载图谱时依次运行，各写入自己的命名图。推导所得由陈述得出，计入默认图；建议仅供参考，不计入默认图。",
    ]
    for rule in rules.rules():
        parts.append(
            f"## {rule.name}\n\n{rule.summary['en']}\n\n{rule.summary['zh']}\n\n"
            f"Layer · 层: {code('layer:' + rule.layer)}. Graph · 命名图: {code(terms.compress(rule.graph.value))}\n\n"
            f"```sparql\n{rule.text.strip()}\n```"
        )
    return page("Rules · 规则", "ontology/rules/", *parts)


# Shapes -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Constraint:
    """What a shape asks of a node or of the values of a path."""

    path: str
    asks: str
    severity: str
    en: str
    zh: str


_NOT_ASKED = {"path", "message", "severity", "property", "sparql", "targetClass", "targetSubjectsOf", "targetObjectsOf",
              "targetNode", "select", "name", "description", "order", "group", "deactivated"}  # fmt: skip


def shapes_page() -> str:
    """Return every shape: what it is for, what it asks, and what it says where that is not given."""
    parts = [
        "What data must look like, as SHACL shapes, one file a class. `jbgraph validate` applies them; a violation makes it "
        "exit with 1, a warning does not.",
        "以SHACL形状规定数据应有的样子，每类一个文件，由 `jbgraph validate` 检查；违规时退出码为1，警告不影响。",
    ]
    for file in sorted((resources.shipped("ontology") / "shapes").glob("*.ttl")):
        graph = read(file)
        entries = []
        for iri, node in graph.items():
            targets = ", ".join(
                f"{name} {code(terms.compress(value.value))}"
                for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
                for value in node.get(SH + name, [])
            )
            if iri.startswith("_:") or not targets:
                continue
            rows = [
                [code(c.path), code(c.asks), c.severity, f"{cell(c.en)}<br>{cell(c.zh)}"] for c in constraints(graph, node)
            ]
            shape = iri.strip("<>").rsplit("/", 1)[-1]
            head = ["path · 路径", "asks · 要求", "severity · 程度", "message · 说明"]
            entries.append(f"### {shape}\n\n{targets}\n\n{table(head, rows)}")
        if entries:
            parts += [f"## {file.stem}", *entries]
    return page("Shapes · 形状", "ontology/shapes/", *parts)


def constraints(graph: Graph, node: Description) -> list[Constraint]:
    """Return what a shape asks, itself first, then by its property shapes and SPARQL constraints."""
    found = []
    own = asked(graph, node)
    path = path_text(graph, node[SH + "path"][0]) if SH + "path" in node else ""
    if own or SH + "message" in node:
        found.append(constraint(node, path, own))
    for name in ("property", "sparql"):
        for value in node.get(SH + name, []):
            inner = graph.get(str(value), {})
            if name == "sparql":
                found.append(constraint(inner, path, "sparql"))
            else:
                found += constraints(graph, inner)
    return found


def constraint(node: Description, path: str, asks: str) -> Constraint:
    """Return one constraint with its messages."""
    severity = node.get(SH + "severity", [NamedNode(SH + "Violation")])[0].value.removeprefix(SH).lower()
    english, chinese = (said(node, SH + "message", lang=lang) for lang in ("en", "zh"))
    return Constraint(path, asks, severity, english, chinese)


def asked(graph: Graph, node: Description) -> str:
    """Return the parameters of a shape's constraints as text."""
    parts = []
    for name, values in node.items():
        local = name.removeprefix(SH)
        if name.startswith(SH) and local not in _NOT_ASKED:
            parts.append(f"{local} " + ", ".join(value_text(graph, value) for value in values))
    return "; ".join(parts)


def value_text(graph: Graph, value: Any) -> str:
    """Return a value of a constraint as text: a list in brackets, an inner shape in braces."""
    if isinstance(value, BlankNode):
        node = graph.get(str(value), {})
        if RDF + "first" in node:
            return "(" + ", ".join(value_text(graph, member) for member in members(graph, value)) + ")"
        path = path_text(graph, node[SH + "path"][0]) + ": " if SH + "path" in node else ""
        return "{" + path + asked(graph, node) + "}"
    return terms.compress(str(value.value)) if isinstance(value, NamedNode) else str(value.value)


def path_text(graph: Graph, value: Any) -> str:
    """Return a SHACL property path as a SPARQL path."""
    if isinstance(value, NamedNode):
        return terms.compress(value.value)
    node = graph.get(str(value), {})
    if RDF + "first" in node:
        return "/".join(path_text(graph, member) for member in members(graph, value))
    for name, sign in (("zeroOrMorePath", "*"), ("oneOrMorePath", "+"), ("zeroOrOnePath", "?")):
        if SH + name in node:
            return f"({path_text(graph, node[SH + name][0])}){sign}"
    if SH + "inversePath" in node:
        return "^" + path_text(graph, node[SH + "inversePath"][0])
    alternatives = node.get(SH + "alternativePath", [])
    return " or ".join(path_text(graph, member) for head in alternatives for member in members(graph, head))


# Coverage -----------------------------------------------------------------------------------------------


def coverage_page(graph: PlanGraph, documents: Path | None, before: str) -> str:
    """Return what the graph holds of each document, what it leaves out and why, and what nothing accounts for.

    :param documents: the folder of the source documents; without it the gaps are those of the page before.
    """
    counts = {row[0]: row for row in graph.info("zh").documents}
    english = {row[1:]: row[0] for row in graph.info("en").documents}
    rows = [[cell(english[row[1:]]), cell(name), *row[1:]] for name, row in counts.items()]
    parts = [
        "What the graph holds of each document, what it leaves out, and why. A statement is a triple in the named graph of "
        "a passage; a triple that two passages state counts twice.",
        "图谱收录了各文件的哪些内容，略去了什么，为何略去。陈述指段落命名图中的三元组，两个段落各自陈述的计两次。",
        table(["document", "文件", "passages · 段落", "statements · 陈述", "figures · 数值"], rows),
        "## Left without a statement · 未作陈述之处",
        "Each of these is an omission in the data (`jb:omission`) with its reason. A line without a quote is about the whole passage.",
        "以下各处在数据中以 `jb:omission` 标明并附理由；没有引文者指整个段落。",
        omissions(graph),
        "## Gaps · 缺口",
        "A gap is a numeral, a name in quotation marks or a whole passage that neither a statement nor an omission accounts for. "
        "`jbgraph validate --check coverage` looks for them where the documents are at hand; there must be none. "
        "This is what the last look found:",
        "缺口指既无陈述、又无说明的数字、引号名称或整个段落。备有文件时由 `jbgraph validate --check coverage` 检查，应当没有。最近一次检查结果：",
        f"<!-- gaps -->\n{scan(documents, before)}<!-- end of gaps -->",
    ]
    return page("Coverage · 覆盖", "graph_data/jiangbei/", *parts)


def omissions(graph: PlanGraph) -> str:
    """Return one row for each omission, in reading order."""
    found = graph.rows(
        """SELECT ?passage ?quote ?en ?zh { ?passage jb:omission ?x ; jb:inDocument ?document ; jb:order ?order .
             OPTIONAL { ?x jb:quote ?quote }
             OPTIONAL { ?x jb:reason ?en FILTER(LANG(?en) = "en") }
             OPTIONAL { ?x jb:reason ?zh FILTER(LANG(?zh) = "zh") } } ORDER BY ?document ?order ?quote"""
    )
    rows = [
        [
            code(graph.compress(str(row["passage"]))),
            cell(short(row["quote"] or "")),
            cell(row["en"] or ""),
            cell(row["zh"] or ""),
        ]
        for row in found
    ]
    return table(["passage · 段落", "quote · 引文", "reason", "理由"], rows)


def short(quote: str) -> str:
    """Return a quote, cut where it is longer than we may print."""
    return quote if len(quote) <= QUOTE_LIMIT else quote[: QUOTE_LIMIT - 1] + "…"


def scan(documents: Path | None, before: str) -> str:
    """Return the gaps as Markdown: found now where the documents are at hand, else those of the page before."""
    if documents is None:
        kept = SCANNED.search(before)
        return kept[0] if kept else "not looked for yet · 尚未检查\n"
    found = gaps(jbgraph.load(sources=documents))
    if not found:
        return "**none · 无**\n"
    graph = jbgraph.load()
    rows = [[code(graph.compress(gap.passage)), gap.kind, cell(short(gap.quote))] for gap in found]
    return table(["passage · 段落", "kind", "quote · 引文"], rows)


# Running ------------------------------------------------------------------------------------------------


def generated() -> dict[Path, str]:
    """Return the text of every generated page."""
    documents = resources.sources()
    os.environ.pop("JBGRAPH_SOURCES", None)
    graph = jbgraph.load()
    coverage = DOCS / "explanation" / "coverage.md"
    before = coverage.read_text("utf-8") if coverage.is_file() else ""
    reference = DOCS / "reference"
    return {
        reference / "terms.md": terms_page(graph),
        reference / "vocabularies.md": vocabularies_page(),
        reference / "questions.md": questions_page(),
        reference / "commands.md": commands_page(),
        reference / "rules.md": rules_page(),
        reference / "shapes.md": shapes_page(),
        coverage: coverage_page(graph, documents, before),
    }


def stale() -> list[str]:
    """Return what differs between the generated pages and what they would be, as lines of a diff."""
    found: list[str] = []
    for path, text in generated().items():
        before = path.read_text("utf-8") if path.is_file() else ""
        name = str(path.relative_to(ROOT))
        found += difflib.unified_diff(before.splitlines(), text.splitlines(), name, f"{name} (now)", lineterm="", n=0)
    return found


def main() -> int:
    """Write the pages, or check them; return the exit code."""
    if sys.argv[1:] == ["--check"]:
        found = stale()
        for line in found[:40]:
            print(line, file=sys.stderr)
        if found:
            print("generated pages are not up to date: run `make docs`", file=sys.stderr)
        return 1 if found else 0
    if sys.argv[1:]:
        print(__doc__, file=sys.stderr)
        return 2
    for path, text in generated().items():
        write(path, text)
    for path in examples.pages():
        write(path, examples.renew(path))
    return 0


def write(path: Path, text: str) -> None:
    """Write a page where it changes, and say so."""
    if not path.is_file() or path.read_text("utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
