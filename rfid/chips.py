"""Which chip a tag is, told by its UID: memory layout and what it can do.

For readers that do not say it themselves, and for chips without Get System Information. Sources:
NXP data sheets of ICODE SLI, SLIX, SLIX2, SLI-S, SLI-L; FEIG system manual (annex on transponders);
TI Tag-it HF-I, Fujitsu MB89R118 and ST LRI512 data sheets; PC/SC part 3 for the names of cards.
"""

from __future__ import annotations

from dataclasses import dataclass

from rfid.types import Uid

MANUFACTURERS = {
    0x02: "ST",
    0x04: "NXP",
    0x05: "Infineon",
    0x07: "TI",
    0x08: "Fujitsu",
    0x16: "EM",
    0x17: "KSW",
}
"""Byte behind E0 (ISO/IEC 7816-6)."""
_TI = 0x07


@dataclass(frozen=True, slots=True)
class Chip:
    """`blocks` of `block_size` bytes are the user's. `option_on_writes`: it answers a write only
    with the option flag set (ISO/IEC 15693-3, 10.4.2)."""

    name: str
    blocks: int
    block_size: int = 4
    afi: bool = True
    dsfid: bool = True
    system_info: bool = True
    eas: bool = False
    passwords: bool = False
    option_on_writes: bool = False


SLI = Chip("NXP ICODE SLI", 28, eas=True)
SLIX = Chip("NXP ICODE SLIX", 28, eas=True, passwords=True)
SLIX2 = Chip("NXP ICODE SLIX2", 79, eas=True, passwords=True)
LRI512 = Chip("ST LRI512", 16)
TAG_IT_PLUS = Chip("TI Tag-it HF-I Plus", 64, option_on_writes=True)
TAG_IT_SMALL = Chip(
    "TI Tag-it HF-I Standard or Pro",
    8,
    afi=False,
    dsfid=False,
    system_info=False,
    option_on_writes=True,
)
_BY_TYPE = {
    bytes.fromhex("E00402"): Chip("NXP ICODE SLI-S or SLIX-S", 40, eas=True, passwords=True),
    bytes.fromhex("E00403"): Chip("NXP ICODE SLI-L or SLIX-L", 8, eas=True, passwords=True),
    bytes.fromhex("E00780"): TAG_IT_PLUS,
    bytes.fromhex("E00700"): TAG_IT_PLUS,
    bytes.fromhex("E007C0"): TAG_IT_SMALL,
    bytes.fromhex("E007C4"): TAG_IT_SMALL,
    bytes.fromhex("E00801"): Chip("Fujitsu MB89R118", 250, 8),
}
_ICODE = {0b00: SLI, 0b10: SLIX, 0b01: SLIX2}
_BY_CARD_NAME = {0x0012: TAG_IT_PLUS, 0x0013: LRI512, 0x0014: SLI, 0x0035: SLI}
"""NN NN of the ATR of a contactless storage card (PC/SC part 3, supplement)."""


def chip_of(uid: Uid, card_name: int = 0) -> Chip | None:
    """None for a chip whose memory its UID does not tell. `card_name`: what an ATR says, 0 for
    nothing; it counts only where the UID leaves the question open."""
    if uid.value[:3] == b"\xe0\x04\x01":
        return _ICODE.get(uid.value[3] >> 3 & 0b11)
    return _BY_TYPE.get(uid.value[:3]) or _BY_CARD_NAME.get(card_name)


def option_on_writes(uid: Uid) -> bool:
    """Whether writes to this tag need the option flag: all of TI's."""
    return uid.value[1] == _TI


def manufacturer(uid: Uid) -> str:
    """The name, or the number where it has none here."""
    return MANUFACTURERS.get(uid.value[1], f"manufacturer {uid.value[1]:02X}")
