"""The same item in another data model, and a tag written again: what can be kept is kept.

Beside the `ItemTag` every model has places for details, here by the OID of ISO 28560-1: supplier,
order, media format, interlibrary loan … . What has no place in the new model or does not fit into
the tag is left out and named.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rfid.errors import TagDataError
from rfid.tagdata import extensions as ext
from rfid.tagdata import iso28560_2, iso28560_3, rfid501
from rfid.tagdata.compaction import compact
from rfid.tagdata.detect import decode
from rfid.tagdata.encode import encode, left_out
from rfid.tagdata.extensions import Extension
from rfid.tagdata.iso15962 import DataSet
from rfid.tagdata.model import ItemTag, TagModel
from rfid.tagdata.text import prose

MEDIA_FORMAT = 19
_FIELDS = {
    ext.LIBRARY: (22, 23),
    ext.ACQUISITION: (9, 18, 10, 21, 13, 20),
    ext.SUPPLEMENT: (iso28560_2.SHELF, 8, 7, 24),
    ext.TITLE: (iso28560_2.TITLE,),
    ext.ILL: (11, 12, 25),
}
"""OIDs of the fields of each extension block, in their order."""
_IN_TAG = (iso28560_2.SHELF, iso28560_2.TITLE)
_MEDIA_OF_RFID501 = {1: 1, 6: 2, 4: 3, 5: 3, 0: 4}
"""3M's type of media → media format: book, CD/DVD, magnetic tape, other."""
_NAMES = {
    7: "ONIX media format",
    8: "MARC media format",
    9: "supplier",
    10: "order number",
    11: "borrowing institution",
    12: "ILL transaction",
    13: "GS1 product id",
    18: "product id",
    MEDIA_FORMAT: "media format",
    20: "supply chain stage",
    21: "invoice number",
    22: "alternative item id",
    23: "alternative owner",
    24: "subsidiary",
    25: "alternative borrowing institution",
}


@dataclass(frozen=True, slots=True)
class Converted:
    """The new memory, and the names of what it could not take."""

    memory: bytes
    left_out: tuple[str, ...]


@dataclass(slots=True)
class _Contents:
    tag: ItemTag
    details: dict[int, str] = field(default_factory=dict)


def convert(memory: bytes, model: TagModel, block_size: int = 4) -> Converted:
    """The item in `memory` written in `model`, in as many bytes. Raises TagDataError when there is
    no item in it, or no room for the item itself."""
    contents = _contents(memory, block_size)
    return _written(contents, model, len(memory), block_size)


def rewrite(memory: bytes, tag: ItemTag, model: TagModel, block_size: int = 4) -> Converted:
    """`tag` written over `memory`: in the model that is there with everything else as it was, else
    as a new image with the details that are known. An empty shelf or title leaves what is there.
    Raises TagDataError for what does not fit."""
    found = decode(memory, block_size)
    if found.tag is None or not tag.item_id:
        return Converted(encode(model, tag, len(memory), block_size), left_out(model, tag))
    if found.model is model and model in (TagModel.ISO28560_3, TagModel.DANISH):
        image = iso28560_3.decode(memory, block_size)
        again = iso28560_3.encode(
            tag,
            len(memory),
            blocks=image.extensions,
            order=image.order,
            block_size=block_size,
            older=image.older,
        )
        return Converted(again, ())
    if found.model is model is TagModel.ISO28560_2:
        return Converted(iso28560_2.rewrite(memory, tag, block_size), ())
    if found.model is model is TagModel.RFID501:
        old = rfid501.decode(memory)
        again = rfid501.encode(
            tag, len(memory), media=old.media, branch=old.branch, custom=old.custom
        )
        return Converted(again, left_out(model, tag))
    contents = _contents(memory, block_size)
    contents.tag = replace(
        tag, shelf=tag.shelf or found.tag.shelf, title=tag.title or found.tag.title
    )
    return _written(contents, model, len(memory), block_size)


def _contents(memory: bytes, block_size: int) -> _Contents:
    found = decode(memory, block_size)
    if found.tag is None:
        raise TagDataError(f"there is no item on this tag: {found.reason}")
    if found.model is TagModel.ISO28560_2:
        others = iso28560_2.decode(memory).others
        return _Contents(found.tag, {each.oid: _text(each) for each in others if _text(each)})
    if found.model is TagModel.RFID501:
        media = _MEDIA_OF_RFID501.get(rfid501.decode(memory).media, 4)
        return _Contents(found.tag, {MEDIA_FORMAT: str(media)})
    return _Contents(found.tag, _of_blocks(iso28560_3.decode(memory, block_size).extensions))


def _text(element: DataSet) -> str:
    try:
        return prose(iso28560_2.text_of(element))
    except TagDataError:
        return ""


def _of_blocks(blocks: tuple[Extension, ...]) -> dict[int, str]:
    details: dict[int, str] = {}
    for block in blocks:
        fields = block.strings()
        if block.number == ext.LIBRARY and block.payload:
            details[MEDIA_FORMAT] = str(block.payload[0])
            fields = Extension(block.number, block.payload[1:]).strings()
        named = zip(_FIELDS.get(block.number, ()), fields, strict=False)
        details |= {oid: text for oid, text in named if text and oid not in _IN_TAG}
    return details


def _written(contents: _Contents, model: TagModel, size: int, block_size: int) -> Converted:
    """With as many of the details as there is room for, the first ones first."""
    tag, details = contents.tag, dict(contents.details)
    lost = [*left_out(model, tag)]
    while True:
        try:
            memory = _image(tag, details, model, size, block_size)
        except TagDataError:
            if not details:
                raise
            oid = max(details)
            del details[oid]
            lost.append(_NAMES.get(oid, f"data element {oid}"))
        else:
            kept = _contents(memory, block_size).details
            lost += [_NAMES.get(oid, f"data element {oid}") for oid in details if oid not in kept]
            return Converted(memory, tuple(lost))


def _image(
    tag: ItemTag, details: dict[int, str], model: TagModel, size: int, block_size: int
) -> bytes:
    if model is TagModel.ISO28560_2:
        others = [DataSet(oid, *compact(text)) for oid, text in details.items()]
        return iso28560_2.encode(tag, size, block_size=block_size, others=others)
    if model in (TagModel.ISO28560_3, TagModel.DANISH):
        older = model is TagModel.DANISH
        return iso28560_3.encode(tag, size, blocks=_as_blocks(details, older), older=older)
    if model is TagModel.RFID501:
        number = int(details.get(MEDIA_FORMAT, "1")) if details else 1
        media = next((key for key, value in _MEDIA_OF_RFID501.items() if value == number), 0)
        return rfid501.encode(tag, size, media=media)
    return encode(model, tag, size, block_size)


def _as_blocks(details: dict[int, str], older: bool) -> tuple[Extension, ...]:
    blocks = []
    for number, oids in _FIELDS.items():
        texts = [details.get(oid, "").encode() for oid in oids]
        while texts and not texts[-1]:
            texts.pop()
        payload = b"\0".join(texts)
        media = details.get(MEDIA_FORMAT, "")
        if number == ext.LIBRARY and (payload or media):
            known = media.isascii() and media.isdigit() and int(media) <= 0xFF
            payload = bytes((int(media) if known else 0,)) + payload
        if payload:
            blocks.append(Extension(number, payload, older))
    return tuple(blocks)
