"""What a reader worker says and obeys: plain values that may cross threads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rfid.health import RadioHealth
from rfid.tagdata.model import TagReading
from rfid.types import Afi, ReaderInfo, Security, Uid


@dataclass(frozen=True, slots=True)
class TagArrived:
    """A tag lies stable in the field and was read. Repeats for a tag already present after the
    reader came back: a consumer treats that as fresh news of the same tag. `antenna` counts from 1
    on readers with several, 0 where there is but one."""

    reader: str
    reading: TagReading
    antenna: int = 0


@dataclass(frozen=True, slots=True)
class TagLeft:
    """A tag that had arrived was not seen for the whole departure time."""

    reader: str
    uid: Uid


@dataclass(frozen=True, slots=True)
class ReaderUp:
    """The reader answers (again)."""

    reader: str
    info: ReaderInfo


@dataclass(frozen=True, slots=True)
class ReaderDown:
    """The reader does not answer; the worker keeps trying. Tags have neither left nor stayed."""

    reader: str
    reason: str


class SecurityOutcome(StrEnum):
    """How a SetSecurity command ended."""

    VERIFIED = "verified"
    """Read back with the wanted value."""
    NOT_SWITCHED = "not_switched"
    """The tag is there and reads back the other value after all retries."""
    STRANGE = "strange"
    """The tag is there and reads back neither value of the site after all retries, or AFI and EAS
    say different things."""
    GONE = "gone"
    """The tag left or cannot be read: its value is unknown."""
    NO_READER = "no_reader"
    """The reader did not come back within the command's deadline: the value is unknown."""


@dataclass(frozen=True, slots=True)
class SecurityDone:
    """The one answer to a SetSecurity. `before` and `after` are AFI values actually read, the EAS
    ones likewise, None where the site or the tag has none. `note` is for staff."""

    reader: str
    token: str
    uid: Uid
    wanted: Security
    outcome: SecurityOutcome
    before: Afi | None
    after: Afi | None
    eas_before: bool | None = None
    eas_after: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SetSecurity:
    """Switch one tag and read it back. It survives a reconnect of the reader and is answered by
    exactly one SecurityDone with the same token."""

    token: str
    uid: Uid
    wanted: Security


ReaderEvent = TagArrived | TagLeft | ReaderUp | ReaderDown | SecurityDone | RadioHealth
