"""Graphs with their snapshots: the shipped one, and a made-up one in which whatever could be taken wrongly stands."""

from __future__ import annotations

import pytest
from planted import Planted, T
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from ways import HOSTILE, LAYERS, Both, both

from jbgraph import loading, resources, terms


@pytest.fixture(scope="session")
def jiangbei(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """The shipped graph."""
    return both(loading.build(resources.shipped("graph_data")), tmp_path_factory.mktemp("jiangbei"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """The made-up graph.

    A city with a district, and in the district a park; output and deaths as targets and results of years and of parts
    of them; who does what; two projects, one of them in the park; and beside what is stated, a graph of staff, one of
    suggestions, and one of what was taken back, each with a responsibility and an industry of its own.
    """
    folder = tmp_path_factory.mktemp("made")
    plan = Planted(folder / "graph").metric("output", "level").metric("deaths", "rate", "one", "down")
    for name, kind in (("city", "Place"), ("park", "Place"), ("steel", "Industry"), ("software", "Industry"),
                       ("mill", "Project"), ("office", "Project"), ("reform", "Task"), ("bureau", "Organization"),
                       ("other", "Organization")):  # fmt: skip
        plan.thing(name, kind)
    plan.figure("plan-a:r001", "output", "target", "350", strength="strength:ensure", binding="true")
    plan.figure("plan-a:r001", "output", "actual", "427.7", reportedStatus="status:exceeded")
    plan.figure("plan-b:s002", "output", "actual", "340")  # another document says less
    plan.figure("plan-a:s003", "output", "target", "400", "2021")
    plan.figure("plan-b:s003", "output", "actual", "390", "2021-01-to-2021-09")  # part of the year
    plan.figure("plan-a:s004", "deaths", "target", "0.022", comparator="at-most", unit="one")
    plan.figure("plan-b:s004", "deaths", "actual", "0.023", unit="one", about="park")  # of another subject
    plan.figure("plan-a:s005", "deaths", "target", "0.5", comparator="at-most", unit="one", about="park")
    plan.figure("plan-b:s005", "deaths", "actual", "0.4", unit="one", about="park, testland:mill")
    plan.say("plan-a:s006", "testland:district jb:locatedIn testland:city . testland:park jb:partOf testland:district")
    plan.say("plan-a:s007", "testland:mill jb:locatedIn testland:park ; jb:develops testland:steel")
    plan.say("plan-b:s008", "testland:mill jb:develops testland:steel . testland:reform jb:develops testland:steel")
    plan.say("plan-b:s009", "testland:park jb:develops testland:software . testland:office jb:develops testland:steel")
    plan.say("plan-b:s009", "testland:office jb:locatedIn testland:park , testland:city")
    duty = "{0} a jb:Responsibility ; jb:heldBy testland:{1} ; jb:role role:{2} ; jb:responsibleFor {3}"
    plan.say("plan-a:s010", duty.format("plan-a:s010-r1", "bureau", "lead", "testland:mill , testland:reform"))
    plan.say("plan-b:s011", duty.format("plan-b:s011-r1", "bureau", "cooperate", "testland:mill"))
    plan.load()
    store = loading.build(folder / "graph")
    thing = {name: NamedNode(T + name) for name in ("mill", "other", "software", "reform", "district")}
    store.add(
        Quad(
            thing["other"],
            NamedNode(terms.ALT_LABEL),
            Literal(HOSTILE, language="zh"),
            NamedNode(loading.REGISTER.value),
        )
    )
    for layer, name in LAYERS.items():
        graph, one = NamedNode(name), NamedNode(f"{T}{layer}-duty")
        lines = [
            (one, NamedNode(terms.RDF_TYPE), NamedNode(terms.JB + "Responsibility")),
            (one, NamedNode(terms.JB + "heldBy"), thing["other"]),
            (one, NamedNode(terms.JB + "role"), NamedNode(terms.VOCABULARY + "role/responsible")),
            (one, NamedNode(terms.JB + "responsibleFor"), thing["reform"]),
            (thing["reform"], NamedNode(terms.JB + "develops"), thing["software"]),
        ]
        store.extend(Quad(*line, graph) for line in lines)
        if layer == "working":
            store.extend(Quad(*line, DefaultGraph()) for line in lines)
        marked = (graph, NamedNode(terms.JB + "layer"), NamedNode(f"{terms.VOCABULARY}layer/{layer}"))
        store.extend([Quad(*marked, loading.REGISTER), Quad(*marked, DefaultGraph())])
    return both(store, folder)


@pytest.fixture(scope="session", params=["jiangbei", "made"])
def either(request: pytest.FixtureRequest) -> Both:
    """Each of them in turn."""
    found: Both = request.getfixturevalue(request.param)
    return found
