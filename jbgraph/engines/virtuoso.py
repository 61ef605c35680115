"""Virtuoso (7.2 and after), where it departs from SPARQL 1.1; measured on 7.2.5.

- Its default graph is all graphs, each triple as often as they hold it: the merge is asked for by name, unless the
  query has FROM, which it would be added to.
- `GRAPH ?g` then finds the merge and the server's own graphs too, `GRAPH <iri>` nothing: conditions say which.
- Answers are cut at `ResultSetMaxRows`. A header says so for SELECT, and the rest is fetched page by page; nothing
  says so for CONSTRUCT and DESCRIBE: they are asked as SELECT.
- With `timeout=` in its address it breaks a query off and sends what is there, with a header at best: such an address
  is refused. Without, it says that it gave up.
- Paths of any length fail, or lose rows, with both ends open, in OPTIONAL and twice in a query: from a fixed end they
  are followed step by step, else spelled out.
- true and false come as 1 and 0, the answer of ASK as a row, blank nodes by IRI, DATATYPE of a text with a language
  is unbound, division leaves whole numbers, GROUP_CONCAT spoils a separator that is not ASCII and needs one with
  DISTINCT, ENCODE_FOR_URI has %00 at its end, and SUM and AVG of nothing are unbound.
- EXISTS in BIND is computed again wherever its variable stands: it becomes an optional part.
- VALUES behind the pattern and `GROUP BY (expression AS ?v)` are refused: both become part of the pattern.
- MINUS takes everything where it shares no variable: such a one is left out.
- ORDER BY mixes IRIs with texts, and texts with a language that begin alike; with a LIMIT beyond 10,000 it is refused:
  solutions are put in order here.
- OPTIONAL compares a variable from outside that is not selected with nothing: it is selected too.

Not met: that in parts, and with DISTINCT or groups; MINUS takes an unbound variable for a value of its own; a whole
number beyond 32 bits is loaded as a decimal; AVG has 15 figures; ORDER BY with LIMIT, of more solutions than it sends
or by what is not selected, is as it orders; STRLEN and the like of GROUP_CONCAT see a longer separator; DESCRIBE and a
path with FROM ask the merge.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, Store, Triple, parse_query_results

from jbgraph.engines import forms, ordering, rewriting
from jbgraph.engines import tokens as token
from jbgraph.engines.tokens import Token, after, variables
from jbgraph.engines.transitive import spelled_out
from jbgraph.errors import JbgraphError

if TYPE_CHECKING:
    from jbgraph.engines.endpoint import EndpointEngine
    from jbgraph.engines.wire import Answer

OWN = (
    "http://www.openlinksw.com/schemas/virtrdf#",
    "http://www.w3.org/ns/ldp#",
    "http://localuriqaserver/sparql",
    "http://www.w3.org/2002/07/owl#",
    "urn:activitystreams-owl:map",
)
CUT = "X-SPARQL-MaxRows"
STATE = "X-SQL-State"
DEEPEST = 16
WIDEST = 1000
"""Things that a path is followed to step by step."""
XSD = "http://www.w3.org/2001/XMLSchema#"
Row = dict[str, dict[str, str]]


class Virtuoso:
    """A Virtuoso server.

    :param merged: the graph that holds the merge of the layers; None where the server has none by that name.
    """

    def __init__(self, engine: EndpointEngine, merged: str | None) -> None:
        if re.search(r"[?&]timeout=", engine.url):
            raise JbgraphError(
                (
                    "with timeout= in its address the endpoint sends parts of answers",
                    "地址中有timeout=，端点会只发部分结果",
                ),
                where=engine.url,
                hint=("leave it out of the address, and give --timeout", "从地址中去掉，改用--timeout"),
            )
        self._engine = engine
        self._depths: dict[str, int | None] = {}
        self._excluded = "".join(f"define input:named-graph-exclude <{graph}> " for graph in OWN)
        self._merge = f"define input:default-graph-uri <{merged}> " if merged else ""
        self._merged = merged

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | list[Triple]:
        """Send the query in the words of this server and return its answer as the standard has it.

        :raises SyntaxError: if the query does not parse, with line and column, before anything is sent.
        :raises JbgraphError: as `EndpointEngine.query`; if the server does not take it, or sends a part of the answer.
        """
        Store().query(sparql)
        from jbgraph.projection import spelled_out as in_order

        made = token.split(in_order(sparql, sorted(variables(token.split(sparql)))) or sparql)
        start = token.prologue(made)
        named, made = token.join(made[:start]), made[start:]
        form = made[0].word
        if form == "CONSTRUCT":
            return forms.constructed(named, made, lambda select: self._solutions(named, select)[1])
        if form == "DESCRIBE":
            return forms.described(made, lambda select: self._solutions(named, select)[1], constant)
        if form == "ASK":
            answer = json.loads(self._send(self._head(made) + named + token.join(self._put(named, made)[0])).read())
            rows = answer["results"]["bindings"] if "results" in answer else []
            said = answer.get("boolean", bool(rows and rows[0]["__ASK_RETVAL"]["value"] != "0"))
            return read({"head": {}, "boolean": said})
        columns, rows = self._solutions(named, made)
        return read({"head": {"vars": columns}, "results": {"bindings": rows}})

    def _head(self, query: list[Token]) -> str:
        chosen = any(own.word == "FROM" and query[after(query, at)].word != "NAMED" for at, own in enumerate(query))
        return self._excluded + ("" if chosen else self._merge)

    def _put(self, named: str, query: list[Token]) -> tuple[list[Token], dict[str, str]]:
        """Return a query in the words of this server, and what in its answer stands for what."""
        chosen = any(own.word == "FROM" for own in query)
        made = spelled_out(
            query, lambda path: self._depth(named, path),
            None if chosen else lambda *path: self._reached(named, *path),
        )  # fmt: skip
        for change in (
            rewriting.values, rewriting.grouped, rewriting.minus, rewriting.encoded, rewriting.typed, rewriting.joined,
        ):  # fmt: skip
            made = change(made)
        return rewriting.separated(rewriting.divided(rewriting.within(made, self._merged)))

    def _solutions(self, named: str, query: list[Token]) -> tuple[list[str], list[Row]]:
        """Return the columns and all solutions of a SELECT query."""
        made, marks = self._put(named, rewriting.shown(query))
        head = self._head(query) + named
        more = set(token.variables(made[: rewriting.body(made)[0]])) - set(
            token.variables(query[: rewriting.body(query)[0]])
        )
        keys = rewriting.order(query)
        whole, first, count = rewriting.unlimited(made)
        cut = bool(keys) and (first, count) != (0, None)
        answer = self._send(head + token.join(whole if cut else made))
        found = json.loads(answer.read())
        columns = [name for name in found["head"]["vars"] if not name.startswith("_") and name not in more]
        rows: list[Row] = [
            {name: value for name, value in row.items() if name in columns} for row in found["results"]["bindings"]
        ]
        limit = int(answer.headers.get(CUT, 0))
        full = bool(limit) and len(rows) >= limit
        if full:
            pages = self._pages(head, whole, columns, limit, first, count) if cut else None
            rows = list(pages or self._pages(head, made, columns, limit))
        truths = rewriting.true_or_false(made)
        sums = rewriting.sums(made) if len(rows) == 1 else set()
        for row in rows:
            for name, value in row.items():
                restore(value, name in truths, marks)
            for name in sums - row.keys():
                row[name] = {"type": "literal", "datatype": XSD + "integer", "value": "0"}
        if keys and ordering.possible(keys, columns):
            rows = ordering.ordered(named, keys, columns, rows)
        if cut and not full:
            rows = rows[first:] if count is None else rows[first : first + count]
        return columns, rows

    def _pages(
        self, head: str, query: list[Token], columns: list[str], size: int, at: int = 0, count: int | None = None
    ) -> Iterator[Row]:
        """Yield the rows of a query that has more than the server sends at once, from one on, at most so many.

        Each page is computed anew, so what the query leaves open is ordered too.
        """
        names = " ".join(f"?{name}" for name in columns)
        text = token.join(rewriting.settled(query, names))
        order = "" if text != token.join(query) else f" ORDER BY {names}"
        end = float("inf") if count is None else at + count
        while at < end:
            wanted = int(min(size, end - at))
            inner = f"{{ {{ SELECT {names} {{ {{ {text} }} }}{order} }} }}"
            answer = self._send(f"{head} SELECT {names} {inner} LIMIT {wanted} OFFSET {at}")
            rows = json.loads(answer.read())["results"]["bindings"]
            yield from rows
            at += len(rows)
            if len(rows) < wanted:
                return

    def _send(self, sent: str) -> Answer:
        """Send a query in the words of this server.

        :raises JbgraphError: if it is not taken, or if the answer is only the part that was there in time.
        """
        try:
            answer = self._engine.send(sent)
        except SyntaxError as error:
            raise self._engine.untaken(error) from error
        if answer.headers.get(STATE) == "S1TAT":
            raise JbgraphError(
                ("the endpoint broke the query off and sent a part of the answer", "端点中断了查询，只发来部分结果"),
                where=self._engine.url,
                hint=(
                    "ask for less, or raise MaxQueryExecutionTime there",
                    "缩小查询范围，或在该处调大MaxQueryExecutionTime",
                ),
            )
        return answer

    def _depth(self, named: str, path: str) -> int | None:
        if path not in self._depths:
            self._depths[path] = self._measured(named, path)
        return self._depths[path]

    def _measured(self, named: str, path: str) -> int | None:
        for count in range(1, DEEPEST + 1):
            chain = "/".join([path] * count)
            sent = f"{self._excluded}{self._merge}{named} SELECT ?a {{ ?a {chain} ?b }} LIMIT 1"
            try:
                rows = json.loads(self._send(sent).read())["results"]["bindings"]
            except JbgraphError:  # too long for it
                return None
            if not rows:
                return count - 1
        return None

    def _reached(self, named: str, path: str, end: str, back: bool, itself: bool) -> list[str] | None:
        """Return what a path of one step or more leads to from a fixed end, or to it; None where that is too much.

        :param itself: whether the end is reached too, if the graph knows it.
        """

        def asked(pattern: str) -> list[str]:
            sent = f"{self._excluded}{self._merge}{named} SELECT DISTINCT ?b {{ {pattern} }}"
            rows = json.loads(self._send(sent).read())["results"]["bindings"]
            return [forms.called(row["b"], constant) for row in rows]

        found = asked(f"{{ ?b ?p ?o }} UNION {{ ?s ?p ?b }} FILTER(?b = {end})") if itself else []
        new = [end]
        while new:
            steps = f"?b {path} ?a" if back else f"?a {path} ?b"
            new = [each for each in asked(f"{forms.among('?a', new)} {steps}") if each not in found]
            found += new
            if len(found) > WIDEST:
                return None
        return found


def constant(blank: str) -> str:
    """Return what names a blank node in a query to this server."""
    return f"<nodeID://{blank.rpartition('/')[2]}>"


def read(data: dict[str, Any]) -> QuerySolutions | QueryBoolean:
    """Return results in JSON as solutions."""
    return parse_query_results(json.dumps(data), format=QueryResultsFormat.JSON)


def restore(value: dict[str, str], truth: bool, marks: dict[str, str]) -> None:
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
