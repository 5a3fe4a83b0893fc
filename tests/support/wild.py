"""Wild histories: impossible records, bad clocks, gaps, restored disks. Seeded, so repeatable."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from catalogue.domain.operations import Basis, Kind, Operation, Presence
from support.circulation import DAY, HOUR, MINUTE, PATRONS, SECOND, T0, Town, Writer, present_of

ITEMS = ("x", "y", "kit")
TOWN = Town(
    home={"x": "S0", "y": "S0", "kit": "S1"},
    titles=dict.fromkeys(ITEMS, "t"),
    kits=frozenset({"kit"}),
)
_STEPS_MS = (0, 0, 500, 3 * SECOND, 20 * SECOND, 5 * MINUTE, 3 * HOUR)
_KINDS = (
    *[Kind.CHECK_OUT, Kind.CHECK_IN] * 3,
    *[Kind.HOLD_PLACE, Kind.UNDO] * 2,
    Kind.RENEW,
    Kind.HOLD_TRAP,
    Kind.TRANSIT_SEND,
    Kind.TRANSIT_RECEIVE,
    Kind.PART_MISSING,
    Kind.PART_FOUND,
    Kind.ITEM_LOST,
    Kind.ITEM_FOUND,
    Kind.ITEM_WITHDRAWN,
    Kind.DEVICE_STATE,
    Kind.TRAP_END,
    Kind.HOLD_CANCEL,
    Kind.HOLD_EXPIRE,
    Kind.CONFLICT_RESOLVE,
    Kind.TAG_STATE,
    Kind.CLOCK,
    "levitate",
)


@dataclass
class _Wild:
    rng: random.Random
    stations: Sequence[Writer]
    forks: bool
    now_ms: int = T0
    written: list[Operation] = field(default_factory=list)

    def one(self) -> None:
        """Something happens somewhere."""
        rng, station = self.rng, self.rng.choice(self.stations)
        self.now_ms += rng.choice(_STEPS_MS)
        chance = rng.random()
        if chance < 0.05:
            station.boot(self.now_ms, rng.choice(list(Basis)))
        elif chance < 0.08:
            station.skew_ms += rng.choice([-1, 1]) * rng.choice([HOUR, DAY, 400 * DAY])
        elif chance < 0.15:
            station.basis = Basis.BOOT
            station.carried_ms = -station.skew_ms
            self._write(station, Kind.CLOCK)
        elif chance < 0.19 and self.forks and len(station.disk) > 1:
            station.restore(len(station.disk) - rng.randint(1, min(3, len(station.disk) - 1)))
            station.boot(self.now_ms, Basis.NONE)
        elif chance < 0.21:
            station.enrol()
            self._write(station, Kind.EPOCH_START)
        else:
            self._circulate(station, rng.choice(_KINDS))

    def _write(self, station: Writer, kind: str, **fields) -> None:
        self.written.append(station.write(kind, self.now_ms, **fields))

    def _some(self, kind: str | None, item: str | None = None) -> Operation | None:
        found = [op for op in self.written if kind in (None, op.kind) and item in (None, op.item)]
        return self.rng.choice(found) if found else None

    def _circulate(self, station: Writer, kind: str) -> None:
        rng, item = self.rng, self.rng.choice(ITEMS)
        patron = rng.choice(PATRONS[:3])
        fields = {
            "item": item,
            "presence": rng.choice([Presence.TAG, Presence.TAG, Presence.SCAN, Presence.TYPED]),
        }
        if kind in (Kind.CHECK_OUT, Kind.RENEW):
            fields |= {"patron": patron, "due_ms": T0 + rng.randrange(14, 40) * DAY}
        if kind in (Kind.RENEW, Kind.ITEM_LOST):
            loan = self._some(Kind.CHECK_OUT, item)
            fields |= {"refs": {"about": loan.id}} if loan and rng.random() < 0.8 else {}
            fields["presence"] = Presence.NONE
        if kind in (Kind.PART_MISSING, Kind.PART_FOUND):
            fields["part"] = rng.choice(["cable", "pen"])
        if kind == Kind.DEVICE_STATE:
            fields["state"] = rng.choice(["ready", "ready", "battery_low"])
        if kind == Kind.UNDO:
            own = [op for op in station.ever if op.item == item]
            target = own[-1] if own and rng.random() < 0.8 else self._some(None)
            fields["refs"] = {"undoes": target.id if target else "nothing"}
        if kind in (Kind.HOLD_PLACE, Kind.HOLD_CANCEL, Kind.HOLD_EXPIRE):
            fields = {"title": "t", "patron": patron, "presence": Presence.NONE}
        if kind in (Kind.HOLD_TRAP, Kind.TRAP_END, Kind.HOLD_CANCEL, Kind.HOLD_EXPIRE):
            hold = self._some(Kind.HOLD_PLACE)
            fields |= {"refs": {"about": hold.id if hold else "nothing"}, "patron": patron}
        if kind == Kind.CONFLICT_RESOLVE:
            fields |= self._decision(item)
        self._write(station, kind, **fields)

    def _decision(self, item: str) -> dict:
        fold = present_of(self.written, TOWN).items.get(item)
        if fold is None or not fold.conflicts:
            return {"conflict": "0" * 64, "choice": "keep"}
        found = fold.conflicts[self.rng.choice(sorted(fold.conflicts))]
        return {
            "conflict": found.id,
            "choice": self.rng.choice(["keep", "void"]),
            "void": [self.rng.choice(found.evidence)],
        }


def wild_history(seed: int, events: int, *, forks: bool = True) -> list[Operation]:
    """All records ever written in a history of so many events; fold them with `TOWN`."""
    rng = random.Random(seed)
    stations = [
        Writer(f"S{i}", skew_ms=rng.choice([0, 5 * SECOND, 5 * MINUTE, 90 * MINUTE]))
        for i in range(rng.randint(2, 4))
    ]
    wild = _Wild(rng, stations, forks)
    for station in stations:
        station.boot(T0, rng.choice([Basis.BOOT, Basis.BOOT, Basis.RTC, Basis.NONE]))
    for _ in range(events):
        wild.one()
    return wild.written
