"""Records as stations write them, with whatever clock a test wants, and the fold of them all."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from catalogue.domain.conflicts import Conflict
from catalogue.domain.dating import date_station
from catalogue.domain.ids import uuid7_of
from catalogue.domain.items import Fact, ItemFold, fold_item
from catalogue.domain.operations import (
    CENTRAL,
    GENESIS,
    Basis,
    Json,
    Kind,
    Operation,
    Presence,
    patron_commitment,
    patron_key,
    seal,
)
from catalogue.domain.ordering import Timeline
from catalogue.domain.shape import Fold, fold_of, standing
from catalogue.domain.states import Outcome
from catalogue.domain.titles import TitleFold, fold_title

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
T0 = 1_800_000_000_000

PATRONS = ("P", "Q", "R", "S")
CARDS = {patron: f"210480000000{n}" for n, patron in enumerate(PATRONS, start=1)}
NONCE = bytes(16)
_COMMITMENTS = {patron_commitment(NONCE, patron_key(CARDS[p])): p for p in PATRONS}
_COMMITMENT_OF = {patron: commitment for commitment, patron in _COMMITMENTS.items()}


def fact(op: Operation) -> Fact:
    """The record with its patron, as the server resolves the commitment."""
    return Fact(op, _COMMITMENTS.get(op.patron_c or ""))


class Writer:
    """A station: its disk, its boot and its clock. Times are true times in ms."""

    def __init__(
        self, name: str, *, branch: str | None = None, skew_ms: int = 0, error_ms: int = 2_000
    ) -> None:
        self.name = name
        self.branch = branch or name
        self.skew_ms = skew_ms
        self.error_ms = error_ms
        self.mistaken_ms = 0
        """By how much its offset is measured wrong."""
        self.basis = Basis.BOOT
        self.carried_ms = 0
        self.epoch = 1
        self.disk: list[Operation] = []
        self.ever: list[Operation] = []
        self._boots = 0
        self.boot(T0 - DAY)

    def boot(self, at_ms: int, basis: Basis = Basis.BOOT) -> None:
        """Starts anew; with another basis than `boot` the server has not been reached since."""
        self._boots += 1
        self._boot_id = f"{self.name}-boot-{self._boots}"
        self._started_ms = at_ms
        self.basis = basis

    def restore(self, records: int) -> None:
        """Puts back the disk as it was with so many records."""
        self.disk = self.disk[:records]

    def enrol(self) -> None:
        """A new epoch from the server."""
        self.epoch += 1

    def write(
        self,
        kind: str,
        at_ms: int,
        *,
        item: str | None = None,
        title: str | None = None,
        patron: str | None = None,
        presence: str = Presence.TAG,
        refs: Mapping[str, Json] | None = None,
        **payload: Json,
    ) -> Operation:
        """Records one thing."""
        head = self.disk[-1] if self.disk else None
        measured = self.mistaken_ms - self.skew_ms
        offset = {Basis.BOOT: measured, Basis.RTC: self.carried_ms}.get(self.basis)
        op = seal(
            Operation(
                id=self._next_id(at_ms),
                kind=kind,
                station=self.name,
                epoch=self.epoch,
                seq=head.seq + 1 if head and head.seq and head.epoch == self.epoch else 1,
                prev_hash=head.hash if head else GENESIS,
                boot_id=self._boot_id,
                mono_ms=max(0, at_ms - self._started_ms),
                wall_ms=at_ms + self.skew_ms,
                offset_ms=offset,
                error_ms=None if offset is None else self.error_ms,
                basis=self.basis,
                presence=presence,
                item=item,
                title=title,
                branch=self.branch,
                patron_c=_COMMITMENT_OF[patron] if patron else None,
                payload=payload,
                refs=refs or {},
            )
        )
        self.disk.append(op)
        self.ever.append(op)
        return op

    def _next_id(self, at_ms: int) -> str:
        entropy = hashlib.sha256(f"{self.name} {len(self.ever)}".encode()).digest()[:10]
        return uuid7_of(at_ms, entropy)

    def check_out(self, at_ms: int, patron: str, due_ms: int = T0 + 21 * DAY, **kw) -> Operation:
        """A loan of item `x`, unless told otherwise."""
        return self.write(
            Kind.CHECK_OUT, at_ms, **{"item": "x", "patron": patron, "due_ms": due_ms, **kw}
        )

    def check_in(self, at_ms: int, **kw) -> Operation:
        """A return of item `x`, unless told otherwise."""
        return self.write(Kind.CHECK_IN, at_ms, **{"item": "x", **kw})

    def undo(self, at_ms: int, op: Operation) -> Operation:
        """Takes an own record back."""
        return self.write(
            Kind.UNDO, at_ms, item=op.item, title=op.title, refs={"undoes": op.id}, reason="denied"
        )

    def hold_place(self, at_ms: int, patron: str, title: str = "t") -> Operation:
        """A hold on title `t`, unless told otherwise."""
        return self.write(
            Kind.HOLD_PLACE, at_ms, title=title, patron=patron, presence=Presence.NONE, pickup="A"
        )

    def trap(self, at_ms: int, hold: Operation, **kw) -> Operation:
        """Item `x` goes on the shelf for a hold."""
        kw = {"item": "x", "patron": fact(hold).patron, "refs": {"about": hold.id}, **kw}
        return self.write(Kind.HOLD_TRAP, at_ms, **kw)

    def resolve(self, at_ms: int, found: Conflict, choice: str, *void: Operation) -> Operation:
        """A decision of staff about a conflict."""
        return self.write(
            Kind.CONFLICT_RESOLVE,
            at_ms,
            item=found.subject,
            presence=Presence.NONE,
            conflict=found.id,
            choice=choice,
            void=[op.id for op in void],
        )


@dataclass(frozen=True)
class Town:
    """What is known of the stock: home branches, titles of items, kinds that need a check."""

    home: Mapping[str, str] = field(default_factory=lambda: {"x": "A", "y": "A", "kit": "A"})
    titles: Mapping[str, str] = field(default_factory=lambda: {"x": "t", "y": "t"})
    kits: frozenset[str] = frozenset({"kit"})


@dataclass(frozen=True)
class Present:
    """All that follows from a set of records."""

    items: Mapping[str, ItemFold]
    titles: Mapping[str, TitleFold]
    outcomes: Mapping[str, Outcome]
    station_conflicts: Mapping[str, Conflict]
    timeline: Timeline

    def codes(self) -> list[str]:
        """Codes of all open conflicts, sorted."""
        folds = [*self.items.values(), *self.titles.values()]
        found = [c.code for fold in folds for c in fold.conflicts.values()]
        return sorted(found + [c.code for c in self.station_conflicts.values()])

    def facts_of_state(self) -> object:
        """Everything but the timeline, to compare two folds with."""
        holds = {title: list(fold.holds.items()) for title, fold in self.titles.items()}
        return self.items, self.titles, holds, self.outcomes, self.station_conflicts


def timeline_of(ops: Iterable[Operation]) -> tuple[Timeline, dict[str, Conflict]]:
    """The times and lineage of all stations' records."""
    ops = list(ops)
    by_station: dict[str, list[Operation]] = defaultdict(list)
    for op in ops:
        by_station[op.station].append(op)
    times, parents, conflicts = {}, {}, {}
    for records in by_station.values():
        dating = date_station(records)
        times.update(dating.times)
        parents.update(dating.parents)
        conflicts.update(dating.conflicts)
    return Timeline(times, parents, {op.id: op for op in ops}), conflicts


