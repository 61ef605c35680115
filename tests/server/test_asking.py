"""Search, the named questions, the OpenAPI description, the data check, and the documents that stand by themselves."""

from __future__ import annotations

import csv
import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

import pytest
from openpyxl import load_workbook
from pyoxigraph import RdfFormat, parse

from jbgraph import PlanGraph, questions
from jbgraph.server.pages import checking, drawn, frame

SH = "http://www.w3.org/ns/shacl#"
FORM = "application/x-www-form-urlencoded"
PREFIXES = """@prefix jb: <https://w3id.org/jbgraph/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix jiangbei: <https://w3id.org/jbgraph/jiangbei/> . @prefix e: <http://example.org/> .
"""
GOOD = PREFIXES + 'e:p a jb:Place ; skos:prefLabel "甲"@zh , "A"@en .'
BAD = PREFIXES + 'e:p a jb:Place ; skos:prefLabel "甲"@zh .'


# -- search ------------------------------------------------------------------------------------------------------


def test_search_finds_the_same_for_people_and_programs(service) -> None:
    found = service.get("/search?q=gyg&format=json").json()["results"]
    assert (found[0]["zh"], found[0]["page"]) == ("果园港", "/doc/jiangbei/guoyuan-port")
    page = service.get("/search?q=gyg", accept="text/html").text
    assert re.findall(r'<li>.*?<a href="([^"]+)"', page) == [hit["page"] for hit in found]
    assert service.get("/search?q=gyg", accept="application/json").json()["results"] == found


def test_search_keeps_to_a_class_and_a_number(service) -> None:
    found = service.get("/search?format=json&type=Project&limit=2&q=" + quote("项目")).json()["results"]
    assert [hit["type"] for hit in found] == ["project", "project"]
    assert service.get("/search?q=a&type=Nonsense", accept="application/json").status == 404
    assert service.get("/search?q=" + quote("月球基地"), lang="en", accept="text/html").text.count("does not mean") == 1


# -- questions ---------------------------------------------------------------------------------------------------


def test_every_question_is_listed(service) -> None:
    listed = service.get("/questions", accept="application/json").json()["questions"]
    assert [one["name"] for one in listed] == questions.names()
    page = service.get("/questions", accept="text/html").text
    assert all(f'href="/questions/{name}"' in page for name in questions.names())


def test_an_answer_is_the_same_in_every_format(service, real: PlanGraph) -> None:
    path = "/questions/projects-of-goal"
    goal = quote("社会治理现代化")
    expected = real.question("projects-of-goal", "en", goal="社会治理现代化")
    asked = f"goal={goal}&lang=en"
    bindings = service.get(f"{path}.json?{asked}").json()["results"]["bindings"]
    assert [row["project"]["value"] for row in bindings] == [row[0] for row in expected.rows]
    rows = list(csv.reader(io.StringIO(service.get(f"{path}.csv?{asked}").text)))
    assert [row[0] for row in rows[1:]] == [row[0] for row in expected.rows]
    sheet = load_workbook(io.BytesIO(service.get(f"{path}.xlsx?{asked}").body)).active
    assert [row[0].value for row in list(sheet.rows)[1:]] == [row[0] for row in expected.rows]
    page = service.get(f"{path}?{asked}", accept="text/html").text
    assert page.count("<tr><td>") == len(expected.rows)
    assert 'value="社会治理现代化"' in page


def test_a_value_that_means_nothing_is_told_in_the_form(service) -> None:
    reply = service.get("/questions/projects-of-goal?lang=zh&goal=" + quote("月球"), accept="text/html")
    assert reply.status == 400
    assert 'role="alert"' in reply.text and "没有名为“月球”的事物" in reply.text
    assert service.get("/questions/projects-of-goal.json?goal=xyz", accept="application/json").status == 404
    assert service.get("/questions/projects-of-goal.json?nonsense=1", accept="application/json").status == 400


def test_the_description_is_openapi_and_has_every_question(service) -> None:
    from openapi_spec_validator import OpenAPIV31SpecValidator, validate

    said = service.get("/openapi.json").json()
    validate(said, cls=OpenAPIV31SpecValidator)
    assert {f"/questions/{name}.{{format}}" for name in questions.names()} <= said["paths"].keys()
    parameters = said["paths"]["/questions/projects-of-goal.{format}"]["get"]["parameters"]
    (goal,) = (one for one in parameters if one.get("name") == "goal")
    assert (goal["required"], goal["schema"]["default"]) == (False, "率先推进产业发展现代化")


# -- data check --------------------------------------------------------------------------------------------------


def test_data_that_conforms_and_data_that_does_not(service) -> None:
    """Every entity has a label in both languages (ontology/shapes)."""
    assert service.ask(
        "POST", "/shacl", {"content-type": "text/turtle", "accept": "application/json"}, GOOD.encode()
    ).json() == {
        "conforms": True,
        "results": [],
    }
    reply = service.ask("POST", "/shacl", {"content-type": "text/turtle", "accept": "text/turtle"}, BAD.encode())
    report = {
        (quad.predicate.value, quad.object.value)
        for quad in parse(reply.body, format=RdfFormat.TURTLE)
        if hasattr(quad.object, "value")
    }
    assert (SH + "conforms", "false") in report
    assert (SH + "focusNode", "http://example.org/p") in report


