"""A measured figure: ours against a peer or a limit, with its spread and the noise of the peer.

A comparison is made of alternating rounds, peer – ours – peer, so that whatever else the machine
does touches both. `noise` is the peer measured against itself in the same rounds: a ratio that
differs from 1 by less says nothing.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Number = int | float
Sense = Literal["<=", ">="]


@dataclass(frozen=True, slots=True)
class Aim:
    """What a ratio, or where there is none the figure itself, should be."""

    sense: Sense
    bound: float

    def met_by(self, value: float) -> bool:
        """Is it?"""
        return value <= self.bound if self.sense == "<=" else value >= self.bound

    def __str__(self) -> str:
        return f"{'≤' if self.sense == '<=' else '≥'} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a report. `theirs` is None for a figure held against its aim alone; `spread` are
    the smallest and the largest ratio (or figure) of all rounds, `noise` those of the peer against
    itself, None where the peer is a formula."""

    name: str
    unit: str
    ours: float
    aim: Aim | None
    against: str = ""
    theirs: float | None = None
    ratio: float | None = None
    spread: tuple[float, float] | None = None
    noise: tuple[float, float] | None = None
    rounds: int = 1
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def judged(self) -> float:
        """What the aim is held against."""
        return self.ours if self.ratio is None else self.ratio

    @property
    def met(self) -> bool | None:
        """None without an aim."""
        return None if self.aim is None else self.aim.met_by(self.judged)

    def as_json(self) -> dict[str, Any]:
        """For the report; numbers to four significant digits."""
        return {
            "name": self.name,
            "unit": self.unit,
            "ours": _short(self.ours),
            "against": self.against or None,
            "theirs": _short(self.theirs),
            "ratio": _short(self.ratio),
            "aim": None if self.aim is None else str(self.aim),
            "met": self.met,
            "spread": None if self.spread is None else [_short(each) for each in self.spread],
            "noise": None if self.noise is None else [_short(each) for each in self.noise],
            "rounds": self.rounds,
            **self.notes,
        }


@dataclass(frozen=True, slots=True)
class Round:
    """The peer before, ours, the peer again."""

    before: float
    ours: float
    after: float

    @property
    def peer(self) -> float:
        return (self.before + self.after) / 2


def alternate(
    ours: Callable[[], float], peer: Callable[[], float], rounds: int, *, once: bool = False
) -> tuple[Round, ...]:
    """Measure in turns; the peer's second measurement of a round is the first of the next. `once`:
    the peer is measured a single time, where only trying counts."""
    found = []
    before = peer()
    for _ in range(rounds):
        mine = ours()
        after = before if once else peer()
        found.append(Round(before, mine, after))
        before = after
    return tuple(found)


def compared(
    name: str,
    unit: str,
    rounds: Sequence[Round],
    *,
    against: str,
    aim: Aim | None,
    rate: bool = False,
    **notes: Any,
) -> Figure:
    """The median of all rounds. With `rate` both sides are speeds; the ratio is ours ÷ the peer's
    either way."""
    ratios = [each.ours / each.peer for each in rounds]
    own = [each.after / each.before for each in rounds]
    return Figure(
        name=name,
        unit=unit,
        ours=statistics.median(each.ours for each in rounds),
        against=against,
        theirs=statistics.median(each.peer for each in rounds),
        ratio=statistics.median(ratios),
        aim=aim,
        spread=(min(ratios), max(ratios)),
        noise=(min(own), max(own)),
        rounds=len(rounds),
        notes={"rate": True, **notes} if rate else notes,
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0–1) of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _short(value: Number | None) -> Number | None:
    if value is None or isinstance(value, int):
        return value
    return float(f"{value:.4g}")
