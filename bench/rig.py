"""What runs while a kiosk is measured: server, reader twin, kiosk and bare window, each a process
of its own."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from bench.town import Branch
from catalogue.demo.town import load_town
from ui.cli.conductor.children import Child, Said
from ui.cli.conductor.props import Pad, Tag, item_tags
from ui.cli.conductor.world import ENROLMENT_CODE, STATION

SIZE: Final = "1080x1920"
PATIENCE_S: Final = 60.0
QT: Final = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
SETTINGS: Final = "Qt offscreen, software renderer, 1080 × 1920"
"""Both windows'; a machine without a screen has no other."""


class Twin:
    """A reader with a pad; `told` are its reports. `lay` and `lift` return when it has seen it."""

    def __init__(self, folder: Path, options: Sequence[str]) -> None:
        self.link = folder / "pty"
        arguments = ["readers", "simulate", "--pty", str(self.link), *options]
        arguments += ["--field", str(folder / "field.json")]
        self._child: Child | None = None
        self.pad = Pad(folder / "field.json", self._seen)
        self._child = Child("reader", arguments, folder / "reader.log", env={})
        self._wait("ready", 0)

    @property
    def told(self) -> list[Said]:
        """Everything it has said."""
        return self._child.said if self._child else []

    def _seen(self, change: Any) -> None:
        since = len(self.told)
        change()
        self._wait("field", since)

    def _wait(self, event: str, since: int) -> None:
        if self._child is not None:
            self._child.wait_for(
                lambda said: said.get("event") == event,
                since=since,
                timeout_s=PATIENCE_S,
                what=event,
            )

    def stop(self) -> None:
        """End it."""
        if self._child is not None:
            self._child.stop()


@contextmanager
def reading(folder: Path, *options: str) -> Iterator[Twin]:
    """A twin with an empty pad that takes as long as a real reader."""
    folder.mkdir(parents=True, exist_ok=True)
    twin = Twin(folder, ["--air", "100", *options])
    try:
        yield twin
    finally:
        twin.stop()


class Window:
    """A started process that says what `bench.watch` says."""

    def __init__(self, name: str, module: str, arguments: Sequence[str], log: Path) -> None:
        self.began_s = time.monotonic()
        self.child = Child(name, [*arguments], log, env=QT, module=module)
        self.pid = self.child.process.pid
        self._taps = 0
        self._places: dict[str, tuple[float, float]] = {}

    def wait(self, event: str, since: int = 0, **wanted: Any) -> Said:
        """The first such line from `since` on."""
        return self.child.wait_for(
            lambda said: (
                said.get("event") == event
                and all(said.get(key) == value for key, value in wanted.items())
            ),
            since=since,
            timeout_s=PATIENCE_S,
            what=f"{event} {wanted}",
        )

    def find(self, name: str) -> tuple[float, float]:
        """Where that control is now."""
        since = self.child.mark()
        self.child.tell({"do": "find", "name": name})
        found = self.wait("found", since, name=name)
        if found["x"] is None:
            raise RuntimeError(f"{name} is not on screen")
        return found["x"], found["y"]

    def tap(self, at: tuple[float, float]) -> Said:
        """A finger; what was shown, and how long after the tap."""
        self._taps += 1
        since = self.child.mark()
        x, y = at
        self.child.tell({"do": "tap", "x": x, "y": y, "n": self._taps, "at_s": time.monotonic()})
        return self.wait("shown", since, n=self._taps)

    def threads(self) -> dict[str, str]:
        """Names of its threads by the kernel's ids."""
        since = self.child.mark()
        self.child.tell({"do": "threads"})
        return dict(self.wait("threads", since)["names"])

    def stop(self) -> None:
        """Ask it to end."""
        self.child.stop()

    def kill(self) -> None:
        """Pull the plug."""
        self.child.kill()


@contextmanager
def bare(folder: Path, *options: str) -> Iterator[Window]:
    """The bare window, started."""
    window = Window("bare", "bench.bare", options, folder / "bare.log")
    try:
        yield window
    finally:
        window.stop()


@contextmanager
def kiosk(branch: Branch, server_url: str, twin: Twin) -> Iterator[Window]:
    """The kiosk of that branch, started."""
    config = branch.station / "kiosk.toml"
    config.write_text(kiosk_config(branch, server_url, twin.link))
    arguments = ["kiosk", "--config", str(config), "--size", SIZE]
    window = Window("kiosk", "bench.watched", arguments, branch.folder / "kiosk.log")
    try:
        yield window
    finally:
        window.stop()


def kiosk_config(branch: Branch, server_url: str, pty: Path) -> str:
    """As the demo's."""
    values = {
        "station": STATION,
        "branch": "tilleuls",
        "server_url": server_url,
        "state_dir": str(branch.station),
        "reader_url": f"feig+serial:{pty}?simulated=1",
        "enrolment_code": ENROLMENT_CODE,
        "demo_mode": True,
        "owners": [load_town().owner_code],
    }
    return "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())


def books(count: int) -> list[Tag]:
    """Tags of the demo town's copies."""
    return list(item_tags(load_town()).values())[:count]
