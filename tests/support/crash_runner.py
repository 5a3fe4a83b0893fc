"""A station's process that is made to be watched and killed: the product's own station without a
screen, doing what its case says.

    python -m support.crash_runner CASE         one case, in this process
    python -m support.crash_runner --nursery    a case a line on stdin, each in a child of its own

A case is JSON, see `Case`. The nursery has everything imported and no thread, so a child costs
little; it answers each line with the child's process id.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import shutil
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kiosk.config import KioskConfig
from kiosk.devices.speaker import play_nothing
from kiosk.outside import Outside
from kiosk.session.events import Chosen
from kiosk.session.pages import Way
from kiosk.session.states import RowState, SessionState
from kiosk.station import build_station
from kiosk.store.database import Synchronous
from rfid.factory import open_reader
from rfid.feig.driver import FeigReader
from rfid.reader import Reader
from rfid.sim.feig_twin import FeigTwin
from rfid.sim.field import AFI_LOCK, VirtualField
from rfid.transport.loopback import LoopbackTransport
from support.crash_patron import Patron
from support.crash_town import OWNER, book, item_id

PATIENCE_S = 30.0
SEAM = "BEGIN IMMEDIATE"
"""Where one commit is done and the next begins."""


@dataclass(frozen=True, slots=True)
class Case:
    """`script` names one of SCRIPTS. `pad` is a reader's address, or empty for one in this process.
    `marks`: a file that is told what the station has said, and what it does to tags. `kill_at`: the
    number of the SQL statement, on the journal or the snapshot, before which the process dies;
    how each began goes to the file `statements` of the state folder, a line each. `kill_at_seam`:
    the same, of those that begin a commit alone. `log_pages`: pages in the write-ahead log before
    it is folded in. `copied_from`, `copied_to`: folders the state comes from and goes to, where its
    own is not for others to see."""

    script: str
    state: str
    server: str
    pad: str = ""
    marks: str = ""
    kill_at: int = 0
    kill_at_seam: int = 0
    synchronous: str = "FULL"
    log_pages: int = 1000
    storage_watch_s: float = 5.0
    reserve_bytes: int = 65536
    copied_from: str = ""
    copied_to: str = ""


class Marks:
    """Lines in a file, each one write."""

    def __init__(self, path: str) -> None:
        flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND
        self._file = os.open(path, flags, 0o600) if path else -1
        self._made: set[str] = set()

    def make(self, **what: object) -> None:
        """Once each for what was said."""
        text = json.dumps(what)
        if self._file >= 0 and ("afi" in what or text not in self._made):
            self._made.add(text)
            os.write(self._file, text.encode() + b"\n")

    def told(self, state: SessionState) -> None:
        """What the screen says was done: an operation it names is acknowledged."""
        for row in state.rows:
            if row.operation is not None:
                self.make(done=row.operation)
                if row.state is RowState.REFUSED:
                    self.make(undone=row.operation)


class MarkedField(VirtualField):
    """Tells of each bit before it is switched."""

    marks: Marks

    def write_afi(self, uid: bytes, afi: int) -> None:
        for tag in self.answering(uid):
            if AFI_LOCK not in tag.locked:
                self.marks.make(uid=uid.hex().upper(), afi=afi)
        super().write_afi(uid, afi)


class Process(Patron):
    """The station of this process; its main thread is the one that makes it."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.marks = Marks(case.marks)
        self.field = MarkedField()
        self.field.marks = self.marks
        self.twin = FeigTwin(self.field)
        self._calls: queue.Queue[Callable[[], None]] = queue.Queue()
        config = KioskConfig.demo(
            Path(case.state),
            case.server,
            case.pad or "feig+tcp:127.0.0.1:1",
            station="kiosk-1",
            branch="A",
            owners=(OWNER,),
            ask_timeout_s=5.0,
            repair_grace_s=1,
        )
        outside = Outside(
            play=play_nothing,
            open_reader=open_reader if case.pad else self._open,
            reserve_bytes=case.reserve_bytes,
        )
        self.station = build_station(
            config, post=self._calls.put, on_state=self.marks.told, outside=outside
        )
        self.station.start()

    def _open(self, _address: str) -> Reader:
        return FeigReader(LoopbackTransport(self.twin, lambda: time.sleep(0.01)), "loopback:", True)

    def until(self, wanted: Callable[[], bool], what: str = "") -> None:
        """Run the main thread's loop until it is so."""
        end_s = time.monotonic() + PATIENCE_S
        while not wanted():
            assert time.monotonic() < end_s, f"{what}: {self.state}, {self.station.health.all()}"
            try:
                self._calls.get(timeout=0.02)()
            except queue.Empty:
                continue

    def delivered(self) -> None:
        """Everything is with the server, and no bit is on its way."""

        def nothing_left() -> bool:
            return self.journal.counts().pending == 0 and not self.journal.open_intents()

        try:
            self.until(nothing_left, "delivered")
        except AssertionError as error:
            left = [*self.journal.queue(), *self.journal.open_intents(), *self.journal.repairs()]
            raise AssertionError(left) from error

    def rest(self, seconds: float) -> None:
        """Let so much time pass."""
        end_s = time.monotonic() + seconds
        self.until(lambda: time.monotonic() >= end_s)

    def settled_on(self, number: int) -> None:
        """That book has its row, and nothing is under way."""
        row = item_id(number)
        self.until(lambda: self.state.row(row) is not None and self.settled(), row)

    def session(self, way: Way) -> None:
        """What lies on the pad is borrowed, or returned."""
        self.begin(way)
        self.until(lambda: bool(self.state.rows) and self.settled(), "settled")
        self.leave()


