"""The real transports and the twin's ends of them, in one process."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rfid.errors import ReaderFault
from rfid.events import ReaderDown, ReaderUp, SecurityDone, SetSecurity, TagArrived
from rfid.factory import open_reader
from rfid.sim.faults import FaultPlan
from rfid.sim.field_file import write_state
from rfid.sim.lines import PtyLine, TcpLine
from rfid.sim.server import TwinServer
from rfid.transport.serial import SerialTransport, effective_parity
from rfid.transport.tcp import TcpTransport
from rfid.types import Security
from rfid.worker import ReaderWorker, run_worker
from support.rfid_processes import write_field
from support.rfid_rig import POLICY, VirtualField, tag, uid


class LooseCable(FaultPlan):
    """Comes out once, after the tenth piece of the host's stream."""

    def __init__(self) -> None:
        super().__init__()
        self._left = 10

    def unplugs(self) -> bool:
        self._left -= 1
        return self._left == 0


class Pad:
    """A twin served on a thread, on a pty and on TCP."""

    def __init__(self, folder: Path, faults: FaultPlan | None = None) -> None:
        self.link = folder / "pad"
        self.reports: list[dict[str, object]] = []
        field = VirtualField()
        field.lay(tag(1))
        write_state(folder / "FIELD.json", field)
        self.tcp = TcpLine("127.0.0.1", 0)
        orders, self._orders = os.pipe()
        self._pipe = orders
        self._told = threading.Condition()
        self.server = TwinServer(
            [PtyLine(self.link), self.tcp],
            folder / "FIELD.json",
            self._report,
            folder / "STATE.json",
            faults or FaultPlan(),
            orders_fd=orders,
        )
        self.server.start()
        self._thread = threading.Thread(target=self.server.run)
        self._thread.start()

    def order(self, text: str) -> None:
        os.write(self._orders, text.encode() + b"\n")

    def wait(self, wanted: dict[str, object]) -> None:
        with self._told:
            assert self._told.wait_for(
                lambda: any(wanted.items() <= each.items() for each in self.reports), 20
            )

    def close(self) -> None:
        self.server.stop()
        self._thread.join(20)
        os.close(self._orders)
        os.close(self._pipe)

    def _report(self, what: dict[str, object]) -> None:
        with self._told:
            self.reports.append(what)
            self._told.notify_all()


@pytest.fixture
def pad(tmp_path: Path) -> Iterator[Pad]:
    served = Pad(tmp_path)
    yield served
    served.close()


