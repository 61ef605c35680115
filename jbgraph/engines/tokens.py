"""A SPARQL query as a row of tokens, for the few changes that an endpoint needs; joined they are the query again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<blank>\s+|\#[^\n]*)"
    r'|(?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r"|(?P<iri><[^<>\"{}|^`\\\s]*>)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<name>[^\W\d][\w.-]*:(?:[\w:%-](?:[\w.:%-]*[\w:%-])?)?|:[\w-]+|_:[\w-]+)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<mark>\^\^|&&|\|\||!=|<=|>=|.)",
    re.DOTALL,
)
_PAIRS = {"{": "}", "(": ")", "[": "]"}
_TERMS = ("iri", "name", "variable", "text", "number")


class Token(NamedTuple):
    """A piece of a query: a blank or comment, a string, an IRI, a variable, a name with a prefix, a word, …"""

    kind: str
    text: str

    @property
    def word(self) -> str:
        """The keyword in capitals, or nothing where it is none."""
        return self.text.upper() if self.kind == "word" else ""


def split(query: str) -> list[Token]:
    """Return a query as tokens."""
    return [Token(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(query)]


def join(tokens: Sequence[Token]) -> str:
    """Return tokens as a query."""
    return "".join(token.text for token in tokens)


def form(query: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE, or nothing for what is no query.

    >>> form("PREFIX select: <http://a/> # construct\\nask { ?s select:p ?o }")
    'ASK'
    """
    words = (token.word for token in split(query))
    return next((word for word in words if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), "")


def prologue(tokens: Sequence[Token]) -> int:
    """Return where the query begins behind its PREFIX and BASE lines."""
    return next(
        (at for at, token in enumerate(tokens) if token.word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), len(tokens)
    )


def is_term(token: Token) -> bool:
    """Say whether a token is a term or a variable."""
    return token.kind in _TERMS


def after(tokens: Sequence[Token], at: int, step: int = 1) -> int:
    """Return the place of the next token that is not blank, the length or -1 where there is none."""
    at += step
    while 0 <= at < len(tokens) and tokens[at].kind == "blank":
        at += step
    return at


def partner(tokens: Sequence[Token], at: int) -> int:
    """Return the place of the bracket that belongs to the one at a place, whichever side it stands on."""
    closing = tokens[at].text in _PAIRS.values()
    opens = {close: open_ for open_, close in _PAIRS.items()} if closing else _PAIRS
    own, other = tokens[at].text, opens[tokens[at].text]
    step, depth = (-1 if closing else 1), 0
    while 0 <= at < len(tokens):
        if tokens[at].kind == "mark":
            depth += (tokens[at].text == own) - (tokens[at].text == other)
            if depth == 0:
                return at
        at += step
    raise ValueError(own)


def outer(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the places that no bracket encloses; those of opening brackets are among them."""
    at = 0
    while at < len(tokens):
        yield at
        at = partner(tokens, at) if tokens[at].kind == "mark" and tokens[at].text in "({[" else at
        at += 1


def group(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Return where the innermost { and its } stand around a place."""
    depth = 0
    start = at - 1
    while start >= 0:
        if tokens[start].kind == "mark" and tokens[start].text in "{}":
            depth += 1 if tokens[start].text == "}" else -1
            if depth < 0:
                break
        start -= 1
    return start, partner(tokens, start)


def variables(tokens: Sequence[Token]) -> list[str]:
    """Return the names of the variables, each once, in the order in which they first occur."""
    return list(dict.fromkeys(token.text[1:] for token in tokens if token.kind == "variable"))
