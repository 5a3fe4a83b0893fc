"""What the start page tells, looked up in the snapshot again and again: it is there cut off, too.

On the `lookup` worker. Hours and messages follow within a minute; new arrivals change by the hour,
at no moment that tells of a session.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from zoneinfo import ZoneInfo

from catalogue.domain.opening import opening_at
from kiosk.session.events import BoardChanged, Event
from kiosk.session.titles import TitleInfo
from kiosk.store.errors import StorageError
from kiosk.store.keyring import Keyring
from kiosk.store.snapshot import Snapshot

_log = logging.getLogger(__name__)

EVERY_S = 30.0
SOON_S = 3.0
"""While the snapshot is still on its way for the first time."""
ARRIVALS_EVERY_MS = 3600_000
SHOWN = 24
"""New arrivals that are looked up; how many of them fit is the page's affair."""


class BoardWatch:
    """Tells the session what changed. `now_ms`: the time as far as the station knows it, whatever
    its battery clock says. `new_days`: for how long a title is a new arrival."""

    def __init__(
        self,
        snapshot: Snapshot,
        keyring: Keyring,
        now_ms: Callable[[], int],
        post: Callable[[Event], None],
        new_days: int,
    ) -> None:
        self._snapshot = snapshot
        self._keyring = keyring
        self._now_ms = now_ms
        self._post = post
        self._new_days = new_days
        self._told: BoardChanged | None = None
        self._arrivals: tuple[TitleInfo, ...] = ()
        self._looked_ms: int | None = None

    def look(self) -> float:
        """Look up everything, say only what is new; in how many seconds to look again."""
        known, now_ms = self._keyring.now, self._now_ms()
        now = dt.datetime.fromtimestamp(now_ms / 1000, ZoneInfo(known.time_zone))
        try:
            known_town = self._snapshot.meta() is not None
            week = self._snapshot.opening_hours(known.branch)
            closed = self._snapshot.closed_days(known.branch) if week else frozenset()
            messages = self._snapshot.messages(known.branch, now.date())
            fresh = self._newer(known.branch, now.date(), now_ms)
        except StorageError as error:
            _log.error("storage: %s", error)
            return EVERY_S
        opening = opening_at(now, week, closed) if week else None
        if fresh is not None or self._told != BoardChanged(opening, messages):
            self._told = BoardChanged(opening, messages)
            self._post(BoardChanged(opening, messages, fresh))
        return EVERY_S if known_town else SOON_S

    def _newer(self, branch: str, today: dt.date, now_ms: int) -> tuple[TitleInfo, ...] | None:
        """The new arrivals, if it is time to look and they are others than before."""
        last = self._looked_ms
        early = last is not None and 0 <= now_ms - last < ARRIVALS_EVERY_MS
        if not self._new_days or (self._arrivals and early):
            return None
        since = today - dt.timedelta(days=self._new_days)
        found = self._snapshot.arrivals(branch, since, SHOWN)
        self._looked_ms = now_ms
        if found == self._arrivals:
            return None
        self._arrivals = found
        return found
