"""Reader addresses: what is understood, and what the one line of advice says."""

from __future__ import annotations

import pytest

from rfid.errors import ConfigurationError
from rfid.factory import is_simulated, open_reader
from rfid.url import Capture, PcscSlot, SerialLine, TcpLine, parse_address


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("feig+serial:/dev/ttyUSB0", SerialLine("/dev/ttyUSB0", 38400, "E")),
        ("feig+serial:/dev/ttyS1?baud=115200&parity=N", SerialLine("/dev/ttyS1", 115200, "N")),
        ("feig+serial:COM3", SerialLine("COM3", 38400, "E")),
        ("feig+tcp:127.0.0.1:10001", TcpLine("127.0.0.1", 10001)),
        ("feig+tcp:pad.example.org", TcpLine("pad.example.org", 10001)),
        ("feig+tcp:[::1]:4001", TcpLine("::1", 4001)),
        ("3m+serial:/dev/ttyUSB0", SerialLine("/dev/ttyUSB0", 19200, "N")),
        ("3m+serial:/dev/ttyUSB0?baud=9600", SerialLine("/dev/ttyUSB0", 9600, "N")),
        ("3m+tcp:192.0.2.9:4001", TcpLine("192.0.2.9", 4001)),
        ("replay:desk.jsonl", Capture("desk.jsonl")),
    ],
)
def test_address_is_understood(text: str, line: object) -> None:
    assert parse_address(text).line == line


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("fieg+serial:/dev/ttyUSB0", "write feig+serial:"),
        ("feig-tcp:1.2.3.4:10001", "write feig+tcp:"),
        ("http://reader", "write feig+serial:/dev/ttyUSB0 or feig+tcp:HOST:PORT"),
        ("/dev/ttyUSB0", "is no reader address"),
        ("sim:pad", "not in this version"),
        ("feig+serial:", "the serial port is missing"),
        ("3m+serial:", "write 3m+serial:/dev/ttyUSB0"),
        ("3m+tcp::1", "write 3m+tcp:127.0.0.1:10001"),
        ("3m+tcp:reader?antennas=2", "unknown option 'antennas'"),
        ("feig+tcp:reader?antennas=9", "write 1 to 8"),
        ("replay:", "write replay:CAPTURE.jsonl"),
        ("feig+serial:/dev/ttyUSB0?buad=38400", "write baud="),
        ("feig+serial:/dev/ttyUSB0?baud=1234", "write 4800"),
        ("feig+serial:/dev/ttyUSB0?parity=even", "write N, E, O"),
        ("feig+serial:/dev/ttyUSB0?38400", "?name=value"),
        ("feig+tcp:1.2.3.4:10001?baud=9600", "unknown option 'baud'"),
        ("feig+tcp:1.2.3.4:port", "no number"),
        ("feig+tcp:1.2.3.4:70000", "no HOST:PORT"),
        ("feig+tcp::10001", "no HOST:PORT"),
        ("feig+tcp:pad?timeout_ms=0", "no number above 0"),
        ("feig+tcp:pad?simulated=yes", "write 0, 1"),
    ],
)
def test_misspelt_address_says_in_one_line_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        open_reader(text)
    assert advice in str(error.value)
    assert "\n" not in str(error.value)


def test_address_can_say_that_the_reader_is_simulated() -> None:
    assert is_simulated(parse_address("feig+tcp:127.0.0.1:10001?simulated=1"))
    assert not is_simulated(parse_address("feig+tcp:127.0.0.1:10001"))
    assert not is_simulated(parse_address("feig+serial:/dev/ttyUSB0"))
    assert is_simulated(parse_address("feig+serial:/dev/pts/7"))
    assert is_simulated(parse_address("pcsc:Virtual PCD 00 00"))
    assert is_simulated(parse_address("pcsc:?simulated=1"))
    assert not is_simulated(parse_address("pcsc:"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("pcsc:", ""),
        ("pcsc:ACS ACR1552 1S CL Reader PICC 00 00", "ACS ACR1552 1S CL Reader PICC 00 00"),
        ("pcsc:ACS%20ACR1552?simulated=0", "ACS ACR1552"),
    ],
)
def test_smart_card_reader_is_named_or_the_only_one(text: str, name: str) -> None:
    address = parse_address(text)
    assert (address.family, address.line) == ("pcsc", PcscSlot(name))


def test_time_out_is_given_in_milliseconds() -> None:
    assert parse_address("feig+tcp:pad?timeout_ms=400").timeout_s == 0.4
