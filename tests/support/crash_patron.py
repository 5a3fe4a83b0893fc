"""A patron at a station: what she presses, whatever makes time pass."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.session.events import CardShown, Chosen, Confirmed, Digit, Event, GaveUp
from kiosk.session.pages import Page, Way
from kiosk.session.states import Means, RowState, SessionState
from kiosk.station import Station
from kiosk.store.journal import Journal
from support.crash_town import PIN
from support.station_store import CARD


class Patron:
    """Whoever mixes this in says how to wait."""

    station: Station

    def until(self, wanted: Callable[[], bool], what: str = "") -> None:
        """Let time pass until it is so."""
        raise AssertionError

    @property
    def state(self) -> SessionState:
        """What the screen shows."""
        return self.station.state

    @property
    def journal(self) -> Journal:
        """The station's own, open."""
        assert self.station._parts is not None
        return self.station._parts.stores.journal

    def send(self, *events: Event) -> None:
        for event in events:
            self.station.dispatch(event)

    def ready(self, tags: int = 0) -> None:
        """The start page, the pad answering with so many tags, the snapshot there."""
        self.until(lambda: self._ready(tags), "ready")

    def _ready(self, tags: int) -> bool:
        state, parts = self.state, self.station._parts
        if parts is None or state.page is not Page.START or not state.reader_up:
            return False
        return len(state.pad) >= tags and parts.stores.snapshot.meta() is not None

    def begin(self, way: Way) -> None:
        """To the page where things are laid down."""
        self.send(Chosen(way))
        if way is Way.BORROW:
            self.send(CardShown(CARD, Means.SCANNED))
            if self.state.page is Page.PIN:
                self.send(*(Digit(value) for value in PIN), Confirmed())
            self.until(lambda: self.state.page in (Page.TRAY, Page.ATTENTION), "tray")

    def settled(self) -> bool:
        """Nothing is under way any more."""
        busy = (RowState.WAITING, RowState.DOING)
        return not any(row.state in busy and row.reason != "parts" for row in self.state.rows)

    def leave(self) -> None:
        """To the start page, whatever stands in the way."""
        self.until(self.has_left, "the end of the session")

    def has_left(self) -> bool:
        """Presses what ends the session, until it has ended."""
        page = self.state.page
        if page is Page.ATTENTION:
            self.send(GaveUp())
        elif page in (Page.TRAY, Page.RETURN, Page.FINISH) and not self.state.finishing:
            self.send(Confirmed())
        return self.state.page in (Page.START, Page.RESTING)
