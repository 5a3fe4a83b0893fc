"""What a session knows of a kit on its pad: its parts, what was counted, the charter to sign.
Frozen values, in memory until the session ends.

How they change: `kiosk.session.kitting`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class KitPart:
    """A part of a kit. `ordinal` is the number of its tag in the set, 0 for one without a tag."""

    code: str
    name: str
    description: str = ""
    price_cents: int = 0
    ordinal: int = 0
    required: bool = True


@dataclass(frozen=True, slots=True)
class Kit:
    """What a thing on the pad consists of, by the snapshot."""

    parts: tuple[KitPart, ...]


@dataclass(frozen=True, slots=True)
class CharterText:
    """What she has to sign, in one language."""

    name: str
    version: int
    language: str
    text: str


class KitStep(StrEnum):
    """How far a kit has come."""

    ASK = "ask"
    """Laid down to be borrowed: nobody has been asked yet whether she may."""
    ASKING = "asking"
    PARTS = "parts"
    """She may: its parts are to be counted, on her wish."""
    CHARTER = "charter"
    """Counted: the charter is to be read and signed."""
    SIGNING = "signing"
    READY = "ready"
    """Nothing speaks against the loan; it waits for its tags and its turn."""
    BACK = "back"
    """To be returned, or returned: nobody has said yet whether it is complete."""
    TOLD = "told"
    """Returned, and counted or not: nothing more is asked."""


@dataclass(frozen=True, slots=True)
class KitCheck:
    """A kit of one row. `seen`: numbers of the tags of it that lie there; `ticked`, `absent`: codes
    of parts. `language`: the one the charter was last asked for in; `signed`: the version she has
    signed; `until_ms`: when what is absent from a return is to be brought."""

    kit: Kit
    step: KitStep
    seen: frozenset[int] = frozenset()
    ticked: frozenset[str] = frozenset()
    absent: tuple[str, ...] = ()
    language: str = ""
    charter: CharterText | None = None
    signed: int | None = field(default=None, repr=False)
    due_ms: int | None = None
    until_ms: int | None = None

    def has(self, part: KitPart) -> bool:
        """Is it there: its tag seen, or she says so?"""
        return part.ordinal in self.seen if part.ordinal else part.code in self.ticked

    @property
    def lacking(self) -> tuple[KitPart, ...]:
        """The parts nobody has seen that must be there."""
        return tuple(part for part in self.kit.parts if part.required and not self.has(part))

    @property
    def unseen(self) -> tuple[KitPart, ...]:
        """The parts with a tag that do not lie on the pad."""
        return tuple(part for part in self.lacking if part.ordinal)
