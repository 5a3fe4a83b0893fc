"""The bit code of an ISIL (ISO 15511) in ISO 28560-2: 5 or 4 bits a character.

It starts in the upper-case set. A latch changes the set until the next one, a shift for one
character. Filled up with 1 bits, which read as a switch that nothing follows.
"""

from __future__ import annotations

import string
from dataclasses import dataclass

from rfid.errors import TagDataError


@dataclass(frozen=True, slots=True)
class _Set:
    """`switches` maps a code to (name of the other set, whether it is a latch)."""

    width: int
    characters: str
    switches: dict[int, tuple[str, bool]]


_SETS = {
    "upper": _Set(
        5,
        "-" + string.ascii_uppercase + ":",
        {28: ("lower", True), 29: ("lower", False), 30: ("numeric", True), 31: ("numeric", False)},
    ),
    "lower": _Set(
        5,
        "-" + string.ascii_lowercase + "/",
        {28: ("upper", True), 29: ("upper", False), 30: ("numeric", True), 31: ("numeric", False)},
    ),
    "numeric": _Set(
        4,
        string.digits + "-:",
        {12: ("upper", True), 13: ("upper", False), 14: ("lower", True), 15: ("lower", False)},
    ),
}


def decode(data: bytes) -> str:
    """The ISIL; any bytes give some text, of the characters of the three sets only."""
    bits = "".join(f"{byte:08b}" for byte in data)
    latched = current = "upper"
    text = ""
    at = 0
    while at + _SETS[current].width <= len(bits):
        this = _SETS[current]
        code = int(bits[at : at + this.width], 2)
        at += this.width
        if code in this.switches:
            current, is_latch = this.switches[code]
            latched = current if is_latch else latched
        else:
            text += this.characters[code]
            current = latched
    return text


def encode(text: str) -> bytes:
    """Raises TagDataError for a character that no set has."""
    bits = ""
    current = "upper"
    for at, char in enumerate(text):
        name, latch = _way(current, char, text[at + 1 : at + 2])
        if name != current:
            bits += _switch(_SETS[current], name, latch)
        target = _SETS[name]
        bits += f"{target.characters.index(char):0{target.width}b}"
        current = name if latch else current
    bits += "1" * (-len(bits) % 8)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))


def _way(current: str, char: str, after: str) -> tuple[str, bool]:
    """The set for the next character, and whether to stay there: it pays when the character after
    it is not of this set. A hyphen, which is of all sets, goes with the digits that follow it."""
    digits_follow = char == "-" and after in _SETS["numeric"].characters[:10] and after != ""
    if char in _SETS[current].characters and not (digits_follow and current != "numeric"):
        return current, False
    for name, each in _SETS.items():
        if name != current and char in each.characters and (name == "numeric" or not digits_follow):
            return name, after != "" and after not in _SETS[current].characters
    raise TagDataError(f"an ISIL cannot hold {char!r}")


def _switch(here: _Set, other: str, latch: bool) -> str:
    code = next(code for code, switch in here.switches.items() if switch == (other, latch))
    return f"{code:0{here.width}b}"
