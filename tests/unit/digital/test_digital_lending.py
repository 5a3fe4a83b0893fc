"""E-books: seats and tokens, loans followed at their distributor, holds in their order."""

from __future__ import annotations

import logging
import random

import pytest
from sqlalchemy import select

from catalogue.db.digital import DigitalHold, DigitalLoan, EbookLicence
from catalogue.domain.digital.licences import DAY_MS, HoldState, NoLoan
from catalogue.domain.digital.lsd import Status
from catalogue.services.digital.following import Page
from catalogue.services.digital.lending import HoldNow, LoanNow
from catalogue.services.digital.retention import cut_loans
from support.central import T0, LittleTown, patron_of
from support.digital_town import EBOOK, add_ebook, put
from support.digital_vendor import Vendor

P, Q, R = (patron_of(letter) for letter in "PQR")


def borrow(town: LittleTown, patron: str = P, title: str = EBOOK) -> LoanNow:
    loan = town.services.digital.lending.borrow(patron, title)
    assert isinstance(loan, LoanNow), loan
    return loan


def tokens(town: LittleTown, title: str = EBOOK) -> int | None:
    with town.services.database.read() as session:
        return session.get_one(EbookLicence, f"licence-{title}").tokens_left


def row_of(town: LittleTown, loan: LoanNow) -> DigitalLoan:
    with town.services.database.read() as session:
        return session.get_one(DigitalLoan, loan.id)


def followed(town: LittleTown, vendor: Vendor, **other: object) -> LoanNow:
    """A loan of P with a status document at the vendor."""
    loan = borrow(town)
    url = vendor.lend(loan.id, loan.ends_ms, **other)
    town.services.digital.distributors.attach(loan.id, url)
    return loan


def test_early_return_frees_the_seat_and_never_the_token(town: LittleTown) -> None:
    add_ebook(town)
    lending = town.services.digital.lending
    first = borrow(town)
    assert first.ends_ms == T0 + 21 * DAY_MS
    assert lending.borrow(P, EBOOK) is NoLoan.ALREADY_LENT
    assert lending.borrow(Q, EBOOK) is NoLoan.ALL_LENT
    back = lending.give_back(P, first.id)
    assert isinstance(back, LoanNow)
    assert (back.open, back.status) == (False, Status.RETURNED)
    assert tokens(town) == 1
    borrow(town, Q)
    assert tokens(town) == 0
    assert lending.borrow(R, EBOOK) is NoLoan.NO_LICENCE
    assert lending.give_back(P, "nothing") is NoLoan.NO_SUCH_LOAN
    assert lending.give_back(R, first.id) is NoLoan.NO_SUCH_LOAN


def test_loan_ends_on_its_day_by_itself(town: LittleTown) -> None:
    add_ebook(town, tokens_total=None, tokens_left=None, loan_days=7)
    loan = borrow(town)
    town.clock.pass_ms(7 * DAY_MS)
    assert town.services.digital.lending.account(P) == ([], [])
    row = row_of(town, loan)
    assert (row.open, row.status, row.ended_ms) == (False, "expired", T0 + 7 * DAY_MS)
    borrow(town, Q)


def test_holds_get_their_seat_in_order_and_lose_it_after_their_days(town: LittleTown) -> None:
    add_ebook(town, tokens_total=None, tokens_left=None)
    lending = town.services.digital.lending
    loan = borrow(town)
    first, second = lending.place_hold(Q, EBOOK), lending.place_hold(R, EBOOK)
    assert isinstance(first, HoldNow)
    assert isinstance(second, HoldNow)
    assert (first.position, second.position) == (1, 2)
    assert lending.place_hold(Q, EBOOK) is NoLoan.ALREADY_HELD
    lending.give_back(P, loan.id)
    assert lending.borrow(R, EBOOK) is NoLoan.ALL_LENT
    assert lending.borrow(P, EBOOK) is NoLoan.ALL_LENT
    (_, [kept]) = lending.account(Q)
    assert (kept.state, kept.position, kept.ready_until_ms) == (
        HoldState.READY,
        0,
        T0 + 3 * DAY_MS,
    )
    town.clock.pass_ms(3 * DAY_MS)
    assert lending.account(Q) == ([], [])
    (_, [now]) = lending.account(R)
    assert now.state is HoldState.READY
    assert borrow(town, R).open
    with town.services.database.read() as session:
        states = {row.patron: row.state for row in session.scalars(select(DigitalHold))}
    assert states == {Q: "expired", R: "lent"}


