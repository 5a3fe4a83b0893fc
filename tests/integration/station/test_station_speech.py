"""Debian's own speech-dispatcher with espeak-ng says it: what comes out is sound, in any language.

Without a sound device: ALSA writes to a file.
"""

from __future__ import annotations

import array
import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.devices.speech import PACKAGES, SpeechFault, SpeechServer

RATE_HZ = 22050
SPEECHD = """
AudioOutputMethod "alsa"
AudioALSADevice "default"
AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"
DefaultModule espeak-ng
"""
SENTENCES = {
    "fr": "Présentez votre carte. Posez vos livres ensemble.",
    "en": "Show your card. Put your books down together.",
    "es": "Muestre su carné. Ponga sus libros juntos.",
    "ar": "أظهر بطاقتك. ضع كتبك معًا.",
}
LONG = "Une longue phrase que personne n’écoute jusqu’au bout, parce qu’un doigt touche l’écran. "


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sound") / "heard.raw"


@pytest.fixture(scope="module")
def server(sound: Path) -> Iterator[SpeechServer]:
    """One for all: it takes half a second to start."""
    config = sound.parent
    (config / "modules").mkdir()
    (config / "modules" / "espeak-ng.conf").write_text("Debug 0\n")
    (config / "speechd.conf").write_text(SPEECHD)
    (config / "alsa.conf").write_text(
        f'pcm.!default {{ type file format raw file "{sound}" slave.pcm nowhere }}\n'
        "pcm.nowhere { type null }\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALSA_CONFIG_PATH", str(config / "alsa.conf"))
        opened = SpeechServer(config)
    yield opened
    opened.close()


def heard(server: SpeechServer, sound: Path, text: str, language: str, **how: int) -> array.array:
    """The samples of it."""
    before = sound.stat().st_size if sound.exists() else 0
    server.say(text, language, **how)
    assert server.over(10)
    with sound.open("rb") as file:
        file.seek(before)
        samples = array.array("h")
        samples.frombytes(file.read())
    return samples


def test_sentence_is_sound_in_each_language(server: SpeechServer, sound: Path) -> None:
    spoken = {}
    for language, text in SENTENCES.items():
        samples = spoken[language] = heard(server, sound, text, language)
        assert 1.0 < len(samples) / RATE_HZ < 8.0, language
        assert max(map(abs, samples)) > 3000, language
    assert all(a != b for a, b in itertools.combinations(spoken.values(), 2))


def test_volume_and_rate_are_heard(server: SpeechServer, sound: Path) -> None:
    plain = heard(server, sound, SENTENCES["fr"], "fr")
    quiet = heard(server, sound, SENTENCES["fr"], "fr", volume=20)
    slow = heard(server, sound, SENTENCES["fr"], "fr", rate=-50)
    assert max(map(abs, quiet)) < max(map(abs, plain)) / 2
    assert len(slow) > 1.2 * len(plain)


def test_stop_is_silence_at_once(server: SpeechServer) -> None:
    server.say(LONG * 20, "fr")
    begin_s = time.monotonic()
    server.stop()
    assert server.over(0)
    assert time.monotonic() - begin_s < 1.0


def test_all_languages_of_the_kiosk_have_a_voice(server: SpeechServer) -> None:
    assert {"fr", "en", "es", "ar"} <= server.languages()


def test_what_was_said_goes_with_it(sound: Path) -> None:
    """Guard: the folder of `SpeechServer` is taken away in `close`."""
    opened = SpeechServer(sound.parent)
    folder, process = opened._folder, opened._process
    opened.close()
    assert not folder.exists()
    assert process is not None
    assert process.returncode is not None


@pytest.mark.parametrize(
    ("command", "fault"),
    [("/bin/false", "ended at once"), ("/nowhere", "No such file"), ("silent", "does not answer")],
)
def test_machine_that_cannot_speak_is_said(tmp_path: Path, command: str, fault: str) -> None:
    if command == "silent":
        script = tmp_path / "silent"
        script.write_text("#!/bin/sh\nexec sleep 60\n")
        script.chmod(0o755)
        command = str(script)
    with pytest.raises(SpeechFault, match=fault):
        SpeechServer(command=command, patience_s=0.2)


def test_packages_are_named() -> None:
    assert "speech-dispatcher-espeak-ng" in PACKAGES
