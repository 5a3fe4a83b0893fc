"""How smoothly the kiosk moves: frames a second while pages change and rows come in, and how long
a frame takes, drawn by the software renderer at 1080 × 1920.

The peer is a bare window whose one page, a rectangle and a word, fades and moves as far. No screen
sets the pace; Qt's clock of animations gives 62.5 a second at most. A motion's first frame, which
also has the change itself in it, counts among the longest, not among the frames a second.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.command import Scale, bench_command
from bench.figures import Aim, Figure, Round, compared, percentile
from bench.rig import PATIENCE_S, QT, SETTINGS
from bench.town import scratch
from ui.cli.conductor.children import Child

PAUSE_S = 0.06
"""Frames further apart belong to no motion."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Frames a second of each motion, and milliseconds of each frame."""

    rates: list[float]
    costs_ms: list[float]


def moved(*options: str) -> Moved:
    """One run of a process that moves."""
    with scratch() as folder:
        child = Child("framed", options, folder / "framed.log", env=QT, module="bench.framed")
        try:
            told = child.wait_for(
                lambda said: said["event"] == "moved", timeout_s=PATIENCE_S, what="having moved"
            )
        finally:
            child.stop()
    rates, costs_ms = [], []
    for _, frames in told["motions"]:
        costs_ms += [1000 * (shown - begun) for begun, shown in frames]
        times = [shown for _, shown in frames][1:]
        steps = [b - a for a, b in itertools.pairwise(times) if b - a < PAUSE_S]
        if len(steps) >= 3:
            rates.append(len(steps) / sum(steps))
    return Moved(rates, costs_ms)


def measure(scale: Scale) -> Sequence[Figure]:
    """Bare and kiosk in turns."""
    some = ("short",) if scale.tiny else ()
    before, rates, costs, slowest = moved("bare", *some), [], [], []
    for _ in range(scale.rounds):
        ours = moved(*some)
        after = before if scale.tiny else moved("bare")
        rates.append(Round(*(statistics.median(each.rates) for each in (before, ours, after))))
        costs.append(Round(*(percentile(each.costs_ms, 0.99) for each in (before, ours, after))))
        slowest.append(min(ours.rates))
        before = after
    return [
        compared(
            "frames a second in motion", "/s", rates, against="bare window", aim=Aim(">=", 0.95),
            rate=True, slowest_motion=round(min(slowest), 1), settings=SETTINGS,
        ),
        compared("a frame, p99", "ms", costs, against="bare window", aim=None),
    ]  # fmt: skip


main = bench_command("frames", measure, __doc__)

if __name__ == "__main__":
    main()
