"""Reader addresses: text → values. Opening them is `rfid.factory`.

    feig+serial:/dev/ttyUSB0?baud=38400&parity=E
    feig+tcp:192.168.7.20:10001
    3m+serial:/dev/ttyUSB0?baud=19200
    3m+tcp:192.168.7.21:10001
    pcsc:READER NAME OR PART OF IT
    replay:CAPTURE.jsonl

Options: `timeout_ms` (serial and TCP), `simulated=1` (all but replay), `baud` and `parity`
(serial), `antennas` (FEIG, how many to take in turns). `pcsc:` alone is the only contactless
reader of this machine.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from rfid.errors import ConfigurationError

DEFAULT_BAUD = 38400
DEFAULT_TCP_PORT = 10001
DEFAULT_TIMEOUT_MS = 1200
BAUDS = (4800, 9600, 19200, 38400, 57600, 115200, 230400)

MAX_ANTENNAS = 8

_NOT_YET = ("sim", "3m")
_OPTIONS = {
    "feig+serial": ("baud", "parity", "timeout_ms", "simulated", "antennas"),
    "feig+tcp": ("timeout_ms", "simulated", "antennas"),
    "3m+serial": ("baud", "parity", "timeout_ms", "simulated"),
    "3m+tcp": ("timeout_ms", "simulated"),
    "pcsc": ("simulated",),
    "replay": (),
}
_SCHEMES = tuple(_OPTIONS)
_LINE = {"feig": (str(DEFAULT_BAUD), "E"), "3m": ("19200", "N")}
"""Baud and parity each family comes with."""
_EXAMPLE = "write feig+serial:/dev/ttyUSB0 or feig+tcp:HOST:PORT"


@dataclass(frozen=True, slots=True)
class SerialLine:
    """A serial port; `parity` is N, E or O."""

    path: str
    baud: int
    parity: str


@dataclass(frozen=True, slots=True)
class TcpLine:
    """A TCP end point."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class PcscSlot:
    """A reader of the PC/SC service; "" for the only one, else its name or a part of it."""

    name: str


@dataclass(frozen=True, slots=True)
class Capture:
    """A file with what was once said on a line."""

    path: str


@dataclass(frozen=True, slots=True)
class ReaderAddress:
    """`family` is feig, 3m, pcsc or replay. `simulated` is what the address says; a path below
    /dev/pts makes a reader simulated too. `antennas`: how many are taken in turns, 0 for the only
    one."""

    text: str
    line: SerialLine | TcpLine | PcscSlot | Capture
    timeout_s: float
    simulated: bool
    family: str = "feig"
    antennas: int = 0


def parse_address(text: str) -> ReaderAddress:
    """Raises ConfigurationError with one line that says what to write instead."""
    scheme, colon, rest = text.strip().partition(":")
    if not colon or scheme not in _SCHEMES:
        raise ConfigurationError(_scheme_problem(text, scheme, bool(colon)))
    where, _, query = rest.partition("?")
    options = _options(scheme, query)
    family, _, way = scheme.partition("+")
    if family == "replay":
        return _replay(text.strip(), where)
    simulated = _choice("simulated", options.get("simulated", "0"), ("0", "1")) == "1"
    if family == "pcsc":
        slot = PcscSlot(unquote(where).strip())
        return ReaderAddress(text.strip(), slot, DEFAULT_TIMEOUT_MS / 1000, simulated, family)
    line = _serial(scheme, where, options) if way == "serial" else _tcp(scheme, where)
    antennas = _number("antennas", options.get("antennas", "1"))
    if antennas > MAX_ANTENNAS:
        raise ConfigurationError(f"antennas={antennas} is too much: write 1 to {MAX_ANTENNAS}")
    timeout_ms = _number("timeout_ms", options.get("timeout_ms", str(DEFAULT_TIMEOUT_MS)))
    turns = antennas if antennas > 1 else 0
    return ReaderAddress(text.strip(), line, timeout_ms / 1000, simulated, family, turns)


def _replay(text: str, path: str) -> ReaderAddress:
    if not path:
        raise ConfigurationError("the file is missing: write replay:CAPTURE.jsonl")
    return ReaderAddress(text, Capture(path), DEFAULT_TIMEOUT_MS / 1000, True, "replay")


def _scheme_problem(text: str, scheme: str, has_colon: bool) -> str:
    if not has_colon:
        return f"'{text}' is no reader address: {_EXAMPLE}"
    if scheme in _NOT_YET:
        return f"readers of kind '{scheme}' are not in this version: {_EXAMPLE}"
    near = difflib.get_close_matches(scheme, _SCHEMES, 1)
    return f"unknown kind of reader '{scheme}': {f'write {near[0]}:' if near else _EXAMPLE}"


def _options(scheme: str, query: str) -> dict[str, str]:
    known = _OPTIONS[scheme]
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        raise ConfigurationError(f"'?{query}' is not of the form ?name=value&name=value") from None
    for name, _ in pairs:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            advice = f"write {near[0]}=" if near else f"known are {', '.join(known)}"
            raise ConfigurationError(f"unknown option '{name}' of {scheme}: {advice}")
    return dict(pairs)


def _serial(scheme: str, path: str, options: dict[str, str]) -> SerialLine:
    if not path:
        raise ConfigurationError(f"the serial port is missing: write {scheme}:/dev/ttyUSB0")
    usual_baud, usual_parity = _LINE[scheme.partition("+")[0]]
    baud = _choice("baud", options.get("baud", usual_baud), tuple(map(str, BAUDS)))
    return SerialLine(
        path, int(baud), _choice("parity", options.get("parity", usual_parity), tuple("NEO"))
    )


def _tcp(scheme: str, where: str) -> TcpLine:
    host, _, port_text = where.rpartition(":") if ":" in where else (where, "", "")
    host = host.removeprefix("[").removesuffix("]")
    port = _number("port", port_text) if port_text else DEFAULT_TCP_PORT
    if not host or port > 65535:
        raise ConfigurationError(f"'{where}' is no HOST:PORT: write {scheme}:127.0.0.1:10001")
    return TcpLine(host, port)


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text) > 0):
        raise ConfigurationError(f"{name}={text} is no number above 0")
    return int(text)


def _choice(name: str, text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise ConfigurationError(f"{name}={text} is not possible: write {', '.join(allowed)}")
    return text
