"""The worker on every kind of reader: a tag arrives, is switched, the line fails and comes back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rfid.events import (
    ReaderDown,
    ReaderEvent,
    ReaderUp,
    SecurityDone,
    SecurityOutcome,
    SetSecurity,
    TagArrived,
    TagLeft,
)
from rfid.tagdata.model import Verdict
from rfid.types import Security
from rfid.worker import ReaderWorker
from support.reader_rigs import RIGS, ReaderRig
from support.rfid_rig import POLICY, tag, uid

PATIENCE_S = 10.0
BACK_S = 3.0
LIVE = [name for name in RIGS if "replay" not in name]


class Desk:
    """A worker that is stepped by the test, and what it told."""

    def __init__(self, rig: ReaderRig) -> None:
        self.told: list[ReaderEvent] = []
        self.all: list[ReaderEvent] = []
        self.worker = ReaderWorker("desk", rig.open, POLICY, self._take)

    def until(self, kind: type[ReaderEvent]) -> ReaderEvent:
        """Work until the next event of this kind."""
        end_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < end_s:
            while self.told:
                event = self.told.pop(0)
                if isinstance(event, kind):
                    return event
            due_s = self.worker.step(time.monotonic())
            self.worker.wait(min(due_s - time.monotonic(), 0.1))
        raise AssertionError(f"no {kind.__name__} within {PATIENCE_S} s")

    def _take(self, event: ReaderEvent) -> None:
        self.told.append(event)
        self.all.append(event)


@pytest.fixture(params=LIVE)
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReaderRig]:
    made = RIGS[request.param](tmp_path, "")
    yield made
    made.close()


@pytest.fixture
def desk(rig: ReaderRig) -> Iterator[Desk]:
    made = Desk(rig)
    yield made
    made.worker.close()


def test_book_arrives_is_switched_and_leaves(rig: ReaderRig, desk: Desk) -> None:
    book = tag(1)
    rig.lay(book)
    arrived = desk.until(TagArrived)
    assert (arrived.reading.uid, arrived.reading.verdict) == (uid(1), Verdict.ITEM)
    assert arrived.reading.security is Security.SECURED
    desk.worker.submit(SetSecurity("one", uid(1), Security.ON_LOAN))
    done = desk.until(SecurityDone)
    assert done.outcome is SecurityOutcome.VERIFIED
    assert book.afi == 0xC2
    rig.lift(book)
    assert desk.until(TagLeft).uid == uid(1)


def test_reader_is_back_soon_after_its_cable_and_what_waited_is_done(
    rig: ReaderRig, desk: Desk
) -> None:
    rig.lay(tag(1))
    desk.until(TagArrived)
    rig.pull()
    desk.worker.submit(SetSecurity("one", uid(1), Security.ON_LOAN))
    desk.until(ReaderDown)
    rig.plug()
    plugged_s = time.monotonic()
    desk.until(ReaderUp)
    assert desk.until(SecurityDone).outcome is SecurityOutcome.VERIFIED
    assert time.monotonic() - plugged_s < BACK_S


def test_noise_loses_neither_the_reader_nor_a_tag(rig: ReaderRig, desk: Desk) -> None:
    rig.lay(tag(1))
    desk.until(TagArrived)
    rig.garble(bytes(range(0x30, 0x80)))
    desk.worker.submit(SetSecurity("one", uid(1), Security.ON_LOAN))
    assert desk.until(SecurityDone).outcome is SecurityOutcome.VERIFIED
    rig.garble(b"\xd6\x00\x40" + bytes(20))
    rig.lay(tag(2))
    assert desk.until(TagArrived).reading.uid == uid(2)
    assert not [event for event in desk.all if isinstance(event, ReaderDown | TagLeft)]
