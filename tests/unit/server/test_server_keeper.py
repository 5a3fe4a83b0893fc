"""What all threads beside the requests do alike."""

from __future__ import annotations

import logging
import threading

import pytest

from catalogue.covers.keeping import Covers
from catalogue.errors import DatabaseUnreachable
from catalogue.server.cover_keeper import CoverKeeper
from catalogue.server.keeper import AFTER_FAULT_S, Keeper

PATIENCE_S = 10


class Passes(Keeper):
    """One pass after the other, as they are handed in."""

    def __init__(self, *passes: float | Exception) -> None:
        super().__init__("passes")
        self.passes = list(passes)
        self.last = threading.Event()

    def step(self) -> float:
        then = self.passes.pop(0)
        if not self.passes:
            self.last.set()
        if isinstance(then, Exception):
            raise then
        return then


def named(name: str) -> bool:
    return name in {thread.name for thread in threading.enumerate()}


def test_passes_follow_each_other_until_the_end_wakes_the_thread() -> None:
    """Guards: `_run`, and `_stop` in its pause of an hour."""
    keeper = Passes(0.0, 0.0, 3_600.0)
    with keeper:
        assert keeper.last.wait(PATIENCE_S)
    assert not named("passes")


def test_what_failed_is_told_and_tried_again_later(caplog: pytest.LogCaptureFixture) -> None:
    """Guard: `look`. A trace is for what nobody thought of."""
    keeper = Passes(DatabaseUnreachable("the database does not answer"), ValueError(), 5.0)

    assert [keeper.look() for _ in range(3)] == [AFTER_FAULT_S, AFTER_FAULT_S, 5.0]

    expected, unexpected = caplog.records
    assert (expected.levelno, expected.exc_info) == (logging.WARNING, None)
    assert expected.getMessage() == "passes: tried again later: the database does not answer"
    assert unexpected.levelno == logging.ERROR
    assert unexpected.exc_info is not None


def test_waiting_for_covers_ends_with_the_server() -> None:
    """Guard: `wake`."""
    waiting = threading.Event()

    class Watched(Covers):
        def __init__(self) -> None:
            super().__init__(cache=None, fetcher=None)  # type: ignore[arg-type]
            self.woken = threading.Event()

        def step(self, wait_s: float) -> bool:
            waiting.set()
            return not self.woken.wait(wait_s)

        def wake(self) -> None:
            self.woken.set()

    with CoverKeeper(Watched()):
        assert waiting.wait(PATIENCE_S)
    assert not named("covers")
