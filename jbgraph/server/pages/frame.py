"""What all pages share: their frame, their words in two languages, and links from page to page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jbgraph import terms
from jbgraph.resources import tokens
from jbgraph.server import static
from jbgraph.server.made import Made
from jbgraph.server.pages import addresses

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class View:
    """How a page is looked at.

    :ivar lang: the language of the page.
    :ivar asked: the language as the address has it; empty where the browser says it. Links carry it on.
    :ivar here: path and query of the page, without the language.
    """

    lang: str
    asked: str = ""
    here: str = "/"

    def link(self, path: str, **values: str) -> str:
        """Return the address of a page of ours in the language that was asked for."""
        return addresses.with_query(path, **values, lang=self.asked)

    def thing(self, iri: str) -> str | None:
        """Return the address of the page of a thing, or None for one that is not ours."""
        name = addresses.local(iri)
        return None if name is None else self.link(f"/doc/{name}")

    def switch(self, lang: str) -> str:
        """Return the address of this page in a language."""
        return f"{self.here}{'&' if '?' in self.here else '?'}lang={lang}"


@cache
def words() -> dict[str, list[str]]:
    """Return the words of the pages: key → Chinese and English."""
    found: dict[str, list[str]] = json.loads((FOLDER / "words.json").read_text("utf-8"))
    return found


def word(lang: str, key: str, **values: Any) -> str:
    """Return a word of the pages in a language, with values in place of what stands in braces.

    Where `n` is 1 and the word has a form for one, that is taken.
    """
    if values.get("n") == 1 and f"{key}.one" in words():
        key = f"{key}.one"
    return words()[key][lang == "en"].format(**values)


def glyph(kind: str) -> dict[str, str]:
    """Return the sign of a class, by IRI or by local name: `path` and `family`."""
    found: dict[str, str] = tokens()["types"].get(kind.removeprefix(terms.JB), tokens()["unknownType"])
    return found


@cache
def environment() -> Environment:
    """Return the templates; every value is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def html(template: str, view: View, **values: Any) -> str:
    """Return a page of a template."""
    text = (
        environment()
        .get_template(f"{template}.html")
        .render(
            view=view,
            t=partial(word, view.lang),
            asset=static.address,
            glyph=glyph,
            tag={"zh": "zh-Hans", "en": "en"}[view.lang],
            **values,
        )
    )
    return text + "\n"


def page(template: str, view: View, *, status: int = 200, headers: dict[str, str] | None = None, **values: Any) -> Made:
    """Return a page of a template, ready to be sent."""
    body = html(template, view, **values).encode("utf-8")
    return Made(body, HTML, status=status, headers=headers or {})
