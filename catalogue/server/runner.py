"""Runs the application in uvicorn: listens first, says where, ends on SIGTERM after the requests
under way."""

from __future__ import annotations

import datetime as dt
import logging
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

import uvicorn
from fastapi import FastAPI

from catalogue.errors import ServerConfigurationError
from catalogue.server.guard import MAX_HEADER_BYTES
from catalogue.server.patience import protocol
from catalogue.server.settings import ServerSettings
from catalogue.server.tls import SOON, assert_valid, server_context

LOG = logging.getLogger("beaupre.server")

KEEP_ALIVE_S = 75
"""Longer than a station's rhythm, so that it finds its connection open."""
GRACE_S = 10


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listening begins; tell whoever waits."""
        await super().startup(sockets)
        if self.started:
            self._on_ready()


@contextmanager
def together(*parts: AbstractContextManager[object]) -> Iterator[None]:
    """All that runs beside the application."""
    with ExitStack() as running:
        for part in parts:
            running.enter_context(part)
        yield


def listen(settings: ServerSettings) -> socket.socket:
    """The listening socket. Raises ServerConfigurationError when the address cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named so, or asyncio would not set TCP_NODELAY: each answer would wait 40 ms for an ACK.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise ServerConfigurationError(
            f"cannot listen on {settings.host}:{settings.port}: {error.strerror or error}"
        ) from error
    return listener


def address(settings: ServerSettings, listener: socket.socket) -> str:
    """The URL the server is reached at."""
    scheme = "https" if settings.tls_certificate else "http"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{scheme}://{host}:{listener.getsockname()[1]}"


def make_server(
    app: FastAPI, settings: ServerSettings, on_ready: Callable[[], None]
) -> uvicorn.Server:
    """A uvicorn server for the application; `run(sockets=[listener])` blocks until it ends.

    uvicorn's own access log is off: it writes paths, and a path is whatever somebody sent. Raises
    ServerConfigurationError for a certificate no client would take."""
    tls = _tls(settings)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
        http=protocol(settings.headers_timeout_s),
        ws="none",
        h11_max_incomplete_event_size=2 * MAX_HEADER_BYTES,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        ssl_context_factory=None if tls is None else lambda _config, _default: tls,
    )
    return _Server(config, on_ready)


def _tls(settings: ServerSettings) -> ssl.SSLContext | None:
    if settings.tls_certificate is None or settings.tls_key is None:
        return None
    context = server_context(settings.tls_certificate, settings.tls_key)
    until = assert_valid(context, settings.tls_certificate)
    if until < dt.datetime.now(dt.UTC) + SOON:
        LOG.warning("the TLS certificate is good until %s only", until.date().isoformat())
    return context
