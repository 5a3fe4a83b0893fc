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


@dataclass(frozen=True, slots=True)
class PrinterAddress:
    """Where receipts go. `kind`: file, device, serial or tcp; `number`: baud rate or port."""

    kind: str
    where: str
    number: int = 0

    def __str__(self) -> str:
        return f"{self.where}:{self.number}" if self.kind == "tcp" else self.where


_PRINTERS = (
    "write file:PATH, escpos:/dev/usb/lp0, escpos+serial:/dev/ttyUSB0?baud=19200 or "
    "escpos+tcp://HOST:9100"
)


def printer_address(text: str) -> PrinterAddress:
    """From a `printer` setting; ValueError says what to write."""
    kind, colon, rest = text.partition(":")
    if not colon or not rest:
        raise ValueError(_PRINTERS)
    if kind in ("file", "escpos"):
        return PrinterAddress("file" if kind == "file" else "device", rest)
    if kind == "escpos+serial":
        path, _, query = rest.partition("?")
        options = dict(parse_qsl(query, keep_blank_values=True))
        baud = options.pop("baud", "19200")
        if not path or options or baud not in map(str, BAUDS):
            raise ValueError(f"{_PRINTERS}; baud is one of {', '.join(map(str, BAUDS))}")
        return PrinterAddress("serial", path, int(baud))
    host, _, port = rest.removeprefix("//").rstrip("/").rpartition(":")
    if kind != "escpos+tcp" or not rest.startswith("//") or not host or not port.isdigit():
        raise ValueError(_PRINTERS)
    if not 0 < int(port) < 65536:
        raise ValueError(f"{port}: no port; {_PRINTERS}")
    return PrinterAddress("tcp", host.strip("[]"), int(port))


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
