"""What she sees of her account, and what becomes of what she asks for there."""

from __future__ import annotations

import json

from catalogue.wire.v1 import OpenLoan, PatronAccount, PatronFee, PatronHold, PatronMessage
from kiosk.acts.account import Names, account_of
from kiosk.acts.storage import StorageWatch
from kiosk.gateway.protocol import Decision
from kiosk.session.account_state import AccountHold, AccountLoan
from kiosk.session.effects import CancelHold, RenewLoan
from kiosk.session.events import HoldCancelled, LoanRenewed
from kiosk.session.states import Means, Patron
from kiosk.session.titles import TitleInfo
from kiosk.store.errors import StorageFull
from kiosk.store.rows import DecidedBy
from support.acts_bench import Bench, FullDisk
from support.station_store import CARD, ITEM

PATRON = Patron(CARD, Means.READ, "s-1", "Jeanne M.", "fr", pin_verified=True)
RENEW = RenewLoan(ITEM, "loan-1", 99, PATRON)
CANCEL = CancelHold("hold-1", "t1", PATRON)
SILENCE = Decision(False, DecidedBy.GROUNDS, recorded=False, reason="no_network")
DENIED = Decision(False, DecidedBy.SERVER, recorded=False, reason="reserved")


def names(bench: Bench) -> Names:
    return Names(bench.snapshot, StorageWatch(bench.health))


def test_account_has_the_titles_and_branches_the_snapshot_knows(bench: Bench) -> None:
    said = PatronAccount(
        loans=[
            OpenLoan(item=ITEM, due_ms=5, loan="l1", renewed_ms=9),
            OpenLoan(item="nobody's", due_ms=6, loan="l2", denied="overdue"),
        ],
        holds=[
            PatronHold(id="h1", title="t2", name="-", pickup="B", ready=True, label="K7P2"),
            PatronHold(id="h2", title="t9", name="Nana", pickup="Z", place=3),
        ],
        fees=[PatronFee(id="f", reason="overdue", name="Nana", at_ms=1, open_cents=150)],
        balance_cents=150,
        loan_limit=20,
        expires="2027-05-03",
    )
    account = account_of(said, names(bench))
    germinal, akira = TitleInfo("Germinal", "Zola", "book"), TitleInfo("Akira", "", "comic")
    assert account.loans == (
        AccountLoan(ITEM, "l1", 5, germinal, 9),
        AccountLoan("nobody's", "l2", 6, None, None, "overdue"),
    )
    assert account.holds == (
        AccountHold("h1", "t2", akira, "Le Moulin", ready=True, label="K7P2"),
        AccountHold("h2", "t9", TitleInfo("Nana", "", ""), "Z", place=3),
    )
    assert (account.balance_cents, account.card_ends) == (150, "2027-05-03")


def test_message_that_was_corrected_is_shown_as_taken_back(bench: Bench) -> None:
    told = [
        PatronMessage(id="m2", kind="hold_ready", corrects="m1", name="Nana", at_ms=2),
        PatronMessage(id="m1", kind="hold_ready", name="Nana", branch="A", at_ms=1),
    ]
    (message,) = account_of(PatronAccount(messages=told), names(bench)).messages
    assert (message.id, message.taken_back, message.place) == ("m1", True, "Les Tilleuls")


def test_snapshot_that_cannot_be_read_costs_the_titles_alone(bench: Bench) -> None:
    bench.snapshot.info = FullDisk()
    account = account_of(PatronAccount(loans=[OpenLoan(item=ITEM, due_ms=5)]), names(bench))
    assert [(loan.item, loan.info) for loan in account.loans] == [(ITEM, None)]


def test_renewal_is_journalled_before_it_is_asked_in_her_session(bench: Bench) -> None:
    bench.wishes.renew(RENEW)
    assert bench.posted == [LoanRenewed(ITEM, granted=True)]
    ((asked, session),) = bench.gateway.asked
    (row,) = bench.journal.queue(delivered=True)
    assert (row.id, row.kind, row.state, session) == (asked, "renew", "delivered", "s-1")
    assert CARD not in json.dumps(bench.bodies())


def test_refused_renewal_is_taken_back_in_the_journal(bench: Bench) -> None:
    bench.gateway.answers = [DENIED]
    bench.wishes.renew(RENEW)
    assert bench.posted == [LoanRenewed(ITEM, granted=False, reason="reserved")]
    assert bench.kinds() == ["renew", "undo"]


def test_renewal_nobody_answers_is_taken_back_and_a_hold_given_up_stays_so(bench: Bench) -> None:
    """The grounds of each say so beforehand: a restart in between comes to the same."""
    bench.gateway.answers = [SILENCE, Decision(True, DecidedBy.GROUNDS, recorded=False)]
    bench.wishes.renew(RENEW)
    bench.wishes.cancel(CANCEL)
    assert bench.posted == [
        LoanRenewed(ITEM, granted=False, reason="no_network"),
        HoldCancelled("hold-1", granted=True),
    ]
    assert bench.kinds() == ["renew", "undo", "hold_cancel"]
    grounds = {body["kind"]: body.get("grounds") for body in bench.bodies()}
    assert grounds["renew"] == {"verdict": "deny", "reason": "no_network"}
    assert grounds["hold_cancel"] == {"verdict": "allow"}


def test_refused_end_of_a_hold_is_taken_back(bench: Bench) -> None:
    bench.gateway.answers = [Decision(False, DecidedBy.SERVER, False, reason="no_such_hold")]
    bench.wishes.cancel(CANCEL)
    assert bench.posted == [HoldCancelled("hold-1", granted=False, reason="no_such_hold")]
    assert bench.kinds() == ["hold_cancel", "undo"]


def test_full_disk_is_told_and_nothing_is_asked(bench: Bench) -> None:
    bench.journal.record_wish = FullDisk()
    bench.wishes.renew(RENEW)
    assert bench.posted == [LoanRenewed(ITEM, granted=False, reason="storage")]
    assert bench.gateway.asked == []


def test_wish_whose_answer_could_not_be_stored_is_taken_up_again(bench: Bench) -> None:
    """Guard: `Circulation.recover` takes up every row that is `asking`."""
    bench.gateway.answers = [StorageFull("stay asking"), SILENCE]
    bench.journal.record_undo, kept = FullDisk(), bench.journal.record_undo
    bench.wishes.renew(RENEW)
    assert bench.posted == [LoanRenewed(ITEM, granted=False, reason="storage")]
    bench.journal.record_undo = kept
    assert bench.circulation.recover()
    assert bench.kinds() == ["renew", "undo"]