def present_of(ops: Iterable[Operation], town: Town | None = None) -> Present:
    """The fold of a set of records: one that is given twice counts once."""
    town = town or Town()
    ops = list({op.id: op for op in ops}.values())
    timeline, conflicts = timeline_of(ops)
    by_item: dict[str, list[Fact]] = defaultdict(list)
    by_title: dict[str, list[Fact]] = defaultdict(list)
    outcomes: dict[str, Outcome] = {}
    for op in ops:
        match fold_of(op):
            case Fold.ITEM:
                by_item[op.item or ""].append(fact(op))
            case Fold.TITLE:
                by_title[op.title or ""].append(fact(op))
            case Fold.STATION:
                outcomes[op.id] = standing(op)
    items = {
        item: fold_item(facts, timeline, home=town.home.get(item), needs_check=item in town.kits)
        for item, facts in by_item.items()
    }
    titles = {
        title: fold_title(
            facts,
            {i: fold for i, fold in items.items() if town.titles.get(i) == title},
            timeline,
            title=title,
        )
        for title, facts in by_title.items()
    }
    for fold in (*items.values(), *titles.values()):
        outcomes.update(fold.outcomes)
    return Present(items, titles, outcomes, conflicts, timeline)


def central(kind: str, at_ms: int, number: int, **fields: object) -> Operation:
    """A record of the server itself."""
    return seal(
        Operation(
            id=uuid7_of(at_ms, number.to_bytes(10, "big")),
            kind=kind,
            station=CENTRAL,
            wall_ms=at_ms,
            basis=Basis.NONE,
            presence=Presence.NONE,
            **fields,
        )
    )
