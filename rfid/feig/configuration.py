"""FEIG configuration blocks and the commands that work on the reader itself.

A block has 14 bytes and lives in RAM, where it works, and in the EEPROM, from where it comes when
the reader starts. Source: FEIG system manual ID ISC.MR101 (H60301), CFG1 and CFG5, [0x80], [0x81],
[0x63], [0x6A]; that the operating mode is byte 13 of CFG1 and that [0x6A] takes the number of an
antenna is from other manuals of the family and was not tried on hardware.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rfid.errors import FrameError
from rfid.feig.commands import check_status
from rfid.feig.frames import Answer

SIZE = 14
EEPROM = 0x80
INTERFACE, ANTICOLLISION = 1, 5
MODE_AT, ONT_AT = 13, 11
ONLY_NEW = 0x01
"""Bit of CFG5: an inventory lists only tags that were not listed yet. Without it the reader resets
the field itself before each inventory."""
HOST_MODE = 0x00
OWN_MODES = {0x01: "scan mode", 0x80: "buffered read mode", 0xC0: "notification mode"}
"""In these the reader looks for tags by itself and takes no ISO host command."""


@dataclass(frozen=True, slots=True)
class ReadConfiguration:
    """[0x80]: a block, from RAM or with `EEPROM` from there."""

    address: int
    command: ClassVar[int] = 0x80

    @property
    def data(self) -> bytes:
        return bytes((self.address,))

    def parse(self, answer: Answer) -> bytes:
        check_status(answer)
        if len(answer.data) != SIZE:
            raise FrameError(f"a configuration block of {len(answer.data)} bytes")
        return answer.data


@dataclass(frozen=True, slots=True)
class WriteConfiguration:
    """[0x81]: in RAM it works at once and until the reader starts anew; in the EEPROM it stays."""

    address: int
    block: bytes
    command: ClassVar[int] = 0x81

    @property
    def data(self) -> bytes:
        return bytes((self.address,)) + self.block

    def parse(self, answer: Answer) -> None:
        check_status(answer)


@dataclass(frozen=True, slots=True)
class CpuReset:
    """[0x63]: the reader starts anew with what its EEPROM says."""

    command: ClassVar[int] = 0x63
    data: ClassVar[bytes] = b""

    def parse(self, answer: Answer) -> None:
        check_status(answer)


@dataclass(frozen=True, slots=True)
class RfOutput:
    """[0x6A]: 0 turns the field off, a number turns it on at this antenna alone."""

    antenna: int
    command: ClassVar[int] = 0x6A

    @property
    def data(self) -> bytes:
        return bytes((self.antenna,))

    def parse(self, answer: Answer) -> None:
        check_status(answer)
