"""Virtuoso (7.2 and after), where it departs from SPARQL 1.1; measured on 7.2.5.

- Its default graph is all graphs, each triple as often as they hold it: the merge is asked for by name.
- `GRAPH ?g` then finds the merge and the server's own graphs too, `GRAPH <iri>` nothing: conditions say which.
- Answers are cut at `ResultSetMaxRows`, which a header says: the rest is fetched page by page.
- Paths of any length fail, or lose rows, with both ends open, in OPTIONAL and twice in a query: they are spelled out.
- true and false come as 1 and 0, the answer of ASK as a row, blank nodes by IRI, DATATYPE of a text with a language
  is unbound, division leaves whole numbers, and GROUP_CONCAT spoils a separator that is not ASCII.
- EXISTS in BIND is computed again wherever its variable stands: it becomes an optional part.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from jbgraph.engines import tokens as token
from jbgraph.engines.tokens import Token, after, partner, variables
from jbgraph.engines.transitive import spelled_out
from jbgraph.errors import JbgraphError

if TYPE_CHECKING:
    from jbgraph.engines.endpoint import EndpointEngine

OWN = (
    "http://www.openlinksw.com/schemas/virtrdf#",
    "http://www.w3.org/ns/ldp#",
    "http://localuriqaserver/sparql",
    "http://www.w3.org/2002/07/owl#",
    "urn:activitystreams-owl:map",
)
CUT = "X-SPARQL-MaxRows"
DEEPEST = 16
XSD = "http://www.w3.org/2001/XMLSchema#"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_TRUTHS = {"=", "!=", "<", ">", "<=", ">=", "&&", "||", "!"}
_ASKS = (
    "IN", "EXISTS", "TRUE", "FALSE", "BOUND", "CONTAINS", "STRSTARTS", "STRENDS", "REGEX", "ISIRI", "ISURI", "ISBLANK",
    "ISLITERAL", "ISNUMERIC", "SAMETERM", "LANGMATCHES",
)  # fmt: skip
_PASSED = ("MIN", "MAX", "SAMPLE", "DISTINCT", "COALESCE")


class Virtuoso:
    """A Virtuoso server.

    :param merged: the graph that holds the merge of the layers; None where the server has none by that name.
    """

    def __init__(self, engine: EndpointEngine, merged: str | None) -> None:
        self._engine = engine
        self._depths: dict[str, int | None] = {}
        self._head = "".join(f"define input:named-graph-exclude <{graph}> " for graph in OWN)
        if merged:
            self._head += f"define input:default-graph-uri <{merged}> "
        self._merged = merged

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | list[Triple]:
        """Send the query in the words of this server and return its answer as the standard has it.

        :raises SyntaxError: if the query does not parse, with line and column, before anything is sent.
        """
        Store().query(sparql)
        from jbgraph.projection import spelled_out as in_order

        made = token.split(in_order(sparql, sorted(variables(token.split(sparql)))) or sparql)
        start = token.prologue(made)
        named = token.join(made[:start])
        body = spelled_out(made[start:], lambda path: self._depth(named, path))
        body, marks = separated(divided(within(joined(typed(body)), self._merged)))
        truths = true_or_false(body)
        form, text = token.form(sparql), token.join(body)
        answer = self._engine.send(self._head + named + text)
        if form in ("CONSTRUCT", "DESCRIBE"):
            with answer:
                data = answer.read()
            if CUT in answer.headers:
                raise self._too_long(answer.headers[CUT])
            data = re.sub(rb"<nodeID://(\w+)>", rb"_:\1", data)
            return [quad.triple for quad in parse(data, format=RdfFormat.N_TRIPLES)]
        first = json.loads(answer.read())
        rows = first["results"]["bindings"] if "results" in first else []
        if form == "ASK":
            said = first.get("boolean", bool(rows and rows[0]["__ASK_RETVAL"]["value"] != "0"))
            return read({"head": {}, "boolean": said})
        limit = int(answer.headers.get(CUT, 0))
        columns = [name for name in first["head"]["vars"] if not name.startswith("_")]
        if limit and len(rows) >= limit:
            rows = list(self._pages(named, text, columns, limit))
        for row in rows:
            for name, value in row.items():
                restore(value, name in truths, marks)
        return read({"head": {"vars": columns}, "results": {"bindings": rows}})

    def _pages(self, named: str, text: str, columns: list[str], limit: int) -> Iterator[dict[str, Any]]:
        """Yield the rows of a query that has more than the server sends at once."""
        names = " ".join(f"?{name}" for name in columns)
        order = "" if re.search(r"\bORDER\s+BY\b", text.rpartition("}")[2], re.IGNORECASE) else f" ORDER BY {names}"
        for page in range(10**6):
            inner = f"{{ {{ SELECT {names} {{ {{ {text} }} }}{order} }} }}"
            sent = f"{self._head}{named} SELECT {names} {inner} LIMIT {limit} OFFSET {page * limit}"
            rows = json.loads(self._engine.send(sent).read())["results"]["bindings"]
            yield from rows
            if len(rows) < limit:
                return

    def _too_long(self, limit: str) -> JbgraphError:
        return JbgraphError(
            (f"the endpoint cuts its answers at {limit} rows", f"端点的答复只到{limit}行为止"),
            where=self._engine.url,
            hint=("ask with SELECT, or raise ResultSetMaxRows there", "改用SELECT，或在该处调大ResultSetMaxRows"),
        )

    def _depth(self, named: str, path: str) -> int | None:
        if path not in self._depths:
            self._depths[path] = self._measured(named, path)
        return self._depths[path]

    def _measured(self, named: str, path: str) -> int | None:
        for count in range(1, DEEPEST + 1):
            chain = "/".join([path] * count)
            sent = f"{self._head}{named} SELECT ?a {{ ?a {chain} ?b }} LIMIT 1"
            try:
                rows = json.loads(self._engine.send(sent).read())["results"]["bindings"]
            except (JbgraphError, SyntaxError):  # too long for it
                return None
            if not rows:
                return count - 1
        return None


def read(data: dict[str, Any]) -> QuerySolutions | QueryBoolean:
    """Return results in JSON as solutions."""
    return parse_query_results(json.dumps(data), format=QueryResultsFormat.JSON)


def restore(value: dict[str, Any], truth: bool, marks: dict[str, str]) -> None:
    """Put a value as the server sends it back to what the standard has.

    :param truth: whether it is the value of an expression that is true or false.
    """
    if value["type"] == "bnode":
        value["value"] = value["value"].rpartition("/")[2]
    elif value.get("datatype") == XSD + "boolean" or (truth and value.get("datatype") == XSD + "integer"):
        value["datatype"] = XSD + "boolean"
        value["value"] = {"1": "true", "0": "false"}.get(value["value"], value["value"])
    for mark, text in marks.items():
        value["value"] = value["value"].replace(mark, text)


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
                made += token.split(f"{{ FILTER({graph} != <{merged}>) ")
                continue
            made[-(at - name)] = Token("variable", f"?_graph{at}")
            made += token.split(f"{{ FILTER(?_graph{at} = {graph}) ")
            continue
        made.append(own)
    return made


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
        commas = [at for at in _outer(rest[2:-1]) if rest[2:-1][at].text == ","]
        return len(commas) == 2 and _truth(rest[2:-1][commas[0] + 1 : commas[1]], known)
    if rest and rest[0].word in _PASSED:
        return all(own.text[1:] in known for own in rest if own.kind == "variable")
    if len(rest) == 1 and rest[0].kind == "variable":
        return rest[0].text[1:] in known
    return any(rest[at].text in _TRUTHS or rest[at].word in _ASKS for at in _outer(rest))


def _outer(tokens: list[Token]) -> Iterator[int]:
    """Yield the places that no bracket encloses."""
    at = 0
    while at < len(tokens):
        yield at
        at = partner(tokens, at) if tokens[at].kind == "mark" and tokens[at].text in "({[" else at
        at += 1


def separated(tokens: list[Token]) -> tuple[list[Token], dict[str, str]]:
    """Return a query with ASCII in the place of other separators, and what each stands for."""
    made, marks = list(tokens), dict[str, str]()
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
            made[at : end + 1] = token.split(
                f'IF(isLiteral{inner} && LANG{inner} != "", <{LANG_STRING}>, DATATYPE{inner})'
            )
    return made


def _outside(tokens: list[Token]) -> list[Token]:
    """Return a query without what stands in EXISTS."""
    made, at = [], 0
    while at < len(tokens):
        brace = after(tokens, at)
        if tokens[at].word == "EXISTS" and brace < len(tokens) and tokens[brace].text == "{":
            at = partner(tokens, brace)
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
            others = set(variables(_outside([*tokens[:at], *tokens[close:]])))
            shared = [each for each in variables(pattern) if each in others]
            plain = shared and not {each.word for each in pattern} & {"FILTER", "BIND", "NOT", "MINUS", "OPTIONAL"}
            if tokens[after(tokens, after(tokens, at))].word == "EXISTS" and plain:
                names = " ".join(f"?{each}" for each in shared)
                part = f"OPTIONAL {{ SELECT DISTINCT {names} (1 AS ?_{name}) {{{token.join(pattern)}}} }}"
                tokens = [*tokens[:at], *token.split(f"{part} BIND (BOUND(?_{name}) AS ?{name})"), *tokens[close + 1 :]]
        at += 1
    return tokens