def test_what_data_names_and_does_not_describe_is_looked_up(service) -> None:
    data = GOOD + " e:p jb:locatedIn jiangbei:guoyuan-port ."
    strange = GOOD + " e:p jb:locatedIn jiangbei:nowhere ."
    head = {"content-type": "text/turtle", "accept": "application/json"}
    assert service.ask("POST", "/shacl", head, data.encode()).json()["conforms"]
    assert not service.ask("POST", "/shacl", head, strange.encode()).json()["conforms"]


def test_a_person_posts_a_form(service) -> None:
    reply = service.ask(
        "POST", "/shacl?lang=en", {"content-type": FORM, "accept": "text/html"},
        urlencode({"data": BAD, "format": "text/turtle"}).encode(),
    )  # fmt: skip
    assert reply.status == 200
    assert "<strong>1 place does not conform.</strong>" in reply.text
    assert "http://example.org/p" in reply.text
    assert "&lt;http" not in reply.text.partition("<textarea")[0]


@pytest.mark.parametrize(
    ("data", "type_", "status"),
    [
        ("@prefix", "text/turtle", 400),
        (json.dumps({"@context": "http://127.0.0.1:9/context.jsonld", "@id": "http://a/"}), "application/ld+json", 400),
        (b"\xff", "text/turtle", 400),
        ("x", "text/html", 415),
        ("# " + "x" * checking.BYTES, "text/turtle", 413),
        ("".join(f'<a:a><a:b>"{n}".\n' for n in range(checking.TRIPLES + 1)), "application/n-triples", 413),
    ],
)  # fmt: skip
def test_data_that_cannot_be_checked(service, data: str | bytes, type_: str, status: int) -> None:
    body = data if isinstance(data, bytes) else data.encode()
    assert service.ask("POST", "/shacl", {"content-type": type_, "accept": "application/json"}, body).status == status


# -- documents ---------------------------------------------------------------------------------------------------


def test_the_map_is_an_outline_and_a_picture(service) -> None:
    outline, picture = service.get("/map?lang=zh", accept="text/html"), service.get("/map.svg?lang=zh")
    assert "率先推进产业发展现代化" in outline.text and "率先推进产业发展现代化" in picture.text
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "script-src" not in outline.headers["content-security-policy"]
    only = service.get("/map?lang=zh&goal=" + quote("社会治理现代化"), accept="text/html").text
    assert "率先推进产业发展现代化" not in only
    assert service.get("/map?goal=nonsense", accept="text/html").status == 404


def test_the_report_is_made_once(service) -> None:
    reply = service.get("/report?lang=en", accept="text/html")
    assert reply.status == 200
    assert "Attainment" in reply.text or "attainment" in reply.text
    assert service.ask("GET", "/report?lang=en", {"if-none-match": reply.headers["etag"]}, None).status == 304
    assert service.get("/report?lang=en").body == reply.body


def test_the_explorer_keeps_its_own_policy(service) -> None:
    reply = service.get("/explore?lang=zh&focus=" + quote("果园港"), accept="text/html")
    assert reply.status == 200, reply
    policy = reply.headers["content-security-policy"]
    assert "script-src 'sha256-" in policy and "frame-ancestors 'none'" in policy and "connect-src" not in policy
    assert service.get("/explore?focus=nonsense", accept="text/html").status == 404


def test_words_stand_in_both_languages() -> None:
    for key, said in frame.words().items():
        zh, en = said
        assert zh and en, key
        assert set(re.findall(r"\{(\w+)\}", zh)) == set(re.findall(r"\{(\w+)\}", en)), key
    templates = "".join(file.read_text("utf-8") for file in (frame.FOLDER / "templates").glob("*.html"))
    made = {"figure.", "shacl."}  # what stands after these is chosen while the page is made
    assert set(re.findall(r"\bt\('([\w.]+)'", templates)) - made <= frame.words().keys()


def test_of_a_big_graph_the_explorer_shows_what_carries_one_thing(
    tiny: PlanGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """清河工程 holds 河道整治项目 (plan-2030), and not 绿岸步道项目, which is part of another program."""
    view = {"lang": "zh"}
    whole = bytes(drawn.explorer(tiny, focus="清河工程", view=view).body).decode()
    monkeypatch.setattr(drawn, "BIG", 3)
    choice = bytes(drawn.explorer(tiny, focus="", view=view).body).decode()
    assert '<input name="focus" required>' in choice
    part = bytes(drawn.explorer(tiny, focus="清河工程", view=view).body).decode()
    assert "绿岸步道项目" in whole and "河道整治项目" in part
    assert "绿岸步道项目" not in part


def test_what_takes_long_is_made_once_and_keeps_nobody_waiting(service) -> None:
    path = "/report?lang=zh"
    with ThreadPoolExecutor(3) as together:
        reports = [together.submit(service.get, path) for _ in range(3)]
        others = [service.get(other).status for other in ("/static/site.css", "/openapi.json", "/search?q=gyg")]
        early = not any(report.done() for report in reports)
    assert (others, early) == ([200, 200, 200], True)
    assert len({report.result().body for report in reports}) == 1
    made = [line for line in service.lines() if "drawn:report" in line]
    service.get(path)
    assert [line for line in service.lines() if "drawn:report" in line] == made
    assert len(made) <= 2  # in this language, and in English by the other test
