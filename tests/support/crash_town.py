"""A small town that says yes: one page of its feed, and a server that keeps what it is told, in
this process or over HTTP with a town of its own for each case."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from catalogue.errors import Ambiguous
from catalogue.wire import v1
from catalogue.wire.operating import StationHealth
from kiosk.config.credentials import Credentials, write_credentials
from rfid.sim.field import VirtualTag
from rfid.sim.images import image_for
from support.station_feed import card_row, change, item_row, page
from support.station_store import CARD, ScriptedServer

OWNER = "FR999990001"
SECURED, ON_LOAN = 0x07, 0xC2
PIN = "4711"


def item_id(number: int) -> str:
    """Barcode of a book."""
    return f"31048{number:08}"


def uid_of(number: int, part: int = 1) -> str:
    """UID of its tag."""
    return f"E00401{part:02X}{number:08X}"


def book(number: int, afi: int = SECURED, part: int = 1, parts: int = 1) -> VirtualTag:
    """The tag in a book, or in a part of a set."""
    memory = bytearray(image_for(item_id(number), OWNER, part, parts))
    return VirtualTag(bytes.fromhex(uid_of(number, part)), memory, afi)


def feed(books: int) -> v1.Changes:
    """A branch, a rule, one patron in good standing, so many books."""
    rows = [
        change("branch", "A", id="A", name="Les Tilleuls"),
        change("title", "t1", title="Germinal", author="Zola", kind="book", min_age=None),
        change("policy", "adult/book", category="adult", kind="book", loan_days=21, limit=90),
        card_row(CARD, birth_year=1980),
        *(item_row(item_id(number)) for number in range(1, books + 1)),
    ]
    return page(rows, reset=True)


def state_folder(folder: Path) -> Path:
    """What enrolment leaves behind."""
    folder.mkdir(parents=True, exist_ok=True)
    known = Credentials(station="kiosk-1", branch="A", epoch=1, token="t")
    write_credentials(folder / "station.key", known, keep_station_key=True)
    return folder


class Town(ScriptedServer):
    """A `CentralClient` that needs no network, with a feed of what it was told. `forbidden` are
    items it does not lend, `silent` such as it takes in and gives no answer about. `copies`: ids it
    got twice with other content."""

    def __init__(self, clock: object, books: int = 9) -> None:
        super().__init__(clock)
        self.lost = Ambiguous
        self.forbidden: set[str] = set()
        self.silent: set[str] = set()
        self.copies: list[str] = []
        self._feed = list(feed(books).changes)

    def changes(self, cursor: str = "") -> v1.Changes:
        """The rows since the cursor, which is how many there were."""
        self._called("changes")
        rows = self._feed[int(cursor or 0) :]
        return page(rows, str(len(self._feed)), reset=not cursor)

    def tell_health(self, health: StationHealth) -> None:
        """Nobody looks at it here."""

    def operations(self, request: v1.OperationsRequest) -> v1.OperationsReply:
        known = set(self.stored)
        try:
            return super().operations(request)
        finally:
            for record in request.records:
                op_id = str(record.op["id"])
                stored = self.stored.get(op_id)
                if stored is not None and stored["hash"] != record.op["hash"]:
                    self.copies.append(op_id)
                if stored is not None and op_id not in known:
                    self._show(stored)

    def _take(self, request: v1.OperationsRequest, record: v1.Record) -> v1.Result:
        op_id, item = str(record.op["id"]), record.op.get("item")
        if item in self.forbidden:
            self.denies[op_id] = "not_for_loan"
        if item in self.silent and op_id == request.ask:
            self.silent.discard(item)
            self.loses_answers = 1
        return super()._take(request, record)

    def loan_of(self, item: str) -> str | None:
        """Id of the item's open loan."""
        undone = {op.get("refs", {}).get("undoes") for op in self.stored.values()}
        moves = [
            op
            for op_id, op in self.stored.items()
            if op.get("item") == item
            and op["kind"] in ("check_out", "check_in")
            and op_id not in undone
        ]
        newest = max(moves, key=lambda op: (op["epoch"], op["seq"]), default=None)
        return str(newest["id"]) if newest and newest["kind"] == "check_out" else None

    def _show(self, op: dict[str, Any]) -> None:
        item = op.get("item")
        if item is None:
            return
        loan = self.loan_of(item)
        self._feed.append(item_row(item, status="on_loan" if loan else "available"))
        if op["kind"] == "tag_state":
            said = op["payload"]
            wrong = said.get("found") != said["wanted"]
            row = {"item": item, **said, "confirmed_loan": loan} if wrong else {}
            self._feed.append(change("repair", said["uid"], **row))

    def copy(self, other: Town, ids: Iterable[str] | None = None) -> None:
        """Know what the other one knows, or as much of it."""
        wanted = other.stored if ids is None else {each: other.stored.get(each) for each in ids}
        for op_id, op in wanted.items():
            if op is not None:
                self.stored[op_id] = op
                self._show(op)

    def places(self) -> list[tuple[int, int]]:
        """(epoch, seq) of all that is stored: one record each, if no number was used twice."""
        return sorted((int(str(op["epoch"])), int(str(op["seq"]))) for op in self.stored.values())

    def close(self) -> None:
        """There is no line."""


