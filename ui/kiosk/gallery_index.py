"""The index of the pictures (`ui.kiosk.gallery`), written so that taking them can be stopped at any
moment and gone on with.

While they are taken `index.jsonl` has a line for each that is whole on disk, below one that says of
which program; `index.json` is there once all are.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

Entry = dict[str, str | list[str]]
"""One picture: its file, page, orientation, language and mode, and its faults."""
PARTS: Final = ("ui", "kiosk", "catalogue", "rfid")
SOURCE: Final = (".py", ".qml", ".js", ".ts", ".qm", ".svg", ".png", ".ttf", ".otf", ".toml")


class Taken:
    """What of them is done. Pictures of another program are no part of it."""

    def __init__(self, folder: Path, program: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._whole, self._lines = folder / "index.json", folder / "index.jsonl"
        self.entries = self._read(folder, program)
        self._whole.unlink(missing_ok=True)
        self._file = self._lines.open("w", encoding="utf-8")
        self._write({"program": program})
        for entry in self.entries.values():
            self._write(entry)

    def _read(self, folder: Path, program: str) -> dict[str, Entry]:
        """Of each picture that is there; a line that was cut off is none."""
        if not self._lines.exists():
            return {}
        first, *lines = [*self._lines.read_text(encoding="utf-8").split("\n")]
        if first != json.dumps({"program": program}):
            return {}
        entries = [json.loads(line) for line in lines[:-1]]
        return {one["file"]: one for one in entries if (folder / one["file"]).exists()}

    def add(self, entry: Entry) -> None:
        """Its picture is whole on disk."""
        self.entries[str(entry["file"])] = entry
        self._write(entry)

    def _write(self, line: Entry | dict[str, str]) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()

    def close(self) -> None:
        """No more for now."""
        self._file.close()

    def finish(self, index: list[Entry]) -> None:
        """All are there."""
        text = json.dumps({"pictures": index}, indent=1, ensure_ascii=False)
        self._whole.write_text(text + "\n", encoding="utf-8")
        self._lines.unlink()


def of_program() -> str:
    """Changes with whatever may change a picture: a hash of the program's files."""
    root, found = Path(__file__).parents[2], hashlib.sha256()
    files = (path for part in PARTS for path in (root / part).rglob("*"))
    for path in sorted(path for path in files if path.suffix in SOURCE):
        found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
