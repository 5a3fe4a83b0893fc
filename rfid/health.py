"""How well the radio does, per antenna and over time, and a warning before patrons complain. Pure.

A tag that lies on the pad and is missed in one inventory and there in the next is a sign of a bad
place, a bad cable or interference; so are reads and switchings that need a second try. Single
ones are everyday; their rate in a window of time is what counts. Misses at the end of a tag's stay
are its leaving and do not count.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rfid.types import TagSighting, Uid

BUCKETS = 12
"""Parts of the window; it slides by one of them."""


@dataclass(frozen=True, slots=True)
class HealthLimits:
    """When to warn. `window_s`: what is looked back on. A rate counts from `least` cases on.
    Rates are from 0 to 1; `reconnects` is a number in the window."""

    window_s: float = 3600.0
    least: int = 20
    read_rate: float = 0.9
    read_failures: float = 0.1
    switch_retries: float = 0.2
    switch_failures: float = 0.05
    reconnects: int = 3

    def __post_init__(self) -> None:
        rates = (self.read_rate, self.read_failures, self.switch_retries, self.switch_failures)
        if self.window_s <= 0 or self.least < 1 or self.reconnects < 1:
            raise ValueError("window_s, least and reconnects must be above 0")
        if not all(0 <= rate <= 1 for rate in rates):
            raise ValueError("rates are from 0 to 1")


@dataclass(frozen=True, slots=True)
class AntennaHealth:
    """Counts in the window. `looks` are inventories while a tag lay there, one for each tag,
    `seen` those that found it; `reads` tries to read a tag's memory, `switches` orders carried to
    their end, `retries` the tries more than one that these took."""

    antenna: int
    looks: int = 0
    seen: int = 0
    reads: int = 0
    read_failures: int = 0
    switches: int = 0
    retries: int = 0
    switch_failures: int = 0

    @property
    def read_rate(self) -> float | None:
        """`seen` of `looks`."""
        return self.seen / self.looks if self.looks else None


@dataclass(frozen=True, slots=True)
class RadioHealth:
    """One reader in the last `window_s` seconds. `warnings` are for staff: what is wrong and what
    to do about it."""

    reader: str
    window_s: float
    antennas: tuple[AntennaHealth, ...]
    inventories: int = 0
    reconnects: int = 0
    passwords_refused: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class RadioTally:
    """Counts what a worker tells it. `now_s`: monotonic seconds."""

    reader: str
    limits: HealthLimits = field(default_factory=HealthLimits)
    _buckets: deque[tuple[float, Counter[tuple[str, int]]]] = field(default_factory=deque)
    _antenna: dict[Uid, int] = field(default_factory=dict)
    _missed: Counter[Uid] = field(default_factory=Counter)
    _known_antennas: set[int] = field(default_factory=set)

    def looked(
        self, present: Iterable[Uid], sightings: Sequence[TagSighting], now_s: float
    ) -> None:
        """One inventory; `present` are the tags that lay there before it."""
        self._count("inventories", 0, now_s)
        for sighting in sightings:
            self._antenna[sighting.uid] = sighting.antenna
            self._known_antennas.add(sighting.antenna)
        seen = {sighting.uid for sighting in sightings}
        for uid in present:
            if uid not in seen:
                self._missed[uid] += 1
                continue
            antenna = self._antenna[uid]
            self._count("looks", antenna, now_s, 1 + self._missed.pop(uid, 0))
            self._count("seen", antenna, now_s)

    def antenna_of(self, uid: Uid) -> int:
        """Where the tag was seen last; 0 where there is but one antenna."""
        return self._antenna.get(uid, 0)

    def left(self, uid: Uid) -> None:
        """It was taken away: the last misses were no misses."""
        self._missed.pop(uid, None)
        self._antenna.pop(uid, None)

    def read(self, uid: Uid, now_s: float, *, failed: bool) -> None:
        """One try to read a tag."""
        self._count("reads", self.antenna_of(uid), now_s)
        if failed:
            self._count("read_failures", self.antenna_of(uid), now_s)

    def switched(self, uid: Uid, tries: int, now_s: float, *, failed: bool) -> None:
        """An order came to its end after so many tries. Not for a tag that was taken away."""
        antenna = self.antenna_of(uid)
        self._count("switches", antenna, now_s)
        self._count("retries", antenna, now_s, max(0, tries - 1))
        if failed:
            self._count("switch_failures", antenna, now_s)

    def reconnected(self, now_s: float) -> None:
        """The reader was lost and is back. Where the tags lie is to be learnt anew."""
        self._count("reconnects", 0, now_s)
        self._missed.clear()

    def password_refused(self, now_s: float) -> None:
        """A tag was silenced by the site's password."""
        self._count("passwords_refused", 0, now_s)

    def health(self, now_s: float) -> RadioHealth:
        """The window that ends now."""
        self._forget(now_s)
        sums: Counter[tuple[str, int]] = Counter()
        for _, counts in self._buckets:
            sums.update(counts)
        antennas = tuple(_antenna(number, sums) for number in self._numbers(sums))
        found = RadioHealth(
            self.reader,
            self.limits.window_s,
            antennas,
            sums["inventories", 0],
            sums["reconnects", 0],
            sums["passwords_refused", 0],
        )
        warnings = tuple(_warnings(found, self.limits))
        return RadioHealth(
            found.reader,
            found.window_s,
            antennas,
            found.inventories,
            found.reconnects,
            found.passwords_refused,
            warnings,
        )

    def _numbers(self, sums: Counter[tuple[str, int]]) -> list[int]:
        of_tags = {number for name, number in sums if name in ("looks", "reads", "switches")}
        return sorted(of_tags | self._known_antennas) or [0]

    def _count(self, name: str, antenna: int, now_s: float, n: int = 1) -> None:
        if not self._buckets or now_s - self._buckets[-1][0] >= self.limits.window_s / BUCKETS:
            self._forget(now_s)
            self._buckets.append((now_s, Counter()))
        self._buckets[-1][1][name, antenna] += n

    def _forget(self, now_s: float) -> None:
        while self._buckets and now_s - self._buckets[0][0] >= self.limits.window_s:
            self._buckets.popleft()