def borrow(process: Process) -> None:
    """The one thing on the pad."""
    process.ready(1)
    process.session(Way.BORROW)
    process.delivered()
    process.rest(0.5)


def give_back(process: Process) -> None:
    """The one thing on the pad."""
    process.ready(1)
    process.session(Way.RETURN)
    process.delivered()
    process.rest(0.5)


def recover(process: Process) -> None:
    """Nothing but what an earlier process left undone."""
    process.ready(1)
    process.until(lambda: not process.journal.repairs(), "repairs")
    process.delivered()


def full(process: Process) -> None:
    """The disk fills up within a session, then to the last byte, and is freed again."""
    _on_full_disk(process, Hog(Path(process.case.state) / "ballast"), [2])


def full_of_hog(process: Process) -> None:
    """The same, and whatever the station frees is taken at once; things are borrowed until one
    cannot be."""
    _on_full_disk(process, Hog(Path(process.case.state) / "ballast", forever=True), [2, 4, 5, 6, 7])


def _on_full_disk(process: Process, hog: Hog, numbers: list[int]) -> None:
    process.ready()
    process.field.lay(book(1))
    process.session(Way.BORROW)
    process.begin(Way.BORROW)
    hog.fill()
    for number in numbers:
        process.field.lay(book(number))
        process.settled_on(number)
        row = process.state.row(item_id(number))
        process.marks.make(number=number, row=row and row.state, reason=row and row.reason)
        if row and row.state is RowState.REFUSED:
            break
    process.until(lambda: process.state.resting == "storage", "the wish to rest")
    process.leave()
    hog.fill()
    process.send(Chosen(Way.BORROW))
    storage = process.station.health.of("storage")
    process.marks.make(page=process.state.page, problem=storage and storage.problem)
    hog.free()
    process.ready()
    reserve = Path(process.case.state) / "journal.reserve"
    process.marks.make(page=process.state.page, reserve=reserve.exists())
    for tag in process.field.present():
        process.field.lift(tag)
    process.until(lambda: not process.state.pad, "an empty pad")
    process.field.lay(book(3))
    process.session(Way.BORROW)
    process.until(lambda: process.journal.counts().pending == 0, "delivered")


