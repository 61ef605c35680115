"""What goes wrong in the service, with the status that HTTP has for it."""

from __future__ import annotations

from typing import Any

from jbgraph.errors import JbgraphError, NameNotFoundError, Said

STATUS = {
    "malformed": 400,
    "unauthorized": 401,
    "refused": 403,
    "missing": 404,
    "method": 405,
    "unacceptable": 406,
    "large": 413,
    "address": 414,
    "type": 415,
    "misdirected": 421,
    "headers": 431,
    "rows": 500,
    "memory": 500,
    "gone": 499,
    "crashed": 500,
    "fault": 500,
    "killed": 503,
    "overloaded": 503,
    "timeout": 504,
}
"""Kind of trouble → status code; 400 and 500 as SPARQL 1.1 Protocol, section 2.1.6, has them."""


class ServiceError(JbgraphError):
    """A request that cannot be answered.

    :param kind: a key of `STATUS`.
    :param line: of the query, where the trouble has a place in it; from 1, as is `column`.
    """

    def __init__(
        self,
        problem: Said,
        kind: str,
        *,
        where: Said = "",
        hint: Said = "",
        line: int | None = None,
        column: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(problem, where=where, hint=hint)
        self.kind = kind
        self.line = line
        self.column = column
        self.headers = headers or {}

    @property
    def status(self) -> int:
        """The status code."""
        return STATUS[self.kind]


class ToldError(ServiceError):
    """What went wrong in a worker, as the worker said it."""

    def __init__(self, said: dict[str, Any]) -> None:
        super().__init__("", said["kind"], line=said.get("line"), column=said.get("column"))
        self.texts: dict[str, str] = said["message"]

    def message(self, lang: str) -> str:
        """Return the whole message in a language."""
        return self.texts[lang]


def told(error: JbgraphError) -> dict[str, Any]:
    """Return an error as JSON, to be told to the process that asked."""
    if isinstance(error, ServiceError):
        kind, line, column = error.kind, error.line, error.column
    else:
        kind, line, column = "missing" if isinstance(error, NameNotFoundError) else "malformed", None, None
    message = {lang: error.message(lang) for lang in ("en", "zh")}
    return {"kind": kind, "message": message, "line": line, "column": column}


def bug(error: BaseException) -> ServiceError:
    """Return the error for what should not have happened."""
    fault = f"{type(error).__name__}: {error}"[:500]
    return ServiceError(
        (f"this is a fault of jbgraph, please report it: {fault}", f"这是jbgraph的缺陷，请报告：{fault}"), "fault"
    )
