"""The messages of the workshop and of charters."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from catalogue.domain.devices import Decision, Lack, Life, Occasion, PartState, PrepStep
from catalogue.wire.v1 import Message

Code = Annotated[str, Field(min_length=1, max_length=64)]
Named = Annotated[str, Field(min_length=1, max_length=200)]
Note = Annotated[str, Field(max_length=500)]
Percent = Annotated[int, Field(ge=0, le=100)]
Cents = Annotated[int, Field(ge=0, le=1_000_000)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]


class LackNow(Message):
    """One thing that keeps a device in; `detail` names the part, the pack, or the battery."""

    what: Lack
    detail: str = ""


class ReturnNow(Message):
    """How it came back last. `allowed`: its model may come back that way; absent: by no station."""

    record: str
    at_ms: int | None = None
    station: str | None = None
    allowed: bool | None = None


class DeviceNow(Message):
    """A device as the workshop sees it. `missing`: why it may not be lent, in the order it is best
    done."""

    item: str
    title: str
    model: str
    branch: str
    home: str
    state: Life
    missing: list[LackNow]
    serial: str = ""
    firmware: str = ""
    bought: dt.date | None = None
    pack: str | None = None
    battery: int | None = None
    charged_ms: int | None = None
    repair_ms: int | None = None
    repair_note: str | None = None
    returned: ReturnNow | None = None


class Devices(Message):
    """All of them, or those of some branches."""

    devices: list[DeviceNow]


class PartNow(Message):
    """A part of a kit model. `missing`: it is, now."""

    code: str
    name: str
    description: str
    price_cents: int
    tagged: bool
    ordinal: int
    required: bool
    missing: bool


class StepNow(Message):
    """A step done since the device came back."""

    step: PrepStep
    at_ms: int
    battery: int | None = None


class LineNow(Message):
    """A part in a check."""

    part: str
    state: PartState
    note: str = ""


class CheckNow(Message):
    """A check as it was made."""

    id: str
    at_ms: int
    occasion: Occasion
    by: str
    decision: Decision
    battery: int | None = None
    lines: list[LineNow]


class DebtNow(Message):
    """What is asked for parts of a device; whose it is, is not said here."""

    part: str | None = None
    reason: str
    at_ms: int
    cents: int
    open_cents: int


class DeviceFile(Message):
    """Everything about one device."""

    device: DeviceNow
    parts: list[PartNow]
    steps: list[StepNow]
    checks: list[CheckNow]
    debts: list[DebtNow]
    min_battery: int
    min_age: int | None = None
    charter: str | None = None
    returns: list[str]


class NewDevice(Message):
    """A kit has a machine in it."""

    item: Code
    firmware: Note = ""
    bought: dt.date | None = None
    pack: Named | None = None


class LineTold(Message):
    """What was seen of a part; `cents`: what staff ask for damage."""

    part: Code
    state: PartState
    note: Note = ""
    cents: Cents | None = None


class CheckTold(Message):
    """A check. Parts that are not named are there. `ordinals`: numbers of the tags that were
    read, where parts have some; absent: the reader was not used."""

    occasion: Occasion = Occasion.RETURN
    lines: Annotated[tuple[LineTold, ...], Field(max_length=100)] = ()
    battery: Percent | None = None
    decision: Decision = Decision.GO_ON
    ordinals: Annotated[list[Annotated[int, Field(ge=1, le=255)]], Field(max_length=255)] | None = (
        None
    )


class StepTold(Message):
    """A step is done: `battery` with a charge, `manifest_hash` with a pack. `returned`: the return
    it was done for, as `DeviceNow` names it; absent: the last."""

    step: PrepStep
    battery: Percent | None = None
    manifest_hash: Digest | None = None
    returned: Code | None = None


class PartTold(Message):
    """Which part is there again."""

    part: Code


class PackChosen(Message):
    """Which pack is to be on it: its id, `NAME@VERSION`, or the name for the newest."""

    pack: Named


class RepairTold(Message):
    """Why it is out of service."""

    note: Note = ""


class PackNow(Message):
    """A published pack."""

    id: str
    name: str
    version: int
    manifest_hash: str
    titles: int
    files: int
    published_ms: int


class Packs(Message):
    """All of them, by name and version."""

    packs: list[PackNow]


class PackFileText(Message):
    """A pack and its manifest, as canonical text."""

    pack: PackNow
    manifest: str


class PackTold(Message):
    """A manifest to publish, as JSON text. Version 0: the next one."""

    manifest: Annotated[str, Field(max_length=4_000_000)]


class CharterNow(Message):
    """The version to sign, in one language."""

    name: str
    version: int
    language: str
    text: str
    text_hash: str


class CharterTold(Message):
    """A new version, by language; French must be there."""

    texts: Annotated[
        dict[Language, Annotated[str, Field(min_length=1, max_length=20_000)]],
        Field(min_length=1, max_length=20),
    ]


class CharterVersion(Message):
    """Its number."""

    name: str
    version: int


class SignatureTold(Message):
    """A patron signs at a kiosk, with the token of her session there; or at the desk, by her card.
    `version` and `language` are those of the text she read."""

    version: Annotated[int, Field(ge=1, le=1_000_000)]
    language: Language
    session: Annotated[str | None, Field(max_length=200, repr=False)] = None
    card: Annotated[str | None, Field(max_length=64, repr=False)] = None
    guardian: Annotated[str | None, Field(max_length=200, repr=False)] = None


class SignatureNow(Message):
    """A signature."""

    charter: str
    version: int
    language: str
    at_ms: int
    guardian: bool
    current: bool


class KitAsked(Message):
    """May the patron of this session at the asking station borrow this kit? `language` is the one
    she reads."""

    item: Code
    session: Annotated[str, Field(max_length=200, repr=False)]
    language: Language


class KitAnswer(Message):
    """`denied` is a DenialReason, or `guardian`: somebody signs for her at the desk first.
    `charter`: what she has to sign before; absent where nothing is left to sign. `signed`: the
    version she has signed."""

    denied: str | None = None
    charter: CharterNow | None = None
    signed: int | None = None


class CardAsked(Message):
    """Whose signatures."""

    card: Annotated[str, Field(min_length=1, max_length=64, repr=False)]


class Signatures(Message):
    """What a patron signed, the latest first."""

    signatures: list[SignatureNow]