def test_hold_that_is_given_up_lets_the_next_come(town: LittleTown) -> None:
    add_ebook(town)
    lending = town.services.digital.lending
    borrow(town)
    first = lending.place_hold(Q, EBOOK)
    lending.place_hold(R, EBOOK)
    assert isinstance(first, HoldNow)
    assert lending.cancel_hold(R, first.id) is NoLoan.NO_SUCH_LOAN
    cancelled = lending.cancel_hold(Q, first.id)
    assert isinstance(cancelled, HoldNow)
    assert cancelled.state is HoldState.CANCELLED
    (_, [now]) = lending.account(R)
    assert now.position == 1


def test_nobody_waits_for_what_will_never_come(town: LittleTown) -> None:
    add_ebook(town, tokens_left=1)
    lending = town.services.digital.lending
    loan = borrow(town)
    assert lending.place_hold(Q, EBOOK) is NoLoan.NO_LICENCE
    lending.give_back(P, loan.id)
    assert lending.shelved(EBOOK).lendable is False
    assert lending.borrow(P, "no such title") is NoLoan.NO_LICENCE


def test_town_s_own_limit_on_loans_counts_them(town: LittleTown, vendor: Vendor) -> None:
    put(
        town,
        '[[resources]]\nid = "ebooks"\ntitle = "E"\nfamily = "ebooks"\nprovider = "arpege"\n'
        f'[[resources.access]]\nkind = "open"\nendpoint = "{vendor.url}/health"\n'
        '[[resources.limits]]\nunit = "loan"\nper = "patron"\nperiod = "month"\nvalue = 1\n',
    )
    add_ebook(town, provider="arpege")
    add_ebook(town, "another", provider="arpege")
    borrow(town)
    assert town.services.digital.lending.borrow(P, "another") is NoLoan.LIMIT
    assert tokens(town, "another") == 2


def test_status_document_is_followed_and_the_licence_says_the_end(
    town: LittleTown, vendor: Vendor
) -> None:
    add_ebook(town)
    loan = followed(town, vendor, status="active")
    vendor.lent[loan.id].end_ms = T0 + 30 * DAY_MS
    assert town.services.digital.distributors.follow(loan.id)
    row = row_of(town, loan)
    assert (row.status, row.ends_ms) == ("active", T0 + 30 * DAY_MS)
    vendor.lent[loan.id].status = "revoked"
    town.services.digital.distributors.follow(loan.id)
    row = row_of(town, loan)
    assert (row.open, row.status) == (False, "revoked")
    assert town.services.digital.lending.shelved(EBOOK).seats == 1


def test_loan_renewed_in_the_reading_program_does_not_end_on_its_first_day(
    town: LittleTown, vendor: Vendor
) -> None:
    # Guard: `Distributors._take_over` writes the licence's end before the shelf looks at it.
    add_ebook(town)
    loan = followed(town, vendor, status="active")
    vendor.lent[loan.id].end_ms = T0 + 40 * DAY_MS
    town.clock.pass_ms(22 * DAY_MS)
    assert town.services.digital.distributors.follow_due() == (1, 0)
    assert row_of(town, loan).open
    assert town.services.digital.distributors.follow_due() == (0, 0)


def test_distributor_that_is_down_blocks_nothing(town: LittleTown, vendor: Vendor) -> None:
    add_ebook(town)
    loan = followed(town, vendor)
    vendor.down = True
    lending, distributors = town.services.digital.lending, town.services.digital.distributors
    assert distributors.follow(loan.id) is False
    assert lending.give_back(P, loan.id) is NoLoan.UNREACHABLE
    assert lending.renew(P, loan.id) is NoLoan.UNREACHABLE
    assert row_of(town, loan).open
    town.clock.pass_ms(21 * DAY_MS)
    borrow(town, Q)
    assert row_of(town, loan).open is False


