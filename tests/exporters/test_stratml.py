"""StratML: structure and values against the two schemas, and what comes back of the map.

The table below says what the schemas StrategicPlanISOVersion20140401.xsd (Part 1) and
PerformancePlanOrReport20160216.xsd (Part 2) of the StratML project say of the elements that are written: order, how
often, and what values they take. The schemas themselves are not in this repository.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from jbgraph import JbgraphError, drawings, exporters, maps, terms
from jbgraph.drawings import Drawing, Report
from jbgraph.exporters.stratml import MEANS, PART_1, PART_2, identifier
from jbgraph.tables import legal

NS = {1: PART_1, 2: PART_2}
RESULT = "StartDate? EndDate? NumberOfUnits? Descriptor? Description?"
COMMON = {
    "StrategicPlanCore": "Organization* Vision? Mission? Value* Goal+",
    "Goal": "Name Description Identifier? SequenceIndicator? Stakeholder* OtherInformation? Objective*",
}
PARTS = {
    1: {
        **COMMON,
        "StrategicPlan": "Name Description? OtherInformation? StrategicPlanCore AdministrativeInformation?",
        "Objective": "Name? Description? Identifier? SequenceIndicator? Stakeholder* OtherInformation?",
        "Stakeholder": "Name Description?",
    },
    2: {
        **COMMON,
        "PerformancePlanOrReport": "Name Description? OtherInformation? StrategicPlanCore AdministrativeInformation? "
        "Submitter?",
        "Objective": "Name? Description? Identifier? SequenceIndicator? Stakeholder* OtherInformation? "
        "PerformanceIndicator*",
        "Stakeholder": "Name Description? Role*",
        "Role": "Name Description? RoleType{0,2}",
        "PerformanceIndicator": "SequenceIndicator? MeasurementDimension UnitOfMeasurement Identifier? Relationship* "
        "MeasurementInstance* OtherInformation?",
        "MeasurementInstance": "TargetResult* ActualResult*",
        "TargetResult": RESULT,
        "ActualResult": RESULT,
        "Descriptor": "DescriptorName? DescriptorValue?",
    },
}
DATE = re.compile(r"\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])")
VALUES = {
    "Identifier": re.compile(r"[A-Za-z_][\w.-]*"),
    "StartDate": DATE,
    "EndDate": DATE,
    "NumberOfUnits": re.compile(r"[+-]?\d+(\.\d+)?"),
    "RoleType": re.compile("Performer|Beneficiary"),
}
ATTRIBUTES = {
    "Type": re.compile("Strategic_Plan|Performance_Plan|Performance_Report"),
    "StakeholderTypeType": re.compile("Person|Organization|Generic_Group"),
    "PerformanceIndicatorType": re.compile("Quantitative|Qualitative"),
}
OWNERS = {"Type": "PerformancePlanOrReport", "StakeholderTypeType": "Stakeholder"}


def check(data: bytes) -> tuple[int, ET.Element]:
    """Check a document against the tables above; return its part, and its root without namespaces."""
    root = ET.fromstring(data)
    part = next(number for number, space in NS.items() if root.tag.startswith(f"{{{space}}}"))
    for element in root.iter():
        assert element.tag.startswith(f"{{{NS[part]}}}")
        element.tag = element.tag.partition("}")[2]
    assert root.tag == ("StrategicPlan" if part == 1 else "PerformancePlanOrReport")
    assert part == 1 or "Type" in root.attrib
    for element in root.iter():
        model = PARTS[part].get(element.tag)
        if model is None:
            assert len(element) == 0, element.tag
            if element.tag in VALUES:
                assert VALUES[element.tag].fullmatch(element.text or ""), (element.tag, element.text)
        else:
            assert not (element.text or "").strip()
            order = re.sub(r"(\w+)((?:[?*+]|\{0,2\})?) ?", r"(?:\1 )\2", model)
            assert re.fullmatch(order, "".join(f"{child.tag} " for child in element)), (element.tag, model)
        for name, value in element.attrib.items():
            assert ATTRIBUTES[name].fullmatch(value)
            assert OWNERS.get(name, "PerformanceIndicator") == element.tag
    ids = [element.text for element in root.iter("Identifier")]
    assert len(set(ids)) == len(ids), "an ID stands once in a document"
    return part, root


def plain(text: str) -> str:
    """Return a text as XML gives it back."""
    return re.sub("\r\n?", "\n", legal(text))


@pytest.mark.parametrize("which", ["drawing", "english", "hostile", "control", "everything"])
def test_structure_and_values_are_those_of_the_schema(which: str, request: pytest.FixtureRequest) -> None:
    drawn: Drawing = request.getfixturevalue(which)
    data = exporters.export(drawn, "stratml")
    assert data == exporters.export(drawn, "stratml")
    part, root = check(data)
    assert part == (1 if which in ("hostile", "control") else 2)
    assert root.findtext("Name") == plain(drawn.title)


@pytest.mark.parametrize("which", ["drawing", "hostile", "everything"])
def test_xmllint_finds_it_well_formed(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if shutil.which("xmllint") is None:
        pytest.skip("xmllint is missing: apt-get install libxml2-utils")
    file = tmp_path / "map.stratml"
    file.write_bytes(exporters.export(request.getfixturevalue(which), "stratml"))
    done = subprocess.run(["xmllint", "--noout", str(file)], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("which", ["drawing", "english", "hostile", "control"])
def test_goals_and_means_come_back(which: str, request: pytest.FixtureRequest) -> None:
    drawn: Drawing = request.getfixturevalue(which)
    _, root = check(exporters.export(drawn, "stratml"))
    by_id = {element.findtext("Identifier"): element for element in root.iter() if element.tag in ("Goal", "Objective")}
    goals = [node for node in drawn.map.nodes if node.type == "Goal"]
    assert {identifier(node.iri) for node in goals} == {e.findtext("Identifier") for e in root.iter("Goal")}
    ups = [e for e in drawn.map.edges if e.property.removeprefix(terms.JB) in maps.UP]
    carrying = {node.iri for node in goals}
    while more := {e.source for e in ups if e.target in carrying and drawn.nodes[e.source].type in MEANS} - carrying:
        carrying |= more
    own = {identifier(node.iri, "indicators") for node in goals}
    assert by_id.keys() - own == {identifier(iri) for iri in carrying}
    numbers = Counter(element.findtext("SequenceIndicator") for element in by_id.values())
    assert set(numbers.values()) == {1}
    for iri in carrying:
        node, element = drawn.nodes[iri], by_id[identifier(iri)]
        assert element.findtext("Name") == plain(drawn.labels[iri])
        assert (element.findtext("Description") or "").startswith(plain(drawn.types[node.type]))
        other = element.findtext("OtherInformation") or ""
        assert other.endswith(iri)
        assert plain(node.zh if drawn.lang == "en" else node.en) in other


def test_relations_carry_their_passages(drawing: Drawing) -> None:
    _, root = check(exporters.export(drawing, "stratml"))
    texts = {
        element.findtext("Identifier"): element.findtext("OtherInformation")
        for element in root.iter()
        if element.tag in ("Goal", "Objective")
    }
    seen = 0
    for cited in drawing.evidence():
        text = texts.get(identifier(cited.edge.source))
        if text is None:
            continue
        seen += 1
        (line,) = [
            line
            for line in text.splitlines()
            if line.startswith(f"{drawing.labels[cited.edge.property]}：{drawing.labels[cited.edge.target]}（")
        ]
        p = cited.passage
        assert p is not None
        assert f"{p.document_label} · {p.section_label}" in line
        assert f"{p.start}–{p.end}" in line
        assert cited.quote in line
    assert seen > 600
    lacking = {hole.node for hole in drawing.map.holes}
    for iri in lacking:
        assert "\n缺口：" in f"\n{texts[identifier(iri)]}"


def test_indicators_have_the_printed_figures_and_no_other(drawing: Drawing) -> None:
    _, root = check(exporters.export(drawing, "stratml"))
    rows = drawing.graph.rows(
        """SELECT ?metric ?kind ?value ?start ?end ?quote { ?o jb:ofMetric ?metric ; jb:kind ?kind ; jb:quote ?quote ;
           jb:period ?p OPTIONAL { ?o jb:value ?value } OPTIONAL { ?p jb:startDate ?start }
           OPTIONAL { ?p jb:endDate ?end } }"""
    )
    tags = {"target": "TargetResult", "actual": "ActualResult"}
    known = {
        (str(row["metric"]), tags.get(str(row["kind"]).rsplit("/")[-1]), row["start"], row["end"], str(row["quote"])):
        Decimal(row["value"]) if row["value"] else None
        for row in rows
    }  # fmt: skip
    metrics = {drawing.labels[node.iri]: node.iri for node in drawing.map.nodes if node.type == "Metric"}
    numbers = results = 0
    for indicator in root.iter("PerformanceIndicator"):
        metric = metrics[indicator.findtext("MeasurementDimension") or ""]
        for result in (*indicator.iter("TargetResult"), *indicator.iter("ActualResult")):
            results += 1
            said = result.findtext("Description") or ""
            when = (result.findtext("StartDate"), result.findtext("EndDate"))
            wanted = [metric, result.tag, *when]
            (value,) = {v for (*key, quote), v in known.items() if key == wanted and f"“{quote}”" in said}
            number = result.findtext("NumberOfUnits")
            if number:
                numbers += 1
                assert Decimal(number) == value
            else:
                assert result.findtext("Descriptor/DescriptorValue")
    assert results > numbers > 20
    measured = {e.target for e in drawing.map.edges if e.property == terms.JB + "measuredBy"}
    written = {metrics[str(text.text)] for text in root.iter("MeasurementDimension")}
    assert written <= measured
    assert len(written) > 10


def test_stakeholders_are_the_holders_that_documents_name(drawing: Drawing) -> None:
    _, root = check(exporters.export(drawing, "stratml"))
    rows = drawing.graph.rows("SELECT ?s ?who ?role { ?r jb:responsibleFor ?s ; jb:heldBy ?who ; jb:role ?role }")
    names = drawing.graph.labels({str(row[key]) for row in rows for key in ("who", "role")}, "zh")
    expected = {(identifier(str(r["s"])), names[str(r["who"])], names[str(r["role"])]) for r in rows}
    found = {
        (element.findtext("Identifier"), holder.findtext("Name"), role.findtext("Name"))
        for element in root.iter()
        if element.tag in ("Goal", "Objective")
        for holder in element.findall("Stakeholder")
        for role in holder.findall("Role")
    }
    ids = {element.text for element in root.iter("Identifier")}
    assert found == {said for said in expected if said[0] in ids}
    assert found


def test_part_1_where_there_is_no_figure(drawing: Drawing) -> None:
    edges = tuple(edge for edge in drawing.map.edges if edge.property != terms.JB + "measuredBy")
    part, root = check(exporters.export(replace(drawing, map=replace(drawing.map, edges=edges)), "stratml"))
    assert part == 1
    assert len(root.findall("StrategicPlanCore/Goal")) == 4
    described = [holder.findtext("Description") or "" for holder in root.iter("Stakeholder")]
    assert described
    assert all("（" in text for text in described)


def test_a_map_without_goals_has_its_starting_points_as_goals(drawing: Drawing) -> None:
    program = next(node for node in drawing.map.nodes if node.type == "Program")
    drawn = drawings.draw(drawing.graph, maps.map(drawing.graph, [program.iri]), "zh")
    report = Report("stratml")
    _, root = check(exporters.export(drawn, "stratml", report))
    assert [goal.findtext("Name") for goal in root.iter("Goal")] == [program.zh]
    assert report.losses["starting points written as Goal", "写作 Goal 的起点"] == 1
    with pytest.raises(JbgraphError, match="needs a goal"):
        exporters.export(drawings.draw(drawing.graph, maps.Map((), (), ()), "zh"), "stratml")


def test_what_is_lost_is_told(drawing: Drawing, control: Drawing) -> None:
    report = Report("stratml")
    _, root = check(exporters.export(drawing, "stratml", report))
    told = {en: count for (en, _), count in report.losses.items()}
    written = {element.text for element in root.iter("Identifier")}
    metrics = {str(text.text) for text in root.iter("MeasurementDimension")}
    outside = [n for n in drawing.map.nodes if identifier(n.iri) not in written and n.zh not in metrics]
    assert told["things that carry no goal"] == len(outside)
    loose = sum(identifier(edge.source) not in written for edge in drawing.map.edges)
    assert told["relations of things that carry no goal"] == loose
    report = Report("stratml")
    exporters.export(control, "stratml", report)
    told = {en: count for (en, _), count in report.losses.items()}
    assert told["things left out by --limit"] == 3
    assert told["texts whose control characters are replaced"] > 0
