"""Who may borrow what, online and cut off, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from catalogue.domain.denial import DenialReason
from catalogue.domain.library import (
    CardState,
    Item,
    LoanRule,
    Patron,
    SnapshotCard,
    SnapshotItem,
    Title,
)
from catalogue.domain.policy import (
    Demand,
    Means,
    OfflineRules,
    decide_loan,
    due_ms,
    holds_against,
    offline_verdict,
)
from catalogue.domain.states import ItemState, Status
from catalogue.domain.titles import HoldFold, HoldStatus

TODAY = date(2026, 3, 14)
PATRON = Patron("jeanne", "adult", expires=TODAY, birth=date(2014, 3, 14))
ITEM = Item("3104800000123", "title", "tilleuls")
TITLE = Title("title", "Le Grand Meaulnes")
RULE = LoanRule("adult", "book", loan_days=21, limit=10)


def decision(**change):
    facts = {
        "patron": PATRON,
        "item": ITEM,
        "title": TITLE,
        "state": ItemState(),
        "rule": RULE,
        "demand": Demand(),
        "today": TODAY,
    }
    return decide_loan(**{**facts, **change})


def test_an_ordinary_loan_is_allowed_on_the_last_day_of_the_card():
    assert decision() is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"patron": None}, DenialReason.UNKNOWN_CARD),
        ({"patron": replace(PATRON, expires=TODAY - timedelta(days=1))}, DenialReason.EXPIRED),
        ({"patron": replace(PATRON, block=DenialReason.BLOCKED)}, DenialReason.BLOCKED),
        ({"item": None}, DenialReason.UNKNOWN_ITEM),
        ({"title": None}, DenialReason.UNKNOWN_ITEM),
        ({"item": replace(ITEM, not_for_loan=True)}, DenialReason.NOT_FOR_LOAN),
        ({"rule": None}, DenialReason.NOT_FOR_LOAN),
        ({"state": ItemState(Status.RECEIVED_UNCHECKED)}, DenialReason.NOT_FOR_LOAN),
        ({"state": ItemState(Status.MISSING_PART)}, DenialReason.NOT_FOR_LOAN),
        ({"state": ItemState(Status.WITHDRAWN, withdrawn=True)}, DenialReason.NOT_FOR_LOAN),
        ({"title": replace(TITLE, min_age=13)}, DenialReason.AGE),
        ({"rule": replace(RULE, min_age=13)}, DenialReason.AGE),
        ({"state": ItemState(Status.ON_HOLD_SHELF, patron="paul")}, DenialReason.RESERVED),
        ({"demand": Demand(holds_against=2, copies_here=2)}, DenialReason.RESERVED),
        ({"demand": Demand(open_loans=10)}, DenialReason.LIMIT),
    ],
)
def test_denial(change, reason):
    assert decision(**change) == reason


@pytest.mark.parametrize(
    "change",
    [
        {"state": ItemState(Status.ON_LOAN, patron="paul", loan="l")},
        {"state": ItemState(Status.LOST)},
        {"state": ItemState(Status.IN_TRANSIT)},
        {"state": ItemState(Status.ON_HOLD_SHELF, patron="jeanne")},
        {
            "state": ItemState(Status.ON_HOLD_SHELF, patron="jeanne"),
            "demand": Demand(holds_against=3, copies_here=1),
        },
        {"demand": Demand(holds_against=1, copies_here=2)},
        {"demand": Demand(holds_against=0, copies_here=0)},
        {"demand": Demand(open_loans=9)},
        {"patron": replace(PATRON, expires=None)},
        {"title": replace(TITLE, min_age=12)},
        {"patron": replace(PATRON, birth=None), "title": replace(TITLE, min_age=18)},
    ],
)
def test_allowed(change):
    assert decision(**change) is None


def test_of_several_reasons_the_first_in_the_order_of_checks_is_told():
    everything = {
        "patron": replace(PATRON, block=DenialReason.BLOCKED),
        "item": replace(ITEM, not_for_loan=True),
        "demand": Demand(open_loans=99, holds_against=9),
    }

    assert decision(**everything) == DenialReason.BLOCKED


def test_the_birthday_counts_from_its_day():
    title = replace(TITLE, min_age=12)

    assert decision(title=title, today=TODAY) is None
    eve = TODAY - timedelta(days=1)
    assert decision(title=title, today=eve) == DenialReason.AGE


def test_holds_before_her_own_count_against_her_and_those_behind_do_not():
    waiting, ready, fulfilled = HoldStatus.WAITING, HoldStatus.READY, HoldStatus.FULFILLED
    queue = [
        HoldFold(fulfilled, "old"),
        HoldFold(ready, "paul", "i"),
        HoldFold(waiting, "jeanne"),
        HoldFold(waiting, "lucie"),
    ]

    assert holds_against(queue, "jeanne") == 1
    assert holds_against(queue, "nobody") == 3
    assert holds_against([], "jeanne") == 0


# --- cut off ------------------------------------------------------------------------------------

ROW = SnapshotItem("3104800000123", "title", "tilleuls")
CARD = SnapshotCard(expires=TODAY, birth_year=2014)
RULES = OfflineRules()


def verdict(**change):
    facts = {
        "item": ROW,
        "card": CARD,
        "count": 0,
        "hours_since_contact": 1.0,
        "means": Means.READ,
        "pin_verified": False,
        "rules": RULES,
        "today": TODAY,
    }
    return offline_verdict(**{**facts, **change})


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"means": Means.SCANNED},
        {"means": Means.TYPED, "pin_verified": True},
        {"count": 4},
        {"hours_since_contact": 72.0},
        {"card": None, "rules": OfflineRules(allow_unknown_cards=True)},
        {"item": replace(ROW, status="on_loan")},
        {"item": replace(ROW, min_age=11)},
        {"item": replace(ROW, min_age=18), "card": replace(CARD, birth_year=None)},
        {
            "item": replace(ROW, charter="liseuse"),
            "card": replace(CARD, charters=frozenset({"liseuse"})),
        },
    ],
)
def test_offline_loan_is_allowed(change):
    assert verdict(**change).allowed
    assert verdict(**change).reason is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"card": replace(CARD, expires=date(2026, 3, 13))}, DenialReason.EXPIRED),
        ({"card": replace(CARD, state=CardState.BLOCKED)}, DenialReason.BLOCKED),
        ({"item": None}, DenialReason.UNKNOWN_ITEM),
        ({"item": replace(ROW, not_for_loan=True)}, DenialReason.NOT_FOR_LOAN),
        ({"item": replace(ROW, status="received_unchecked")}, DenialReason.NOT_FOR_LOAN),
        ({"item": replace(ROW, min_age=12)}, DenialReason.AGE),
        ({"item": replace(ROW, charter="liseuse")}, DenialReason.CHARTER),
        (
            {
                "item": replace(ROW, charter="liseuse"),
                "card": None,
                "rules": OfflineRules(allow_unknown_cards=True),
            },
            DenialReason.CHARTER,
        ),
        ({"item": replace(ROW, reserved=True)}, DenialReason.RESERVED),
        ({"item": replace(ROW, status="on_hold_shelf")}, DenialReason.RESERVED),
        ({"means": Means.TYPED}, DenialReason.OFFLINE_TYPED),
        ({"count": 5}, DenialReason.OFFLINE_LIMIT),
        ({"rules": OfflineRules(max_items=0)}, DenialReason.OFFLINE_LIMIT),
        ({"hours_since_contact": 72.1}, DenialReason.OFFLINE_STALE),
        ({"hours_since_contact": None}, DenialReason.OFFLINE_STALE),
        ({"card": None}, DenialReason.OFFLINE_UNKNOWN_CARD),
    ],
)
def test_offline_loan_is_denied(change, reason):
    assert (verdict(**change).allowed, verdict(**change).reason) == (False, reason)


# --- due dates ----------------------------------------------------------------------------------

PARIS = ZoneInfo("Europe/Paris")


def ms(year, month, day, hour=12, minute=0, zone=PARIS) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=zone).timestamp() * 1000)


def local(moment_ms: int) -> datetime:
    return datetime.fromtimestamp(moment_ms / 1000, UTC).astimezone(PARIS)


def test_a_loan_is_due_at_the_end_of_the_day():
    due = due_ms(ms(2026, 1, 5), 21, "Europe/Paris", ())

    assert due == ms(2026, 1, 27, 0) - 1
    assert local(due).date() == date(2026, 1, 26)


def test_closed_days_move_it_on():
    closed = {date(2026, 1, 26), date(2026, 1, 27)}

    assert local(due_ms(ms(2026, 1, 5), 21, "Europe/Paris", closed)).date() == date(2026, 1, 28)


@pytest.mark.parametrize(
    ("lent", "due_day"),
    [((2026, 3, 8), date(2026, 3, 29)), ((2026, 10, 4), date(2026, 10, 25))],
)
def test_the_day_ends_at_midnight_also_when_the_clocks_change(lent, due_day):
    due = due_ms(ms(*lent), 21, "Europe/Paris", ())

    end = local(due + 1)
    assert (end.date(), end.hour, end.minute) == (due_day + timedelta(days=1), 0, 0)


def test_the_day_is_the_towns_not_that_of_utc():
    # 23:30 UTC is already the next day in Paris.
    lent = ms(2026, 6, 1, 23, 30, UTC)

    assert local(due_ms(lent, 1, "Europe/Paris", ())).date() == date(2026, 6, 3)