class Hog:
    """Takes all room there is on a disk; `forever`: also what is freed later."""

    def __init__(self, path: Path, *, forever: bool = False) -> None:
        self._path = path
        self._forever = forever
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._eat, daemon=True)

    def fill(self) -> None:
        """To the last byte."""
        with contextlib.suppress(OSError), self._path.open("ab", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        if self._forever and not self._thread.is_alive():
            self._thread.start()

    def _eat(self) -> None:
        while not self._ended.wait(0.0005):
            with contextlib.suppress(OSError), self._path.open("ab", buffering=0) as file:
                while True:
                    file.write(bytes(4096))

    def free(self) -> None:
        """All of it."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        self._path.unlink()


def day(process: Process) -> None:
    """A bit of everything, on a pad of its own: two loans, one the server refuses, one whose tag
    cannot be switched, one lifted too early, one without an answer; two returns; all delivered."""
    books = {number: book(number) for number in (1, 2, 3, 7, 8, 9)}
    books[8].locked = frozenset((AFI_LOCK,))
    process.ready()
    process.begin(Way.BORROW)
    for number in (1, 2, 7, 8):
        process.field.lay(books[number])
    process.until(lambda: len(process.state.rows) == 4 and process.settled(), "four rows")
    process.field.lay(books[9])
    process.settled_on(9)
    process.twin.triggers.arm("lift@write_afi:1")
    process.field.lay(books[3])
    process.until(lambda: process.state.page == "attention", "attention")
    process.leave()
    for tag in books.values():
        process.field.lift(tag)
    process.until(lambda: not process.state.pad, "an empty pad")
    process.begin(Way.RETURN)
    for number in (1, 9):
        process.field.lay(books[number])
    process.until(lambda: len(process.state.rows) == 2 and process.settled(), "two rows")
    process.leave()
    process.until(lambda: process.state.online, "the server back")
    process.delivered()


SCRIPTS: dict[str, Callable[[Process], None]] = {
    "borrow": borrow,
    "give_back": give_back,
    "recover": recover,
    "day": day,
    "full": full,
    "full_of_hog": full_of_hog,
}


def _prepare(case: Case) -> list[str]:
    """Put the hooks in; returns the list that the statements go to."""
    import kiosk.station as station_module
    import kiosk.store.journal as journal_module

    station_module.STORAGE_WATCH_S = case.storage_watch_s
    numbers, seams = itertools.count(1), itertools.count(1)
    statements: list[str] = []
    connect = sqlite3.connect

    def statement(text: str) -> None:
        begun = " ".join(text.split()[:2])
        statements.append(begun)
        seam = next(seams) if begun == SEAM else -1
        if next(numbers) == case.kill_at or seam == case.kill_at_seam:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(database: Any, *args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection = connect(database, *args, **kwargs)
        if Path(database).name == "journal.db":
            connection.execute(f"PRAGMA wal_autocheckpoint = {case.log_pages}")
        connection.set_trace_callback(statement)
        return connection

    sqlite3.connect = watched
    if case.synchronous != "FULL":
        weaker = type("Weaker", (), {"FULL": Synchronous[case.synchronous]})
        journal_module.Synchronous = weaker
    return statements


def run(case: Case) -> None:
    """Live through the script, end well, say so in the file `done` of the state folder."""
    if case.copied_from:
        shutil.copytree(case.copied_from, case.state, dirs_exist_ok=True)
    statements = _prepare(case)
    process = Process(case)
    SCRIPTS[case.script](process)
    process.station.stop()
    folder = Path(case.state)
    (folder / "statements").write_text("\n".join(statements))
    (folder / "done").touch()
    if case.copied_to:
        shutil.copytree(folder, case.copied_to)


def _nursery() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            try:
                run(Case(**json.loads(line)))
                os._exit(0)
            finally:
                os._exit(1)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


def as_argument(case: Case) -> str:
    """For the command line, or a line of the nursery."""
    return json.dumps(asdict(case))


if __name__ == "__main__":
    if sys.argv[1] == "--nursery":
        _nursery()
    else:
        run(Case(**json.loads(sys.argv[1])))
