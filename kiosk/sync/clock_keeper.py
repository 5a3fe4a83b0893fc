"""How this station's clock stands to the server's: measured with every exchange, recorded when it
says something new.

As in NTP the server's time is taken to be that of the middle of the exchange, half the round trip
bounds the error, and the exchange with the shortest round trip is believed (RFC 5905, section 8).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from kiosk.session.events import NetworkChanged
from kiosk.store.clock import Clock, ClockSample
from kiosk.store.errors import StorageError
from kiosk.store.journal import Journal

_log = logging.getLogger(__name__)

MOVED_MS: Final = 1_000
HOUR_MS: Final = 3_600_000


class Timestamped(Protocol):
    """A reply that says what the server's clock was."""

    @property
    def server_ms(self) -> int: ...


Reply = TypeVar("Reply", bound=Timestamped)


@dataclass(frozen=True, slots=True)
class _Known:
    best: ClockSample
    """The most certain one of this boot."""
    recorded: ClockSample


class ClockKeeper:
    """Used by every thread that talks to the server. Subscribe `line_changed` to the line;
    `cut_off`: it is down now."""

    def __init__(self, journal: Journal, clock: Clock, *, cut_off: bool = False) -> None:
        self._journal = journal
        self._clock = clock
        self._lock = threading.Lock()
        self._known: _Known | None = None
        self._after_outage = cut_off

    def timed(self, call: Callable[[], Reply]) -> Reply:
        """Run an exchange and learn from its reply. Raises what `call` raises, and nothing else: a
        reply is not lost because the clock cannot be recorded."""
        sent_ms = self._clock.mono_ms()
        reply = call()
        received_ms = self._clock.mono_ms()
        try:
            self._learn(self._sample(sent_ms, received_ms, reply.server_ms))
        except StorageError as error:
            _log.error("the clock could not be recorded: %s", error)
        return reply

    def line_changed(self, change: NetworkChanged) -> None:
        """After an outage the clock is recorded anew."""
        if not change.online:
            self._after_outage = True

    def _sample(self, sent_ms: int, received_ms: int, server_ms: int) -> ClockSample:
        """At the moment of receipt: the reply is half a round trip old, give or take as much."""
        round_trip_ms = received_ms - sent_ms
        wall_ms = self._clock.wall_ms()
        return ClockSample(
            boot_id=self._clock.boot_id,
            mono_ms=received_ms,
            wall_ms=wall_ms,
            offset_ms=server_ms + round_trip_ms // 2 - wall_ms,
            error_ms=round_trip_ms // 2 + 1,
        )

    def _learn(self, sample: ClockSample) -> None:
        with self._lock:
            known = self._of_this_boot()
            if known is None:
                self._record(sample)
                return
            moved = abs(sample.offset_ms - known.recorded.offset_ms)
            if moved > MOVED_MS + sample.error_ms + known.recorded.error_at(sample.mono_ms):
                self._record(sample)
                return
            best = known.best
            if sample.error_ms <= best.error_at(sample.mono_ms):
                best = sample
            self._known = _Known(best, known.recorded)
            if self._is_news(best, known.recorded, sample.mono_ms):
                self._record(best)

    def _is_news(self, best: ClockSample, recorded: ClockSample, now_ms: int) -> bool:
        if self._after_outage or best.error_ms * 2 <= recorded.error_ms:
            return True
        return best != recorded and now_ms - recorded.mono_ms >= HOUR_MS

    def _of_this_boot(self) -> _Known | None:
        """A process that was started again in the same boot goes on with what it recorded."""
        if self._known is None:
            recorded = self._journal.newest_sample()
            self._known = None if recorded is None else _Known(recorded, recorded)
        if self._known is not None and self._known.recorded.boot_id != self._clock.boot_id:
            self._known = None
        return self._known

    def _record(self, sample: ClockSample) -> None:
        self._journal.record_clock(sample)
        self._known = _Known(sample, sample)
        self._after_outage = False
