"""The kiosk's own program in this process, with its station, a reader's twin and a town's server;
fingers, scanner and pad are the world's."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from sqlalchemy import select

from catalogue.db import holdings
from catalogue.db.devices import Device
from catalogue.services.devices import charters
from catalogue.services.marking import mark
from catalogue.services.present import Present
from kiosk.config import KioskConfig
from kiosk.devices.speaker import play_nothing
from kiosk.outside import Outside
from kiosk.session.pages import Page
from kiosk.session.states import RowState, SessionState
from kiosk.store.clock import Clock
from kiosk.sync.worker import Pace
from support.central import HandClock, LittleTown, add_patron, serving
from support.kiosk_traces import Trace, everything
from support.people import Canary
from support.stations import Twin
from ui.kiosk.items import centre_of, find_item
from ui.kiosk.listening import Listening, Manner, Silence
from ui.kiosk.program import KioskProgram, Options
from ui.kiosk.typed import type_barcode, type_text
from ui.qt.application import prepare

PATIENCE_S = 60.0
QUICK = Pace(retry_first_s=0.1, retry_longest_s=0.3)


class Later:
    """A clock that can be put forward."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.ahead_ms = 0
        self.boot_id = clock.boot_id

    def mono_ms(self) -> int:
        return self._clock.mono_ms() + self.ahead_ms

    def wall_ms(self) -> int:
        return self._clock.wall_ms()


class RunningKiosk:
    """From the start page on; `close` ends it in order."""

    def __init__(self, app: QGuiApplication, config: KioskConfig) -> None:
        prepare(app)
        self._app = app
        # Whoever waits looks again at each beat; with a time limit Qt would not wait but spin.
        self._beat = QTimer(interval=20)
        self._beat.start()
        self.program = KioskProgram(app, Options((540, 960)), lambda: config)
        self.window = self.program._window.window
        self.window.show()
        with patch("kiosk.station.Outside", lambda: Outside(pace=QUICK, play=play_nothing)):
            self.program._open()
        station = self.program._station
        assert station is not None
        self.station = station
        self.clock = station._clock = Later(station._clock)
        self.until(lambda state: state.page is Page.START and state.reader_up, "ready")

    @property
    def listening(self) -> Listening:
        return self.program._keys._view.listening

    def listen(self) -> None:
        """With headphones, to a voice that remembers nothing."""
        self.until_page(Page.START)
        self.listening.offer(Silence(), Manner(private=True))
        self.tap("listen")

    @property
    def state(self) -> SessionState:
        return self.station.state

    def until(self, wanted: Callable[[SessionState], bool], what: str) -> None:
        end_s = time.monotonic() + PATIENCE_S
        while not wanted(self.state):
            assert time.monotonic() < end_s, f"{what}: {self.state}, {self.station.health.all()}"
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def until_page(self, *pages: Page) -> None:
        self.until(lambda state: state.page in pages, f"one of {pages}")

    def until_row(self, item: str, *wanted: RowState) -> None:
        def there(state: SessionState) -> bool:
            row = state.row(item)
            return row is not None and row.state in wanted

        self.until(there, f"{item} {wanted}")

    def knows(self, item: str) -> bool:
        """Is it in the snapshot?"""
        parts = self.station._parts
        return parts is not None and parts.stores.snapshot.info(item) is not None

    def tap(self, name: str) -> None:
        item = find_item(self.window, name)
        assert item is not None, name
        at: QPoint = centre_of(item).toPoint()
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(self.window, left, none, at)
        self.settle()

    def scan(self, card: str) -> None:
        type_barcode(self.window, card)
        self.settle()

    def type(self, digits: str) -> None:
        """As a hand does: the next thing happens when they have come in."""
        type_text(self.window, digits)
        held = self.program._keys
        self.settle()
        self.until(lambda _: not held._held, "the digits taken")

    def identify(self, person: Canary) -> None:
        """With card and PIN, to the tray."""
        self.until_page(Page.START)
        self.tap("choose-borrow")
        self.scan(person.card)
        self.until_page(Page.PIN)
        self.type(person.pin)
        self.tap("action-main")
        self.until_page(Page.TRAY)

    def look_for(self, person: Canary) -> None:
        """For what she reads, letter by letter, to what is proposed."""
        word = person.books[0].title.split()[-1].lower()[:-1]
        search = self.station._parts.search
        self.until(lambda _: bool(search.suggest(word)), "the index")
        self.tap("choose-look")
        self.until_page(Page.SEARCH)
        for letter in word:
            self.tap(f"letter-{letter}")
        self.until(lambda state: bool(state.look and state.look.suggested), "what is proposed")

    def count_arrivals(self) -> list[object]:
        """Grows with each tag the pad tells of from now on."""
        parts, seen = self.station._parts, []
        assert parts is not None
        arrived = parts.pad.arrived
        parts.pad.arrived = lambda reading: seen.append(reading.uid) or arrived(reading)
        return seen

    def at_rest(self) -> None:
        """Until every worker has done what it was given."""
        queues = (self.station._circ, self.station._lookup, self.station._periph)
        done = [threading.Event() for _ in queues]
        for queue, each in zip(queues, done, strict=True):
            queue.submit(each.set)
        self.until(lambda _: all(each.is_set() for each in done), "the workers at rest")

    def wait(self, seconds: float, *pages: Page) -> None:
        """Nobody touches anything for so long, and one of these pages comes."""
        self.clock.ahead_ms += round(seconds * 1000)
        self.until_page(*pages)

    def settle(self) -> None:
        """What Qt puts off is done: also the end of what was taken off the screen."""
        for _ in range(3):
            self._app.processEvents()
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def traces(self) -> list[Trace]:
        self.settle()
        return everything(self._app, self.program, self.window)

    def close(self) -> None:
        self.program._end()
        self.settle()
        self._beat.stop()


