"""Did you mean: words of the catalogue near to those that were typed. A suggestion, never more.

The words are those of titles and names; near means a letter more, less, other or swapped, and from
eight letters on two. A word that stands in some title or name is left as it is, and so are words
below four letters.
"""

from __future__ import annotations

import itertools
import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from catalogue.search.model import Document
from catalogue.search.ranking import Asked
from catalogue.search.words import Word, word, words

SHORTEST: Final = 4
LONG: Final = 8
"""From so many letters on, two may be wrong."""
CHOICES: Final = 3
"""Near words tried for each that was typed."""
TRIED: Final = 8
"""Spellings tried of a question."""
KEPT_S: Final = 600.0
"""The words are read again after this: the index may have changed."""
SCHEMA: Final = ("CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab('search_heads', 'row')",)


class Vocabulary:
    """The words of one index. Any thread: what is read is replaced whole."""

    def __init__(
        self,
        read: Callable[[sqlite3.Connection], dict[str, int]],
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """`read`: all words of titles and names, with the titles each is in."""
        self._read = read
        self._now_s = now_s
        self._known: tuple[float, dict[str, int], list[str]] | None = None

    def unknown(self, tx: sqlite3.Connection, asked: Asked) -> set[Word]:
        """Words that stand in no title and no name, and are long enough to be respelled."""
        counts, _ = self._words(tx)
        return {
            each
            for each in asked.words
            if each.fold not in counts and len(each.fold) >= SHORTEST and each.fold.isalpha()
        }

    def near(
        self, tx: sqlite3.Connection, asked: Asked, unknown: Collection[Word]
    ) -> Iterator[Asked]:
        """Other spellings, the likeliest first, in which these words are other ones."""
        counts, known = self._words(tx)
        choices = [
            _choices(each.fold, counts, known) if each in unknown else [(0, each.fold)]
            for each in asked.words
        ]
        spellings = itertools.islice(_cheapest(choices), 1, TRIED + 1)
        for spelling in spellings:
            yield Asked(tuple(word(each) for each in spelling))

    def _words(self, tx: sqlite3.Connection) -> tuple[dict[str, int], list[str]]:
        now_s = self._now_s()
        if self._known is None or now_s - self._known[0] > KEPT_S:
            counts = self._read(tx)
            self._known = (now_s, counts, [*counts])
        return self._known[1], self._known[2]


def _choices(own: str, counts: dict[str, int], known: Sequence[str]) -> list[tuple[int, str]]:
    """The word itself, then near ones, each with how far it is: one whose first letter is another
    is farther."""
    from rapidfuzz import process  # noqa: PLC0415 - only for who mistypes
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    farthest = 2 if len(own) >= LONG else 1
    near = process.extract(own, known, scorer=OSA.distance, score_cutoff=farthest, limit=20)
    ordered = sorted(
        (2 * distance + (found[0] != own[0]), -counts[found], found)
        for found, distance, _ in near
        if found.isalpha()
    )
    return [(0, own), *((cost, found) for cost, _, found in ordered[:CHOICES])]


def _cheapest(choices: Sequence[Sequence[tuple[int, str]]]) -> list[tuple[str, ...]]:
    """All ways to choose one of each, those with the least changed first."""
    ways = itertools.islice(itertools.product(*choices), 4096)
    ranked = sorted(ways, key=lambda way: sum(cost for cost, _ in way))
    return [tuple(found for _, found in way) for way in ranked]


def words_of_heads(tx: sqlite3.Connection) -> dict[str, int]:
    """All words of titles and names in FTS5's tables."""
    return dict(tx.execute("SELECT term, doc FROM search_vocabulary"))


def as_written(asked: Asked, documents: Sequence[Document]) -> str:
    """The words as the first of these titles to have them writes them, in small letters."""
    written: dict[str, str] = {}
    for document in documents:
        for text in (document.title, document.author, document.subtitle, document.contributors):
            for part in text.replace("’", " ").replace("'", " ").replace("-", " ").split():
                for each in words(part):
                    letters = part.strip('.,;:!?«»()[]…"').lower()
                    if word(letters) == each:
                        written.setdefault(each.fold, letters)
    return " ".join(written.get(each.fold, each.fold) for each in asked.words)
