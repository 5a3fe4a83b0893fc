"""ReaderWorker on the twin, with a virtual clock: tags, commands, a reader that goes and comes."""

from __future__ import annotations

import logging
import threading

import pytest

from rfid.events import ReaderDown, ReaderUp, SecurityDone, SetSecurity, TagArrived, TagLeft
from rfid.sim.faults import FaultPlan
from rfid.sim.images import image_for
from rfid.tagdata.model import Verdict
from rfid.types import Security
from rfid.worker import run_worker
from support.rfid_rig import ON_LOAN, OWNER, SECURED, Rig, tag, uid


def verdicts(rig: Rig) -> list[Verdict]:
    return [event.reading.verdict for event in rig.happened(TagArrived)]


def test_book_on_the_pad_arrives_read_and_decoded() -> None:
    rig = Rig([tag(1)])
    rig.run(0.5)
    (up, arrived) = rig.events
    assert isinstance(up, ReaderUp)
    assert up.info.simulated
    assert arrived.reading.tag.item_id == "3104800000001"
    assert arrived.reading.security is Security.SECURED


def test_memory_is_read_once_while_the_tag_stays() -> None:
    rig = Rig([tag(1)])
    rig.run(10)
    assert (rig.commands("read_blocks"), rig.commands("system_info")) == (1, 1)


def test_block_eight_is_read_only_when_the_crc_asks_for_it() -> None:
    rig = Rig([tag(1), tag(2, image=image_for("42", "FR9999900012X"))])
    rig.run(1)
    assert rig.commands("read_blocks") == 3
    assert verdicts(rig) == [Verdict.ITEM, Verdict.FOREIGN]


def test_tag_of_eight_byte_blocks_is_read() -> None:
    book = tag(1)
    book.block_size = 8
    rig = Rig([book])
    rig.run(1)
    assert verdicts(rig) == [Verdict.ITEM]


def test_ten_books_all_arrive() -> None:
    rig = Rig([tag(number) for number in range(1, 11)])
    rig.run(1)
    assert len(rig.happened(TagArrived)) == 10


@pytest.mark.parametrize(
    ("image", "verdict"),
    [
        (bytes(112), Verdict.BLANK),
        (image_for("3104800000001", OWNER)[:12] + bytes(100), Verdict.DAMAGED),
        (image_for("3104800000001", "FR751131015"), Verdict.FOREIGN),
        (image_for("2104800000001", OWNER, usage=8), Verdict.PATRON_CARD),
        (b"\x9d\x01hello, world", Verdict.UNKNOWN),
    ],
)
def test_tag_that_is_no_book_of_ours_is_named(image: bytes, verdict: Verdict) -> None:
    odd = tag(1, image=image)
    odd.dsfid = 0
    rig = Rig([odd])
    rig.run(1)
    assert verdicts(rig) == [verdict]


def test_two_tags_with_one_uid_are_named_and_neither_read_nor_written() -> None:
    twins = [tag(1), tag(1)]
    rig = Rig(twins)
    rig.run(1)
    rig.switch(1)
    rig.run(3)
    assert verdicts(rig) == [Verdict.DOUBLE_UID]
    assert rig.outcomes() == ["gone"]
    assert [each.afi for each in twins] == [SECURED, SECURED]
    assert rig.commands("read_blocks") == 0


def test_lifted_tag_leaves_and_is_read_anew_when_it_returns() -> None:
    book = tag(1)
    rig = Rig([book])
    rig.run(1)
    rig.field.lift(book)
    rig.run(2)
    book.afi = ON_LOAN
    rig.field.lay(book)
    rig.run(1)
    kinds = [type(event) for event in rig.events]
    assert kinds == [ReaderUp, TagArrived, TagLeft, TagArrived]
    assert rig.events[-1].reading.security is Security.ON_LOAN


def test_flickering_tags_are_announced_once_each() -> None:
    rig = Rig([tag(1), tag(2)], faults=FaultPlan(frozenset({"flicker"}), seed=7))
    rig.run(30)
    assert len(rig.happened(TagArrived)) == 2
    assert rig.happened(TagLeft) == []


