"""Talks to distributors of e-books and asks whether a resource answers: small answers, deadlines,
known hosts alone.

Addresses of status documents are secrets, so this is the standard library's own client, which logs
nothing, and no error repeats an address.
"""

from __future__ import annotations

import base64
import http.client
import json
import socket
import ssl
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from catalogue.services.digital.file import host_of, is_safe

MAX_BYTES = 256 * 1024
CONNECT_S = 4.0
WHOLE_S = 10.0


class ProviderAway(Exception):
    """No answer that could be used: perhaps it was done. Tells the host alone."""


class ProviderRefused(Exception):
    """The provider said no. `problem`: the type of its problem (RFC 9457), without a place."""

    def __init__(self, status: int, problem: str) -> None:
        super().__init__(f"{status} {problem}".strip())
        self.status = status
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Answer:
    """`url`: where it came from in the end."""

    status: int
    content: bytes = field(repr=False)
    url: str = field(default="", repr=False)


class ProviderClient:
    """One request after the other; no connection is kept. Any thread."""

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        whole_s: float = WHOLE_S,
        agent: str = "Beaupre",
    ) -> None:
        self._monotonic = monotonic
        self._whole_s = whole_s
        self._agent = agent

    def ask(
        self,
        method: str,
        url: str,
        hosts: Collection[str],
        login: tuple[str, str] | None = None,
    ) -> Answer:
        """The answer, with 2xx. A 303 (ODL: that loan is there already) is followed once, to a host
        that is allowed. Raises ProviderAway, ProviderRefused."""
        found = self._once(method, url, hosts, login)
        if found.status == HTTPStatus.SEE_OTHER:
            found = self._once("GET", urljoin(url, found.url), hosts, login)
        if HTTPStatus.OK <= found.status < HTTPStatus.MULTIPLE_CHOICES:
            return found
        if found.status >= HTTPStatus.INTERNAL_SERVER_ERROR or found.status in LATER:
            raise ProviderAway(f"{host_of(url)} answers {found.status}")
        raise ProviderRefused(found.status, _problem(found.content))

    def status_of(self, url: str) -> int:
        """What an address answers a plain question. Raises ProviderAway."""
        return self._once("GET", url, {host_of(url)}, None).status

    def _once(
        self, method: str, url: str, hosts: Collection[str], login: tuple[str, str] | None
    ) -> Answer:
        if not is_safe(url) or host_of(url) not in hosts:
            raise ProviderAway("an address that is not one of the provider's hosts")
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"User-Agent": self._agent, "Accept": "*/*", "Connection": "close"}
        if login is not None:
            headers["Authorization"] = _basic(*login)
        connection = _connection(parts.scheme, parts.hostname or "", parts.port)
        deadline_s = self._monotonic() + self._whole_s
        try:
            connection.request(method, target, headers=headers)
            answer = connection.getresponse()
            content = self._content(answer, deadline_s)
            return Answer(answer.status, content, answer.getheader("Location") or url)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise ProviderAway(f"{host_of(url)} {_trouble(error)}") from None
        finally:
            connection.close()

    def _content(self, answer: http.client.HTTPResponse, deadline_s: float) -> bytes:
        content = b""
        while piece := answer.read1(16 * 1024):
            content += piece
            if len(content) > MAX_BYTES or self._monotonic() > deadline_s:
                raise ValueError("too large or too slow")
        return content


def _trouble(error: Exception) -> str:
    """What an operator can do something about; never the error's own text, which may repeat an
    address."""
    match error:
        case socket.gaierror():
            return "is a name nobody knows"
        case ssl.SSLError():
            return "has no valid certificate"
        case TimeoutError():
            return "does not answer in time"
        case OSError():
            return "takes no connection"
        case _:
            return "does not answer as it should"


LATER = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=CONNECT_S, context=context)
    return http.client.HTTPConnection(host, port, timeout=CONNECT_S)


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def _problem(content: bytes) -> str:
    """The last words of a problem's type: `return/already`."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    kind = told.get("type") if isinstance(told, Mapping) else None
    return "/".join(str(kind).rsplit("/", 2)[-2:])[:60] if kind else ""
