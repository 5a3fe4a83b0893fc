"""What one durable record costs, held against the disk's own price for being durable.

Ours: a return written by the station's journal: sealed, chained, in the outbox, committed with
`synchronous=FULL`. The peer: one 4 KiB block overwritten in a file, and `fdatasync`. Both on the
disk the benches run on, turn by turn.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.command import Scale, bench_command
from bench.figures import Aim, Figure, Round, compared
from catalogue.domain.ids import fresh_id
from kiosk.store.clock import SystemClock
from kiosk.store.journal import Journal

SAMPLES = 400
BLOCK = 4096
FILE_BLOCKS = 1024
COUNTED = 200


@contextmanager
def journal() -> Iterator[Journal]:
    """A new journal in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-enqueue-") as folder:
        opened = Journal.open(Path(folder) / "journal.db", clock=SystemClock(), new_id=fresh_id)
        opened.identity("bench-1", 1, "A")
        try:
            yield opened
        finally:
            opened.close()


def record(into: Journal) -> None:
    """One return, as the kiosk writes it."""
    into.record_check_in(
        "3104800000001",
        "A",
        {"uid": "E004010000000001", "before": "C2", "after": "07", "verified": True},
        title="t-1",
    )


def one_round(opened: Journal, bare: Callable[[], None], samples: int) -> Round:
    """Peer, ours, peer, again and again, so that a busy disk is busy for all three."""
    actions: tuple[Callable[[], None], ...] = (bare, lambda: record(opened), bare)
    times: tuple[list[float], ...] = ([], [], [])
    for _ in range(samples):
        for action, taken in zip(actions, times, strict=True):
            began = time.perf_counter()
            action()
            taken.append(1000 * (time.perf_counter() - began))
    return Round(*(statistics.median(taken) for taken in times))


class BareSync:
    """The least that is durable: a block overwritten in place, and fdatasync."""

    def __init__(self, folder: str) -> None:
        self._file = os.open(Path(folder) / "blocks", os.O_CREAT | os.O_RDWR, 0o600)
        os.pwrite(self._file, os.urandom(BLOCK * FILE_BLOCKS), 0)
        os.fsync(self._file)
        self._block = os.urandom(BLOCK)
        self._at = 0

    def __call__(self) -> None:
        self._at = (self._at + 1) % FILE_BLOCKS
        os.pwrite(self._file, self._block, self._at * BLOCK)
        os.fdatasync(self._file)

    def close(self) -> None:
        """Give the file back."""
        os.close(self._file)


def syncs_per_record() -> float | None:
    """Counted by strace in a process of its own; None where there is no strace."""
    if shutil.which("strace") is None:
        return None
    with tempfile.NamedTemporaryFile("r") as trace:
        options = ("-f", "-e", "trace=fsync,fdatasync", "-o", trace.name)
        command = ["strace", *options, sys.executable, "-m", "bench.enqueue", "--records"]
        subprocess.run([*command, str(COUNTED)], check=True)
        marked = Path(trace.name).read_text()
        command[-1:] = ["--records", "0"]
        subprocess.run(command, check=True)
        empty = Path(trace.name).read_text()
    calls = [len(re.findall(r"f(?:data)?sync\(", text)) for text in (marked, empty)]
    return (calls[0] - calls[1]) / COUNTED


def write_records(count: int) -> None:
    """For `syncs_per_record`: so many records in a new journal, nothing else."""
    with journal() as opened:
        for _ in range(count):
            record(opened)


def measure(scale: Scale) -> Sequence[Figure]:
    """Alternate journal and bare sync."""
    samples = 5 if scale.tiny else SAMPLES
    with journal() as opened, tempfile.TemporaryDirectory(prefix="bench-sync-") as folder:
        bare = BareSync(folder)
        done = [one_round(opened, bare, samples) for _ in range(scale.rounds)]
        bare.close()
        if opened.counts().journalled != samples * scale.rounds or not opened.verify_chain().intact:
            raise RuntimeError("the journal does not hold what was recorded")
    return [
        compared(
            "one durable record",
            "ms",
            done,
            against="fdatasync of 4 KiB",
            aim=Aim("<=", 2.0),
            syncs_per_record=None if scale.tiny else syncs_per_record(),
        )
    ]


main = bench_command("enqueue", measure, __doc__)

if __name__ == "__main__":
    if sys.argv[1:2] == ["--records"]:
        write_records(int(sys.argv[2]))
    else:
        main()
