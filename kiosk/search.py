"""What the station finds of the catalogue, cut off or not: from its snapshot, with what it lent and
took back itself since the feed last told.

Runs on the `lookup` worker, never on the main thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from catalogue.search.finding import Finder
from catalogue.search.model import Copy, Document, Found, Query, Suggested
from catalogue.search.spelling import Vocabulary, words_of_heads
from kiosk.session.titles import TitleInfo
from kiosk.store import snapshot_copies
from kiosk.store.journal import Journal
from kiosk.store.snapshot import Snapshot
from kiosk.store.snapshot_copies import Standing
from kiosk.store.snapshot_rows import KEEPER
from kiosk.store.snapshot_source import SOURCE

SUGGESTIONS: Final = 5


class Search:
    """Its calls raise StorageError; what was typed never makes them raise, and is kept nowhere."""

    def __init__(self, snapshot: Snapshot, journal: Journal) -> None:
        self._snapshot = snapshot
        self._journal = journal
        self._vocabulary = Vocabulary(words_of_heads)

    def search(self, query: Query) -> Found:
        """A page of titles, what they can be narrowed by, and perhaps another spelling."""
        finder = Finder(KEEPER, self._vocabulary, self._now())
        return self._snapshot.finding(lambda tx: finder.search(tx, query))

    def suggest(self, typed: str, limit: int = SUGGESTIONS) -> tuple[Suggested, ...]:
        """Titles somebody may be typing."""
        finder = Finder(KEEPER, self._vocabulary)
        return self._snapshot.finding(lambda tx: finder.suggest(tx, typed, limit))

    def copies(self, keys: Iterable[str]) -> dict[str, list[Standing]]:
        """Copies of titles and where they stand, by title."""
        now, wanted = self._now(), [*keys]
        found = self._snapshot.finding(lambda tx: snapshot_copies.standing_copies(tx, wanted))
        return {
            key: [
                replace(each, copy=copy)
                for each, copy in zip(copies, now([each.copy for each in copies]), strict=True)
            ]
            for key, copies in found.items()
        }

    def document(self, key: str) -> Document | None:
        """What is known of one title."""
        return self._snapshot.finding(lambda tx: SOURCE.documents(tx, [key])).get(key)

    def contents(self, key: str) -> tuple[TitleInfo, ...]:
        """What is on the e-readers of a title."""
        return self._snapshot.finding(lambda tx: snapshot_copies.on_ereader(tx, key))

    def packs(self) -> frozenset[str]:
        """Names of what e-readers come with."""
        return self._snapshot.finding(snapshot_copies.packs)

    def branches(self) -> tuple[tuple[str, str], ...]:
        """Id and name of each branch, by name."""
        return self._snapshot.finding(snapshot_copies.branches)

    def _now(self) -> _Here:
        moves = self._journal.own_moves()
        return _Here({item: move.at_rest for item, move in moves.items()}, self._journal)


class _Here:
    """Copies with this station's own last moves: what it lent is away, what it took back is here,
    and to be had unless someone waits for it or it is looked at first."""

    def __init__(self, at_rest: dict[str, bool], journal: Journal) -> None:
        self._at_rest = at_rest
        self._branch = journal.who().branch if at_rest else ""

    def __call__(self, copies: Sequence[Copy]) -> Sequence[Copy]:
        if not self._at_rest:
            return copies
        return [self._moved(each) for each in copies]

    def _moved(self, copy: Copy) -> Copy:
        at_rest = self._at_rest.get(copy.item)
        if at_rest is None:
            return copy
        return replace(copy, branch=self._branch, available=at_rest and copy.lendable)
