"""One kept-alive connection to a server, on which a time-out is one: used by `catalogue.client`.

An answer of any size is read piece by piece; nothing here knows what it means.
"""

from __future__ import annotations

import http.client
import os
import socket
import threading
import time
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

MAX_ANSWER_BYTES = 32 * 1024 * 1024
CHUNK_BYTES = 65536
FAULTS = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    ValueError,  # what the libraries raise for headers and chunk sizes that are none
)


def exchange(
    line: Line,
    method: str,
    url: str,
    headers: dict[str, str],
    data: bytes | None,
    deadline: Deadline,
) -> tuple[int, bytes]:
    """Status and body of one request."""
    with begin(line, method, url, headers, data, deadline) as response:
        content = whole(response)
        if deadline.passed:
            raise TimeoutError
        return response.status_code, content


def begin(
    line: Line,
    method: str,
    url: str,
    headers: dict[str, str],
    data: bytes | None,
    deadline: Deadline,
) -> requests.Response:
    """The answer, its body still to be read."""
    # Two addresses (IPv6, then IPv4) may be tried one after the other.
    connect_s = max(deadline.left_s / 2, 0.001)
    return line.session.request(
        method,
        url,
        data=data,
        headers=headers,
        timeout=(connect_s, max(deadline.left_s, 0.001)),
        verify=line.verify,
        allow_redirects=False,
        stream=True,
    )


def whole(response: requests.Response) -> bytes:
    """All of a body of reasonable size."""
    content = bytearray()
    for chunk in response.iter_content(CHUNK_BYTES):
        content += chunk
        if len(content) > MAX_ANSWER_BYTES:
            raise http.client.HTTPException("the answer has no end")
    return bytes(content)


class Wire:
    """What is known of the connection a request uses."""

    def __init__(self) -> None:
        self.connected = False
        self.socket: socket.socket | None = None


class Line:
    """One thread's kept-alive session. Proxies and credentials of the environment are not used."""

    def __init__(self, verify: bool | str) -> None:
        self.wire = Wire()
        self.verify = verify
        self.session = requests.Session()
        self.session.trust_env = False
        adapter = _Adapter(self.wire)
        self.session.mount("http://", adapter)
        self.session.mount("https://", adapter)


class Deadline:
    """Cuts the connection when the time of the whole request is over: the time-outs of sockets
    begin anew with every byte that drips in."""

    def __init__(self, wire: Wire, timeout_s: float) -> None:
        self._wire = wire
        self._timeout_s = timeout_s
        self.passed = False

    def __enter__(self) -> Deadline:
        self._wire.connected = False
        self._wire.socket = None
        self.renew()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def renew(self) -> None:
        """The time begins anew."""
        self._end = time.monotonic() + self._timeout_s
        self._timer = threading.Timer(self._timeout_s, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """No time is over before it begins anew."""
        self._timer.cancel()

    @property
    def left_s(self) -> float:
        """Seconds until the end."""
        return self._end - time.monotonic()

    def _cut(self) -> None:
        self.passed = True
        sock = self._wire.socket
        if sock is None:
            return
        try:
            # On a copy of the descriptor: an SSL socket would say goodbye first, and wait.
            with socket.socket(fileno=os.dup(sock.fileno())) as raw:
                raw.shutdown(socket.SHUT_RDWR)
        except (OSError, ValueError):
            return  # it is closed already


class _Adapter(HTTPAdapter):
    """An adapter whose connections tell the wire that they are up."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Use pools of watched connections."""
        super().init_poolmanager(*args, **kwargs)
        manager = self.poolmanager
        manager.pool_classes_by_scheme = _watched_pools(self._wire)


def _watched_pools(wire: Wire) -> dict[str, type[HTTPConnectionPool]]:
    def tell(connection: HTTPConnection) -> None:
        wire.socket = connection.sock
        wire.connected = True

    def watched(base: type[HTTPConnection]) -> type[Any]:
        class Watched(base):  # type: ignore[misc, valid-type]  # a base chosen at run time
            """Tells when it is connected, and when it is used again."""

            def connect(self) -> None:
                super().connect()
                tell(self)

            def request(self, *args: Any, **kwargs: Any) -> None:
                if self.sock is not None:
                    tell(self)
                super().request(*args, **kwargs)

        return Watched

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = watched(HTTPConnection)

    class TlsPool(HTTPSConnectionPool):
        ConnectionCls = watched(HTTPSConnection)

    return {"http": PlainPool, "https": TlsPool}
