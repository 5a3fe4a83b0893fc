"""From the memory of a tag to its data model, and on to a verdict with its reason.

The content decides, the DSFID is a hint only: many tags carry 00 there. The questions in their
order: blank; ISO 28560-3 with its CRC right; written so but damaged, and then nothing else is read
into it; RFID501; ISO 28560-2; unknown.
"""

from __future__ import annotations

from collections.abc import Callable

from rfid.errors import TagDataError
from rfid.security import SecurityMethod, SitePolicy
from rfid.tagdata import iso28560_2, iso28560_3, rfid501
from rfid.tagdata.iso15962 import parse
from rfid.tagdata.model import Decoded, TagModel, TagReading, TypeOfUsage, Verdict
from rfid.types import Afi, Dsfid, Security, Uid

_FACTORY_3M = b"\x55" * 24 + b"\0" * 4

_NAMES = {
    TagModel.ISO28560_3: "ISO 28560-3, CRC right",
    TagModel.DANISH: "Danish/Finnish model before ISO 28560-3, CRC right",
    TagModel.ISO28560_2: "ISO 28560-2",
    TagModel.RFID501: "RFID501",
}


def is_blank(memory: bytes) -> bool:
    """Never written: all 00, FF or 55, or the 24 × 55, 4 × 00 some tags leave the factory with."""
    if memory[: len(_FACTORY_3M)] == _FACTORY_3M:
        return not memory[len(_FACTORY_3M) :].strip(b"\0\x55")
    return any(not memory.strip(fill) for fill in (b"\0", b"\xff", b"\x55"))


def decode(memory: bytes, block_size: int = 4, dsfid: int | None = None) -> Decoded:
    """The image of a tag, whatever its length from 1 byte on. Never raises, and no text in the
    answer holds control characters."""
    if is_blank(memory):
        return Decoded(TagModel.BLANK, "the tag was never written")
    for attempt in (_part_3, _rfid501, _part_2):
        found = attempt(memory, block_size, dsfid)
        if found is not None:
            return found
    if iso28560_3.looks_written(memory, block_size, least=1):
        return _torn_part_3(memory)
    cut = len(memory) < iso28560_3.BASIC_SIZE
    return Decoded(TagModel.UNKNOWN, "no library data model known here", cut=cut)


def judge(decoded: Decoded, policy: SitePolicy) -> tuple[Verdict, str]:
    """What circulation may make of it at this site, with the reason."""
    tag = decoded.tag
    if tag is None:
        verdict = {TagModel.BLANK: Verdict.BLANK, TagModel.UNKNOWN: Verdict.UNKNOWN}
        return verdict.get(decoded.model, Verdict.DAMAGED), decoded.reason
    if tag.usage is TypeOfUsage.PATRON_CARD:
        return Verdict.PATRON_CARD, f"{decoded.reason}; a patron card"
    if tag.owner and not policy.owns(tag.owner):
        return Verdict.FOREIGN, f"{decoded.reason}; it belongs to {tag.owner}"
    if not tag.owner and policy.owners:
        return Verdict.ITEM, f"{decoded.reason}; it names no library"
    return Verdict.ITEM, decoded.reason


def read_tag(
    uid: Uid,
    dsfid: Dsfid | None,
    afi: Afi | None,
    memory: bytes,
    policy: SitePolicy,
    block_size: int = 4,
    eas: bool | None = None,
) -> TagReading:
    """The reading of one tag from the first bytes of its memory, as many as `enough` wants.

    Any bytes give a reading; nothing is raised, and no text in it holds control characters.
    """
    decoded = decode(memory, block_size, dsfid)
    verdict, reason = judge(decoded, policy)
    security = None if afi is None else policy.security_of(afi, eas)
    if policy.method is not SecurityMethod.AFI and afi is not None:
        reason = f"{reason}{_about_eas(policy, security, eas)}"
    return TagReading(uid, verdict, decoded.tag, afi, dsfid, security, reason, decoded.model, eas)


