"""A review as page: one file, nothing fetched from anywhere, and its decisions as a file that `accept` takes."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from jbgraph.rendering import say
from jbgraph.resources import tokens
from jbgraph.review.decisions import FORM
from jbgraph.review.rows import FIELDS, Review, Row
from jbgraph.review.words import CLASS, COLUMNS, DECISIONS, PAGE, THING_COLUMNS
from jbgraph.review.workbook import DOUBTFUL, relations

HERE = Path(__file__).resolve().parent


def page(review: Review) -> str:
    """Return the page; the same draft and decisions give the same bytes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    script = text("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    data = json.dumps(payload(review), ensure_ascii=False, separators=(",", ":"))
    return environment.get_template("page.html").render(
        lang=review.lang,
        title=review.draft.sheet.title,
        document=review.draft.sheet.document,
        words={name: say(review.lang, *said) for name, said in PAGE.items()},
        light=tokens()["colors"]["light"],
        dark=tokens()["colors"]["dark"],
        fonts=tokens()["fonts"]["sans"],
        style=text("page.css"),
        script=script,
        digest=digest,
        data=data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"),
    )


@cache
def text(name: str) -> str:
    """Return a file that lies beside this one."""
    return (HERE / name).read_text("utf-8")


def payload(review: Review) -> dict[str, Any]:
    """Return what the page shows, as data."""
    lang = review.lang
    lists = {
        "kind": review.labels.concepts("kind"),
        "unit": [zh for zh, _ in review.labels.schemes.get("unit", {}).values()],
        "relation": relations(review),
        "class": [say(lang, *one) for key, one in CLASS.items() if key != "Unit"],
    }
    return {
        "form": FORM,
        "document": review.draft.sheet.document,
        "draft": review.draft.sheet.digest,
        "doubtful": DOUBTFUL,
        "rows": [row(one) for one in review.rows],
        "things": [
            {
                "iri": one.iri, "zh": one.zh, "en": one.en, "kind": say(lang, *CLASS[one.kind]), "about": one.about,
                "alike": one.alike, "text": one.text, "confidence": one.confidence, "uses": one.uses,
            }
            for one in review.things
        ],
        "gaps": [[one.kind, one.said, one.quote, one.section, one.text] for one in review.gaps],
        "lists": lists,
        "columns": {name: say(lang, *said) for name, said in (THING_COLUMNS | COLUMNS).items()},
        "other": {name: say(lang, *THING_COLUMNS[name]) for name in ("new", "kind")},
        "decisions": {name: say(lang, *said) for name, said in DECISIONS.items()},
        "words": {name: say(lang, *said) for name, said in PAGE.items()},
    }  # fmt: skip


def row(one: Row) -> dict[str, Any]:
    """Return a proposal as the page shows it."""
    proposal, before = one.proposal, one.decided
    said: dict[str, Any] = {
        "id": proposal.id, "kind": one.kind, "words": one.words, "text": one.text, "quote": proposal.quote,
        "section": proposal.section, "confidence": proposal.confidence, "rule": proposal.rule,
        "concluded": proposal.layer == "suggested",
        "now": {name: one.now.get(name, "") for name in FIELDS[proposal.kind]},
    }  # fmt: skip
    if before:
        said["before"] = {
            "decision": before["decision"], "by": before.get("by", ""), "at": str(before.get("at", ""))[:10],
            "corrections": dict(before.get("corrections", {})),
        }  # fmt: skip
    return said
