"""How soon a tap shows while the kiosk has much else to do.

A tap is delivered to the window's process by another; it shows in the first frame swapped after the
session has taken it in. Meanwhile the station delivers 10,000 operations it recorded while it was
cut off, and its reader reads a stack of 20 tags again and again; server and reader twin are
processes of their own. The taps are a patron's: a way, digits of a card, a digit taken back, and
back to the start. The peer is a bare window that changes the colour of a rectangle, under the load
of the same station without a screen.
"""

from __future__ import annotations

import itertools
import queue
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.command import Scale, bench_command
from bench.figures import Aim, Figure, percentile
from bench.rig import SETTINGS, Twin, Window, bare, books, kiosk, kiosk_config, reading
from bench.town import Branch, cut_off, found_branch, scratch, serving
from bench.watch import say
from kiosk.config import load_config
from kiosk.session.states import SessionState
from kiosk.station import build_station
from ui.cli.conductor.children import Child
from ui.cli.conductor.world import pending

OPERATIONS = 10_000
TAGS = 20
PAUSE_S = (0.02, 0.08)
"""A quick finger's, between what it saw and the next tap."""
LAY_S = 1.5
P99_AIM_MS, FRAME_AIM_MS = 50.0, 100.0
PATRON = (
    "choose-borrow",
    *(f"key-{digit}" for digit in "2104800"),
    "key-backspace",
    "action-back",
)
BARE_AT = (540.0, 960.0)


class Finger:
    """Taps one control after the other; `taps_ms` and `frames_ms` are what it saw."""

    def __init__(self, window: Window, names: Sequence[str], seed: int) -> None:
        self._window = window
        self._names = itertools.cycle(names)
        self._chance = random.Random(seed)
        self._places: dict[str, tuple[float, float]] = {}
        self.taps_ms: list[float] = []
        self.frames_ms: list[float] = []

    def tap(self) -> None:
        """The next one, after a moment."""
        name = next(self._names)
        if name and name not in self._places:
            self._places[name] = self._window.find(name)
        time.sleep(self._chance.uniform(*PAUSE_S))
        shown = self._window.tap(self._places.get(name, BARE_AT))
        self.taps_ms.append(1000 * shown["tap_s"])
        self.frames_ms.append(1000 * shown["frame_s"])


@contextmanager
def pad_in_use(twin: Twin) -> Iterator[None]:
    """Somebody lays a stack down and takes it away, again and again."""
    over = threading.Event()
    tags = books(TAGS)

    def work() -> None:
        while not over.is_set():
            twin.pad.lay(*tags)
            over.wait(LAY_S)
            twin.pad.clear()
            over.wait(LAY_S)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def tap_while(busy: Branch, finger: Finger, least: int) -> float:
    """Until the station has delivered everything; how long that took. At least so many taps."""
    began_s = time.monotonic()
    while pending(busy.journal) or len(finger.taps_ms) < least:
        for _ in range(len(PATRON)):
            finger.tap()
    return time.monotonic() - began_s


Way = Callable[[Branch, Twin, int, int], tuple[Finger, float]]


def ours(branch: Branch, twin: Twin, least: int, seed: int) -> tuple[Finger, float]:
    """The kiosk, tapped while it works."""
    with serving(branch.database) as url, kiosk(branch, url, twin) as window:
        window.wait("drawn", page="start", reader=True)
        finger = Finger(window, PATRON, seed)
        with pad_in_use(twin):
            return finger, tap_while(branch, finger, least)


def peer(branch: Branch, twin: Twin, least: int, seed: int) -> tuple[Finger, float]:
    """The bare window, tapped while a station without a screen does the same work."""
    with ExitStack() as running:
        url = running.enter_context(serving(branch.database))
        window = running.enter_context(bare(branch.folder, "--watch"))
        window.wait("frame")
        config = branch.station / "kiosk.toml"
        config.write_text(kiosk_config(branch, url, twin.link))
        log = branch.folder / "station.log"
        station = Child("station", [str(config)], log, env={}, module="bench.touch")
        running.callback(station.stop)
        station.wait_for(lambda said: said.get("event") == "ready", timeout_s=60, what="a station")
        finger = Finger(window, ("",), seed)
        with pad_in_use(twin):
            return finger, tap_while(branch, finger, least)


