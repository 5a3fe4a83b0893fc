"""The kiosk's sounds, made by rule: a few notes each, quiet and soft. Nothing is a recording.

`wave_of` gives a WAV file as bytes: PCM, 16 bit, mono, 22 050 Hz. Called by `kiosk.acts.sounds`.
"""

from __future__ import annotations

import io
import math
import wave
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

RATE_HZ: Final = 22_050
LOUDEST: Final = 0.5
"""Of what 16 bits hold, at full volume."""
ATTACK_S: Final = 0.004
_SOFT: Final = ((1.0, 0.82), (2.0, 0.14), (3.0, 0.04))
_WOOD: Final = ((1.0, 0.7), (2.76, 0.22), (5.4, 0.08))
"""Partials: (multiple of the pitch, share). Those of a struck bar are no whole multiples."""


@dataclass(frozen=True, slots=True)
class Note:
    """`hz` at its start, `to_hz` at its end; `decay`: how often it falls to a third meanwhile."""

    ms: int
    hz: float
    to_hz: float
    decay: float = 4.0
    partials: tuple[tuple[float, float], ...] = _SOFT


def _even(ms: int, hz: float, decay: float = 4.0) -> Note:
    return Note(ms, hz, hz, decay)


SOUNDS: Final[dict[str, tuple[Note, ...]]] = {
    "seen": (_even(80, 196.0, 5.0),),
    "done": (_even(70, 523.25), _even(90, 659.26)),
    "stays": (Note(220, 440.0, 293.66, 3.0),),
    "put_back": (_even(150, 587.33, 2.0), _even(150, 587.33, 2.0)),
    "returned": (Note(120, 220.0, 207.0, 6.0, _WOOD),),
    "ending": (_even(240, 392.0, 3.0),),
    "called": (_even(160, 440.0, 3.0),),
    "coming": (_even(110, 440.0), _even(150, 587.33)),
}
"""By the name of the session's Sound: a low tap for what is seen, two rising notes for done, one
falling for what stays, two equal for what is to be put back, wood for a return."""


@cache
def wave_of(name: str, volume: float) -> bytes:
    """The sound of that name, made once; `volume` 0 to 1. Raises KeyError."""
    samples = array("h", (round(each * volume * LOUDEST * 32_767) for each in _sound(name)))
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.tobytes())
    return made.getvalue()


def _sound(name: str) -> Iterable[float]:
    for note in SOUNDS[name]:
        yield from _note(note)


def _note(note: Note) -> Iterable[float]:
    """Each sample, -1 to 1; it begins and ends at nothing, so that nothing clicks."""
    count = note.ms * RATE_HZ // 1000
    turn = 0.0
    for n in range(count):
        done = n / count
        turn += (note.hz + (note.to_hz - note.hz) * done) / RATE_HZ
        loud = min(1.0, n / (ATTACK_S * RATE_HZ)) * math.exp(-note.decay * done) * (1 - done)
        yield loud * sum(
            share * math.sin(math.tau * turn * multiple) for multiple, share in note.partials
        )
