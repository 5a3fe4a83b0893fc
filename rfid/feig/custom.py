"""FEIG [0xB1], custom commands of the tag's manufacturer: EAS and passwords of NXP ICODE tags.

Request data: manufacturer, command code of the tag, MODE, UID, parameters. Source: FEIG system
manual ID CPR (H20800), NXP data sheets of ICODE SLIX and SLIX2. No frame recorded from hardware was
at hand for these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rfid.errors import FrameError, TagNotAnswering
from rfid.feig.commands import check_status
from rfid.feig.frames import Answer
from rfid.iso15693 import hide_password
from rfid.types import PasswordId, Uid

ISO_CUSTOM = 0xB1
NXP = 0x04
SET_EAS, RESET_EAS, EAS_ALARM = 0xA2, 0xA3, 0xA5
GET_RANDOM, SET_PASSWORD = 0xB2, 0xB3
ALARM_SIZE = 32
_ADDRESSED = 0x01


def _request(code: int, uid: Uid, parameters: bytes = b"") -> bytes:
    return bytes((NXP, code, _ADDRESSED)) + uid.value + parameters


@dataclass(frozen=True, slots=True)
class WriteEas:
    """Set or reset EAS."""

    uid: Uid
    on: bool
    command: ClassVar[int] = ISO_CUSTOM

    @property
    def data(self) -> bytes:
        return _request(SET_EAS if self.on else RESET_EAS, self.uid)

    def parse(self, answer: Answer) -> None:
        check_status(answer)


@dataclass(frozen=True, slots=True)
class EasAlarm:
    """Whether EAS is on: a tag whose EAS is off does not answer the alarm."""

    uid: Uid
    command: ClassVar[int] = ISO_CUSTOM

    @property
    def data(self) -> bytes:
        return _request(EAS_ALARM, self.uid)

    def parse(self, answer: Answer) -> bool:
        try:
            check_status(answer)
        except TagNotAnswering:
            return False
        if len(answer.data) != ALARM_SIZE:
            raise FrameError(f"an EAS alarm of {len(answer.data)} bytes")
        return True


@dataclass(frozen=True, slots=True)
class GetRandom:
    """The number that hides the next password on the air."""

    uid: Uid
    command: ClassVar[int] = ISO_CUSTOM

    @property
    def data(self) -> bytes:
        return _request(GET_RANDOM, self.uid)

    def parse(self, answer: Answer) -> bytes:
        check_status(answer)
        if len(answer.data) != 2:
            raise FrameError(f"a random number of {len(answer.data)} bytes")
        return answer.data


@dataclass(frozen=True, slots=True, repr=False)
class SetPassword:
    """Give a password; `random` is the tag's answer to GetRandom."""

    uid: Uid
    which: PasswordId
    password: int
    random: bytes
    command: ClassVar[int] = ISO_CUSTOM

    @property
    def data(self) -> bytes:
        hidden = hide_password(self.password, self.random)
        return _request(SET_PASSWORD, self.uid, bytes((self.which,)) + hidden)

    def parse(self, answer: Answer) -> None:
        check_status(answer)
