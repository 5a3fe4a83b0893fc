"""The thread that reads aloud: the newest word wins, and nothing of it outlives its listener."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from kiosk.devices.speech import SpeechFault
from kiosk.devices.voice import Voice

WAIT_S = 5.0


class FakeServer:
    """A voice of the machine that speaks until it is told that it has ended."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.changed = threading.Condition()
        self.ended = threading.Event()
        self.fault: SpeechFault | None = None

    def _note(self, what: str) -> None:
        with self.changed:
            self.log.append(what)
            self.changed.notify_all()

    def say(self, text: str, language: str, *, rate: int, volume: int) -> None:
        if self.fault is not None:
            raise self.fault
        self.ended.clear()
        self._note(f"{language} {rate} {volume}: {text}")

    def stop(self) -> None:
        self._note("stop")

    def over(self, wait_s: float) -> bool:
        return self.ended.wait(wait_s)

    def languages(self) -> frozenset[str]:
        return frozenset({"fr", "ar"})

    def close(self) -> None:
        self._note("close")

    def until(self, what: str, times: int = 1) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.log.count(what) >= times, WAIT_S), self.log


class Ear:
    """What the main thread is told."""

    def __init__(self) -> None:
        self.news: queue.Queue[Callable[[], None]] = queue.Queue()
        self.told: list[object] = []

    def spoken(self, number: int) -> None:
        self.told.append(number)

    def voices(self, languages: frozenset[str]) -> None:
        self.told.append(languages)

    def speechless(self, fault: str) -> None:
        self.told.append(fault)

    def until(self, news: object) -> None:
        while news not in self.told:
            self.news.get(timeout=WAIT_S)()


class Rig:
    """One machine's voice; the first it starts only tells what it speaks."""

    def __init__(self) -> None:
        self.ear = Ear()
        self.servers: list[FakeServer] = []
        self.server = FakeServer()
        self.voice = Voice(self._start, self.ear.news.put, self.ear)

    def _start(self) -> FakeServer:
        if threading.current_thread().name == "voices":
            return FakeServer()
        self.servers.append(self.server)
        return self.server

    def say(self, number: int, text: str) -> None:
        self.voice.say(number, text, "fr", -10, 60)


@pytest.fixture
def rig() -> Iterator[Rig]:
    made = Rig()
    yield made
    made.voice.end(WAIT_S)


def test_what_is_said_is_told_when_it_is_over(rig: Rig) -> None:
    rig.say(1, "Bonjour.")
    rig.server.until("fr -10 60: Bonjour.")
    rig.server.ended.set()
    rig.ear.until(1)
    rig.ear.until(frozenset({"fr", "ar"}))
    assert len(rig.servers) == 1


def test_newer_word_takes_the_place_of_an_older_one(rig: Rig) -> None:
    rig.say(1, "Posez vos livres.")
    rig.server.until("fr -10 60: Posez vos livres.")
    rig.say(2, "Reposez ce livre.")
    rig.server.until("fr -10 60: Reposez ce livre.")
    rig.server.ended.set()
    rig.ear.until(2)
    assert 1 not in rig.ear.told


def test_hush_is_silence_and_no_end(rig: Rig) -> None:
    rig.say(1, "Bonjour.")
    rig.server.until("fr -10 60: Bonjour.")
    rig.voice.hush()
    rig.server.until("stop")
    rig.server.ended.set()
    rig.voice.end(WAIT_S)
    assert 1 not in rig.ear.told


def test_end_takes_the_machines_voice_down_and_the_next_word_brings_another(rig: Rig) -> None:
    """Guard: `_leave` in `_Speaker.run`; history and text lie in what is taken down."""
    rig.say(1, "Pour elle.")
    rig.server.until("fr -10 60: Pour elle.")
    rig.voice.end(WAIT_S)
    assert rig.server.log[-1] == "close"
    rig.server = FakeServer()
    rig.say(2, "Pour lui.")
    rig.server.until("fr -10 60: Pour lui.")
    assert len(rig.servers) == 2


def test_voice_that_fails_is_told_and_tried_anew_with_the_next_word(rig: Rig) -> None:
    rig.server.fault = SpeechFault("gone")
    rig.say(1, "Bonjour.")
    rig.ear.until("gone")
    rig.server.until("close")
    rig.server = FakeServer()
    rig.say(2, "Encore.")
    rig.server.until("fr -10 60: Encore.")
    assert len(rig.servers) == 2


def test_end_without_a_word_is_nothing() -> None:
    rig = Rig()
    rig.voice.hush()
    rig.voice.end()
    assert rig.servers == []
