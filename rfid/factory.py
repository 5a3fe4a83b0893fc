"""From a reader address to an open reader."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rfid.errors import ConfigurationError
from rfid.feig.driver import FeigReader
from rfid.pcsc.driver import SIMULATED, PcscReader, open_pcsc
from rfid.reader import Reader
from rfid.threem.driver import ThreeMReader
from rfid.transport import Transport
from rfid.transport.recording import ReplayTransport, read_capture
from rfid.transport.serial import SerialTransport, is_pseudo_terminal
from rfid.transport.tcp import TcpTransport
from rfid.url import Capture, PcscSlot, ReaderAddress, SerialLine, TcpLine, parse_address

GAP_S = 0.005
"""Pause between frames that FEIG asks for; a simulated device does without."""


def open_reader(address: str | ReaderAddress) -> Reader:
    """Open the line and ask the reader who it is.

    Raises ConfigurationError for an address that cannot be understood, ReaderFault when nothing
    answers there.
    """
    parsed = parse_address(address) if isinstance(address, str) else address
    if isinstance(parsed.line, Capture):
        recording = read_capture(Path(parsed.line.path))
        played = ReplayTransport(next(iter(recording.sessions), ()), parsed.text)
        return reader_on(played, replace(parsed, family=recording.family))
    if isinstance(parsed.line, PcscSlot):
        return open_pcsc(parsed.line.name, parsed.text, parsed.simulated)
    return reader_on(open_line(parsed), parsed)


def open_card_reader(address: str) -> PcscReader:
    """The reader on which patrons lay their cards. Raises as `open_reader` does."""
    parsed = parse_address(address)
    if not isinstance(parsed.line, PcscSlot):
        raise ConfigurationError(f"{address} reads no patron cards: write pcsc:NAME OF THE READER")
    return open_pcsc(parsed.line.name, parsed.text, parsed.simulated)


def open_line(address: ReaderAddress) -> Transport:
    """The line alone, nobody asked yet."""
    if isinstance(address.line, SerialLine):
        return SerialTransport(address.line.path, address.line.baud, address.line.parity)
    if isinstance(address.line, TcpLine):
        return TcpTransport(address.line.host, address.line.port)
    raise ConfigurationError(f"{address.text} is no live line")


def reader_on(transport: Transport, address: ReaderAddress) -> Reader:
    """The driver of the address's family on this line, which is given back when nobody answers."""
    simulated = is_simulated(address)
    try:
        if address.family == "3m":
            return ThreeMReader(transport, address.text, simulated, timeout_s=address.timeout_s)
        return FeigReader(
            transport,
            address.text,
            simulated,
            timeout_s=address.timeout_s,
            gap_s=0.0 if simulated else GAP_S,
            antennas=address.antennas,
        )
    except BaseException:
        transport.close()
        raise


def is_simulated(address: ReaderAddress) -> bool:
    """Whether the address says so, leads to a pseudo-terminal, or names pcscd's virtual reader."""
    line = address.line
    if isinstance(line, PcscSlot):
        return address.simulated or line.name.casefold().startswith(SIMULATED.casefold())
    return address.simulated or (isinstance(line, SerialLine) and is_pseudo_terminal(line.path))
