"""The fixed-length data model of ISO 28560-3 ("Danish", "Finnish", "French"): bytes ↔ `ItemTag`.

Pure. Nothing here looks at a UID, an AFI or a policy; the verdict is made by `rfid.tagdata.detect`.
The text of the standard was not at hand: the layout is that of its public predecessors (Danish
"RFID data model for libraries", 2009) and of tags in the field.

byte 0      high nibble version 1, low nibble type of usage     1, 2    parts, part number
3–18        primary item id, filled with 00                     19, 20  CRC, low byte first
21–33       owner (ISIL without its hyphen), filled with 00     34…     extension blocks

A tag of 32 bytes ends with byte 31. Writers of the model before it begin the extension blocks
straight behind the text of the owner.
"""

from __future__ import annotations

import binascii
from dataclasses import dataclass
from enum import Enum

from rfid.errors import TagDataError
from rfid.tagdata import extensions as ext
from rfid.tagdata.extensions import Extension
from rfid.tagdata.model import ItemTag, TypeOfUsage
from rfid.tagdata.text import identifier, prose, writable

DSFID = 0x3E
BASIC_SIZE = 34
SHORT_SIZE = 32
ID_SIZE = 16
OWNER_SIZE = 13
VERSION = 1
_LIKELY_PARTS = 7
_ID = slice(3, 19)
_CRC = slice(19, 21)
_OWNER = slice(21, 34)


class BlockOrder(Enum):
    """Some writers store every block backwards."""

    NATURAL = "natural"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class Image:
    """A memory that is written in this model; `odd` names what deviates from it harmlessly.
    `blocks_at` is where the extension blocks begin: 34, or right behind the owner on tags of the
    model before."""

    tag: ItemTag
    order: BlockOrder
    extensions: tuple[Extension, ...]
    odd: tuple[str, ...]
    blocks_at: int = BASIC_SIZE

    @property
    def older(self) -> bool:
        """Whether a writer of the model before ISO 28560-3 was at work."""
        return self.blocks_at < BASIC_SIZE or any(each.xor_last for each in self.extensions)


def crc(memory: bytes) -> int:
    """CRC-16, polynomial 1021, start FFFF, over bytes 0–18 and 21–33; what a shorter tag lacks
    counts as 00."""
    basic = memory[:BASIC_SIZE].ljust(BASIC_SIZE, b"\0")
    return binascii.crc_hqx(basic[:19] + basic[21:], 0xFFFF)


def crc_fits(memory: bytes) -> bool:
    """Whether the stored CRC is right: with the whole owner field, with its first 11 bytes, or
    with its text alone, where extension blocks begin behind it."""
    return _covered(memory) is not None


def _covered(memory: bytes) -> int | None:
    """Where the bytes end that the stored CRC stands for; None where it fits none."""
    if len(memory) < SHORT_SIZE:
        return None
    stored = int.from_bytes(memory[_CRC], "little")
    ends = (BASIC_SIZE, SHORT_SIZE, _owner_end(memory))
    return next((end for end in ends if crc(memory[:end]) == stored), None)


