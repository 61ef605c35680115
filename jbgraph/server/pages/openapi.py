"""The OpenAPI 3.1 description of what programs can ask: questions, search, things, SPARQL, data checks."""

from __future__ import annotations

import json
from functools import cache
from importlib.metadata import version
from typing import Any

from jbgraph import questions
from jbgraph.questions import Question
from jbgraph.server.pages import addresses, asking, checking, executables, finding

Data = dict[str, Any]
RESULTS = {"$ref": "#/components/schemas/Results"}
TEXT = {"type": "string"}
LANG = {"$ref": "#/components/parameters/lang"}
WRONG = {"$ref": "#/components/responses/Wrong"}
MISSING = {"$ref": "#/components/responses/Missing"}
BUSY = {"$ref": "#/components/responses/Busy"}


@cache
def written() -> bytes:
    """Return the description as JSON."""
    return (json.dumps(description(), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def description() -> Data:
    """Return the description."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "jbgraph",
            "version": version("jbgraph"),
            "summary": "A graph of government plans; every statement with the passage it comes from.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": {**things(), **sparql(), **{f"/questions/{q.name}.{{format}}": asked(q) for q in every()}},
        "components": components(),
    }


def every() -> list[Question]:
    """Return all questions."""
    return [questions.question(name) for name in questions.names()]


def asked(question: Question) -> Data:
    """Return the description of one question."""
    parameters = [
        {
            "name": one.name,
            "in": "query",
            "required": one.default is None,
            "description": f"{one.said['en']} · {one.said['zh']}",
            "schema": {"type": "number" if one.kind == "number" else "string"}
            | ({"default": float(one.default) if one.kind == "number" else one.default} if one.default else {}),
        }
        for one in question.parameters
    ]
    form = {"name": "format", "in": "path", "required": True, "schema": {"enum": list(asking.FORMS)}}
    tables: Data = {media_type.partition(";")[0]: {} for media_type in asking.FORMS.values()}
    answer = {"description": "the answer", "content": {**tables, asking.FORMS["json"]: {"schema": RESULTS}}}
    return get(question.name, question.said["en"], [form, LANG, *parameters], {"200": answer})


def things() -> Data:
    """Return the description of search, of the list of questions, and of what is known of a thing."""
    hits = {"application/json": {"schema": {"$ref": "#/components/schemas/Hits"}}}
    name = {
        "name": "name",
        "in": "path",
        "required": True,
        "schema": TEXT,
        "description": "IRI of a thing without its base",
    }
    suffix = {"name": "suffix", "in": "path", "required": True, "schema": {"enum": list(addresses.FORMS)}}
    found: Data = {media_type: {} for media_type in addresses.FORMS.values()}
    text = {"name": "q", "in": "query", "required": True, "schema": {"type": "string", "maxLength": finding.LONGEST}}
    kind = {"name": "type", "in": "query", "schema": TEXT, "description": "only things of a class, such as Project"}
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": finding.MOST}}
    form = {"name": "format", "in": "query", "schema": {"enum": ["html", "json"]}}
    listed = {"application/json": {"schema": {"type": "object"}}, **{kind: {} for kind in executables.TYPES}}
    return {
        "/search": get("search", "Find things by name", [text, kind, limit, form, LANG], {"200": ok("hits", hits)}),
        "/questions": get("questions", "List the named questions", [form, LANG], {"200": ok("questions", listed)}),
        "/doc/{name}.{suffix}": get("doc", "What is known of a thing", [name, suffix], {"200": ok("it", found)}),
        "/id/{name}": get("id", "A thing; leads to what is known of it", [name], {"303": {"description": "see /doc/"}}),
    }


def sparql() -> Data:
    """Return the description of the endpoint and of the check of data."""
    query = {"name": "query", "in": "query", "required": True, "schema": TEXT}
    kinds = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/turtle")
    report = {"application/json": {"schema": {"type": "object"}}, **{media_type: {} for media_type in checking.GIVEN}}
    posted = {
        "operationId": "shacl",
        "summary": "Check data against the shapes of the ontology",
        "requestBody": {"required": True, "content": {media_type: {"schema": TEXT} for media_type in checking.TAKEN}},
        "responses": {"200": ok("the validation report", report), "400": WRONG, "503": BUSY},
    }
    answered = {"200": ok("the answer", {kind: {} for kind in kinds})}
    return {
        "/sparql": get("sparql", "SPARQL 1.1 query; the protocol has more", [query], answered),
        "/shacl": {"post": posted},
    }


def get(name: str, summary: str, parameters: list[Data], responses: Data) -> Data:
    """Return the description of an address that is read."""
    wrong = {"400": WRONG, "404": MISSING, "503": BUSY}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": parameters,
            "responses": {**responses, **wrong},
        }
    }


def ok(what: str, content: Data) -> Data:
    """Return the description of a response."""
    return {"description": what, "content": content}


def components() -> Data:
    """Return what several descriptions share."""
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    term = {"type": "object", "required": ["type", "value"], "properties": {"type": TEXT, "value": TEXT}}
    hit = {
        "type": "object",
        "required": ["iri", "id", "type", "zh", "en", "matched", "score", "page"],
        "properties": dict.fromkeys(("iri", "id", "type", "zh", "en", "matched", "page"), TEXT)
        | {"score": {"type": "number"}},
    }
    return {
        "parameters": {"lang": {"name": "lang", "in": "query", "schema": {"enum": ["zh", "en"]}}},
        "responses": {
            "Wrong": ok("the request cannot be used", error),
            "Missing": ok("there is no such thing", error),
            "Busy": ok("too much is asked at a time; Retry-After says when to come back", error),
        },
        "schemas": {
            "Error": {"type": "object", "required": ["message"], "properties": {"message": TEXT, "error": TEXT}},
            "Hits": {"type": "object", "properties": {"query": TEXT, "results": {"type": "array", "items": hit}}},
            "Results": {
                "type": "object",
                "description": "SPARQL 1.1 Query Results JSON Format",
                "required": ["head"],
                "properties": {
                    "head": {"type": "object", "properties": {"vars": {"type": "array", "items": TEXT}}},
                    "boolean": {"type": "boolean"},
                    "results": {
                        "type": "object",
                        "properties": {
                            "bindings": {
                                "type": "array",
                                "items": {"type": "object", "additionalProperties": term},
                            }
                        },
                    },
                },
            },
        },
    }
