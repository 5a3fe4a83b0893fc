"""What belongs to the main thread stays there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.config import KioskConfig
from kiosk.session.events import Chosen, RestNeeded
from kiosk.session.pages import Page, Way
from kiosk.session.states import SessionState
from kiosk.station import Station, build_station


def station(tmp_path: Path, on_state: Callable[[SessionState], None]) -> Station:
    """One that is not started: no thread, no file, no network."""
    config = KioskConfig.demo(tmp_path, "http://127.0.0.1:9", "feig+tcp:127.0.0.1:9")
    return build_station(config, post=lambda work: work(), on_state=on_state)


def test_a_new_station_rests_until_it_knows_who_it_is(tmp_path: Path) -> None:
    made = station(tmp_path, lambda _: None)
    made.dispatch(Chosen(Way.BORROW))
    assert (made.state.page, made.state.resting) == (Page.RESTING, "starting")
    assert made.credentials is None
    assert made.reader_info is None
    assert list(tmp_path.iterdir()) == []


def test_an_event_dispatched_from_within_waits_for_the_one_under_way(tmp_path: Path) -> None:
    seen: list[SessionState] = []

    def on_state(state: SessionState) -> None:
        seen.append(state)
        if state.page is Page.START:
            made.dispatch(Chosen(Way.RETURN))
            assert made.state.page is Page.START

    made = station(tmp_path, on_state)
    made.dispatch(RestNeeded(None))
    assert [state.page for state in seen] == [Page.START, Page.RETURN]


def test_dispatching_from_another_thread_is_an_error(tmp_path: Path) -> None:
    made = station(tmp_path, lambda _: None)
    errors: list[str] = []

    def work() -> None:
        with pytest.raises(RuntimeError) as caught:
            made.dispatch(RestNeeded(None))
        errors.append(str(caught.value))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    assert errors == ["events are dispatched on the main thread: use post"]


def test_a_stopped_station_takes_no_events(tmp_path: Path) -> None:
    seen: list[SessionState] = []
    made = station(tmp_path, seen.append)
    made.stop()
    made.post(RestNeeded(None))
    made.dispatch(RestNeeded(None))
    assert seen == []
