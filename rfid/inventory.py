"""From sightings to arrivals and departures, with hysteresis. Pure: time is a parameter.

A tag arrives when it was seen in k of the last n looks and leaves when it was not seen for a while
and missed several times in a row; so a badly placed tag is reported once, not in a stutter. A look
is an inventory, or an answer of the tag itself, which takes more of it than being listed.
Two chips with one UID are told from the one inventory that lists it twice.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from rfid.types import Dsfid, TagSighting, Uid


@dataclass(frozen=True, slots=True)
class Arrived:
    """The tag lies stable in the field. Again for a tag that is already there after `reannounce`,
    and when `double_uid` changes."""

    uid: Uid
    dsfid: Dsfid | None
    double_uid: bool


@dataclass(frozen=True, slots=True)
class Left:
    """The tag was not seen for the whole departure time."""

    uid: Uid


Change = Arrived | Left


@dataclass(frozen=True, slots=True)
class Hysteresis:
    """Arrival: `arrive_k` of the last `arrive_n` looks. Departure: unseen for `depart_s`
    seconds and in `depart_misses` inventories in a row, both."""

    arrive_k: int = 2
    arrive_n: int = 3
    depart_s: float = 1.0
    depart_misses: int = 3

    def __post_init__(self) -> None:
        if not 1 <= self.arrive_k <= self.arrive_n:
            raise ValueError("arrive_k must be from 1 to arrive_n")


@dataclass(slots=True)
class _Track:
    """What is known of one UID. `last_double_s` is when it was last listed twice."""

    recent: deque[bool]
    dsfid: Dsfid | None
    last_seen_s: float
    misses: int = 0
    present: bool = False
    confirmed: bool = False
    last_double_s: float | None = None
    said_double: bool = False

    @property
    def double(self) -> bool:
        return self.last_double_s is not None


@dataclass(slots=True)
class InventoryTracker:
    """Feed it every inventory; it says what changed."""

    hysteresis: Hysteresis = field(default_factory=Hysteresis)
    _tracks: dict[Uid, _Track] = field(default_factory=dict)

    def present(self) -> list[Uid]:
        """Tags that arrived and have not left, in order of arrival."""
        return [uid for uid, track in self._tracks.items() if track.present]

    def is_double(self, uid: Uid) -> bool:
        """Whether two chips answer with this UID."""
        track = self._tracks.get(uid)
        return track is not None and track.double

    def update(self, sightings: Iterable[TagSighting], now_s: float) -> list[Change]:
        """One inventory, at a monotonic time in seconds."""
        seen = list(sightings)
        counts = Counter(sighting.uid for sighting in seen)
        for sighting in seen:
            self._see(sighting, counts[sighting.uid] > 1, now_s)
        changes: list[Change] = []
        for uid, track in list(self._tracks.items()):
            track.recent.append(uid in counts)
            track.misses = 0 if uid in counts else track.misses + 1
            change = self._judge(uid, track, now_s)
            if change is not None:
                changes.append(change)
        return changes

    def nearly_arrived(self) -> list[TagSighting]:
        """Tags of the last inventory that one more sign of life would make arrive."""
        return [
            TagSighting(uid, track.dsfid)
            for uid, track in self._tracks.items()
            if not (track.misses or track.present or track.double)
            and sum(track.recent) == self.hysteresis.arrive_k - 1
        ]

    def answered(self, uid: Uid, now_s: float) -> Arrived | None:
        """The tag itself was asked and answered: a look at this tag alone. Says whether it arrived
        with that."""
        track = self._tracks.get(uid)
        if track is None:
            return None
        track.recent.append(True)
        track.misses = 0
        track.last_seen_s = now_s
        change = self._judge(uid, track, now_s)
        return change if isinstance(change, Arrived) else None

    def reannounce(self, now_s: float) -> None:
        """The reader was away: each tag that is seen again arrives again, the others leave after
        the departure time from now on."""
        for track in self._tracks.values():
            track.confirmed = False
            track.misses = 0
            track.last_seen_s = now_s

    def _see(self, sighting: TagSighting, double: bool, now_s: float) -> None:
        track = self._tracks.get(sighting.uid)
        if track is None:
            recent: deque[bool] = deque(maxlen=self.hysteresis.arrive_n)
            track = self._tracks[sighting.uid] = _Track(recent, sighting.dsfid, now_s)
        track.last_seen_s = now_s
        if double:
            track.last_double_s = now_s
        elif now_s - (track.last_double_s or now_s) >= self.hysteresis.depart_s:
            track.last_double_s = None

    def _judge(self, uid: Uid, track: _Track, now_s: float) -> Change | None:
        rule = self.hysteresis
        if track.misses == 0:
            stable = track.present or sum(track.recent) >= rule.arrive_k
            news = not track.confirmed or track.said_double != track.double
            if stable and news:
                track.present = track.confirmed = True
                track.said_double = track.double
                return Arrived(uid, track.dsfid, track.double)
        elif track.present:
            if track.misses >= rule.depart_misses and now_s - track.last_seen_s >= rule.depart_s:
                del self._tracks[uid]
                return Left(uid)
        elif not any(track.recent):
            del self._tracks[uid]
        return None
