"""A receipt printer that is not there: understands ESC/POS byte by byte, as Epson describes it, and
keeps what came out as sheets. Shares no code with the driver (`kiosk.devices.paper`).

It knows what receipts are made of: text in code pages, bold, sizes, alignment, raster images, cuts
and the questions about its status. Anything else is listed in `unknown`.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

ESC, GS, DLE, EOT, LF = 0x1B, 0x1D, 0x10, 0x04, 0x0A
CODE_PAGES: Final = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    14: "cp737",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
}
"""ESC t n of Epson's table, those a European town may choose."""
SIDES: Final = ("left", "center", "right")


class Roll(StrEnum):
    """How its paper is."""

    FINE = "fine"
    LOW = "low"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; `wide`, `high`: times the size of a letter."""

    text: str
    bold: bool = False
    wide: int = 1
    high: int = 1


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of text."""

    runs: tuple[Run, ...]
    side: str

    @property
    def text(self) -> str:
        """Its letters."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture: `rows` of `width` dots, a byte for eight, the left one first; 1 is black."""

    width: int
    rows: tuple[bytes, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """What stands for it in a text."""
        return f"[{self.width} × {len(self.rows)}]"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What came out up to a cut; `cut`: full or partial."""

    parts: tuple[Printed | Raster, ...]
    cut: str

    @property
    def text(self) -> str:
        """Its lines."""
        return "".join(f"{part.text}\n" for part in self.parts)


class EscposTwin:
    """Give it bytes; it gives back what it answers. `roll` and `cover_open` may be set at any
    time: without paper it prints nothing until there is some, and answers all the same."""

    def __init__(self, *, mute: bool = False) -> None:
        """`mute`: a printer that never answers."""
        self.roll = Roll.FINE
        self.cover_open = False
        self.mute = mute
        self.sheets: list[Sheet] = []
        self.unknown: list[bytes] = []
        self._waiting = bytearray()
        self._answers = bytearray()
        self._parts: list[Printed | Raster] = []
        self._reset()
        self._reader = self._read()
        next(self._reader)

    def take(self, content: bytes) -> bytes:
        """Bytes of the line, and what it answers. Without paper they wait, but for questions."""
        self._answers.clear()
        if self.roll is Roll.OUT or self.cover_open:
            self._waiting += self._answered(content)
        else:
            todo, self._waiting = bytes(self._waiting) + content, bytearray()
            for byte in todo:
                self._reader.send(byte)
        return bytes(self._answers)

    def _answered(self, content: bytes) -> bytes:
        """Answer the questions; returns the rest."""
        first, *others = content.split(bytes((DLE, EOT)))
        for other in others:
            self._answer(other[0])
        return first + b"".join(other[1:] for other in others)

    def _answer(self, which: int) -> None:
        if not self.mute:
            self._answers.append(self._status(which))

    @property
    def text(self) -> str:
        """All that came out."""
        return "".join(sheet.text for sheet in self.sheets)

    def _status(self, which: int) -> int:
        out, low = self.roll is Roll.OUT, self.roll is Roll.LOW
        bits = {
            1: 0x08 * (out or self.cover_open),
            2: 0x04 * self.cover_open | 0x20 * out,
            4: 0x60 * out | 0x0C * (out or low),
        }
        return 0x12 | bits.get(which, 0)

    def _reset(self) -> None:
        self._codec, self._side = "cp437", "left"
        self._bold, self._wide, self._high = False, 1, 1
        self._letters = bytearray()
        self._runs: list[Run] = []

    def _read(self) -> Generator[None, int, None]:
        while True:
            byte = yield
            if byte == ESC:
                yield from self._escape((yield))
            elif byte == GS:
                yield from self._group((yield))
            elif byte == DLE and (yield) == EOT:
                self._answer((yield))
            elif byte == LF:
                self._line()
            elif byte >= 0x20:
                self._letters.append(byte)
            else:
                self.unknown.append(bytes((byte,)))

    def _escape(self, command: int) -> Generator[None, int, None]:
        name = chr(command)
        if name == "@":
            self._end_run()
            if self._runs:
                self._line()
            self._reset()
            return
        self._end_run()
        value = yield
        match name:
            case "t":
                if value in CODE_PAGES:
                    self._codec = CODE_PAGES[value]
                else:
                    self.unknown.append(bytes((ESC, command, value)))
            case "a":
                self._side = SIDES[value % 48 % 3]
            case "E":
                self._bold = bool(value & 1)
            case "!":
                self._bold = bool(value & 0x08)
                self._wide, self._high = 1 + bool(value & 0x20), 1 + bool(value & 0x10)
            case "d":
                for _ in range(value):
                    self._line()
            case _:
                self.unknown.append(bytes((ESC, command, value)))

    def _group(self, command: int) -> Generator[None, int, None]:
        match chr(command):
            case "!":
                self._end_run()
                value = yield
                self._wide, self._high = (value >> 4) + 1, (value & 7) + 1
            case "V":
                mode = yield
                if mode >= 65:
                    yield
                self._cut("full" if mode in (0, 48, 65) else "partial")
            case "v":
                yield from self._picture()
            case _:
                self.unknown.append(bytes((GS, command)))

    def _picture(self) -> Generator[None, int, None]:
        """GS v 0 m xL xH yL yH and its dots."""
        head = []
        for _ in range(6):
            head.append((yield))  # noqa: PERF401  # each is sent
        wide, high = head[2] | head[3] << 8, head[4] | head[5] << 8
        dots = bytearray()
        for _ in range(wide * high):
            dots.append((yield))
        rows = tuple(bytes(dots[n : n + wide]) for n in range(0, wide * high, wide or 1))
        self._parts.append(Raster(wide * 8, rows))

    def _end_run(self) -> None:
        if self._letters:
            text = self._letters.decode(self._codec, "replace")
            self._runs.append(Run(text, self._bold, self._wide, self._high))
            self._letters.clear()

    def _line(self) -> None:
        self._end_run()
        self._parts.append(Printed(tuple(self._runs), self._side))
        self._runs = []

    def _cut(self, kind: str) -> None:
        if self._letters or self._runs:
            self._line()
        self.sheets.append(Sheet(tuple(self._parts), kind))
        self._parts = []
