"""The meaning of a tag, whatever data model wrote it.

`ItemTag` is what the library wrote; `Decoded` adds which model it was written in and why one
thinks so; `TagReading` is what one reading of one tag came to, with the verdict that decides
whether circulation may act on it.
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


class TagModel(StrEnum):
    """How the memory is laid out; DANISH is the model before ISO 28560-3 (Danish, Finnish)."""

    ISO28560_3 = "iso28560-3"
    ISO28560_2 = "iso28560-2"
    DANISH = "danish"
    RFID501 = "rfid501"
    BLANK = "blank"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ItemTag:
    """What a library wrote. `owner` is the code as it stands on the tag, empty where none does;
    `shelf` and `title` are for reading only."""

    item_id: str
    part: int
    parts: int
    owner: str
    usage: TypeOfUsage
    shelf: str = ""
    title: str = ""


class Verdict(StrEnum):
    """What circulation may make of a tag; only ITEM is ever lent or returned."""

    ITEM = "item"
    PATRON_CARD = "patron_card"
    BLANK = "blank"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"
    DOUBLE_UID = "double_uid"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Decoded:
    """An image, decoded. `tag` is None where nothing sensible stands in it; `crc_ok` where the
    model has no CRC; `item_id` is the best guess, for staff, when there is no `tag`; `cut` says
    that the image ends before its data do."""

    model: TagModel
    reason: str
    tag: ItemTag | None = None
    crc_ok: bool | None = None
    item_id: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class TagReading:
    """One reading of one tag. `tag` is None where nothing could be decoded; `afi` and `dsfid`
    where they were not read; `eas` where it was not asked or nobody can tell; `security` where the
    marks of the tag are neither of the two states of the site. `reason` is for staff.
    """

    uid: Uid
    verdict: Verdict
    tag: ItemTag | None
    afi: Afi | None
    dsfid: Dsfid | None
    security: Security | None
    reason: str
    model: TagModel = TagModel.UNKNOWN
    eas: bool | None = None
