"""Patron cards: the UID of an ISO 14443 card as somebody's identity.

Not every card has one: a card may make up a new UID each time it is powered (ISO/IEC 14443-3,
6.5.4: four bytes, the first 08). Such a card says nothing about its holder.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_SIZES = (4, 7, 10)
_RANDOM = 0x08


@dataclass(frozen=True, slots=True)
class PatronCard:
    """A card that is the same each time. Its UID is personal: no repr, no log."""

    uid: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """As it is enrolled: hexadecimal digits, as the card sends them."""
        return self.uid.hex().upper()


@dataclass(frozen=True, slots=True)
class NoIdentity:
    """A card lies there that cannot serve, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Lifted:
    """The card that lay there was taken away."""


Seen = PatronCard | NoIdentity


def identity(uid: bytes) -> Seen:
    """Whether this UID tells who holds the card."""
    if len(uid) not in _SIZES:
        return NoIdentity(f"a UID of {len(uid)} bytes is none of ISO 14443")
    if len(uid) == 4 and uid[0] == _RANDOM:
        return NoIdentity("this card makes up a new UID each time it is read")
    if not any(uid):
        return NoIdentity("this card hides its UID")
    return PatronCard(uid)


class LaidCards:
    """From what lies there at each look to one event per card laid down or taken away. A card that
    is missed at fewer than `misses` looks in a row has not left."""

    def __init__(self, misses: int = 3) -> None:
        self._misses = misses
        self._missed = 0
        self._there: Seen | None = None

    def look(self, seen: Seen | None) -> Seen | Lifted | None:
        """The card if it has just been laid down, `Lifted` if it is gone now, else None."""
        if seen is None:
            self._missed += 1
            if self._there is None or self._missed < self._misses:
                return None
            self._there = None
            return Lifted()
        self._missed = 0
        # A random UID differs at each look and is still the same card.
        again = isinstance(seen, NoIdentity) and isinstance(self._there, NoIdentity)
        if again or seen == self._there:
            return None
        self._there = seen
        return seen