def test_pty_asked_for_even_parity_opens_again_and_again(
    pad: Pad, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(3):
        reader = open_reader(f"feig+serial:{pad.link}?parity=E")
        assert [each.uid for each in reader.inventory()] == [uid(1)]
        reader.close()
    assert "parity N instead of E" in caplog.text


def test_parity_is_kept_on_a_real_port() -> None:
    assert effective_parity("/dev/ttyUSB0", "E") == "E"
    assert effective_parity("/dev/pts/3", "N") == "N"


def test_reader_on_a_pty_is_known_as_simulated(pad: Pad) -> None:
    reader = open_reader(f"feig+serial:{pad.link}")
    info = reader.info()
    reader.close()
    assert (info.model, info.simulated) == ("FEIG ISC.MR102", True)


def test_reader_answers_on_tcp(pad: Pad) -> None:
    reader = open_reader(f"feig+tcp:127.0.0.1:{pad.tcp.port}")
    assert [each.uid for each in reader.inventory()] == [uid(1)]
    assert not reader.info().simulated
    reader.close()


@pytest.mark.parametrize("action", ["write", "read", "discard"])
def test_pulled_serial_cable_is_a_reader_fault(tmp_path: Path, action: str) -> None:
    line = PtyLine(tmp_path / "pad")
    line.plug()
    port = SerialTransport(str(tmp_path / "pad"))
    line.unplug()
    with pytest.raises(ReaderFault, match="is lost"):
        port.write(b"x") if action == "write" else getattr(port, action)()
    port.close()
    with pytest.raises(ReaderFault, match="No such file"):
        SerialTransport(str(tmp_path / "pad"))


@pytest.mark.parametrize("action", ["read", "discard"])
def test_closed_connection_is_a_reader_fault(action: str) -> None:
    line = TcpLine("127.0.0.1", 0)
    line.plug()
    transport = TcpTransport("127.0.0.1", line.port)
    line.receive()
    line.unplug()
    with pytest.raises(ReaderFault):
        getattr(transport, action)()
    transport.close()


def test_late_bytes_are_thrown_away() -> None:
    line = TcpLine("127.0.0.1", 0)
    line.plug()
    transport = TcpTransport("127.0.0.1", line.port)
    transport.write(b"ping")
    while line.receive() != b"ping":
        pass
    line.send(b"late")
    while transport.read() != b"late":
        pass
    line.send(b"later")
    transport.discard()
    line.send(b"!")
    found = b""
    while not found.endswith(b"!"):
        found += transport.read()
    transport.close()
    line.unplug()
    assert found in (b"!", b"later!")


def test_line_to_something_that_is_no_reader_is_a_fault_in_time() -> None:
    line = TcpLine("127.0.0.1", 0)
    line.plug()
    with pytest.raises(ReaderFault, match="no answer"):
        open_reader(f"feig+tcp:127.0.0.1:{line.port}?timeout_ms=100")
    line.unplug()


class Desk:
    """A worker on its own thread with the real clock; `wait` for an event."""

    def __init__(self, address: str) -> None:
        self.events: list[object] = []
        self._told = threading.Condition()
        self._stop = threading.Event()
        self.worker = ReaderWorker("pad", lambda: open_reader(address), POLICY, self._take)
        self._thread = threading.Thread(target=run_worker, args=(self.worker, self._stop))
        self._thread.start()

    def wait(self, kind: type, count: int = 1) -> object:
        """The count-th event of this kind."""

        def found() -> list[object]:
            return [event for event in self.events if isinstance(event, kind)]

        with self._told:
            assert self._told.wait_for(lambda: len(found()) >= count, 20), self.events
            return found()[count - 1]

    def close(self) -> None:
        self._stop.set()
        self.worker.wake()
        self._thread.join(20)

    def _take(self, event: object) -> None:
        with self._told:
            self.events.append(event)
            self._told.notify_all()


@pytest.fixture
def desk(pad: Pad) -> Iterator[Desk]:
    working = Desk(f"feig+serial:{pad.link}?parity=E")
    yield working
    working.close()


def test_worker_switches_a_tag_over_a_pty(pad: Pad, desk: Desk) -> None:
    desk.wait(TagArrived)
    desk.worker.submit(SetSecurity("one", uid(1), Security.ON_LOAN))
    assert desk.wait(SecurityDone).outcome.value == "verified"
    pad.wait({"event": "afi", "uid": str(uid(1)), "afi": "C2"})


def test_reader_unplugged_during_a_held_write_finishes_it_after_the_plug(
    pad: Pad, desk: Desk
) -> None:
    desk.wait(TagArrived)
    pad.order('{"do": "arm", "trigger": "hold@write_afi:1"}')
    pad.wait({"event": "done", "do": "arm"})
    desk.worker.submit(SetSecurity("one", uid(1), Security.ON_LOAN))
    pad.wait({"event": "trigger", "trigger": "hold@write_afi:1"})
    pad.order('{"do": "unplug"}')
    desk.wait(ReaderDown)
    assert not any(each["event"] == "afi" for each in pad.reports)
    begun = time.monotonic()
    pad.order('{"do": "plug"}')
    desk.wait(ReaderUp, 2)
    assert time.monotonic() - begun < 3
    done = desk.wait(SecurityDone)
    assert (done.outcome.value, done.before, done.after) == ("verified", 0x07, 0xC2)
    desk.wait(TagArrived, 2)


def test_held_write_is_forgotten_when_the_host_closes_the_line(pad: Pad, desk: Desk) -> None:
    desk.wait(TagArrived)
    pad.order('{"do": "arm", "trigger": "hold@write_afi:1"}')
    pad.wait({"event": "done", "do": "arm"})
    # A host that dies is a line that closes: this one gives up waiting and opens anew by itself.
    desk.worker.open_reader = lambda: open_reader(f"feig+tcp:127.0.0.1:{pad.tcp.port}")
    desk.worker.submit(SetSecurity("one", uid(1), Security.ON_LOAN))
    pad.wait({"event": "trigger", "trigger": "hold@write_afi:1"})
    desk.wait(ReaderDown)
    assert not any(each["event"] == "afi" for each in pad.reports)
    assert desk.wait(SecurityDone).outcome.value == "verified"


def test_held_write_released_in_time_is_verified(pad: Pad, desk: Desk) -> None:
    desk.wait(TagArrived)
    pad.order('{"do": "arm", "trigger": "hold@write_afi:1"}')
    pad.wait({"event": "done", "do": "arm"})
    desk.worker.submit(SetSecurity("one", uid(1), Security.ON_LOAN))
    pad.wait({"event": "trigger", "trigger": "hold@write_afi:1"})
    pad.order('{"do": "release"}')
    assert desk.wait(SecurityDone).outcome.value == "verified"


def test_tag_lifted_mid_write_is_gone(pad: Pad, desk: Desk, tmp_path: Path) -> None:
    desk.wait(TagArrived)
    pad.order('{"do": "arm", "trigger": "lift@write_afi:1"}')
    pad.wait({"event": "done", "do": "arm"})
    desk.worker.submit(SetSecurity("one", uid(1), Security.ON_LOAN))
    assert desk.wait(SecurityDone).outcome.value == "gone"
    write_field(tmp_path / "FIELD.json", [])
    pad.wait({"event": "field"})
    write_field(tmp_path / "FIELD.json", [{"uid": str(uid(1))}])
    assert desk.wait(TagArrived, 2).reading.afi == 0x07


def test_cable_that_comes_out_by_chance_is_back_after_a_while(tmp_path: Path) -> None:
    loose = Pad(tmp_path, LooseCable())
    working = Desk(f"feig+serial:{loose.link}")
    working.wait(ReaderDown)
    working.wait(ReaderUp, 2)
    working.close()
    loose.close()
    lines = [each["up"] for each in loose.reports if each["event"] == "line"]
    assert lines == [False, True]
