"""PC/SC as it is on a desk: the real pcscd, killed, restarted, and with a card that is pulled."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rfid.errors import TagNotAnswering
from rfid.events import (
    ReaderDown,
    ReaderEvent,
    ReaderUp,
    SecurityDone,
    SecurityOutcome,
    SetSecurity,
    TagArrived,
    TagLeft,
)
from rfid.factory import open_reader
from rfid.types import Security
from rfid.worker import ReaderWorker, run_worker
from support.pcsc_rigs import PcscdRig
from support.rfid_processes import Beaupre
from support.rfid_rig import ON_LOAN, POLICY, SECURED, tag, uid

BACK_S = 3.0


@pytest.fixture
def rig() -> Iterator[PcscdRig]:
    made = PcscdRig()
    yield made
    made.close()


class Station:
    """A worker on a thread of its own, and what it tells."""

    def __init__(self, address: str) -> None:
        self.told: queue.Queue[ReaderEvent] = queue.Queue()
        self.worker = ReaderWorker("pad", lambda: open_reader(address), POLICY, self.told.put)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=run_worker, args=(self.worker, self._stop))

    def __enter__(self) -> Station:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self.worker.wake()
        self._thread.join(10)

    def next(self, kind: type[ReaderEvent], within_s: float = 10.0) -> ReaderEvent:
        """The next event of this kind."""
        deadline_s = time.monotonic() + within_s
        while True:
            event = self.told.get(timeout=max(0.001, deadline_s - time.monotonic()))
            if isinstance(event, kind):
                return event


def test_killed_service_is_back_within_three_seconds_with_the_tag_told_anew(rig: PcscdRig) -> None:
    """Guard: context errors are ReaderFault, and each opening makes a context of its own."""
    rig.lay(tag(1))
    with Station(f"pcsc:{rig.pcscd.name}") as station:
        station.next(ReaderUp)
        assert station.next(TagArrived).reading.uid == uid(1)
        rig.pcscd.kill()
        assert "PC/SC service" in station.next(ReaderDown).reason
        rig.pcscd.start()
        since_s = time.monotonic()
        station.next(ReaderUp, BACK_S)
        again = station.next(TagArrived, BACK_S)
        assert again.reading.uid == uid(1)
        assert time.monotonic() - since_s < BACK_S
        station.worker.submit(SetSecurity("after", uid(1), Security.ON_LOAN))
        assert station.next(SecurityDone).outcome is SecurityOutcome.VERIFIED
    assert rig.field.tags[0].afi == ON_LOAN


def test_tag_switched_while_the_service_dies_is_put_right_when_it_is_back(rig: PcscdRig) -> None:
    rig.lay(tag(1))
    with Station(f"pcsc:{rig.pcscd.name}") as station:
        station.next(TagArrived)
        rig.twin.triggers.arm("hold@write_afi:1")
        station.worker.submit(SetSecurity("loan", uid(1), Security.ON_LOAN))
        until(lambda: rig.twin.holding)
        rig.pcscd.kill()
        station.next(ReaderDown)
        rig.pcscd.start()
        done = station.next(SecurityDone)
        assert (done.token, done.outcome) == ("loan", SecurityOutcome.VERIFIED)
        assert done.before == SECURED


def test_card_pulled_and_laid_back_leaves_and_arrives(rig: PcscdRig) -> None:
    book, other = tag(1), tag(2)
    rig.lay(book)
    with Station(f"pcsc:{rig.pcscd.name}") as station:
        assert station.next(TagArrived).reading.uid == uid(1)
        rig.field.lift(book)
        rig.field.lay(other)
        assert station.next(TagArrived).reading.uid == uid(2)
        rig.lift(other)
        assert {station.next(TagLeft).uid, station.next(TagLeft).uid} == {uid(1), uid(2)}


@pytest.mark.parametrize("action", ["lift", "tear"])
def test_card_pulled_while_it_is_written_does_not_answer(rig: PcscdRig, action: str) -> None:
    book = tag(1)
    rig.lay(book)
    reader = open_reader(f"pcsc:{rig.pcscd.name}")
    assert [each.uid for each in reader.inventory()] == [uid(1)]
    rig.twin.triggers.arm(f"{action}@write_blocks:2")
    with pytest.raises(TagNotAnswering):
        reader.write_blocks(uid(1), 20, b"aaaabbbbcccc", 4)
    assert bytes(book.memory[80:84]) == b"aaaa"
    assert bytes(book.memory[88:92]) != b"cccc"
    rig.lay(book)
    until(lambda: [each.uid for each in reader.inventory()] == [uid(1)])
    reader.write_blocks(uid(1), 20, b"aaaabbbbcccc", 4)
    assert reader.read_blocks(uid(1), 20, 3) == b"aaaabbbbcccc"
    reader.close()


def test_fast_swap_is_seen_and_the_old_tag_is_gone(rig: PcscdRig) -> None:
    """Swapped within one look of pcscd. Guard: the UID is read at each look."""
    book, other = tag(1), tag(2)
    rig.lay(book)
    reader = open_reader(f"pcsc:{rig.pcscd.name}")
    assert [each.uid for each in reader.inventory()] == [uid(1)]
    rig.field.lift(book)
    rig.field.lay(other)
    with pytest.raises(TagNotAnswering):
        reader.write_afi(uid(1), ON_LOAN)
    until(lambda: [each.uid for each in reader.inventory()] == [uid(2)])
    assert other.afi == SECURED
    reader.close()


def test_reader_that_never_answers_is_down_after_three_seconds_and_is_opened_again(
    rig: PcscdRig,
) -> None:
    """Guard: the deadline around SCardTransmit. The order it held up is carried out afterwards."""
    rig.lay(tag(1))
    with Station(f"pcsc:{rig.pcscd.name}") as station:
        station.next(TagArrived)
        rig.twin.triggers.arm("hold@write_afi:1")
        station.worker.submit(SetSecurity("loan", uid(1), Security.ON_LOAN))
        assert "does not answer within 3 s" in station.next(ReaderDown).reason
        rig.release()
        station.next(ReaderUp)
        done = station.next(SecurityDone)
        assert (done.token, done.outcome) == ("loan", SecurityOutcome.VERIFIED)


def test_simulated_card_is_read_with_the_tools(rig: PcscdRig, tmp_path: Path) -> None:
    field = tmp_path / "field.json"
    field.write_text('{"tags": [{"uid": "E004015000000001"}]}', encoding="utf-8")
    vpcd = f"127.0.0.1:{rig.pcscd.port}"
    with Beaupre(
        "readers", "simulate", "--model", "pcsc", "--vpcd", vpcd, "--field", field
    ) as card:
        card.event("ready", vpcd=vpcd)
        name = rig.pcscd.name
        rig.pcscd.until(lambda service: service.look(name).present)
        with Beaupre("tags", "read", "--reader", f"pcsc:{name}", "--json") as tool:
            (row,) = [tool.until(lambda line: "uid" in line)]
            assert row["uid"] == "E004015000000001"


def until(true: Callable[[], bool], within_s: float = 10.0) -> None:
    """Wait until this is so."""
    deadline_s = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline_s
        threading.Event().wait(0.01)
