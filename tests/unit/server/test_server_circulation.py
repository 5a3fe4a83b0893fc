"""The question asked online: each reason to say no, and what is stored then."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select, update

from catalogue.db.holdings import Policy
from catalogue.db.people import Card, Patron
from catalogue.db.present import ItemRow, LoanRow
from catalogue.db.record import Quarantined, Sidecar, StoredOperation
from catalogue.domain.operations import Kind, Presence
from catalogue.wire import v1
from support.central import CARDS, MINUTE, PIN, T0, Kiosk, LittleTown, add_patron, patron_of


@pytest.fixture
def kiosk(town: LittleTown) -> Kiosk:
    return town.kiosk("a1")


def change_patron(town: LittleTown, letter: str, **values: object) -> None:
    with town.services.database.write() as session:
        session.execute(update(Patron).where(Patron.id == patron_of(letter)).values(**values))


def hold(kiosk: Kiosk, at_ms: int, who: str, title: str = "t") -> None:
    kiosk.write(
        Kind.HOLD_PLACE,
        at_ms,
        title=title,
        card=CARDS[who],
        presence=Presence.NONE,
        pickup="A",
    )


def stored(town: LittleTown, op_id: str) -> StoredOperation | None:
    with town.services.database.read() as session:
        return session.get(StoredOperation, op_id)


def verdict(town: LittleTown, kiosk: Kiosk, who: str = "P", item: str = "x") -> str:
    """`accepted`, or the reason of the refusal."""
    answer = town.ask(kiosk, kiosk.check_out(T0 + MINUTE, who, item))
    return answer.reason or answer.verdict


def test_loan_to_a_patron_in_good_standing_is_accepted(town: LittleTown, kiosk: Kiosk) -> None:
    assert verdict(town, kiosk) == "accepted"


def test_unknown_card_is_denied_and_no_placeholder_is_made(town: LittleTown, kiosk: Kiosk) -> None:
    assert verdict(town, kiosk, "2104812345678") == "unknown_card"
    with town.services.database.read() as session:
        assert session.get(Card, "2104812345678") is None


def test_placeholder_is_an_unknown_card(town: LittleTown, kiosk: Kiosk) -> None:
    town.send(kiosk, kiosk.check_out(T0, "2104812345678", "z"))
    assert verdict(town, kiosk, "2104812345678") == "unknown_card"


def test_expired_comes_before_blocked(town: LittleTown, kiosk: Kiosk) -> None:
    change_patron(town, "P", block="staff")
    assert verdict(town, kiosk) == "blocked"
    change_patron(town, "P", expires=dt.date(2027, 1, 14))
    assert verdict(town, kiosk) == "expired"


def test_debt_blocks(town: LittleTown, kiosk: Kiosk) -> None:
    change_patron(town, "P", debt_cents=1000)
    assert verdict(town, kiosk) == "debt"


def test_unknown_item_is_denied(town: LittleTown, kiosk: Kiosk) -> None:
    assert verdict(town, kiosk, item="nothing") == "unknown_item"


def test_item_not_for_loan_is_denied(town: LittleTown, kiosk: Kiosk) -> None:
    assert verdict(town, kiosk, item="desk") == "not_for_loan"


def test_kind_without_a_rule_is_not_for_loan(town: LittleTown, kiosk: Kiosk) -> None:
    with town.services.database.write() as session:
        session.execute(update(Policy).where(Policy.kind == "dvd").values(kind="vinyl"))
    assert verdict(town, kiosk, item="film") == "not_for_loan"


def test_child_is_too_young_for_a_film_from_sixteen(town: LittleTown, kiosk: Kiosk) -> None:
    assert verdict(town, kiosk, "S", "film") == "age"
    assert verdict(town, kiosk, "P", "film") == "accepted"


def test_copies_as_many_as_waiting_holds_are_reserved(town: LittleTown, kiosk: Kiosk) -> None:
    hold(kiosk, T0, "Q")
    town.send(kiosk)
    assert verdict(town, kiosk, "P", "x") == "accepted"
    assert verdict(town, kiosk, "P", "y") == "reserved"


def test_first_in_the_queue_gets_the_only_copy_that_is_lent(town: LittleTown, kiosk: Kiosk) -> None:
    hold(kiosk, T0, "Q", "u")
    hold(kiosk, T0 + 1, "R", "u")
    town.send(kiosk)
    assert verdict(town, kiosk, "R", "z") == "reserved"
    assert verdict(town, kiosk, "Q", "z") == "accepted"


def test_item_on_the_shelf_for_another_is_reserved(town: LittleTown, kiosk: Kiosk) -> None:
    hold(kiosk, T0, "Q")
    placed = kiosk.disk[-1]
    kiosk.write(Kind.HOLD_TRAP, T0 + 1, item="x", card=CARDS["Q"], refs={"about": placed.id})
    town.send(kiosk)
    assert verdict(town, kiosk, "P", "x") == "reserved"
    assert verdict(town, kiosk, "Q", "x") == "accepted"


def test_limit_of_the_category_is_the_last_reason(town: LittleTown, kiosk: Kiosk) -> None:
    town.send(kiosk, *(kiosk.check_out(T0, "P", item) for item in ("x", "y", "z")))
    assert verdict(town, kiosk, item="film") == "limit"
    assert verdict(town, kiosk, item="desk") == "not_for_loan"


def test_limit_of_a_kind_counts_that_kind_alone(town: LittleTown, kiosk: Kiosk) -> None:
    town.send(kiosk, kiosk.check_out(T0, "P", "x"))
    assert verdict(town, kiosk, item="kit") == "accepted"
    with town.services.database.write() as session:
        session.execute(update(Policy).where(Policy.kind == "book").values(kind_limit=1))
    assert verdict(town, kiosk, item="z") == "limit"


def test_item_on_loan_to_another_is_lent_for_it_is_here(town: LittleTown, kiosk: Kiosk) -> None:
    town.send(kiosk, kiosk.check_out(T0, "Q"))
    loan = kiosk.check_out(T0 + MINUTE, "P")
    assert town.ask(kiosk, loan).verdict == "accepted"
    found = stored(town, loan.id)
    assert found is not None
    assert found.outcome_code == "implied_return"


def test_her_own_loan_again_is_accepted_even_at_the_limit(town: LittleTown, kiosk: Kiosk) -> None:
    town.send(kiosk, *(kiosk.check_out(T0, "P", item) for item in ("x", "y", "z")))
    assert verdict(town, kiosk, "P", "x") == "accepted"


def test_of_a_denied_loan_nothing_is_stored_and_the_rest_is(town: LittleTown, kiosk: Kiosk) -> None:
    back = kiosk.check_in(T0)
    asked = kiosk.check_out(T0 + 1, item="desk")
    after = kiosk.check_in(T0 + 2, "y")
    reply = town.services.sync.handle(
        town.caller(kiosk), kiosk.batch((back, asked, after), ask=asked)
    )
    assert [(r.status, r.code) for r in reply.results] == [
        ("recorded", None),
        ("refused", "denied"),
        ("recorded", None),
    ]
    assert reply.ack.seq == 1
    assert stored(town, asked.id) is None
    with town.services.database.read() as session:
        for table in (Sidecar, Quarantined):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_denied_loan_and_its_undo_arrive_later_and_come_to_nothing(
    town: LittleTown, kiosk: Kiosk
) -> None:
    asked = kiosk.check_out(T0, item="desk")
    assert town.ask(kiosk, asked).verdict == "denied"
    kiosk.undo(T0 + 1, asked, "not_for_loan")
    reply = town.send(kiosk)
    assert reply.ack.seq == 2
    found = stored(town, asked.id)
    assert found is not None
    assert (found.outcome_class, found.outcome_reason) == ("superseded", "undone")
    with town.services.database.read() as session:
        assert session.scalar(select(func.count()).select_from(LoanRow)) == 0


def test_asked_again_after_a_lost_answer_it_is_still_accepted(
    town: LittleTown, kiosk: Kiosk
) -> None:
    loan = kiosk.check_out(T0)
    assert town.ask(kiosk, loan).verdict == "accepted"
    change_patron(town, "P", block="staff")
    reply = town.services.sync.handle(town.caller(kiosk), kiosk.batch(ask=loan))
    assert reply.results[0].status == "duplicate"
    assert reply.answer == v1.Answer(id=loan.id, verdict="accepted")


def test_asked_by_its_id_alone_a_stored_record_is_accepted(town: LittleTown, kiosk: Kiosk) -> None:
    loan = kiosk.check_out(T0)
    caller = town.caller(kiosk)
    assert town.services.sync.handle(caller, kiosk.batch((), ask=loan)).answer is None
    town.send(kiosk)
    answer = town.services.sync.handle(caller, kiosk.batch((), ask=loan)).answer
    assert answer == v1.Answer(id=loan.id, verdict="accepted")


def test_a_return_is_never_denied(town: LittleTown, kiosk: Kiosk) -> None:
    assert town.ask(kiosk, kiosk.check_in(T0, "nothing we know")).verdict == "accepted"


def test_return_ahead_of_the_question_frees_the_item_and_the_limit(
    town: LittleTown, kiosk: Kiosk
) -> None:
    town.send(kiosk, *(kiosk.check_out(T0, "P", item) for item in ("x", "y", "z")))
    back = kiosk.check_in(T0 + MINUTE, "x")
    assert (
        town.ask(kiosk, kiosk.check_out(T0 + 2 * MINUTE, "P", "film"), back).verdict == "accepted"
    )


def test_session_of_another_patron_vouches_for_nobody(town: LittleTown, kiosk: Kiosk) -> None:
    session = town.services.accounts.identify(town.caller(kiosk), CARDS["Q"], PIN).session
    loan = kiosk.check_out(T0, "P")
    assert town.ask(kiosk, loan, session=session).reason == "wrong_pin"
    assert town.ask(kiosk, kiosk.check_out(T0, "Q"), session=session).verdict == "accepted"


def test_asked_record_that_is_refused_for_what_it_is_gets_no_answer(
    town: LittleTown, kiosk: Kiosk
) -> None:
    loan = kiosk.check_out(T0)
    del kiosk.sidecars[loan.id]
    reply = town.services.sync.handle(town.caller(kiosk), kiosk.batch(ask=loan))
    assert (reply.results[0].code, reply.answer) == ("bad_sidecar", None)


def test_reserved_flag_of_all_copies_follows_queue_and_shelf(
    town: LittleTown, kiosk: Kiosk
) -> None:
    hold(kiosk, T0, "Q")
    hold(kiosk, T0, "R")
    town.send(kiosk)
    with town.services.database.read() as session:
        flags = {row.item: row.reserved for row in session.scalars(select(ItemRow))}
    assert (flags["x"], flags["y"]) == (True, True)


def test_patron_added_later_borrows(town: LittleTown, kiosk: Kiosk) -> None:
    with town.services.database.write() as session:
        add_patron(town.services, session, "X", "2104800000009")
    assert verdict(town, kiosk, "2104800000009") == "accepted"
