"""Progress of long work on stderr: a line a second at most, on a screen one line that changes."""

from __future__ import annotations

import sys
import time
from types import TracebackType

import click

EVERY_S = 1.0
MINUTE_S, HOUR_S = 60, 3600


class Progress:
    """A context manager. Says nothing of work that is done within the first second."""

    def __init__(self) -> None:
        self._due_s = time.monotonic() + EVERY_S
        self._screen = sys.stderr.isatty()
        self._open = False

    def __call__(self, what: str, done: int, total: int) -> None:
        """So much of it is done; `total` 0: nobody knows how much there is."""
        if self.is_due():
            share = f" of {total} ({100 * done // total} %)" if total else ""
            self._show(f"{what}: {done}{share}")

    def is_due(self) -> bool:
        """Has a second gone by since the last line?"""
        now_s = time.monotonic()
        if now_s < self._due_s:
            return False
        self._due_s = now_s + EVERY_S
        return True

    def _show(self, text: str) -> None:
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


class Loading(Progress):
    """Records that go by: how many, how fast, and for how long still. What is done and what there
    is in all may be counted in something else, bytes of a file."""

    def __init__(self) -> None:
        super().__init__()
        self._began_s = time.monotonic()
        self._first: tuple[int, int] | None = None

    def at(self, records: int, done: int, total: int | None) -> None:
        """So far. What was done before the first call is no measure of speed."""
        if self._first is None:
            self._first = records, done
            self._began_s = time.monotonic()
        if not self.is_due():
            return
        took_s = time.monotonic() - self._began_s
        more, further = records - self._first[0], done - self._first[1]
        told = [f"{records} records"]
        if more:
            told.append(f"{more / took_s:,.0f}/s")
        if total:
            told[0] += f" ({100 * done // total} %)"
        if total and further:
            told.append(f"{span((total - done) * took_s / further)} left")
        self._show(", ".join(told))

    def __enter__(self) -> Loading:
        return self


def span(seconds: float) -> str:
    """A time to wait, as one says it."""
    if seconds < MINUTE_S:
        return f"{max(1, round(seconds))} s"
    if seconds < HOUR_S:
        return f"{round(seconds / MINUTE_S)} min"
    return f"{seconds / HOUR_S:.1f} h"


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
