"""Compaction of ISO/IEC 15962 as ISO 28560-2 uses it: text ↔ bytes, one function pair a code.

The text of the standard was not at hand: numbers and rules are those of implementations in the
field. Decoding is lenient about minimum lengths, because tags in the field are.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from enum import IntEnum

from rfid.errors import TagDataError

_INTEGER_MAX = 10**19


class Compaction(IntEnum):
    """Bits 6–4 of the precursor."""

    APPLICATION = 0
    INTEGER = 1
    NUMERIC = 2
    FIVE_BIT = 3
    SIX_BIT = 4
    SEVEN_BIT = 5
    OCTETS = 6
    UTF8 = 7


def expand(code: Compaction, data: bytes) -> str:
    """The text of `data`; APPLICATION has none. Raises TagDataError."""
    try:
        return _EXPAND[code](data)
    except KeyError:
        raise TagDataError("the data are coded for one application") from None
    except UnicodeDecodeError:
        raise TagDataError("the data are no UTF-8") from None


def compact(text: str) -> tuple[Compaction, bytes]:
    """The first code that fits, densest first. Raises TagDataError for empty text."""
    if not text:
        raise TagDataError("nothing to write")
    for code, fits, coded in _COMPACT:
        if fits(text):
            return code, coded(text)
    return Compaction.UTF8, text.encode()


def _numeric(data: bytes) -> str:
    digits = data.hex()
    digits = digits.removesuffix("f")
    if not digits.isdigit():
        raise TagDataError("a digit of the numeric string is none")
    return digits


def _five_bit(data: bytes) -> str:
    codes = _groups(data, 5)
    while codes and codes[-1] == 0:
        codes.pop()
    if 0 in codes:
        raise TagDataError("a character of the 5-bit string is none")
    return "".join(chr(0x40 + code) for code in codes)


def _six_bit(data: bytes) -> str:
    codes = _groups(data, 6)
    text = "".join(chr(code + 0x40 if code < 0x20 else code) for code in codes)
    return text.removesuffix(" ")


def _seven_bit(data: bytes) -> str:
    codes = _groups(data, 7)
    if codes and codes[-1] == 0x7F:
        codes.pop()
    return "".join(map(chr, codes))


def _groups(data: bytes, width: int) -> list[int]:
    """Whole groups of `width` bits, most significant first; bits left over are padding."""
    count = len(data) * 8 // width
    bits = int.from_bytes(data, "big") >> len(data) * 8 - count * width
    mask = (1 << width) - 1
    return [bits >> width * (count - 1 - at) & mask for at in range(count)]


def _packed(text: str, width: int, pad: str) -> bytes:
    """The low `width` bits of each character, filled up to whole bytes from `pad`."""
    bits = "".join(f"{ord(char) & (1 << width) - 1:0{width}b}" for char in text)
    bits += pad[: -len(bits) % 8]
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _bcd(text: str) -> bytes:
    return bytes.fromhex(text if len(text) % 2 == 0 else text + "F")


def _is_integer(text: str) -> bool:
    return _is_digits(text) and text[0] != "0" and int(text) < _INTEGER_MAX


def _is_digits(text: str) -> bool:
    return len(text) >= 2 and not text.strip(string.digits)


def _within(text: str, low: int, high: int, least: int) -> bool:
    return len(text) >= least and all(low <= ord(char) <= high for char in text)


def _integer_bytes(text: str) -> bytes:
    number = int(text)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


_EXPAND: dict[Compaction, Callable[[bytes], str]] = {
    Compaction.INTEGER: lambda data: str(int.from_bytes(data, "big")) if data else "",
    Compaction.NUMERIC: _numeric,
    Compaction.FIVE_BIT: _five_bit,
    Compaction.SIX_BIT: _six_bit,
    Compaction.SEVEN_BIT: _seven_bit,
    Compaction.OCTETS: lambda data: data.decode("latin-1"),
    Compaction.UTF8: lambda data: data.decode("utf-8"),
}

_COMPACT: tuple[tuple[Compaction, Callable[[str], bool], Callable[[str], bytes]], ...] = (
    (Compaction.INTEGER, _is_integer, _integer_bytes),
    (Compaction.NUMERIC, _is_digits, _bcd),
    (
        Compaction.FIVE_BIT,
        lambda text: _within(text, 0x41, 0x5F, 3),
        lambda text: _packed(text, 5, "0000000"),
    ),
    (
        Compaction.SIX_BIT,
        lambda text: _within(text, 0x20, 0x5F, 4) and not text.endswith(" "),
        lambda text: _packed(text, 6, "1000000"),
    ),
    (
        Compaction.SEVEN_BIT,
        lambda text: _within(text, 0x20, 0x7E, 8),
        lambda text: _packed(text, 7, "1111111"),
    ),
    (
        Compaction.OCTETS,
        lambda text: _within(text, 0x20, 0xFF, 1),
        lambda text: text.encode("latin-1"),
    ),
)
