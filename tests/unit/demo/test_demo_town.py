"""The demo town as it is shipped: complete, consistent, and fit for the demonstrations."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date
from itertools import chain

import pytest

from catalogue.demo.records import (
    Block,
    DemoTown,
    ItemKind,
    PatronRecord,
)
from catalogue.demo.town import load_town, luhn_valid
from catalogue.domain.digital.resources import AccessKind, Family
from catalogue.services.digital.file import host_of

PICTURED = {
    "Le Petit Prince",
    "L’Étranger",
    "Germinal",
    "Vingt mille lieues sous les mers",
    "Le Grand Meaulnes",
    "Bel-Ami",
    "Candide",
    "Pelléas et Mélisande",
    "Le Tour de Gaule",
    "Nana",
    "Les Misérables",
    "La Peste",
    "Gargantua",
    "Le Horla",
    "Cyrano de Bergerac",
    "Madame Bovary",
    "La Princesse de Clèves",
    "Colomba",
    "Salammbô",
    "Tartuffe",
    "Les Fleurs du mal",
    "L’Île mystérieuse",
    "Le Tour du monde en quatre-vingts jours",
    "La Chute de la maison Usher",
}
WRITTEN_ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def town() -> DemoTown:
    return load_town()


def active(town: DemoTown, patron: PatronRecord) -> bool:
    return (
        patron.expires_in_days >= 0
        and patron.block is None
        and not patron.pin_locked
        and not town.owes_too_much(patron)
    )


def age(patron: PatronRecord) -> int:
    born = patron.birth_date
    assert born is not None
    return (
        WRITTEN_ON.year - born.year - ((WRITTEN_ON.month, WRITTEN_ON.day) < (born.month, born.day))
    )


def test_town_has_the_promised_size(town: DemoTown) -> None:
    sizes = (town.config.branches, town.titles, town.copies, town.patrons, town.kits)
    assert [len(rows) for rows in sizes] == [3, 300, 500, 40, 6]
    assert len(town.digital.resources) == 20
    assert len(town.holds) >= 6


def test_branches_and_owner_code_are_those_of_the_demonstration(town: DemoTown) -> None:
    assert {branch.id: branch.name for branch in town.config.branches} == {
        "tilleuls": "Les Tilleuls",
        "passerelle": "La Passerelle",
        "moulin": "Le Moulin",
    }
    assert (town.config.town.name, town.owner_code) == ("Valbreuil", "FR999990001")
    assert {copy.branch for copy in town.copies} == {branch.id for branch in town.config.branches}


def test_every_branch_is_closed_on_sundays_mondays_and_public_holidays(town: DemoTown) -> None:
    for branch in town.config.branches:
        assert set(branch.closed_weekdays) == {"sunday", "monday"}
        assert branch.opening
    assert town.config.calendar.public_holidays == "FR"


@pytest.mark.parametrize(
    ("number", "valid"), [("79927398713", True), ("79927398710", False), ("0", True)]
)
def test_luhn_finds_a_wrong_check_digit(number: str, valid: bool) -> None:
    assert luhn_valid(number) is valid


def test_numbers_are_unique_and_have_their_check_digit(town: DemoTown) -> None:
    cards = [patron.card for patron in town.patrons]
    items = [copy.item for copy in town.copies]
    assert len(set(cards)) == 40
    assert len(set(items)) == 500
    assert len({copy.uid for copy in town.copies}) == 500
    assert all(card.startswith("21048") and len(card) == 13 and luhn_valid(card) for card in cards)
    assert all(item.startswith("31048") and len(item) == 13 and luhn_valid(item) for item in items)
    assert all(copy.uid.startswith("E00401") and len(copy.uid) == 16 for copy in town.copies)


def test_pictured_titles_are_in_the_catalogue(town: DemoTown) -> None:
    assert {title.title for title in town.titles} >= PICTURED


def test_every_title_has_a_copy_and_four_languages_are_read(town: DemoTown) -> None:
    assert {copy.title for copy in town.copies} == {title.id for title in town.titles}
    languages = Counter(title.language for title in town.titles if title.kind is ItemKind.BOOK)
    assert set(languages) == set(town.config.town.languages)
    assert min(languages.values()) >= 5
    assert {title.kind for title in town.titles} == set(ItemKind)


def test_texts_are_composed_and_use_the_typographic_apostrophe(town: DemoTown) -> None:
    shown = chain(
        ((title.title, title.subtitle, title.author, title.subject) for title in town.titles),
        ((each.title, each.description) for each in town.digital.resources),
        ((patron.first_name, patron.surname) for patron in town.patrons),
    )
    for text in chain.from_iterable(shown):
        assert unicodedata.is_normalized("NFC", text)
        assert "'" not in text
        assert text == text.strip()
        # French puts a no-break space before these: they never begin a line.
        assert not any(f" {mark}" in text for mark in "?!:;»")


def test_age_limits_and_reference_works_are_there(town: DemoTown) -> None:
    films = Counter(title.min_age for title in town.titles if title.kind is ItemKind.FILM)
    assert films[12] >= 2
    assert films[16] >= 2
    assert sum(copy.not_for_loan for copy in town.copies) >= 3


def test_every_category_has_a_policy_for_every_kind(town: DemoTown) -> None:
    limits = {category.id: category.loan_limit for category in town.config.lending.categories}
    assert limits == {"adult": 20, "teen": 15, "child": 10, "institution": 60}
    pairs = {(policy.category, policy.kind) for policy in town.config.lending.policies}
    assert pairs == {(category, kind) for category in limits for kind in ItemKind}
    assert len(town.config.lending.policies) == len(pairs)


def test_sort_rules_send_the_pictured_items_to_the_pictured_trolleys(town: DemoTown) -> None:
    rules = {
        (r.kind, r.collection): r for r in town.config.returns.sort_rules if r.branch == "tilleuls"
    }
    assert (rules[None, None].bin, rules[None, None].label) == ("B", "Romans adultes")
    assert rules[ItemKind.DISC, None].label == "Disques et films"
    assert rules[ItemKind.DISC, None].bin == "D"
    assert rules[ItemKind.COMIC, None].bin == "A"


def test_every_collection_named_by_a_sort_rule_exists(town: DemoTown) -> None:
    named = {rule.collection for rule in town.config.returns.sort_rules} - {None}
    assert named <= {title.collection for title in town.titles}


def test_every_kind_of_block_is_present(town: DemoTown) -> None:
    loans = Counter(loan.patron for loan in town.loans)
    full = {p.category for p in town.patrons if loans[p.id] == town.category_of(p).loan_limit}
    assert {patron.block for patron in town.patrons} == {None, Block.STAFF, Block.CARD_LOST}
    assert any(patron.expires_in_days < 0 for patron in town.patrons)
    assert any(town.owes_too_much(patron) for patron in town.patrons)
    assert any(p.debt_cents > 0 and not town.owes_too_much(p) for p in town.patrons)
    assert any(patron.pin_locked for patron in town.patrons)
    assert full == {"adult", "child"}
    assert {patron.language for patron in town.patrons} == set(town.config.town.languages)


def test_ages_fit_the_categories(town: DemoTown) -> None:
    ranges = {"adult": range(18, 120), "teen": range(12, 18), "child": range(12)}
    for patron in town.patrons:
        if patron.category == "institution":
            assert patron.birth_date is None
        else:
            assert age(patron) in ranges[patron.category]


def test_addresses_lead_nowhere_and_pins_are_not_all_alike(town: DemoTown) -> None:
    for patron in town.patrons:
        assert patron.email is None or patron.email.endswith("@valbreuil.example")
    pins = {patron.pin for patron in town.patrons}
    assert len(pins) >= 35
    assert not pins & {"1234", "0000"}


def test_pin_is_not_in_the_repr_of_a_patron(town: DemoTown) -> None:
    borrower = town.cast.borrower
    assert "pin=" not in repr(borrower)
    assert borrower.pin not in repr(borrower).replace(borrower.card, "")


def test_nobody_has_more_loans_or_holds_than_the_category_allows(town: DemoTown) -> None:
    loans = Counter(loan.patron for loan in town.loans)
    holds = Counter(hold.patron for hold in town.holds)
    for patron in town.patrons:
        assert loans[patron.id] <= town.category_of(patron).loan_limit
        assert holds[patron.id] <= town.category_of(patron).hold_limit


def test_due_days_follow_from_the_policies(town: DemoTown) -> None:
    kinds = {title.id: title.kind for title in town.titles}
    items = {copy.item: kinds[copy.title] for copy in town.copies}
    categories = {patron.id: patron.category for patron in town.patrons}
    policies = {(policy.category, policy.kind): policy for policy in town.config.lending.policies}
    for loan in town.loans:
        policy = policies[categories[loan.patron], items[loan.item]]
        assert loan.renewals <= policy.renewals
        granted = policy.loan_days * (1 + loan.renewals)
        assert loan.lent_days_ago + loan.due_in_days == granted


def test_nobody_reserves_what_she_has_at_home(town: DemoTown) -> None:
    works = {copy.item: copy.title for copy in town.copies}
    lent = {(works[loan.item], loan.patron) for loan in town.loans}
    assert not {(hold.title, hold.patron) for hold in town.holds} & lent


def test_kits_need_a_check_and_count_four_parts(town: DemoTown) -> None:
    models = {model.id: model for model in town.kit_models}
    for kit in town.kits:
        model = models[kit.model]
        assert model.needs_check
        assert [part.code for part in model.parts] == ["reader", "cable", "case", "charger"]
        assert all(part.replacement_cents > 0 for part in model.parts)


def test_digital_resources_cover_every_family_and_each_way_in(town: DemoTown) -> None:
    assert {each.family for each in town.digital.resources} == set(Family)
    kinds = {access.kind for each in town.digital.resources for access in each.access}
    assert kinds == set(AccessKind)
    hosts = {host_of(a.endpoint) for each in town.digital.resources for a in each.access}
    assert all(host.endswith(".example") for host in hosts)
    assert all(each.description.endswith(".") for each in town.digital.resources)


def test_borrower_has_five_loans_one_of_them_late(town: DemoTown) -> None:
    borrower = town.cast.borrower
    loans = [loan for loan in town.loans if loan.patron == borrower.id]
    assert f"{borrower.first_name} {borrower.surname[0]}." == "Jeanne M."
    assert len(loans) == 5
    assert [loan.due_in_days for loan in loans if loan.due_in_days < 0] == [-3]


def test_cast_is_what_its_parts_say(town: DemoTown) -> None:
    cast = town.cast
    loans = Counter(loan.patron for loan in town.loans)
    for adult in (cast.borrower, cast.second, cast.at_limit):
        assert adult.category == "adult"
        assert active(town, adult)
    assert cast.second is not cast.borrower
    assert cast.expired.expires_in_days < 0
    assert cast.blocked.block is Block.STAFF
    assert cast.blocked.expires_in_days >= 0
    assert cast.child.category == "child"
    assert active(town, cast.child)
    assert loans[cast.at_limit.id] == 20


def test_cast_books_are_the_pictured_ones_and_free_at_the_demo_kiosk(town: DemoTown) -> None:
    books = town.cast.items.books
    assert [town.title_of(book).title for book in books] == [
        "Le Petit Prince",
        "L’Étranger",
        "Germinal",
        "Vingt mille lieues sous les mers",
        "Bel-Ami",
        "Candide",
    ]
    assert {book.branch for book in books} == {"tilleuls"}
    assert not any(book.not_for_loan for book in books)


def test_cast_items_are_what_their_parts_say(town: DemoTown) -> None:
    items = town.cast.items
    assert town.title_of(items.ereader).kind is ItemKind.EREADER
    assert items.ereader.item in {kit.item for kit in town.kits}
    assert items.not_for_loan.not_for_loan
    assert town.title_of(items.film16).min_age == 16
    assert town.title_of(items.film16).kind is ItemKind.FILM
    assert town.title_of(items.comic).title == "Le Tour de Gaule"
    assert town.title_of(items.disc).title == "Pelléas et Mélisande"
    assert town.title_of(items.elsewhere).kind is ItemKind.BOOK
    assert items.elsewhere.branch == "passerelle"


def test_only_the_reserved_item_of_the_cast_is_waited_for(town: DemoTown) -> None:
    items = town.cast.items
    others = (*items.books, items.ereader, items.film16, items.comic, items.disc, items.elsewhere)
    waited_for = {hold.title for hold in town.holds}
    assert not {copy.title for copy in others} & waited_for
    assert town.title_of(items.reserved).title == "Le Grand Meaulnes"


def test_holds_of_others_cover_every_free_copy_of_the_reserved_title(town: DemoTown) -> None:
    reserved = town.cast.items.reserved
    on_loan = {loan.item for loan in town.loans}
    free = [c for c in town.copies if c.title == reserved.title and c.item not in on_loan]
    waiting = {hold.patron for hold in town.holds if hold.title == reserved.title}
    assert not waiting & {town.cast.borrower.id, town.cast.second.id}
    assert reserved in free
    assert len(waiting) >= len(free)


def test_borrower_may_take_the_ereader_and_a_child_may_not(town: DemoTown) -> None:
    policy = next(
        p
        for p in town.config.lending.policies
        if (p.category, p.kind) == ("adult", ItemKind.EREADER)
    )
    readers = {kit.item for kit in town.kits}
    mine = [loan for loan in town.loans if loan.patron == town.cast.borrower.id]
    assert policy.kind_limit is not None
    assert sum(loan.item in readers for loan in mine) < policy.kind_limit
    assert policy.min_age is not None
    assert age(town.cast.borrower) >= policy.min_age > age(town.cast.child)
