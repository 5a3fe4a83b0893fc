"""Days of a town whose truth is known: who holds what, and what its stations wrote of it.

Things are lent, brought back at any branch, sometimes into a corner where nobody records it (silent
returns). Stations are cut off for hours, their clocks are wrong, jump or die, a restart forgets
what was measured, and answers get lost, so that records are sent again. Seeded: one seed, one
history. The truth is never in a record.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from catalogue.domain.ids import uuid7_of
from catalogue.domain.operations import (
    GENESIS,
    Basis,
    Json,
    Kind,
    Operation,
    Presence,
    patron_commitment,
    seal,
)
from catalogue.domain.timeline import Fact

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
T0 = 1_800_000_000_000
MIDNIGHT_2000 = 946_684_800_000
"""What a battery clock says that has lost its battery."""
RESTING = 3 * MINUTE
"""No thing changes hands twice within this time."""
CLOCK_PPM = 200e-6


@dataclass(frozen=True, slots=True)
class Conditions:
    """How bad the days are. `skew_ms`: standard deviation of the stations' clocks; the rest are
    probabilities, `outage_h` the bounds of an outage."""

    skew_ms: float
    stations: int = 4
    items: int = 60
    patrons: int = 40
    days: int = 2
    events: int = 400
    silent_return: float = 0.03
    lost_answer: float = 0.03
    outage: float = 0.75
    outage_h: tuple[float, float] = (0.5, 10.0)
    restart: float = 0.5
    dead_battery: float = 0.0
    jump: float = 0.0


@dataclass(slots=True)
class History:
    """`arrivals`: the records as they reach the server, repeats included; `truth`: who holds each
    thing in the end, None where it stands on a shelf. A thing whose last return nobody saw is not
    in it: no record can tell."""

    home: dict[str, str]
    truth: dict[str, str | None]
    days: int
    arrivals: list[Fact] = field(default_factory=list)

    @property
    def facts(self) -> list[Fact]:
        """Each record once."""
        return list({fact.op.id: fact for fact in self.arrivals}.values())


class Station:
    """One station's disk and clocks. `true_ms` is a time nobody there can know."""

    def __init__(self, name: str, rng: random.Random, skew_ms: float, *, exact: bool) -> None:
        self.name = name
        self._rng = rng
        self._exact = exact
        self._drift = 0.0 if exact else rng.uniform(-60e-6, 60e-6)
        self._rtc_drift = 0.0 if exact else rng.uniform(-60e-6, 60e-6)
        self.wall_off_ms = 0 if exact else int(rng.gauss(0, skew_ms))
        self.outages: list[tuple[int, int]] = []
        self.waiting: list[Fact] = []
        self._head: Operation | None = None
        self._carried: tuple[int, int, int] | None = None
        self._boots = 0
        self.boot(T0, dead_battery=False)

    def boot(self, true_ms: int, *, dead_battery: bool) -> None:
        """Start anew: what was measured is carried over by the battery clock alone."""
        self._boots += 1
        self._booted_ms = true_ms
        self._measured: tuple[int, int, int] | None = None
        if dead_battery:
            self.wall_off_ms = MIDNIGHT_2000 - true_ms

    def is_online(self, true_ms: int) -> bool:
        return not any(start <= true_ms < end for start, end in self.outages)

    def measure_clock(self, true_ms: int) -> None:
        """Ask the server for the time, over a line of some milliseconds."""
        round_trip = 0.0 if self._exact else min(4000, self._rng.expovariate(1 / 80) + 4)
        server_ms = int(true_ms + self._rng.uniform(-round_trip / 2, round_trip / 2))
        mono, error = self._mono(true_ms), int(round_trip / 2) + 1
        old = self._measured
        if old is None or error < old[2] + CLOCK_PPM * (mono - old[0]):
            old = self._measured = (mono, server_ms, error)
        wall = self._wall(true_ms)
        self._carried = (old[1] + mono - old[0] - wall, old[2], wall)
        self.write(true_ms, Kind.CLOCK, presence=Presence.NONE)

    def write(
        self,
        true_ms: int,
        kind: Kind,
        *,
        item: str | None = None,
        patron: str | None = None,
        presence: Presence = Presence.TAG,
        refs: Mapping[str, Json] | None = None,
        **payload: Json,
    ) -> Operation:
        """Record one thing and put it into the queue."""
        head = self._head
        offset, error, basis = self._offset(true_ms)
        wall = self._wall(true_ms)
        commitment = None
        if patron is not None:
            commitment = patron_commitment(self._rng.randbytes(16), f"patron:{patron}".encode())
        op = seal(
            Operation(
                id=uuid7_of(true_ms, self._rng.randbytes(10)),
                kind=kind,
                station=self.name,
                epoch=1,
                seq=1 if head is None else (head.seq or 0) + 1,
                prev_hash=GENESIS if head is None else head.hash,
                boot_id=f"{self.name}-{self._boots}",
                mono_ms=self._mono(true_ms),
                wall_ms=wall,
                offset_ms=offset,
                error_ms=error,
                basis=basis,
                presence=presence,
                item=item,
                branch=self.name,
                patron_c=commitment,
                payload=payload,
                refs=refs or {},
            )
        )
        self._head = op
        self.waiting.append(Fact(op, patron))
        return op

    def _mono(self, true_ms: int) -> int:
        return int((true_ms - self._booted_ms) * (1 + self._drift))

    def _wall(self, true_ms: int) -> int:
        return int(true_ms + self.wall_off_ms + self._rtc_drift * (true_ms - T0))

    def _offset(self, true_ms: int) -> tuple[int | None, int | None, Basis]:
        """Offset to the server's clock as known now, its bound, and where it is from."""
        mono, wall = self._mono(true_ms), self._wall(true_ms)
        if self._measured is not None:
            at, server, error = self._measured
            bound = int(error + CLOCK_PPM * (mono - at)) + 1
            return server + mono - at - wall, bound, Basis.BOOT
        if self._carried is not None and wall >= self._carried[2] - 5000:
            offset, error, at = self._carried
            return offset, int(error + 2000 + CLOCK_PPM * abs(wall - at)), Basis.RTC
        return None, None, Basis.NONE