class _WallClock:
    """The server's own; a round trip takes as long as it takes."""

    def wall_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def go(self, ms: int) -> None:
        """Time passes by itself."""


NOT_FOUND = v1.Problem(title="Not Found", status=404, code="not_found")
"""What an older server says of an address it does not have."""


class TownHall:
    """Towns by name, served at `url(name)`."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._towns: dict[str, tuple[Town, threading.Lock]] = {}
        self.faults: list[str] = []

    def town(self, name: str) -> Town:
        """The town of that name, new or known."""
        if name not in self._towns:
            town = Town(_WallClock())
            town.round_trip_ms = 0
            self._towns[name] = (town, threading.Lock())
        return self._towns[name][0]

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self._port}/{name}"

    def answer(self, method: str, path: str, body: bytes) -> BaseModel | None:
        """What the town of a path says; None for no content."""
        _, name, _, what = path.split("/", 3)
        town, lock = self._towns[name]
        with lock:
            if what == "health":
                return town.health()
            if what == "station":
                return town.station()
            if what.startswith("changes"):
                return town.changes(what.partition("cursor=")[2])
            if what.startswith("digest"):
                return town.digest(what.partition("cursor=")[2])
            if what == "operations":
                return town.operations(v1.OperationsRequest.model_validate_json(body))
            if what == "patron-sessions" and method == "POST":
                return town.begin_session(CARD, PIN)
            if what in ("patron-sessions/end", "stations/health"):
                return None
            if what.startswith("snapshot"):
                return NOT_FOUND
            raise KeyError(f"{method} {path}")


@contextmanager
def town_hall() -> Iterator[TownHall]:
    """Serving on loopback, in threads."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def _serve(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(size)
            if len(body) < size:
                self.close_connection = True  # it died while it spoke
                return
            try:
                said = hall.answer(self.command, self.path, body)
            except Ambiguous:
                self.close_connection = True
                return
            content = b"" if said is None else said.model_dump_json(exclude_none=True).encode()
            status = said.status if isinstance(said, v1.Problem) else 200
            self.send_response(204 if said is None else status)
            self.send_header("Content-Type", "application/json")
            if said is not None:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _serve  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Quietly."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, _request: object, _address: object) -> None:
            """Who is killed hangs up in the middle of anything."""
            error = sys.exc_info()[1]
            if not isinstance(error, ConnectionError):
                hall.faults.append(repr(error))

    server = Server(("127.0.0.1", 0), Handler)
    hall = TownHall(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield hall
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
    assert hall.faults == []
