"""RFID501, the content of 3M's own tags before the ISO models: bytes ↔ `ItemTag`.

    block 0  04 | set item << 4 | set total | 00 | type of media     block 1–4  id, 16 ASCII, 00
    block 5  branch, 12 bits; library, 20 bits     block 6  custom, signed     block 7  00

All blocks have 4 bytes, numbers are big-endian. There is no CRC and no ISIL: the owner is the
library number, where one is set. Source: open implementations (Biblio-RFID, koha-rfid-go).
"""

from __future__ import annotations

from dataclasses import dataclass

from rfid.errors import TagDataError
from rfid.tagdata.model import ItemTag, TypeOfUsage
from rfid.tagdata.text import identifier, writable

SIZE = 32
MARK = 0x04
NO_LIBRARY = 0xFFFFF
NO_BRANCH = 0xFFF
_ID_SIZE = 16
_LAST_MEDIA = 13


@dataclass(frozen=True, slots=True)
class Image:
    """`media` is 3M's type (1 book, 6 CD, 5 video …); `branch` None where unset; `cut`: the image
    ends before the owner."""

    tag: ItemTag
    media: int
    branch: int | None
    custom: int
    odd: tuple[str, ...] = ()
    cut: bool = False


def plausible(memory: bytes) -> bool:
    """Whether it begins as these tags do."""
    return (
        len(memory) >= 4 + _ID_SIZE
        and memory[0] == MARK
        and memory[2] == 0
        and memory[3] <= _LAST_MEDIA
        and _in_set(memory[1]) is not None
        and 0x20 < memory[4] < 0x7F
    )


def decode(memory: bytes) -> Image:
    """Raises TagDataError for anything that is no sensible image of this model."""
    if not plausible(memory):
        raise TagDataError("this is no RFID501 tag")
    field = memory[4 : 4 + _ID_SIZE]
    text, _, rest = field.partition(b"\0")
    if rest.strip(b"\0"):
        raise TagDataError("something follows the end of the item id")
    item_id = identifier(text, "item id", "ascii")
    if not item_id:
        raise TagDataError("the item id is empty")
    part, parts = _in_set(memory[1]) or (1, 1)
    place = memory[20:24]
    whole = int.from_bytes(place, "big") if len(place) == 4 else NO_BRANCH << 20 | NO_LIBRARY
    branch, library = whole >> 20, whole & NO_LIBRARY
    custom = memory[24:28]
    tag = ItemTag(
        item_id=item_id,
        part=part,
        parts=parts,
        owner="" if library in (0, NO_LIBRARY) else str(library),
        usage=TypeOfUsage.CIRCULATING,
    )
    return Image(
        tag,
        memory[3],
        None if branch == NO_BRANCH else branch,
        int.from_bytes(custom, "big", signed=True) if len(custom) == 4 else 0,
        cut=len(memory) < SIZE - 4,
    )


def encode(
    tag: ItemTag, size: int = SIZE, *, media: int = 1, branch: int | None = None, custom: int = 0
) -> bytes:
    """The memory of a tag of `size` bytes, filled with 00; an owner that is no library number has
    no place and is left out. Raises TagDataError when a field does not fit."""
    if size < SIZE:
        raise TagDataError(f"a tag of {size} bytes is too small for RFID501")
    if not 1 <= tag.part <= tag.parts <= 0x0F:
        raise TagDataError(f"part {tag.part} of {tag.parts} cannot be written, 15 is the most")
    if tag.usage is TypeOfUsage.PATRON_CARD:
        raise TagDataError("RFID501 knows no patron cards")
    try:
        item_id = writable(tag.item_id, "item id").encode("ascii")
    except UnicodeEncodeError:
        raise TagDataError("an RFID501 item id is plain ASCII") from None
    if not 0 < len(item_id) <= _ID_SIZE:
        raise TagDataError(f"the item id must be 1 to {_ID_SIZE} characters long")
    number = library_number(tag.owner)
    place = (NO_BRANCH if branch is None else branch) << 20 | number
    image = (
        bytes((MARK, tag.part << 4 | tag.parts, 0, media))
        + item_id.ljust(_ID_SIZE, b"\0")
        + place.to_bytes(4, "big")
        + custom.to_bytes(4, "big", signed=True)
    )
    return image.ljust(size, b"\0")


def library_number(owner: str) -> int:
    """The owner as these tags hold it; NO_LIBRARY for a code that is no such number."""
    known = owner.isascii() and owner.isdigit() and owner == str(int(owner))
    return int(owner) if known and 0 < int(owner) < NO_LIBRARY else NO_LIBRARY


def _in_set(byte: int) -> tuple[int, int] | None:
    """Item and total; both 0 on tags that are no set."""
    item, total = byte >> 4, byte & 0x0F
    if byte == 0:
        return 1, 1
    return (item, total) if 1 <= item <= total else None
