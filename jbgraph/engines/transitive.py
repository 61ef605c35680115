"""Paths of any length spelled out, for a server that cannot follow them: `p+` as p, p/p, p/p/p … as deep as they go."""

from __future__ import annotations

from collections.abc import Callable

from jbgraph.engines.forms import among
from jbgraph.engines.tokens import Token, after, group, is_term, join, partner, split

Depth = Callable[[str], int | None]
"""Path → the number of steps of its longest chain, or None where it goes round or on and on."""
Reach = Callable[[str, str, bool, bool], list[str] | None]
"""Path, its fixed end, whether that is its object, and is reached too → what is reached; None where it is too much."""


def spelled_out(tokens: list[Token], depth: Depth, reach: Reach | None = None) -> list[Token]:
    """Return a query with each statement `A path+ B` and `A path* B` spelled out, or followed from its fixed end.

    Left as they are: paths inside longer ones, those that go round, and `A path* B` where one of two variables stands
    in the same group again: there the server knows where to begin.
    """
    at, made = len(tokens) - 1, 0
    while at >= 0:
        place = _path(tokens, at)
        if place is not None:
            path = join(tokens[place:at])
            found = reach and _followed(tokens, place, at, path, reach)
            if found:
                tokens = found
                at = place
                continue
            steps = None if _left(tokens, place, at) else depth(path)
            if steps is not None:
                made += 1
                tokens = _replaced(tokens, place, at, path, steps, made)
                at = place
        at -= 1
    return tokens


def _path(tokens: list[Token], at: int) -> int | None:
    """Return where a path begins that ends with + or * at a place and is all between a subject and an object."""
    if tokens[at].text not in ("+", "*") or tokens[at].kind != "mark" or at < 2:
        return None
    place = at - 1
    if tokens[place].text == ")":
        place = partner(tokens, place)
        if any(token.kind in ("variable", "number", "text") for token in tokens[place:at]):
            return None  # a sum
    elif tokens[place].kind not in ("iri", "name"):
        return None
    before, behind = after(tokens, place, -1), after(tokens, at)
    if before < 0 or behind >= len(tokens) or not is_term(tokens[behind]):
        return None
    return place if tokens[before].text == ";" or is_term(tokens[before]) else None


def _statement(tokens: list[Token], place: int) -> int:
    """Return where the subject stands of the statement that a path at a place belongs to."""
    before = after(tokens, place, -1)
    while before >= 0 and tokens[before].text not in ("{", "}", "."):
        if tokens[before].text in ")]":
            before = partner(tokens, before)
        before = after(tokens, before, -1)
    return after(tokens, before)


def _left(tokens: list[Token], place: int, at: int) -> bool:
    """Say whether a path lies between two fixed ends, or, of any length, next to a variable bound in its group."""
    subject, obj = _statement(tokens, place), after(tokens, at)
    free = [end for end in (subject, obj) if tokens[end].kind == "variable"]
    if len(free) < 2 or tokens[at].text == "+":
        return not free
    start, end = group(tokens, place)
    own = (subject, obj) if tokens[after(tokens, place, -1)].text != ";" else (obj,)
    ends = {tokens[each].text for each in free}
    return any(token.text in ends for n, token in enumerate(tokens[start:end], start) if n not in own)


def _replaced(tokens: list[Token], place: int, at: int, path: str, steps: int, number: int) -> list[Token]:
    """Return the tokens with the path as a group of its own before the statement it belonged to."""
    subject, obj = _statement(tokens, place), after(tokens, at)
    one, other = tokens[subject].text, tokens[obj].text
    ends = " ".join(dict.fromkeys(term.text for term in (tokens[subject], tokens[obj]) if term.kind == "variable"))
    ways = [f"{{ {one} {'/'.join([path] * count)} {other} }}" for count in range(1, max(steps, 1) + 1)]
    if tokens[at].text == "*":
        ways += _nowhere(one, other, f"?_nowhere{number}")
    inner = " UNION ".join(ways)
    # DISTINCT loses rows where two such groups look alike
    return _put(tokens, place, at, f" {{ SELECT {ends} (COUNT(*) AS ?_ways{number}) {{ {inner} }} GROUP BY {ends} }} ")


def _followed(tokens: list[Token], place: int, at: int, path: str, reach: Reach) -> list[Token] | None:
    """Return the tokens with what a path leads to from its fixed end in its place; None where it has none."""
    subject, obj = _statement(tokens, place), after(tokens, at)
    free = [end for end in (subject, obj) if tokens[end].kind == "variable"]
    fixed = tokens[subject if free == [obj] else obj]
    if len(free) != 1 or fixed.kind not in ("iri", "name") or _in_graph(tokens, place):
        return None
    found = reach(path, fixed.text, free == [subject], tokens[at].text == "*")
    if found is None:
        return None
    return _put(tokens, place, at, f" {{ {among(tokens[free[0]].text, found)} }} ")


def _in_graph(tokens: list[Token], place: int) -> bool:
    """Say whether a place is inside GRAPH, where the default graph does not count."""
    depth = 0
    for at in reversed(range(place)):
        if tokens[at].kind == "mark" and tokens[at].text in "{}":
            depth += 1 if tokens[at].text == "}" else -1
            if depth < 0:
                depth = 0
                if tokens[after(tokens, after(tokens, at, -1), -1)].word == "GRAPH":
                    return True
    return False


def _put(tokens: list[Token], place: int, at: int, text: str) -> list[Token]:
    """Return the tokens with a group in the place of the statement that a path stands in; what else it says stays."""
    subject, obj, told = _statement(tokens, place), after(tokens, at), split(text)
    before, behind = after(tokens, place, -1), after(tokens, obj)
    if tokens[before].text == ";":
        return [*tokens[:subject], *told, *tokens[subject:before], *tokens[obj + 1 :]]
    if tokens[behind].text == ";":  # the subject goes on
        return [*tokens[:subject], *told, tokens[subject], Token("blank", " "), *tokens[behind + 1 :]]
    return [*tokens[:subject], *told, *tokens[obj + 1 :]]


def _nowhere(one: str, other: str, free: str) -> list[str]:
    """Return the ways of no step at all: both ends, of which one is a variable, are the same thing of the graph."""
    variable, rest = (one, other) if one[0] in "?$" else (other, one)
    same = f"BIND({variable} AS {rest})" if rest[0] in "?$" else f"FILTER({variable} = {rest})"
    same = same if rest != variable else ""
    return [f"{{ {variable} {free}p {free}o . {same} }}", f"{{ {free}s {free}p {variable} . {same} }}"]
