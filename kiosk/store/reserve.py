"""A file that keeps some of the disk free for the last records of a full one."""

from __future__ import annotations

import os
from pathlib import Path


class Reserve:
    """Held in good times, released in need. The store releases it once and goes on; as long as it
    cannot be held again the station starts nothing new."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._size = size

    def hold(self) -> bool:
        """Take the space (again); False when the disk has not that much left."""
        try:
            if self._path.exists() and self._path.stat().st_size >= self._size:
                return True
            descriptor = os.open(self._path, os.O_CREAT | os.O_WRONLY, 0o600)
            try:
                os.posix_fallocate(descriptor, 0, self._size)
            finally:
                os.close(descriptor)
        except OSError:
            self.release()
            return False
        return True

    def release(self) -> bool:
        """Give the space back; False when there was none to give."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True
