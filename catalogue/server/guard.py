"""Around every request: a limit on its body, an id, and one log line without anything personal."""

from __future__ import annotations

import logging
import re
import secrets
import time
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalogue.server.problems import internal_error, problem_response, where
from catalogue.wire.v1 import Problem

LOG = logging.getLogger("beaupre.server")
REQUEST_ID = re.compile(rb"[A-Za-z0-9-]{8,64}")


PATIENCE = 16
"""How many times the limit is read and thrown away, so that the client is there for the answer."""


class RequestGuard:
    """ASGI middleware. A client may name its request (`X-Request-Id`); the answer names it."""

    def __init__(self, app: ASGIApp, max_body_bytes: int) -> None:
        self._app = app
        self._max_body_bytes = max_body_bytes

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
                message["headers"] = [*message.get("headers", []), name]
            await send(message)

        body = await self._body(receive)
        try:
            if body is None:
                await too_large()(scope, receive, named)
            else:
                await self._app(scope, _replay(body, receive), named)
        except Exception as error:  # noqa: BLE001 - the main of a request; nothing of it goes on
            # The stack alone: the text of an exception may hold what was sent.
            kind = type(error).__name__
            LOG.error("request=%s failed error=%s at=%s", request_id, kind, where(error))
            if status == 0:
                await problem_response(internal_error())(scope, receive, named)
        finally:
            # The route's pattern, not the path: a path is whatever somebody sent.
            route = getattr(scope.get("route"), "path", "-")
            LOG.info(
                "request=%s station=%s %s %s -> %d in %d ms",
                request_id,
                scope["state"].get("station", "-"),
                scope["method"],
                route,
                status,
                (time.perf_counter() - started) * 1000,
            )

    async def _body(self, receive: Receive) -> bytes | None:
        """The whole body; None when there is more of it than is taken."""
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


def too_large() -> ASGIApp:
    """The answer to a body beyond the limit."""
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return problem_response(
        Problem(title="The request is too large", status=status, code="too_large")
    )
