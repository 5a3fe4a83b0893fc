"""An account is shown to its owner, forgotten at her wish, and her loans kept at her choice."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select, update

from catalogue.db.holdings import Policy
from catalogue.db.people import Card, Patron
from catalogue.db.present import FeedRow, HoldRow, LoanRow
from catalogue.db.privacy import GoneCard
from catalogue.db.record import Sidecar
from catalogue.db.whom import is_alias
from catalogue.domain.rights import OPERATOR, Member, Right
from catalogue.services.patrons.accounts import OtherBranch, UnknownPatron
from catalogue.services.privacy.erasing import NotForgotten
from catalogue.services.privacy.periods import months_before
from catalogue.services.privacy.portability import WORDS, as_text
from catalogue.services.rows import card_wire_key
from catalogue.services.town import put_setting
from catalogue.wire.patrons import PatronData
from support.central import CARDS, DAY, DUE, MINUTE, PIN, T0, Kiosk, LittleTown, patron_of
from support.privacy_life import EMAIL, FIRST, LAST, NOTE, WHO, live, pass_months


@pytest.fixture
def kiosk(town: LittleTown) -> Kiosk:
    return town.kiosk("a1")


def borrowers(town: LittleTown) -> dict[str, str]:
    """Whose each loan is, by its item and time."""
    with town.services.database.read() as session:
        return {row.id: row.patron_id for row in session.scalars(select(LoanRow))}


def test_export_has_everything_that_is_stored_of_her_and_nobody_else(
    town: LittleTown, kiosk: Kiosk
) -> None:
    live(town, kiosk)
    data = town.services.patron_accounts.data(CARDS[WHO], OPERATOR)
    account = data.account
    assert (account.first_name, account.last_name, account.email) == (FIRST, LAST, EMAIL)
    assert account.cards == [CARDS[WHO]]
    assert [loan.item for loan in data.loans] == ["z", "x"]
    assert {hold.state for hold in data.holds} == {"fulfilled"}
    assert [(fee.item, fee.note, fee.open_cents) for fee in data.fees] == [
        ("x", None, 0),
        (None, NOTE, 0),
    ]
    assert data.notices
    assert data.charters
    assert data.sessions
    assert {line.action for line in data.audit} >= {"patron.block", "fee.assess"}
    text = as_text(data)
    assert f"  prénom : {FIRST}" in text
    assert "  rendu le : 2027-03-06T" in text
    assert "pin" not in data.model_dump_json().replace("has_pin", "")
    assert FIRST not in repr(data)


def test_every_field_of_the_export_has_its_words() -> None:
    fields = set(PatronData.model_fields)
    for field in PatronData.model_fields.values():
        inner = getattr(field.annotation, "__args__", (field.annotation,))[0]
        fields |= set(inner.model_fields)
    assert fields - WORDS.keys() == set()


def test_she_sees_her_own_data_over_her_session_alone(town: LittleTown, kiosk: Kiosk) -> None:
    session = town.services.accounts.identify(town.caller(kiosk), CARDS["P"], PIN)
    assert getattr(session, "session", None)
    assert town.services.patron_accounts.own_data(patron_of("P")).account.first_name == "PrénomP"


def test_erasing_is_refused_while_something_is_open_and_says_what(
    town: LittleTown, kiosk: Kiosk
) -> None:
    loan = kiosk.check_out(T0, "Q")
    town.send(kiosk, loan)
    with town.services.database.write() as session:
        session.execute(update(Patron).values(carried_cents=250, debt_cents=250))
    with pytest.raises(NotForgotten, match=r"1 on loan, 2\.50 € owed"):
        town.services.patron_accounts.erase(CARDS["Q"], OPERATOR)
    assert borrowers(town)[loan.id] == patron_of("Q")


def test_erased_account_frees_her_hold_for_the_next(town: LittleTown, kiosk: Kiosk) -> None:
    """She has a copy on the hold shelf: it goes to R. Guard: `_cancel_holds`."""
    for who, at_ms in (("Q", T0), ("R", T0 + MINUTE)):
        kiosk.write("hold_place", at_ms, title="t", card=CARDS[who], presence="none", pickup="A")
    kiosk.check_in(T0 + 2 * MINUTE, "x")
    town.clock.pass_ms(5 * MINUTE)
    town.send(kiosk)
    town.services.patron_accounts.erase(CARDS["Q"], OPERATOR)
    with town.services.database.read() as session:
        holds = {row.patron_id: row.status for row in session.scalars(select(HoldRow))}
        assert session.get(Patron, patron_of("Q")) is None
    assert holds.pop(patron_of("R")) == "ready"
    assert {(is_alias(who), status) for who, status in holds.items()} == {(True, "cancelled")}


def test_station_learns_that_a_card_went_and_the_number_is_nowhere(
    town: LittleTown, kiosk: Kiosk
) -> None:
    """Guards: `forget_numbers`, `gone_for` (no station hears of another's keys)."""
    other = town.kiosk("b1", "B")
    cursor = town.services.feed.page(town.caller(kiosk), "").cursor
    newest = town.services.feed.page(town.caller(other), "").number
    town.services.patron_accounts.erase(CARDS["Q"], OPERATOR)
    caller = town.caller(kiosk)
    page = town.services.feed.page(caller, cursor)
    key = card_wire_key(caller.station_key, CARDS["Q"])
    assert not page.reset
    assert [(each.table, each.key, each.row) for each in page.changes] == [("card", key, None)]
    [part] = town.services.snapshots.parts(caller, cursor)
    assert [(each.table, each.gone) for each in part.tables] == [("card", [key])]
    with town.services.database.read() as session:
        assert CARDS["Q"] not in set(session.scalars(select(FeedRow.key)))
        assert session.scalar(select(FeedRow.n).order_by(FeedRow.n.desc())) > newest
    forget_when_told(town, kiosk, other)


def forget_when_told(town: LittleTown, *kiosks: Kiosk) -> None:
    """What a station was told is kept no longer; the newest number stays where it is."""
    newest = town.services.feed.page(town.caller(kiosks[0]), "").number
    town.clock.pass_ms(2 * DAY)
    for kiosk in kiosks:
        town.services.contacts.note(kiosk.name)
    town.services.retention.run(dt.date(2027, 1, 17))
    with town.services.database.read() as session:
        assert len(session.scalars(select(GoneCard)).all()) <= 1
    assert town.services.feed.page(town.caller(kiosks[0]), "").number == newest


def test_late_record_of_an_erased_card_is_taken_and_forgotten_in_its_time(
    town: LittleTown, kiosk: Kiosk
) -> None:
    """A kiosk that was cut off lent to her before: the book is out, so a nameless account stands
    for the card until it is back and its time is over. A record sent twice brings nobody back."""
    before = kiosk.check_out(T0 - DAY, "Q", "x")
    back = kiosk.check_in(T0 - DAY + MINUTE, "x")
    town.send(kiosk, before, back)
    town.services.patron_accounts.erase(CARDS["Q"], OPERATOR)
    late = kiosk.check_out(T0 - MINUTE, "Q", "y")
    town.send(kiosk, before, back, late)
    with town.services.database.read() as session:
        assert session.scalars(select(Sidecar.operation)).all() == [late.id]
        named = session.get_one(Card, CARDS["Q"]).patron
        assert session.get_one(Patron, named).placeholder
    town.clock.now_ms = DUE
    end = kiosk.check_in(DUE - MINUTE, "y")
    town.send(kiosk, end)
    day = pass_months(town, 5)
    town.services.retention.run(day)
    with town.services.database.read() as session:
        assert session.get(Card, CARDS["Q"]) is None
        assert session.get(Patron, named) is None


def test_anonymised_loans_are_nobodys_and_the_account_stays(town: LittleTown, kiosk: Kiosk) -> None:
    over, out = kiosk.check_out(T0, "Q", "x"), kiosk.check_out(T0 + 2 * MINUTE, "Q", "y")
    kiosk.check_in(T0 + 3 * MINUTE, "x")
    town.clock.pass_ms(5 * MINUTE)
    town.send(kiosk)
    done = town.services.patron_accounts.anonymise(CARDS["Q"], OPERATOR)
    assert done.loans == 1
    assert is_alias(borrowers(town)[over.id])
    assert borrowers(town)[out.id] == patron_of("Q")


def test_history_holds_what_began_after_the_choice_and_goes_when_it_is_taken_back(
    town: LittleTown, kiosk: Kiosk
) -> None:
    """Guards: `wants_kept` looks at when the loan can have begun; `choose` severs at once."""
    accounts = town.services.patron_accounts
    town.clock.now_ms = T0 + DAY
    accounts.choose(CARDS["Q"], True, OPERATOR)
    earlier = kiosk.check_out(T0, "Q", "x")  # before, and delivered after she chose
    kiosk.check_in(T0 + MINUTE, "x")
    later = kiosk.check_out(T0 + 2 * DAY, "Q", "y")
    kiosk.check_in(T0 + 3 * DAY, "y")
    town.clock.now_ms = T0 + 4 * DAY
    town.send(kiosk)
    kept = {loan.item: loan.kept_by_choice for loan in accounts.data(CARDS["Q"], OPERATOR).loans}
    assert kept == {"x": False, "y": True}
    town.services.retention.run(pass_months(town, 6))
    assert is_alias(borrowers(town)[earlier.id])
    assert borrowers(town)[later.id] == patron_of("Q")
    assert accounts.choose(CARDS["Q"], True, OPERATOR).forgotten == 0
    assert accounts.choose(CARDS["Q"], False, OPERATOR).forgotten == 1
    assert is_alias(borrowers(town)[later.id])
    accounts.choose(CARDS["Q"], True, OPERATOR)
    assert accounts.data(CARDS["Q"], OPERATOR).loans == []


def test_loan_she_still_owes_for_keeps_its_name(town: LittleTown, kiosk: Kiosk) -> None:
    with town.services.database.write() as session:
        session.execute(update(Policy).values(fine_cents=10))
    loan = kiosk.check_out(T0, "Q", "x", T0 + DAY)
    town.send(kiosk, loan)
    town.clock.now_ms = T0 + 10 * DAY
    town.send(kiosk, kiosk.check_in(T0 + 10 * DAY, "x"))
    day = pass_months(town, 7)
    town.services.retention.run(day)
    assert borrowers(town)[loan.id] == patron_of("Q")
    assert town.services.patron_accounts.anonymise(CARDS["Q"], OPERATOR).loans == 0


def test_period_of_the_town_counts(town: LittleTown, kiosk: Kiosk) -> None:
    loan = kiosk.check_out(T0, "Q", "x")
    town.send(kiosk, loan, kiosk.check_in(T0 + DAY, "x"))
    with town.services.database.write() as session:
        put_setting(session, "retention", '{"loans": 12}')
    for months, forgotten in ((5, False), (7, True)):
        town.services.retention.run(pass_months(town, months))
        assert is_alias(borrowers(town)[loan.id]) is forgotten


def test_deeds_need_a_card_somebody_has_and_a_branch_that_is_hers(town: LittleTown) -> None:
    accounts = town.services.patron_accounts
    with pytest.raises(UnknownPatron):
        accounts.data("0000", OPERATOR)
    elsewhere = Member("m", "marie", frozenset({Right.PEOPLE}), frozenset({"B"}))
    with pytest.raises(OtherBranch):
        accounts.erase(CARDS["P"], elsewhere)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2027-06-30", 4, "2027-02-28"),
        ("2027-01-15", 12, "2026-01-15"),
        ("2027-01-31", 13, "2025-12-31"),
    ],
)
def test_months_are_those_of_the_calendar(day: str, months: int, then: str) -> None:
    assert months_before(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(then)
