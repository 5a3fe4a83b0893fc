"""A large catalogue for the benches of the search: titles as a French library has them, of words
made of syllables, some in many titles and most in few (Zipf), with articles, plurals and names.

Seeded: the same titles in every run.
"""

from __future__ import annotations

import itertools
import random
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from catalogue.search.embedded import Batch, SearchIndex
from catalogue.search.model import Copy, Document
from catalogue.search.opening import Engine, open_index
from catalogue.search.words import words

LARGE: Final = 300_000
TINY: Final = 3_000
_BATCH: Final = 4_000
_WORDS: Final = 60_000
_NAMES: Final = 20_000
_OFTEN: Final = ("histoire", "petit", "monde", "grand", "secret", "jour", "vie", "nuit")
"""Each in eight of a hundred titles."""
_ARTICLES: Final = (
    *("le", "la", "les", "de", "du", "des", "l’", "et", "à", "un", "une", "d’", "en"),
)
_ONSETS: Final = (
    *("b", "c", "ch", "d", "f", "g", "j", "l", "m", "n", "p", "qu", "r", "s", "t", "v"),
    *("br", "cr", "dr", "fl", "gr", "pl", "pr", "tr", "vr"),
)
_VOWELS: Final = (
    *("a", "e", "i", "o", "u", "é", "è", "ai", "ou", "eau", "in", "on", "an", "eu", "oi"),
)
_ENDS: Final = ("", "", "r", "s", "l", "n", "t", "c")


@dataclass(frozen=True, slots=True)
class Classes:
    """Words of titles by how many titles they are in: at most one of 5,000; up to one of 50; more
    than one of 20."""

    rare: Sequence[str]
    middling: Sequence[str]
    frequent: Sequence[str]


def titles(count: int) -> Iterator[Document]:
    """So many."""
    chance = random.Random(count)
    known, names = _vocabulary(_WORDS, 1), _vocabulary(_NAMES, 2)
    common = [*itertools.accumulate(1 / (n + 8) ** 0.95 for n in range(_WORDS))]
    usual = [*itertools.accumulate(1 / (n + 20) ** 0.9 for n in range(_NAMES))]
    for number in range(count):
        chosen = chance.choices(known, cum_weights=common, k=chance.randint(1, 7))
        for often in _OFTEN:
            if chance.random() < 0.08:
                chosen.insert(chance.randint(0, len(chosen)), often)
        yield Document(
            f"{number:08x}-0000-7000-8000-{number * 7919:012x}",
            _sentence(chosen, chance),
            author=" ".join(n.title() for n in chance.choices(names, cum_weights=usual, k=2)),
            subject=" ".join(chance.choices(known[:3000], k=chance.randint(0, 4))),
            kind=chance.choice(("book", "book", "book", "comic", "disc", "film")),
            language="fr",
            year=chance.randint(1950, 2026),
        )


def filled(folder: Path, count: int, engine: Engine = "sqlite") -> SearchIndex:
    """An index of so many titles, a copy or more of each."""
    index = open_index(folder, engine)
    if not index.writing():
        raise RuntimeError("somebody else writes the index")
    chance = random.Random(1)
    all_titles = titles(count)
    while documents := tuple(itertools.islice(all_titles, _BATCH)):
        copies = {
            f"{each.key}/{n}": (Copy(f"{each.key}/{n}", each.key, chance.choice("ABC"), True),)
            for each in documents
            for n in range(copies_of(each))
        }
        index.take(Batch(documents[-1].key, documents, copies=copies))
    while index.advance(5.0):
        pass
    return index


def copies_of(document: Document) -> int:
    """How many the town has: of half the titles one, of a quarter two…"""
    drawn = zlib.crc32(document.key.encode())
    return 1 + (drawn & -drawn).bit_length() % 9


def classes(count: int) -> Classes:
    """Words by how many titles they are in."""
    found: Counter[str] = Counter()
    for document in titles(count):
        found.update({each.fold for each in words(document.title) if each.stem})
    return Classes(
        rare=[word for word, n in found.items() if 2 <= n <= max(2, count // 5000)],
        middling=[word for word, n in found.items() if max(2, count // 5000) < n <= count // 50],
        frequent=[word for word, n in found.items() if n > count // 20],
    )


def _sentence(chosen: Sequence[str], chance: random.Random) -> str:
    parts = []
    for word in chosen:
        if chance.random() < 0.5:
            parts.append(chance.choice(_ARTICLES))
        parts.append(word + ("s" if chance.random() < 0.2 else ""))
    return " ".join(parts).replace("’ ", "’").capitalize()


def _vocabulary(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    made: dict[str, None] = {}
    while len(made) < count:
        syllables = chance.choice((1, 2, 2, 2, 3, 3, 4))
        made["".join(map(chance.choice, (_ONSETS, _VOWELS, _ENDS) * syllables))] = None
    return [*made]
