"""Which hit stands first. Pure: the order is a function of the question and the catalogue alone.

Tiers, each before the next:

EXACT     the whole title is what was typed
START     the title begins with it
PHRASE    its words stand in the title side by side
TITLE     all its words stand in the title, as they were typed
STEMS     all its words stand in the title in some form
NAMED     in title and names of authors together
ANYWHERE  in subjects, description, ISBN and the name of an e-reader's pack as well

Within a tier the titles the town has most copies of come first, then the newer ones. That order
does not depend on the question: it is the number of a title's row in the index. So the best of a
tier are the first an index comes to, and it may stop there.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Final

from catalogue.search.model import MAX_TEXT, MAX_WORDS, Document
from catalogue.search.words import Word, isbn_of, words

JOINT: Final = "·"
"""Between the words of a title that stands as one."""
DIGITAL: Final = frozenset({"ebook", "audiobook", "online"})
"""Kinds without copies."""
_NEWEST: Final = 2100
_OLDEST: Final = 1589
_SPREAD: Final = 24
"""Bits of a row's number that tell titles of one rank apart."""


class Tier(IntEnum):
    """How well a title fits."""

    EXACT = 0
    START = 1
    PHRASE = 2
    TITLE = 3
    STEMS = 4
    NAMED = 5
    ANYWHERE = 6


@dataclass(frozen=True)
class Asked:
    """A question in words. `typing`: of the last one only the beginning is there. Not
    slotted: what follows from the words is worked out once."""

    words: tuple[Word, ...]
    typing: bool = False

    @cached_property
    def phrase(self) -> list[str]:
        """All words as typed."""
        return [each.fold for each in self.words]

    @cached_property
    def beginning(self) -> str | None:
        """What there is of the last word, if it may not be finished."""
        return self.words[-1].fold if self.typing else None

    @cached_property
    def whole(self) -> list[Word]:
        """The finished words that say something; if no word does, all that are finished."""
        finished = self.words[:-1] if self.typing else self.words
        telling = [each for each in finished if each.stem]
        return telling if telling or self.typing else [*finished]

    @cached_property
    def last_tier(self) -> Tier:
        """The one that has every hit. Whoever types, or gives only words that say nothing, looks in
        titles and names alone."""
        plain = self.typing or not any(each.stem for each in self.words)
        return Tier.NAMED if plain else Tier.ANYWHERE

    @cached_property
    def title(self) -> str:
        """The words as a title of nothing else."""
        return JOINT.join(self.phrase)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of those words."""
        return frozenset(each.stem for each in self.whole)

    @cached_property
    def tiers(self) -> list[Tier]:
        """Those that can differ, the best first."""
        return [
            tier
            for tier in Tier
            if tier <= self.last_tier
            and not (tier is Tier.PHRASE and len(self.words) == 1)
            and not (tier is Tier.STEMS and self.last_tier is Tier.NAMED)
        ]

    @cached_property
    def narrowing(self) -> list[Tier]:
        """From the one that has every hit to where the best are: what it costs to ask falls with
        the hits that are left to be put into their order."""
        inner = (Tier.TITLE, Tier.PHRASE, Tier.START)
        return [self.last_tier, *(tier for tier in inner if tier in self.tiers)]


def asked_of(text: str, *, typing: bool = False) -> Asked:
    """What somebody typed. While she types, a last word of one letter waits for its second; behind
    a space the last word is finished."""
    text = text[:MAX_TEXT]
    isbn = isbn_of(text)
    if isbn is not None:
        return Asked((Word(isbn, isbn),))
    found = words(text)[:MAX_WORDS]
    unfinished = typing and text[-1:].isalnum()
    if unfinished and found and len(found[-1].fold) == 1:
        return Asked(tuple(found[:-1] or found))
    return Asked(tuple(found), typing=unfinished and bool(found))


@dataclass(frozen=True, slots=True)
class Terms:
    """A title in the words it is found by: the title proper as one, title and author as written,
    and stems of both and of all the rest."""

    whole: str
    title: tuple[str, ...]
    author: tuple[str, ...]
    stems: tuple[str, ...]
    named: tuple[str, ...]
    rest: tuple[str, ...]


def terms_of(document: Document) -> Terms:
    """Of a title."""
    title = words(document.title)
    below = words(document.subtitle) if document.subtitle else []
    author = words(document.author) if document.author else []
    if document.contributors:
        author = author + words(document.contributors)
    rest = [
        each.stem
        for text in (document.subject, document.description, document.pack)
        if text
        for each in words(text)
        if each.stem
    ]
    if document.isbn:
        rest.append(document.isbn)
    return Terms(
        JOINT.join(each.fold for each in title) if len(title) <= MAX_WORDS else "",
        tuple(each.fold for each in (*title, *below)),
        tuple(each.fold for each in author),
        tuple(each.stem for each in (*title, *below) if each.stem),
        tuple(each.stem for each in author if each.stem),
        tuple(rest),
    )


def row_of(key: str, kind: str, year: int | None, copies: int) -> int:
    """The number of a title's row, if nobody has it yet; less is better."""
    had = copies or (kind in DIGITAL)
    rare = 7 - min(7, int(had).bit_length())
    age = _NEWEST - min(_NEWEST, max(_OLDEST, year or _OLDEST))
    return (rare << 9 | age) << _SPREAD | zlib.crc32(key.encode()) >> (32 - _SPREAD)


def tier_of(asked: Asked, terms: Terms) -> Tier | None:
    """How well a title fits what was asked; None: not at all. What an index must agree with."""
    return next((tier for tier in asked.tiers if fits(asked, tier, terms)), None)


def fits(asked: Asked, tier: Tier, terms: Terms) -> bool:
    """Does a title belong into a tier, or one before it?"""
    size = len(asked.words)
    match tier:
        case Tier.EXACT:
            return terms.whole == asked.title
        case Tier.START:
            return _follows(asked, terms.title[:size])
        case Tier.PHRASE:
            starts = range(len(terms.title) - size + 1)
            return any(_follows(asked, terms.title[at : at + size]) for at in starts)
        case Tier.TITLE:
            return _has_all(asked, terms.title)
        case Tier.STEMS:
            return asked.stems.issubset(terms.stems)
        case Tier.NAMED if asked.last_tier is Tier.NAMED:
            return _has_all(asked, (*terms.title, *terms.author))
        case Tier.NAMED:
            return asked.stems.issubset((*terms.stems, *terms.named))
        case Tier.ANYWHERE:
            return asked.stems.issubset((*terms.stems, *terms.named, *terms.rest))


def _follows(asked: Asked, found: Sequence[str]) -> bool:
    """Are these the words that were asked, one after the other?"""
    *before, last = asked.phrase
    if len(found) <= len(before) or [*found[:-1]] != before:
        return False
    return found[-1].startswith(last) if asked.typing else found[-1] == last


def _has_all(asked: Asked, found: Sequence[str]) -> bool:
    begun = asked.beginning
    if begun is not None and not any(each.startswith(begun) for each in found):
        return False
    return {each.fold for each in asked.whole}.issubset(found)
