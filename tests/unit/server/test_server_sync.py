"""Batches: stored once, whatever is resent, split, shuffled or broken."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from catalogue.db.people import Patron
from catalogue.db.present import ConflictRow, ItemRow, LoanRow, RepairRow
from catalogue.db.record import Quarantined, Sidecar, StoredOperation
from catalogue.domain.ids import derived_id
from catalogue.domain.operations import GENESIS, Kind, Operation, seal
from catalogue.errors import RecordBroken
from catalogue.services.enrolment import NotEnrolled
from catalogue.services.station_sync import tally
from catalogue.wire import v1
from support.central import CARDS, MINUTE, T0, HandClock, Kiosk, LittleTown


@pytest.fixture
def kiosk(town: LittleTown) -> Kiosk:
    return town.kiosk("a1")


def statuses(reply: v1.OperationsReply) -> list[str]:
    return [result.code or result.status for result in reply.results]


def count(town: LittleTown, table: type) -> int:
    with town.services.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def conflicts(town: LittleTown) -> list[tuple[str, str]]:
    with town.services.database.read() as session:
        return [(row.code, row.state) for row in session.scalars(select(ConflictRow))]


def present(town: LittleTown) -> list[tuple[object, ...]]:
    with town.services.database.read() as session:
        items = session.scalars(select(ItemRow).order_by(ItemRow.item))
        ops = session.scalars(select(StoredOperation).order_by(StoredOperation.id))
        return [
            *((i.item, i.status, i.patron, i.loan, i.due_ms, i.branch) for i in items),
            *((o.id, o.outcome_code, o.outcome_reason, o.lo, o.est, o.hi, o.parent) for o in ops),
        ]


def a_days_work(kiosk: Kiosk) -> None:
    for n, (who, item) in enumerate([("P", "x"), ("Q", "y"), ("R", "x"), ("P", "z")]):
        loan = kiosk.check_out(T0 + n * MINUTE, who, item)
        if n == 1:
            kiosk.undo(T0 + n * MINUTE + 1, loan)
    kiosk.check_in(T0 + 10 * MINUTE, "x")
    kiosk.write(Kind.CLOCK, T0 + 11 * MINUTE)


def test_records_are_acknowledged_up_to_the_newest(town: LittleTown, kiosk: Kiosk) -> None:
    a_days_work(kiosk)
    reply = town.send(kiosk)
    assert set(statuses(reply)) == {"recorded"}
    assert reply.ack == v1.Head(seq=len(kiosk.disk), hash=kiosk.disk[-1].hash)
    assert (reply.prune_below, reply.new_epoch, reply.answer) == (0, None, None)


def test_empty_batch_tells_where_the_server_is(town: LittleTown, kiosk: Kiosk) -> None:
    reply = town.services.sync.handle(town.caller(kiosk), kiosk.batch(()))
    assert reply.ack == v1.Head(seq=0, hash=GENESIS)


def test_resending_everything_changes_nothing(town: LittleTown, kiosk: Kiosk) -> None:
    a_days_work(kiosk)
    town.send(kiosk)
    before = present(town)
    assert set(statuses(town.send(kiosk))) == {"duplicate"}
    assert present(town) == before


@pytest.mark.parametrize("seed", range(6))
def test_split_and_shuffled_batches_come_to_the_same(
    town: LittleTown, kiosk: Kiosk, tmp_path, seed: int
) -> None:
    (tmp_path / "other").mkdir()
    other = LittleTown(tmp_path / "other", HandClock())
    twin = other.kiosk("a1")
    a_days_work(kiosk)
    a_days_work(twin)
    town.send(kiosk)
    rng = random.Random(seed)
    pieces = [[op] for op in twin.disk] + [twin.disk[:3], twin.disk[2:5]]
    rng.shuffle(pieces)
    for piece in pieces:
        rng.shuffle(piece)
        other.send(twin, *piece)
    found, wanted = present(other), present(town)
    other.services.close()
    assert found == wanted


def test_gap_is_stored_and_folded_but_not_acknowledged(town: LittleTown, kiosk: Kiosk) -> None:
    first, second, third = (kiosk.check_in(T0 + n, "x") for n in range(3))
    assert town.send(kiosk, first, third).ack.seq == 1
    assert town.send(kiosk, second).ack == v1.Head(seq=3, hash=third.hash)


def test_same_id_with_other_content_is_refused_reported_and_changes_nothing(
    town: LittleTown, kiosk: Kiosk
) -> None:
    op = kiosk.check_in(T0, "x")
    town.send(kiosk)
    before = present(town)
    other = seal(replace(op, item="y"))
    assert statuses(town.send(kiosk, other)) == ["id_reused"]
    assert statuses(town.send(kiosk, other)) == ["id_reused"]
    assert present(town) == before
    assert conflicts(town) == [("id_reused", "open")]
    with town.services.database.read() as session:
        [kept] = session.scalars(select(Quarantined)).all()
    assert (kept.operation, kept.code, kept.times) == (op.id, "id_reused", 2)


def test_alarm_of_a_reused_id_outlives_the_next_batches(town: LittleTown, kiosk: Kiosk) -> None:
    op = kiosk.check_in(T0, "x")
    town.send(kiosk)
    town.send(kiosk, seal(replace(op, item="y")))
    town.send(kiosk, kiosk.check_in(T0 + 1))
    assert ("id_reused", "open") in conflicts(town)


BROKEN = {
    "bad_hash": lambda op: replace(op, hash="0" * 64),
    "wrong_station": lambda op: seal(replace(op, station="b1")),
    "no_seq": lambda op: seal(replace(op, seq=None)),
    "seq_zero": lambda op: seal(replace(op, seq=0)),
    "no_boot": lambda op: seal(replace(op, boot_id=None)),
    "odd_id": lambda op: seal(replace(op, id=op.id.upper())),
    "servers_word": lambda op: seal(replace(op, kind=Kind.DUE_KEPT)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_record_stops_no_other(town: LittleTown, kiosk: Kiosk, name: str) -> None:
    first, bad, last = (kiosk.check_in(T0 + n, "x") for n in range(3))
    code = name if name in ("bad_hash", "wrong_station") else "malformed"
    assert statuses(town.send(kiosk, first, BROKEN[name](bad), last)) == [
        "recorded",
        code,
        "recorded",
    ]
    assert count(town, StoredOperation) == 2
    assert count(town, Quarantined) == 1
    assert statuses(town.send(kiosk, bad)) == ["recorded"]


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 1.5},
        {"seq": True},
        {"seq": 2**60},
        {"item": "\ud800"},
        {"item": "e\u0301"},
        {"item": 5},
        {"payload": []},
        {"payload": {"a": float("nan")}},
        {"surprise": 1},
        {"hash": None},
        {"id": None},
        {"id": {"x": 1}},
        {"id": "\ud800"},
    ],
)
def test_what_is_no_record_is_refused_and_quarantined(
    town: LittleTown, kiosk: Kiosk, change: dict[str, object]
) -> None:
    good = kiosk.check_in(T0)
    record = v1.Record(op={**kiosk.check_in(T0 + 1).to_json(), **change})
    request = kiosk.batch((good,))
    request = request.model_copy(update={"records": [record, *request.records]})
    reply = town.services.sync.handle(town.caller(kiosk), request)
    assert statuses(reply)[0] in ("malformed", "bad_hash")
    assert statuses(reply)[1] == "recorded"
    assert count(town, Quarantined) == 1
    reply.model_dump_json()


def test_endless_nesting_is_refused(town: LittleTown, kiosk: Kiosk) -> None:
    deep: dict[str, object] = {}
    for _ in range(5000):
        deep = {"a": deep}
    record = v1.Record(op={**kiosk.check_in(T0).to_json(), "payload": deep})
    request = kiosk.batch(()).model_copy(update={"records": [record]})
    assert statuses(town.services.sync.handle(town.caller(kiosk), request)) in (
        ["malformed"],
        ["bad_hash"],
    )


def test_record_without_sense_is_stored_and_counted_as_malformed(
    town: LittleTown, kiosk: Kiosk
) -> None:
    kiosk.write(Kind.CHECK_OUT, T0, item="x", card=CARDS["P"])
    kiosk.write("telepathy", T0 + 1, item="x")
    kiosk.write(Kind.CHECK_IN, T0 + 2)
    assert set(statuses(town.send(kiosk))) == {"recorded"}
    with town.services.database.read() as session:
        assert tally(session, "a1") == v1.Tally(
            station="a1", recorded=3, applied=0, superseded=0, conflict=0, malformed=3
        )


def test_sidecar_missing_foreign_or_of_another_nonce_is_refused_until_the_right_one_comes(
    town: LittleTown, kiosk: Kiosk
) -> None:
    loan = kiosk.check_out(T0)
    right = kiosk.sidecars.pop(loan.id)
    wrong = {
        "another card": kiosk.sealed(CARDS["Q"], bytes(16)),
        "no base64": "???",
        "no box": "AAAA",
        "empty": "",
    }
    assert statuses(town.send(kiosk, loan)) == ["bad_sidecar"]
    for sidecar in wrong.values():
        kiosk.sidecars[loan.id] = sidecar
        assert statuses(town.send(kiosk, loan)) == ["bad_sidecar"]
    assert count(town, StoredOperation) == 0
    kiosk.sidecars[loan.id] = right
    assert statuses(town.send(kiosk, loan)) == ["recorded"]
    assert count(town, Sidecar) == 1


def test_right_seal_around_nonsense_is_a_bad_sidecar(town: LittleTown, kiosk: Kiosk) -> None:
    import base64

    from nacl.public import PublicKey, SealedBox

    box = SealedBox(PublicKey(town.services.keys.public_key))
    loan = kiosk.check_out(T0)
    for content in (b"", b"5", b"[]", b'{"key": 5, "nonce": []}', b'{"key":"card:1","nonce":"zz"}'):
        kiosk.sidecars[loan.id] = base64.b64encode(box.encrypt(content)).decode()
        assert statuses(town.send(kiosk, loan)) == ["bad_sidecar"]


def test_duplicate_is_judged_by_its_hash_alone(town: LittleTown, kiosk: Kiosk) -> None:
    loan = kiosk.check_out(T0)
    town.send(kiosk)
    del kiosk.sidecars[loan.id]
    assert statuses(town.send(kiosk, loan)) == ["duplicate"]


def test_record_twice_in_a_batch_is_stored_once(town: LittleTown, kiosk: Kiosk) -> None:
    op = kiosk.check_in(T0)
    assert statuses(town.send(kiosk, op, op)) == ["recorded", "duplicate"]


def test_other_content_under_an_id_of_the_same_batch_is_refused(
    town: LittleTown, kiosk: Kiosk
) -> None:
    # Guard: what a batch brings counts as known for the rest of it.
    op = kiosk.check_in(T0, "x")
    other = seal(replace(op, item="y"))
    assert statuses(town.send(kiosk, op, other)) == ["recorded", "id_reused"]
    assert count(town, StoredOperation) == 1


def test_card_nobody_knows_gets_one_patron_however_often_it_comes(
    town: LittleTown, kiosk: Kiosk
) -> None:
    # Guard: cards are looked up and placeholders made once for a batch, and not again later.
    card = "2104899999999"
    loans = [kiosk.check_out(T0 + n * MINUTE, card, item) for n, item in enumerate("xyz")]
    town.send(kiosk, *loans[:2])
    town.send(kiosk, loans[2])
    with town.services.database.read() as session:
        [patron] = session.scalars(select(Sidecar.patron).distinct())
        assert session.get_one(Patron, patron).placeholder


def test_fork_is_kept_whole_and_answered_with_a_new_epoch(town: LittleTown, kiosk: Kiosk) -> None:
    first = kiosk.check_out(T0, "P", "x")
    old = kiosk.check_out(T0 + MINUTE, "P", "y")
    key = town.caller(kiosk).station_key
    town.send(kiosk)
    kiosk.disk = [first]
    new = kiosk.check_out(T0 + 2 * MINUTE, "Q", "z")
    reply = town.send(kiosk, new)
    assert (statuses(reply), reply.new_epoch) == (["recorded"], 2)
    assert count(town, LoanRow) == 3
    assert conflicts(town) == [("fork", "open")]
    assert town.caller(kiosk).station_key != key
    assert old.seq == new.seq


def test_fork_beyond_a_gap_is_seen_too(town: LittleTown, kiosk: Kiosk) -> None:
    # Guard: two records at one place above what is acknowledged make an old disk.
    first = kiosk.check_out(T0, "P", "x")
    missing = kiosk.check_out(T0 + MINUTE, "P", "y")
    old = kiosk.check_out(T0 + 2 * MINUTE, "P", "z")
    assert town.send(kiosk, first, old).ack.seq == 1
    kiosk.disk = [first, missing]
    new = kiosk.check_out(T0 + 3 * MINUTE, "Q", "z")
    reply = town.send(kiosk, new)
    assert (new.seq, statuses(reply), reply.new_epoch) == (old.seq, ["recorded"], 2)


def test_new_epoch_is_told_again_until_the_station_uses_it(town: LittleTown, kiosk: Kiosk) -> None:
    first = kiosk.check_in(T0)
    kiosk.check_in(T0 + 1)
    town.send(kiosk)
    kiosk.disk = [first]
    kiosk.check_in(T0 + 2, "y")
    assert [town.send(kiosk).new_epoch for _ in range(3)] == [2, 2, 2]
    kiosk.epoch = 2
    begin = kiosk.write(Kind.EPOCH_START, T0 + 3)
    reply = town.send(kiosk, begin)
    assert (reply.new_epoch, reply.ack) == (None, v1.Head(seq=1, hash=begin.hash))


def test_head_that_fell_behind_is_an_old_disk(
    town: LittleTown, kiosk: Kiosk, clock: HandClock
) -> None:
    first, _ = kiosk.check_in(T0), kiosk.check_in(T0 + 1)
    town.send(kiosk)
    kiosk.disk = [first]
    assert town.send(kiosk).new_epoch is None  # two requests may just have overtaken each other
    clock.pass_ms(MINUTE)
    assert town.send(kiosk).new_epoch == 2


def test_other_record_at_the_head_is_an_old_disk(town: LittleTown, kiosk: Kiosk) -> None:
    town.send(kiosk, kiosk.check_in(T0))
    kiosk.disk = []
    kiosk.check_in(T0 + 5, "y")
    assert town.services.sync.handle(town.caller(kiosk), kiosk.batch(())).new_epoch == 2


def test_station_ahead_of_a_restored_server_keeps_its_epoch(town: LittleTown, kiosk: Kiosk) -> None:
    kiosk.epoch = 7
    reply = town.send(kiosk, kiosk.check_in(T0))
    assert (reply.new_epoch, reply.ack.seq) == (None, 1)
    assert town.caller(kiosk).epoch == 7


def test_revoked_while_its_request_was_on_the_way(town: LittleTown, kiosk: Kiosk) -> None:
    caller = town.caller(kiosk)
    town.services.enrolments.revoke("a1")
    with pytest.raises(NotEnrolled):
        town.services.sync.handle(caller, kiosk.batch([kiosk.check_in(T0)]))
    assert count(town, StoredOperation) == 0


def tag_state(kiosk: Kiosk, at_ms: int, found: str, wanted: str, item: str = "x") -> Operation:
    return kiosk.write(
        Kind.TAG_STATE,
        at_ms,
        item=item,
        uid="E004000000000001",
        found=found,
        wanted=wanted,
        reason="lifted",
    )


def test_latest_word_about_a_tag_is_the_repair_list(town: LittleTown, kiosk: Kiosk) -> None:
    other = town.kiosk("b1", "B")
    wrong = tag_state(kiosk, T0, "secured", "on_loan")
    mended = tag_state(other, T0 + MINUTE, "on_loan", "on_loan")
    town.send(other, mended)
    town.send(kiosk, wrong)
    assert count(town, RepairRow) == 0
    town.send(kiosk, tag_state(kiosk, T0 + 2 * MINUTE, "on_loan", "secured"))
    with town.services.database.read() as session:
        [row] = session.scalars(select(RepairRow)).all()
    assert (row.item, row.wanted, row.found, row.reason) == ("x", "secured", "on_loan", "lifted")


@pytest.mark.parametrize("uid", [None, 5, "", ["E0"]])
def test_tag_state_without_a_tag_repairs_nothing(
    town: LittleTown, kiosk: Kiosk, uid: object
) -> None:
    kiosk.write(Kind.TAG_STATE, T0, item="x", uid=uid, found="secured", wanted="on_loan")
    assert statuses(town.send(kiosk)) == ["recorded"]
    assert count(town, RepairRow) == 0


def test_late_record_is_marked_as_such(town: LittleTown, kiosk: Kiosk) -> None:
    early, late = kiosk.check_out(T0), kiosk.check_in(T0 + MINUTE)
    town.send(kiosk, late)
    town.send(kiosk, early)
    with town.services.database.read() as session:
        marked = {o.id: o.applied_late for o in session.scalars(select(StoredOperation))}
    assert marked == {early.id: True, late.id: False}


def test_a_restarted_server_goes_on_where_it_was(town: LittleTown, kiosk: Kiosk) -> None:
    from catalogue.server.services import build_services

    town.send(kiosk, kiosk.check_out(T0))
    town.services.close()
    town.services = build_services(town.settings, town.clock)
    town.send(kiosk, kiosk.check_in(T0 + MINUTE))
    with town.services.database.read() as session:
        assert session.get_one(ItemRow, "x").status == "available"
        assert tally(session, "a1").applied == 2


def test_unknown_item_is_recorded_and_followed(town: LittleTown, kiosk: Kiosk) -> None:
    town.send(kiosk, kiosk.check_out(T0, "P", "foreign"))
    with town.services.database.read() as session:
        assert session.get_one(ItemRow, "foreign").status == "on_loan"


def test_derived_ids_are_taken_too(town: LittleTown, kiosk: Kiosk) -> None:
    op = seal(replace(kiosk.check_in(T0), id=derived_id("anything")))
    assert statuses(town.send(kiosk, op)) == ["recorded"]


def test_record_that_came_to_nothing_stops_the_batch_and_stores_nothing(
    town: LittleTown, kiosk: Kiosk
) -> None:
    town.send(kiosk, kiosk.check_in(T0))
    with town.services.database.write() as session:
        session.execute(update(StoredOperation).values(outcome_class=None))
    with pytest.raises(RecordBroken):
        town.send(kiosk, kiosk.check_in(T0 + 1, "y"))
    assert count(town, StoredOperation) == 1
