"""From a reader address to an open reader."""

from __future__ import annotations

from rfid.feig.driver import FeigReader
from rfid.reader import Reader
from rfid.transport import Transport
from rfid.transport.serial import SerialTransport, is_pseudo_terminal
from rfid.transport.tcp import TcpTransport
from rfid.url import ReaderAddress, SerialLine, TcpLine, parse_address

GAP_S = 0.005
"""Pause between frames that FEIG asks for; a simulated device does without."""


def open_reader(address: str | ReaderAddress) -> Reader:
    """Open the line and ask the reader who it is.

    Raises ConfigurationError for an address that cannot be understood, ReaderFault when nothing
    answers there.
    """
    parsed = parse_address(address) if isinstance(address, str) else address
    simulated = is_simulated(parsed)
    transport = _open_line(parsed.line)
    try:
        return FeigReader(
            transport,
            parsed.text,
            simulated,
            timeout_s=parsed.timeout_s,
            gap_s=0.0 if simulated else GAP_S,
        )
    except BaseException:
        transport.close()
        raise


def is_simulated(address: ReaderAddress) -> bool:
    """Whether the address says so, or leads to a pseudo-terminal."""
    line = address.line
    return address.simulated or (isinstance(line, SerialLine) and is_pseudo_terminal(line.path))


def _open_line(line: SerialLine | TcpLine) -> Transport:
    if isinstance(line, SerialLine):
        return SerialTransport(line.path, line.baud, line.parity)
    return TcpTransport(line.host, line.port)