def block_order(memory: bytes, block_size: int) -> BlockOrder | None:
    """The order in which the CRC fits; None in neither."""
    if crc_fits(memory):
        return BlockOrder.NATURAL
    covered = memory[: -(-BASIC_SIZE // block_size) * block_size]  # in whole blocks
    if crc_fits(reversed_blocks(covered, block_size)):
        return BlockOrder.REVERSED
    return None


def may_begin(memory: bytes, block_size: int = 4) -> bool:
    """Whether these could be the first bytes of this model: the version, a part among the parts, a
    country or none."""
    return _may_begin(memory) or _may_begin(reversed_blocks(memory, block_size))


def _may_begin(memory: bytes) -> bool:
    if len(memory) <= 2 or VERSION not in (memory[0] >> 4, memory[0] & 0x0F):
        return False
    country = memory[21:23]
    placed = not any(country) or (country.isalpha() and country.isupper())
    return placed and 1 <= memory[2] <= memory[1]


def looks_written(memory: bytes, block_size: int = 4, least: int = 5) -> bool:
    """Whether the memory is that of this model but for the CRC, in either order of its blocks: the
    version, a part among the parts, an id, and an owner that begins with a country. Without an
    owner the tag was pulled away before it was written, `least` characters of the id were. Such a
    tag is damaged, and nothing else is to be read into it."""
    return _looks_written(memory, least) or _looks_written(
        reversed_blocks(memory, block_size), least
    )


def _looks_written(memory: bytes, least: int) -> bool:
    if len(memory) < SHORT_SIZE or VERSION not in (memory[0] >> 4, memory[0] & 0x0F):
        return False
    if not 1 <= memory[2] <= memory[1]:
        return False
    country = memory[21:23]
    if country.isalpha() and country.isupper():
        return 0x20 < memory[3] < 0x7F
    text, _, rest = memory[_ID].partition(b"\0")
    begun = len(text) >= least and text.isascii() and text.decode().isprintable()
    return begun and memory[1] <= _LIKELY_PARTS and not any(rest) and not any(memory[21:])


def decode(memory: bytes, block_size: int = 4) -> Image:
    """Raises TagDataError, with the reason for staff, for anything that is not a whole and
    sensible image of this model. Never anything else, whatever the bytes."""
    order = block_order(memory, block_size)
    if order is None:
        raise TagDataError("the CRC of ISO 28560-3 is wrong")
    if order is BlockOrder.REVERSED:
        memory = reversed_blocks(memory, block_size)
    odd = ["blocks stored backwards"] if order is BlockOrder.REVERSED else []
    usage = _usage(memory[0], odd)
    parts, part = _parts(memory[1], memory[2], odd)
    item_id = _text(memory[_ID], "item id")
    if not item_id:
        raise TagDataError("the item id is empty")
    blocks, blocks_at = _extensions(memory)
    # What the CRC does not stand for is none of the owner's.
    owner_end = min(blocks_at, _covered(memory) or BASIC_SIZE)
    owner = _text(memory[21:owner_end], "owner")
    tag = ItemTag(
        item_id=item_id,
        part=part,
        parts=parts,
        owner=owner,
        usage=usage,
        shelf=ext.text(blocks, ext.SUPPLEMENT),
        title=ext.text(blocks, ext.TITLE),
    )
    return Image(tag, order, blocks, tuple(odd), blocks_at)


def item_id_guess(memory: bytes) -> str | None:
    """What stands where the item id belongs, for staff, when the CRC is wrong."""
    try:
        return _text(memory[_ID], "item id") or None
    except TagDataError:
        return None


def encode(
    tag: ItemTag,
    size: int = BASIC_SIZE,
    *,
    blocks: tuple[Extension, ...] = (),
    order: BlockOrder = BlockOrder.NATURAL,
    block_size: int = 4,
    older: bool = False,
) -> bytes:
    """The memory of a tag of `size` bytes, filled with 00; 32 bytes or from 34 on.

    `blocks` are extension blocks to keep; shelf and title of the tag go into theirs. `order` is
    kept from the tag that is written again; `older` puts new blocks where, and arranges them as,
    the model before did. Raises TagDataError when a field does not fit. An owner code is written
    as given, but cut to 11 bytes on a tag of 32 bytes, as that layout wants.
    """
    if size != SHORT_SIZE and size < BASIC_SIZE:
        raise TagDataError(f"a tag of {size} bytes is too small for ISO 28560-3")
    if not 1 <= tag.part <= tag.parts <= 0xFF:
        raise TagDataError(f"part {tag.part} of {tag.parts} cannot be written")
    head = bytes((VERSION << 4 | tag.usage, tag.parts, tag.part))
    head += _field(tag.item_id, ID_SIZE, "item id") + b"\0\0"
    owner = _field(tag.owner, OWNER_SIZE, "owner")
    if older:
        owner = owner.rstrip(b"\0") + b"\0"
    image = head + owner + _blocks(tag, blocks, size - len(head + owner), older)
    image = image[:size].ljust(size, b"\0")
    if older:
        _assert_read_so(image, tag)
    image = image[:19] + crc(image).to_bytes(2, "little") + image[21:]
    return reversed_blocks(image, block_size) if order is BlockOrder.REVERSED else image


def _blocks(tag: ItemTag, blocks: tuple[Extension, ...], room: int, older: bool) -> bytes:
    if room > 0:
        blocks = ext.with_text(blocks, ext.SUPPLEMENT, tag.shelf, older)
        blocks = ext.with_text(blocks, ext.TITLE, tag.title, older)
        return ext.build(blocks, room)
    if tag.shelf or tag.title:
        raise TagDataError("the tag is too small for a shelf or a title")
    return b""


def _assert_read_so(image: bytes, tag: ItemTag) -> None:
    """The older arrangement is told from the other by what can be read in it: short texts behind
    an owner that fills its field could be either."""
    blocks, _ = _extensions(image)
    for value, number in ((tag.shelf, ext.SUPPLEMENT), (tag.title, ext.TITLE)):
        if value and ext.text(blocks, number) != prose(value):
            raise TagDataError(
                "in the older model these texts would be misread: leave shelf and title out, or"
                " write ISO 28560-3"
            )


def _extensions(memory: bytes) -> tuple[tuple[Extension, ...], int]:
    """The extension blocks and where they begin: at 34, or right behind the owner's text. Nothing
    here can make the basic block invalid."""
    end = _owner_end(memory)
    if any(memory[end:BASIC_SIZE]):
        # The one 00 that ends the owner may stand between them.
        for at in (end, end + 1):
            older = ext.parse(memory[at:], xor_last=True)
            if older.blocks:
                return older.blocks, at
    return ext.parse(memory[BASIC_SIZE:]).blocks, BASIC_SIZE


def _owner_end(memory: bytes) -> int:
    """Where the text of the owner ends: at the first byte that is no character."""
    field = memory[_OWNER]
    return 21 + next((at for at, byte in enumerate(field) if byte < 0x20), len(field))


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
    return identifier(field.split(b"\0", 1)[0], name)


def _field(text: str, size: int, name: str) -> bytes:
    data = writable(text, name).encode("utf-8")
    if len(data) > size:
        raise TagDataError(f"the {name} must be at most {size} bytes long, it has {len(data)}")
    return data.ljust(size, b"\0")


def reversed_blocks(memory: bytes, block_size: int) -> bytes:
    """Every block backwards; its own inverse where the memory is whole blocks."""
    if block_size == 1:
        return memory
    starts = range(0, len(memory), block_size)
    return b"".join([memory[at : at + block_size][::-1] for at in starts])