def run_station(config: Path) -> None:
    """A station without a screen, for the peer; until standard input ends or a signal comes."""
    calls: queue.Queue[object] = queue.Queue()
    told: list[bool] = []

    def show(state: SessionState) -> None:
        if state.reader_up and not told:
            told.append(True)
            say("ready")

    station = build_station(load_config(config), post=calls.put, on_state=show)
    station.start()
    while True:
        call = calls.get()
        if callable(call):
            call()


def measure(scale: Scale) -> Sequence[Figure]:
    """In turns; each starts with the same queue and the same server."""
    operations, least = (20, len(PATRON)) if scale.tiny else (OPERATIONS, 100)
    with scratch() as folder:
        base = found_branch(folder / "base", scale)
        cut_off(base, operations)

        def run(way: Way, name: str, seed: int) -> tuple[Finger, float]:
            branch = base.copy(folder / name)
            with reading(folder / name / "pad") as twin:
                return way(branch, twin, least, seed)

        fingers, peers, took = [], [run(peer, "peer", 0)[0]], []
        for number in range(scale.rounds):
            finger, took_s = run(ours, f"ours-{number}", number)
            fingers.append(finger)
            took.append(took_s)
            again = peers[0] if scale.tiny else run(peer, f"peer-{number}", number)[0]
            peers.append(again)
    return _figures(fingers, peers, took)


def _figures(
    fingers: Sequence[Finger], peers: Sequence[Finger], took: Sequence[float]
) -> Sequence[Figure]:
    mine = [ms for finger in fingers for ms in finger.taps_ms]
    frames = [ms for finger in fingers for ms in finger.frames_ms]
    their = [ms for finger in peers for ms in finger.taps_ms]
    own_p99 = [percentile(finger.taps_ms, 0.99) for finger in fingers]
    peer_p99 = [percentile(finger.taps_ms, 0.99) for finger in peers]
    around = [(a + b) / 2 for a, b in itertools.pairwise(peer_p99)]
    ratios = [one / other for one, other in zip(own_p99, around, strict=True)]
    noise = [b / a for a, b in itertools.pairwise(peer_p99)]
    longest = [max(finger.frames_ms) for finger in fingers]
    p99 = percentile(mine, 0.99)
    notes = {
        "settings": SETTINGS,
        "taps": len(mine),
        "p50_ms": round(statistics.median(mine), 1),
        "p90_ms": round(percentile(mine, 0.9), 1),
        "peer_p50_ms": round(statistics.median(their), 1),
        "drained_in_s": round(statistics.median(took), 1),
    }
    return [
        Figure(
            "tap to frame, p99",
            "ms",
            p99,
            Aim("<=", P99_AIM_MS),
            spread=(min(own_p99), max(own_p99)),
            rounds=len(fingers),
            notes=notes,
        ),
        Figure(
            "tap to frame, p99, against the peer",
            "ms",
            p99,
            Aim("<=", 3.0),
            against="bare QML window under the same load",
            theirs=percentile(their, 0.99),
            ratio=statistics.median(ratios),
            spread=(min(ratios), max(ratios)),
            noise=(min(noise), max(noise)),
            rounds=len(fingers),
        ),
        Figure(
            "longest frame",
            "ms",
            max(frames),
            Aim("<=", FRAME_AIM_MS),
            spread=(min(longest), max(longest)),
            rounds=len(fingers),
            notes={"over_100_ms": sum(ms > FRAME_AIM_MS for ms in frames)},
        ),
    ]


main = bench_command("touch", measure, __doc__, town=True)

if __name__ == "__main__":
    if len(sys.argv) == 2 and sys.argv[1].endswith(".toml"):
        run_station(Path(sys.argv[1]))
    else:
        main()
