"""A station and the real server: what was done at the kiosk is what the town knows, once."""

from __future__ import annotations

import shutil
from contextlib import ExitStack

import pytest
from sqlalchemy import select

from catalogue.db.present import LoanRow
from catalogue.db.record import StoredOperation
from catalogue.domain.policy import Means
from catalogue.errors import Ambiguous
from catalogue.services.feed import begin_epoch
from catalogue.wire.v1 import OperationsReply, OperationsRequest, Tally
from kiosk.gateway.protocol import SessionDenied
from kiosk.store.rows import DecidedBy
from support.central import CARDS, LittleTown, patron_of
from support.station_in_town import Station, station_at
from support.station_store import numbered_ids


def open_loans(town: LittleTown) -> dict[str, str]:
    """Item → patron."""
    with town.services.database.read() as session:
        rows = session.scalars(select(LoanRow).where(LoanRow.open))
        return {row.item: row.patron_id for row in rows}


def outcomes(town: LittleTown, kind: str) -> list[tuple[str | None, str | None]]:
    """Class and reason of each record of a kind, in the order of the disk."""
    with town.services.database.read() as session:
        rows = session.scalars(
            select(StoredOperation)
            .where(StoredOperation.kind == kind, StoredOperation.station == "kiosk-1")
            .order_by(StoredOperation.epoch, StoredOperation.seq)
        )
        return [(row.outcome_class, row.outcome_reason) for row in rows]


def is_settled(station: Station) -> Tally:
    """Everything journalled is recorded, and accounted for."""
    counts = station.journal.counts()
    tally = station.client.tally()
    assert (counts.pending, counts.quarantined) == (0, 0)
    assert tally.recorded == counts.journalled
    assert tally.recorded == tally.applied + tally.superseded + tally.conflict + tally.malformed
    return tally


def test_loan_asked_online_is_made_once(station: Station, town: LittleTown) -> None:
    _, decision = station.lend("P", "x", station.session("P"))
    station.settle()

    assert (decision.accepted, decision.decided_by) == (True, DecidedBy.SERVER)
    assert open_loans(town) == {"x": patron_of("P")}
    is_settled(station)


def test_wrong_pin_is_told_with_the_tries_left(station: Station) -> None:
    answer = station.gateway.open_session(CARDS["P"], "0000", Means.READ)

    assert isinstance(answer, SessionDenied)
    assert (answer.reason, answer.tries_left) == ("wrong_pin", 4)


def test_denied_loan_and_its_undo_are_both_recorded(station: Station, town: LittleTown) -> None:
    _, decision = station.lend("P", "desk", station.session("P"))
    station.settle()

    assert (decision.accepted, decision.reason) == (False, "not_for_loan")
    assert open_loans(town) == {}
    assert outcomes(town, "check_out") == [("superseded", "undone")]
    assert outcomes(town, "undo") == [("applied", None)]
    is_settled(station)


def test_station_s_own_verdict_is_the_server_s(station: Station) -> None:
    for item in ("x", "desk", "film"):
        for who in ("P", "S"):
            grounds = station.offline.grounds(CARDS[who], item, Means.READ, pin_verified=False)
            _, decision = station.lend(who, item, station.session(who))

            assert decision.accepted == grounds.verdict.allowed, (who, item)
            assert decision.reason == grounds.verdict.reason
            station.give_back(item)
            station.settle()


def test_outage_held_queue_and_a_question_that_takes_its_return_along(
    station: Station, town: LittleTown
) -> None:
    station.lend("P", "x", station.session("P"))
    station.settle()
    station.line.mark(up=False)
    lent = [station.lend("P", item)[1] for item in ("y", "z", "film")]
    station.give_back("x")
    station.journal.hold()
    station.back_online()
    assert open_loans(town) == {"x": patron_of("P")}

    _, hers = station.lend("Q", "x", station.session("Q"))

    assert [decision.decided_by for decision in lent] == [DecidedBy.GROUNDS] * 3
    assert (hers.accepted, hers.decided_by) == (True, DecidedBy.SERVER)
    assert open_loans(town) == {"x": patron_of("Q")}
    station.journal.release()
    station.go(60_000)
    station.settle()
    assert open_loans(town) == {
        "x": patron_of("Q"),
        "y": patron_of("P"),
        "z": patron_of("P"),
        "film": patron_of("P"),
    }
    assert set(outcomes(town, "check_out")) == {("applied", None)}
    is_settled(station)