def _about_eas(policy: SitePolicy, security: Security | None, eas: bool | None) -> str:
    if eas is None and policy.method is SecurityMethod.BOTH:
        return "; no EAS can be read: the AFI alone decides"
    if eas is None:
        return "; no EAS can be read, and the gates go by it"
    return "; AFI and EAS contradict each other" if security is None else ""


def enough(memory: bytes, block_size: int = 4, dsfid: int | None = None) -> bool:
    """Whether more of the tag's memory could not change the verdict."""
    if is_blank(memory):
        return True
    found = decode(memory, block_size, dsfid)
    # What begins as part 3 does may be part 3 to the end, whatever its first bytes read as.
    begun = len(memory) < iso28560_3.BASIC_SIZE and iso28560_3.may_begin(memory, block_size)
    return not found.cut and (found.crc_ok is True or not begun)


def without_memory(uid: Uid, dsfid: Dsfid | None, verdict: Verdict, reason: str) -> TagReading:
    """The reading of a tag whose memory was not or could not be read."""
    return TagReading(uid, verdict, None, None, dsfid, None, reason)


def _part_3(memory: bytes, block_size: int, dsfid: int | None) -> Decoded | None:
    order = iso28560_3.block_order(memory, block_size)
    if order is None:
        meant = dsfid == iso28560_3.DSFID or iso28560_3.looks_written(memory, block_size)
        return _torn_part_3(memory) if meant else None
    try:
        image = iso28560_3.decode(memory, block_size)
    except TagDataError as error:
        return _crc_by_chance(memory, block_size, dsfid, str(error))
    model = TagModel.DANISH if image.older else TagModel.ISO28560_3
    return Decoded(model, _reason(model, image.odd), image.tag, crc_ok=True)


def _torn_part_3(memory: bytes) -> Decoded:
    cut = len(memory) < iso28560_3.BASIC_SIZE
    guess = iso28560_3.item_id_guess(memory)
    seems = f"; the item id may read {guess}" if guess else ""
    reason = f"the CRC of ISO 28560-3 is wrong: half written or damaged{seems}"
    return Decoded(TagModel.ISO28560_3, reason, crc_ok=False, item_id=guess, cut=cut)


def _crc_by_chance(
    memory: bytes, block_size: int, dsfid: int | None, problem: str
) -> Decoded | None:
    """The CRC is right, the rest makes no sense: one tag in 30,000 of another model is such."""
    if dsfid != iso28560_3.DSFID and _reads_otherwise(memory, block_size, dsfid):
        return None
    return Decoded(TagModel.ISO28560_3, f"ISO 28560-3, CRC right, but {problem}", crc_ok=True)


def _reads_otherwise(memory: bytes, block_size: int, dsfid: int | None) -> bool:
    others: tuple[Callable[[bytes, int, int | None], Decoded | None], ...] = (_rfid501, _part_2)
    found = (attempt(memory, block_size, dsfid) for attempt in others)
    return any(each is not None and each.tag is not None for each in found)


def _rfid501(memory: bytes, _block_size: int, _dsfid: int | None) -> Decoded | None:
    try:
        image = rfid501.decode(memory)
    except TagDataError:
        return None
    reason = _reason(TagModel.RFID501, image.odd)
    return Decoded(TagModel.RFID501, reason, image.tag, cut=image.cut)


def _part_2(memory: bytes, _block_size: int, dsfid: int | None) -> Decoded | None:
    chain = parse(memory)
    if dsfid != iso28560_2.DSFID and not iso28560_2.plausible(chain):
        return None
    try:
        image = iso28560_2.decode(memory, chain)
    except TagDataError as error:
        reason = f"ISO 28560-2, but {error}"
        return Decoded(TagModel.ISO28560_2, reason, cut=not chain.closed)
    reason = _reason(TagModel.ISO28560_2, image.odd)
    return Decoded(TagModel.ISO28560_2, reason, image.tag, cut=image.cut)


def _reason(model: TagModel, odd: tuple[str, ...]) -> str:
    return f"{_NAMES[model]} ({', '.join(odd)})" if odd else _NAMES[model]
