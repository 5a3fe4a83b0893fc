"""The simulated printer on a line: TCP, as a network printer listens on port 9100. Each sheet that
comes out becomes a PNG file and a text file of a folder."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.sim.escpos_twin import EscposTwin, Roll, Sheet

LOOK_EVERY_S: Final = 0.2
LATEST: Final = "latest.png"


class PrinterServer:
    """One printer, one line at a time. `start` and `stop` from one thread; a context manager."""

    def __init__(
        self,
        where: tuple[str, int],
        twin: EscposTwin,
        keep: Callable[[Sheet, int], None] = lambda _sheet, _number: None,
    ) -> None:
        """`where`: host and port, 0 takes a free one; `keep`: is handed each sheet with its
        number, on the server's thread."""
        self._twin = twin
        self._keep = keep
        self._lock = threading.Lock()
        self._kept = 0
        self._stop = threading.Event()
        self._listener = socket.create_server(where)
        self._thread = threading.Thread(target=self._run, name="printer-twin", daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def kept(self) -> int:
        """How many sheets came out."""
        with self._lock:
            return self._kept

    def __enter__(self) -> PrinterServer:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join(5)
        self._listener.close()

    def set_paper(self, roll: Roll) -> None:
        """Put a roll in, or take it out; what waited comes out then."""
        with self._lock:
            self._twin.roll = roll
            self._twin.take(b"")
            self._keep_new()

    def set_cover(self, *, is_open: bool) -> None:
        """Open or close it."""
        with self._lock:
            self._twin.cover_open = is_open
            self._twin.take(b"")
            self._keep_new()

    def _run(self) -> None:
        while not self._stop.is_set():
            if select.select([self._listener], [], [], LOOK_EVERY_S)[0]:
                line, _ = self._listener.accept()
                with line:
                    self._serve(line)

    def _serve(self, line: socket.socket) -> None:
        while not self._stop.is_set():
            if not select.select([line], [], [], LOOK_EVERY_S)[0]:
                continue
            try:
                content = line.recv(65536)
                if not content:
                    return
                with self._lock:
                    answer = self._twin.take(content)
                    self._keep_new()
                line.sendall(answer)
            except OSError:
                return  # whoever printed has gone

    def _keep_new(self) -> None:
        while self._kept < len(self._twin.sheets):
            self._kept += 1
            self._keep(self._twin.sheets[self._kept - 1], self._kept)


def into_folder(folder: Path, columns: int, fonts: Path) -> Callable[[Sheet, int], None]:
    """Keeps each sheet as `receipt-001.png` and `.txt`, and the newest as `latest.png`."""
    from kiosk.sim.paper_roll import draw  # noqa: PLC0415  # Pillow, where sheets are kept

    folder.mkdir(parents=True, exist_ok=True)

    def keep(sheet: Sheet, number: int) -> None:
        stem = folder / f"receipt-{number:03}"
        image = draw(sheet, columns, fonts)
        image.save(stem.with_suffix(".png"))
        stem.with_suffix(".txt").write_text(sheet.text, encoding="utf-8")
        fresh = folder / f".{LATEST}"
        image.save(fresh, format="PNG")
        fresh.replace(folder / LATEST)

    return keep
