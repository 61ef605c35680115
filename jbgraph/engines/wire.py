"""A query over HTTP and back: GET or POST, tried again where the server is busy, every failure explained."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from jbgraph.errors import JbgraphError

if TYPE_CHECKING:
    import urllib.error
    import urllib.request
    from http.client import HTTPMessage, HTTPResponse

LONGEST_ADDRESS = 2000  # characters that every server and proxy lets through; longer queries are posted
BUSY = (429, 502, 503, 504)
TRIES = 3
PATIENCE = 30.0  # seconds; a server that wants more is not waited for


class Answer:
    """A response that is read as it comes; a connection that breaks off, or falls silent, is an error.

    :ivar kind: the media type.
    :ivar headers: the headers of the response.
    """

    def __init__(self, response: HTTPResponse, url: str, timeout: float) -> None:
        self._response = response
        self._url = url
        self._timeout = timeout
        self.headers: HTTPMessage = response.headers
        self.kind = response.headers.get_content_type()

    def read(self, size: int = -1) -> bytes:
        """Return at most so many bytes, none at the end; all that are left if no size is given.

        :raises JbgraphError: if the rest does not come.
        """
        from http.client import HTTPException

        try:
            data = self._response.read(None if size is None or size < 0 else size)
            if not data and self._response.length:
                raise HTTPException(f"{self._response.length} bytes are missing")
        except (OSError, HTTPException, ValueError) as error:
            raise unreached(error, self._url, self._timeout) from error
        if not data:
            self._response.close()
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._response.close()


def ask(url: str, sparql: str, accept: str, timeout: float) -> Answer:
    """Send a query, again where the server is busy, and return the response.

    A redirect is followed, with the same query, to an address of the same scheme only.

    :raises SyntaxError: if the endpoint calls the query malformed.
    :raises JbgraphError: if there is no answer.
    """
    import http.client
    import urllib.error

    for left in reversed(range(TRIES)):
        try:
            return Answer(opener().open(request(url, sparql, accept), timeout=timeout), url, timeout)
        except urllib.error.HTTPError as error:
            with error:
                said = error.read(2000).decode("utf-8", "replace").strip().splitlines()
            wait = waiting(error, TRIES - left)
            if error.code not in BUSY or not left or wait > PATIENCE:
                raise refused(error, said[0] if said else "", url) from error
            time.sleep(wait)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise unreached(getattr(error, "reason", error), url, timeout) from error
    raise AssertionError


def request(url: str, sparql: str, accept: str) -> urllib.request.Request:
    """Return the request for a query: GET where the address stays short, POST as a form where not."""
    import urllib.parse
    import urllib.request

    form = urllib.parse.urlencode({"query": sparql})
    headers = {"Accept": accept, "User-Agent": "jbgraph"}
    address = url + ("&" if "?" in url else "?") + form
    if len(address) <= LONGEST_ADDRESS:
        return urllib.request.Request(address, headers=headers)
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return urllib.request.Request(url, form.encode(), headers)


def opener() -> urllib.request.OpenerDirector:
    """Return what opens http and https addresses and nothing else."""
    import urllib.parse
    import urllib.request

    class Redirects(urllib.request.HTTPRedirectHandler):
        def redirect_request(
            self, req: urllib.request.Request, fp: object, code: int, msg: str, headers: object, newurl: str
        ) -> urllib.request.Request:
            if code == 303:
                return urllib.request.Request(newurl, headers={"Accept": req.headers["Accept"]})
            return urllib.request.Request(newurl, req.data, req.headers)

        def http_error_302(
            self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: HTTPMessage
        ) -> HTTPResponse | None:
            there = urllib.parse.urljoin(req.full_url, headers.get("Location", ""))
            if there.partition(":")[0].lower() != req.type:
                raise JbgraphError(
                    (f"the endpoint sends elsewhere: {there}", f"端点转往别处：{there}"),
                    where=req.full_url.partition("?")[0],
                    hint=("give that address, if you trust it", "如信任该地址，直接写该地址"),
                )
            return super().http_error_302(req, fp, code, msg, headers)

        http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    found = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        Redirects,
    ):
        found.add_handler(handler())
    return found


def waiting(error: urllib.error.HTTPError, tries: int) -> float:
    """Return the seconds that a busy server asks for (RFC 9110, section 10.2.3), else 0.5, 1, 2 …"""
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    asked = error.headers.get("Retry-After", "").strip()
    if asked.isdigit():
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.5 * float(2 ** (tries - 1))


def refused(error: urllib.error.HTTPError, line: str, url: str) -> Exception:
    """Return the error for a status that is none of success.

    :param line: the first line of what the server says.
    """
    if error.code == 400:
        return SyntaxError(line or "the endpoint calls the query malformed")
    said = f"{error.code} {error.reason}".strip()
    if error.code in (401, 403):
        return JbgraphError(
            (f"the endpoint lets nobody in without a login: {said}", f"端点须登录才能查询：{said}"),
            where=url,
            hint=("let it be read without one, on a network you trust", "在可信网络内开放匿名只读"),
        )
    shown = f"{said}: {line[:200]}" if line and not line.startswith("<") else said
    if error.code in BUSY:
        return JbgraphError(
            (f"the endpoint is busy: {shown}", f"端点繁忙：{shown}"), where=url, hint=("try again later", "稍后再试")
        )
    return JbgraphError((f"the endpoint answers {shown}", f"端点答复：{shown}"), where=url)


def unreached(error: BaseException | str, url: str, timeout: float) -> JbgraphError:
    """Return the error for an address where nothing answers, or not in time."""
    if isinstance(error, TimeoutError):
        return JbgraphError(
            (f"the endpoint has been silent for {timeout:g} s", f"端点{timeout:g}秒内没有回应"),
            where=url,
            hint=("ask for less, or give it more time with --timeout", "缩小查询范围，或用--timeout延长时限"),
        )
    from jbgraph.reasons import reason

    en, zh = reason(error)
    return JbgraphError(
        (f"the endpoint cannot be reached: {en}", f"无法连接端点：{zh}"),
        where=url,
        hint=("is it running there?", "查看它是否在该处运行"),
    )
