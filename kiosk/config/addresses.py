"""Addresses of devices that are no reader, as they stand in kiosk.toml."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)


@dataclass(frozen=True, slots=True)
class ScannerLine:
    """Where a barcode scanner is."""

    path: str
    baud: int


def scanner_line(text: str) -> ScannerLine:
    """From `serial:/dev/ttyACM0?baud=9600`; ValueError says what to write."""
    kind, colon, rest = text.partition(":")
    path, _, query = rest.partition("?")
    options = dict(parse_qsl(query, keep_blank_values=True))
    baud = options.pop("baud", "9600")
    if kind != "serial" or not colon or not path or options:
        raise ValueError("write serial:/dev/ttyACM0 or serial:/dev/ttyUSB1?baud=9600")
    if baud not in map(str, BAUDS):
        raise ValueError(f"baud={baud} is not possible: write {', '.join(map(str, BAUDS))}")
    return ScannerLine(path, int(baud))
