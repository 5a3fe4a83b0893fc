"""`CentralClient`: REST v1 as a station speaks it, on requests.

Every call ends within its time-out, whatever the other side does, and ends in a wire model or in a
`CentralError`: `Unreachable` (never connected: certainly not done), `Ambiguous` (sent, no usable
answer), `Refused` (a problem), `Unauthorised`. Used by `kiosk.gateway` and `kiosk.sync`.
"""

from __future__ import annotations

import http.client
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import TypeVar
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, ValidationError

from catalogue import connection
from catalogue.errors import (
    Ambiguous,
    CentralError,
    Refused,
    ServerConfigurationError,
    Unauthorised,
    Unreachable,
)
from catalogue.wire import v1
from catalogue.wire.calls import HelpCall, NewHelpCall
from catalogue.wire.devices import KitAnswer, KitAsked, SignatureNow, SignatureTold
from catalogue.wire.digital import Resources
from catalogue.wire.operating import StationHealth
from catalogue.wire.receipts import ReceiptMailed, ReceiptWanted
from catalogue.wire.search import TitleAbout, TitlesBack

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

DEFAULT_TIMEOUT_S = 10.0


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
        self._lines: list[connection.Line] = []
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
        self, card: str, pin: str, beside: tuple[str, ...] = (), *, timeout_s: float | None = None
    ) -> v1.PatronSession:
        """A patron identifies herself; sessions `beside` hers stay open. Refused: `problem.code` is
        a DenialReason, `tries_left` is set after a wrong PIN."""
        request = v1.PatronSessionRequest(card=card, pin=pin, beside=list(beside))
        return self._ask("POST", "/v1/patron-sessions", v1.PatronSession, request, timeout_s)

    def end_session(self, session: str, *, timeout_s: float | None = None) -> None:
        """End a patron's session; one that has ended already has ended."""
        self._send("POST", "/v1/patron-sessions/end", v1.SessionEnd(session=session), timeout_s)

    def mail_receipt(
        self, wanted: ReceiptWanted, *, timeout_s: float | None = None
    ) -> ReceiptMailed:
        """Have a receipt mailed to her own address; asked again with its id it is one mail.
        Refused: `problem.code` says why."""
        path = "/v1/patron-sessions/receipt"
        return self._ask("POST", path, ReceiptMailed, wanted, timeout_s)

    def patron_account(self, session: str, *, timeout_s: float | None = None) -> v1.PatronAccount:
        """What the patron of a running session of this station sees of her account now."""
        request = v1.SessionEnd(session=session)
        path = "/v1/patron-sessions/account"
        return self._ask("POST", path, v1.PatronAccount, request, timeout_s)

    def resources(self, *, timeout_s: float | None = None) -> Resources:
        """What there is to be opened online, for all."""
        return self._ask("GET", "/v1/digital/resources", Resources, None, timeout_s)

    def title_about(self, title: str, *, timeout_s: float | None = None) -> TitleAbout:
        """What a title is about. Refused: there is no such title."""
        path = f"/v1/search/about?title={quote(title, safe='')}"
        return self._ask("GET", path, TitleAbout, None, timeout_s)

    def titles_back(self, titles: Sequence[str], *, timeout_s: float | None = None) -> TitlesBack:
        """When lent copies of titles are due."""
        asked = "&".join(f"title={quote(title, safe='')}" for title in titles)
        return self._ask("GET", f"/v1/search/back?{asked}", TitlesBack, None, timeout_s)

    def item_standing(self, item: str, *, timeout_s: float | None = None) -> v1.ItemStanding:
        """Is a thing on the pad lent?"""
        path = f"/v1/item-standing?item={quote(item, safe='')}"
        return self._ask("GET", path, v1.ItemStanding, None, timeout_s)

    def ask_kit(
        self, item: str, session: str, language: str, *, timeout_s: float | None = None
    ) -> KitAnswer:
        """May this patron borrow this kit, and what does she sign first?"""
        request = KitAsked(item=item, session=session, language=language)
        return self._ask("POST", "/v1/kit-questions", KitAnswer, request, timeout_s)

    def sign_charter(
        self,
        name: str,
        version: int,
        language: str,
        session: str,
        *,
        timeout_s: float | None = None,
    ) -> SignatureNow:
        """She signs what she was shown. Refused: `charter_outdated`, `guardian_needed`, …"""
        request = SignatureTold(version=version, language=language, session=session)
        path = f"/v1/charters/{quote(name, safe='')}/signatures"
        return self._ask("POST", path, SignatureNow, request, timeout_s)

    def call_help(self, page: str, *, timeout_s: float | None = None) -> HelpCall:
        """Call somebody to this station; the call it has already is the same one."""
        request = NewHelpCall(page=page)
        return self._ask("POST", "/v1/help-calls", HelpCall, request, timeout_s)

    def help_call(self, call: str, *, timeout_s: float | None = None) -> HelpCall:
        """Does somebody come?"""
        path = f"/v1/help-calls/{quote(call, safe='')}"
        return self._ask("GET", path, HelpCall, None, timeout_s)

    def end_help_call(self, call: str, *, timeout_s: float | None = None) -> None:
        """Nobody is needed any more."""
        self._send("POST", f"/v1/help-calls/{quote(call, safe='')}/end", None, timeout_s)

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

    def snapshot(
        self, cursor: str = "", *, timeout_s: float | None = None
    ) -> Iterator[v1.SnapshotPart]:
        """What follows a cursor, part by part, as each comes; the last one says so. Each part comes
        within the time-out. An answer that ends before its last part is Ambiguous; so is one that
        is cut. Whoever does not read it to its end closes it."""
        path = f"/v1/snapshot?cursor={quote(cursor, safe='')}"
        headers = {**self._headers(), "Accept": "application/x-ndjson", "Accept-Encoding": "gzip"}
        timeout_s = self._timeout_s if timeout_s is None else timeout_s
        with closing(self.stream(path, headers, timeout_s)) as pieces:
            for line in _lines(pieces):
                try:
                    part = v1.SnapshotPart.model_validate_json(line)
                except ValidationError as error:
                    raise Ambiguous(f"no part of a snapshot came from {self._base}") from error
                yield part
                if not part.more:
                    return
        raise Ambiguous(f"no whole snapshot came from {self._base}")

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
        headers = {**self._headers(), "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        timeout_s = self._timeout_s if timeout_s is None else timeout_s
        data = None if body is None else _json(body)
        status, content = self.exchange(method, path, headers, data, timeout_s)
        if 200 <= status < 300:
            return content
        raise failure(self._base, status, content)

    def _headers(self) -> dict[str, str]:
        return {} if self._token is None else {"Authorization": f"Bearer {self._token}"}

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
        with connection.Deadline(line.wire, timeout_s) as deadline:
            try:
                return connection.exchange(line, method, self._base + path, headers, data, deadline)
            except connection.FAULTS as error:
                # What it was stays in the cause; its text may hold anything.
                if not line.wire.connected:
                    raise Unreachable(f"no connection to {self._base}") from error
                raise Ambiguous(f"no whole answer from {self._base}") from error

    def stream(
        self, path: str, headers: dict[str, str], timeout_s: float
    ) -> Generator[bytes, None, None]:
        """The pieces of a long answer as they come, each within the time-out, on a connection of
        its own: other requests go on beside it. Raises CentralError, also in the midst of it.
        A simulation puts its own network in its place, as with `exchange`."""
        line = connection.Line(self._verify)
        with closing(line.session), connection.Deadline(line.wire, timeout_s) as deadline:
            try:
                with connection.begin(
                    line, "GET", self._base + path, headers, None, deadline
                ) as response:
                    if response.status_code != http.client.OK:
                        raise failure(self._base, response.status_code, connection.whole(response))
                    for piece in response.iter_content(connection.CHUNK_BYTES):
                        deadline.stop()
                        yield piece
                        deadline.renew()
                    if deadline.passed:
                        raise TimeoutError
            except connection.FAULTS as error:
                if not line.wire.connected:
                    raise Unreachable(f"no connection to {self._base}") from error
                raise Ambiguous(f"no whole answer from {self._base}") from error

    def _line(self) -> connection.Line:
        line: connection.Line | None = getattr(self._local, "line", None)
        if line is None:
            line = connection.Line(self._verify)
            self._local.line = line
            with self._lock:
                self._lines.append(line)
        return line


def _json(body: BaseModel) -> bytes:
    return body.model_dump_json(exclude_none=True).encode()


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Whole lines; what follows the last one is none. Raises Ambiguous for one without an end."""
    rest = bytearray()
    for piece in pieces:
        rest += piece
        *lines, last = rest.split(b"\n")
        yield from map(bytes, lines)
        rest = last
        if len(rest) > connection.MAX_ANSWER_BYTES:
            raise Ambiguous("the answer has a line without an end")


def failure(base: str, status: int, content: bytes) -> CentralError:
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
