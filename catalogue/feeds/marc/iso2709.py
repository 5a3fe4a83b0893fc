"""One record of ISO 2709 into its fields, or why not. Pure.

Only the fields that a catalogue uses are decoded, which is what makes it quick; every entry of the
directory is checked all the same, so that a broken directory never gives a field of another.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable

from catalogue.feeds.marc.charsets import DIRTY, BadText, clean, decoder
from catalogue.feeds.marc.fields import MarcRecord

_LEADER = 24
_ENTRY = struct.Struct("3s4s5s")
"""Directory entry: tag, length with its terminator, start (ISO 2709 with map `450`)."""
_FIELD_END = 0x1E

USED = frozenset(
    b"001 005 007 008 010 011 020 022 035 041 071 073 082 090 099 100 101 105 106 110 111 135 182"
    b" 200 210 214 225 230 245 260 264 300 327 330 333 336 338 347 461 464 490 500 505 520 521 600"
    b" 601 602 604 605 606 607 608 610 611 630 647 648 650 651 653 655 676 680 686 700 701 702 710"
    b" 711 712 716 720 852 856 896 949 952 995 996".split()
)
"""Tags of either flavour that `unimarc` and `marc21` look at."""
_TAGS = {tag: tag.decode() for tag in USED}


class BadRecord(Exception):
    """The record cannot be trusted; the text says why."""


def parse(raw: bytes, encoding: str = "") -> MarcRecord:
    """The used fields of a frame. `encoding` (one of `ENCODINGS`) overrides what it says.

    Raises `BadRecord`.
    """
    fields = _fields(raw)
    try:
        decoded = _decoded(raw, fields, encoding)
    except BadText:
        raise BadRecord("its characters are neither UTF-8 nor what it declares") from None
    return MarcRecord(raw[:_LEADER].decode("ascii", "replace"), decoded)


def _fields(raw: bytes) -> list[tuple[bytes, bytes]]:
    """Tag and bytes of each used field, without its terminator."""
    base_digits = raw[12:17]
    if not base_digits.isdigit():
        raise BadRecord("its leader has no base address")
    base = int(base_digits)
    if not _LEADER < base < len(raw) or raw[base - 1] != _FIELD_END:
        raise BadRecord("its directory does not end where its leader says")
    if (base - 1 - _LEADER) % _ENTRY.size:
        raise BadRecord("its directory is not made of entries of twelve digits")
    found: list[tuple[bytes, bytes]] = []
    covered = 0
    try:
        for tag, length, start in _ENTRY.iter_unpack(raw[_LEADER : base - 1]):
            size = int(length)
            covered += size
            begin = base + int(start)
            end = begin + size - 1
            if (
                begin < base
                or end < begin
                or raw[end] != _FIELD_END
                or (begin > base and raw[begin - 1] != _FIELD_END)
            ):
                raise BadRecord(f"field {_name(tag)} is not where its directory says")
            if tag in USED:
                found.append((tag, raw[begin:end]))
    except (ValueError, IndexError):
        raise BadRecord("its directory is damaged") from None
    if covered != len(raw) - base - 1:
        raise BadRecord("its directory does not cover its fields")
    return found


def _name(tag: bytes) -> str:
    return tag.decode("ascii", "replace")


def _decoded(raw: bytes, fields: list[tuple[bytes, bytes]], encoding: str) -> dict[str, list[str]]:
    if (not encoding or encoding == "utf-8") and b"\x1b" not in raw:
        try:
            return _collected(fields, _cleaned if DIRTY.search(raw) else _composed)
        except UnicodeDecodeError:
            pass
    read = decoder(raw[:_LEADER], _declared(fields), raw, encoding)
    return _collected(fields, lambda value: clean(read(value)))


def _collected(
    fields: list[tuple[bytes, bytes]], read: Callable[[bytes], str]
) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for tag, value in fields:
        name = _TAGS[tag]
        if name in known:
            known[name].append(read(value))
        else:
            known[name] = [read(value)]
    return known


def _cleaned(value: bytes) -> str:
    return clean(value.decode())


def _composed(value: bytes) -> str:
    text = value.decode()
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _declared(fields: list[tuple[bytes, bytes]]) -> bytes:
    """100$a/26-27 if the record is UNIMARC (it has a 200), else nothing."""
    tags = dict(fields)
    if b"200" not in tags or b"100" not in tags or b"245" in tags:
        return b""
    coded = tags[b"100"].partition(b"\x1fa")[2].partition(b"\x1f")[0]
    return coded[26:28] or b"  "
