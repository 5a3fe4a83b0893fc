"""What a patron asks at a kiosk: to renew, to hold, to cancel; and what she sees of her account."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from catalogue.db import holdings
from catalogue.domain.operations import Kind, Operation, Presence
from catalogue.services.accounts import SessionDenied
from catalogue.services.central import Draft
from support.central import CARDS, DAY, DUE, MINUTE, PIN, T0, Kiosk, patron_of
from support.circulation_town import BusyTown


@pytest.fixture
def kiosk(busy: BusyTown) -> Kiosk:
    return busy.kiosk("a1")


def ask(busy: BusyTown, kiosk: Kiosk, op: Operation, who: str = "P") -> str:
    """`accepted` or the reason, over the session of a patron."""
    found = busy.services.accounts.identify(busy.caller(kiosk), CARDS[who], PIN)
    assert not isinstance(found, SessionDenied), found
    answer = busy.ask(kiosk, op, session=found.session)
    return answer.reason or answer.verdict


def renewal(kiosk: Kiosk, loan: Operation, at_ms: int, who: str = "P") -> Operation:
    return kiosk.write(
        Kind.RENEW,
        at_ms,
        item=loan.item,
        card=CARDS[who],
        presence=Presence.NONE,
        refs={"about": loan.id},
        due_ms=DUE + 21 * DAY,
    )


def wish(
    kiosk: Kiosk, at_ms: int, who: str = "P", title: str = "t", pickup: str = "A"
) -> Operation:
    return kiosk.write(
        Kind.HOLD_PLACE,
        at_ms,
        title=title,
        card=CARDS[who],
        presence=Presence.NONE,
        pickup=pickup,
    )


def all_lent(busy: BusyTown, kiosk: Kiosk) -> None:
    busy.send(kiosk, kiosk.check_out(T0, "R", "x"), kiosk.check_out(T0, "R", "y"))


def test_loan_is_renewed_as_often_as_the_rule_says(busy: BusyTown, kiosk: Kiosk) -> None:
    loan = kiosk.check_out(T0)
    busy.send(kiosk, loan)
    assert ask(busy, kiosk, renewal(kiosk, loan, T0 + MINUTE)) == "accepted"
    assert busy.item().due_ms == DUE + 21 * DAY
    assert ask(busy, kiosk, renewal(kiosk, loan, T0 + 2 * MINUTE)) == "renewal_limit"


def test_nobody_renews_what_others_wait_for(busy: BusyTown, kiosk: Kiosk) -> None:
    loan = kiosk.check_out(T0)
    busy.send(kiosk, loan, kiosk.check_out(T0, "Q", "y"))
    busy.place("R")
    assert ask(busy, kiosk, renewal(kiosk, loan, T0 + MINUTE)) == "reserved"


def test_copy_on_the_shelf_serves_who_waits(busy: BusyTown, kiosk: Kiosk) -> None:
    loan = kiosk.check_out(T0)
    busy.send(kiosk, loan)
    busy.place("R")
    assert ask(busy, kiosk, renewal(kiosk, loan, T0 + MINUTE)) == "accepted"


def test_late_loan_is_given_back_not_renewed(busy: BusyTown, kiosk: Kiosk) -> None:
    loan = kiosk.check_out(T0)
    busy.send(kiosk, loan)
    busy.clock.now_ms = DUE + DAY
    assert ask(busy, kiosk, renewal(kiosk, loan, DUE + DAY)) == "overdue"


def test_nobody_renews_the_loan_of_another(busy: BusyTown, kiosk: Kiosk) -> None:
    loan = kiosk.check_out(T0, "Q")
    busy.send(kiosk, loan)
    assert ask(busy, kiosk, renewal(kiosk, loan, T0 + MINUTE)) == "not_yours"


def test_without_a_session_nothing_is_asked_in_her_name(busy: BusyTown, kiosk: Kiosk) -> None:
    answer = busy.ask(kiosk, wish(kiosk, T0))
    assert (answer.verdict, answer.reason) == ("denied", "wrong_pin")


def test_hold_is_placed_when_no_copy_is_there(busy: BusyTown, kiosk: Kiosk) -> None:
    all_lent(busy, kiosk)
    op = wish(kiosk, T0 + MINUTE)
    assert ask(busy, kiosk, op) == "accepted"
    assert busy.hold(op.id).status == "waiting"
    assert ask(busy, kiosk, wish(kiosk, T0 + 2 * MINUTE)) == "already_held"


@pytest.mark.parametrize(
    ("who", "title", "pickup", "reason"),
    [
        ("P", "t", "A", "on_shelf"),
        ("P", "t", "Z", "unknown_branch"),
        ("P", "nothing", "A", "unknown_item"),
        ("S", "f", "B", "age"),
        ("P", "t", "B", "accepted"),
    ],
)
def test_hold_is_refused_with_a_reason(
    busy: BusyTown, kiosk: Kiosk, who: str, title: str, pickup: str, reason: str
) -> None:
    assert ask(busy, kiosk, wish(kiosk, T0, who, title, pickup), who) == reason


def test_she_holds_no_title_she_has_at_home(busy: BusyTown, kiosk: Kiosk) -> None:
    all_lent(busy, kiosk)
    assert ask(busy, kiosk, wish(kiosk, T0 + MINUTE, "R"), "R") == "already_on_loan"


def test_holds_have_a_limit(busy: BusyTown, kiosk: Kiosk) -> None:
    with busy.services.database.write() as session:
        session.execute(update(holdings.Category).values(hold_limit=0))
    all_lent(busy, kiosk)
    assert ask(busy, kiosk, wish(kiosk, T0 + MINUTE)) == "hold_limit"


def test_hold_is_cancelled_by_who_placed_it_alone(busy: BusyTown, kiosk: Kiosk) -> None:
    hold = busy.place("P")

    def cancel(who: str) -> Operation:
        return kiosk.write(
            Kind.HOLD_CANCEL,
            T0 + MINUTE,
            title="t",
            card=CARDS[who],
            presence=Presence.NONE,
            refs={"about": hold},
        )

    busy.clock.pass_ms(MINUTE)
    assert ask(busy, kiosk, cancel("Q"), "Q") == "no_such_hold"
    assert ask(busy, kiosk, cancel("P")) == "accepted"
    assert busy.hold(hold).status == "cancelled"


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [("overdue_block_days", 3, "overdue"), ("lost_block_items", 1, "lost_items")],
)
def test_late_and_lost_items_stop_her(
    busy: BusyTown, kiosk: Kiosk, column: str, value: int, reason: str
) -> None:
    with busy.services.database.write() as session:
        session.execute(update(holdings.Category).values({column: value}))
    loan = kiosk.check_out(T0)
    busy.send(kiosk, loan)
    busy.clock.now_ms = DUE + 5 * DAY
    if reason == "lost_items":
        busy.record(Draft(kind=Kind.ITEM_LOST, item="x", refs={"about": loan.id}))
    denied = busy.services.accounts.identify(busy.caller(kiosk), CARDS["P"], PIN)
    assert denied == SessionDenied(reason)


def test_she_sees_loans_holds_fees_and_messages_over_her_session(
    busy: BusyTown, kiosk: Kiosk
) -> None:
    busy.rules(fine_cents=10)
    ready = busy.place("P")
    busy.place("R", T0 + 1)
    lent = kiosk.check_out(T0 + 2, "P", "z")
    late = kiosk.check_out(T0 + 3, "P", "film", T0 + DAY)
    busy.send(kiosk, lent, late)
    busy.clock.now_ms = T0 + 4 * DAY
    busy.send(kiosk, kiosk.check_in(T0 + 4 * DAY, "film"), kiosk.check_in(T0 + 4 * DAY + 1, "x"))
    found = busy.services.accounts.identify(busy.caller(kiosk), CARDS["P"], PIN)
    assert not isinstance(found, SessionDenied)
    [loan] = found.loans
    assert (loan.item, loan.loan, loan.renewals_left) == ("z", lent.id, 1)
    assert (loan.denied, found.expires) == (None, "2027-06-30")
    # From today on, to the end of the 21st day in Paris.
    assert loan.renewed_ms is not None
    assert 21 * DAY <= loan.renewed_ms - busy.clock.now_ms < 22 * DAY
    [hold] = found.holds
    assert (hold.id, hold.ready, hold.place, hold.name) == (ready, True, None, "Title t")
    assert hold.label
    [fee] = found.fees
    assert (found.balance_cents, fee.reason, fee.open_cents, fee.name) == (
        30,
        "overdue",
        30,
        "Title f",
    )
    assert [message.kind for message in found.messages] == ["hold_ready"]
    again = busy.services.accounts.account(busy.caller(kiosk), found.session)
    assert again is not None
    assert again.holds == found.holds
    assert busy.services.accounts.account(busy.caller(kiosk), "another") is None


def test_account_says_why_a_loan_cannot_be_renewed(busy: BusyTown, kiosk: Kiosk) -> None:
    late = kiosk.check_out(T0, "P", "z", T0 + DAY)
    waited_for = kiosk.check_out(T0 + 1, "P", "x")
    busy.send(kiosk, late, waited_for, kiosk.check_out(T0 + 2, "R", "y"))
    for at, who in enumerate("QS"):
        busy.place(who, T0 + 3 + at)
    busy.clock.now_ms = T0 + 2 * DAY
    found = busy.services.accounts.identify(busy.caller(kiosk), CARDS["P"], PIN)
    assert not isinstance(found, SessionDenied), found
    said = {loan.item: (loan.denied, loan.renewed_ms) for loan in found.loans}
    assert said == {"z": ("overdue", None), "x": ("reserved", None)}


def test_cancelling_that_was_refused_and_taken_back_leaves_the_hold(
    busy: BusyTown, kiosk: Kiosk
) -> None:
    """A station journals the wish before it asks, and takes it back when the answer is no. Guard:
    `shape.UNDOABLE_KINDS`."""
    all_lent(busy, kiosk)
    hold = busy.place("P")
    wish_back = kiosk.write(
        Kind.HOLD_CANCEL,
        T0 + MINUTE,
        title="t",
        card=CARDS["P"],
        presence=Presence.NONE,
        refs={"about": hold},
    )
    undo = kiosk.write(
        Kind.UNDO,
        T0 + MINUTE + 1,
        title="t",
        presence=Presence.NONE,
        refs={"undoes": wish_back.id},
        reason="wrong_pin",
    )
    busy.send(kiosk, wish_back, undo)
    found = busy.services.accounts.identify(busy.caller(kiosk), CARDS["P"], PIN)
    assert not isinstance(found, SessionDenied)
    assert [each.id for each in found.holds] == [hold]


def test_her_place_counts_those_who_wait_ahead(busy: BusyTown, kiosk: Kiosk) -> None:
    all_lent(busy, kiosk)
    busy.place("Q")
    busy.place("P", T0 + 1)
    found = busy.services.accounts.identify(busy.caller(kiosk), CARDS["P"], PIN)
    assert not isinstance(found, SessionDenied)
    assert [(hold.ready, hold.place) for hold in found.holds] == [(False, 2)]
    assert patron_of("Q") not in found.model_dump_json()
