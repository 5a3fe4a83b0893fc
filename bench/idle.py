"""What a kiosk costs while nobody is there: start page, empty pad, nothing to deliver.

The kiosk's process alone, as the kernel counts it: processor time (schedstat), wake-ups (voluntary
context switches of all its threads), and the memory it has written itself (Private_Dirty of
smaps_rollup), the last against a bare QML window. The reader twin takes as long as a real reader.

The code of libraries is left out of the memory. It is in its files and can be dropped at any time;
and whether the kernel calls it private or shared depends on what else runs, so that the USS of the
same window is 25 MiB beside another Qt program and 63 MiB alone.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.command import Scale, bench_command
from bench.figures import Aim, Figure, Round, compared
from bench.rig import SETTINGS, Twin, Window, bare, kiosk, reading
from bench.town import Branch, found_branch, scratch, serving

WATCHED_S = 60.0
SETTLE_S = 10.0
"""After the start page is there: first feed, first comparison, what start-up left behind."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Of a process: CPU seconds, and wake-ups, by the thread's id."""

    cpu_s: dict[str, float]
    woken: dict[str, int]


@dataclass(frozen=True, slots=True)
class Idle:
    """Of one kiosk: share of a core in percent, wake-ups a second in all and by thread, memory it
    has written."""

    percent: float
    wakeups: float
    by_thread: dict[str, float]
    written_mib: float


def usage(pid: int) -> Usage:
    """As it is now."""
    cpu_s, woken = {}, {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        cpu_s[task.name] = int((task / "schedstat").read_text().split()[0]) / 1e9
        lines = (task / "status").read_text().splitlines()
        woken[task.name] = int(next(x.split()[1] for x in lines if x.startswith("voluntary")))
    return Usage(cpu_s, woken)


def written_mib(pid: int) -> float:
    """Memory that the process has written itself."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(x.split()[1]) for x in lines if x.startswith("Private_Dirty:")) / 1024


def bare_written(folder: Path, settle_s: float) -> float:
    """Of the bare window."""
    with bare(folder) as window:
        window.wait("frame")
        time.sleep(settle_s)
        return written_mib(window.pid)


def idle(branch: Branch, url: str, twin: Twin, scale: Scale) -> Idle:
    """A kiosk left alone."""
    settle_s, watched_s = (0.2, 0.5) if scale.tiny else (SETTLE_S, WATCHED_S)
    with kiosk(branch, url, twin) as window:
        window.wait("drawn", page="start", reader=True)
        time.sleep(settle_s)
        return _watch(window, watched_s)


def _watch(window: Window, watched_s: float) -> Idle:
    before, began_s = usage(window.pid), time.monotonic()
    time.sleep(watched_s)
    after, took_s = usage(window.pid), time.monotonic() - began_s
    woken = {
        thread: (count - before.woken.get(thread, 0)) / took_s
        for thread, count in after.woken.items()
    }
    cpu_s = sum(after.cpu_s.values()) - sum(before.cpu_s.values())
    names = window.threads()
    shares = {
        names.get(thread, thread): round(each, 2) for thread, each in woken.items() if each >= 0.01
    }
    return Idle(100 * cpu_s / took_s, sum(woken.values()), shares, written_mib(window.pid))


def measure(scale: Scale) -> Sequence[Figure]:
    """Bare window and kiosk in turns, for their memory; the kiosk alone for the rest."""
    settle_s = 0.1 if scale.tiny else 2.0
    found, memory = [], []
    with scratch() as folder, reading(folder / "pad") as twin:
        base = found_branch(folder / "base", scale)
        with serving(base.database) as url:
            before = bare_written(folder, settle_s)
            for _ in range(scale.rounds):
                found.append(idle(base, url, twin, scale))
                after = before if scale.tiny else bare_written(folder, settle_s)
                memory.append(Round(before, found[-1].written_mib, after))
                before = after
    seconds = 0.5 if scale.tiny else WATCHED_S
    return [
        _figure("processor while idle", "% of a core", [each.percent for each in found], 1.0),
        _figure(
            "wake-ups while idle",
            "/s",
            [each.wakeups for each in found],
            20.0,
            seconds=seconds,
            by_thread=found[-1].by_thread,
        ),
        compared(
            "memory of its own",
            "MiB",
            memory,
            against="bare QML window",
            aim=Aim("<=", 2.5),
            settings=SETTINGS,
        ),
    ]


def _figure(name: str, unit: str, values: Sequence[float], most: float, **notes: object) -> Figure:
    return Figure(
        name=name,
        unit=unit,
        ours=statistics.median(values),
        aim=Aim("<=", most),
        spread=(min(values), max(values)),
        rounds=len(values),
        notes={**notes},
    )


main = bench_command("idle", measure, __doc__, town=True)

if __name__ == "__main__":
    main()
