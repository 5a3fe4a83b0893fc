"""From an `ItemTag` to the memory of a new tag, in the model asked for.

Writing over a tag that holds something already is `rfid.writing`, which keeps what it need not
change.
"""

from __future__ import annotations

from rfid.errors import TagDataError
from rfid.tagdata import iso28560_2, iso28560_3, rfid501
from rfid.tagdata.model import ItemTag, TagModel, TypeOfUsage
from rfid.types import Dsfid

DSFIDS = {
    TagModel.ISO28560_3: Dsfid(iso28560_3.DSFID),
    TagModel.DANISH: Dsfid(0x00),
    TagModel.ISO28560_2: Dsfid(iso28560_2.DSFID),
    TagModel.RFID501: Dsfid(0x00),
}


def encode(model: TagModel, tag: ItemTag, size: int, block_size: int = 4) -> bytes:
    """The whole memory of `size` bytes; raises TagDataError for what does not fit, and for a model
    that is only read."""
    if not tag.item_id:
        raise TagDataError("an item has an id: it must not be empty")
    if model is TagModel.ISO28560_3:
        return iso28560_3.encode(tag, size)
    if model is TagModel.DANISH:
        return iso28560_3.encode(tag, size, older=True)
    if model is TagModel.ISO28560_2:
        return iso28560_2.encode(tag, size, block_size=block_size)
    if model is TagModel.RFID501:
        return rfid501.encode(tag, size)
    raise TagDataError(f"tags are not written in the model '{model}'")


def left_out(model: TagModel, tag: ItemTag) -> tuple[str, ...]:
    """What this model has no place for: names of fields whose value would not come back."""
    if model is not TagModel.RFID501:
        return ()
    lost = [name for name in ("shelf", "title") if getattr(tag, name)]
    if tag.owner and rfid501.library_number(tag.owner) == rfid501.NO_LIBRARY:
        lost.insert(0, "owner")
    if tag.usage is not TypeOfUsage.CIRCULATING:
        lost.append("usage")
    return tuple(lost)
