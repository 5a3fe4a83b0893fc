"""Reads aloud, on a thread of its own: what is said last takes the place of what was being said.

`say`, `hush` and `end` belong to the main thread and never wait for a voice. The machine's
voice is started with the first word and ended, with all it knows of it, by `end`: when its listener
has gone.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final, Protocol

from kiosk.devices.speech import SpeechFault

_log = logging.getLogger(__name__)

LOOK_S: Final = 0.1
"""While something is said, orders are looked for so often."""


@dataclass(frozen=True, slots=True)
class _Said:
    number: int
    text: str = field(repr=False)
    language: str
    rate: int
    volume: int


class Speaks(Protocol):
    """As `kiosk.devices.speech.SpeechServer`; raises SpeechFault."""

    def say(self, text: str, language: str, *, rate: int, volume: int) -> None: ...
    def stop(self) -> None: ...
    def over(self, wait_s: float) -> bool: ...
    def languages(self) -> frozenset[str]: ...
    def close(self) -> None: ...


class Hears(Protocol):
    """Who is told what became of it, on the main thread."""

    def spoken(self, number: int) -> None:
        """It came to its end; nobody stopped it."""
        ...

    def voices(self, languages: frozenset[str]) -> None:
        """What there are voices for; told once, soon after the first words."""
        ...

    def speechless(self, fault: str) -> None:
        """It cannot speak now."""
        ...


class _Order(Enum):
    HUSH = auto()
    END = auto()


_Orders = queue.SimpleQueue[_Said | _Order]


class Voice:
    """`start` makes the machine's voice and may raise SpeechFault; `post` runs a callable on the
    main thread."""

    def __init__(
        self, start: Callable[[], Speaks], post: Callable[[Callable[[], None]], None], ear: Hears
    ) -> None:
        self._start = start
        self._post = post
        self._ear = ear
        self._orders: _Orders = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._surveyed = False

    def say(self, number: int, text: str, language: str, rate: int, volume: int) -> None:
        """In place of what is being said; `number` comes back when it was said. `language` ISO
        639-1, `rate` -100 to 100, `volume` 0 to 100."""
        if self._thread is None:
            self._orders = queue.SimpleQueue()
            body = _Speaker(self._start, self._orders, self._tell, self._began)
            self._thread = threading.Thread(target=body.run, name="voice", daemon=True)
            self._thread.start()
        self._orders.put(_Said(number, text, language, rate, volume))

    def hush(self) -> None:
        """Silence; what comes next is said."""
        self._orders.put(_Order.HUSH)

    def end(self, within_s: float = 0.0) -> None:
        """Silence, and nothing is left of what was said; waited for no longer than that."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._orders.put(_Order.END)
            thread.join(within_s)

    def _began(self) -> None:
        """From the thread, whenever it began to speak."""
        if not self._surveyed:
            self._surveyed = True
            threading.Thread(target=self._survey, name="voices", daemon=True).start()

    def _survey(self) -> None:
        """On a thread and with a voice of its own: the list takes a second, and whoever speaks
        must be stopped at once."""
        try:
            with closing(self._start()) as server:
                self._tell(server.languages())
        except SpeechFault as fault:
            _log.warning("voices not known: %s", fault)

    def _tell(self, news: int | frozenset[str] | str) -> None:
        """From the thread."""
        ear = self._ear
        if isinstance(news, int):
            self._post(lambda: ear.spoken(news))
        elif isinstance(news, str):
            self._post(lambda: ear.speechless(news))
        else:
            self._post(lambda: ear.voices(news))


class _Speaker:
    """The thread of one listener."""

    def __init__(
        self,
        start: Callable[[], Speaks],
        orders: _Orders,
        tell: Callable[[int | frozenset[str] | str], None],
        began: Callable[[], None],
    ) -> None:
        self._began = began
        self._start = start
        self._orders = orders
        self._tell = tell
        self._server: Speaks | None = None
        self._number: int | None = None
        """Of what is being said."""

    def run(self) -> None:
        """Until it is told to end."""
        try:
            while (order := self._next()) is not _Order.END:
                try:
                    self._do(order)
                except SpeechFault as fault:
                    _log.warning("no voice: %s", fault)
                    self._leave()
                    self._tell(str(fault))
        finally:
            self._leave()

    def _next(self) -> _Said | _Order | None:
        """The newest order; None while something is said and nothing else is wished."""
        order: _Said | _Order | None = None
        try:
            order = self._orders.get(block=self._number is None)
            while order is not _Order.END:
                order = self._orders.get_nowait()
        except queue.Empty:
            pass
        return order

    def _do(self, order: _Said | _Order | None) -> None:
        if isinstance(order, _Said):
            self._say(order)
        elif self._server is None or self._number is None:
            return
        elif order is _Order.HUSH:
            self._number = None
            self._server.stop()
        elif self._server.over(LOOK_S):
            self._tell(self._number)
            self._number = None

    def _say(self, said: _Said) -> None:
        if self._server is None:
            self._server = self._start()
        self._server.say(said.text, said.language, rate=said.rate, volume=said.volume)
        self._number = said.number
        self._began()

    def _leave(self) -> None:
        server, self._server, self._number = self._server, None, None
        if server is not None:
            server.close()
