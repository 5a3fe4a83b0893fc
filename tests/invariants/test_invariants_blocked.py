"""A card that was stopped meanwhile, one that is expired, one too many, at a station that is cut
off (E9)."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from catalogue.db.people import Patron
from catalogue.db.present import ConflictRow, LoanRow
from catalogue.db.record import Quarantined, StoredOperation
from catalogue.domain.operations import Kind, Operation
from catalogue.services.marking import mark
from kiosk.store.rows import DecidedBy
from support.central import CARDS, MINUTE, patron_of
from support.station_in_town import Station

STOPPED = {"block": "blocked", "expires": dt.date(2027, 1, 1)}


def change(station: Station, who: str, **values: object) -> None:
    """Staff change what is known of a patron."""
    with station.town.services.database.write() as session:
        row = session.get_one(Patron, patron_of(who))
        for name, value in values.items():
            setattr(row, name, value)
        mark(session, "card", CARDS[who])


def outcome(station: Station, op: Operation) -> tuple[str, str]:
    """Code and class of what the server made of a record."""
    with station.town.services.database.read() as session:
        row = session.get_one(StoredOperation, op.id)
        return row.outcome_code, row.outcome_class


@pytest.mark.parametrize("what", ["block", "expires"])
def test_loan_to_a_card_stopped_since_the_last_contact_is_never_dropped(
    station: Station, what: str
) -> None:
    """The record tells which snapshot it rests on and how old that was; the loan stands. Guards:
    `snapshot` and `age_ms` in `OfflineGateway.grounds`; no rule of the server's looks at a record
    that was not asked (`StationSync._take`)."""
    meta = station.snapshot.meta()
    assert meta is not None
    age_ms = station.offline.now_ms() - meta.taken_ms
    station.line.mark(up=False)
    change(station, "P", **{what: STOPPED[what]})
    station.go(90 * MINUTE)

    op, decision = station.lend("P", "x")

    assert (decision.accepted, decision.decided_by) == (True, DecidedBy.GROUNDS)
    assert op.grounds["snapshot"] == meta.number
    assert op.grounds["age_ms"] == age_ms + 90 * MINUTE
    station.back_online()
    station.settle()
    assert outcome(station, op)[1] == "applied"
    with station.town.services.database.read() as session:
        [loan] = session.scalars(select(LoanRow))
        assert (loan.id, loan.patron_id, loan.open) == (op.id, patron_of("P"), True)
        assert session.scalars(select(Quarantined)).all() == []
    # The next one is asked, or rests on what has come meanwhile.
    station.line.mark(up=False)
    _, again = station.lend("P", "y")
    assert not again.accepted


def test_loan_of_what_was_kept_for_another_overrides_and_staff_are_told(station: Station) -> None:
    """Guard: `OVERRIDDEN` in `steps._check_out`."""
    station.line.mark(up=False)
    desk = station.town.kiosk("desk-1", "A")
    now_ms = station.town.clock()
    hold = desk.write(
        Kind.HOLD_PLACE, now_ms, title="t", card=CARDS["R"], presence="none", pickup="A"
    )
    desk.write(Kind.HOLD_TRAP, now_ms + 1, item="x", card=CARDS["R"], refs={"about": hold.id})
    station.town.send(desk)
    station.go(MINUTE)

    op, decision = station.lend("P", "x")

    assert decision.accepted
    station.back_online()
    station.settle()
    assert outcome(station, op) == ("overridden_block", "applied")
    with station.town.services.database.read() as session:
        [loan] = session.scalars(select(LoanRow))
        assert (loan.patron_id, loan.open) == (patron_of("P"), True)
        [conflict] = session.scalars(select(ConflictRow))
    assert (conflict.code, conflict.state) == ("hold_bypassed", "open")


def test_what_the_station_knows_of_is_refused_there(station: Station) -> None:
    """A stopped card, an expired one, one nobody knows, and a sixth thing in one outage; all of it
    is in the record. Guard: `offline_verdict`."""
    change(station, "Q", block="blocked")
    change(station, "R", expires=dt.date(2027, 1, 10))
    station.go(MINUTE)
    station.settle()
    station.line.mark(up=False)
    stopped, expired = station.lend("Q", "z"), station.lend("R", "z")
    taken = [station.lend("P", "z") for _ in range(5)]
    sixth = station.lend("P", "z")
    told = [(decision.accepted, decision.reason) for _, decision in (stopped, expired, sixth)]
    assert told == [(False, "blocked"), (False, "expired"), (False, "offline_limit")]
    assert all(decision.accepted for _, decision in taken)
    station.back_online()
    station.settle()
    for op, _ in (stopped, expired, sixth):
        assert outcome(station, op) == ("superseded", "superseded")
    with station.town.services.database.read() as session:
        holders = {row.patron_id for row in session.scalars(select(LoanRow))}
    assert holders == {patron_of("P")}
