"""What a virtual NXP ICODE SLIX does beyond ISO/IEC 15693: EAS, and the password that guards it.

Source: NXP data sheets of ICODE SLIX and SLIX2 (custom commands). The password is given hidden by a
random number that serves once; a wrong one silences the tag until it loses power.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from rfid.sim.says import NoAnswerError, TagSaysError

MANUFACTURER = 0x04
SET_EAS, RESET_EAS, EAS_ALARM, PROTECT = 0xA2, 0xA3, 0xA5, 0xA6
GET_RANDOM, SET_PASSWORD = 0xB2, 0xB3
WRITES = frozenset({SET_EAS, RESET_EAS, PROTECT})

NOT_SUPPORTED, UNKNOWN = 0x01, 0x0F
EAS, AFI = "eas", "afi"
EAS_AFI_PASSWORD = 0x10
ALARM = bytes(0x2F ^ 7 * at & 0xFF for at in range(32))
"""256 bits that are always the same; which ones does not matter to a host."""


@dataclass(slots=True)
class Icode:
    """`password` guards what is in `protected` ("eas", "afi"). `silenced` and `opened` last as long
    as the tag has power."""

    eas: bool = False
    password: int = field(default=0, repr=False)
    protected: frozenset[str] = frozenset()
    silenced: bool = False
    opened: bool = False
    _number: bytes | None = None

    def lose_power(self) -> None:
        self.silenced = self.opened = False
        self._number = None

    def may_write(self, what: str) -> None:
        """Raises TagSaysError when the password is needed and was not given."""
        if what in self.protected and not self.opened:
            raise TagSaysError(UNKNOWN)

    def command(self, code: int, parameters: bytes, numbers: random.Random) -> bytes:
        """What is answered behind the flags."""
        match code:
            case 0xA2 | 0xA3:
                self.may_write(EAS)
                self.eas = code == SET_EAS
            case 0xA5:
                if not self.eas:
                    raise NoAnswerError
                return ALARM
            case 0xA6:
                self._protect(parameters)
            case 0xB2:
                self._number = numbers.randbytes(2)
                return self._number
            case 0xB3:
                self._take_password(parameters)
            case _:
                raise TagSaysError(NOT_SUPPORTED)
        return b""

    def _protect(self, parameters: bytes) -> None:
        """Irreversible, and only for whoever has given the password."""
        if parameters[:1] not in (b"\x00", b"\x01") or not self.opened:
            raise TagSaysError(UNKNOWN)
        self.protected |= {AFI if parameters[0] else EAS}

    def _take_password(self, parameters: bytes) -> None:
        number, self._number = self._number, None
        if number is None or len(parameters) != 5 or parameters[0] != EAS_AFI_PASSWORD:
            raise TagSaysError(UNKNOWN)
        given = bytes(a ^ b for a, b in zip(parameters[1:], number + number, strict=True))
        if given != self.password.to_bytes(4, "little"):
            self.silenced = True
            raise NoAnswerError
        self.opened = True
