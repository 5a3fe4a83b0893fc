"""A whole station without a screen: its threads, a FEIG twin on TCP, the test as main thread."""

from __future__ import annotations

import json
import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kiosk.config import KioskConfig
from kiosk.outside import Outside
from kiosk.session.events import CardShown, Chosen, Confirmed, Digit, Event
from kiosk.session.pages import Page, Way
from kiosk.session.states import Means, RowState, SessionState
from kiosk.station import Station, build_station
from rfid.sim.images import image_for
from rfid.sim.lines import TcpLine
from rfid.sim.server import TwinServer
from support.central import CARDS, PIN

OWNER = "FR999990001"
PATIENCE_S = 20.0


def uid_of(item: str) -> str:
    """The UID of the tag in a thing or a card of the small town."""
    return "E004015000" + item.encode().hex().upper()[-6:].rjust(6, "0")


class Twin:
    """A FEIG reader on TCP, in a thread; things are laid down by the name of their item."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "field.json"
        self._state = folder / "tags.json"
        self._rows: dict[str, dict[str, object]] = {}
        self._write()
        self._line = TcpLine("127.0.0.1", 0)
        self.reports: list[dict[str, object]] = []
        self._told = threading.Condition()
        orders, self._orders = os.pipe()
        self._server = TwinServer(
            [self._line], self._path, self._hear, self._state, orders_fd=orders
        )
        self._server.start()
        self.url = f"feig+tcp:127.0.0.1:{self._line.port}?simulated=1"
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        self._ends = (orders, self._orders)

    def close(self) -> None:
        self._server.stop()
        self._thread.join(PATIENCE_S)
        for end in self._ends:
            os.close(end)

    def lay(self, *items: str, card: bool = False, owner: str = OWNER) -> None:
        for item in items:
            usage = 8 if card else 1
            image = image_for(item, owner, usage=usage).hex()
            self._rows[item] = {"uid": uid_of(item), "image": image, "afi": "07", "dsfid": "3E"}
        self._write()

    def lift(self, *items: str) -> None:
        for item in items:
            self._rows.pop(item, None)
        self._write()

    def lift_all(self) -> None:
        self._rows.clear()
        self._write()

    def order(self, what: str, **more: str) -> None:
        """An order, carried out when this returns."""
        before = len(self.reports)
        os.write(self._orders, json.dumps({"do": what, **more}).encode() + b"\n")
        self.wait(lambda report: report["event"] == "done" and report["do"] == what, before)

    def wait(self, wanted: Callable[[dict[str, object]], bool], since: int = 0) -> None:
        """Until it reported something like that."""
        with self._told:
            assert self._told.wait_for(
                lambda: any(wanted(report) for report in self.reports[since:]), PATIENCE_S
            ), self.reports[since:]

    def fired(self, trigger: str) -> bool:
        """Has this armed trigger struck?"""
        return any(report.get("trigger") == trigger for report in self.reports)

    def afi(self, item: str) -> str:
        """What is on the tag now."""
        tags = json.loads(self._state.read_text())["tags"]
        return next(str(tag["afi"]) for tag in tags if tag["uid"] == uid_of(item))

    def _hear(self, report: dict[str, object]) -> None:
        with self._told:
            self.reports.append(report)
            self._told.notify_all()

    def _write(self) -> None:
        draft = self._path.with_suffix(".new")
        draft.write_text(json.dumps({"tags": list(self._rows.values())}))
        draft.replace(self._path)


class Kiosk:
    """A running station; the test's thread is its main thread."""

    def __init__(self, config: KioskConfig, outside: Outside | None = None) -> None:
        self.config = config
        self._calls: queue.Queue[Callable[[], None]] = queue.Queue()
        self.states: list[SessionState] = []
        self.station: Station = build_station(
            config, post=self._calls.put, on_state=self.states.append, outside=outside
        )
        self.station.start()

    def stop(self) -> None:
        self.station.stop()

    @property
    def state(self) -> SessionState:
        return self.station.state

    def until(self, wanted: Callable[[SessionState], bool], what: str = "") -> SessionState:
        """Run the main thread's loop until the state is what is wanted."""
        end_s = time.monotonic() + PATIENCE_S
        while not wanted(self.state):
            left_s = end_s - time.monotonic()
            assert left_s > 0, f"{what or 'waiting'}: {self.state}, {self.station.health.all()}"
            try:
                self._calls.get(timeout=min(left_s, 0.2))()
            except queue.Empty:
                continue
        return self.state

    def until_true(self, wanted: Callable[[], bool], what: str) -> None:
        """The same for something outside the state."""
        self.until(lambda _: wanted(), what)

    def send(self, *events: Event) -> None:
        for event in events:
            self.station.dispatch(event)

    def ready(self) -> None:
        self.until(lambda state: state.page is Page.START and state.reader_up, "ready")

    def borrow(self, who: str = "P", pin: str = PIN) -> None:
        """Open the tray for that patron."""
        self.ready()
        self.send(Chosen(Way.BORROW), CardShown(CARDS[who], Means.SCANNED))
        if self.state.page is Page.PIN:
            self.send(*(Digit(value) for value in pin), Confirmed())
        self.until(lambda state: state.page is Page.TRAY, "tray")

    def give_back(self) -> None:
        self.ready()
        self.send(Chosen(Way.RETURN))

    def leave(self) -> None:
        """ "J'ai fini", then the receipt away."""
        self.send(Confirmed())
        self.until(lambda state: state.page in (Page.FINISH, Page.START), "finish")
        if self.state.page is Page.FINISH:
            self.send(Confirmed())
        assert self.state.page is Page.START

    def leave_to_rest(self) -> None:
        """The same where the station does not open again."""
        self.until(lambda state: state.resting is not None, "the wish to rest")
        self.send(Confirmed())
        self.until(lambda state: state.page in (Page.FINISH, Page.RESTING), "finish")
        if self.state.page is Page.FINISH:
            self.send(Confirmed())
        assert self.state.page is Page.RESTING

    def until_row(self, item: str, state: RowState) -> None:
        def there(now: SessionState) -> bool:
            row = now.row(item)
            return row is not None and row.state is state

        self.until(there, f"{item} {state}")

    def settled(self, *kinds: str) -> None:
        """These records, all delivered, and no bit is on its way any more."""

        def done() -> bool:
            left = self.count("outbox", "state <> 'delivered'") + self.count("bit_intents")
            return left == 0 and self.kinds() == [*kinds]

        self.until_true(done, f"{kinds} settled")

    def count(self, table: str, where: str = "1") -> int:
        return int(self.rows(f"SELECT count(*) FROM {table} WHERE {where}")[0][0])

    def rows(self, query: str, *values: str) -> list[tuple[object, ...]]:
        path = self.config.journal_path
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    def station_knows(self, item: str) -> bool:
        """Is the item in the snapshot, and has the feed been read to its end?"""
        if not self.count("meta", "key = 'contact'"):
            return False
        path = self.config.snapshot_path
        try:
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
                found = connection.execute("SELECT 1 FROM items WHERE key = ?", (item,)).fetchone()
        except sqlite3.OperationalError:
            return False  # just being swapped
        return found is not None

    def kinds(self) -> list[str]:
        """Of the records, without those about the clock."""
        rows = self.rows("SELECT kind FROM operations WHERE kind <> 'clock' ORDER BY n")
        return [str(row[0]) for row in rows]


@contextmanager
def running(config: KioskConfig, outside: Outside | None = None) -> Iterator[Kiosk]:
    """A station, stopped in the end."""
    kiosk = Kiosk(config, outside)
    try:
        yield kiosk
    finally:
        kiosk.stop()