def test_tag_that_cannot_be_read_is_named_and_read_as_soon_as_it_can() -> None:
    # One reading as it is first seen, three more once it lies stable.
    rig = Rig([tag(1)])
    for count in (1, 2, 3, 4):
        rig.twin.triggers.arm(f"error@read_blocks:{count}")
    rig.run(1)
    assert verdicts(rig) == [Verdict.UNREADABLE]
    rig.run(2)
    assert verdicts(rig) == [Verdict.UNREADABLE, Verdict.ITEM]


def test_security_is_switched_on_the_next_step_and_read_back() -> None:
    book = tag(1)
    rig = Rig([book])
    rig.run(1)
    rig.switch(1)
    rig.worker.step(rig.clock())
    (done,) = rig.happened(SecurityDone)
    assert (done.outcome.value, done.before, done.after) == ("verified", SECURED, ON_LOAN)
    assert book.afi == ON_LOAN


def test_tag_that_answers_is_announced_after_one_inventory() -> None:
    # Guard: a tag's own answer counts as a look (InventoryTracker.answered).
    rig = Rig([tag(1)])
    rig.run(0.1)
    assert verdicts(rig) == [Verdict.ITEM]
    assert rig.commands("inventory") == 1


def test_tag_seen_once_that_does_not_answer_is_not_announced() -> None:
    # Guard: only a tag that was read is announced before it lies stable.
    book = tag(1)
    rig = Rig([book])
    rig.twin.triggers.arm("lift@system_info:1")
    rig.run(5)
    assert rig.happened(TagArrived) == []
    assert rig.commands("system_info") == 1


def test_value_read_on_arrival_is_not_read_again_before_the_write() -> None:
    # Guard: the worker remembers what it read of a tag that lies there.
    rig = Rig([tag(1)])
    rig.run(1)
    rig.switch(1)
    rig.run(1)
    rig.switch(1, Security.SECURED)
    rig.run(1)
    told = [(done.before, done.after) for done in rig.happened(SecurityDone)]
    assert told == [(SECURED, ON_LOAN), (ON_LOAN, SECURED)]
    # One on arrival, one after each write.
    assert rig.commands("system_info") == 3


@pytest.mark.parametrize(
    ("trigger", "readings", "writes"), [("ignore@write_afi:1", 2, 2), ("error@system_info:1", 2, 1)]
)
def test_second_try_knows_only_what_was_read_after_the_first(
    trigger: str, readings: int, writes: int
) -> None:
    # Guard: what was read before a write is forgotten with it.
    rig = Rig([tag(1)])
    rig.run(1)
    before = rig.commands("system_info")
    rig.twin.triggers.arm(trigger)
    rig.switch(1)
    rig.run(2)
    assert rig.outcomes() == ["verified"]
    assert (rig.commands("system_info") - before, rig.commands("write_afi")) == (readings, writes)


def test_value_read_on_arrival_alone_verifies_nothing() -> None:
    # Guard: what is known already has the wanted value only when it is read back now.
    book = tag(1, afi=ON_LOAN)
    rig = Rig([book])
    rig.run(1)
    book.afi = SECURED
    rig.switch(1)
    rig.run(1)
    assert rig.outcomes() == ["verified"]
    assert book.afi == ON_LOAN


def test_value_is_read_anew_after_the_reader_was_away() -> None:
    # Guard: nothing known from before a lost reader is believed.
    book = tag(1)
    rig = Rig([book])
    rig.run(1)
    rig.pull()
    rig.run(1)
    rig.switch(1)
    book.afi = ON_LOAN
    rig.plug()
    rig.run(3)
    (done,) = rig.happened(SecurityDone)
    assert (done.outcome.value, done.before) == ("verified", ON_LOAN)
    assert rig.commands("write_afi") == 0


def test_pile_is_not_listed_again_while_its_tags_are_read_and_switched() -> None:
    # Guard: other work puts the next inventory off.
    rig = Rig([tag(number) for number in range(1, 11)])

    def lend(event: object) -> None:
        rig.events.append(event)
        if isinstance(event, TagArrived):
            rig.switch(int.from_bytes(event.reading.uid.value[-1:]))

    rig.worker.on_event = lend
    while len(rig.outcomes()) < 10:
        rig.worker.step(rig.clock())
        rig.clock.pass_by(0.05)
    assert rig.outcomes() == ["verified"] * 10
    # One listing, four tags an answer.
    assert rig.commands("inventory") == 3


