"""The messages of the program, as its source has them: what the pages `how-to/fix-an-error` must name."""

from __future__ import annotations

import ast
import re

from making.examples import ROOT

RAISED = ("JbgraphError", "NameNotFoundError", "ServiceError")


def messages(lang: str = "en") -> dict[str, str]:
    """Return every message of an error in a language → the file it is raised in; what changes in it is `…`."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "jbgraph").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED and node.args:
                said = node.args[0]
                text = said.elts[lang == "zh"] if isinstance(said, ast.Tuple) else said
                found[pattern(text)] = str(path.relative_to(ROOT))
    return found


def pattern(node: ast.expr) -> str:
    """Return the text of a string with `…` for each part that is computed.

    >>> pattern(ast.parse('f"there is no check {name}"', mode="eval").body)
    'there is no check …'
    """
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return re.sub(r"(… ?)+…", "…", "".join(pattern(part) for part in node.values))
    return "…"
