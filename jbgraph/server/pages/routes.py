"""Which address leads to which page; what is made is made in a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from jbgraph import terms
from jbgraph.server import negotiation, static
from jbgraph.server.pages import addresses, asking, checking, executables, finding, frame, openapi
from jbgraph.server.pages.frame import View
from jbgraph.server.pages.keeping import Shelf
from jbgraph.server.replies import VARY, call, failure, language
from jbgraph.server.trouble import ServiceError

if TYPE_CHECKING:
    from jbgraph.server.settings import Settings

PAGES = "jbgraph.server.pages."
EARLIER = 12
"""Things whose surroundings the explorer joins to those of the one asked for; the first named are dropped."""
LONGEST = 1000
"""Characters of a name or an IRI that the explorer is asked for."""
_READ = ["GET", "HEAD"]
_shelf = Shelf()


def routes(settings: Settings) -> list[BaseRoute]:
    """Return the routes of all pages."""
    del settings
    return [
        Route("/", home, methods=_READ),
        Route("/static/{name:path}", file, methods=_READ),
        Route("/favicon.ico", icon, methods=_READ),
        Route("/search", search, methods=_READ),
        Route("/questions", questions, methods=_READ),
        *(Route(f"/questions.{suffix}", executed, methods=_READ) for suffix in executables.SUFFIXES),
        Route("/questions/{name}", question, methods=_READ),
        Route("/openapi.json", description, methods=_READ),
        Route("/query", query, methods=_READ),
        Route("/explore", explore, methods=_READ),
        Route("/map", map_page, methods=_READ),
        Route("/map.svg", map_page, methods=_READ),
        Route("/report", report, methods=_READ),
        Route("/shacl", shacl, methods=["GET", "HEAD", "POST"]),
        Route("/id/{name:path}", thing, methods=_READ),
        Route("/doc/{name:path}", document, methods=_READ),
    ]


def view(request: Request) -> dict[str, str]:
    """Return how a page is looked at, as JSON has it."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"]
    asked = request.query_params.get("lang", "")
    path = quote("/" + request.scope["path"].lstrip("/"), safe=addresses.SAFE)  # `//host` would be another host
    here = path + (f"?{urlencode(kept)}" if kept else "")
    return {"lang": language(request), "asked": asked if asked in ("zh", "en") else "", "here": here}


def error_page(request: Request, status: int, message: str) -> Response:
    """Return the page for a person whom something went wrong for."""
    return HTMLResponse(frame.html("error", View(**view(request)), status=status, message=message), status)


def wanted(request: Request, offered: tuple[str, ...]) -> str:
    """Return the media type that a client likes best.

    :raises ServiceError: if it takes none of those offered.
    """
    found = negotiation.best(request.headers.get("accept"), offered)
    if found is None:
        raise ServiceError(
            ("none of the formats asked for is known", "所要的格式都不认识"),
            "unacceptable",
            hint=", ".join(offered),
        )
    return found


def form_of(request: Request) -> str:
    """Return `html` or `json`: as the address says it with `format`, else as the client likes it best."""
    said = request.query_params.get("format")
    if said in ("html", "json"):
        return said
    return "json" if wanted(request, ("text/html", "application/json")) == "application/json" else "html"


async def home(request: Request) -> Response:
    """Return the first page."""
    return await call(request, PAGES + "home:render", view=view(request))