def test_work_without_end_does_not_hide_a_departure() -> None:
    # Guard: `poll_latest_s`; the queue is never empty here.
    stays, goes = tag(1), tag(2)
    rig = Rig([stays, goes])
    rig.run(1)
    rig.field.lift(goes)
    wanted = [Security.ON_LOAN, Security.SECURED]
    for turn in range(600):
        rig.worker.submit(SetSecurity(f"turn-{turn}", uid(1), wanted[turn % 2]))
        rig.worker.step(rig.clock())
        rig.clock.pass_by(0.05)
    assert [event.uid for event in rig.happened(TagLeft)] == [uid(2)]


def test_reader_unplugged_and_back_announces_present_tags_and_departures() -> None:
    stays, goes = tag(1), tag(2)
    rig = Rig([stays, goes])
    rig.run(1)
    rig.pull()
    rig.run(5)
    rig.field.lift(goes)
    rig.plug()
    rig.events.clear()
    rig.run(3)
    told = [(type(event), getattr(event, "uid", None)) for event in rig.events]
    assert told == [(ReaderUp, None), (TagArrived, None), (TagLeft, uid(2))]
    assert rig.events[1].reading.uid == uid(1)


def test_outage_is_told_once_and_ends_within_three_seconds() -> None:
    rig = Rig()
    rig.run(1)
    rig.pull()
    rig.run(60)
    assert len(rig.happened(ReaderDown)) == 1
    rig.plug()
    rig.events.clear()
    rig.run(3)
    assert isinstance(rig.events[0], ReaderUp)


def test_reader_that_knows_standard_frames_only_is_used() -> None:
    rig = Rig([tag(1)], only_standard=True)
    rig.run(4)
    assert verdicts(rig) == [Verdict.ITEM]


def test_bug_in_a_driver_is_a_lost_reader_and_a_log_line(caplog: pytest.LogCaptureFixture) -> None:
    rig = Rig([tag(1)])
    opened = []

    class Broken:
        def inventory(self) -> None:
            raise ZeroDivisionError

        def info(self) -> None:
            return None

        def close(self) -> None:
            opened.append("closed")

    rig.worker.open_reader = Broken
    rig.run(0.05)
    rig.worker.open_reader = rig.open
    rig.run(2)
    assert opened == ["closed"]
    assert [event.reason for event in rig.happened(ReaderDown)] == [
        "internal error (ZeroDivisionError)"
    ]
    assert "ZeroDivisionError" in caplog.text
    assert verdicts(rig) == [Verdict.ITEM]


def test_consumer_that_fails_does_not_end_the_worker(caplog: pytest.LogCaptureFixture) -> None:
    rig = Rig([tag(1)])
    taken = []

    def consumer(event: object) -> None:
        taken.append(event)
        raise KeyError(event)

    rig.worker.on_event = consumer
    rig.run(1)
    assert [type(event) for event in taken] == [ReaderUp, TagArrived]
    assert "nobody took TagArrived" in caplog.text


def test_token_submitted_twice_is_answered_once() -> None:
    rig = Rig([tag(1)])
    rig.run(1)
    rig.switch(1)
    rig.switch(1)
    rig.run(1)
    assert rig.outcomes() == ["verified"]


def test_commands_still_waiting_are_answered_at_the_end() -> None:
    rig = Rig([tag(1)])
    rig.pull()
    rig.run(1)
    rig.switch(1)
    rig.worker.close()
    assert rig.outcomes() == ["no_reader"]


def test_submitting_wakes_the_scheduler_and_ends_a_wait() -> None:
    rig = Rig()
    woken = []
    rig.worker.on_wake = lambda: woken.append("woken")
    rig.switch(1)
    rig.worker.wait(60)
    assert woken == ["woken"]


def test_worker_thread_ends_when_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    rig = Rig([tag(1)])
    stop, arrived = threading.Event(), threading.Event()
    rig.worker.on_event = lambda event: arrived.set() if isinstance(event, TagArrived) else None
    thread = threading.Thread(target=run_worker, args=(rig.worker, stop))
    thread.start()
    assert arrived.wait(20)
    rig.worker.submit(SetSecurity("last", uid(1), Security.ON_LOAN))
    stop.set()
    rig.worker.wake()
    thread.join(20)
    assert not thread.is_alive()
