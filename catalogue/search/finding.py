"""Answers a question from an index: the best hits first, what they could be narrowed by, and
another spelling where there are next to none. Any engine, any file; reads only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
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
from catalogue.search.spelling import Vocabulary, as_written

SHORT: Final = 24
"""So many hits are read and put into their order here."""
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
        best = self._barcode(tx, query.text, chooser)
        if not best:
            best = self._best(tx, asked, chooser, offset + limit)
        hits = _hits(best[offset : offset + limit], chooser, tx)
        complete = self._keeper.state(tx).complete
        total: int | None = None
        exact = True
        facets: Counts = {}
        if query.counts:
            rows = self._rows(tx, asked, asked.last_tier, -1, COUNTED + 1)
            exact = len(rows) <= COUNTED
            total, facets = chooser.count(tx, rows[:COUNTED])
            total = max(total, len(best))
        few = len(best) < FEW and not query.typing and not query.chosen and complete
        suggestion = self._near(tx, asked, len(best)) if few else None
        return Found(tuple(hits), total, exact, facets, suggestion, complete)

    def suggest(self, tx: sqlite3.Connection, typed: str, limit: int = 5) -> tuple[Suggested, ...]:
        """Titles somebody may be typing, the best first."""
        asked = asked_of(typed, typing=True)
        if not asked.words:
            return ()
        best = self._best(tx, asked, Chooser(self._source, {}, self._now), min(limit, MAX_PAGE))
        return tuple(Suggested(each.key, each.title, each.author, each.kind) for each in best)

    def _best(
        self, tx: sqlite3.Connection, asked: Asked, chooser: Chooser, wanted: int
    ) -> list[Document]:
        """The first so many. Few hits are read and put into their order; of many, those of the
        narrowest tier that has few, and behind them the first of one tier after the other."""
        if not asked.words:
            chosen = self._chosen(tx, asked, Tier.ANYWHERE, chooser, wanted)
            return [document for _, document in chosen]
        size = max(SHORT + 1, wanted)
        firsts: dict[Tier, list[int]] = {}
        settled = Tier.EXACT
        for tier in asked.narrowing:
            firsts[tier] = self._rows(tx, asked, tier, -1, size)
            if len(firsts[tier]) < size:
                settled = tier
                break
        if settled is Tier.EXACT:
            best = self._chosen(tx, asked, settled, chooser, wanted)
        else:
            best = _sorted(asked, chooser.narrow(tx, firsts[settled]))
        found = {document.key: document for _, document in best}
        for tier in asked.tiers:
            if tier > settled and len(found) < wanted:
                chosen = self._chosen(tx, asked, tier, chooser, wanted, firsts.get(tier))
                for _, document in chosen:
                    found.setdefault(document.key, document)
        return [*found.values()][:wanted]

    def _chosen(
        self,
        tx: sqlite3.Connection,
        asked: Asked,
        tier: Tier,
        chooser: Chooser,
        wanted: int,
        first: list[int] | None = None,
    ) -> list[tuple[int, Document]]:
        """The first so many of a tier that have what was chosen; `first` are rows known before."""
        found: list[tuple[int, Document]] = []
        for rows in self._chunks(tx, asked, tier, wanted, first):
            found += chooser.narrow(tx, rows)
            if len(found) >= wanted:
                break
        return found[:wanted]

    def _chunks(
        self,
        tx: sqlite3.Connection,
        asked: Asked,
        tier: Tier,
        wanted: int,
        first: list[int] | None,
    ) -> Iterator[list[int]]:
        after, seen, size = -1, 0, wanted
        if first:
            yield first
            after, seen, size = first[-1], len(first), max(wanted, CHUNK)
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

    def _barcode(self, tx: sqlite3.Connection, text: str, chooser: Chooser) -> list[Document]:
        """The title of the copy whose number was typed or scanned."""
        number = text.strip()
        if len(number) < _BARCODE or not number.isascii() or not number.isalnum():
            return []
        title = self._source.title_of(tx, number)
        row = None if title is None else self._keeper.row_of(tx, title)
        found = [] if row is None else chooser.narrow(tx, [row])
        return [document for _, document in found]

    def _near(self, tx: sqlite3.Connection, asked: Asked, hits: int) -> str | None:
        """Another spelling of what was asked that has more hits."""
        unknown = self._vocabulary.unknown(tx, asked)
        if not unknown:
            return None
        for respelled in self._vocabulary.near(tx, asked, unknown):
            rows = self._rows(tx, respelled, respelled.last_tier, -1, FEW + 1)
            if len(rows) > hits:
                found = self._source.at_rows(tx, rows)
                return as_written(respelled, [document for _, document in found])
        return None


def _sorted(asked: Asked, found: Sequence[tuple[int, Document]]) -> list[tuple[int, Document]]:
    """All hits there are of a tier, the best first."""

    def place(pair: tuple[int, Document]) -> tuple[Tier, int]:
        row, document = pair
        tier = tier_of(asked, terms_of(document))
        return Tier.ANYWHERE if tier is None else tier, row

    return sorted(found, key=place)


def _hits(documents: Sequence[Document], chooser: Chooser, tx: sqlite3.Connection) -> Iterator[Hit]:
    copies = chooser.copies(tx, [each.key for each in documents]) if documents else {}
    for document in documents:
        own = copies.get(document.key, [])
        yield Hit(document, len(own), sum(each.available for each in own))
