"""What comes of the barcode scanner: what it read, what that is, and the tag of a thing lent so."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.session.titles import TitleInfo


@dataclass(frozen=True, slots=True)
class ScannedThing:
    """A thing of this library, by the snapshot. `title`: the key of its title; `plain`: it has no
    parts, no charter, and is not looked at each time."""

    title: str
    info: TitleInfo | None
    plain: bool


@dataclass(frozen=True, slots=True)
class Scanned:
    """The scanner read this: a card, a thing, or anything else that has a barcode."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BarcodeTold:
    """What a code is: a card this station knows, or a thing, or neither. Never both."""

    code: str = field(repr=False)
    card: bool = False
    thing: ScannedThing | None = None


@dataclass(frozen=True, slots=True)
class NotRead:
    """ "Il ne se lit pas": whatever is told of the pad, it does not see this thing."""


@dataclass(frozen=True, slots=True)
class TagOpened:
    """The tag of a thing that is on loan was found secured, and put right."""

    item: str
    uid: str


ScanEvent = Scanned | BarcodeTold | NotRead | TagOpened