class World:
    """A small town whose patrons and books are canaries, its server, and one pad."""

    def __init__(self, folder: Path, people: list[Canary], kits: tuple[str, ...] = ()) -> None:
        """`kits`: items that are e-readers with two parts, lent on a charter."""
        (folder / "server").mkdir()
        self.folder = folder
        self.little = LittleTown(folder / "server", HandClock(int(time.time() * 1000)))
        self._fill(people)
        self._make_kits(kits)
        self._serving = ExitStack()
        self._url = ""
        self.open()
        self.twin = Twin(folder)
        code = self.little.services.enrolments.make_code("kiosk-1", "A")
        self.config = KioskConfig.demo(
            folder / "station",
            self._url,
            self.twin.url,
            station="kiosk-1",
            branch="A",
            enrolment_code=code,
            policy={"pin_length": len(people[0].pin)},
            printer=f"file:{folder / 'station' / 'receipts.txt'}",
        )

    def _fill(self, people: list[Canary]) -> None:
        services = self.little.services
        with services.database.write() as session:
            for person in people:
                names = {"first_name": person.first, "last_name": person.last}
                pin = services.hasher.hash(person.pin)
                add_patron(services, session, person.last, person.card, pin_hash=pin, **names)
                for book in person.books:
                    session.add(
                        holdings.Title(
                            id=f"t{book.item}",
                            title=book.title,
                            author=book.author,
                            kind="book",
                            collection="adult",
                            language="fr",
                        )
                    )
                    mark(session, "title", f"t{book.item}")
                    session.flush()
                    session.add(
                        holdings.Item(id=book.item, title=f"t{book.item}", home="A", kind="book")
                    )
            session.flush()
            present = Present(session, self.little.clock())
            for title in session.scalars(select(holdings.Title.id)).all():
                items = session.scalars(select(holdings.Item).where(holdings.Item.title == title))
                present.show_rows(title, items)

    def _make_kits(self, items: tuple[str, ...]) -> None:
        with self.little.services.database.write() as session:
            for item in items:
                model = holdings.KitModel(id=item, name="", needs_check=True, charter="c", steps=[])
                session.add(model)
                session.flush()
                for code in ("reader", "cable"):
                    name = f"{code} {item}"
                    part = {"model": item, "code": code, "description": "", "name": name}
                    session.add(holdings.KitPart(**part, replacement_cents=800))
                session.add(holdings.Kit(item=item, model=item, serial="", content=""))
                session.flush()
                session.add(Device(item=item))
                charters.publish(session, "c", {"fr": f"Charte {item}"}, 1, "test")
                charters.mark_titles(session, item)

    def open(self) -> None:
        self._url = self._serving.enter_context(serving(self.little))
        port = int(self._url.rsplit(":", 1)[1])
        self.little.settings = self.little.settings.model_copy(update={"port": port})

    def die(self) -> None:
        self._serving.close()

    def close(self) -> None:
        self.die()
        self.twin.close()
        self.little.services.close()


@contextmanager
def kiosk_in(app: QGuiApplication, config: KioskConfig) -> Iterator[RunningKiosk]:
    running = RunningKiosk(app, config)
    try:
        yield running
    finally:
        running.close()
