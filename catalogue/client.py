"""`CentralClient`: REST v1 as a station speaks it, on requests.

Every call ends within its time-out, whatever the other side does, and ends in a wire model or in a
`CentralError`: `Unreachable` (never connected: certainly not done), `Ambiguous` (sent, no usable
answer), `Refused` (a problem), `Unauthorised`. Used by `kiosk.gateway` and `kiosk.sync`.
"""

from __future__ import annotations

import http.client
import os
import socket
import threading
import time
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import requests
import urllib3
from pydantic import BaseModel, ValidationError
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from catalogue.errors import (
    Ambiguous,
    CentralError,
    Refused,
    ServerConfigurationError,
    Unauthorised,
    Unreachable,
)
from catalogue.wire import v1
from catalogue.wire.operating import StationHealth

# A station knows the faults by this door: it imports nothing else of the server's tree.
__all__ = [
    "Ambiguous",
    "CentralClient",
    "CentralError",
    "Refused",
    "Unauthorised",
    "Unreachable",
]

Answer = TypeVar("Answer", bound=BaseModel)

MAX_ANSWER_BYTES = 32 * 1024 * 1024
CHUNK_BYTES = 65536
DEFAULT_TIMEOUT_S = 10.0
_FAULTS = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    ValueError,  # what the libraries raise for headers and chunk sizes that are none
)


