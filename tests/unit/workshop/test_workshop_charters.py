"""Charters: signed in the present version, by a guardian for a minor; what stations are told."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from catalogue.db import holdings
from catalogue.db.people import Patron
from catalogue.db.present import FeedPending
from catalogue.domain.devices import PrepStep
from catalogue.services import rows
from catalogue.services.devices import charters
from catalogue.services.devices.refusals import WorkshopRefused
from catalogue.services.feed import number_pending
from support.central import CARDS, patron_of
from support.workshop import CHARTER, MARIE, TEXTS, DeviceTown

NEWER = {"fr": "Je promets davantage.", "en": "I promise more."}


def publish(town: DeviceTown, texts: dict[str, str]) -> int:
    with town.services.database.write() as session:
        return charters.publish(session, CHARTER, texts, town.clock(), MARIE.actor)


def test_device_is_lent_to_who_has_signed(device_town: DeviceTown) -> None:
    kiosk = device_town.kiosk("b1")
    device_town.prepare()

    assert device_town.lend(kiosk, "R") == "charter"
    device_town.sign("R")
    assert device_town.lend(kiosk, "R") == "accepted"


def test_newer_version_has_to_be_signed_anew(device_town: DeviceTown) -> None:
    kiosk = device_town.kiosk("b1")
    device_town.prepare()

    assert publish(device_town, NEWER) == 2

    assert device_town.lend(kiosk, "P") == "charter"
    with pytest.raises(WorkshopRefused) as caught:
        device_town.sign("P", version=1)
    assert caught.value.code == "charter_outdated"
    device_town.sign("P", version=2)
    assert device_town.lend(kiosk, "P") == "accepted"


def test_same_texts_are_the_same_version(workshop_town: DeviceTown) -> None:
    assert publish(workshop_town, TEXTS) == 1


def test_charter_without_french_is_not_published(workshop_town: DeviceTown) -> None:
    with pytest.raises(WorkshopRefused, match="fr"):
        publish(workshop_town, {"en": "I promise."})


def test_text_nobody_translated_is_shown_in_french(workshop_town: DeviceTown) -> None:
    with workshop_town.services.database.read() as session:
        english = charters.current_text(session, CHARTER, "en")
        arabic = charters.current_text(session, CHARTER, "ar")
        unknown = charters.current_text(session, "tablette", "fr")

    assert english is not None
    assert arabic is not None
    assert (english.text, arabic.text, unknown) == ("I promise.\n", "Je promets.\n", None)


def test_minor_signs_with_a_guardian_and_is_too_young_all_the_same(
    workshop_town: DeviceTown,
) -> None:
    with pytest.raises(WorkshopRefused) as caught:
        workshop_town.sign("S", guardian="  ")
    assert caught.value.code == "guardian_needed"

    workshop_town.sign("S", guardian="Claire Nom")

    with workshop_town.services.database.read() as session:
        (signed,) = charters.history(session, patron_of("S"))
    assert (signed.guardian, signed.version, len(signed.text_hash)) == ("Claire Nom", 1, 64)
    workshop_town.prepare()
    assert workshop_town.lend(workshop_town.kiosk("b1"), "S") == "age"


def test_age_nobody_knows_is_not_held_against_an_institution(workshop_town: DeviceTown) -> None:
    with workshop_town.services.database.write() as session:
        session.get_one(Patron, patron_of("P")).birth_date = None
    workshop_town.prepare()

    assert workshop_town.lend(workshop_town.kiosk("b1")) == "accepted"


def test_signing_twice_is_signing_once(workshop_town: DeviceTown) -> None:
    workshop_town.clock.pass_ms(60_000)
    workshop_town.sign("P", witness="station:b1")

    with workshop_town.services.database.read() as session:
        (signed,) = charters.history(session, patron_of("P"))
    assert signed.witness == MARIE.actor


def test_card_that_is_nobody_s_signs_nothing(workshop_town: DeviceTown) -> None:
    with pytest.raises(WorkshopRefused) as caught:
        workshop_town.sign("P", patron="nobody")
    assert caught.value.code == "patron_unknown"


def test_second_device_is_one_too_many(workshop_town: DeviceTown) -> None:
    """One device a card: the limit of the policy of the kind."""
    kiosk = workshop_town.kiosk("b1")
    with workshop_town.services.database.write() as session:
        session.add(holdings.Item(id="kit2", title="k", home="A", kind="kit"))
    workshop_town.send(kiosk, kiosk.check_out(workshop_town.clock(), "P", "kit2"))
    workshop_town.prepare()

    assert workshop_town.lend(kiosk, "P") == "limit"


def told_of_card(town: DeviceTown, who: str) -> object:
    with town.services.database.read() as session:
        return rows.cards(session, [CARDS[who]])[CARDS[who]].get("charters")


def test_stations_are_told_what_is_asked_and_which_cards_have_signed(
    device_town: DeviceTown,
) -> None:
    with device_town.services.database.read() as session:
        told = rows.titles(session, ["k", "t"])

    assert (told["k"]["charter"], told["k"]["min_age"], told["k"]["needs_check"]) == (
        CHARTER,
        18,
        True,
    )
    assert not {"charter", "min_age", "needs_check"} & told["t"].keys()
    assert (told_of_card(device_town, "P"), told_of_card(device_town, "R")) == (CHARTER, None)
    publish(device_town, NEWER)
    assert told_of_card(device_town, "P") is None


def test_what_stations_are_told_changes_with_a_signature(workshop_town: DeviceTown) -> None:
    """Guard: `charters.sign` and `charters.publish` mark the cards."""

    def changed_by(deed: object) -> set[str]:
        with workshop_town.services.database.write() as session:
            number_pending(session)
        deed()
        with workshop_town.services.database.read() as session:
            found = session.scalars(select(FeedPending).where(FeedPending.table_name == "card"))
            return {row.key for row in found}

    assert changed_by(lambda: workshop_town.sign("R")) == {CARDS["R"]}
    signed = {CARDS[who] for who in "PQR"}
    assert changed_by(lambda: publish(workshop_town, NEWER)) == signed


def test_eighteenth_birthday_is_old_enough(workshop_town: DeviceTown) -> None:
    with workshop_town.services.database.write() as session:
        session.get_one(Patron, patron_of("P")).birth_date = dt.date(2009, 1, 16)
    workshop_town.prepare(*PrepStep)
    kiosk = workshop_town.kiosk("b1")

    assert workshop_town.lend(kiosk) == "age"
    workshop_town.clock.pass_ms(24 * 60 * 60_000)
    assert workshop_town.lend(kiosk) == "accepted"
