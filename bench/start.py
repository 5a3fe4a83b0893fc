"""How soon a kiosk is there after it is switched on: its first frame, and ready to lend.

Ready to lend: the station has recovered, the reader answers, and the page that asks for the card
is on screen after a tap. The peer is a bare QML window with the same platform and renderer. Ours
stands in a town whose server answers; once more after a crash, with a long history in the journal.
"""

from __future__ import annotations

import itertools
import os
import signal
import statistics
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench.command import Scale, bench_command
from bench.figures import Aim, Figure, Round, compared
from bench.rig import SETTINGS, Twin, Window, bare, kiosk, reading
from bench.town import Branch, cut_off, found_branch, scratch, serving
from catalogue.domain.ids import fresh_id
from kiosk.store.clock import SystemClock
from kiosk.store.journal import Journal

HISTORY = 20_000
CRASHING = 200
"""Records of the crash itself: what no checkpoint has put into the database yet."""


@dataclass(frozen=True, slots=True)
class Started:
    """Seconds from the start of the process, and of the processor until the first frame; `ready_s`
    is 0 for the bare window."""

    frame_s: float
    cpu_s: float
    ready_s: float = 0.0


def start_bare(folder: Path) -> Started:
    """The bare window."""
    with bare(folder) as window:
        frame = window.wait("frame")
        return Started(float(frame["at_s"]) - window.began_s, float(frame["cpu_s"]))


def start_kiosk(branch: Branch, url: str, twin: Twin) -> Started:
    """One start, with a tap as soon as there is something to tap."""
    with kiosk(branch, url, twin) as window:
        return started(window)


def started(window: Window) -> Started:
    """Watch it become ready."""
    window.wait("drawn", page="start", reader=True)
    window.tap(window.find("choose-borrow"))
    ends = [
        window.wait("drawn", page="identify", reader=True)["at_s"],
        window.wait("recover")["at_s"],
    ]
    frame = window.wait("frame")
    frame_s = float(frame["at_s"]) - window.began_s
    return Started(frame_s, float(frame["cpu_s"]), max(ends) - window.began_s)


def crash(journal: Path) -> None:
    """A station that dies over its journal: records not yet in the database file, and a question to
    which no answer came."""
    code = f"from bench.start import die_over; die_over({str(journal)!r})"
    died = subprocess.run([sys.executable, "-c", code], check=False).returncode
    if died != -signal.SIGKILL or not journal.with_name(journal.name + "-wal").stat().st_size:
        raise RuntimeError(f"the station did not die as it should: {died}")


def die_over(journal: str) -> None:
    """In a process of its own."""
    with closing(Journal.open(Path(journal), clock=SystemClock(), new_id=fresh_id)) as opened:
        evidence = {"uid": "E004015000000001", "before": "C2", "after": "07", "verified": True}
        for number in range(CRASHING):
            opened.record_check_in(f"310489{number:07}", opened.who().branch, evidence)
        os.kill(os.getpid(), signal.SIGKILL)


def measure(scale: Scale) -> Sequence[Figure]:
    """Bare window and kiosk in turns, then the kiosk after a crash."""
    history = 20 if scale.tiny else HISTORY
    with scratch() as folder, reading(folder / "pad") as twin:
        base = found_branch(folder / "base", scale)
        with serving(base.database) as url:
            if not scale.tiny:  # once unmeasured, so that disk and byte code are warm for both
                start_bare(folder)
                start_kiosk(base, url, twin)
            bares, ours = [start_bare(folder)], []
            for _ in range(scale.rounds):
                ours.append(start_kiosk(base, url, twin))
                bares.append(bares[0] if scale.tiny else start_bare(folder))
        crashed = _after_crash(base, folder, twin, history, scale.rounds)
    notes = {"settings": SETTINGS}

    def figure(name: str, part: str, aim: Aim | None, against: str = "frame_s") -> Figure:
        """One of `Started`, ours, against one of the bare window's before and after."""
        rounds = [
            Round(getattr(before, against), getattr(mine, part), getattr(after, against))
            for mine, (before, after) in zip(ours, itertools.pairwise(bares), strict=True)
        ]
        return compared(name, "s", rounds, against="bare QML window", aim=aim, **notes)

    return [
        figure("first frame", "frame_s", Aim("<=", 2.0)),
        figure("first frame, processor time", "cpu_s", None, against="cpu_s"),
        figure("ready to lend", "ready_s", Aim("<=", 8.0)),
        Figure(
            name=f"ready after a crash, {history} operations in the journal",
            unit="s",
            ours=statistics.median(crashed),
            aim=Aim("<=", 3.0),
            spread=(min(crashed), max(crashed)),
            rounds=len(crashed),
            notes=notes,
        ),
    ]


def _after_crash(
    base: Branch, folder: Path, twin: Twin, history: int, rounds: int
) -> Sequence[float]:
    """Each start on a copy of the same wreck, with a server that knows nothing of it yet."""
    wreck = base.copy(folder / "wreck")
    cut_off(wreck, history)
    crash(wreck.journal)
    found = []
    for number in range(rounds):
        branch = wreck.copy(folder / f"wreck-{number}")
        with serving(branch.database) as url:
            found.append(start_kiosk(branch, url, twin).ready_s)
    return found


main = bench_command("start", measure, __doc__, town=True)

if __name__ == "__main__":
    main()
