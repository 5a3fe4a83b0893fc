"""Narrowing hits by what was chosen of them, and counting what could be chosen."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from catalogue.search.model import NOW, Chosen, Copy, Document, Facet
from catalogue.search.source import Light, Source

_OF_COPIES: Final = frozenset({Facet.BRANCH, Facet.AVAILABLE})
Counts = Mapping[Facet, tuple[tuple[str, int], ...]]


class CopiesNow(Protocol):
    """Copies as they are at this moment: a station knows more of them than its feed told."""

    def __call__(self, copies: Sequence[Copy]) -> Sequence[Copy]: ...


def as_told(copies: Sequence[Copy]) -> Sequence[Copy]:
    """The feed tells all."""
    return copies


class Chooser:
    """Of one question."""

    def __init__(self, source: Source, chosen: Chosen, now: CopiesNow) -> None:
        self._source = source
        self._chosen = {facet: values for facet, values in chosen.items() if values}
        self._now = now

    def narrow(self, tx: sqlite3.Connection, rows: Sequence[int]) -> list[tuple[int, Document]]:
        """Titles of those rows that have all that was chosen, in their order."""
        found = self._source.at_rows(tx, rows) if rows else []
        if not self._chosen:
            return found
        of_copies = _OF_COPIES & {*self._chosen}
        copies = self._copies_of(tx, [each.key for _, each in found]) if of_copies else {}
        return [pair for pair in found if self._fits(pair[1], copies.get(pair[1].key, ()))]

    def copies(self, tx: sqlite3.Connection, keys: Sequence[str]) -> dict[str, list[Copy]]:
        """Of titles, in the branches that were chosen."""
        branches = self._chosen.get(Facet.BRANCH)
        return {
            key: [each for each in copies if not branches or each.branch in branches]
            for key, copies in self._copies_of(tx, keys).items()
        }

    def count(self, tx: sqlite3.Connection, rows: Sequence[int]) -> tuple[int, Counts]:
        """How many titles fit, and how many would with each value of each facet: what was chosen of
        the facet itself does not count there."""
        lights = self._source.lights(tx, rows)
        copies = self._copies_of(tx, [each.key for each in lights])
        total = 0
        counters: dict[Facet, Counter[str]] = {facet: Counter() for facet in Facet}
        for each in lights:
            own = copies.get(each.key, ())
            missed = [facet for facet in self._chosen if not self._has(facet, each, own)]
            if not missed:
                total += 1
            for facet, counter in counters.items():
                if all(other is facet for other in missed):
                    counter.update(self._values(facet, each, own))
        return total, {
            facet: tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
            for facet, counter in counters.items()
            if counter
        }

    def _copies_of(
        self, tx: sqlite3.Connection, keys: Sequence[str]
    ) -> Mapping[str, Sequence[Copy]]:
        found = self._source.copies_of(tx, keys)
        return {key: self._now(copies) for key, copies in found.items()}

    def _fits(self, title: Document | Light, copies: Sequence[Copy]) -> bool:
        return all(self._has(facet, title, copies) for facet in self._chosen)

    def _has(self, facet: Facet, title: Document | Light, copies: Sequence[Copy]) -> bool:
        return not self._chosen[facet].isdisjoint(self._values(facet, title, copies))

    def _values(self, facet: Facet, title: Document | Light, copies: Sequence[Copy]) -> set[str]:
        """What a title has of a facet. To be had now, in one of the branches that were chosen; in a
        branch, and to be had there now if that was chosen."""
        match facet:
            case Facet.KIND:
                return {title.kind} - {""}
            case Facet.LANGUAGE:
                return {title.language} - {""}
            case Facet.AUDIENCE:
                return {title.audience} - {""}
            case Facet.EREADER:
                return {title.pack} if title.pack is not None else set()
            case Facet.BRANCH:
                now = Facet.AVAILABLE in self._chosen
                return {each.branch for each in copies if each.available or not now} - {""}
            case Facet.AVAILABLE:
                here = self._chosen.get(Facet.BRANCH)
                there = (each for each in copies if not here or each.branch in here)
                return {NOW} if any(each.available for each in there) else set()
