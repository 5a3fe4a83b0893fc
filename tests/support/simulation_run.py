"""Towns for hours: `python -m support.simulation_run FROM TO LOG`, from where LOG ends.

Called again with the same LOG it goes on. A line of LOG is either a seed that failed, with the
first thing that was wrong, or how far the run is: all below `next` are done.
"""

from __future__ import annotations

import gc
import re
import sys
import time
from pathlib import Path

from support.simulation import Ground

TOLD_EACH = 50
PROGRESS = re.compile(r"^next (\d+)\b.*, (\d+) failed", re.MULTILINE)


def done_before(log: Path, first: int) -> tuple[int, int]:
    """Where an earlier run got to, and how many had failed below that."""
    told = PROGRESS.findall(log.read_text(encoding="utf-8")) if log.exists() else []
    return (int(told[-1][0]), int(told[-1][1])) if told else (first, 0)


def outcome(ground: Ground, seed: int) -> str | None:
    """What is wrong in that town, if anything is."""
    try:
        report = ground.run_seed(seed)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other seeds are still to come
        return f"{type(error).__name__}: {error}"
    return f"({report.profile}) {report.faults[0]}" if report.faults else None


def run(ground: Ground, first: int, last: int, log: Path) -> None:
    """All seeds from `first` to `last` that are not in the log yet."""
    at, failed = done_before(log, first)
    start, start_s = at, time.monotonic()
    with log.open("a", encoding="utf-8", buffering=1) as lines:
        for seed in range(at, last + 1):
            wrong = outcome(ground, seed)
            if wrong is not None:
                failed += 1
                lines.write(f"seed {seed} {' '.join(wrong.split())[:300]}\n")
            if (seed + 1) % TOLD_EACH == 0 or seed == last:
                gc.collect()
                rate = (seed + 1 - start) / (time.monotonic() - start_s)
                lines.write(f"next {seed + 1}, {failed} failed, {rate:.2f} seeds/s\n")


def main() -> None:
    """Until the last seed is done or somebody ends it."""
    first, last, log = sys.argv[1:]
    ground = Ground()
    try:
        run(ground, int(first), int(last), Path(log))
    finally:
        ground.close()


if __name__ == "__main__":
    main()
