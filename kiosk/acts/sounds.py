"""The session's sounds: which are heard, at what time of day, and that none comes late.

`wish` is called on the main thread; the rest is done on the `sound` worker. Off at night and at
volume 0.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from kiosk.acts.jobs import Job
from kiosk.config.start import SoundSettings
from kiosk.devices.tones import wave_of

LATE_S = 0.8
"""A sound that could not be played by then belongs to something gone by."""
REST_S = 60.0
"""After one that was not heard: so long none is tried."""
Play = Callable[[bytes, str], bool]


class Sounds:
    """`submit` hands a job to the worker; `local_time` is the time of day where the kiosk stands;
    `play` as `kiosk.devices.speaker.play_alsa`; `spoken` says whether something is read aloud."""

    def __init__(
        self,
        settings: SoundSettings,
        submit: Callable[[Job], None],
        play: Play,
        clock_s: Callable[[], float],
        local_time: Callable[[], time],
        spoken: Callable[[], bool] = lambda: False,
    ) -> None:
        self._settings = settings
        self._submit = submit
        self._play = play
        self._clock_s = clock_s
        self._local_time = local_time
        self._spoken = spoken
        self._deaf_until_s = float("-inf")

    def wish(self, name: str) -> None:
        """The session would like to be heard; not while somebody is read to."""
        if self._settings.volume and not self._spoken():
            asked_s = self._clock_s()
            self._submit(lambda: self._sound(name, asked_s))

    def _sound(self, name: str, asked_s: float) -> None:
        now_s = self._clock_s()
        if now_s - asked_s > LATE_S or now_s < self._deaf_until_s:
            return
        if self._settings.quiet_at(self._local_time()):
            return
        if not self._play(wave_of(name, self._settings.volume), self._settings.device):
            self._deaf_until_s = self._clock_s() + REST_S
