"""Patron cards on a PC/SC reader, here a twin in the process."""

from __future__ import annotations

import logging
import threading

import pytest

from kiosk.devices.card_reader import CARD_READER, RETRY_S, CardReader
from kiosk.devices.health import Health
from kiosk.session.events import CardLaid, CardLifted
from rfid.sim.field import VirtualTag
from support.pcsc_rigs import DeskRig
from support.rfid_rig import tag

UID = "04A1B2C3D4E5F6"


def card(uid: str = UID) -> VirtualTag:
    return VirtualTag(bytes.fromhex(uid), bytearray(4))


class Bench:
    """The worker, stepped by hand; `looks` steps are more than a card needs to be gone."""

    def __init__(self) -> None:
        self.rig = DeskRig()
        self.said: list[CardLaid | CardLifted] = []
        self.health = Health(lambda: 0)
        self.worker = CardReader(self.rig.open, self.said.append, self.health)
        self.look()

    def look(self, times: int = 4) -> list[CardLaid | CardLifted]:
        self.said.clear()
        for _ in range(times):
            self.worker.step(0.0)
        return list(self.said)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_card_is_told_when_it_is_laid_and_when_it_is_taken_away(bench: Bench) -> None:
    laid = card()
    bench.rig.lay(laid)
    assert bench.look() == [CardLaid(UID)]
    bench.rig.lift(laid)
    assert bench.look() == [CardLifted()]
    assert bench.look() == []


def test_second_card_is_told_as_another(bench: Bench) -> None:
    first = card()
    bench.rig.lay(first)
    bench.look()
    bench.rig.lift(first)
    bench.rig.lay(card("04A1B2C3"))
    assert bench.look() == [CardLaid("04A1B2C3")]


def test_card_with_changing_uid_is_told_without_one(bench: Bench) -> None:
    bench.rig.lay(card("08112233"))
    assert bench.look() == [CardLaid(None)]


def test_item_on_the_card_reader_is_no_card(bench: Bench) -> None:
    bench.rig.lay(tag(1))
    assert bench.look() == []


def test_lost_reader_is_told_and_its_card_counts_no_more(bench: Bench) -> None:
    """Guard: the forgetting in _lose. Nobody would see the card being taken away."""
    bench.rig.lay(card())
    bench.look()
    bench.rig.pull()
    assert bench.look() == [CardLifted()]
    problem = bench.health.of(CARD_READER)
    assert problem is not None
    assert problem.problem
    assert bench.worker.step(5.0) == 5.0 + RETRY_S


def test_card_that_lay_there_all_the_while_is_no_news_when_the_reader_is_back(bench: Bench) -> None:
    bench.rig.lay(card())
    bench.look()
    bench.rig.pull()
    bench.look()
    bench.rig.plug()
    assert bench.look() == []
    state = bench.health.of(CARD_READER)
    assert state is not None
    assert state.problem is None


def test_number_is_never_logged(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bench.rig.lay(card())
    bench.look()
    bench.rig.pull()
    bench.look()
    assert UID not in caplog.text.upper()


def test_wait_ends_when_woken(bench: Bench) -> None:
    waiting = threading.Thread(target=bench.worker.wait, args=(60,), daemon=True)
    waiting.start()
    bench.worker.wake()
    waiting.join(10)
    assert not waiting.is_alive()
