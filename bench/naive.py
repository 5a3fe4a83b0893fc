"""How others decide who holds a thing after an outage: the rules the fold is held against.

* `replay`: each record that arrives is a new transaction, as SIP2 self-checks replay their queue: a
  loan of a thing that is out to somebody else is refused.
* `replay_by_day`: the same as an offline file is imported by a common library system: the older
  open loan ends if its day is earlier, else the new loan is dropped.
* `last_writer`: the record with the latest time wins, by the station's clock as it stands, or as
  corrected by what was known of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from bench.histories import DAY, History
from catalogue.domain.operations import Kind, Operation

Holders = Mapping[str, str | None]
MOVES = (Kind.CHECK_OUT, Kind.CHECK_IN, Kind.UNDO)


@dataclass(frozen=True, slots=True)
class Told:
    """Who holds what by some rule; loans it dropped, transactions it made of a repeat, and the
    things of which it says itself that something does not fit."""

    holders: Holders
    missing: int = 0
    spurious: int = 0
    doubted: Collection[str] = ()


def last_writer(history: History, time_of: Callable[[Operation], int]) -> Told:
    """The latest record of a thing says where it is."""
    best: dict[str, tuple[tuple[int, str], str | None]] = {}
    for fact in history.facts:
        op = fact.op
        if op.kind in MOVES and op.item is not None:
            key = (time_of(op), op.id)
            if op.item not in best or key > best[op.item][0]:
                best[op.item] = (key, fact.patron if op.kind == Kind.CHECK_OUT else None)
    return Told({item: best[item][1] if item in best else None for item in history.home})


def by_own_clock(history: History) -> Told:
    """Last writer by the clock as it stands."""
    return last_writer(history, lambda op: op.wall_ms)


def by_corrected_clock(history: History) -> Told:
    """Last writer by the clock and the offset known at that moment."""
    return last_writer(history, lambda op: op.wall_ms + (op.offset_ms or 0))


def replay(history: History, *, by_day: bool = False) -> Told:
    """Every arrival is a transaction."""
    held: dict[str, tuple[str | None, int]] = {}
    seen: set[str] = set()
    missing = spurious = 0
    for fact in history.arrivals:
        op, again = fact.op, fact.op.id in seen
        seen.add(op.id)
        item = op.item or ""
        if op.kind == Kind.CHECK_OUT:
            before = held.get(item)
            if before is None:
                spurious += again
                held[item] = (fact.patron, op.wall_ms)
            elif before[0] == fact.patron:
                spurious += again
            elif by_day and before[1] // DAY < op.wall_ms // DAY:
                held[item] = (fact.patron, op.wall_ms)
            else:
                missing += not again
        elif op.kind in (Kind.CHECK_IN, Kind.UNDO):
            held.pop(item, None)
        elif op.kind == Kind.RENEW:
            spurious += again
    return Told({i: held[i][0] if i in held else None for i in history.home}, missing, spurious)


def replay_by_day(history: History) -> Told:
    """Every arrival is a transaction; an older open loan gives way."""
    return replay(history, by_day=True)
