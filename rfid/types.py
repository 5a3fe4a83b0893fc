"""Values of the air interface: identifiers, sightings, system information.

Not here: what the memory of a tag means (`rfid.tagdata`) and what a site makes of it
(`rfid.security`). Every other module of `rfid` builds on these.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NewType

Afi = NewType("Afi", int)
"""Application family identifier, one byte (ISO/IEC 15693-3, section 10)."""

Dsfid = NewType("Dsfid", int)
"""Data storage format identifier, one byte (ISO/IEC 15693-3)."""


@dataclass(frozen=True, slots=True, order=True)
class Uid:
    """Unique identifier of a tag: 8 bytes, most significant (E0) first (ISO/IEC 15693-3, 4.1)."""

    value: bytes

    def __post_init__(self) -> None:
        if len(self.value) != 8:
            raise ValueError(f"a UID has 8 bytes, not {len(self.value)}")

    @classmethod
    def parse(cls, text: str) -> Uid:
        """From 16 hexadecimal digits; raises ValueError on anything else."""
        return cls(bytes.fromhex(text))

    def __str__(self) -> str:
        return self.value.hex().upper()


@dataclass(frozen=True, slots=True)
class TagSighting:
    """One record of one inventory: the tag answered, nothing of its memory is known yet. `dsfid` is
    None on readers that do not list it. `antenna` counts from 1 on readers with several; 0 where
    there is but one."""

    uid: Uid
    dsfid: Dsfid | None
    antenna: int = 0


@dataclass(frozen=True, slots=True)
class SystemInfo:
    """Answer to Get System Information (ISO/IEC 15693-3, 10.4.12); counts are real, not n-1.
    DSFID and AFI are None where the reader cannot ask for them, or the chip has none."""

    uid: Uid
    dsfid: Dsfid | None
    afi: Afi | None
    block_size: int
    block_count: int
    ic_reference: int


@dataclass(frozen=True, slots=True)
class ReaderInfo:
    """What a reader says of itself, and where it was found. `blocks_only`: it reads and writes
    blocks and nothing else."""

    model: str
    firmware: str
    url: str
    simulated: bool
    blocks_only: bool = False


class PasswordId(IntEnum):
    """What a password of an NXP ICODE SLIX or SLIX2 opens (data sheets, SET PASSWORD)."""

    READ = 0x01
    WRITE = 0x02
    PRIVACY = 0x04
    DESTROY = 0x08
    EAS_AFI = 0x10


class Security(StrEnum):
    """The two states a gate distinguishes."""

    SECURED = "secured"
    ON_LOAN = "on_loan"