def test_distributor_that_is_down_is_asked_once_a_round(town: LittleTown, vendor: Vendor) -> None:
    # Guard: `away` in `Distributors.follow_due`.
    add_ebook(town, concurrent_max=None)
    for patron in (P, Q):
        loan = borrow(town, patron)
        town.services.digital.distributors.attach(loan.id, vendor.lend(loan.id, loan.ends_ms))
    town.clock.pass_ms(DAY_MS)
    vendor.down = True
    asked = len(vendor.asked)
    assert town.services.digital.distributors.follow_due() == (0, 2)
    assert len(vendor.asked) == asked + 1


def test_loan_is_given_back_and_renewed_by_the_links_of_its_document(
    town: LittleTown, vendor: Vendor
) -> None:
    add_ebook(town)
    lending = town.services.digital.lending
    loan = followed(town, vendor, status="active", ceiling_ms=T0 + 28 * DAY_MS)
    town.clock.pass_ms(10 * DAY_MS)
    renewed = lending.renew(P, loan.id)
    assert isinstance(renewed, LoanNow)
    assert renewed.ends_ms == T0 + 28 * DAY_MS
    back = lending.give_back(P, loan.id)
    assert isinstance(back, LoanNow)
    assert (back.open, back.status) == (False, Status.RETURNED)
    assert tokens(town) == 1
    assert [each for each in vendor.asked if each.startswith("PUT")] == [
        f"PUT /renew/{loan.id}",
        f"PUT /return/{loan.id}",
    ]


def test_loan_ended_at_the_distributor_already_ends_here_too(
    town: LittleTown, vendor: Vendor
) -> None:
    add_ebook(town)
    loan = followed(town, vendor)
    vendor.lent[loan.id].status = "returned"
    back = town.services.digital.lending.give_back(P, loan.id)
    assert isinstance(back, LoanNow)
    assert (back.open, back.status) == (False, Status.RETURNED)


def test_renewal_that_is_a_page_or_is_not_there_is_said_so(
    town: LittleTown, vendor: Vendor
) -> None:
    add_ebook(town)
    loan = followed(town, vendor, page=True)
    lending = town.services.digital.lending
    assert lending.renew(P, loan.id) == Page(f"{vendor.url}/page")
    vendor.lent[loan.id].links = ("license",)
    assert lending.renew(P, loan.id) is NoLoan.NOT_SUPPORTED
    assert lending.give_back(P, loan.id) is NoLoan.NOT_SUPPORTED
    assert lending.download(P, loan.id) == Page(f"{vendor.url}/license/{loan.id}")


def test_loan_is_asked_for_at_the_distributor_under_its_own_id(
    town: LittleTown, vendor: Vendor
) -> None:
    add_ebook(
        town, borrow_url=f"{vendor.url}/borrow{{?id,checkout_id,patron_id,expires,passphrase}}"
    )
    vendor.down = True
    loan = borrow(town)
    assert loan.asked
    vendor.down = False
    # The answer to this one is lost; asked again, the same loan is found.
    vendor.lent[loan.id] = vendor.lent.get(loan.id) or _lent(vendor, loan)
    assert town.services.digital.distributors.follow_due() == (1, 0)
    assert list(vendor.lent) == [loan.id]
    ([mine], _) = town.services.digital.lending.account(P)
    assert (mine.asked, mine.status) == (False, Status.READY)


def _lent(vendor: Vendor, loan: LoanNow) -> object:
    vendor.lend(loan.id, loan.ends_ms)
    return vendor.lent[loan.id]


def test_loan_the_distributor_refuses_never_began(town: LittleTown, vendor: Vendor) -> None:
    add_ebook(town, borrow_url=f"{vendor.url}/borrow{{?checkout_id,expires}}")
    vendor.refuses = True
    assert town.services.digital.lending.borrow(P, EBOOK) is NoLoan.REFUSED
    assert tokens(town) == 2
    assert town.services.digital.lending.shelved(EBOOK).seats == 1


