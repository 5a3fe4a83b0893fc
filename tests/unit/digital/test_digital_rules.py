"""What is valid now, which period a day is in, which licence is taken: pure functions."""

from __future__ import annotations

import json
from datetime import date

import pytest

from catalogue.domain.digital.licences import DAY_MS, Licence, LicenceState, chosen, free_seats
from catalogue.domain.digital.limits import Per, Span, Unit, fits, period_of
from catalogue.domain.digital.lsd import BadDocument, Status, judged, read_licence, read_status
from catalogue.domain.digital.resources import (
    Access,
    AccessKind,
    Resource,
    ResourceState,
    Subscription,
    Visitor,
    Where,
    Why,
    opening,
)

DAY = date(2027, 1, 15)
OPEN = Access(AccessKind.OPEN, Where.BOTH)
SITE = Access(AccessKind.ON_SITE, Where.SITE)
HOME = Access(AccessKind.CAS, Where.HOME)
ANNA = Visitor("A", "adult", 40)


def resource(
    *subscriptions: Subscription,
    state: ResourceState = ResourceState.LIVE,
    min_age: int | None = None,
    accesses: tuple[Access, ...] = (OPEN,),
) -> Resource:
    return Resource(state, min_age, subscriptions, accesses)


def year(start: int, **other: object) -> Subscription:
    return Subscription(date(start, 1, 1), date(start, 12, 31), **other)


@pytest.mark.parametrize(
    ("what", "who", "in_branch", "why"),
    [
        (resource(), ANNA, False, None),
        (resource(year(2027)), ANNA, True, None),
        (resource(year(2026)), ANNA, True, Why.ENDED),
        (resource(year(2026), year(2027)), ANNA, True, None),
        (resource(year(2026, auto_renew=True)), ANNA, True, None),
        (resource(year(2028)), ANNA, True, Why.NOT_BEGUN),
        (resource(state=ResourceState.DRAFT), ANNA, True, Why.UNKNOWN),
        (resource(accesses=()), ANNA, True, Why.UNKNOWN),
        (resource(state=ResourceState.SUSPENDED), ANNA, True, Why.SUSPENDED),
        (resource(state=ResourceState.ENDED), ANNA, True, Why.ENDED),
        (resource(year(2027, branches=frozenset("B"))), ANNA, True, Why.NOT_ENTITLED),
        (resource(year(2027, categories=frozenset(["child"]))), ANNA, True, Why.NOT_ENTITLED),
        (
            resource(year(2027, branches=frozenset("B")), Subscription(date(2027, 1, 2))),
            ANNA,
            True,
            None,
        ),
        (resource(min_age=16), Visitor("A", "adult", 15), True, Why.AGE),
        (resource(min_age=16), Visitor("A", "adult", None), True, None),
        (resource(), Visitor("A", "adult", 40, Why.CARD_EXPIRED), True, Why.CARD_EXPIRED),
        (resource(accesses=(SITE,)), ANNA, False, Why.ONLY_ON_SITE),
        (resource(accesses=(SITE,)), ANNA, True, None),
        (resource(accesses=(HOME,)), ANNA, True, Why.ONLY_AT_HOME),
        (resource(year(2027, branches=frozenset("B"))), None, True, None),
    ],
)
def test_resource_opens_or_says_why_not(what, who, in_branch, why) -> None:
    assert opening(what, who, DAY, in_branch=in_branch).why == why


def test_way_in_that_is_for_here_alone_goes_before_the_one_for_everywhere() -> None:
    both = resource(accesses=(OPEN, SITE, HOME))
    assert opening(both, ANNA, DAY, in_branch=True).access == SITE
    assert opening(both, ANNA, DAY, in_branch=False).access == HOME


@pytest.mark.parametrize(
    ("subscription", "term"),
    [
        (year(2025, auto_renew=True), (date(2027, 1, 1), date(2027, 12, 31))),
        (
            Subscription(date(2024, 7, 1), date(2024, 12, 31), auto_renew=True),
            (date(2027, 1, 1), date(2027, 6, 30)),
        ),
        (
            Subscription(date(2027, 1, 1), date(2027, 1, 10), auto_renew=True),
            (date(2027, 1, 11), date(2027, 1, 20)),
        ),
        (Subscription(date(2020, 1, 1)), (date(2020, 1, 1), None)),
    ],
)
def test_contract_that_renews_itself_has_terms_of_its_length(subscription, term) -> None:
    assert subscription.is_valid(DAY)
    assert subscription.term(DAY) == term


