"""One thing is borrowed, or returned, and something happens on the way."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kiosk.session.pages import Way
from kiosk.session.states import RowState, TrayRow
from support.crash_bench import Bench, Clock, bench_at
from support.crash_checks import afis_of, contradictions, look, unfinished
from support.crash_town import ON_LOAN, SECURED, Town, book, item_id

AFTER_S = 0.5
"""How long a session is watched after its book is done: some inventories more."""


class Ordeal:
    """The thing, of so many `parts`, is laid down once the session is open; for a return and a
    renewal it was borrowed before, here or on a `past` day. `book` is the first of its tags."""

    def __init__(self, bench: Bench, way: Way, parts: int = 1, past: Past | None = None) -> None:
        self.bench = bench
        self.way = way
        self.tags = [book(1, part=part, parts=parts) for part in range(1, parts + 1)]
        self.book = self.tags[0]
        for tag in self.tags:
            tag.icode.eas = bench.with_eas
        bench.ready()
        if past is not None:
            for tag, (afi, eas) in zip(self.tags, past.marks, strict=True):
                tag.afi, tag.icode.eas = afi, eas
        elif way is Way.RETURN:
            bench.begin(Way.BORROW)
            self.lay()
            bench.until(self.done, "borrowed before")
            bench.leave()
            for tag in self.tags:
                bench.field.lift(tag)
            bench.until(lambda: not bench.state.pad, "empty pad")

    def lay(self) -> None:
        """All of it on the pad."""
        for tag in self.tags:
            self.bench.field.lay(tag)

    @property
    def row(self) -> TrayRow | None:
        return self.bench.state.row(item_id(1))

    def done(self) -> bool:
        return self.row is not None and self.row.state is RowState.DONE

    def run(self, strike: Callable[[int], str], seconds: float = 1.0) -> None:
        """The session, as far as it comes in that time. `strike` gets the number of each command
        since the book was laid down."""
        bench = self.bench
        bench.begin(self.way)
        bench.line.count, bench.line.strike = 0, strike
        bench.line.happened.clear()
        self.lay()
        bench.run(seconds)

    def check(self) -> None:
        """At any time, also with everything still open."""
        found = look(self.bench.folder / "journal.db")
        assert contradictions(found, self._afis()) == []

    def check_listed(self) -> None:
        """With the thing away and nobody waiting for it: what its record wants of a bit stands on
        the list of repairs. (A return that is no record yet waits for its tag.)"""
        found = look(self.bench.folder / "journal.db")
        recorded = {record.id for record in found.records}
        unlisted = {
            uid
            for uid, (about, _) in found.intents.items()
            if about in recorded and uid not in found.repairs
        }
        assert unlisted == set()

    def _afis(self) -> dict[str, tuple[str, int]]:
        return afis_of((1, tag) for tag in self.tags)

    def check_end(self) -> None:
        """With everything back in its place: nothing is open, and the town knows the same."""
        bench = self.bench
        bench.line.strike = lambda _: ""
        bench.line.plug()
        self.lay()
        bench.ready(len(self.tags))
        bench.run(2.0)
        found = look(bench.folder / "journal.db")
        assert unfinished(found, self._afis()) == []
        for tag in self.tags:
            assert tag.afi in (SECURED, ON_LOAN)
            assert tag.icode.eas == (bench.with_eas and tag.afi == SECURED)
        assert bench.journal.verify_chain().intact
        ids = {record.id for record in found.records}
        bench.until(lambda: ids <= set(bench.town.stored), "delivered")
        assert len(bench.town.places()) == len(set(bench.town.places()))
        assert bench.town.copies == []


@dataclass(frozen=True, slots=True)
class Past:
    """A station that went through enrolment and its first sync, and maybe lent the thing: its files
    by name, the server it told, the time, and each tag's (AFI, EAS)."""

    files: dict[str, bytes]
    town: Town
    now_s: float
    marks: tuple[tuple[int, bool], ...]


@cache
def _past(way: Way, parts: int, method: str) -> Past:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), security={"method": method})
        tags = Ordeal(bench, way, parts).tags
        bench.power_off()
        files = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
    marks = tuple((tag.afi, tag.icode.eas) for tag in tags)
    return Past(files, bench.town, bench.clock(), marks)


@contextmanager
def ordeal_at(
    folder: Path, way: Way, parts: int = 1, method: str = "afi", seed: int = 0
) -> Iterator[Ordeal]:
    """An ordeal at a station started on a copy of its past, switched off in the end; so is the one
    that took its place, if it was killed."""
    past, clock = _past(way, parts, method), Clock()
    clock.now_s = past.now_s
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in past.files.items():
        (folder / name).write_bytes(content)
    town = copy.deepcopy(past.town, {id(past.town.clock): clock})
    with bench_at(folder, town=town, clock=clock, seed=seed, security={"method": method}) as bench:
        ordeal = Ordeal(bench, way, parts, past)
        try:
            yield ordeal
        finally:
            ordeal.bench.power_off()


@cache
def commands(way: Way, parts: int = 1, method: str = "afi") -> tuple[str, ...]:
    """The commands of an undisturbed session, from the arrival of the thing to some inventories
    after its last bit was read back."""
    with (
        tempfile.TemporaryDirectory() as folder,
        ordeal_at(Path(folder), way, parts, method) as ordeal,
    ):
        ordeal.run(lambda _: "", 0.0)
        ordeal.bench.until(ordeal.done)
        ordeal.bench.run(AFTER_S)
        return tuple(each.name for each in ordeal.bench.line.happened)
