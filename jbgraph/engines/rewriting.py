"""A query in the words of Virtuoso: each function meets one departure from SPARQL 1.1, on the tokens of the query.

What is departed from stands in `jbgraph.engines.virtuoso`; a query that has nothing of the kind is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from jbgraph.engines import tokens as token
from jbgraph.engines.tokens import Token, after, group, outer, partner, split, variables

LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_TRUTHS = {"=", "!=", "<", ">", "<=", ">=", "&&", "||", "!"}
_ASKS = (
    "IN", "EXISTS", "TRUE", "FALSE", "BOUND", "CONTAINS", "STRSTARTS", "STRENDS", "REGEX", "ISIRI", "ISURI", "ISBLANK",
    "ISLITERAL", "ISNUMERIC", "SAMETERM", "LANGMATCHES",
)  # fmt: skip
_PASSED = ("MIN", "MAX", "SAMPLE", "DISTINCT", "COALESCE")
_MODIFIERS = ("ORDER", "LIMIT", "OFFSET", "HAVING", "GROUP", "VALUES")


def body(tokens: Sequence[Token]) -> tuple[int, int]:
    """Return where the { and the } of the pattern of a SELECT or ASK query stand."""
    start = next(at for at in outer(tokens) if tokens[at].text == "{")
    return start, partner(tokens, start)


def clause(tokens: Sequence[Token], at: int) -> int:
    """Return where a modifier that begins at a place ends: at the next one, or with the query it belongs to."""
    place = at + 1
    while place < len(tokens) and tokens[place].word not in _MODIFIERS and tokens[place].text != "}":
        place = partner(tokens, place) if tokens[place].kind == "mark" and tokens[place].text in "({[" else place
        place += 1
    return place


def values(tokens: list[Token]) -> list[Token]:
    """Return a query with the VALUES behind its pattern inside it; behind a GROUP BY they must be of its variables."""
    start, end = body(tokens)
    at = next((at for at in outer(tokens[end + 1 :]) if tokens[end + 1 + at].word == "VALUES"), None)
    if at is None:
        return tokens
    at += end + 1
    data, rest = tokens[at:], tokens[end + 1 : at]
    grouped = [place for place, own in enumerate(rest) if own.word == "GROUP"]
    names = variables(data)
    if grouped and not set(names) <= set(variables(rest[grouped[0] : clause(rest, grouped[0])])):
        return tokens
    pattern = tokens[start : end + 1]
    return [*tokens[:start], *split("{ "), *pattern, *split(" "), *data, *split(" } "), *rest]


def grouped(tokens: list[Token]) -> list[Token]:
    """Return a query in which `GROUP BY (expression AS ?v)` groups by a variable that the pattern binds."""
    at = len(tokens)
    while (at := at - 1) >= 0:
        if tokens[at].word != "GROUP":
            continue
        bound: list[Token] = []
        place, end = after(tokens, at) + 1, clause(tokens, at)
        made = list(tokens[at:place])
        while place < end:
            if tokens[place].text != "(":
                made.append(tokens[place])
            else:
                close = partner(tokens, place)
                inner = tokens[place + 1 : close]
                named = next((one for one in outer(inner) if inner[one].word == "AS"), None)
                if named is not None:
                    bound += split(f" BIND({token.join(inner)})")
                    made.append(inner[after(inner, named)])
                else:
                    made += tokens[place : close + 1]
                place = close
            place += 1
        closed = after(tokens, at, -1)
        if bound and tokens[closed].text == "}":
            start = partner(tokens, closed)
            pattern = tokens[start : closed + 1]
            tokens = [*tokens[:start], *split("{ "), *pattern, *bound, *split(" } "), *made, *tokens[end:]]
    return tokens


def minus(tokens: list[Token]) -> list[Token]:
    """Return a query without each MINUS that shares no variable with what it takes from, and so takes nothing."""
    for at in reversed(range(len(tokens))):
        brace = after(tokens, at)
        if tokens[at].word == "MINUS" and brace < len(tokens) and tokens[brace].text == "{":
            start, _ = group(tokens, at)
            end = partner(tokens, brace)
            if not set(variables(tokens[start:at])) & set(variables(tokens[brace:end])):
                tokens = [*tokens[:at], *tokens[end + 1 :]]
    return tokens


def settled(tokens: list[Token], names: str) -> list[Token]:
    """Return a query that has ORDER BY, and no LIMIT, with all its columns behind what it orders by."""
    _, end = body(tokens)
    order = next((at for at in outer(tokens[end:]) if tokens[end + at].word == "ORDER"), None)
    last = clause(tokens, end + order) if order is not None else 0
    return [*tokens[:last], *split(f" {names} ")] if last and last == len(tokens) else tokens


def unlimited(tokens: list[Token]) -> tuple[list[Token], int, int | None]:
    """Return a query without its LIMIT and OFFSET, the first row that it wants, and how many."""
    _, end = body(tokens)
    said: dict[str, int] = {}
    for at in reversed(range(end, len(tokens))):
        if tokens[at].word in ("LIMIT", "OFFSET"):
            value = after(tokens, at)
            said[tokens[at].word] = int(tokens[value].text)
            tokens = [*tokens[:at], *tokens[value + 1 :]]
    while tokens[-1].kind == "blank":
        tokens = tokens[:-1]
    return tokens, said.get("OFFSET", 0), said.get("LIMIT")


def shown(tokens: list[Token]) -> list[Token]:
    """Return a query that selects besides what OPTIONAL compares with from outside: unselected, it equals nothing."""
    start, end = body(tokens)
    words = {own.word for own in tokens[:start]} | {own.word for own in tokens[end:]}
    if words & {"DISTINCT", "REDUCED", "GROUP"} or any(own.text == "*" for own in tokens[:start]):
        return tokens
    needed: set[str] = set()
    for at, own in enumerate(tokens):
        brace = after(tokens, at)
        if own.word == "OPTIONAL" and brace < end:
            inner = tokens[brace : partner(tokens, brace) + 1]
            bound = set(variables(_outside(inner, "FILTER")))
            needed |= (set(variables(inner)) - bound) & set(variables([*tokens[start:brace], *tokens[brace:end]]))
    more = " ".join(f"?{name}" for name in sorted(needed - set(variables(tokens[:start]))))
    return [tokens[0], *split(f" {more} "), *tokens[1:]] if more else tokens


def order(tokens: list[Token]) -> list[Token]:
    """Return what the solutions of a query are ordered by, without ORDER BY; nothing where it is not ordered."""
    _, end = body(tokens)
    at = next((end + at for at in outer(tokens[end:]) if tokens[end + at].word == "ORDER"), None)
    return tokens[after(tokens, at) + 1 : clause(tokens, at)] if at is not None else []


def sums(tokens: list[Token]) -> set[str]:
    """Return the columns that are SUM or AVG of everything: of nothing they are 0, and unbound there."""
    start, end = body(tokens)
    if any(own.word == "GROUP" for own in tokens[end:]):
        return set()
    found = set()
    for at in range(start):
        if tokens[at].word == "AS" and tokens[after(tokens, at, -1)].text == ")":
            call = after(tokens, partner(tokens, after(tokens, at, -1)), -1)
            if tokens[call].word in ("SUM", "AVG") and tokens[after(tokens, call, -1)].text == "(":
                found.add(tokens[after(tokens, at)].text[1:])
    return found


def encoded(tokens: list[Token]) -> list[Token]:
    """Return a query in which ENCODE_FOR_URI has no %00 at its end, which comes behind what is not ASCII."""
    made = list(tokens)
    for at in reversed(range(len(tokens))):
        if tokens[at].word == "ENCODE_FOR_URI":
            end = partner(made, after(made, at))
            made[at : end + 1] = split(f'REPLACE({token.join(made[at : end + 1])}, "%00", "")')
    return made


def within(tokens: list[Token], merged: str | None) -> list[Token]:
    """Return a query with conditions on its graphs: with a default graph by name no other is found by name.

    To leave the merge out as the other graphs are would empty the default graph.
    """
    made = []
    for at, own in enumerate(tokens):
        name = after(tokens, at, -1)
        place = after(tokens, name, -1) if name >= 0 else -1
        if merged and own.text == "{" and place >= 0 and tokens[place].word == "GRAPH":
            graph = tokens[name].text
            if tokens[name].kind == "variable":
                made += split(f"{{ FILTER({graph} != <{merged}>) ")
                continue
            made[-(at - name)] = Token("variable", f"?_graph{at}")
            made += split(f"{{ FILTER(?_graph{at} = {graph}) ")
            continue
        made.append(own)
    return made


def separated(tokens: list[Token]) -> tuple[list[Token], dict[str, str]]:
    """Return a query with ASCII in the place of other separators, and what each stands for; none goes unsaid."""
    made, marks = list(tokens), dict[str, str]()
    for at in reversed(range(len(made))):
        if made[at].word == "GROUP_CONCAT":
            end = partner(made, after(made, at))
            if not any(own.word == "SEPARATOR" for own in made[at:end]):
                made[end:end] = split('; SEPARATOR=" "')
    tokens = list(made)
    for at, own in enumerate(tokens):
        place = after(tokens, after(tokens, at))
        if own.word == "SEPARATOR" and place < len(tokens) and not tokens[place].text.isascii():
            mark = f"~|{len(marks)}|~"
            made[place] = Token("text", f'"{mark}"')
            marks[mark] = tokens[place].text.strip("\"'")
    return made, marks


def divided(tokens: list[Token]) -> list[Token]:
    """Return a query that divides numbers as decimals; a / in a path is left alone."""
    made = []
    for at, own in enumerate(tokens):
        before = after(tokens, at, -1)
        if own.text == "/" and own.kind == "mark" and before >= 0:
            last = tokens[before]
            inner = tokens[partner(tokens, before) : before] if last.text == ")" else [last]
            if any(each.kind in ("variable", "number") for each in inner):
                made.append(Token("mark", "* 1.0 "))
        made.append(own)
    return made


def typed(tokens: list[Token]) -> list[Token]:
    """Return a query in which DATATYPE of a text with a language is rdf:langString, where the server has nothing."""
    made = list(tokens)
    for at in reversed(range(len(tokens))):
        place = after(tokens, at)
        if tokens[at].word == "DATATYPE" and place < len(tokens) and tokens[place].text == "(":
            end = partner(made, place)
            inner = token.join(made[place : end + 1])
            made[at : end + 1] = split(f'IF(isLiteral{inner} && LANG{inner} != "", <{LANG_STRING}>, DATATYPE{inner})')
    return made


def _outside(tokens: list[Token], word: str) -> list[Token]:
    """Return a query without what stands in brackets behind a keyword and, for FILTER, the name of a function."""
    made, at = [], 0
    while at < len(tokens):
        place = after(tokens, at)
        if tokens[at].word == word and word == "FILTER" and tokens[place].text not in "({":
            while tokens[place].text not in "({":
                place = after(tokens, place)
        if tokens[at].word == word and place < len(tokens) and tokens[place].text in "({":
            at = partner(tokens, place)
        else:
            made.append(tokens[at])
        at += 1
    return made


def joined(tokens: list[Token]) -> list[Token]:
    """Return a query with `BIND (EXISTS { … } AS ?v)` as an optional part, where the part has no conditions."""
    at = 0
    while at < len(tokens):
        brace = after(tokens, after(tokens, after(tokens, at)))
        if tokens[at].word == "BIND" and brace < len(tokens) and tokens[brace].text == "{":
            end = partner(tokens, brace)
            pattern, close = tokens[brace + 1 : end], partner(tokens, after(tokens, at))
            name = tokens[after(tokens, close, -1)].text[1:]
            others = set(variables(_outside([*tokens[:at], *tokens[close:]], "EXISTS")))
            shared = [each for each in variables(pattern) if each in others]
            plain = shared and not {each.word for each in pattern} & {"FILTER", "BIND", "NOT", "MINUS", "OPTIONAL"}
            if tokens[after(tokens, after(tokens, at))].word == "EXISTS" and plain:
                names = " ".join(f"?{each}" for each in shared)
                part = f"OPTIONAL {{ SELECT DISTINCT {names} (1 AS ?_{name}) {{{token.join(pattern)}}} }}"
                tokens = [*tokens[:at], *split(f"{part} BIND (BOUND(?_{name}) AS ?{name})"), *tokens[close + 1 :]]
        at += 1
    return tokens


def true_or_false(tokens: list[Token]) -> set[str]:
    """Return the variables that an expression binds to true or false."""
    found: set[str] = set()
    for _ in range(3):  # one may be made of another
        for at, own in enumerate(tokens):
            if own.word == "AS":
                close = after(tokens, after(tokens, at))
                expression = tokens[partner(tokens, close) + 1 : at]
                if _truth(expression, found):
                    found.add(tokens[after(tokens, at)].text[1:])
    return found


def _truth(expression: list[Token], known: set[str]) -> bool:
    rest = [own for own in expression if own.kind != "blank"]
    while len(rest) > 2 and rest[0].text == "(" and partner(rest, 0) == len(rest) - 1:
        rest = rest[1:-1]
    if rest and rest[0].word == "IF":
        commas = [at for at in outer(rest[2:-1]) if rest[2:-1][at].text == ","]
        return len(commas) == 2 and _truth(rest[2:-1][commas[0] + 1 : commas[1]], known)
    if rest and rest[0].word in _PASSED:
        return all(own.text[1:] in known for own in rest if own.kind == "variable")
    if len(rest) == 1 and rest[0].kind == "variable":
        return rest[0].text[1:] in known
    return any(rest[at].text in _TRUTHS or rest[at].word in _ASKS for at in outer(rest))
