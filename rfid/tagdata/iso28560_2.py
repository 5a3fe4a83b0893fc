"""ISO 28560-2: data elements in any order, coded as ISO/IEC 15962 wants; bytes ↔ `ItemTag`.

Lenient in reading, because tags in the field break the rules: the type of usage is taken as a raw
byte whatever its compaction, a content parameter may be missing, text may be shorter than its code
allows. Source: implementations and tags in the field, the text of the standard was not at hand.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from rfid.errors import TagDataError
from rfid.tagdata import isil
from rfid.tagdata.compaction import Compaction, compact, expand
from rfid.tagdata.iso15962 import Chain, DataSet, build, parse
from rfid.tagdata.model import ItemTag, TypeOfUsage
from rfid.tagdata.text import identifier_text, prose, writable

DSFID = 0x06
"""Access method 0, data format 6 (ISO/IEC 15961-2)."""

ITEM_ID, CONTENT, OWNER, SET, USAGE, SHELF, TITLE = 1, 2, 3, 4, 5, 6, 17
_OWN = (ITEM_ID, OWNER, SET, USAGE, SHELF, TITLE)
_ISIL = (OWNER, 11)


@dataclass(frozen=True, slots=True)
class Image:
    """A memory written in this model. `others` are the elements that `ItemTag` has no place for, to
    be kept when the tag is written again; `usage` is the whole byte, sub-class in its low half;
    `cut`: the memory ends before its data do."""

    tag: ItemTag
    usage: int | None
    others: tuple[DataSet, ...]
    odd: tuple[str, ...]
    cut: bool


def plausible(chain: Chain) -> bool:
    """Whether it begins with the primary item id or the content parameter and is all there, or,
    where the end is missing, has at least both of these. An id of one character is no sign of
    anything."""
    oids = [each.oid for each in chain.sets]
    if not oids or oids[0] not in (ITEM_ID, CONTENT):
        return False
    if oids[0] == ITEM_ID and len(_readable(chain.sets[0])) < 2:
        return False
    return (chain.ended and len(set(oids)) == len(oids)) or {ITEM_ID, CONTENT} <= set(oids)


def _readable(data_set: DataSet) -> str:
    try:
        return text_of(data_set)
    except TagDataError:
        return ""


def decode(memory: bytes, chain: Chain | None = None) -> Image:
    """Raises TagDataError, with the reason for staff, when no primary item id can be read. Never
    anything else, whatever the bytes. `chain`: of this memory, where it was parsed before."""
    chain = chain or parse(memory)
    odd: list[str] = []
    sets: dict[int, DataSet] = {}
    for each in chain.sets:
        if each.oid in sets:
            odd.append(f"data element {each.oid} stands there twice")
        sets.setdefault(each.oid, each)
    if ITEM_ID not in sets:
        raise TagDataError("there is no primary item id")
    item_id = identifier_text(text_of(sets[ITEM_ID]), "item id")
    if not item_id:
        raise TagDataError("the item id is empty")
    if CONTENT not in sets:
        odd.append("no content parameter")
    if not chain.ended:
        odd.append("the data end in the middle")
    usage = _usage(sets, odd)
    part, parts = _part(_field(sets, SET, odd), odd)
    tag = ItemTag(
        item_id=item_id,
        part=part,
        parts=parts,
        owner=_owner(sets, odd),
        usage=TypeOfUsage.NO_INFORMATION if usage is None else _main_class(usage),
        shelf=prose(_field(sets, SHELF, odd)),
        title=prose(_field(sets, TITLE, odd)),
    )
    others = tuple(each for oid, each in sets.items() if oid not in (*_OWN, CONTENT))
    return Image(tag, usage, others, tuple(odd), cut=not chain.closed)


def text_of(data_set: DataSet) -> str:
    """The text of one data element, NUL bytes around it dropped; raises TagDataError."""
    if data_set.compaction is Compaction.APPLICATION and data_set.oid in _ISIL:
        return isil.decode(data_set.data)
    return expand(data_set.compaction, data_set.data).strip("\0")


def content_parameter(oids: Collection[int]) -> bytes:
    """The index of the OIDs from 3 on: most significant bit of the first byte is OID 3."""
    last = max(oids, default=0)
    bits = sum(1 << 31 - (oid - 3) for oid in oids if oid > CONTENT)
    return bits.to_bytes(4, "big")[: -(-(last - 2) // 8)] if last > CONTENT else b""


def listed(parameter: bytes) -> list[int]:
    """The OIDs a content parameter names."""
    bits = "".join(f"{byte:08b}" for byte in parameter)
    return [oid for oid, bit in enumerate(bits, 3) if bit == "1"]


def encode(
    tag: ItemTag,
    size: int,
    *,
    block_size: int = 4,
    others: Collection[DataSet] = (),
    usage: int | None = None,
    locked: Collection[int] = (),
) -> bytes:
    """The memory of a tag of `size` bytes, filled with 00.

    `locked` elements are meant to be locked: they come first and fill whole blocks. `usage` is the
    byte with its sub-class, where one is known. Raises TagDataError when something does not fit.
    """
    elements = _all_elements(tag, others, usage)
    # Locked first; among equals the item id, then the index, then the rest in order.
    order = sorted(elements, key=lambda oid: (oid not in locked, oid != ITEM_ID, oid))
    memory = b""
    for oid in order:
        code, data = elements[oid]
        memory += build(oid, code, data, block_size if oid in locked else 1, len(memory))
    return _filled(memory, size)


def rewrite(memory: bytes, tag: ItemTag, block_size: int = 4) -> bytes:
    """`tag` written over `memory`, which holds an image of this model: elements whose value stays
    keep their place in the order, their coding and their padding, so that as few blocks as can be
    change. An empty shelf or title leaves what is there. Raises TagDataError."""
    image = decode(memory)
    tag = replace(tag, shelf=tag.shelf or image.tag.shelf, title=tag.title or image.tag.title)
    elements = _all_elements(tag, image.others, image.usage)
    again = b""
    for each in parse(memory).sets:
        if each.oid not in elements:
            continue
        code, data = elements.pop(each.oid)
        if _same_value(each, DataSet(each.oid, code, data)):
            again += memory[each.at : each.at + each.size]
        else:
            align = 1 if each.padding is None else block_size
            again += build(each.oid, code, data, align, len(again))
    for oid in sorted(elements):
        again += build(oid, *elements[oid])
    return _filled(again, len(memory))


def _all_elements(
    tag: ItemTag, others: Collection[DataSet], usage: int | None
) -> dict[int, tuple[Compaction, bytes]]:
    elements = {each.oid: (each.compaction, each.data) for each in others}
    elements |= _elements(tag, usage)
    index = content_parameter(elements)
    if index:
        elements[CONTENT] = (Compaction.APPLICATION, index)
    return elements


def _same_value(old: DataSet, new: DataSet) -> bool:
    if old.oid in (CONTENT, USAGE):
        return old.data == new.data
    return bool(_readable(old)) and _readable(old) == _readable(new)


def _filled(memory: bytes, size: int) -> bytes:
    if len(memory) > size:
        raise TagDataError(f"{len(memory)} bytes are needed, the tag has {size}")
    return memory.ljust(size, b"\0")


def _elements(tag: ItemTag, usage: int | None) -> dict[int, tuple[Compaction, bytes]]:
    elements = {ITEM_ID: compact(writable(tag.item_id, "item id"))}
    if tag.owner:
        owner = writable(tag.owner, "owner")
        try:
            elements[OWNER] = (Compaction.APPLICATION, isil.encode(owner))
        except TagDataError:
            elements[OWNER] = compact(owner)
    if tag.parts > 1:
        elements[SET] = compact(_set_information(tag))
    byte = usage if usage is not None and usage >> 4 == tag.usage else tag.usage << 4
    elements[USAGE] = (Compaction.OCTETS, bytes((byte,)))
    if tag.shelf:
        elements[SHELF] = compact(writable(tag.shelf, "shelf"))
    if tag.title:
        elements[TITLE] = (Compaction.UTF8, writable(tag.title, "title").encode())
    return elements


def _set_information(tag: ItemTag) -> str:
    """Total and ordinal, in as many digits each as the total needs."""
    if not 1 <= tag.part <= tag.parts <= 999:
        raise TagDataError(f"part {tag.part} of {tag.parts} cannot be written")
    width = len(str(tag.parts))
    return f"{tag.parts}{tag.part:0{width}d}"


def _part(text: str, odd: list[str]) -> tuple[int, int]:
    """Part and number of parts; the two halves of the digits, a leading zero may be lost."""
    if not text:
        return 1, 1
    if not (text.isascii() and text.isdigit()):
        odd.append("the set information is no number")
        return 1, 1
    digits = text.zfill(len(text) + len(text) % 2)
    half = len(digits) // 2
    parts, part = int(digits[:half]), int(digits[half:])
    if not 1 <= part <= parts:
        if parts or part not in (0, 1):
            odd.append(f"part {part} of {parts} makes no sense")
        return 1, 1
    return part, parts


def _owner(sets: dict[int, DataSet], odd: list[str]) -> str:
    if OWNER not in sets:
        return ""
    try:
        return identifier_text(text_of(sets[OWNER]), "owner")
    except TagDataError as error:
        odd.append(str(error))
        return ""


def _field(sets: dict[int, DataSet], oid: int, odd: list[str]) -> str:
    """Text that matters less: what cannot be read is named and left out."""
    if oid not in sets:
        return ""
    try:
        return text_of(sets[oid])
    except TagDataError as error:
        odd.append(f"data element {oid} is unreadable: {error}")
        return ""


def _usage(sets: dict[int, DataSet], odd: list[str]) -> int | None:
    if USAGE not in sets or not sets[USAGE].data:
        return None
    if len(sets[USAGE].data) > 1:
        odd.append("the type of usage is longer than a byte")
    return sets[USAGE].data[0]


def _main_class(usage: int) -> TypeOfUsage:
    try:
        return TypeOfUsage(usage >> 4)
    except ValueError:
        return TypeOfUsage.NO_INFORMATION
