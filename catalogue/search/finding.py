"""Answers a question from an index: the best hits first, what they could be narrowed by, and
another spelling where there are next to none. Any engine, any file; reads only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from catalogue.search.choosing import Chooser, CopiesNow, Counts, as_told
from catalogue.search.keeping import Keeper
from catalogue.search.model import (
    COUNTED,
    FEW,
    MAX_DEPTH,
    MAX_PAGE,
    Document,
    Found,
    Hit,
    Query,
    Suggested,
)
from catalogue.search.ranking import Asked, Tier, asked_of, terms_of, tier_of
from catalogue.search.source import Light
from catalogue.search.spelling import Vocabulary, as_written

SHORT: Final = 48
"""So many hits are read and put into their order here; of more, tier after tier is asked for."""
CHUNK: Final = 250
LOOKED_AT: Final = 20_000
"""Rows of a tier that are looked at for what was chosen."""
_BARCODE: Final = 6
"""Digits of the shortest."""


class Finder:
    """Of one kind of file."""

    def __init__(self, keeper: Keeper, vocabulary: Vocabulary, now: CopiesNow = as_told) -> None:
        self._keeper = keeper
        self._source = keeper.source
        self._postings = keeper.postings
        self._vocabulary = vocabulary
        self._now = now

    def search(self, tx: sqlite3.Connection, query: Query) -> Found:
        """The answer. Never raises for what was typed."""
        asked = asked_of(query.text, typing=query.typing)
        chooser = Chooser(self._source, query.chosen, self._now)
        limit = max(0, min(query.limit, MAX_PAGE))
        offset = max(0, min(query.offset, MAX_DEPTH - limit))
        lights = self._barcode(tx, query.text, chooser)
        if not lights:
            lights = self._best(tx, asked, chooser, offset + limit)
        hits = self._hits(tx, lights[offset : offset + limit], chooser)
        complete = self._keeper.state(tx).complete
        total: int | None = None
        exact = True
        facets: Counts = {}
        if query.counts:
            rows = self._rows(tx, asked, asked.last_tier, -1, COUNTED + 1)
            exact = len(rows) <= COUNTED
            total, facets = chooser.count(tx, rows[:COUNTED])
            total = max(total, len(lights))
        few = len(lights) < FEW and not query.typing and complete
        suggestion = self._near(tx, asked, len(lights)) if few else None
        return Found(tuple(hits), total, exact, facets, suggestion, complete)

    def suggest(self, tx: sqlite3.Connection, typed: str, limit: int = 5) -> tuple[Suggested, ...]:
        """Titles somebody may be typing, the best first."""
        asked = asked_of(typed, typing=True)
        chooser = Chooser(self._source, {}, self._now)
        lights = self._best(tx, asked, chooser, min(limit, MAX_PAGE)) if asked.words else []
        documents = self._source.documents(tx, [each.key for each in lights])
        found = (documents[each.key] for each in lights)
        return tuple(Suggested(each.key, each.title, each.author, each.kind) for each in found)

    def _best(
        self, tx: sqlite3.Connection, asked: Asked, chooser: Chooser, wanted: int
    ) -> list[Light]:
        """The first so many."""
        if not asked.words:
            return self._chosen(tx, asked, Tier.ANYWHERE, chooser, wanted)
        if not asked.typing:
            rows = self._rows(tx, asked, asked.last_tier, -1, SHORT + 1)
            if len(rows) <= SHORT:
                return self._sorted(tx, asked, chooser.narrow(tx, rows))[:wanted]
        found: dict[str, Light] = {}
        for tier in asked.tiers:
            for each in self._chosen(tx, asked, tier, chooser, wanted):
                found.setdefault(each.key, each)
            if len(found) >= wanted:
                break
        return [*found.values()][:wanted]

    def _sorted(self, tx: sqlite3.Connection, asked: Asked, lights: Sequence[Light]) -> list[Light]:
        documents = self._source.documents(tx, [each.key for each in lights])

        def place(light: Light) -> tuple[Tier, int]:
            tier = tier_of(asked, terms_of(documents[light.key]))
            return Tier.ANYWHERE if tier is None else tier, light.row

        return sorted(lights, key=place)

    def _chosen(
        self, tx: sqlite3.Connection, asked: Asked, tier: Tier, chooser: Chooser, wanted: int
    ) -> list[Light]:
        """The first so many of a tier that have what was chosen."""
        found: list[Light] = []
        for rows in self._chunks(tx, asked, tier, wanted):
            found += chooser.narrow(tx, rows)
            if len(found) >= wanted:
                break
        return found[:wanted]

    def _chunks(
        self, tx: sqlite3.Connection, asked: Asked, tier: Tier, wanted: int
    ) -> Iterator[list[int]]:
        after, seen, size = -1, 0, wanted
        while seen < LOOKED_AT:
            rows = self._rows(tx, asked, tier, after, size)
            yield rows
            if len(rows) < size:
                return
            after, seen, size = rows[-1], seen + size, max(size, CHUNK)

    def _rows(
        self, tx: sqlite3.Connection, asked: Asked, tier: Tier, after: int, limit: int
    ) -> list[int]:
        if asked.words:
            return self._postings.rows(tx, asked, tier, after, limit)
        found = tx.execute(
            "SELECT row FROM search_rows WHERE row > ? ORDER BY row LIMIT ?", (after, limit)
        )
        return [row for (row,) in found]

    def _hits(
        self, tx: sqlite3.Connection, lights: Iterable[Light], chooser: Chooser
    ) -> Iterator[Hit]:
        keys = [each.key for each in lights]
        documents = self._source.documents(tx, keys)
        copies = chooser.copies(tx, keys)
        for key in keys:
            own = copies.get(key, [])
            yield Hit(documents[key], len(own), sum(each.available for each in own))

    def _barcode(self, tx: sqlite3.Connection, text: str, chooser: Chooser) -> list[Light]:
        """The title of the copy whose number was typed or scanned."""
        number = text.strip()
        if len(number) < _BARCODE or not number.isascii() or not number.isalnum():
            return []
        title = self._source.title_of(tx, number)
        row = None if title is None else self._keeper.row_of(tx, title)
        return [] if row is None else chooser.narrow(tx, [row])

    def _near(self, tx: sqlite3.Connection, asked: Asked, hits: int) -> str | None:
        """Another spelling of what was asked that has more hits."""
        for respelled in self._vocabulary.near(tx, asked):
            rows = self._rows(tx, respelled, respelled.last_tier, -1, FEW + 1)
            if len(rows) > hits:
                return as_written(respelled, self._first(tx, rows))
        return None

    def _first(self, tx: sqlite3.Connection, rows: Sequence[int]) -> list[Document]:
        keys = [each.key for each in self._source.lights(tx, rows)]
        return [*self._source.documents(tx, keys).values()]
