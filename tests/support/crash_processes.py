"""Stations in processes of their own, and the pad that outlives them."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.session.pages import Way
from rfid.sim.feig_twin import FeigTwin
from rfid.sim.field import VirtualField, VirtualTag
from rfid.sim.lines import TcpLine
from support.crash_bench import bench_at
from support.crash_runner import Case, as_argument
from support.crash_town import Town, book

ROOT = Path(__file__).parents[2]
PATIENCE_S = 40.0


def environment() -> dict[str, str]:
    """Of a child that imports the product and the support of its tests."""
    return {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}


class Child:
    """A process that is somebody else's child, held by a descriptor: its number is never mistaken
    for another's."""

    def __init__(self, process_id: int) -> None:
        self._lock = threading.Lock()
        try:
            self._fd = os.pidfd_open(process_id)
        except ProcessLookupError:
            self._fd = -1

    def kill(self) -> None:
        """SIGKILL; nothing happens to a dead one."""
        with self._lock, contextlib.suppress(ProcessLookupError):
            if self._fd >= 0:
                signal.pidfd_send_signal(self._fd, signal.SIGKILL)

    def wait(self) -> None:
        """Until it is gone."""
        if self._fd < 0:
            return
        ended = select.select([self._fd], [], [], PATIENCE_S)[0]
        if not ended:
            self.kill()
        with self._lock:
            os.close(self._fd)
            self._fd = -1
        assert ended, "the station's process did not end"


class Nursery:
    """Starts stations from a process that has everything imported."""

    def __init__(self, errors: Path) -> None:
        self.errors = errors
        self._lock = threading.Lock()
        with errors.open("wb") as stream:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "support.crash_runner", "--nursery"],
                cwd=ROOT,
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stream,
                text=True,
            )

    def start(self, case: Case) -> Child:
        """A child that lives through the case."""
        orders, answers = self._process.stdin, self._process.stdout
        assert orders is not None
        assert answers is not None
        with self._lock:
            orders.write(as_argument(case) + "\n")
            orders.flush()
            return Child(int(answers.readline()))

    def close(self) -> None:
        """No more children; those that live end by themselves."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._process.stdout.close()


class TcpPad:
    """A reader on TCP, in a thread: `strike(n)` is called before the n-th command since `arm`, and
    returns whether the command still acts."""

    def __init__(self, *tags: VirtualTag) -> None:
        self.field = VirtualField()
        for tag in tags:
            self.field.lay(tag)
        self.count = 0
        self._strike: Callable[[int], bool] = lambda _: True
        self._twin = FeigTwin(self.field)
        self._line = TcpLine("127.0.0.1", 0)
        self._line.plug()
        self._stop, self._stopping = os.pipe()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"feig+tcp:127.0.0.1:{self._line.port}?simulated=1"

    def arm(self, strike: Callable[[int], bool]) -> None:
        """Count from here."""
        self.count = 0
        self._strike = strike

    def close(self) -> None:
        os.write(self._stopping, b".")
        self._thread.join(PATIENCE_S)
        self._line.unplug()
        os.close(self._stop)
        os.close(self._stopping)

    def _run(self) -> None:
        while True:
            ready = select.select([self._stop, *self._line.descriptors()], [], [])[0]
            if self._stop in ready:
                return
            data = self._line.receive()
            if data is None:
                self._twin.hang_up()
            elif data:
                self.count += 1
                if self._strike(self.count):
                    self._line.send(self._twin.feed(data))


@contextmanager
def pad_with(*tags: VirtualTag) -> Iterator[TcpPad]:
    """A pad, closed in the end."""
    pad = TcpPad(*tags)
    try:
        yield pad
    finally:
        pad.close()


class ReadyMade:
    """State folders of an enrolled station that has its snapshot: one that never did anything, and
    one that lent book 1. Made once, copied for each case with what its town knows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._towns: dict[str, Town] = {}
        self._books: dict[str, int] = {}
        for name, way in (("fresh", None), ("lent", Way.BORROW)):
            tag = book(1)
            with bench_at(folder / name) as bench:
                bench.ready()
                if way is not None:
                    bench.begin(way)
                    bench.field.lay(tag)
                    bench.until(lambda bench=bench: bench.state.rows and bench.settled())
                    bench.leave()
                    bench.run(40.0)
                self._towns[name] = bench.town
                self._books[name] = tag.afi

    def copy(self, name: str, folder: Path, town: Town) -> VirtualTag:
        """One's own; returns book 1 as it is now."""
        shutil.copytree(self._folder / name, folder)
        town.copy(self._towns[name])
        return book(1, self._books[name])
