"""The queue drains whatever goes wrong on the way."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from catalogue.errors import Ambiguous, Refused, Unauthorised, Unreachable
from catalogue.wire.v1 import (
    Head,
    OperationsReply,
    OperationsRequest,
    Problem,
    Result,
    ResultStatus,
)
from kiosk.store.outbox import GRACE_MS
from kiosk.store.sidecar import patron_ref
from support.station_store import (
    CARD,
    ITEM,
    OTHER_ITEM,
    STATION_KEY,
    give_back,
    lend,
    lend_offline,
)

if TYPE_CHECKING:
    from conftest import Station


def test_queue_is_delivered_oldest_first_in_batches(station: Station) -> None:
    ops = [give_back(station.journal, f"item-{n}") for n in range(9)]

    station.settle()

    assert [op_id for batch in station.sent() for op_id in batch] == [op.id for op in ops]
    assert max(map(len, station.sent())) <= 4
    assert station.states() == {"delivered": 9}
    head = station.journal.head()
    assert station.server.requests[-1].head == Head(seq=head.seq, hash=head.hash)


def test_clock_measurement_goes_ahead_of_the_queue(station: Station) -> None:
    give_back(station.journal)

    station.settle()

    first = station.server.requests[0].records[0]
    assert first.op["kind"] == "clock"


def test_lost_answer_is_made_good_by_the_duplicate(station: Station) -> None:
    op = give_back(station.journal)
    station.server.loses_answers, station.server.lost = 1, Ambiguous

    station.settle()
    assert station.states() == {"due": 1}
    assert not station.line.up
    station.go(5)

    assert station.line.up
    assert station.states() == {"delivered": 1}
    assert list(station.server.stored).count(op.id) == 1


@pytest.mark.parametrize("place", [0, 2, 4])
def test_refused_record_stops_no_other(station: Station, place: int) -> None:
    ops = [give_back(station.journal, f"item-{n}") for n in range(5)]
    station.server.refuses[ops[place].id] = "malformed"

    station.settle()

    assert station.states() == {"delivered": 4, "quarantined": 1}
    assert [row.code for row in station.journal.queue()] == ["malformed"]


@pytest.mark.parametrize("place", [0, 3, 6])
def test_record_that_makes_the_request_unreadable_is_found(station: Station, place: int) -> None:
    station.settle()
    ops = [give_back(station.journal, f"item-{n}") for n in range(7)]
    bad = ops[place].id
    take = station.server.operations

    def operations(request: object) -> object:
        if any(record.op["id"] == bad for record in request.records):
            raise Refused(Problem(title="", status=422, code="invalid_request"))
        return take(request)

    station.server.operations = operations
    station.sync.nudge()
    station.settle()

    assert station.states() == {"delivered": 6, "quarantined": 1}
    assert [(row.id, row.code) for row in station.journal.queue()] == [(bad, "invalid_request")]


def test_row_torn_on_the_disk_stops_no_other(station: Station, tmp_path: Path) -> None:
    give_back(station.journal)
    give_back(station.journal, OTHER_ITEM)
    with closing(sqlite3.connect(tmp_path / "journal.db")) as connection:
        connection.execute("UPDATE operations SET body = 'torn' WHERE n = 1")
        connection.commit()

    station.settle()

    assert station.states() == {"delivered": 1, "quarantined": 1}


def test_open_question_is_left_alone(station: Station) -> None:
    lend(station.journal)

    station.settle()

    assert station.sent() == []
    assert station.states() == {"asking": 1}


def test_held_queue_is_delivered_when_released(station: Station) -> None:
    station.journal.hold()
    give_back(station.journal)

    station.go(10)
    assert station.sent() == []
    station.journal.release()
    station.go(1)

    assert station.states() == {"delivered": 1}


def test_nudge_delivers_now(station: Station) -> None:
    station.settle()
    give_back(station.journal)
    assert station.settle() > station.now_s
    assert station.states() == {"due": 1}

    station.sync.nudge()
    station.sync.wait(0)
    station.settle()

    assert station.states() == {"delivered": 1}


def test_revoked_station_keeps_its_queue_and_says_so(station: Station) -> None:
    """Until it is known again, and has its key again. Guards: `Standing.lost` in `Sync`; the
    introduction is due while the station is not known."""
    station.settle()
    key = station.keyring.station_key
    give_back(station.journal)
    station.server.raises = [Unauthorised("enrol")] * 5
    station.sync.nudge()

    station.go(2.5)
    assert station.faults == ["central_unauthorised"]
    assert station.keyring.station_key is None
    station.go(60)

    assert station.keyring.station_key == key

    assert station.faults == ["central_unauthorised", None]
    assert station.states() == {"delivered": 1}


def test_new_epoch_begins_and_the_queue_goes_on(station: Station) -> None:
    station.settle()
    first = give_back(station.journal)
    station.server.new_epoch = 2
    station.sync.nudge()

    station.settle()
    after = give_back(station.journal)
    station.sync.nudge()
    station.settle()

    kinds = [row.kind for row in station.journal.queue(delivered=True) if row.kind != "clock"]
    assert kinds == ["check_in", "epoch_start", "check_in"]
    assert (after.epoch, station.keyring.now.epoch) == (2, 2)
    assert station.states() == {"delivered": 3}
    assert station.server.calls.count("station") >= 2
    assert first.id in station.server.stored
    assert station.journal.verify_chain().intact


def test_server_that_lost_records_gets_what_is_still_here(station: Station) -> None:
    ops = [give_back(station.journal, f"item-{n}") for n in range(3)]
    station.settle()
    for op in ops[1:]:
        del station.server.stored[op.id]

    give_back(station.journal, "item-9")
    station.sync.nudge()
    station.settle()

    assert {op.id for op in ops} <= set(station.server.stored)
    assert station.states() == {"delivered": 4}


def test_server_that_keeps_saying_less_does_not_keep_the_line_busy(station: Station) -> None:
    station.server.ack = Head(seq=0, hash="0" * 64)
    give_back(station.journal)
    station.settle()
    requests = len(station.server.requests)

    station.go(60)

    assert len(station.server.requests) - requests <= 1
    assert station.states() == {"delivered": 1}


def test_old_records_are_pruned_while_idle(station: Station) -> None:
    give_back(station.journal)
    station.server.prune_below = 100
    station.settle()
    station.clock.go(GRACE_MS)

    station.go(30)

    assert station.states() == {}
    assert station.journal.verify_chain().intact


def test_patron_reference_goes_with_the_next_pull(station: Station) -> None:
    lend_offline(station.journal)
    ref = patron_ref(STATION_KEY, CARD)

    station.go(35)

    assert station.journal.loans_of(ref) == ()
    assert station.journal.own_move(ITEM) is None


def test_disk_that_fails_is_a_fault_and_passes(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.store.errors import StorageFull

    def full(*_args: object, **_kwargs: object) -> None:
        raise StorageFull("the disk is full")

    station.settle()
    give_back(station.journal)
    with monkeypatch.context() as patch:
        patch.setattr(station.journal, "acknowledge", full)
        station.sync.nudge()
        station.settle()
    assert station.faults == ["storage_full"]
    assert station.states() == {"due": 1}

    station.go(3)

    assert station.states() == {"delivered": 1}


def test_bug_in_a_worker_is_a_fault_and_the_others_go_on(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken: Callable[[int], object] = lambda _limit: 1 / 0  # noqa: E731

    with monkeypatch.context() as patch:
        patch.setattr(station.journal, "due", broken)
        station.settle()

    assert station.faults == ["internal_ZeroDivisionError"]
    assert station.snapshot.item(ITEM) is not None


def test_unreachable_server_is_no_fault(station: Station) -> None:
    station.server.raises = [Unreachable("gone")] * 3

    station.go(3)

    assert station.faults == []


def test_record_that_a_question_delivers_meanwhile_is_no_sign_of_a_restored_server(
    station: Station,
) -> None:
    """Guard: `Pusher.step` takes the number to compare before it sends; taken after the answer,
    the whole journal is sent again."""
    first = give_back(station.journal)
    real = station.server.operations

    def overtaken(request: OperationsRequest) -> OperationsReply:
        station.server.operations = real
        reply = real(request)
        later = give_back(station.journal, OTHER_ITEM)
        station.server.stored[later.id] = {
            "epoch": later.epoch,
            "seq": later.seq,
            "hash": later.hash,
        }
        recorded = Result(id=later.id, status=ResultStatus.RECORDED)
        station.journal.acknowledge([recorded], Head(seq=later.seq or 0, hash=later.hash), 0)
        return reply

    station.server.operations = overtaken
    station.settle()

    assert station.sent() == [[first.id]]
    assert station.states() == {"delivered": 2}
