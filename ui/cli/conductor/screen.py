"""The kiosk's window seen and touched from outside, over its demo socket."""

from __future__ import annotations

import json
import queue
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ui.cli.conductor.children import PATIENCE_S
from ui.cli.errors import CliError, ExitCode

State = dict[str, Any]


class Screen:
    """One connection to a kiosk. Answers come in the order of the requests; pushed states are kept,
    so that a page that showed for a moment is not missed. `alive`: is the kiosk running at all?"""

    def __init__(self, path: Path, *, alive: Callable[[], bool], timeout_s: float):
        self._socket = _connect(path, alive, timeout_s)
        self._lines = self._socket.makefile("r", encoding="utf-8")
        self._answers: queue.Queue[State] = queue.Queue()
        self._changed = threading.Condition()
        self.states: list[State] = []
        threading.Thread(target=self._read, name="screen", daemon=True).start()

    def _read(self) -> None:
        try:
            for line in self._lines:
                said = json.loads(line)
                if said.get("event") == "state":
                    with self._changed:
                        self.states.append(said)
                        self._changed.notify_all()
                elif "ok" in said:
                    self._answers.put(said)
        except (OSError, ValueError):
            pass
        self._answers.put({"ok": False, "error": "the kiosk closed its socket"})

    def do(self, **request: Any) -> State:
        """One request, its answer. Raises CliError with the kiosk's words when it says no."""
        try:
            self._socket.sendall((json.dumps(request) + "\n").encode())
            answer = self._answers.get(timeout=PATIENCE_S)
        except (OSError, queue.Empty) as error:
            raise CliError(f"the kiosk does not answer ({error})", ExitCode.PROBLEMS) from error
        if not answer["ok"]:
            raise CliError(f"{request}: {answer.get('error')}", ExitCode.PROBLEMS)
        return answer

    def tap(self, target: str) -> None:
        """A finger on the visible control of that name."""
        self.do(do="tap", target=target)

    def scan(self, barcode: str) -> None:
        """The barcode scanner: it types like a keyboard."""
        self.do(do="text", text=barcode, enter=True)

    def type_digits(self, digits: str) -> None:
        """Fingers on the keypad."""
        for digit in digits:
            self.tap(f"key-{digit}")

    def state(self) -> State:
        """What is on screen now, with the names of everything visible."""
        return self.do(do="state")

    def wait(self, wanted: Callable[[State], bool], what: str) -> State:
        """Until the kiosk shows what is wanted. Raises CliError naming it."""
        deadline = time.monotonic() + PATIENCE_S
        now = self.state()
        while not wanted(now):
            with self._changed:
                seen = len(self.states)
                left = deadline - time.monotonic()
                if left <= 0:
                    shown = {key: now.get(key) for key in ("page", "network", "reader", "rows")}
                    raise CliError(f"{what} did not show; on screen: {shown}", ExitCode.PROBLEMS)
                self._changed.wait_for(lambda s=seen: len(self.states) > s, min(left, 0.5))
            now = self.state()
        return now

    def wait_page(self, page: str) -> State:
        """Until that page is on screen."""
        return self.wait(lambda s: s["page"] == page, f"page {page}")

    def wait_rows(self, **wanted: str) -> State:
        """Until each item (keyword `i` + item id) has its row in the named state."""
        items = {key.removeprefix("i"): value for key, value in wanted.items()}

        def there(state: State) -> bool:
            rows = {row["item"]: row["state"] for row in state["rows"]}
            return all(rows.get(item) == value for item, value in items.items())

        return self.wait(there, f"rows {items}")

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def _connect(path: Path, alive: Callable[[], bool], timeout_s: float) -> socket.socket:
    deadline = time.monotonic() + timeout_s
    while True:
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(str(path))
            return line
        except OSError as error:
            line.close()
            if not alive():
                raise CliError("the kiosk ended before it opened", ExitCode.PROBLEMS) from error
            if time.monotonic() > deadline:
                raise CliError(f"the kiosk did not open {path}", ExitCode.PROBLEMS) from error
            time.sleep(0.05)
