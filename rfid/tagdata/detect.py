"""From the memory of a tag to a verdict with its reason.

The content decides, the DSFID is a hint only: many tags of this model carry 00 there. The order of
the questions: blank, CRC right, written in this model but damaged, something else.
"""

from __future__ import annotations

from rfid.errors import TagDataError
from rfid.security import SitePolicy
from rfid.tagdata import iso28560_3
from rfid.tagdata.model import ItemTag, TagReading, TypeOfUsage, Verdict
from rfid.types import Afi, Dsfid, Uid

DSFID_ISO28560_2 = 0x06
DSFID_ISO28560_3 = 0x3E

_FACTORY_3M = b"\x55" * 24 + b"\0" * 4


def is_blank(memory: bytes) -> bool:
    """Never written: all 00, FF or 55, or the 24 × 55, 4 × 00 some tags leave the factory with."""
    if memory[: len(_FACTORY_3M)] == _FACTORY_3M:
        return not memory[len(_FACTORY_3M) :].strip(b"\0\x55")
    return any(not memory.strip(fill) for fill in (b"\0", b"\xff", b"\x55"))


def read_tag(
    uid: Uid, dsfid: Dsfid, afi: Afi | None, memory: bytes, policy: SitePolicy, block_size: int = 4
) -> TagReading:
    """The reading of one tag from the first bytes of its memory (34 where it has them).

    Any bytes give a reading; nothing is raised, and no text in it holds control characters.
    """
    verdict, tag, reason = _judge(dsfid, memory, policy, block_size)
    security = None if afi is None else policy.security_of(afi)
    return TagReading(uid, verdict, tag, afi, dsfid, security, reason)


def without_memory(uid: Uid, dsfid: Dsfid, verdict: Verdict, reason: str) -> TagReading:
    """The reading of a tag whose memory was not or could not be read."""
    return TagReading(uid, verdict, None, None, dsfid, None, reason)


def _judge(
    dsfid: Dsfid, memory: bytes, policy: SitePolicy, block_size: int
) -> tuple[Verdict, ItemTag | None, str]:
    if is_blank(memory):
        return Verdict.BLANK, None, "the tag was never written"
    try:
        image = iso28560_3.decode(memory, block_size)
    except TagDataError as error:
        return _not_decoded(dsfid, memory, block_size, str(error))
    tag = image.tag
    note = f" ({', '.join(image.odd)})" if image.odd else ""
    if tag.usage is TypeOfUsage.PATRON_CARD:
        return Verdict.PATRON_CARD, tag, f"ISO 28560-3 patron card{note}"
    if not policy.owns(tag.owner):
        owner = tag.owner or "no library"
        return Verdict.FOREIGN, tag, f"ISO 28560-3, CRC right, but it belongs to {owner}{note}"
    return Verdict.ITEM, tag, f"ISO 28560-3, CRC right{note}"


def _not_decoded(
    dsfid: Dsfid, memory: bytes, block_size: int, reason: str
) -> tuple[Verdict, ItemTag | None, str]:
    if iso28560_3.block_order(memory, block_size) is not None:
        return Verdict.TORN, None, f"ISO 28560-3, CRC right, but {reason}"
    if dsfid == DSFID_ISO28560_2:
        return Verdict.NOT_LIBRARY, None, "written in ISO 28560-2, which is not read here"
    if dsfid == DSFID_ISO28560_3 or iso28560_3.looks_written(memory):
        guess = iso28560_3.item_id_guess(memory)
        seems = f"; the item id may read {guess}" if guess else ""
        return Verdict.TORN, None, f"{reason}: half written or damaged{seems}"
    return Verdict.NOT_LIBRARY, None, "no library data model known here"
