"""Bytes into a device or file, within a time: a printer without paper takes none, for hours.

Never blocks for longer, also where the device's own open or write would (`O_NONBLOCK`); what was
not taken by then is given up, so that it does not come out while the next patron stands there.
"""

from __future__ import annotations

import os
import select
import time
from pathlib import Path


def write_within(path: Path, content: bytes, within_s: float, *, flags: int = 0) -> None:
    """Write all of it. Raises TimeoutError when it was not taken in time, OSError."""
    end_s = time.monotonic() + within_s
    fd = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC | flags, 0o640)
    try:
        left = memoryview(content)
        while left:
            left_s = end_s - time.monotonic()
            if left_s <= 0 or not select.select([], [fd], [], left_s)[1]:
                raise TimeoutError(f"takes nothing for {within_s:g} s")
            try:
                left = left[os.write(fd, left) :]
            except BlockingIOError:
                continue  # ready for less than was offered: asked again
    finally:
        os.close(fd)
