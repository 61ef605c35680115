"""Linked data: from a thing to what is known of it, for people and for programs, and nothing beside it."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse
from samples import Copy, Q

from jbgraph import terms

THING = "/doc/jiangbei/risk-prevention-program"
PORT = NamedNode("https://w3id.org/jbgraph/jiangbei/guoyuan-port")
LABEL = Triple(PORT, NamedNode(terms.PREF_LABEL), Literal("果园港", language="zh"))
FORMATS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "trig": ("application/trig", RdfFormat.TRIG),
    "nq": ("application/n-quads", RdfFormat.N_QUADS),
}
SCRIPT = "<script>alert(1)</script>"


def triples(body: bytes, form: RdfFormat) -> set[Triple]:
    """Return what stands in a body, whatever the graph."""
    return {Triple(quad.subject, quad.predicate, quad.object) for quad in parse(body, format=form)}


def test_a_thing_leads_to_what_is_known_of_it(service) -> None:
    """https://www.w3.org/TR/cooluris/#r303gendocument: 303 to one document, which is then negotiated."""
    reply = service.get("/id/jiangbei/guoyuan-port", accept="text/turtle")
    assert (reply.status, reply.headers["location"]) == (303, "/doc/jiangbei/guoyuan-port")
    assert "Accept" in reply.headers["vary"]
    assert service.get("/id/ontology%23serves").headers["location"] == "/doc/ontology%23serves"
    assert service.get("/id/jiangbei/guoyuan-port?lang=en").headers["location"] == "/doc/jiangbei/guoyuan-port?lang=en"


@pytest.mark.parametrize("suffix", FORMATS)
def test_rdf_by_suffix_and_by_accept(service, suffix: str) -> None:
    media_type, form = FORMATS[suffix]
    by_suffix = service.get(f"/doc/jiangbei/guoyuan-port.{suffix}")
    by_accept = service.get("/doc/jiangbei/guoyuan-port", accept=f"{media_type}, text/html;q=0.5")
    assert by_suffix.headers["content-type"].partition(";")[0] == media_type
    assert "Accept" in by_accept.headers["vary"]
    assert by_suffix.body == by_accept.body
    assert LABEL in triples(by_suffix.body, form)


def test_a_browser_gets_html_and_what_nobody_has_is_refused(service) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert service.get("/doc/jiangbei/guoyuan-port", accept=browser).headers["content-type"].startswith("text/html")
    assert service.get("/doc/jiangbei/guoyuan-port", accept="image/png").status == 406


def test_trig_tells_the_passage(service) -> None:
    """pathways-2021:s067: 实施风险防范工程, under 社会治理现代化."""
    found = service.get("/search?format=json&type=Program&q=" + quote("风险防范工程")).json()["results"][0]["iri"]
    name = found.removeprefix(terms.BASE)
    quads = set(parse(service.get(f"/doc/{name}.trig").body, format=RdfFormat.TRIG))
    passage = NamedNode("https://w3id.org/jbgraph/jiangbei/pathways-2021/s067")
    goal = NamedNode("https://w3id.org/jbgraph/jiangbei/lead-in-modernising-social-governance")
    assert Quad(NamedNode(found), NamedNode(terms.JB + "serves"), goal, passage) in quads


@pytest.mark.parametrize(
    "name", ["jiangbei/plan-2021", "jiangbei/plan-2021/s239", "ontology%23serves", "vocabulary/role/lead"]
)
def test_documents_passages_and_terms_have_pages(service, name: str) -> None:
    reply = service.get(f"/doc/{name}", accept="text/html")
    assert reply.status == 200
    assert f'href="/doc/{name}.ttl"' in reply.text
    assert service.get(f"/doc/{name}.ttl").status == 200


def test_a_page_has_statements_with_their_passages_and_what_points_to_the_thing(service) -> None:
    page = service.get("/doc/jiangbei/lead-in-modernising-social-governance?lang=zh").text
    text = html.unescape(re.sub(r"<[^>]+>", " ", page))
    assert "风险防范工程" in text
    assert "/doc/jiangbei/pathways-2021/s067" in page
    assert page.count('<svg class="near"') == 1


def test_pages_speak_both_languages(service) -> None:
    path = "/doc/jiangbei/guoyuan-port"
    chinese, english = (
        service.get(path, lang="zh-CN", accept="text/html"),
        service.get(path, lang="en", accept="text/html"),
    )
    assert ('<html lang="zh-Hans">' in chinese.text, "陈述" in chinese.text) == (True, True)
    assert ('<html lang="en">' in english.text, "Statements" in english.text) == (True, True)
    assert "<h1>Guoyuan Port</h1>" in service.get(path + "?lang=en", lang="zh", accept="text/html").text
    assert f'href="{path}?lang=zh"' in english.text


def test_text_stands_only_where_the_documents_are(serve, copy: Copy) -> None:
    page = "/doc/qingshi/plan-2030/s001"
    shown = serve("--graph", copy.folder, "--sources", copy.folder / "sources").get(page, accept="text/html")
    (copy.folder / "sources" / "plan-2030.txt").unlink()
    hidden = serve("--graph", copy.folder).get(page, accept="text/html")
    assert (shown.status, hidden.status) == (200, 200)
    assert ("<blockquote" in shown.text, "<blockquote" in hidden.text) == (True, False)


def test_a_hostile_label_is_text_everywhere(serve, copy: Copy) -> None:
    copy.edit("register/things.ttl", '"石溪镇"@zh , "Shixi Town"@en', f'"{SCRIPT}"@zh , "{SCRIPT}\'\\"&"@en')
    served = serve("--graph", copy.folder)
    town = Q.removeprefix(terms.BASE) + "shixi-town"
    paths = [f"/doc/{town}", "/search?q=script", "/questions/look-alikes", "/map?goal=qingshi:shixi-town", "/explore"]
    paths += ["/query?run=1&query=" + quote("SELECT ?l { qingshi:shixi-town skos:prefLabel ?l }"), "/"]
    for path in paths:
        reply = served.get(path, accept="text/html")
        assert reply.status == 200, path
        assert SCRIPT not in reply.text, path
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in served.get(paths[0], accept="text/html").text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py", "/static/..%2fsettings.py", "/static/%2e%2e/settings.py", "/static//etc/passwd",
        "/static/vendor/README.md", "/doc/../../etc/passwd", "/doc/..%2f..%2fetc%2fpasswd", "/doc/%00", "/doc/",
        "/doc/jiangbei/no-such-thing", "/doc/jiangbei/a%20b%3E", "/questions/..%2f..%2fterms",
        "/questions/../__init__", "/questions/nothing.csv",
    ],
)  # fmt: skip
def test_nothing_beside_the_graph_and_the_fixed_files_is_read(service, path: str) -> None:
    reply = service.get(path, accept="text/html")
    assert reply.status == 404
    assert reply.headers["content-type"].startswith("text/html")
    assert "root:" not in reply.text and "import" not in reply.text


def test_a_page_is_kept_by_its_tag(service) -> None:
    for path in ("/doc/jiangbei/guoyuan-port", "/map", "/", "/static/site.css"):
        first = service.get(path, accept="text/html")
        again = service.ask("GET", path, {"accept": "text/html", "if-none-match": first.headers["etag"]}, None)
        assert (again.status, again.body) == (304, b""), path
        assert "content-security-policy" not in again.headers  # it would take the place of the page's own


def test_the_switch_never_leads_to_another_host(service) -> None:
    page = service.get("//example.org/x", accept="text/html")
    assert page.status == 404
    assert re.findall(r'href="([^"]*)" lang="en"', page.text) == ["/example.org/x?lang=en"]
