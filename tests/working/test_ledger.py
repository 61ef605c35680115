"""Imports: what holds, who said what when, taking back, and what a graph with imports answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Store, Triple

from jbgraph import JbgraphError, loading, terms
from jbgraph.graph import Graph
from jbgraph.working import ledger, statements
from jbgraph.working.cells import DIRECT, REPORTED, SEVERAL, Key, State
from jbgraph.working.merge import Change, merge

START = datetime(2026, 3, 1, tzinfo=UTC)
MADE = "https://w3id.org/jbgraph/made/"
REGISTER = """
@prefix jb: <https://w3id.org/jbgraph/ontology#> .
@prefix made: <https://w3id.org/jbgraph/made/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
made:bridge a jb:Project ; skos:prefLabel "一号桥"@zh , "Bridge one"@en .
made:road a jb:Project ; skos:prefLabel "二号路"@zh , "Road two"@en .
made:office a jb:Organization ; skos:prefLabel "一局"@zh , "First office"@en .
made:bureau a jb:Organization ; skos:prefLabel "二局"@zh , "Second office"@en .
"""
DUE = Key(MADE + "bridge", "due")
LEAD = Key(MADE + "bridge", "lead")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "all.ttl").write_text(REGISTER, "utf-8")
    return tmp_path


def enter(folder: Path, state: State, day: int = 0, by: str = "督查室") -> str:
    """Record an import after which exactly these cells hold."""
    before = ledger.holds(ledger.imports(folder))
    changes = tuple(
        Change(key, before.get(key, ()), state.get(key, ()))
        for key in sorted({*before, *state})
        if before.get(key) != state.get(key)
    )
    return ledger.record(folder, changes, by=by, at=START + timedelta(days=day))


def test_what_was_entered_is_in_the_merge_and_says_who(folder: Path) -> None:
    name = enter(folder, {DUE: ("2026-06-30",), LEAD: (MADE + "office",)})
    graph = Graph.open(folder)
    rows = graph.rows("SELECT ?holder { ?r jb:heldBy ?holder ; jb:responsibleFor <" + MADE + "bridge> }")
    assert rows == [{"holder": MADE + "office"}]
    rows = graph.rows(
        "SELECT ?d ?layer ?by { GRAPH ?g { ?s jb:dueDate ?d } ?g jb:layer ?layer ; dc:creator ?by ; a jb:Import }"
    )
    assert rows == [{"d": "2026-06-30", "layer": terms.VOCABULARY + "layer/working", "by": "督查室"}]
    assert name.startswith("20260301T")


def test_a_later_entry_supersedes_and_deletes_nothing(folder: Path) -> None:
    enter(folder, {DUE: ("2026-06-30",), LEAD: (MADE + "office",)})
    enter(folder, {DUE: ("2026-09-30",), LEAD: (MADE + "bureau",)}, day=1)
    graph = Graph.open(folder)
    assert [row["d"] for row in graph.rows("SELECT ?d { ?s jb:dueDate ?d }")] == ["2026-09-30"]
    held = "SELECT ?h { GRAPH ?g { ?r jb:heldBy ?h } ?g jb:layer layer:working }"
    assert [row["h"] for row in graph.rows(held)] == [MADE + "bureau"]
    assert not graph.ask('ASK { GRAPH ?g { ?s jb:dueDate ?d FILTER(STR(?d) = "2026-06-30") } }')
    before = [change.before for _, change in ledger.history(folder, MADE + "bridge")]
    assert ("2026-06-30",) in before


def test_what_was_taken_back_can_be_entered_again(folder: Path) -> None:
    for day, date in enumerate(("2026-06-30", "2026-09-30", "2026-06-30")):
        enter(folder, {DUE: (date,)}, day=day)
    assert [row["d"] for row in Graph.open(folder).rows("SELECT ?d { ?s jb:dueDate ?d }")] == ["2026-06-30"]


def test_what_the_register_says_too_stays_in_the_merge(folder: Path) -> None:
    file = folder / "register" / "all.ttl"
    file.write_text(file.read_text("utf-8") + 'made:bridge jb:dueDate "2026-06-30"^^'
                    "<http://www.w3.org/2001/XMLSchema#date> .\n", "utf-8")  # fmt: skip
    enter(folder, {DUE: ("2026-06-30",)})
    enter(folder, {}, day=1)
    assert [row["d"] for row in Graph.open(folder).rows("SELECT ?d { ?s jb:dueDate ?d }")] == ["2026-06-30"]


def test_nothing_new_writes_nothing(folder: Path) -> None:
    enter(folder, {DUE: ("2026-06-30",)})
    assert enter(folder, {DUE: ("2026-06-30",)}, day=1) == ""
    assert len(ledger.imports(folder)) == 1


def test_history_says_who_changed_what(folder: Path) -> None:
    enter(folder, {DUE: ("2026-06-30",), Key(MADE + "road", "due"): ("2026-01-01",)}, by="甲")
    enter(folder, {DUE: ("2026-09-30",), Key(MADE + "road", "due"): ("2026-01-01",)}, day=1, by="乙")
    said = [(each.made.by, each.change.before, each.change.after) for each in ledger.history(folder, MADE + "bridge")]
    assert said == [("甲", (), ("2026-06-30",)), ("乙", ("2026-06-30",), ("2026-09-30",))]


def test_undo_takes_an_import_back_and_is_an_import_itself(folder: Path) -> None:
    first = enter(folder, {DUE: ("2026-06-30",)})
    enter(folder, {DUE: ("2026-06-30",), LEAD: (MADE + "office",)}, day=1)
    name, conflicts = ledger.undo(folder, first, by="乙", at=START + timedelta(days=2))
    assert not conflicts
    made = ledger.imports(folder)
    assert (made[-1].name, made[-1].undoes, made[-1].by) == (name, first, "乙")
    assert ledger.holds(made) == {LEAD: (MADE + "office",)}


def test_undo_is_refused_where_a_later_import_changed_the_cell_again(folder: Path) -> None:
    first = enter(folder, {DUE: ("2026-06-30",)})
    enter(folder, {DUE: ("2026-09-30",)}, day=1)
    name, conflicts = ledger.undo(folder, first, by="乙", at=START + timedelta(days=2))
    assert name == ""
    assert [(each.theirs, each.ours) for each in conflicts] == [((), ("2026-09-30",))]
    assert len(ledger.imports(folder)) == 2


def test_an_import_needs_somebody(folder: Path) -> None:
    with pytest.raises(JbgraphError, match="who"):
        enter(folder, {DUE: ("2026-06-30",)}, by=" ")


def test_two_imports_in_one_second_keep_their_order(folder: Path) -> None:
    names = [enter(folder, {DUE: (f"2026-0{month}-01",)}) for month in range(1, 6)]
    assert names == sorted(set(names))
    assert ledger.holds(ledger.imports(folder)) == {DUE: ("2026-05-01",)}


def test_a_file_that_was_edited_is_named(folder: Path) -> None:
    name = enter(folder, {DUE: ("2026-06-30",)})
    file = folder / "working" / f"{name}.trig"
    file.write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    with pytest.raises(JbgraphError) as caught:
        ledger.imports(folder)
    assert str(file) in str(caught.value)


def test_a_locked_workspace_refuses_a_second_writer(folder: Path) -> None:
    with ledger.locked(folder), pytest.raises(JbgraphError, match="another import"), ledger.locked(folder):
        pass


# -- properties --------------------------------------------------------------------------------------------

THINGS = [MADE + name for name in ("bridge", "road")]
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)
DAYS = st.dates().map(lambda day: day.isoformat())


@st.composite
def cell(draw: st.DrawFn) -> tuple[Key, tuple[str, ...]]:
    """A cell with a value of its kind."""
    thing = draw(st.sampled_from(THINGS))
    kind = draw(
        st.sampled_from(["due", "note", "lead", "cooperate", "planned", "remark", "extension", "actual", "name"])
    )
    if kind in SEVERAL:
        holders = draw(st.sets(st.sampled_from([MADE + "office", MADE + "bureau", MADE + "third"]), min_size=1))
        return Key(thing, kind), tuple(sorted(holders))
    if kind in REPORTED:
        value = draw(TEXTS) if kind == "remark" else str(draw(st.integers(0, 100)))
        return Key(thing, kind, draw(DAYS)), (value,)
    if kind == "extension":
        return Key(thing, kind, draw(DAYS)), (draw(TEXTS),)
    if kind == "actual":
        at = f"{terms.BASE}period/{draw(st.integers(2020, 2026))} {MADE}district"
        return Key(thing, kind, at), (str(draw(st.integers(0, 999))), terms.VOCABULARY + "unit/percent")
    return Key(thing, kind), (draw(DAYS) if DIRECT[kind][1] == "date" else draw(TEXTS),)


STATES = st.lists(cell(), max_size=8).map(dict)
WRITING = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(STATES)
def test_cells_come_back_from_their_statements(state: State) -> None:
    assert statements.cells(sorted(statements.plain(statements.triples(state)))) == state


@given(STATES, STATES, STATES)
def test_merges_of_disjoint_edits_commute_and_lose_nothing(base: State, first: State, second: State) -> None:
    one = {**base, **{key: value for key, value in first.items() if key not in second}}
    two = {**base, **{key: value for key, value in second.items() if key not in first}}
    ways = []
    for left, right in ((one, two), (two, one)):
        middle = merge(base, left, base)
        end = merge(base, right, middle.apply(base))
        assert not middle.conflicts
        assert not end.conflicts
        ways.append(end.apply(middle.apply(base)))
    assert ways[0] == ways[1] == {**base, **{k: v for s in (one, two) for k, v in s.items() if base.get(k) != v}}


@given(STATES, STATES, STATES)
def test_a_merge_leaves_every_cell_as_one_side_has_it(base: State, theirs: State, ours: State) -> None:
    found = merge(base, theirs, ours)
    after = found.apply(ours)
    open_ = {conflict.key for conflict in found.conflicts}
    for key in {*base, *theirs, *ours} - open_:
        if key.field not in SEVERAL:
            expected = theirs.get(key) if theirs.get(key) != base.get(key) else ours.get(key)
            assert after.get(key) == expected
    assert all(after.get(key) == ours.get(key) for key in open_)


@WRITING
@given(st.lists(STATES, min_size=1, max_size=4))
def test_a_store_holds_what_the_ledger_holds(tmp_path_factory: pytest.TempPathFactory, states: list[State]) -> None:
    folder = tmp_path_factory.mktemp("w")
    for day, state in enumerate(states):
        enter(folder, state, day)
    store = Store()
    graphs: dict[NamedNode, str] = {}
    for file in sorted(folder.rglob("*.trig")):
        for quad in loading.read(file):
            store.add(quad)
            if isinstance(quad.graph_name, NamedNode):
                graphs[quad.graph_name] = loading.layer_of(quad.graph_name)
    loading.withdraw(store, graphs)
    standing: set[Triple] = set()
    for name, layer in graphs.items():
        if layer == "working":
            standing |= {quad.triple for quad in store.quads_for_pattern(None, None, None, name)}
    assert statements.cells(sorted(statements.plain(standing))) == states[-1]
