"""The grounds of a loan: the offline verdict and the due date, from journal and snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.domain.denial import DenialReason
from catalogue.domain.policy import Means, due_ms
from support.station_feed import COMIC, RESERVED
from support.station_store import (
    CARD,
    ITEM,
    OTHER_CARD,
    OTHER_ITEM,
    T0,
    lend_offline,
    sample,
)

if TYPE_CHECKING:
    from conftest import Station


def test_grounds_say_what_they_rest_on(station: Station) -> None:
    station.clock.go(90_000)

    grounds = station.offline.grounds(CARD, ITEM, Means.READ, pin_verified=False)

    assert grounds.json == {"snapshot": 7, "age_ms": 90_000, "verdict": "allow"}
    assert grounds.verdict.allowed


def test_grounds_of_a_refusal_name_the_reason(station: Station) -> None:
    grounds = station.offline.grounds(CARD, RESERVED, Means.READ, pin_verified=False)

    assert (grounds.json["verdict"], grounds.json["reason"]) == ("deny", "reserved")


def test_item_of_nobody_is_not_lent(station: Station) -> None:
    grounds = station.offline.grounds(CARD, "3104899999999", Means.READ, pin_verified=False)

    assert grounds.verdict.reason == DenialReason.UNKNOWN_ITEM


def test_card_has_its_number_of_items_an_outage(station: Station) -> None:
    for number in range(5):
        lend_offline(station.journal, f"310480000001{number}")

    hers = station.offline.grounds(CARD, ITEM, Means.READ, pin_verified=False)
    station.journal.note_contact()
    after = station.offline.grounds(CARD, ITEM, Means.READ, pin_verified=False)

    assert hers.verdict.reason == DenialReason.OFFLINE_LIMIT
    assert after.verdict.allowed


def test_verified_pin_lets_a_typed_number_go_on(station: Station) -> None:
    typed = station.offline.grounds(CARD, ITEM, Means.TYPED, pin_verified=True)

    assert typed.verdict.allowed


def test_due_date_is_that_of_category_and_kind_past_closed_days(station: Station) -> None:
    # 15 January 2027 and 21 days: 5 February, a closed day of branch A.
    grounds = station.offline.grounds(CARD, ITEM, Means.READ, pin_verified=False)

    assert grounds.due_ms == due_ms(T0, 22, "Europe/Paris", ())


def test_due_date_without_a_known_card_is_the_shortest_of_the_kind(station: Station) -> None:
    grounds = station.offline.grounds("2104899999999", COMIC, Means.READ, pin_verified=False)

    assert grounds.due_ms == due_ms(T0, 7, "Europe/Paris", ())


def test_due_date_follows_the_server_s_clock(station: Station) -> None:
    day = 86_400_000
    station.journal.record_clock(sample(station.clock, offset_ms=40 * day))

    grounds = station.offline.grounds(OTHER_CARD, OTHER_ITEM, Means.READ, pin_verified=False)

    assert grounds.due_ms == due_ms(T0 + 40 * day, 21, "Europe/Paris", ())


def test_battery_clock_that_died_does_not_turn_time_back(station: Station) -> None:
    """Guard: the floor under the station's time. Without it an expired card is valid again."""
    station.journal.record_clock(sample(station.clock, offset_ms=0))
    station.clock.boot("boot-2", wall_ms=946_684_800_000)  # 1 January 2000

    grounds = station.offline.grounds(CARD, ITEM, Means.READ, pin_verified=False)

    assert grounds.due_ms == due_ms(T0, 22, "Europe/Paris", ())
