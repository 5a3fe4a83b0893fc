"""What `beaupre doctor` says of reading aloud."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config import KioskConfig
from kiosk.devices import speech
from ui.cli.doctor_devices import _speech
from ui.cli.finding import Status


class FakeServer:
    """A machine's voice for two languages; `sounds` False: nothing comes to its end."""

    sounds = True

    def languages(self) -> frozenset[str]:
        return frozenset({"fr", "ar"})

    def say(self, text: str, language: str, *, volume: int) -> None:
        assert volume == 0

    def over(self, wait_s: float) -> bool:
        return self.sounds

    def close(self) -> None:
        pass


class Soundless(FakeServer):
    sounds = False


def no_server() -> FakeServer:
    raise speech.SpeechFault("speech-dispatcher does not answer")


@pytest.mark.parametrize(
    ("settings", "here", "server", "status", "text"),
    [
        ({"enabled": False}, True, FakeServer, Status.NONE, "switched off"),
        ({}, False, FakeServer, Status.NONE, "apt-get install speech-dispatcher"),
        ({}, True, FakeServer, Status.NONE, "enabled = true"),
        ({"enabled": True}, False, FakeServer, Status.PROBLEM, "apt-get install speech-dispatcher"),
        ({"enabled": True}, True, no_server, Status.PROBLEM, "does not answer"),
        ({"enabled": True}, True, FakeServer, Status.OK, "a loudspeaker: no titles"),
        ({"enabled": True}, True, Soundless, Status.PROBLEM, "AudioOutputMethod"),
        ({"enabled": True, "private_output": True}, True, FakeServer, Status.OK, "headphones"),
    ],
)
def test_doctor_says_of_a_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings, here, server, status, text
) -> None:
    monkeypatch.setattr(speech, "installed", lambda: here)
    monkeypatch.setattr(speech, "SpeechServer", server)
    config = KioskConfig.demo(
        tmp_path, "http://127.0.0.1:9", "feig+tcp:127.0.0.1:9",
        speech=settings, languages=("fr", "ar"),
    )  # fmt: skip
    found = _speech(config)
    assert (found.name, found.status) == ("speech", status)
    assert text in found.text


def test_language_without_a_voice_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "installed", lambda: True)
    monkeypatch.setattr(speech, "SpeechServer", FakeServer)
    config = KioskConfig.demo(
        tmp_path, "http://127.0.0.1:9", "feig+tcp:127.0.0.1:9", speech={"enabled": True}
    )
    found = _speech(config)
    assert found.status is Status.PROBLEM
    assert found.text.startswith("no voice for en, es: apt-get install")
