"""What the reader's radio came to, for staff: the last word and one line an hour, in a small file.

It is a help and no record: a file that cannot be written or read stops nothing. Nothing of it is
ever shown to patrons.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kiosk.devices.health import Health
from rfid.health import RadioHealth

DEVICE = "radio"
HOUR_MS = 3_600_000
HISTORY = 7 * 24
"""Hours that are kept."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RadioLog:
    """`wall_ms` is the wall clock. `note` belongs to one thread."""

    path: Path
    health: Health
    wall_ms: Callable[[], int]

    def note(self, found: RadioHealth) -> None:
        """Keep it, and tell staff what is wrong."""
        if found.warnings:
            self.health.problem(DEVICE, "; ".join(found.warnings))
        else:
            self.health.ok(DEVICE)
        now = {"at_ms": self.wall_ms(), **asdict(found)}
        history = (read_radio(self.path) or {}).get("history", [])
        if not history or now["at_ms"] - history[-1]["at_ms"] >= HOUR_MS:
            history = [*history, now][-HISTORY:]
        new = self.path.with_suffix(".new")
        try:
            new.write_text(json.dumps({"now": now, "history": history}), encoding="utf-8")
            new.replace(self.path)
        except OSError as error:
            _log.warning("%s: %s", self.path, error.strerror or error)


def read_radio(path: Path) -> dict[str, Any] | None:
    """`{now, history}` as `note` wrote it; None where there is none, or nothing usable."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        usable = isinstance(data["now"]["at_ms"], int) and all(
            isinstance(each["at_ms"], int) for each in data["history"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return data if usable else None
