"""Fetches parts of feeds over http and https, politely and within limits.

Only hosts that the operator named are asked: that of the start address and those of the limits.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

import requests

from catalogue.connection import CHUNK_BYTES, FAULTS, Deadline, Line, begin
from catalogue.feeds.errors import FetchFailed, TooBig, Unsafe

_REDIRECTS: Final = (301, 302, 303, 307, 308)
_BUSY: Final = (429, 503)
_MOST_REDIRECTS = 5
_MOST_TRIES = 4
_LONGEST_WAIT_S = 300.0
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one feed may cost, and where it may lead.

    hosts          allowed besides that of the start address, as `host` or `host:port`
    private        addresses inside the town's network (RFC 1918, loopback…) may be fetched; a start
                   address inside it may be, itself, without
    max_bytes      of one answer
    max_pages      followed in one run
    deadline_s     for one answer
    """

    hosts: tuple[str, ...] = ()
    private: bool = False
    max_bytes: int = 32 << 20
    max_pages: int = 20_000
    deadline_s: float = 120.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `url` it came from after redirects; `type` its media type; `unchanged`: the other
    side says that what the caller has is still right (304), and `data` is empty."""

    url: str
    data: bytes
    type: str = ""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


class Fetcher:
    """Fetches for one feed, one request at a time, over connections that stay open."""

    def __init__(
        self,
        start: str,
        limits: FetchLimits,
        *,
        named: bool = True,
        sleep: Callable[[float], None] = time.sleep,
        resolve: Callable[[str, int], set[str]] | None = None,
    ) -> None:
        """`named`: the operator gave `start` by hand; else a feed did, and it may redirect to any
        public host, at the usual ports. Raises Unsafe if `start` is no http(s) address."""
        self._limits = limits
        self._sleep = sleep
        self._resolve = resolve or addresses_of
        self._line = Line(verify=True)
        parts = _http(start)
        self._secure = parts.scheme == "https"
        self._allowed = {_origin(parts), *(host.lower() for host in limits.hosts)}
        self._inside: set[str] = set()
        self._named = named
        if named and any(map(_is_private, self._addresses(parts))):
            # The operator named it: that is leave enough, for this host alone.
            self._inside.add(_origin(parts))

    def get(self, url: str, *, accept: str = "", etag: str = "", modified: str = "") -> Fetched:
        """The whole answer; with `etag` or `modified` of the last one, only if it changed since.

        Waits as long as a busy server asks (429 and 503 with Retry-After, up to 5 minutes).
        Raises Unsafe, TooBig, FetchFailed.
        """
        headers = {"User-Agent": agent(), "Accept": accept or "*/*"}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": modified} if modified else {}
        for _ in range(_MOST_REDIRECTS):
            answer = self._patiently(self._checked(url), headers)
            if isinstance(answer, Fetched):
                return answer
            url = urljoin(url, answer)
        raise FetchFailed(f"{shown(url)} leads from address to address without end")

    def close(self) -> None:
        """Ends the connections."""
        self._line.session.close()

    def _checked(self, url: str) -> str:
        parts = _http(url)
        origin = _origin(parts)
        if not self._named:
            if not self._limits.private and parts.port not in (None, _PORTS[parts.scheme]):
                raise Unsafe(f"{shown(url)} is at a port where no pictures are")
        elif origin not in self._allowed and (parts.hostname or "") not in self._allowed:
            raise Unsafe(
                f"{shown(url)} is on another host: allow {parts.hostname} if it is meant to be"
            )
        if self._secure and parts.scheme == "http":
            raise Unsafe(f"{shown(url)} leaves https: ask for the address again")
        if not self._limits.private and origin not in self._inside:
            for address in self._addresses(parts):
                _refuse_private(address, url)
        return url

    def _addresses(self, parts: SplitResult) -> set[str]:
        host = parts.hostname or ""
        try:
            return self._resolve(host, parts.port or _PORTS[parts.scheme])
        except (OSError, UnicodeError) as failed:
            raise FetchFailed(f"the name {host} is not known: {failed}") from failed

    def _patiently(self, url: str, headers: dict[str, str]) -> Fetched | str:
        """The answer, or where it is redirected to, after the tries that it takes."""
        told = FetchFailed(f"{shown(url)} does not answer")
        for attempt in range(_MOST_TRIES):
            try:
                answer = self._once(url, headers)
            except FAULTS as failed:
                told = FetchFailed(f"{shown(url)} does not answer: {type(failed).__name__}")
                wait_s = 2.0**attempt
            else:
                if not isinstance(answer, _Busy):
                    return answer
                told = FetchFailed(f"{shown(url)} is busy ({answer.status})", answer.status)
                wait_s = 5.0 * 2**attempt if answer.wait_s is None else answer.wait_s
                if wait_s > _LONGEST_WAIT_S:
                    raise FetchFailed(f"{told}, for {wait_s:.0f} s: try later", answer.status)
            if attempt < _MOST_TRIES - 1:
                self._sleep(wait_s)
        raise told

    def _once(self, url: str, headers: dict[str, str]) -> Fetched | _Busy | str:
        with Deadline(self._line.wire, self._limits.deadline_s) as deadline:
            with begin(self._line, "GET", url, headers, None, deadline) as response:
                self._refuse_peer(url)
                status = response.status_code
                if status in _BUSY:
                    return _Busy(status, _retry_after(response))
                if status in _REDIRECTS and "Location" in response.headers:
                    return response.headers["Location"]
                if status not in (200, 304):
                    raise FetchFailed(f"{shown(url)} answers {status}", status)
                data = self._body(url, response)
            if deadline.passed:
                raise TimeoutError
        told = response.headers
        return Fetched(
            url,
            data,
            type=told.get("Content-Type", ""),
            etag=told.get("ETag", ""),
            modified=told.get("Last-Modified", ""),
            unchanged=status == 304,
        )

    def _refuse_peer(self, url: str) -> None:
        """A name may lead elsewhere by the time it is connected to: where to counts."""
        peer = self._line.wire.socket
        if peer is None or self._limits.private or _origin(_http(url)) in self._inside:
            return
        try:
            address = str(peer.getpeername()[0])
        except OSError:
            return  # closed already, which the reading of the body will tell
        _refuse_private(address, url)

    def _body(self, url: str, response: requests.Response) -> bytes:
        most = self._limits.max_bytes
        content = bytearray()
        for chunk in response.iter_content(CHUNK_BYTES):
            content += chunk
            if len(content) > most:
                raise TooBig(f"{shown(url)} has more than {most >> 20} MiB: allow more if it may")
        return bytes(content)


@dataclass(frozen=True, slots=True)
class _Busy:
    status: int
    wait_s: float | None


def agent() -> str:
    """What a server's log sees of us."""
    return f"Beaupre/{version('beaupre')} (library catalogue)"


def shown(url: str) -> str:
    """An address for a message: without what may be a secret in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"


def addresses_of(host: str, port: int) -> set[str]:
    """All addresses a name stands for. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return {str(address[0]) for *_, address in found}


def _http(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        good = parts.scheme in _PORTS and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        good = False
    if not good:
        raise Unsafe(f"{url[:100]!r} is no http or https address")
    if parts.username or parts.password:
        raise Unsafe(f"{shown(url)} carries a name and password, which are not sent")
    return parts


def _origin(parts: SplitResult) -> str:
    return f"{(parts.hostname or '').lower()}:{parts.port or _PORTS[parts.scheme]}"


def _is_private(address: str) -> bool:
    try:
        return not ipaddress.ip_address(address.partition("%")[0]).is_global
    except ValueError:
        return True


def _refuse_private(address: str, url: str) -> None:
    if _is_private(address):
        raise Unsafe(f"{shown(url)} leads into the town's own network: allow that if it is meant")


def _retry_after(response: requests.Response) -> float | None:
    """Seconds (RFC 9110, 10.2.3: a number, or a date)."""
    told = response.headers.get("Retry-After", "").strip()
    if told.isdigit():
        return float(told[:9])
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
