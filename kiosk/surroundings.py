"""What a station is assembled from (`kiosk.parts`): what exists before it knows who it is, and what
is on its disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from catalogue.client import CentralClient
from kiosk.acts.jobs import JobQueue
from kiosk.config.model import KioskConfig
from kiosk.devices.health import Health
from kiosk.gateway.line import Line
from kiosk.outside import Outside
from kiosk.session.events import Event
from kiosk.store.journal import Journal
from kiosk.store.keyring import Keyring
from kiosk.store.snapshot import Snapshot
from rfid.events import ReaderEvent


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What exists before the station knows who it is. `post` hands an event to the session, from
    any thread; `on_reader` is called on the reader's thread."""

    config: KioskConfig
    outside: Outside
    circ: JobQueue
    lookup: JobQueue
    periph: JobQueue
    sound: JobQueue
    health: Health
    post: Callable[[Event], None]
    on_reader: Callable[[ReaderEvent], None]
    fonts: Path | None = None
    spoken: Callable[[], bool] = lambda: False
    """Whether something is being read aloud (main thread)."""


@dataclass(frozen=True, slots=True)
class Stores:
    """What is on disk, and the clients that fill it."""

    journal: Journal
    snapshot: Snapshot
    keyring: Keyring
    line: Line
    client: CentralClient
    sync_client: CentralClient

    def close(self) -> None:
        """After all threads have ended."""
        self.client.close()
        self.sync_client.close()
        self.journal.close()
        self.snapshot.close()