def test_lost_answer_makes_one_loan(
    station: Station, town: LittleTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = station.session("P")
    handle = station.client.operations

    def loses_the_answer(request: OperationsRequest) -> OperationsReply:
        handle(request)
        raise Ambiguous("no answer")

    with monkeypatch.context() as patch:
        patch.setattr(station.client, "operations", loses_the_answer)
        _, decision = station.lend("P", "x", session)
    station.back_online()

    assert decision.decided_by == DecidedBy.GROUNDS
    assert open_loans(town) == {"x": patron_of("P")}
    assert outcomes(town, "check_out") == [("applied", None)]
    is_settled(station)


def test_question_left_open_by_a_power_cut_is_asked_again_with_its_id(
    station: Station, town: LittleTown
) -> None:
    asked = station.journalled("P", "x")
    assert station.gateway.ask(asked, station.session("P")).accepted
    never_asked = station.journalled("P", "desk")
    # The power goes before an answer is kept; the machine is up again.
    station.settle()
    assert [op.id for op in station.journal.asking()] == [asked.id, never_asked.id]

    for op in station.journal.asking():
        station.answered(op, station.gateway.ask(op, None))
    station.settle()

    assert open_loans(town) == {"x": patron_of("P")}
    assert outcomes(town, "check_out") == [("applied", None), ("superseded", "undone")]
    is_settled(station)


def test_own_loan_is_known_until_the_feed_tells_it(station: Station) -> None:
    station.line.mark(up=False)
    station.lend("P", "x")
    cut_off = station.gateway.open_session(CARDS["P"], None, Means.READ)
    station.back_online()
    later = station.gateway.open_session(CARDS["P"], None, Means.READ)

    assert [loan.item for loan in cut_off.own_loans] == ["x"]
    assert later.own_loans == ()
    item = station.snapshot.item("x")
    assert item is not None
    assert item.status == "on_loan"


def test_tag_left_wrong_is_on_the_town_s_list_until_it_is_repaired(station: Station) -> None:
    uid = "E004010000000001"
    op, _ = station.lend("P", "x", station.session("P"))
    station.journal.record_tag_state(op.id, uid, "secured", "on_loan", "lifted")
    station.settle()
    station.go(60_000)
    station.settle()
    listed = station.snapshot.repair(uid)

    station.journal.record_tag_state(op.id, uid, "on_loan", "on_loan")
    station.settle()
    station.go(60_000)
    station.settle()

    assert listed is not None
    assert (listed.item, listed.wanted, listed.reason) == ("x", "on_loan", "lifted")
    assert listed.confirmed_loan == op.id
    assert station.snapshot.repair(uid) is None


def test_restored_server_gets_the_journal_and_gives_a_new_snapshot(
    station: Station, town: LittleTown
) -> None:
    station.lend("P", "x", station.session("P"))
    station.settle()
    recorded = station.client.tally().recorded
    with town.services.database.write() as session:
        begin_epoch(session)
    station.go(60_000)

    station.settle()

    assert station.client.tally().recorded == recorded
    assert station.snapshot.item("x") is not None
    is_settled(station)


def test_old_image_of_the_disk_gets_a_new_epoch_and_loses_nothing(
    station: Station, town: LittleTown
) -> None:
    station.give_back("x")
    station.settle()
    image = station.folder.with_name("image")
    shutil.copytree(station.folder, image)
    station.give_back("y")
    station.settle()
    town.clock.pass_ms(60_000)

    with ExitStack() as stack:
        old = station_at(image, town, station.url, stack)
        ids = numbered_ids()
        old.journal._new_id = lambda: f"{ids()[:-4]}ffff"
        old.give_back("z")
        old.give_back("film")
        old.settle()

        assert old.journal.who().epoch == 2
        assert old.keyring.now.epoch == 2
        assert old.journal.verify_chain().intact
        after = old.give_back("x")
        old.settle()
        assert (after.epoch, old.journal.counts().pending) == (2, 0)
        # The image knows nothing of the one return made after it.
        assert old.client.tally().recorded == old.journal.counts().journalled + 1
