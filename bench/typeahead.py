"""How long a suggestion takes while somebody types in a catalogue of 300,000 titles.

Ours: the five best titles for what was typed of a title so far, in the order of the search. The
peer: the same beginning asked of a plain FTS5 table of the same titles with the same lists of
beginnings of words, unranked, the first five. Then how often our five are those of looking at every
title.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from bench.command import Scale, bench_command
from bench.figures import Aim, Figure, alternate, compared, percentile
from bench.titles import LARGE, TINY, copies_of, filled, titles
from bench.town import scratch
from catalogue.search.embedded import SearchIndex
from catalogue.search.ranking import asked_of, row_of, terms_of, tier_of
from catalogue.search.words import words

TYPED = 500
LOOKED_AT = 100
BEST = 5


class Peer:
    """A plain FTS5 table, asked without any order."""

    def __init__(self, path: Path, count: int) -> None:
        self._file = sqlite3.connect(path)
        self._file.execute(
            "CREATE VIRTUAL TABLE plain USING fts5(title, author,"
            " tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
        )
        with self._file:
            self._file.executemany(
                "INSERT INTO plain VALUES (?, ?)",
                ((each.title, each.author) for each in titles(count)),
            )

    def __call__(self, typed: str) -> object:
        *whole, last = (each.fold for each in words(typed))
        match = " ".join((*(f'"{each}"' for each in whole), f'"{last}" *'))
        found = self._file.execute(
            "SELECT rowid FROM plain WHERE plain MATCH ? LIMIT ?", (match, BEST)
        )
        return found.fetchall()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def beginnings(count: int, wanted: int) -> list[str]:
    """What somebody has typed of one to three words of titles when a suggestion is asked for: two
    letters of the last word at least."""
    chance = random.Random(wanted)
    some = chance.sample(range(count), wanted)
    chosen = {n: each.title for n, each in enumerate(titles(count)) if n in set(some)}
    made = []
    for number in some:
        parts = [each.fold for each in words(chosen[number])]
        size = chance.randint(1, min(3, len(parts)))
        last = parts[size - 1]
        cut = chance.randint(min(2, len(last)), len(last))
        made.append(" ".join((*parts[: size - 1], last[:cut])))
    return made


def times_ms(ask: Callable[[str], object], typed: Sequence[str]) -> list[float]:
    """Of each."""
    found = []
    for each in typed:
        began = time.perf_counter()
        ask(each)
        found.append(1000 * (time.perf_counter() - began))
    return found


def share_of_exhaustive(index: SearchIndex, typed: Sequence[str], count: int) -> float:
    """Of how many the five best are those of looking at every title."""
    asked = {each: asked_of(each, typing=True) for each in typed}
    ranked: dict[str, list[tuple[int, int, str]]] = {each: [] for each in typed}
    for document in titles(count):
        terms = terms_of(document)
        text = f" {' '.join((*terms.title, *terms.author))} "
        for each, question in asked.items():
            if f" {question.beginning or question.phrase[-1]}" in text:
                tier = tier_of(question, terms)
                if tier is not None:
                    row = row_of(document.key, document.kind, document.year, copies_of(document))
                    ranked[each].append((tier, row, document.key))
    same = 0
    for each, found in ranked.items():
        best = [key for _, _, key in sorted(found)[:BEST]]
        same += [title.key for title in index.suggest(each, BEST)] == best
    return same / len(ranked)


def measure(scale: Scale) -> Sequence[Figure]:
    """All beginnings by turns; the mean of each round, and the 95th percentile."""
    count = TINY if scale.tiny else LARGE
    typed = beginnings(count, 20 if scale.tiny else TYPED)
    with (
        scratch() as folder,
        closing(Peer(folder / "plain.db", count)) as peer,
        closing(filled(folder / "ours", count)) as index,
    ):

        def ours(each: str) -> object:
            return index.suggest(each, BEST)

        figures = []
        for share in (0.5, 0.95):
            done = alternate(
                lambda share=share: percentile(times_ms(ours, typed), share),
                lambda share=share: percentile(times_ms(peer, typed), share),
                scale.rounds,
                once=scale.tiny,
            )
            name = f"type-ahead, p{share * 100:.0f}"
            figures.append(compared(name, "ms", done, against="unranked FTS5", aim=Aim("<=", 10)))
        looked_at = sorted({*typed[:LOOKED_AT]})
        same = share_of_exhaustive(index, looked_at, count)
        name = "best five as of looking at every title"
        return [*figures, Figure(name, "share", same, Aim(">=", 0.95))]


main = bench_command("typeahead", measure, __doc__)

if __name__ == "__main__":
    main()
