"""After one failed try the station is on its own at once, and goes on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from catalogue.domain.denial import DenialReason
from catalogue.domain.policy import Means
from catalogue.errors import Ambiguous, CentralError, Refused, Unauthorised, Unreachable
from catalogue.wire.v1 import PatronSession, Problem
from kiosk.gateway.protocol import CutOff, Decision, SessionDenied
from kiosk.session.events import NetworkChanged
from kiosk.store.rows import DecidedBy, OwnLoan
from support.station_store import CARD, OTHER_CARD, OTHER_ITEM, T0, lend, station_info

if TYPE_CHECKING:
    from conftest import Station

ALLOWED = Decision(True, DecidedBy.GROUNDS, recorded=False)


@pytest.mark.parametrize("error", [Unreachable("gone"), Ambiguous("no answer")])
def test_without_an_answer_the_grounds_decide(station: Station, error: CentralError) -> None:
    station.server.raises = [error]

    assert station.gateway.ask(lend(station.journal), "s-1") == ALLOWED
    assert station.network == [NetworkChanged(False, T0)]


def test_grounds_that_deny_deny(station: Station) -> None:
    station.line.mark(up=False)

    decision = station.gateway.ask(lend(station.journal, verdict="deny"), None)

    assert decision == Decision(False, DecidedBy.GROUNDS, False, "offline_limit")


def test_one_failure_is_waited_for_once(station: Station) -> None:
    station.server.raises = [Unreachable("gone")]

    station.gateway.ask(lend(station.journal), "s-1")
    station.gateway.ask(lend(station.journal, OTHER_ITEM), "s-1")
    station.gateway.open_session(CARD, "4711", Means.READ)
    station.gateway.close_session("s-1")

    assert station.server.calls == ["operations"]


def test_line_that_is_up_again_is_used_again(station: Station) -> None:
    station.line.mark(up=False)
    station.line.mark(up=True)

    assert isinstance(station.gateway.open_session(CARD, "4711", Means.READ), PatronSession)
    assert [change.online for change in station.network] == [False, True]


def test_change_is_told_once(station: Station) -> None:
    station.line.mark(up=True)
    station.line.mark(up=False)
    station.line.mark(up=False)

    assert station.network == [NetworkChanged(False, T0)]


def test_server_that_cannot_read_a_question_is_a_fault_not_an_outage(station: Station) -> None:
    error = Refused(Problem(title="", status=422, code="invalid_request"))
    station.server.raises = [error]

    assert station.gateway.ask(lend(station.journal), "s-1") == ALLOWED
    assert station.faults == [error]
    assert station.line.up


def test_revoked_station_lends_nothing_and_forgets_its_key(
    station: Station, tmp_path: Path
) -> None:
    """Guards: `FailoverGateway` asks its `Standing` before the grounds; `Standing.lost`."""
    path = tmp_path / "station.key"
    key = station.keyring.now.station_key
    assert key in path.read_text()
    op = lend(station.journal)
    station.server.raises = [Unauthorised("revoked")]

    assert station.gateway.ask(op, "s-1") == Decision(False, DecidedBy.SERVER, False, "storage")
    assert station.line.up
    assert station.keyring.station_key is None
    assert key not in path.read_text()
    station.line.mark(up=False)
    for pin in ("4711", None):
        denied = station.gateway.open_session(CARD, pin, Means.READ)
        assert denied == SessionDenied("not_enrolled")
    assert not station.gateway.ask(op, None).accepted


def test_station_that_is_known_again_lends_again(station: Station) -> None:
    station.server.raises = [Unauthorised("revoked")]
    station.gateway.open_session(CARD, "4711", Means.READ)

    station.keyring.learn(station_info())
    station.standing.regained()

    assert isinstance(station.gateway.open_session(CARD, "4711", Means.READ), PatronSession)


def test_closing_a_session_never_fails(station: Station) -> None:
    station.server.raises = [Ambiguous("no answer")]

    station.gateway.close_session("s-1")

    assert not station.line.up


def test_session_that_ended_cut_off_is_revoked_when_the_server_is_back(station: Station) -> None:
    """Guard: `FailoverGateway` keeps what it could not revoke."""
    station.server.raises = [Ambiguous("no answer"), Unreachable("still gone")]
    station.gateway.close_session("s-1")
    station.gateway.close_session("s-2")
    assert station.server.ended == []

    for _ in range(2):
        station.line.mark(up=True)
        station.gateway.revoke_ended()

    assert station.server.ended == ["s-1", "s-2"]


def test_session_the_server_will_not_revoke_is_let_go(station: Station) -> None:
    station.server.raises = [Unauthorised("enrol")]

    station.gateway.close_session("s-1")
    station.gateway.close_session("s-2")

    assert station.server.ended == ["s-2"]


def test_cut_off_a_good_card_may_borrow(station: Station) -> None:
    station.line.mark(up=False)
    op = station.gateway.ask(lend(station.journal), None)
    assert op.accepted

    answer = station.gateway.open_session(CARD, "4711", Means.READ)

    assert isinstance(answer, CutOff)
    assert (answer.allowed, answer.reason) == (True, None)
    assert [type(loan) for loan in answer.own_loans] == [OwnLoan]


@pytest.mark.parametrize(
    ("card", "means", "reason"),
    [
        (OTHER_CARD, Means.READ, DenialReason.BLOCKED),
        (CARD, Means.TYPED, DenialReason.OFFLINE_TYPED),
        ("2104899999999", Means.SCANNED, DenialReason.OFFLINE_UNKNOWN_CARD),
    ],
)
def test_cut_off_the_card_decides(
    station: Station, card: str, means: Means, reason: DenialReason
) -> None:
    answer = station.gateway.open_session(card, None, means)

    assert answer == CutOff(False, reason)
    assert station.server.calls == []


def test_cut_off_for_too_long_lends_nothing(station: Station) -> None:
    station.clock.go(72 * 3_600_000 + 1)

    assert station.offline.open_session(CARD, None, Means.READ) == CutOff(
        False, DenialReason.OFFLINE_STALE
    )


def test_limit_of_an_outage_is_none_once_it_has_lasted_too_long(station: Station) -> None:
    assert station.offline.limit() == 5
    station.clock.go(72 * 3_600_000 + 1)
    assert station.offline.limit() == 0


def test_never_in_contact_lends_nothing(station: Station) -> None:
    station.journal._db.write(lambda tx: tx.execute("DELETE FROM meta WHERE key = 'contact'"))

    assert station.offline.open_session(CARD, None, Means.READ) == CutOff(
        False, DenialReason.OFFLINE_STALE
    )


def test_answers_keep_card_and_loans_out_of_reprs(station: Station) -> None:
    station.gateway.ask(lend(station.journal), None)
    answer = station.offline.open_session(CARD, None, Means.READ)

    assert "310480" not in repr(answer)
