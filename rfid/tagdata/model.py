"""The meaning of a tag, whatever data model wrote it.

`ItemTag` is what the library wrote; `TagReading` is what one reading of one tag came to, with the
verdict that decides whether circulation may act on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from rfid.types import Afi, Dsfid, Security, Uid


class TypeOfUsage(IntEnum):
    """Main class of the type of usage (ISO 28560-1, data element 5)."""

    ACQUISITION = 0
    CIRCULATING = 1
    NOT_FOR_CIRCULATION = 2
    LOCAL_3 = 3
    LOCAL_4 = 4
    FUTURE_5 = 5
    NO_INFORMATION = 6
    DISCARDED = 7
    PATRON_CARD = 8
    EQUIPMENT = 9


@dataclass(frozen=True, slots=True)
class ItemTag:
    """The basic block of a library tag."""

    item_id: str
    part: int
    parts: int
    owner: str
    usage: TypeOfUsage


class Verdict(StrEnum):
    """What circulation may make of a tag; only ITEM is ever lent or returned."""

    ITEM = "item"
    PATRON_CARD = "patron_card"
    BLANK = "blank"
    TORN = "torn"
    FOREIGN = "foreign"
    DOUBLE_UID = "double_uid"
    NOT_LIBRARY = "not_library"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class TagReading:
    """One reading of one tag. `tag` is None where nothing could be decoded; `afi` where it was not
    read; `security` where the AFI is neither of the two values of the site. `reason` is for staff.
    """

    uid: Uid
    verdict: Verdict
    tag: ItemTag | None
    afi: Afi | None
    dsfid: Dsfid
    security: Security | None
    reason: str