class CentralClient:
    """One station's connection to its server, kept alive. Any thread may call it; each has a
    connection of its own."""

    def __init__(
        self,
        base_url: str,
        token: str | None = None,
        *,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        verify: bool | str = True,
    ) -> None:
        """`verify`: a file of trusted certificates, or True for the system's. Raises
        ServerConfigurationError for an address that is no http URL."""
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ServerConfigurationError(f"{base_url!r} is not the address of a server")
        self._base = base_url.rstrip("/")
        self._token = token
        self._timeout_s = timeout_s
        self._verify = verify
        self._lines: list[_Line] = []
        self._local = threading.local()
        self._lock = threading.Lock()

    def health(self, *, timeout_s: float | None = None) -> v1.Health:
        """Is the server there?"""
        return self._ask("GET", "/v1/health", v1.Health, None, timeout_s)

    def enrol(self, code: str, station: str, *, timeout_s: float | None = None) -> v1.Enrolment:
        """Turn a one-time code into a token; this client uses it from now on."""
        request = v1.EnrolRequest(code=code, station=station)
        enrolment = self._ask("POST", "/v1/stations/enrol", v1.Enrolment, request, timeout_s)
        self._token = enrolment.token
        return enrolment

    def station(self, *, timeout_s: float | None = None) -> v1.StationInfo:
        """What a station fetches at boot."""
        return self._ask("GET", "/v1/station", v1.StationInfo, None, timeout_s)

    def secrets(self, *, timeout_s: float | None = None) -> v1.StationSecrets:
        """What a station keeps in memory only."""
        return self._ask("GET", "/v1/station/secrets", v1.StationSecrets, None, timeout_s)

    def begin_session(
        self, card: str, pin: str, *, timeout_s: float | None = None
    ) -> v1.PatronSession:
        """A patron identifies herself. Refused: `problem.code` is a DenialReason, `tries_left` is
        set after a wrong PIN."""
        request = v1.PatronSessionRequest(card=card, pin=pin)
        return self._ask("POST", "/v1/patron-sessions", v1.PatronSession, request, timeout_s)

    def end_session(self, session: str, *, timeout_s: float | None = None) -> None:
        """End a patron's session; one that has ended already has ended."""
        self._send("POST", "/v1/patron-sessions/end", v1.SessionEnd(session=session), timeout_s)

    def operations(
        self, request: v1.OperationsRequest, *, timeout_s: float | None = None
    ) -> v1.OperationsReply:
        """Deliver records; ask about one. An answer that leaves out a record, or speaks of another,
        is no answer."""
        reply = self._ask("POST", "/v1/operations", v1.OperationsReply, request, timeout_s)
        sent = [str(record.op.get("id", "")) for record in request.records]
        if [result.id for result in reply.results] != sent:
            raise Ambiguous("the server answered for other records than were sent")
        if reply.answer is not None and reply.answer.id != request.ask:
            raise Ambiguous("the server answered another question")
        return reply

    def changes(self, cursor: str = "", *, timeout_s: float | None = None) -> v1.Changes:
        """The next page of the change feed."""
        path = f"/v1/changes?cursor={quote(cursor, safe='')}"
        return self._ask("GET", path, v1.Changes, None, timeout_s)

    def tally(self, *, timeout_s: float | None = None) -> v1.Tally:
        """What became of everything this station recorded."""
        return self._ask("GET", "/v1/tally", v1.Tally, None, timeout_s)

    def digest(self, cursor: str, *, timeout_s: float | None = None) -> v1.Digest:
        """What the server has, to be compared; `cursor` is where this station is in the feed."""
        path = f"/v1/digest?cursor={quote(cursor, safe='')}"
        return self._ask("GET", path, v1.Digest, None, timeout_s)

    def records(self, epoch: int, after: int, *, timeout_s: float | None = None) -> v1.RecordHashes:
        """The records of an epoch that the server has, `RECORDS_PAGE` numbers behind `after`."""
        path = f"/v1/records?epoch={epoch}&after={after}"
        return self._ask("GET", path, v1.RecordHashes, None, timeout_s)

    def tell_health(self, health: StationHealth, *, timeout_s: float | None = None) -> None:
        """Tell the operator how this station is."""
        self._send("POST", "/v1/stations/health", health, timeout_s)

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for line in self._lines:
                line.session.close()
            self._lines.clear()
            self._local = threading.local()

    def _ask(
        self,
        method: str,
        path: str,
        model: type[Answer],
        body: BaseModel | None,
        timeout_s: float | None,
    ) -> Answer:
        content = self._send(method, path, body, timeout_s)
        try:
            return model.model_validate_json(content)
        except ValidationError as error:
            raise Ambiguous(f"no {model.__name__} came from {self._base}") from error

    def _send(
        self, method: str, path: str, body: BaseModel | None, timeout_s: float | None
    ) -> bytes:
        headers = {"Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token}"
        timeout_s = self._timeout_s if timeout_s is None else timeout_s
        data = None if body is None else _json(body)
        status, content = self.exchange(method, path, headers, data, timeout_s)
        if 200 <= status < 300:
            return content
        raise _error(self._base, status, content)

    def exchange(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        data: bytes | None,
        timeout_s: float,
    ) -> tuple[int, bytes]:
        """Status and body of one request on the wire. Raises Unreachable, Ambiguous. All that lies
        between this client and its server is in here: a simulation puts its own network in its
        place."""
        line = self._line()
        with _Deadline(line.wire, timeout_s) as deadline:
            try:
                return _exchange(line, method, self._base + path, headers, data, deadline)
            except _FAULTS as error:
                # What it was stays in the cause; its text may hold anything.
                if not line.wire.connected:
                    raise Unreachable(f"no connection to {self._base}") from error
                raise Ambiguous(f"no whole answer from {self._base}") from error

    def _line(self) -> _Line:
        line: _Line | None = getattr(self._local, "line", None)
        if line is None:
            line = _Line(self._verify)
            self._local.line = line
            with self._lock:
                self._lines.append(line)
        return line


def _json(body: BaseModel) -> bytes:
    return body.model_dump_json(exclude_none=True).encode()


def _exchange(
    line: _Line,
    method: str,
    url: str,
    headers: dict[str, str],
    data: bytes | None,
    deadline: _Deadline,
) -> tuple[int, bytes]:
    """Status and body of one request."""
    # Two addresses (IPv6, then IPv4) may be tried one after the other.
    connect_s = max(deadline.left_s / 2, 0.001)
    with line.session.request(
        method,
        url,
        data=data,
        headers=headers,
        timeout=(connect_s, max(deadline.left_s, 0.001)),
        verify=line.verify,
        allow_redirects=False,
        stream=True,
    ) as response:
        content = bytearray()
        for chunk in response.iter_content(CHUNK_BYTES):
            content += chunk
            if len(content) > MAX_ANSWER_BYTES:
                raise http.client.HTTPException("the answer has no end")
        if deadline.passed:
            raise TimeoutError
        return response.status_code, bytes(content)


def _error(base: str, status: int, content: bytes) -> CentralError:
    """What a status other than success means. A 4xx that is not ours (a portal, a proxy) says
    nothing about what the server did."""
    if not 400 <= status < 500:
        return Ambiguous(f"{base} answered {status}")
    try:
        problem = v1.Problem.model_validate_json(content)
    except ValidationError:
        return Ambiguous(f"{base} answered {status}, but not as a Beaupré server")
    if status == http.client.UNAUTHORIZED:
        return Unauthorised(problem.title)
    return Refused(problem)


class _Wire:
    """What is known of the connection a request uses."""

    def __init__(self) -> None:
        self.connected = False
        self.socket: socket.socket | None = None


class _Line:
    """One thread's kept-alive session. Proxies and credentials of the environment are not used."""

    def __init__(self, verify: bool | str) -> None:
        self.wire = _Wire()
        self.verify = verify
        self.session = requests.Session()
        self.session.trust_env = False
        adapter = _Adapter(self.wire)
        self.session.mount("http://", adapter)
        self.session.mount("https://", adapter)


class _Deadline:
    """Cuts the connection when the time of the whole request is over: the time-outs of sockets
    begin anew with every byte that drips in."""

    def __init__(self, wire: _Wire, timeout_s: float) -> None:
        self._wire = wire
        self._end = time.monotonic() + timeout_s
        self._timer = threading.Timer(timeout_s, self._cut)
        self._timer.daemon = True
        self.passed = False

    def __enter__(self) -> _Deadline:
        self._wire.connected = False
        self._wire.socket = None
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
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

    def __init__(self, wire: _Wire) -> None:
        self._wire = wire
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Use pools of watched connections."""
        super().init_poolmanager(*args, **kwargs)
        manager = self.poolmanager
        manager.pool_classes_by_scheme = _watched_pools(self._wire)


def _watched_pools(wire: _Wire) -> dict[str, type[HTTPConnectionPool]]:
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
