"""One question to the server, with what it needs travelling ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalogue.domain.policy import Means
from catalogue.errors import Refused, Unreachable
from catalogue.wire.v1 import Head, OpenLoan, PatronSession, Problem
from kiosk.gateway.protocol import Decision, SessionDenied
from kiosk.store.rows import DecidedBy
from support.station_store import CARD, ITEM, OTHER_CARD, OTHER_ITEM, give_back, lend, lend_offline

if TYPE_CHECKING:
    from conftest import Station


def sent(station: Station) -> list[str]:
    """Ids of the records of the last request."""
    return [str(record.op["id"]) for record in station.server.requests[-1].records]


def test_accepted_question_is_recorded(station: Station) -> None:
    op = lend(station.journal)

    decision = station.central.ask(op, "s-1")

    assert decision == Decision(True, DecidedBy.SERVER, recorded=True)
    request = station.server.requests[-1]
    assert (request.ask, request.session, request.epoch) == (op.id, "s-1", 1)
    assert request.head == Head(seq=1, hash=op.hash)
    assert request.records[0].op == op.to_json()
    assert request.records[0].sidecar is not None
    assert [asked.id for asked in station.journal.asking()] == [op.id]


def test_denied_question_is_not_recorded(station: Station) -> None:
    op = lend(station.journal)
    station.server.denies[op.id] = "reserved"

    assert station.central.ask(op, "s-1") == Decision(
        False, DecidedBy.SERVER, recorded=False, reason="reserved"
    )
    assert op.id not in station.server.stored


def test_held_queue_sends_what_the_question_needs_ahead_of_it(station: Station) -> None:
    station.journal.hold()
    other = lend_offline(station.journal, OTHER_ITEM, OTHER_CARD)
    returned = give_back(station.journal)
    hers = lend_offline(station.journal, "3104800000007")
    op = lend(station.journal)

    station.central.ask(op, None)

    assert sent(station) == [returned.id, hers.id, op.id]
    # The exchange also taught the station its clock.
    assert [row.kind for row in station.journal.due(9)] == ["clock", "check_out"]
    assert station.journal.due(9)[1].id == other.id


def test_refused_companion_goes_into_quarantine_and_the_verdict_counts(station: Station) -> None:
    returned = give_back(station.journal)
    op = lend(station.journal)
    station.server.refuses[returned.id] = "bad_hash"

    assert station.central.ask(op, None).accepted
    assert [(row.id, row.code) for row in station.journal.queue() if row.code] == [
        (returned.id, "bad_hash")
    ]


def test_record_the_server_will_not_have_is_not_lent_on(station: Station) -> None:
    op = lend(station.journal)
    station.server.refuses[op.id] = "bad_sidecar"

    assert station.central.ask(op, None) == Decision(
        False, DecidedBy.SERVER, recorded=False, reason="storage"
    )


def test_question_asked_again_is_accepted_once_it_was(station: Station) -> None:
    op = lend(station.journal)
    station.central.ask(op, "s-1")

    assert station.central.ask(op, None) == Decision(True, DecidedBy.SERVER, recorded=True)
    assert [op["kind"] for op in station.server.stored.values()] == ["check_out", "clock"]


def test_patron_is_identified(station: Station) -> None:
    session = station.central.open_session(CARD, "4711", Means.READ)

    assert isinstance(session, PatronSession)


def test_refused_patron_is_a_value(station: Station) -> None:
    problem = Problem(title="", status=403, code="wrong_pin", tries_left=2)
    station.server.raises = [Refused(problem)]

    assert station.central.open_session(CARD, "4711", Means.READ) == SessionDenied("wrong_pin", 2)


def test_refusal_that_is_not_about_the_patron_is_a_fault(station: Station) -> None:
    station.server.raises = [Refused(Problem(title="", status=404, code="not_found"))]

    with pytest.raises(Refused):
        station.central.open_session(CARD, "4711", Means.READ)


def test_without_a_pin_the_server_is_not_asked(station: Station) -> None:
    with pytest.raises(Unreachable):
        station.central.open_session(CARD, None, Means.READ)
    assert station.server.calls == []


def test_what_she_gave_back_here_is_no_loan_of_hers(station: Station) -> None:
    loans = [OpenLoan(item=item, due_ms=5) for item in (ITEM, OTHER_ITEM)]
    station.server.loans = loans
    station.journal.hold()
    give_back(station.journal)

    said = station.central.open_session(CARD, "4711", Means.READ)

    assert isinstance(said, PatronSession)
    assert said.loans == loans[1:]
