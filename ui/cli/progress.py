"""Progress of long work on stderr: a line a second at most, on a screen one line that changes."""

from __future__ import annotations

import sys
import time
from types import TracebackType

import click

EVERY_S = 1.0


class Progress:
    """A context manager. Says nothing of work that is done within the first second."""

    def __init__(self) -> None:
        self._due_s = time.monotonic() + EVERY_S
        self._screen = sys.stderr.isatty()
        self._open = False

    def __call__(self, what: str, done: int, total: int) -> None:
        """So much of it is done; `total` 0: nobody knows how much there is."""
        now_s = time.monotonic()
        if now_s < self._due_s:
            return
        self._due_s = now_s + EVERY_S
        share = f" of {total} ({100 * done // total} %)" if total else ""
        text = f"{what}: {done}{share}"
        self._open = self._screen
        click.echo(f"\r\x1b[K{text}" if self._screen else text, err=True, nl=not self._screen)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._open:
            click.echo("\r\x1b[K", err=True, nl=False)


def counting(progress: Progress, what: str, total: int) -> _Counter:
    """Counts steps up to a total."""
    return _Counter(progress, what, total)


class _Counter:
    def __init__(self, progress: Progress, what: str, total: int) -> None:
        self._progress, self._what, self._total = progress, what, total
        self._done = 0

    def __call__(self, more: int) -> None:
        self._done += more
        self._progress(self._what, self._done, max(self._total, self._done))