async def file(request: Request) -> Response:
    """Return a file that pages load, from the fixed list."""
    name = request.path_params["name"]
    content = static.content(name)
    if content is None:
        return failure(request, ServiceError(("there is nothing at this address", "此地址没有内容"), "missing"))
    tag = f'"{static.digest(name)}"'
    lasting = request.query_params.get("v") == static.digest(name)
    headers = {"etag": tag, "cache-control": "public, max-age=31536000, immutable" if lasting else "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=static.media_type(name))


async def icon(request: Request) -> Response:
    """Return the sign of the pages, for documents that name none."""
    del request
    return Response(static.content("icon.svg"), media_type=static.media_type("icon.svg"))


async def search(request: Request) -> Response:
    """Return what a text finds."""
    asked = request.query_params
    limit = asked.get("limit", "")
    return await call(
        request,
        PAGES + "finding:render",
        text=asked.get("q", "")[: finding.LONGEST],
        kind=asked.get("type", "")[: finding.LONGEST],
        limit=int(limit) if limit.isascii() and limit.isdigit() and len(limit) < 6 else finding.LIMIT,
        form=form_of(request),
        view=view(request),
    )


async def questions(request: Request) -> Response:
    """Return the list of questions; as RDF they are what other programs run."""
    if "format" not in request.query_params:
        kind = wanted(request, ("text/html", "application/json", *executables.TYPES))
        if kind in executables.TYPES:
            return await published(request, executables.TYPES[kind])
    return await call(request, PAGES + "asking:listing", form=form_of(request), view=view(request))


async def executed(request: Request) -> Response:
    """Return the questions as RDF in the format of the suffix."""
    return await published(request, request.url.path.rpartition(".")[2])


async def published(request: Request, suffix: str) -> Response:
    """Return the questions as RDF."""
    root = str(request.base_url)
    return await call(request, PAGES + "executables:render", root=root, suffix=suffix, lang=language(request))


async def question(request: Request) -> Response:
    """Return a question with its answer; the format by suffix, else as the client likes it best."""
    name, dot, suffix = request.path_params["name"].rpartition(".")
    if not dot or suffix not in asking.FORMS:
        types = {"text/html": "html", **{kind.partition(";")[0]: form for form, kind in asking.FORMS.items()}}
        types["application/json"] = "json"
        name, suffix = request.path_params["name"], types[wanted(request, tuple(types))]
    params = {key: value for key, value in request.query_params.items() if key != "lang"}
    return await call(request, PAGES + "asking:answer", name=name, params=params, form=suffix, view=view(request))


async def description(request: Request) -> Response:
    """Return the OpenAPI description."""
    del request
    return Response(openapi.written(), media_type="application/json")


async def query(request: Request) -> Response:
    """Return the editor; another format is the endpoint's."""
    asked = request.query_params
    text, form = asked.get("query", ""), asked.get("format", "")
    if text and form in ("json", "csv", "turtle"):
        return RedirectResponse("/sparql?" + urlencode({"query": text, "format": form}), 303)
    return await call(
        request,
        PAGES + "editor:render",
        query=text,
        question=asked.get("question", ""),
        params={key[2:]: value for key, value in asked.items() if key.startswith("p.")},
        run="run" in asked,
        view=view(request),
    )


async def explore(request: Request) -> Response:
    """Return the explorer."""
    asked = request.query_params
    focus = asked.get("focus", "").strip()[:LONGEST]
    before = [name.strip()[:LONGEST] for name in asked.getlist("with") if name.strip()][-EARLIER:]
    return await _shelf.get(request, PAGES + "drawn:explorer", focus=focus, before=before, view=standing(request))


async def map_page(request: Request) -> Response:
    """Return the map of goals."""
    goals = [goal for goal in request.query_params.getlist("goal") if goal.strip()][:8]
    svg = request.url.path.endswith(".svg")
    return await _shelf.get(
        request,
        PAGES + "drawn:map_page",
        goals=goals,
        form="svg" if svg else "html",
        up="up" in request.query_params,
        view=standing(request),
    )


async def report(request: Request) -> Response:
    """Return the report."""
    return await _shelf.get(request, PAGES + "drawn:report", view=standing(request))


def standing(request: Request) -> dict[str, str]:
    """Return how a document that stands by itself is looked at: only its language matters."""
    return {"lang": language(request)}


async def shacl(request: Request) -> Response:
    """Return the page of the data check, or the report of data that is posted."""
    if request.method != "POST":
        return await call(request, PAGES + "checking:form", view=view(request))
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ServiceError(("the data is not UTF-8", "数据不是UTF-8编码"), "malformed") from error
    answers = ("application/json", *checking.GIVEN, "text/html")
    if sent == "application/x-www-form-urlencoded":
        fields = parse_qs(text, max_num_fields=8, keep_blank_values=True)
        text, sent = fields.get("data", [""])[0], fields.get("format", ["text/turtle"])[0]
        answers = ("text/html", "application/json", *checking.GIVEN)
    if sent not in checking.TAKEN:
        raise ServiceError(
            ("a body of this type is not taken", "不接受此类型的正文"), "type", hint=", ".join(checking.TAKEN)
        )
    return await call(
        request,
        PAGES + "checking:check",
        cache=False,
        data=text,
        media_type=sent,
        answer=wanted(request, answers),
        view=view(request),
    )


async def thing(request: Request) -> Response:
    """Lead from a thing, which cannot be sent, to what is known of it (Cool URIs for the Semantic Web, section 4)."""
    name = addresses.local(terms.BASE + request.path_params["name"]) or ""
    target = addresses.with_query(f"/doc/{name}", lang=view(request)["asked"])
    return RedirectResponse(target, 303, headers={"vary": VARY})


async def document(request: Request) -> Response:
    """Return what is known of a thing: in the format of the suffix, else in the one that the client likes best."""
    name, suffix = addresses.parted(request.path_params["name"])
    if suffix is None:
        chosen = wanted(request, (*addresses.FORMS.values(), "application/json"))
        suffix = next((key for key, media_type in addresses.FORMS.items() if media_type == chosen), "jsonld")
    if suffix == "html":
        return await call(request, PAGES + "entity:render", name=name, view=view(request))
    return await call(request, PAGES + "described:render", name=name, suffix=suffix)
