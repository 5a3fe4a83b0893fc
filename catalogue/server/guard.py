"""Around every request: limits on its size and time, an id, the headers of every answer, and one
log line without anything personal."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import time
from collections.abc import Callable
from http import HTTPMethod, HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalogue.server.headers import secured
from catalogue.server.logs import FACTS
from catalogue.server.problems import internal_error, problem_response, where
from catalogue.wire.v1 import Problem

LOG = logging.getLogger("beaupre.server")
REQUEST_ID = re.compile(rb"[A-Za-z0-9-]{8,64}")


MAX_HEADER_BYTES = 16 * 1024
MAX_QUERY_BYTES = 4 * 1024
PATIENCE = 16
"""How many times the limit is read and thrown away, so that the client is there for the answer."""
METHODS = frozenset(method.value for method in HTTPMethod)
Observe = Callable[[str, str, int, float], None]
"""Is told of each request: method, pattern of its route, status, seconds."""


class RequestGuard:
    """ASGI middleware. A client may name its request (`X-Request-Id`); the answer names it."""

    def __init__(
        self,
        app: ASGIApp,
        max_body_bytes: int,
        body_timeout_s: float,
        observe: Observe,
        *,
        tls: bool,
    ) -> None:
        self._app = app
        self._observe = observe
        self._max_body_bytes = max_body_bytes
        self._body_timeout_s = body_timeout_s
        self._tls = tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Guard one HTTP request; anything else passes."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(b"x-request-id", b"")
        request_id = given.decode() if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        started = time.perf_counter()
        status = 0

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                name = (b"x-request-id", request_id.encode())
                headers = secured(message.get("headers", []), tls=self._tls)
                message["headers"] = [*headers, name]
            await send(message)

        try:
            body = await self._body(scope, receive)
            if isinstance(body, Problem):
                await _last(body)(scope, receive, named)
            else:
                await self._app(scope, _replay(body, receive), named)
        except Exception as error:  # noqa: BLE001 - the main of a request; nothing of it goes on
            # The stack alone: the text of an exception may hold what was sent.
            kind = type(error).__name__
            facts = {"request": request_id, "error": kind, "place": where(error)}
            LOG.error("request=%s failed error=%s at=%s", *facts.values(), extra={FACTS: facts})
            if status == 0:
                await problem_response(internal_error())(scope, receive, named)
        finally:
            self._tell(scope, request_id, status, time.perf_counter() - started)

    def _tell(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        """One line, and the metrics. The route's pattern, not the path, and no method nobody knows:
        a path and a method are whatever somebody sent."""
        route = getattr(scope.get("route"), "path", "-")
        method = scope["method"] if scope["method"] in METHODS else "-"
        self._observe(method, route, status, seconds)
        facts: dict[str, object] = {
            "request": request_id,
            "station": scope["state"].get("station", "-"),
            "method": method,
            "route": route,
            "status": status,
            "ms": int(seconds * 1000),
        }
        text = "request=%s station=%s %s %s -> %d in %d ms"
        LOG.info(text, *facts.values(), extra={FACTS: facts})

    async def _body(self, scope: Scope, receive: Receive) -> bytes | Problem:
        """The whole body, or why the request is not taken."""
        if len(scope["query_string"]) > MAX_QUERY_BYTES:
            return _problem(HTTPStatus.REQUEST_URI_TOO_LONG, "too_large")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEADER_BYTES:
            return _problem(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "too_large")
        try:
            async with asyncio.timeout(self._body_timeout_s):
                body = await self._received(receive)
        except TimeoutError:
            return _problem(HTTPStatus.REQUEST_TIMEOUT, "too_slow")
        if body is None:
            return _problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
        return body

    async def _received(self, receive: Receive) -> bytes | None:
        """None when there is more of it than is taken."""
        body = bytearray()
        received = 0
        more = True
        while more and received <= PATIENCE * self._max_body_bytes:
            message = await receive()
            piece = message.get("body", b"")
            received += len(piece)
            if received <= self._max_body_bytes:
                body += piece
            more = message["type"] == "http.request" and message.get("more_body", False)
        return None if received > self._max_body_bytes else bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body as one message; afterwards whatever comes (the client hanging up)."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return waiting.pop() if waiting else await receive()

    return next_message


def _problem(status: HTTPStatus, code: str) -> Problem:
    titles = {"too_large": "The request is too large", "too_slow": "The request did not come"}
    return Problem(title=titles[code], status=status, code=code)


def _last(problem: Problem) -> ASGIApp:
    """The answer to what was not read to its end: nothing more comes on this connection."""
    response = problem_response(problem)
    response.headers["Connection"] = "close"
    return response