def make_history(seed: int, conditions: Conditions) -> History:
    """The days of one town."""
    return _Days(random.Random(seed), conditions).play()


@dataclass(slots=True)
class _Thing:
    """Where it stands (`shelf`) or who holds it, since when; of a loan its record and date."""

    shelf: int
    holder: str | None = None
    since_ms: int = T0 - DAY
    loan: Operation | None = None
    due_ms: int = 0
    unseen: bool = False
    """Did it come back without anybody recording it?"""


class _Days:
    """One town while its days pass."""

    def __init__(self, rng: random.Random, conditions: Conditions) -> None:
        self._rng = rng
        self._set = conditions
        skew = conditions.skew_ms
        names = [f"branch-{n}" for n in range(conditions.stations)]
        self._branches = [Station(name, rng, skew, exact=False) for name in names]
        self._home_page = Station("home-page", rng, 0, exact=True)
        shelves = [rng.randrange(len(names)) for _ in range(conditions.items)]
        self._things = {f"thing-{n}": _Thing(shelf) for n, shelf in enumerate(shelves)}
        self._history = History(
            {item: names[thing.shelf] for item, thing in self._things.items()}, {}, conditions.days
        )
        self._sent: list[tuple[int, Fact]] = []

    def play(self) -> History:
        span = self._set.days * DAY
        self._home_page.measure_clock(T0)
        events = [
            T0 + HOUR + self._rng.random() * (span - 2 * HOUR) for _ in range(self._set.events)
        ]
        times = [(int(at), "hand", None) for at in events]
        todo = sorted([*times, *self._plan(span)], key=lambda each: each[:2])
        for at, what, station in todo:
            if station is None:
                self._hand(at)
            elif what == "restart":
                station.boot(at, dead_battery=self._rng.random() < self._set.dead_battery)
            elif what == "jump":
                leap = self._rng.choice([HOUR, 2 * HOUR, 90 * MINUTE, 400 * DAY])
                station.wall_off_ms += self._rng.choice([-1, 1]) * leap
            elif station.is_online(at):
                station.measure_clock(at)
                self._deliver(station, at)
        for station in self._branches:
            station.measure_clock(T0 + span + 12 * HOUR)
            self._deliver(station, T0 + span + 12 * HOUR)
        self._history.truth = {
            item: thing.holder for item, thing in self._things.items() if not thing.unseen
        }
        self._history.arrivals = [fact for _, fact in sorted(self._sent, key=lambda each: each[0])]
        return self._history

    def _plan(self, span: int) -> Iterator[tuple[int, str, Station]]:
        """Outages, and what happens in them; contact every six hours."""
        rng, conditions = self._rng, self._set
        for station in self._branches:
            yield T0 + 1000, "contact", station
            if rng.random() < conditions.outage:
                start = int(T0 + rng.random() * span * 0.7)
                end = int(start + rng.uniform(*conditions.outage_h) * HOUR)
                station.outages.append((start, end))
                for what, chance in (
                    ("restart", conditions.restart),
                    ("restart", conditions.restart / 2),
                    ("jump", conditions.jump),
                ):
                    if rng.random() < chance:
                        yield int(rng.uniform(start, end)), what, station
                yield end + 1, "contact", station
            for number in range(conditions.days * 4):
                yield T0 + HOUR + number * 6 * HOUR, "contact", station

    def _hand(self, at: int) -> None:
        """Something happens to one thing."""
        item = self._rng.choice(list(self._things))
        thing = self._things[item]
        if at - thing.since_ms < RESTING:
            return
        if thing.holder is None:
            self._lend(at, item, thing)
        elif self._rng.random() < 0.08:
            self._renew(at, item, thing)
        else:
            self._bring_back(at, item, thing)

    def _lend(self, at: int, item: str, thing: _Thing) -> None:
        station = self._branches[thing.shelf]
        patron = f"patron-{self._rng.randrange(self._set.patrons)}"
        thing.due_ms = (at // DAY + 21 + self._rng.randrange(3)) * DAY
        thing.loan = station.write(
            at, Kind.CHECK_OUT, item=item, patron=patron, due_ms=thing.due_ms
        )
        thing.since_ms, thing.unseen = at, False
        if self._rng.random() < 0.03:
            refs: dict[str, Json] = {"undoes": thing.loan.id}
            station.write(at + 1, Kind.UNDO, item=item, refs=refs, reason="denied")
        else:
            thing.holder = patron
        self._send(station, at)

    def _renew(self, at: int, item: str, thing: _Thing) -> None:
        """At a branch or from home."""
        station = self._rng.choice([self._rng.choice(self._branches), self._home_page])
        thing.due_ms = max(thing.due_ms, (at // DAY + 22 + self._rng.randrange(5)) * DAY)
        station.write(
            at,
            Kind.RENEW,
            item=item,
            patron=thing.holder,
            presence=Presence.NONE,
            refs={"about": thing.loan.id if thing.loan else ""},
            due_ms=thing.due_ms,
        )
        self._send(station, at)

    def _bring_back(self, at: int, item: str, thing: _Thing) -> None:
        thing.shelf = self._rng.randrange(len(self._branches))
        thing.holder, thing.since_ms = None, at
        thing.unseen = self._rng.random() < self._set.silent_return
        if not thing.unseen:
            station = self._branches[thing.shelf]
            station.write(at, Kind.CHECK_IN, item=item)
            self._send(station, at)

    def _send(self, station: Station, at: int) -> None:
        if station.is_online(at):
            self._deliver(station, at)

    def _deliver(self, station: Station, at: int) -> None:
        """All that waits; where the answer is lost, once more within the hour."""
        for fact in station.waiting:
            self._sent.append((at, fact))
            if self._rng.random() < self._set.lost_answer:
                self._sent.append((at + self._rng.randrange(1, HOUR), fact))
        station.waiting = []
