"""A language model asked besides the rules: through an address that the user gives, and held to the same checks.

It sees one section at a time and answers with JSON. What it says goes the way of everything that is found: a quote that
is not in its passage, or a number that is not in its quote, is dropped, and the rule is `model/NAME`.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from jbgraph.errors import JbgraphError
from jbgraph.extraction import checks
from jbgraph.extraction.findings import Basis, Figure, Findings, Named, Span
from jbgraph.extraction.reasons import NotStatedError
from jbgraph.numerals import plain, states
from jbgraph.reasons import reason

if TYPE_CHECKING:
    from jbgraph.extraction.extract import Ask
    from jbgraph.extraction.outline import Outline

CONFIDENCE = 0.5
PATIENCE = 120  # seconds for one answer
MOST = 3000  # characters of one question
LARGEST = 2_000_000  # bytes of one answer
KINDS = ("target", "actual", "baseline", "forecast")
CLASSES = ("Project", "Organization", "Place", "Policy", "Industry", "Program", "Event")
COMPARATORS = ("equal", "about", "at-least", "more-than", "at-most", "less-than", "just-under")
TYPES = ("level", "growth", "share", "count", "increment", "ratio", "rate", "percapita")
ORDER = """你从政府计划报告的句子中找出数值与名称，只依据所给句子，不得补充。每行是“编号<制表符>句子”。
只回答JSON：{"figures":[{"passage":编号,"quote":"含数字的原文，至多20字","metric":"指标名","value":数字,"unit":"单位",
"kind":"target|actual|baseline|forecast","comparator":"equal|about|at-least|more-than|at-most|less-than|just-under",
"type":"level|growth|share|count|increment|ratio|rate|percapita","year":年份}],
"names":[{"passage":编号,"name":"原文中的名称","class":"Project|Organization|Place|Policy|Industry|Program|Event"}]}"""


def asking(url: str, name: str) -> Ask:
    """Return what asks a model: outline and what the rules found → what the model finds besides.

    :param url: base of an OpenAI-compatible service, such as `http://localhost:8000/v1`.
    :raises JbgraphError: if it is no address.
    """
    if not re.match(r"https?://[^/]+", url):
        raise JbgraphError(
            (f"{url} is no address of a model", f"{url} 不是语言模型的地址"),
            where="--model-url",
            hint="http://localhost:8000/v1",
        )

    def ask(outline: Outline, found: Findings) -> Findings:
        known = {(one.span.passage, plain(one.span.quote)) for one in found.figures}
        known |= {(one.span.passage, plain(one.name)) for one in found.named}
        more = Findings()
        for question in questions(outline):
            answer = asked(url, name, question)
            more.add(read(answer, outline, Basis(f"model/{name}", CONFIDENCE), known))
        return more

    return ask


def questions(outline: Outline) -> Iterator[str]:
    """Yield the sentences of a document, numbered, some at a time."""
    lines: list[str] = []
    size = 0
    for passage in outline.passages:
        if passage.kind not in ("sentence", "list-item"):
            continue
        line = f"{passage.number}\t{passage.run.text}"
        if lines and size + len(line) > MOST:
            yield "\n".join(lines)
            lines, size = [], 0
        lines.append(line[:MOST])
        size += len(line)
    if lines:
        yield "\n".join(lines)


def asked(url: str, name: str, question: str) -> str:
    """Return a model's answer.

    :raises JbgraphError: if the service cannot be reached, refuses, or does not answer as such services do.
    """
    body = {
        "model": name, "temperature": 0, "response_format": {"type": "json_object"},
        "messages": [{"role": "system", "content": ORDER}, {"role": "user", "content": question}],
    }  # fmt: skip
    request = urllib.request.Request(
        url.rstrip("/") + "/chat/completions",
        json.dumps(body, ensure_ascii=False).encode("utf-8"),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            data = json.loads(response.read(LARGEST))
        return str(data["choices"][0]["message"]["content"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        en, zh = reason(error)
        if isinstance(error, urllib.error.HTTPError):
            en = zh = f"HTTP {error.code}"
        elif isinstance(error, urllib.error.URLError):
            en, zh = reason(error.reason)
        raise JbgraphError(
            (f"the model does not answer: {en}", f"语言模型没有应答：{zh}"),
            where=url,
            hint=(
                "look whether it runs there, or leave --model-url out: the rules need no model",
                "检查该地址的服务；不写 --model-url 则只用规则",
            ),
        ) from error


def read(answer: str, outline: Outline, basis: Basis, known: set[tuple[int, str]]) -> Findings:
    """Return what of an answer stands in the passages it names, without what is known; nothing where it is no JSON."""
    found = Findings()
    try:
        said = json.loads(answer[answer.index("{") : answer.rindex("}") + 1])
    except ValueError:
        return found
    if not isinstance(said, dict):
        return found
    for one in listed(said.get("figures")):
        figure = figured(one, outline, basis)
        if figure and (figure.span.passage, plain(figure.span.quote)) not in known:
            found.figures.append(figure)
    for one in listed(said.get("names")):
        named = called(one, outline, basis)
        if named and (named.span.passage, plain(named.name)) not in known:
            found.named.append(named)
    return found


def listed(value: Any) -> list[dict[str, Any]]:
    """Return the records of a list, whatever a model wrote in its place."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def figured(said: dict[str, Any], outline: Outline, basis: Basis) -> Figure | None:
    """Return a figure of a model's, None where its passage does not print it."""
    quote, metric, unit = (str(said.get(key) or "") for key in ("quote", "metric", "unit"))
    span = placed(said.get("passage"), quote, outline)
    try:
        value = Decimal(str(said.get("value")))
    except InvalidOperation:
        return None
    kind, how, type_ = str(said.get("kind")), str(said.get("comparator") or "equal"), str(said.get("type") or "level")
    year = said.get("year")
    sound = kind in KINDS and how in COMPARATORS and type_ in TYPES and value.is_finite() and metric
    if span is None or not sound or not states(quote, float(value)):
        return None
    return Figure(
        span, basis, metric, kind, how, value, unit, measure_type=type_,  # type: ignore[arg-type]
        year=year if isinstance(year, int) and 1949 <= year <= 2100 else None,
    )  # fmt: skip


def called(said: dict[str, Any], outline: Outline, basis: Basis) -> Named | None:
    """Return a name of a model's, None where its passage does not print it."""
    name, kind = str(said.get("name") or "").strip(), str(said.get("class"))
    span = placed(said.get("passage"), name[: checks.LONGEST], outline)
    if span is None or kind not in CLASSES or plain(name) not in plain(outline.passages[span.passage - 1].run.text):
        return None
    return Named(span, basis, name, kind)


def placed(number: Any, quote: str, outline: Outline) -> Span | None:
    """Return where a quote stands in a passage, None where it does not."""
    if not isinstance(number, int) or not 1 <= number <= len(outline.passages):
        return None
    run = outline.passages[number - 1].run
    try:
        checks.quoted(quote, plain(run.text))
    except NotStatedError:
        return None
    at = run.text.find(quote)
    low, high = run.span(at, at + len(quote)) if at >= 0 else (run.start, run.end)
    return Span(number, low, high, quote)
