"""Bytes of a MARC record into text, whatever it says of itself. Pure.

What is valid UTF-8 and more than ASCII is UTF-8: neither MARC-8 nor ISO 5426, whose accents stand
before an ASCII letter, nor Latin-1 in any real language, gives it by accident. Only what is not
is read as the record declares: leader/09 in MARC 21, 100$a/26-29 in UNIMARC.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from pymarc.marc8 import marc8_to_unicode

from catalogue.feeds.marc.iso5426 import decode_iso5426, looks_like_iso5426

ENCODINGS: Final = ("utf-8", "marc-8", "iso5426", "latin-1")
"""What an option may force."""

_MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_NON_SORTING_PAIRS = re.compile(rb"\x98([^\x9c\x1f]*)\x9c|\x88([^\x89\x1f]*)\x89")
_EAST_ASIAN = re.compile(rb"(\x1b[$(,]{0,2}1)([^\x1b\x1f]*)")
"""A stretch of EACC, three bytes a character."""
_MARKS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1d\x7f-\x9f\ufeff\ufffe\uffff]")
"""Controls, but the marks of fields and subfields; U+0088 and U+0089, U+0098 and U+009C enclose
what is not sorted."""
_SPACES = str.maketrans("\t\n\r", "   ")
BLANKED: Final = bytes(
    0x20 if byte in b"\t\n\r" else 0 if byte < 0x1B or byte == 0x7F else byte for byte in range(256)
)
"""Table for `bytes.translate`: line ends become blanks, other controls NUL, so that one look finds
them."""
_C1 = re.compile(rb"\xc2[\x80-\x9f]")


class BadText(Exception):
    """The bytes are in none of the encodings that the record could mean."""


def decoder(leader: bytes, declared: bytes, raw: bytes, forced: str = "") -> Callable[[bytes], str]:
    """How the fields of a record that is not plain UTF-8 are read.

    declared  100$a/26-27 of UNIMARC, or nothing for MARC 21
    Raises `BadText` where UTF-8 is broken off.
    """
    encoding = forced or _encoding(leader, declared, raw)
    return _DECODERS[encoding]


def _encoding(leader: bytes, declared: bytes, raw: bytes) -> str:
    if b"\x1b" in raw and not declared:
        return "marc-8"
    if _MULTIBYTE.search(raw):
        raise BadText
    if declared:
        return "iso5426" if looks_like_iso5426(raw) else "latin-1"
    return "latin-1" if leader[9:10] == b"a" else "marc-8"


def is_clean(raw: bytes) -> bool:
    """Would `clean` leave these UTF-8 bytes, after `BLANKED`, as they are? Combining marks begin
    with CC or CD, C1 controls with C2, U+FEFF and the like with EF."""
    return not (
        b"\x00" in raw or b"\xcc" in raw or b"\xcd" in raw or b"\xef" in raw or _C1.search(raw)
    )


def clean(text: str) -> str:
    """Composed, without control characters and marks of what is not sorted."""
    return unicodedata.normalize("NFC", _MARKS.sub("", text).translate(_SPACES))


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as broken:
        raise BadText from broken


def _latin1(raw: bytes) -> str:
    """Latin-1 as it is written: with œ, € and ’ of Windows-1252."""
    raw = _NON_SORTING_PAIRS.sub(rb"\1\2", raw)
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _marc8(raw: bytes) -> str:
    """Each subfield by itself: it begins in the default sets, and the mark is no MARC-8."""
    whole = _EAST_ASIAN.sub(_without_rest, _NON_SORTING_PAIRS.sub(rb"\1\2", raw))
    parts = whole.split(b"\x1f")
    try:
        return "\x1f".join(marc8_to_unicode(part, hide_utf8_warnings=True) for part in parts)
    except (UnicodeDecodeError, ValueError, KeyError) as broken:
        raise BadText from broken


def _without_rest(found: re.Match[bytes]) -> bytes:
    """Whole characters only: pymarc complains of others on stderr."""
    return found[1] + found[2][: len(found[2]) // 3 * 3]


_DECODERS: Final[dict[str, Callable[[bytes], str]]] = {
    "utf-8": _utf8,
    "latin-1": _latin1,
    "marc-8": _marc8,
    "iso5426": decode_iso5426,
}
