"""Sounds: made by rule, in time, silent at night and where nobody can hear them."""

from __future__ import annotations

import io
import wave
from array import array
from datetime import time

import pytest

from kiosk.acts.sounds import LATE_S, REST_S, Sounds
from kiosk.config.start import SoundSettings
from kiosk.devices import speaker
from kiosk.devices.tones import RATE_HZ, SOUNDS, wave_of


class Room:
    """Somebody listens, at `hour`; jobs wait until `work`."""

    def __init__(self, hour: int = 15, heard: bool = True, **settings: object) -> None:
        self.now_s = 100.0
        self.heard: list[tuple[bytes, str]] = []
        self.jobs: list[object] = []
        self._answer = heard
        made = SoundSettings.model_validate(settings)
        self.spoken = False
        self.sounds = Sounds(
            made,
            self.jobs.append,
            self._play,
            lambda: self.now_s,
            lambda: time(hour),
            lambda: self.spoken,
        )

    def _play(self, sound: bytes, device: str) -> bool:
        self.heard.append((sound, device))
        return self._answer

    def work(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()  # type: ignore[operator]


def peak(sound: bytes) -> tuple[int, float]:
    """(loudest sample, length in ms)"""
    with wave.open(io.BytesIO(sound)) as file:
        samples = array("h", file.readframes(file.getnframes()))
        return max(map(abs, samples)), 1000 * file.getnframes() / file.getframerate()


@pytest.mark.parametrize(
    ("name", "ms"), [("seen", 80), ("done", 160), ("stays", 220), ("returned", 120)]
)
def test_sound_has_its_length_and_is_quiet(name: str, ms: int) -> None:
    loudest, length_ms = peak(wave_of(name, 1.0))
    assert length_ms == pytest.approx(ms, abs=1000 / RATE_HZ * 4)
    assert 3000 < loudest < 16_384
    assert peak(wave_of(name, 0.5))[0] == pytest.approx(loudest / 2, abs=1)


def test_every_sound_begins_and_ends_at_nothing() -> None:
    for name in SOUNDS:
        with wave.open(io.BytesIO(wave_of(name, 1.0))) as file:
            samples = array("h", file.readframes(file.getnframes()))
        assert max(abs(samples[0]), abs(samples[-1])) < 50, name


def test_no_sound_while_a_page_is_read_aloud() -> None:
    room = Room()
    room.spoken = True
    room.sounds.wish("done")
    room.work()
    assert room.heard == []


def test_sound_of_something_gone_by_is_not_heard() -> None:
    room = Room(device="hw:1")
    room.sounds.wish("done")
    room.work()
    room.sounds.wish("seen")
    room.now_s += LATE_S + 0.1
    room.work()
    assert [device for _, device in room.heard] == ["hw:1"]


@pytest.mark.parametrize(
    ("hour", "settings", "heard"),
    [
        (15, {}, 1),
        (20, {}, 0),
        (7, {}, 0),
        (8, {}, 1),
        (22, {"quiet_from": "08:00", "quiet_to": "08:00"}, 1),
        (15, {"quiet_from": "12:00", "quiet_to": "16:00"}, 0),
        (15, {"volume": 0}, 0),
    ],
)
def test_nights_and_a_volume_of_nothing_are_silent(
    hour: int, settings: dict[str, object], heard: int
) -> None:
    room = Room(hour, **settings)
    room.sounds.wish("done")
    room.work()
    assert len(room.heard) == heard


def test_where_nobody_can_hear_it_is_tried_seldom() -> None:
    room = Room(heard=False)
    for _ in range(3):
        room.sounds.wish("done")
    room.work()
    assert len(room.heard) == 1
    room.now_s += REST_S
    room.sounds.wish("done")
    room.work()
    assert len(room.heard) == 2


def test_machine_without_a_player_is_silent_without_a_warning(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert speaker.play_alsa(wave_of("done", 0.5), "") is False
    assert [record.levelname for record in caplog.records if record.levelno >= 30] == []
