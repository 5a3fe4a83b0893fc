"""One record of ISO 2709 into its fields, or why not. Pure.

Only the fields that a catalogue uses are decoded, which is what makes it quick; every entry of the
directory is checked all the same, so that a broken directory never gives a field of another.
"""

from __future__ import annotations

import struct

from catalogue.feeds.marc.charsets import BLANKED, BadText, clean, decoder, is_clean
from catalogue.feeds.marc.fields import MarcRecord

_LEADER = 24
_ENTRY = 12
"""Directory entry: tag (3), length with its terminator (4), start (5), as the map `450` says."""
_FIELD_END = 0x1E

USED = frozenset(
    b"001 005 007 008 010 011 020 022 035 041 071 073 082 090 099 100 101 105 106 110 111 135 182"
    b" 200 210 214 225 230 245 260 264 300 327 330 333 336 338 347 461 464 490 500 505 520 521 600"
    b" 601 602 604 605 606 607 608 610 611 630 647 648 650 651 653 655 676 680 686 700 701 702 710"
    b" 711 712 716 720 852 856 896 949 952 995 996".split()
)
"""Tags of either flavour that `unimarc` and `marc21` look at."""
_NAMES = {tag: tag.decode() for tag in USED}


class BadRecord(Exception):
    """The record cannot be trusted; the text says why."""


def parse(raw: bytes, encoding: str = "") -> MarcRecord:
    """The used fields of a frame. `encoding` (one of `ENCODINGS`) overrides what it says.

    Raises `BadRecord`.
    """
    raw = raw.translate(BLANKED)
    tags, values = _fields(raw)
    try:
        texts = _texts(raw, tags, values, encoding)
    except BadText:
        raise BadRecord("its characters are neither UTF-8 nor what it declares") from None
    fields: dict[str, list[str]] = {}
    for tag, text in zip(tags, texts, strict=True):
        name = _NAMES.get(tag)
        if name is None:
            continue
        if name in fields:
            fields[name].append(text)
        else:
            fields[name] = [text]
    return MarcRecord(raw[:_LEADER].decode("ascii", "replace"), fields)


def _fields(raw: bytes) -> tuple[tuple[bytes, ...], list[bytes]]:
    """Tag and bytes of each field, without its terminator."""
    base_digits = raw[12:17]
    if not base_digits.isdigit():
        raise BadRecord("its leader has no base address")
    base = int(base_digits)
    count, rest = divmod(base - 1 - _LEADER, _ENTRY)
    if base > len(raw) - 2 or count < 1 or rest or raw[base - 1] != _FIELD_END:
        raise BadRecord("its directory does not end where its leader says")
    entries = struct.unpack("3s4s5s" * count, raw[_LEADER : base - 1])
    tags, starts = entries[0::3], entries[2::3]
    values = raw[base:-2].split(b"\x1e")
    try:
        sizes = [*map(int, entries[1::3])]
        if raw[-2] != _FIELD_END or sorted(starts) != [*starts] or not _fit(sizes, values):
            values = _out_of_order(raw, base, sizes, [*map(int, starts)])
    except ValueError:
        raise BadRecord("its directory is damaged") from None
    return tags, values


def _fit(sizes: list[int], values: list[bytes]) -> bool:
    """Do the fields, as they follow each other, have these sizes with their terminators?"""
    return [size - 1 for size in sizes] == [*map(len, values)]


def _out_of_order(raw: bytes, base: int, sizes: list[int], places: list[int]) -> list[bytes]:
    """Fields that do not follow each other as in the directory: allowed, if they cover it all."""
    values = []
    if raw.count(b"\x1e", base) != len(sizes):
        raise BadRecord("it has more or fewer fields than its directory")
    for size, place in zip(sizes, places, strict=True):
        begin, end = base + place, base + place + size - 1
        bounded = place >= 0 and size > 0 and end < len(raw) - 1
        if not bounded or raw[end] != _FIELD_END or raw[begin - 1] != _FIELD_END:
            raise BadRecord("its fields are not where its directory says")
        values.append(raw[begin:end])
    if sum(sizes) != len(raw) - base - 1:
        raise BadRecord("its directory does not cover its fields")
    return values


def _texts(raw: bytes, tags: tuple[bytes, ...], values: list[bytes], encoding: str) -> list[str]:
    joined = b"\x1e".join(values)
    if (not encoding or encoding == "utf-8") and b"\x1b" not in joined:
        try:
            text = joined.decode()
        except UnicodeDecodeError:
            pass
        else:
            return (text if is_clean(joined) else clean(text)).split("\x1e")
    declared = _declared(dict(zip(tags, values, strict=True)))
    read = decoder(raw[:_LEADER], declared, joined, encoding)
    return [clean(read(value)) for value in values]


def _declared(fields: dict[bytes, bytes]) -> bytes:
    """100$a/26-27 if the record is UNIMARC (it has a 200), else nothing."""
    if b"200" not in fields or b"100" not in fields or b"245" in fields:
        return b""
    coded = fields[b"100"].partition(b"\x1fa")[2].partition(b"\x1f")[0]
    return coded[26:28] or b"  "
