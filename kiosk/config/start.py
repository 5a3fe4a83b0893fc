"""`[start]`, `[sound]` and `[speech]` of kiosk.toml: the start page, sounds, reading aloud."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from kiosk.session.board import ClosedHours


def _clock(text: str) -> str:
    try:
        known = time.fromisoformat(text).strftime("%H:%M") == text
    except ValueError:
        known = False
    if not known:
        raise ValueError("write a time of day like “20:00”")
    return text


Clock = Annotated[str, AfterValidator(_clock)]


class StartSettings(BaseModel):
    """`[start]`: what the start page does by itself."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    closed_hours: ClosedHours = ClosedHours.OPEN
    """Outside opening hours: `open` as ever, `dark` in dark colours and without motion, `returns`
    dark and nothing is lent, `rest` dark and nobody is served."""
    new_days: Annotated[int, Field(ge=0, le=366)] = 90
    """For how many days a title is a new arrival; 0: none are shown."""
    reset_s: Annotated[int, Field(ge=20)] = 60
    """An untouched start page goes back to the town's language and plain looks after this time."""


class SoundSettings(BaseModel):
    """`[sound]`: short sounds beside what the page says."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    volume: Annotated[float, Field(ge=0, le=1)] = 0.5
    """0: silent."""
    quiet_from: Clock = "20:00"
    """Silent from this time of day…"""
    quiet_to: Clock = "08:00"
    """… until this one; the same twice: never."""
    device: str = ""
    """ALSA's name of the sound device (`aplay -L`); empty: the machine's own."""

    def quiet_at(self, now: time) -> bool:
        """Is it night at this local time?"""
        begin, end = time.fromisoformat(self.quiet_from), time.fromisoformat(self.quiet_to)
        now = now.replace(tzinfo=None)
        return begin <= now < end if begin <= end else now >= begin or now < end


class SpeechSettings(BaseModel):
    """`[speech]`: pages read aloud to whoever asks for it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    enabled: bool | None = None
    """Left out: where the machine can speak. True: and it is a fault where it cannot."""
    rate: Annotated[int, Field(ge=-100, le=100)] = 0
    """Slower or faster than the voice by itself."""
    volume: Annotated[float, Field(gt=0, le=1)] = 0.8
    """Each listener begins with it."""
    private_output: bool = False
    """Only the listener hears it: headphones or a handset, no loudspeaker. Titles, names and sums
    are said there alone."""
