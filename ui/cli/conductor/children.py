"""Child processes that say what they do as JSON lines, and the waiting for what they say."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from ui.cli.errors import CliError, ExitCode

GRACE_S: Final = 5.0
PATIENCE_S: Final = 60.0
"""For what takes a second, on a machine that has much else to do."""
ENDINGS: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
Said = dict[str, Any]


@contextmanager
def undisturbed() -> Iterator[None]:
    """A signal that ends the program waits until the block is left, so that no child gets lost
    between its start and its place in the list of those to be ended. Main thread only."""
    held: list[int] = []
    before = {each: signal.signal(each, lambda number, _: held.append(number)) for each in ENDINGS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    for number in held:
        signal.raise_signal(number)


class Child:
    """One `beaupre` subprocess, or another `module` that speaks alike. Its standard error goes to a
    log file; every JSON line it prints is kept in `said`. Owned by the conductor's main thread; a
    reader thread fills `said`."""

    def __init__(
        self,
        name: str,
        arguments: list[str],
        log: Path,
        *,
        env: Mapping[str, str],
        module: str = "ui.cli.main",
    ):
        self.name = name
        self._log = log
        self._changed = threading.Condition()
        self.said: list[Said] = []
        with log.open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env={**os.environ, **env},
                text=True,
            )
        self._reader = threading.Thread(target=self._read, name=f"{name}-out", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            try:
                said = json.loads(line)
            except ValueError:
                continue
            if isinstance(said, dict):
                with self._changed:
                    self.said.append(said)
                    self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()

    def is_running(self) -> bool:
        """Has it not ended yet?"""
        return self.process.poll() is None

    def mark(self) -> int:
        """Position to wait from: only what is said later counts."""
        return len(self.said)

    def wait_for(
        self, wanted: Callable[[Said], bool], *, since: int = 0, timeout_s: float, what: str
    ) -> Said:
        """The first line from `since` on that is wanted. Raises CliError when the child ends or the
        time is over, naming `what` and the child's log."""

        def found() -> Said | None:
            return next((said for said in self.said[since:] if wanted(said)), None)

        with self._changed:
            self._changed.wait_for(lambda: found() or not self._reader.is_alive(), timeout_s)
            said = found()
        if said is None:
            raise CliError(
                f"{self.name}: {what} did not come; see {self._log}\n{self.tail()}",
                ExitCode.PROBLEMS,
            )
        return said

    def tell(self, message: Said) -> None:
        """Write one JSON line to the child's standard input."""
        if self.process.stdin is not None:
            self.process.stdin.write(json.dumps(message) + "\n")
            self.process.stdin.flush()

    def kill(self) -> None:
        """Pull the plug: SIGKILL, nothing is tidied up."""
        self.process.kill()
        self._close()

    def stop(self) -> None:
        """Ask it to end; after the grace time it is killed."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._close()

    def _close(self) -> None:
        self.process.wait()
        self._reader.join(GRACE_S)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()

    def tail(self, lines: int = 12) -> str:
        """The end of its log, for an error message."""
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-lines:])