def _antenna(number: int, sums: Counter[tuple[str, int]]) -> AntennaHealth:
    names = ("looks", "seen", "reads", "read_failures", "switches", "retries", "switch_failures")
    return AntennaHealth(number, **{name: sums[name, number] for name in names})


def _warnings(found: RadioHealth, limits: HealthLimits) -> Iterable[str]:
    for antenna in found.antennas:
        where = f"antenna {antenna.antenna}: " if antenna.antenna else ""
        for warning in _of_antenna(antenna, limits):
            yield where + warning
    if found.reconnects >= limits.reconnects:
        yield (
            f"the reader was lost {found.reconnects} times: check its cable, plug and power supply"
        )
    if found.passwords_refused:
        yield (
            f"{found.passwords_refused} times a tag did not take the site's password:"
            " compare it with the one the tags were protected with"
        )


def _of_antenna(antenna: AntennaHealth, limits: HealthLimits) -> Iterable[str]:
    rate = antenna.read_rate
    if rate is not None and antenna.looks >= limits.least and rate < limits.read_rate:
        yield (
            f"tags that lie there are seen in {rate:.0%} of the inventories: check the antenna's"
            " cable, keep metal and other readers away, lay piles down loosely"
        )
    if _above(antenna.read_failures, antenna.reads, limits.read_failures, limits.least):
        yield (
            f"{antenna.read_failures} of {antenna.reads} tries to read a tag failed: look for"
            " interference (power supplies, screens, a second reader) and badly placed tags"
        )
    if _above(antenna.switch_failures, antenna.switches, limits.switch_failures, limits.least):
        yield (
            f"{antenna.switch_failures} of {antenna.switches} tags could not be switched: check"
            " antenna and power, and whether these tags are locked or protected"
        )
    elif _above(antenna.retries, antenna.switches, limits.switch_retries, limits.least):
        yield (
            f"{antenna.switches} switchings took {antenna.retries} more tries: writing needs more"
            " field than reading; check antenna and its distance to the tags"
        )


def _above(cases: int, of: int, limit: float, least: int) -> bool:
    return of >= least and cases / of > limit
