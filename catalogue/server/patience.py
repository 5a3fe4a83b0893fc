"""How long the server waits for a client that sends its request drop by drop: without this, a few
hundred open connections that never finish their headers would keep every kiosk out."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from catalogue.server.headers import secured
from catalogue.server.problems import MEDIA_TYPE
from catalogue.wire.v1 import Problem

HEADERS_S = 15.0
"""From the first byte of a request, or the opening of the connection, to the end of its headers."""


class ImpatientProtocol(H11Protocol):
    """HTTP/1.1 whose headers must come in time. The body has a limit of its own (`RequestGuard`),
    an idle connection uvicorn's (`timeout_keep_alive`)."""

    headers_s = HEADERS_S
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The time runs from here."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """It runs on until a request is there, which is answered in its own time."""
        super().data_received(data)
        if self._is_answering():
            self._stop()
        elif self._deadline is None:
            self._wait()

    def on_response_complete(self) -> None:
        """An answered connection may be idle."""
        super().on_response_complete()
        if not self._is_answering():
            self._stop()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP is told so in the form of all errors, and the connection ends."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()  # An answer is on its way already.
            return
        status = HTTPStatus.BAD_REQUEST
        problem = Problem(title="This is no HTTP request", status=status, code="bad_request")
        headers = [(b"content-type", MEDIA_TYPE.encode()), (b"connection", b"close")]
        start = h11.Response(
            status_code=status, headers=secured(headers, tls=self.scheme == "https")
        )
        body = h11.Data(data=problem.model_dump_json(exclude_none=True).encode())
        for event in (start, body, h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for."""
        self._stop()
        super().connection_lost(exc)

    def _is_answering(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle  # None before the first request.
        return cycle is not None and not cycle.response_complete

    def _wait(self) -> None:
        self._stop()
        self._deadline = self.loop.call_later(self.headers_s, self.transport.close)

    def _stop(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def protocol(headers_s: float) -> type[ImpatientProtocol]:
    """The protocol with another patience."""
    attributes: dict[str, Any] = {"headers_s": headers_s}
    return type("Protocol", (ImpatientProtocol,), attributes)