def test_address_of_a_status_document_is_in_no_log_and_in_no_table_to_read(
    town: LittleTown, vendor: Vendor, caplog: pytest.LogCaptureFixture
) -> None:
    # Guard: `ProviderClient` logs nothing; `Pseudonyms.seal`.
    caplog.set_level(logging.DEBUG)
    add_ebook(town)
    loan = followed(town, vendor)
    vendor.down = True
    town.services.digital.distributors.follow(loan.id)
    assert "very-secret" not in caplog.text
    sealed = row_of(town, loan).lsd
    assert sealed is not None
    assert b"very-secret" not in sealed
    assert "very-secret" not in repr(row_of(town, loan))


def test_document_that_points_to_another_host_is_not_followed(
    town: LittleTown, vendor: Vendor
) -> None:
    # Guard: `host_of(url) not in hosts` in `ProviderClient`.
    add_ebook(town, provider="arpege")
    loan = borrow(town)
    town.services.digital.distributors.attach(loan.id, vendor.lend(loan.id, loan.ends_ms))
    asked = len(vendor.asked)
    town.services.digital.distributors.attach(
        loan.id, vendor.status_url(loan.id).replace("127.0.0.1", "localhost")
    )
    assert len(vendor.asked) == asked
    assert row_of(town, loan).open


def test_who_had_what_is_forgotten_after_its_time(town: LittleTown) -> None:
    add_ebook(town)
    lending = town.services.digital.lending
    old = borrow(town)
    lending.give_back(P, old.id)
    town.clock.pass_ms(DAY_MS)
    new = borrow(town, Q)
    with town.services.database.write() as session:
        assert cut_loans(session, town.clock()) == 1
    assert row_of(town, old).patron is None
    assert row_of(town, new).patron == Q
    town.clock.pass_ms(60 * DAY_MS)
    with town.services.database.write() as session:
        assert cut_loans(session, town.clock()) == 1


def test_town_is_tended_without_anybody_asking(town: LittleTown) -> None:
    add_ebook(town)
    loan = borrow(town)
    town.services.digital.lending.place_hold(Q, EBOOK)
    assert town.services.digital.lending.tend() == 0
    town.clock.pass_ms(21 * DAY_MS)
    assert town.services.digital.lending.tend() == 1
    assert row_of(town, loan).open is False
    with town.services.database.read() as session:
        assert [row.state for row in session.scalars(select(DigitalHold))] == ["ready"]


def test_whatever_patrons_do_seats_and_tokens_add_up(town: LittleTown) -> None:
    add_ebook(town, tokens_total=40, tokens_left=40, concurrent_max=2)
    lending, chance = town.services.digital.lending, random.Random(3)
    begun = 0
    for _ in range(80):
        who = chance.choice([P, Q, R, patron_of("S")])
        loans, holds = lending.account(who)
        match chance.randrange(5):
            case 0 | 1:
                begun += isinstance(lending.borrow(who, EBOOK), LoanNow)
            case 2:
                lending.place_hold(who, EBOOK)
            case 3 if loans:
                lending.give_back(who, loans[0].id)
            case 3 if holds:
                lending.cancel_hold(who, holds[0].id)
            case _:
                town.clock.pass_ms(chance.randrange(4 * DAY_MS))
        lending.tend()
        with town.services.database.read() as session:
            lent = len(session.scalars(select(DigitalLoan.id).where(DigitalLoan.open)).all())
            waiting = session.scalars(
                select(DigitalHold)
                .where(DigitalHold.state.in_(("queued", "ready")))
                .order_by(DigitalHold.placed_ms, DigitalHold.id)
            ).all()
        states = [row.state for row in waiting]
        kept = states.count("ready")
        assert lent + kept <= 2
        assert tokens(town) == 40 - begun
        # Nobody is passed over, and no seat stays empty while somebody waits.
        assert states == ["ready"] * kept + ["queued"] * (len(states) - kept)
        assert "queued" not in states or lent + kept == 2
    assert begun > 5
