"""`beaupre readers list`: what is found, who answers, and that nothing holds it up."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest
from serial.tools import list_ports, list_ports_common

from rfid.discovery import Found, on_pcsc, on_serial, on_tcp, probe, probe_all, within
from rfid.errors import ConfigurationError, ReaderFault
from rfid.reader import Reader
from rfid.sim.feig_twin import FeigTwin
from rfid.sim.lines import TcpLine
from rfid.sim.threem_twin import ThreeMTwin
from rfid.types import ReaderInfo
from support.reader_rigs import FEIG_CAN, LineRig
from ui.cli.main import run

SLOTS = ["ACS ACR1552 1S CL Reader PICC 00 00", "ACS ACR1552 1S CL Reader SAM 00 01", "Other 0"]


class Desk:
    """A PC/SC service with these readers."""

    def __init__(self) -> None:
        self.closed = False

    def readers(self) -> list[str]:
        return SLOTS

    def close(self) -> None:
        self.closed = True


class Answering:
    """A reader that answers to one address only."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.closed = 0
        self.asked: list[str] = []

    def open(self, address: str) -> Reader:
        self.asked.append(address)
        if address.partition("?")[0] != self.address:
            raise ReaderFault("no answer")
        return self

    def info(self) -> ReaderInfo:
        return ReaderInfo("Reader", "1.2", self.address, False)

    def close(self) -> None:
        self.closed += 1


def port(device: str, vid: int | None = None, pid: int | None = None) -> object:
    found = list_ports_common.ListPortInfo(device)
    found.vid, found.pid, found.description = vid, pid, "USB serial"
    return found


def test_feigs_own_usb_number_leaves_no_doubt() -> None:
    (feig, adapter) = on_serial([port("/dev/ttyUSB1", 0x0403, 0x6001), port("/dev/a", 0x0AB1, 1)])
    assert feig.tries == ("feig+serial:/dev/a",)
    assert "FEIG Electronic 0AB1:0001" in feig.description
    assert adapter.tries == ("feig+serial:/dev/ttyUSB1", "3m+serial:/dev/ttyUSB1")
    assert "FTDI 0403:6001" in adapter.description


def test_smart_card_slots_are_told_from_contactless_readers() -> None:
    desk = Desk()
    found = on_pcsc(lambda: desk)
    assert [each.reader for each in found] == [f"pcsc:{SLOTS[0]}", "", f"pcsc:{SLOTS[2]}"]
    assert "FF C2" in found[0].description
    assert "SAM" in found[1].description
    assert desk.closed


@pytest.mark.parametrize("family", ["feig", "3m"])
def test_probing_finds_whose_reader_it_is_and_gives_it_back(family: str) -> None:
    there = Answering(f"{family}+tcp:pad:10001")
    found = probe(on_tcp("pad:10001"), there.open)
    assert found.reader == there.address
    assert found.info is not None
    assert found.info.url == there.address
    assert there.closed == 1


def test_probing_keeps_the_first_problem() -> None:
    found = probe(on_tcp("pad"), Answering("nowhere").open)
    assert (found.info, found.problem, found.reader) == (None, "no answer", "feig+tcp:pad")


def test_port_that_hangs_holds_up_nothing() -> None:
    """Guard: each probe has a thread, all have one deadline."""
    never = threading.Event()
    there = Answering("feig+tcp:good")

    def opened(address: str) -> Reader:
        if "hangs" in address:
            never.wait(30)
        return there.open(address)

    stuck, good = probe_all([on_tcp("hangs"), on_tcp("good")], opened, 0.3)
    never.set()
    assert "no answer within 0.3 s" in stuck.problem
    assert good.info is not None


def test_service_that_hangs_is_given_up() -> None:
    never = threading.Event()

    def work() -> list[Found]:
        never.wait(30)
        return []

    with pytest.raises(ReaderFault, match="does not answer within"):
        within(0.05, work)
    never.set()


def test_error_of_the_service_is_passed_on() -> None:
    def work() -> list[Found]:
        raise ConfigurationError("no pyscard")

    with pytest.raises(ConfigurationError, match="no pyscard"):
        within(5, work)


# The command


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """One serial port nobody answers on, and the PC/SC readers above."""
    monkeypatch.setattr(list_ports, "comports", lambda: [port("/dev/ttyNOT_HERE")])
    monkeypatch.setattr("rfid.pcsc.service.SystemService", Desk)


@pytest.fixture(params=["feig", "3m"])
def pad(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """A twin on TCP: its family and where it is."""
    line = TcpLine("127.0.0.1", 0)
    make = FeigTwin if request.param == "feig" else ThreeMTwin
    rig = LineRig(make, FEIG_CAN, line, str)
    yield request.param, f"127.0.0.1:{line.port}"
    rig.close()


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_list_names_every_kind_with_the_address_to_write(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["readers", "list", "--json"]) == 0
    found = rows(capsys)
    assert [row["kind"] for row in found] == ["serial", "pcsc", "pcsc", "pcsc"]
    assert found[0]["reader"] == "feig+serial:/dev/ttyNOT_HERE"
    assert found[1]["reader"] == f"pcsc:{SLOTS[0]}"
    assert found[2]["reader"] is None


def test_reader_on_the_network_says_who_it_is(
    pad: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    family, where = pad
    assert run(["readers", "list", "--json", "--tcp", where]) == 0
    found = rows(capsys)[-1]
    assert found["reader"] == f"{family}+tcp:{where}"
    assert str(found["model"]).upper().startswith(family.upper())
    assert found["firmware"]


def test_address_where_nothing_answers_ends_with_3(capsys: pytest.CaptureFixture[str]) -> None:
    line = TcpLine("127.0.0.1", 0)
    line.plug()
    port_number = line.port
    line.unplug()
    assert run(["readers", "list", "--json", "--tcp", f"127.0.0.1:{port_number}"]) == 3
    assert rows(capsys)[-1]["problem"]


def test_wrong_address_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["readers", "list", "--tcp", "host:port"]) == 2
    assert "host:port" in capsys.readouterr().err


def test_probing_that_finds_no_reader_ends_with_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> object:
        raise ConfigurationError("PC/SC readers need pyscard")

    monkeypatch.setattr("rfid.pcsc.service.SystemService", missing)
    assert run(["readers", "list", "--probe"]) == 1
    said = capsys.readouterr()
    assert "cannot be opened" in said.out
    assert "No PC/SC reader found." in said.out
    assert "need pyscard" in said.err
