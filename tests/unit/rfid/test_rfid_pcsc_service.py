"""Which PC/SC reader is meant, what the service's errors and the readers' answers become."""

from __future__ import annotations

import sys
import threading

import pytest

from rfid.errors import (
    ConfigurationError,
    FrameError,
    ReaderFault,
    ReaderRefused,
    TagNotAnswering,
    TagRefused,
)
from rfid.factory import open_reader
from rfid.pcsc.apdu import accepted, objects
from rfid.pcsc.driver import choose, contactless, open_pcsc
from rfid.pcsc.hand import Hand
from rfid.pcsc.service import CardGone, SystemService

ACS = ["ACS ACR1552 1S CL Reader PICC 00 00", "ACS ACR1552 1S CL Reader SAM 00 01"]
TWO = [*ACS, "Identiv uTrust 3700 F CL Reader 01 00"]


def test_only_contactless_reader_needs_no_name() -> None:
    assert contactless(ACS) == ACS[:1]
    assert choose(ACS, "") == ACS[0]


def test_part_of_a_name_is_enough_and_a_whole_one_always() -> None:
    assert choose(TWO, "utrust") == TWO[2]
    assert choose(TWO, TWO[1]) == TWO[1]


def test_several_readers_are_named() -> None:
    with pytest.raises(ConfigurationError, match=r"2 PC/SC readers.*pcsc:ACS.*pcsc:Identiv"):
        choose(TWO, "")


def test_reader_that_is_not_there_may_yet_come() -> None:
    with pytest.raises(ReaderFault, match=r"no PC/SC reader is called 'feig'.*Identiv"):
        choose(TWO, "feig")
    with pytest.raises(ReaderFault, match="there is no PC/SC reader"):
        choose([], "")


def test_missing_library_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "smartcard.scard", None)
    with pytest.raises(ConfigurationError, match=r"beaupre\[pcsc\]"):
        open_reader("pcsc:")


class FailingApi:
    """pyscard where a call fails with this number."""

    SCARD_SCOPE_USER = 0

    def __init__(self, number: int) -> None:
        self.number = number

    def SCardEstablishContext(self, _: int) -> tuple[int, int]:  # noqa: N802 - pyscard's name
        return self.number, 0

    def SCardGetErrorMessage(self, _: int) -> str:  # noqa: N802 - pyscard's name
        return "what the system says."


@pytest.mark.parametrize(
    ("number", "error", "text"),
    [
        (0x8010001D, ReaderFault, "pcscd"),
        (0x8010001D - (1 << 32), ReaderFault, "pcscd"),
        (0x8010000B, ReaderFault, "in use by another program"),
        (0x80100069, CardGone, "what the system says"),
        (0x80100003, ReaderFault, "80100003"),
    ],
)
def test_service_that_fails_is_a_reader_fault(
    monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception], text: str
) -> None:
    monkeypatch.setattr("rfid.pcsc.service._pyscard", lambda: FailingApi(number))
    with pytest.raises(error, match=text):
        SystemService()


def test_service_is_closed_when_no_reader_fits() -> None:
    closed: list[bool] = []

    class Empty:
        def readers(self) -> list[str]:
            return []

        def close(self) -> None:
            closed.append(True)

    with pytest.raises(ReaderFault):
        open_pcsc("", "pcsc:", False, Empty)
    assert closed == [True]


# Answers


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("", FrameError),
        ("90", FrameError),
        ("6300", TagNotAnswering),
        ("6F01", TagNotAnswering),
        ("6982", TagRefused),
        ("6A82", TagRefused),
        ("6D00", ReaderRefused),
        ("6A81", ReaderRefused),
    ],
)
def test_status_words_become_errors(answer: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        accepted(bytes.fromhex(answer))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("9000", FrameError),
        ("C003009000", FrameError),
        ("C0020190009000", FrameError),
        ("C0030164019000", TagNotAnswering),
        ("C0030163019000", TagNotAnswering),
        ("C0030164009000", ReaderFault),
        ("C003016A819000", ReaderRefused),
        ("C0030090009000", None),
        ("C00300900097810200119000", None),
    ],
)
def test_objects_of_a_session_become_errors(answer: str, error: type[Exception] | None) -> None:
    if error is None:
        assert objects(bytes.fromhex(answer))[0xC0] == bytes.fromhex("009000")
        return
    with pytest.raises(error):
        objects(bytes.fromhex(answer))


# Calls that never come back


def test_call_that_does_not_come_back_is_a_reader_fault_and_the_next_does_not_wait() -> None:
    """Guard: the deadline in Hand.do, and that a stuck hand is asked nothing more."""
    hand, free, tidied = Hand(0.05), threading.Event(), threading.Event()
    with pytest.raises(ReaderFault, match="the reader does not answer within"):
        hand.do(free.wait, "the reader")
    with pytest.raises(ReaderFault, match="does not answer"):
        hand.do(lambda: 1, "the reader")
    hand.later(tidied.set)
    hand.end()
    assert not tidied.is_set()
    free.set()
    assert tidied.wait(10)


def test_hand_gives_back_what_the_call_returned_or_raised() -> None:
    hand = Hand(10)
    assert hand.do(lambda: 7, "it") == 7
    with pytest.raises(ZeroDivisionError):
        hand.do(lambda: 1 // 0, "it")
    hand.later(lambda: 1 // 0)
    assert hand.do(lambda: 8, "it") == 8
    hand.end()
