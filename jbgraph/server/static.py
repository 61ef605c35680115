"""The files that pages load: a fixed list, each with its media type and an address that changes with its content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from jbgraph.resources import tokens

FOLDER = Path(__file__).parent / "static"
CSS, JS = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
FILES = {
    "icon.svg": "image/svg+xml",
    "site.css": CSS,
    "page.css": CSS,
    "query.css": CSS,
    "search.js": JS,
    "query.js": JS,
    "views.js": JS,
    "chart.js": JS,
    "graph.js": JS,
    "vendor/yasgui.min.css": CSS,
    "vendor/yasgui.min.js": JS,
}
"""Name → media type; nothing else is ever read."""
MADE = "tokens.css"
"""The design tokens of the explorer as CSS."""
DRAWS = "vis-network.min.js"
"""What draws graphs: the file of the explorer."""


@cache
def content(name: str) -> bytes | None:
    """Return a file of the list, or None for any other name."""
    if name == MADE:
        from jbgraph.explorer.page import stylesheet

        return stylesheet(tokens()).encode("utf-8")
    if name == DRAWS:
        from jbgraph.explorer.page import STATIC

        return (STATIC / "vendor" / DRAWS).read_bytes().partition(b"//# sourceMappingURL")[0]
    if name not in FILES:
        return None
    return (FOLDER / name).read_bytes()


def media_type(name: str) -> str:
    """Return the media type of a file of the list."""
    return JS if name == DRAWS else FILES.get(name, CSS)


@cache
def digest(name: str) -> str:
    """Return a key for the content of a file of the list."""
    return hashlib.sha256(content(name) or b"").hexdigest()[:16]


def address(name: str) -> str:
    """Return the address of a file, by which it can be kept for ever."""
    return f"/static/{name}?v={digest(name)}"
