"""The guard before every route: who may ask, under which name, how much, and what a browser may do with the answer."""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
import re
import socket
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jbgraph.errors import JbgraphError
from jbgraph.reasons import reason
from jbgraph.server.settings import Settings
from jbgraph.server.trouble import ServiceError

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
}
OPEN = ("/sparql", "/graphs", "/.well-known/void")
"""What scripts of other pages may read: it holds the graph, never the text of a passage."""

ASKED = "Accept, Accept-Language, Authorization, Content-Type, If-None-Match"
SHOWN = "Content-Encoding, Content-Type, ETag, Retry-After"

_HOST = re.compile(r"(?:\[(?P<v6>[0-9a-fA-F:.]+)\]|(?P<name>[\w.-]+))(?::\d{1,5})?")


class Guard:
    """Lets a request through to the application, or answers it itself.

    :param direct: paths that are handed on without the framework's search for a route, which takes as long as the rest.
    """

    def __init__(self, app: ASGIApp, gate: Gate, direct: Mapping[str, ASGIApp]) -> None:
        self.app = app
        self.gate = gate
        self.direct = direct

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        gate = self.gate
        cross = gate.cross(scope["path"], headers.get("origin"))

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                if message["status"] == 304:  # it renews what is kept: a page keeps the policy that it came with
                    own.add(b"content-security-policy")
                more = [pair for pair in gate.fixed if pair[0] not in own]
                message = {**message, "headers": [*message["headers"], *more, *cross]}
            await send(message)

        try:
            gate.check(scope, headers)
            if scope["method"] == "OPTIONS" and "access-control-request-method" in headers and cross:
                response = Response(status_code=204, headers=preflight())
                await response(scope, receive, guarded)
                return
            gate.authorize(headers)
        except ServiceError as error:
            from jbgraph.server.replies import failure

            await failure(Request(scope), error)(scope, receive, guarded)
            return
        if scope["method"] not in ("GET", "HEAD"):
            receive = limited(receive, gate.settings.limits.body)
        with suppress(ClientDisconnect):  # in the middle of its body: there is nobody to answer
            await self.direct.get(scope["path"], self.app)(scope, receive, guarded)


