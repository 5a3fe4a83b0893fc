"""The fixed-length data model of ISO 28560-3 ("Danish", "Finnish", "French"): bytes ↔ `ItemTag`.

Pure. Nothing here looks at a UID, an AFI or a policy; the verdict is made by `rfid.tagdata.detect`.
The text of the standard was not at hand: the layout is that of its public predecessors (Danish
"RFID data model for libraries", 2009) and of tags in the field.

byte 0      high nibble version 1, low nibble type of usage     1, 2    parts, part number
3–18        primary item id, filled with 00                     19, 20  CRC, low byte first
21–33       owner (ISIL without its hyphen), filled with 00     34…     extension blocks
"""

from __future__ import annotations

import binascii
import unicodedata
from dataclasses import dataclass
from enum import Enum

from rfid.errors import TagDataError
from rfid.tagdata.model import ItemTag, TypeOfUsage

BASIC_SIZE = 34
SHORT_SIZE = 32
ID_SIZE = 16
OWNER_SIZE = 13
VERSION = 1

_ID = slice(3, 19)
_CRC = slice(19, 21)
_OWNER = slice(21, 34)


class BlockOrder(Enum):
    """Some writers store every block backwards."""

    NATURAL = "natural"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension block: `number` 1 library, 2 acquisition, 3 supplement, 4 title, 5 ILL."""

    number: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class Image:
    """A memory that is written in this model; `odd` names what deviates from it harmlessly."""

    tag: ItemTag
    order: BlockOrder
    extensions: tuple[Extension, ...]
    odd: tuple[str, ...]


def crc(memory: bytes) -> int:
    """CRC-16, polynomial 1021, start FFFF, over bytes 0–18 and 21–33; what a shorter tag lacks
    counts as 00."""
    basic = memory[:BASIC_SIZE].ljust(BASIC_SIZE, b"\0")
    return binascii.crc_hqx(basic[:19] + basic[21:], 0xFFFF)


def crc_fits(memory: bytes) -> bool:
    """Whether the stored CRC is right, with the whole owner field or with its first 11 bytes."""
    if len(memory) < SHORT_SIZE:
        return False
    stored = int.from_bytes(memory[_CRC], "little")
    return stored in (crc(memory), crc(memory[:SHORT_SIZE]))


def block_order(memory: bytes, block_size: int) -> BlockOrder | None:
    """The order in which the CRC fits; None in neither."""
    if crc_fits(memory):
        return BlockOrder.NATURAL
    if crc_fits(_reversed(memory, block_size)):
        return BlockOrder.REVERSED
    return None


def looks_written(memory: bytes) -> bool:
    """Whether the first bytes are those of this model, CRC aside: the mark of a torn tag."""
    if len(memory) < 4:
        return False
    version_known = VERSION in (memory[0] >> 4, memory[0] & 0x0F)
    return version_known and 1 <= memory[2] <= memory[1] and 0x20 <= memory[3] < 0x7F


def decode(memory: bytes, block_size: int = 4) -> Image:
    """Raises TagDataError, with the reason for staff, for anything that is not a whole and
    sensible image of this model. Never anything else, whatever the bytes."""
    order = block_order(memory, block_size)
    if order is None:
        raise TagDataError("the CRC of ISO 28560-3 is wrong")
    if order is BlockOrder.REVERSED:
        memory = _reversed(memory, block_size)
    odd = ["blocks stored backwards"] if order is BlockOrder.REVERSED else []
    usage = _usage(memory[0], odd)
    parts, part = _parts(memory[1], memory[2], odd)
    item_id = _text(memory[_ID], "item id").strip()
    if not item_id:
        raise TagDataError("the item id is empty")
    owner = _text(memory[_OWNER], "owner").strip()
    tag = ItemTag(item_id=item_id, part=part, parts=parts, owner=owner, usage=usage)
    return Image(tag, order, extensions(memory[BASIC_SIZE:]), tuple(odd))


def item_id_guess(memory: bytes) -> str | None:
    """What stands where the item id belongs, for staff, when the CRC is wrong."""
    try:
        return _text(memory[_ID], "item id").strip() or None
    except TagDataError:
        return None


def extensions(data: bytes) -> tuple[Extension, ...]:
    """The extension blocks in `data` (bytes 34…), as far as they make sense: LEN, number (2, low
    byte first), XOR, payload, where the XOR over all LEN bytes is 00. Nothing here can make the
    basic block invalid: some writers begin them elsewhere."""
    found: list[Extension] = []
    at = 0
    while at < len(data) and data[at]:
        block = data[at : at + data[at]]
        if len(block) == data[at] >= 4 and data[at + 2] != 0xFF:
            check = 0
            for byte in block:
                check ^= byte
            if check:
                break
            found.append(Extension(int.from_bytes(block[1:3], "little"), block[4:]))
        elif len(block) != 1:
            break
        at += len(block)
    return tuple(found)


def encode(tag: ItemTag, size: int = BASIC_SIZE) -> bytes:
    """The memory of a tag of `size` bytes, filled with 00; 32 bytes or from 34 on.

    Raises TagDataError when a field does not fit. An owner code is written as given, but cut to 11
    bytes on a tag of 32 bytes, as that layout wants.
    """
    if size != SHORT_SIZE and size < BASIC_SIZE:
        raise TagDataError(f"a tag of {size} bytes is too small for ISO 28560-3")
    if not 1 <= tag.part <= tag.parts <= 0xFF:
        raise TagDataError(f"part {tag.part} of {tag.parts} cannot be written")
    item_id = _field(tag.item_id, ID_SIZE, "item id")
    owner = _field(tag.owner, OWNER_SIZE, "owner")
    head = bytes((VERSION << 4 | tag.usage, tag.parts, tag.part)) + item_id
    image = (head + b"\0\0" + owner)[:size]
    stored = crc(image).to_bytes(2, "little")
    return (image[:19] + stored + image[21:]).ljust(size, b"\0")


def _usage(first: int, odd: list[str]) -> TypeOfUsage:
    version, usage = first >> 4, first & 0x0F
    if version != VERSION and usage == VERSION:
        version, usage = usage, version
        odd.append("nibbles of the first byte swapped")
    if version != VERSION:
        raise TagDataError(f"version {version} of the data model is unknown")
    try:
        return TypeOfUsage(usage)
    except ValueError:
        odd.append(f"type of usage {usage:X} is for future use")
        return TypeOfUsage.NO_INFORMATION


def _parts(parts: int, part: int, odd: list[str]) -> tuple[int, int]:
    if parts == 0 and part in (0, 1):
        odd.append("no number of parts, taken as 1 of 1")
        return 1, 1
    if not 1 <= part <= parts:
        raise TagDataError(f"part {part} of {parts} makes no sense")
    return parts, part


def _text(field: bytes, name: str) -> str:
    try:
        text = field.split(b"\0", 1)[0].decode("utf-8")
    except UnicodeDecodeError:
        raise TagDataError(f"the {name} is no text") from None
    if not text.isprintable():
        raise TagDataError(f"the {name} holds characters that cannot be shown")
    # One id, one spelling: an accent may be a character of its own or not.
    return unicodedata.normalize("NFC", text)


def _field(text: str, size: int, name: str) -> bytes:
    data = unicodedata.normalize("NFC", text).encode("utf-8")
    if len(data) > size or not text.isprintable():
        raise TagDataError(f"the {name} must be printable and at most {size} bytes long")
    return data.ljust(size, b"\0")


def _reversed(memory: bytes, block_size: int) -> bytes:
    return b"".join(memory[at : at + block_size][::-1] for at in range(0, len(memory), block_size))