def test_periods_end_with_the_calendar_or_the_contract() -> None:
    assert period_of(Span.DAY, DAY, None).over == date(2027, 1, 16)
    assert period_of(Span.MONTH, date(2027, 12, 31), None).over == date(2028, 1, 1)
    assert period_of(Span.YEAR, DAY, None).key == "2027"
    half = Subscription(date(2026, 9, 1), date(2027, 8, 31))
    assert period_of(Span.CONTRACT, DAY, half).key == "contract 2026-09-01"
    assert period_of(Span.CONTRACT, DAY, half).last == date(2027, 8, 31)
    assert not fits(Unit.SEAT, Per.PATRON, Span.NOW)
    assert not fits(Unit.LAUNCH, Per.PATRON, Span.NOW)


def licence(id_: str = "l", **other: object) -> Licence:
    values = {
        "status": LicenceState.AVAILABLE,
        "starts_ms": None,
        "expires_ms": None,
        "tokens_left": None,
        "concurrent_max": None,
        "loan_days": None,
        "lent": 0,
        **other,
    }
    return Licence(id_, **values)


def test_licence_ends_with_its_tokens_or_its_term_whichever_is_first() -> None:
    now = 1000 * DAY_MS
    assert licence(tokens_left=0).state(now) is LicenceState.EXHAUSTED
    assert licence(expires_ms=now, tokens_left=5).state(now) is LicenceState.EXPIRED
    assert licence(starts_ms=now + 1).state(now) is LicenceState.PREORDER
    assert licence(tokens_left=1, concurrent_max=3, lent=1).seats(now) == 1
    assert licence(tokens_left=9, concurrent_max=3, lent=1).seats(now) == 2
    assert licence().seats(now) is None


def test_loan_is_taken_from_the_licence_that_ends_first_and_ends_no_later_than_it() -> None:
    now = 1000 * DAY_MS
    soon = licence("soon", expires_ms=now + 5 * DAY_MS, concurrent_max=1)
    late = licence("late", expires_ms=now + 50 * DAY_MS, concurrent_max=2)
    full = licence("full", expires_ms=now + DAY_MS, concurrent_max=1, lent=1)
    assert chosen([late, full, soon], now) == soon
    assert free_seats([late, full, soon], now) == 3
    assert soon.ends_ms(now, 21) == now + 5 * DAY_MS
    assert late.ends_ms(now, 21) == now + 21 * DAY_MS
    assert chosen([full], now) is None


def test_licence_wins_over_its_status() -> None:
    document = read_status(b'{"id": "1", "status": "active", "links": []}')
    assert judged(document, 500, 1000) is Status.EXPIRED
    assert judged(document, None, 1000) is Status.ACTIVE
    expired = read_status(b'{"id": "1", "status": "expired"}')
    assert judged(expired, 2000, 1000) is Status.ACTIVE
    revoked = read_status(b'{"id": "1", "status": "revoked"}')
    assert judged(revoked, 2000, 1000) is Status.REVOKED


def test_status_document_as_published_is_read_and_shows_no_address() -> None:
    content = {
        "id": "123-456-789",
        "status": "active",
        "message": "The license has been activated.",
        "updated": {"license": "2024-09-25T17:15:19Z", "status": "2024-09-25T17:15:19Z"},
        "links": [
            {"href": "https://example.com/page", "rel": "renew", "type": "text/html"},
            {"href": "https://example.com/renew{?end}", "rel": ["renew"], "templated": True},
            {"href": 7, "rel": "return"},
            "nothing",
        ],
        "potential_rights": {"end": "2024-10-16T17:09:54Z"},
    }
    document = read_status(json.dumps(content).encode())
    assert document.links["renew"].templated
    assert set(document.links) == {"renew"}
    assert document.ceiling_ms == 1_729_098_594_000
    assert "example.com" not in repr(document)


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"\xff", b'{"id": "1"}', b'{"id": "1", "status": "lost"}', b"[" * 100_000],
)
def test_what_is_no_status_document_is_one_kind_of_fault(content: bytes) -> None:
    with pytest.raises(BadDocument):
        read_status(content)
    with pytest.raises(BadDocument):
        read_licence(content.replace(b'"id": "1"', b'"id": 1'))
