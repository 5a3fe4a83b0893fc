"""`beaupre` as real processes: a twin in one, a watcher in another, JSON lines between."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

Line = dict[str, object]
PATIENCE_S = 30.0


class Beaupre:
    """One child process; ended and waited for when the block ends."""

    def __init__(self, *arguments: object) -> None:
        command = [sys.executable, "-m", "ui.cli.main", *map(str, arguments)]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd=Path(__file__).parents[2],
        )
        self.seen: list[Line] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Beaupre:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()

    def order(self, **what: object) -> None:
        """One JSON line on its stdin."""
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()

    def until(self, wanted: Callable[[Line], bool]) -> Line:
        """The next line that is wanted; those before it are in `seen`."""
        while True:
            text = self._lines.get(timeout=PATIENCE_S)
            if text is None:
                raise AssertionError(f"ended: {self.process.stderr.read()} after {self.seen}")
            line = json.loads(text)
            self.seen.append(line)
            if wanted(line):
                return line

    def event(self, name: str, **values: object) -> Line:
        """The next event of this name with these values."""
        return self.until(
            lambda line: (
                line["event"] == name and all(line[key] == value for key, value in values.items())
            )
        )

    def end(self) -> tuple[int, str]:
        """Exit code and stderr of a process that ends by itself."""
        code = self.process.wait(PATIENCE_S)
        return code, self.process.stderr.read()

    def _read(self) -> None:
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)


def write_field(path: Path, rows: Iterable[Line]) -> None:
    """Replaced whole, as an editor would."""
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps({"tags": list(rows)}))
    draft.replace(path)
