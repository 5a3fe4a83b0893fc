"""What a disk may hold after the power went: everything that was synced, and of the rest any part.

Unsynced writes may be there, be missing, or be torn into sectors of 512 bytes, in any order; a file
made or removed since the folder was synced may be there or not (POSIX promises no more).
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.crash_trace import Create, Event, Mark, Sync, Truncate, Unlink, Write

SECTOR = 512
Files = dict[str, bytes]
_Change = Write | Truncate


@dataclass(frozen=True, slots=True)
class Image:
    """The files after a cut behind the first `cut` events, and what had been said until then."""

    cut: int
    files: Mapping[str, bytes]
    said: tuple[dict[str, Any], ...]

    def key(self) -> bytes:
        """The same for the same files and words."""
        digest = hashlib.sha256(repr(self.said).encode())
        for name in sorted(self.files):
            digest.update(name.encode() + b"\0" + hashlib.sha256(self.files[name]).digest())
        return digest.digest()

    def write(self, folder: Path) -> None:
        """Make it so on a real disk."""
        for name, content in self.files.items():
            (folder / name).write_bytes(content)


class Disk:
    """Goes through the events; at any moment it can say what a power cut would leave."""

    def __init__(self, files: Files) -> None:
        self._durable = {name: bytearray(content) for name, content in files.items()}
        self._names = set(files)
        self._pending: list[tuple[int, _Change]] = []
        self._moves: list[Create | Unlink] = []
        self._said: list[dict[str, Any]] = []

    def apply(self, number: int, event: Event) -> None:
        """One event more."""
        match event:
            case Write() | Truncate():
                self._pending.append((number, event))
            case Create() | Unlink():
                self._moves.append(event)
            case Sync(name="") as sync:
                self._names = _moved(self._names, self._moves)
                self._moves.clear()
                assert sync.upto <= number
            case Sync(name=name, upto=upto):
                for at, change in self._pending:
                    if change.name == name and at < upto:
                        _change(self._durable.setdefault(name, bytearray()), change)
                self._pending = [
                    each for each in self._pending if each[1].name != name or each[0] >= upto
                ]
            case Mark(content=content):
                self._said.append(content)

    def image(self, cut: int, how: str, chance: random.Random) -> Image:
        """`how`: kept, dropped, torn (the last one), or any."""
        files = {name: bytearray(content) for name, content in self._durable.items()}
        for n, (_, change) in enumerate(self._pending):
            fate = how
            if how == "torn":
                fate = "torn" if n == len(self._pending) - 1 else "kept"
            elif how == "any":
                fate = chance.choice(("kept", "dropped", "torn"))
            if fate == "kept" or (fate == "torn" and isinstance(change, Truncate)):
                _change(files.setdefault(change.name, bytearray()), change)
            elif fate == "torn" and isinstance(change, Write):
                for piece in _torn(change, chance):
                    _change(files.setdefault(change.name, bytearray()), piece)
        moves = [
            move
            for move in self._moves
            if how == "kept" or (how != "dropped" and chance.random() < 0.5)
        ]
        names = _moved(self._names, moves)
        found = {name: bytes(files.get(name, b"")) for name in names}
        return Image(cut, found, tuple(self._said))


def images(files: Files, events: Sequence[Event], states: int, seed: int) -> Iterator[Image]:
    """Of each cut the image with everything kept, dropped and torn; then by chance until there are
    so many (`states`). None twice."""
    chance = random.Random(seed)
    seen: set[bytes] = set()
    for how in ("dropped", "kept", "torn", *["any"] * 60):
        before = len(seen)
        disk = Disk(files)
        for cut, event in enumerate([None, *events]):
            if event is not None:
                disk.apply(cut - 1, event)
            if how == "any" and len(seen) >= states:
                return
            image = disk.image(cut, how, chance)
            if image.key() not in seen:
                seen.add(image.key())
                yield image
        if how == "any" and len(seen) == before:
            return


def _moved(names: set[str], moves: Sequence[Create | Unlink]) -> set[str]:
    found = set(names)
    for move in moves:
        (found.add if isinstance(move, Create) else found.discard)(move.name)
    return found


def _change(content: bytearray, change: _Change) -> None:
    if isinstance(change, Truncate):
        content.extend(bytes(max(0, change.size - len(content))))
        del content[change.size :]
        return
    content.extend(bytes(max(0, change.offset - len(content))))
    content[change.offset : change.offset + len(change.data)] = change.data


def _torn(write: Write, chance: random.Random) -> Iterator[Write]:
    """The sectors of a write that reached the disk."""
    at = write.offset
    end = write.offset + len(write.data)
    while at < end:
        stop = min(end, (at // SECTOR + 1) * SECTOR)
        if chance.random() < 0.5:
            yield Write(write.name, at, write.data[at - write.offset : stop - write.offset])
        at = stop
