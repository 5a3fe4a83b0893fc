"""How each device is doing: ok or a problem in one line, and since when. Any thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeviceHealth:
    """`problem` None: it works. `since_ms` is the wall clock of the last change."""

    device: str
    problem: str | None
    since_ms: int


class Health:
    """The registry. `on_change` is called, on the thread that reported, once per change."""

    def __init__(
        self, wall_ms: Callable[[], int], on_change: Callable[[DeviceHealth], None] | None = None
    ) -> None:
        self._wall_ms = wall_ms
        self._on_change = on_change
        self._lock = threading.Lock()
        self._devices: dict[str, DeviceHealth] = {}

    def ok(self, device: str) -> None:
        """It works (again)."""
        self._set(device, None)

    def problem(self, device: str, text: str) -> None:
        """It does not."""
        self._set(device, text)

    def all(self) -> tuple[DeviceHealth, ...]:
        """Every device ever heard of, by name."""
        with self._lock:
            return tuple(self._devices[name] for name in sorted(self._devices))

    def of(self, device: str) -> DeviceHealth | None:
        """None before the first word about it."""
        with self._lock:
            return self._devices.get(device)

    def _set(self, device: str, problem: str | None) -> None:
        with self._lock:
            known = self._devices.get(device)
            if known is not None and known.problem == problem:
                return
            now = DeviceHealth(device, problem, self._wall_ms())
            self._devices[device] = now
        if self._on_change is not None:
            self._on_change(now)
