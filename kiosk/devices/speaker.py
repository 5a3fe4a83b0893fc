"""A sound into the machine's loudspeaker, by ALSA's own player; on the `sound` thread.

Where there is no player, no sound device or nobody listens, it is silent and says so once, in the
log: a sound is never the only sign of anything.
"""

from __future__ import annotations

import logging
import subprocess

_log = logging.getLogger(__name__)

PATIENCE_S = 3.0


def play_nothing(_sound: bytes, _device: str) -> bool:
    """For a station nobody listens to: a simulation, a test."""
    return True


def play_alsa(sound: bytes, device: str) -> bool:
    """Play a WAV file, to its end; `device` empty: the default one. Was it heard, as far as the
    machine knows?"""
    command = ["aplay", "-q", "-t", "wav", *(["-D", device] if device else []), "-"]
    try:
        ended = subprocess.run(
            command, input=sound, capture_output=True, timeout=PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _log.info("no sound: %s", error)
        return False
    if ended.returncode != 0:
        _log.info("no sound: %s", ended.stderr.decode(errors="replace").strip()[:200])
    return ended.returncode == 0
