"""Why a gate rings: what is found of a tag, and what is done about it under which word."""

from __future__ import annotations

import pytest

from catalogue.wire.v1 import ItemStanding
from kiosk.session.effects import CheckGate
from kiosk.session.events import GateChecked, LoanDecided
from kiosk.session.states import Finding
from rfid.events import SecurityOutcome
from rfid.types import Security
from support.acts_bench import Bench, FullDisk
from support.station_feed import item_row
from support.station_store import ITEM, UID

CHECK = CheckGate(UID, ITEM, UID)
ON_LOAN, SECURED = Security.ON_LOAN, Security.SECURED


def said(bench: Bench, *, lent: bool, known: bool = True) -> None:
    """The server's word of the item."""
    loan = "loan-at-the-server" if lent else None
    bench.gateway.standings[ITEM] = ItemStanding(item=ITEM, known=known, loan=loan)


def found(bench: Bench, outcome: SecurityOutcome | None = None) -> Finding:
    """What the check comes to; the reader answers its order with `outcome`."""
    bench.gate.check(CHECK)
    if outcome is not None:
        bench.answer(outcome)
    assert bench.orders == []
    last = bench.posted[-1]
    assert isinstance(last, GateChecked)
    return last.finding


def own_loan(bench: Bench) -> str:
    answer = bench.lend()
    assert isinstance(answer, LoanDecided)
    bench.bits.session_over()
    return answer.operation or ""


@pytest.mark.parametrize(
    ("lent", "tag", "finding"),
    [(True, ON_LOAN, Finding.LENT), (False, SECURED, Finding.NOT_LENT)],
)
def test_tag_that_says_what_the_server_says_is_left_alone(
    bench: Bench, lent: bool, tag: Security, finding: Finding
) -> None:
    said(bench, lent=lent)
    bench.lay(tag)
    assert found(bench) is finding


@pytest.mark.parametrize(
    ("lent", "tag", "finding"),
    [(True, SECURED, Finding.OPENED), (False, ON_LOAN, Finding.CLOSED)],
)
def test_tag_that_says_otherwise_is_put_right(
    bench: Bench, lent: bool, tag: Security, finding: Finding
) -> None:
    said(bench, lent=lent)
    bench.lay(tag)
    assert found(bench, SecurityOutcome.VERIFIED) is finding
    assert bench.open_bits() == []
    assert bench.kinds() == []


def test_intent_is_durable_before_the_tag_is_switched(bench: Bench) -> None:
    said(bench, lent=True)
    bench.lay(SECURED)
    bench.gate.check(CHECK)
    assert bench.open_bits() == [(UID, "on_loan")]
    assert len(bench.orders) == 1


def test_cut_off_nothing_is_unlocked_that_this_station_did_not_lend(bench: Bench) -> None:
    """Guard: `GateChecks._standing`."""
    bench.lay(SECURED)
    assert found(bench) is Finding.UNSURE
    bench.fed(item_row(ITEM, status="on_loan"))
    assert found(bench) is Finding.UNSURE


def test_cut_off_a_loan_of_this_station_is_unlocked(bench: Bench) -> None:
    own_loan(bench)
    bench.lay(SECURED)
    assert found(bench, SecurityOutcome.VERIFIED) is Finding.OPENED
    assert (bench.open_bits(), bench.kinds()) == ([], ["check_out"])


def test_cut_off_a_loan_of_this_station_that_the_feed_knows_is_unlocked(bench: Bench) -> None:
    own_loan(bench)
    bench.fed(item_row(ITEM, status="on_loan"))
    bench.lay(SECURED)
    assert found(bench, SecurityOutcome.VERIFIED) is Finding.OPENED


def test_cut_off_a_loan_that_ended_elsewhere_is_not_unlocked(bench: Bench) -> None:
    own_loan(bench)
    bench.fed(item_row(ITEM, status="available"))
    bench.lay(SECURED)
    assert found(bench) is Finding.UNSURE


def test_what_was_given_back_here_a_moment_ago_is_not_unlocked_by_what_the_server_knew(
    bench: Bench,
) -> None:
    said(bench, lent=True)
    bench.journal.record_check_in(ITEM, "A", {"uid": UID})
    bench.lay(SECURED)
    assert found(bench) is Finding.NOT_LENT


def test_thing_the_server_does_not_know_is_left_alone(bench: Bench) -> None:
    said(bench, lent=False, known=False)
    bench.lay(ON_LOAN)
    assert found(bench) is Finding.UNKNOWN


@pytest.mark.parametrize(
    ("outcome", "finding"),
    [
        (SecurityOutcome.NOT_SWITCHED, Finding.STUCK),
        (SecurityOutcome.GONE, Finding.GONE),
        (SecurityOutcome.NO_READER, Finding.GONE),
    ],
)
def test_tag_that_does_not_follow_is_told(
    bench: Bench, outcome: SecurityOutcome, finding: Finding
) -> None:
    said(bench, lent=True)
    bench.lay(SECURED)
    assert found(bench, outcome) is finding
    assert (bench.open_bits(), bench.listed()) == ([], [])


def test_own_loan_whose_tag_does_not_follow_stays_on_the_list(bench: Bench) -> None:
    own_loan(bench)
    bench.lay(SECURED)
    assert found(bench, SecurityOutcome.GONE) is Finding.GONE
    assert bench.listed() == [(UID, "on_loan", "not_switched")]


def test_tag_that_left_and_one_not_read_are_told(bench: Bench) -> None:
    said(bench, lent=True)
    assert found(bench) is Finding.GONE
    bench.lay(None)
    assert found(bench) is Finding.STUCK


def test_full_disk_switches_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    said(bench, lent=True)
    bench.lay(SECURED)
    monkeypatch.setattr(bench.journal, "intend", FullDisk())
    assert found(bench) is Finding.STUCK
