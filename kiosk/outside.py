"""What a station takes from the machine it runs on: threads, clocks, chance, lines.

The kiosk's program uses the defaults; a simulation hands in its own and runs the same station
without threads, on a clock of its own.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from catalogue.client import CentralClient
from catalogue.domain.ids import IdMaker, fresh_id
from kiosk.devices.card_reader import CardSource
from kiosk.devices.speaker import play_alsa
from kiosk.store.clock import Clock, SystemClock
from kiosk.store.journal import RESERVE_BYTES
from kiosk.sync.worker import Pace
from kiosk.threads import Crew
from rfid.factory import open_card_reader, open_reader
from rfid.reader import Reader


class Connect(Protocol):
    """Makes a client of the central server."""

    def __call__(
        self, base_url: str, token: str | None = None, *, timeout_s: float
    ) -> CentralClient: ...


@dataclass(frozen=True, slots=True)
class Outside:
    """One for each station that is built. `random` gives numbers in [0, 1); `open_reader` opens the
    reader at an address anew each time, and raises RfidError when it cannot; `open_card_reader`
    likewise; `play` puts a sound into the loudspeaker."""

    crew: Crew = field(default_factory=Crew)
    clock: Clock = field(default_factory=SystemClock)
    new_id: IdMaker = fresh_id
    random: Callable[[], float] = random.random
    connect: Connect = CentralClient
    open_reader: Callable[[str], Reader] = open_reader
    open_card_reader: Callable[[str], CardSource] = open_card_reader
    play: Callable[[bytes, str], bool] = play_alsa
    reserve_bytes: int = RESERVE_BYTES
    pace: Pace = field(default_factory=Pace)
