"""From files to a store: formats, layers, and what is refused with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store
from samples import STATEMENTS, TINY, Copy, Q

from jbgraph import JbgraphError, loading

JB = "https://w3id.org/jbgraph/ontology#"
LAYERS = "https://w3id.org/jbgraph/vocabulary/layer/"
GRAPH = "https://w3id.org/jbgraph/graph/"
GOAL, PROGRAM = Q + "lead-in-modernising-the-water-town", Q + "clean-river-program"
PASSAGES = {Q + f"plan-2030/s{number:03}" for number in (1, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16)}
"""The passages that state something."""


@pytest.fixture(scope="module")
def store() -> Store:
    return loading.build(TINY)


def found(store: Store, s: str | None, p: str | None, o: str | None, g: str | None) -> list[Quad]:
    """Return the quads of a pattern of IRIs; the default graph is called the empty string."""
    name = DefaultGraph() if g == "" else NamedNode(g) if g else None
    terms = [NamedNode(iri) if iri else None for iri in (s, p, o)]
    return list(store.quads_for_pattern(*terms, name))


# -- formats -------------------------------------------------------------------------------------------------

GOAL_IN = {
    ".ttl": f'<{GOAL}> a <{JB}Goal> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "甲"@zh .',
    ".nt": f'<{GOAL}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{JB}Goal> .\n'
    f'<{GOAL}> <http://www.w3.org/2004/02/skos/core#prefLabel> "甲"@zh .',
    ".jsonld": f'{{"@id": "{GOAL}", "@type": "{JB}Goal", "http://www.w3.org/2004/02/skos/core#prefLabel": '
    '{"@value": "甲", "@language": "zh"}}',
    ".rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:jb="' + JB + '" '
    f'xmlns:skos="http://www.w3.org/2004/02/skos/core#"><jb:Goal rdf:about="{GOAL}">'
    '<skos:prefLabel xml:lang="zh">甲</skos:prefLabel></jb:Goal></rdf:RDF>',
}  # fmt: skip
GOAL_IN[".trig"] = GOAL_IN[".ttl"]
GOAL_IN[".nq"] = GOAL_IN[".nt"]


@pytest.mark.parametrize("suffix", loading.FORMATS)
def test_every_format_is_read(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"goals{suffix}"
    file.write_text(GOAL_IN[suffix], "utf-8")
    labels = [quad.object for quad in loading.read(file) if quad.predicate.value.endswith("prefLabel")]
    assert labels == [Literal("甲", language="zh")]


# -- layers --------------------------------------------------------------------------------------------------


def test_every_named_graph_has_its_layer(store: Store) -> None:
    layers = {
        quad.subject.value: quad.object.value.removeprefix(LAYERS)
        for quad in found(store, None, JB + "layer", None, "")
    }
    assert layers == {
        GRAPH + "register": "register",
        GRAPH + "derived-group-agreement": "derived",
        GRAPH + "derived-transitive-service": "derived",
        GRAPH + "derived-attainment": "derived",
        **dict.fromkeys(PASSAGES, "stated"),
    }


def test_files_without_graph_names_are_the_register(store: Store) -> None:
    homes = {quad.graph_name for quad in found(store, PROGRAM, None, None, None)}
    kinds = found(store, PROGRAM, None, JB + "Program", GRAPH + "register")
    assert len(kinds) == 1
    assert NamedNode(Q + "plan-2030/s005") in homes


def test_default_graph_holds_each_triple_of_the_layers_once(store: Store) -> None:
    layers = {
        (quad.subject, quad.predicate, quad.object)
        for quad in found(store, None, None, None, None)
        if quad.graph_name != DefaultGraph() and "suggested" not in quad.graph_name.value
    }
    merged = [(quad.subject, quad.predicate, quad.object) for quad in found(store, None, None, None, "")]
    assert len(merged) == len(set(merged))
    assert set(merged) == layers


def test_statements_stand_in_their_passage_only(store: Store) -> None:
    member = found(store, PROGRAM, JB + "memberOf", Q + "three-programs", None)
    assert {quad.graph_name for quad in member} == {DefaultGraph(), NamedNode(Q + "plan-2030/s005")}


def test_a_triple_of_two_passages_stands_in_both_and_once_in_the_merge(copy: Copy) -> None:
    copy.append(STATEMENTS, "plan-2030:s009 { qingshi:clean-river-program jb:memberOf qingshi:three-programs }")
    member = found(loading.build(copy.folder), PROGRAM, JB + "memberOf", None, None)
    assert sorted(str(quad.graph_name) for quad in member) == sorted(
        ["DEFAULT", f"<{Q}plan-2030/s005>", f"<{Q}plan-2030/s009>"]
    )


# -- what is refused -----------------------------------------------------------------------------------------


def refused(copy: Copy) -> str:
    """Return the message with which a graph is refused, paths from its folder on."""
    with pytest.raises(JbgraphError) as caught:
        loading.build(copy.folder)
    return str(caught.value).replace(f"{copy.folder}/", "")


def test_broken_turtle_is_named_with_file_and_line(copy: Copy) -> None:
    copy.edit("register/goals.ttl", "a jb:Objective ;", "a jb:Objective ; ;; [")
    lines = (copy.folder / "register/goals.ttl").read_text("utf-8").splitlines()
    said = refused(copy)
    match = re.match(r"register/goals\.ttl:(\d+): the file is broken: .+\n  fix: ", said)
    assert match, said
    assert int(match[1]) in (11, 12), "the parser stops at the line or just after it"
    assert "jb:Objective ; ;; [" in lines[10]


def test_broken_trig_is_named_with_file_and_line(copy: Copy) -> None:
    copy.edit(STATEMENTS, "plan-2030:s009 {", "plan-2030:s009 {{")
    text = (copy.folder / STATEMENTS).read_text("utf-8")
    line = text[: text.index("{{")].count("\n") + 1
    assert refused(copy).startswith(f"statements/plan-2030.trig:{line}: the file is broken")


def test_a_file_that_is_not_utf8_is_named_with_its_line(copy: Copy) -> None:
    file = copy.folder / "register" / "things.ttl"
    file.write_bytes(file.read_bytes().replace("青石区".encode(), "青石区".encode("gbk"), 1))
    assert refused(copy) == (
        "register/things.ttl:6: the file is not UTF-8\n  fix: save it as UTF-8, for example with iconv"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "unknown", "nearest"),
    [
        (STATEMENTS, "jb:measuredBy", "jb:measurdBy", "jb:measurdBy", "jb:measuredBy"),
        ("register/goals.ttl", "jb:Objective", "jb:Objectiv", "jb:Objectiv", "jb:Objective"),
        (STATEMENTS, "role:lead", "role:leed", "role:leed", "role:lead"),
        (STATEMENTS, "In qingshi:shixi-town", "In qingshi:shixi-twon", Q + "shixi-twon", Q + "shixi-town"),
        (STATEMENTS, "    qingshi:river-w", "    qingshi:rivr-w", Q + "rivr-works", Q + "river-works"),
        (STATEMENTS, "plan-2030:s009 {", "plan-2030:s099 {", Q + "plan-2030/s099", Q + "plan-2030/s009"),
    ],
    ids=["property", "class", "concept", "object", "subject", "graph"],
)  # fmt: skip
def test_an_unknown_term_is_named_with_file_line_and_nearest_name(
    copy: Copy, file: str, old: str, new: str, unknown: str, nearest: str
) -> None:
    text = (copy.folder / file).read_text("utf-8")
    line = text[: text.index(old)].count("\n") + 1
    copy.edit(file, old, new)
    assert refused(copy) == f"{file}:{line}: {unknown} is not defined\n  fix: did you mean {nearest}?"


def test_terms_of_other_vocabularies_are_left_to_them(copy: Copy) -> None:
    copy.append("register/goals.ttl", f'<{GOAL}> <http://example.org/anything> "x" .\n')
    loading.build(copy.folder)


def test_a_graph_name_is_an_iri(copy: Copy) -> None:
    copy.append(STATEMENTS, "_:nameless { qingshi:river-works jb:partOf qingshi:clean-river-program }")
    assert "a graph name is a blank node" in refused(copy)


def test_an_ending_that_names_no_format_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "graph.txt"
    file.write_text("", "utf-8")
    with pytest.raises(JbgraphError, match="names no RDF format"):
        loading.build(file)