class Gate:
    """What a request must show, and what every answer says to a browser.

    :ivar fixed: headers of every answer.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.token = settings.token.encode() if settings.token else None
        self.fixed = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
        self._names = {name.lower() for name in settings.names}

    def check(self, scope: Scope, headers: Headers) -> None:
        """Look at what a request is, and under which name it was sent.

        :raises ServiceError: if it is too large, or not meant for this service.
        """
        limits = self.settings.limits
        if len(scope["raw_path"]) + len(scope["query_string"]) > limits.head // 2:
            raise ServiceError(
                (f"the address is longer than {limits.head // 2} bytes", f"地址超过{limits.head // 2}字节"),
                "address",
                hint=("send the query by POST", "改用POST发送查询"),
            )
        if sum(len(name) + len(value) for name, value in scope["headers"]) > limits.head:
            raise too_much_head(limits.head)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > limits.body:
            raise too_large(limits.body)
        host = headers.get("host", "")
        if not self._ours(host):
            raise ServiceError(
                ("the service is not called by this name", "本服务不以此名称访问"),
                "misdirected",
                where=host[:100] or "Host",
                hint=("call it by its address, or start it with --name", "用其地址访问，或以--name启动服务"),
            )

    def _ours(self, host: str) -> bool:
        """Say whether a Host header may be meant for this service.

        A page that has had its own name changed to our address (DNS rebinding) gives that name. An address in place
        of a name cannot be changed so.
        """
        name = hostname(host)
        return name in self._names or (name is not None and local(name))

    def authorize(self, headers: Headers) -> None:
        """Look for the token: as bearer, or as password of anyone, which is what a browser asks people for.

        :raises ServiceError: if it is not shown.
        """
        if self.token is None:
            return
        scheme, _, value = headers.get("authorization", "").partition(" ")
        shown = value.strip().encode("latin-1")
        if scheme.lower() == "basic":
            try:
                shown = base64.b64decode(shown, validate=True).partition(b":")[2]
            except binascii.Error:
                shown = b""
        elif scheme.lower() != "bearer":
            shown = b""
        if not hmac.compare_digest(shown, self.token):
            raise ServiceError(
                ("this service asks for its token", "本服务需要令牌"),
                "unauthorized",
                hint=("send it as Authorization: Bearer …", "以Authorization: Bearer …发送"),
                headers={"www-authenticate": 'Basic realm="jbgraph", charset="UTF-8"'},
            )

    def cross(self, path: str, origin: str | None) -> list[tuple[bytes, bytes]]:
        """Return the headers that say which other pages may read the answer (Fetch, section 3.2)."""
        origins = self.settings.origins
        if path not in OPEN or not origins:
            return [(b"cross-origin-resource-policy", b"same-origin")]
        found = [(b"cross-origin-resource-policy", b"cross-origin"), (b"access-control-expose-headers", SHOWN.encode())]
        if "*" in origins:
            return [*found, (b"access-control-allow-origin", b"*")]
        found.append((b"vary", b"Origin"))
        if origin in origins:
            found.append((b"access-control-allow-origin", origin.encode("latin-1")))
        return found


@lru_cache(maxsize=64)
def hostname(host: str) -> str | None:
    """Return the name or address in a Host header, or None if it is not one (RFC 9110, section 7.2).

    >>> hostname("LOCALHOST:80"), hostname("[::1]:80"), hostname("a@b")
    ('localhost', '::1', None)
    """
    match = _HOST.fullmatch(host)
    return (match["v6"] or match["name"]).lower().rstrip(".") if match else None


@lru_cache(maxsize=64)
def local(name: str) -> bool:
    """Say whether a name is an address, or one that no name server is asked for (RFC 6761, section 6.3)."""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def preflight() -> dict[str, str]:
    """Return what a browser is told before it asks for another page (Fetch, section 3.2.5)."""
    return {
        "access-control-allow-methods": "GET, HEAD, POST",
        "access-control-allow-headers": ASKED,
        "access-control-max-age": "86400",
    }


def limited(receive: Receive, limit: int) -> Receive:
    """Return a way to receive a body that ends with an error when it is too large."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise too_large(limit)
        return message

    return counted


def too_large(limit: int) -> ServiceError:
    """Return the error for a body that is too large."""
    return ServiceError(
        (f"the body is larger than {limit} bytes", f"正文超过{limit}字节"), "large", headers={"connection": "close"}
    )


def too_much_head(limit: int) -> ServiceError:
    """Return the error for a head that is too large."""
    return ServiceError((f"the headers are larger than {limit} bytes", f"标头超过{limit}字节"), "headers")


def listening(settings: Settings) -> socket.socket:
    """Return a socket that listens where the settings say.

    :raises JbgraphError: if that is not this machine's own address and nobody has allowed it, or it cannot be had.
    """
    where = f"--host {settings.host} --port {settings.port}"
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = found[0]
        if not settings.allow_remote and not ipaddress.ip_address(str(address[0])).is_loopback:
            raise JbgraphError(
                ("other machines could reach the service there", "其他机器可由此访问本服务"),
                where=f"--host {settings.host}",
                hint=(
                    "add --allow-remote if that is meant, best with --token",
                    "若有意如此，加--allow-remote，最好同时设--token",
                ),
            )
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listener.bind(address)
            listener.listen(1024)
        except OSError:
            listener.close()
            raise
    except (OSError, OverflowError) as error:
        en, zh = reason(error)
        raise JbgraphError((f"the address cannot be had: {en}", f"无法使用此地址：{zh}"), where=where) from error
    return listener
