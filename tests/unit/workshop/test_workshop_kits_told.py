"""What stations are told of kits: the parts by the feed, the charter and the patron's right to
borrow when they ask; and what becomes of a part that a station says is missing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from catalogue.db.money import FeeLine
from catalogue.domain.operations import Kind
from catalogue.services import rows
from catalogue.services.devices import charters
from support.central import CARDS, PIN
from support.staff import asking, bearer
from support.workshop import KIT, DeviceTown


def test_feed_tells_the_parts_of_a_kit_with_the_numbers_of_their_tags(
    workshop_town: DeviceTown,
) -> None:
    with workshop_town.services.database.read() as session:
        told = rows.TABLES["kit"](session, [KIT, "x"])

    assert set(told) == {KIT}
    parts: Any = told[KIT]["parts"]
    assert [(p["code"], p["ordinal"], p["price_cents"]) for p in parts] == [
        ("reader", 1, 12000),
        ("cable", 0, 800),
        ("case", 3, 1500),
    ]


def question(town: DeviceTown, who: str, language: str = "en") -> dict[str, object]:
    kiosk = town.kiosk("b1")
    station = bearer(town.tokens[kiosk.name])
    session = town.services.accounts.identify(town.caller(kiosk), CARDS[who], PIN).session
    asked = {"item": KIT, "session": session, "language": language}
    with asking(town) as desk:
        assert desk.post("/v1/kit-questions", json=asked).status_code == 401
        stale = {**asked, "session": "stale"}
        assert desk.post("/v1/kit-questions", headers=station, json=stale).status_code == 403
        answer = desk.post("/v1/kit-questions", headers=station, json=asked)
    assert answer.status_code == 200
    return {name: value for name, value in answer.json().items() if value is not None}


@pytest.mark.parametrize(("language", "text"), [("en", "I promise.\n"), ("ar", "Je promets.\n")])
def test_who_has_not_signed_gets_the_charter_in_her_language_or_in_french(
    workshop_town: DeviceTown, language: str, text: str
) -> None:
    workshop_town.prepare()

    said = question(workshop_town, "R", language)

    charter = said["charter"]
    assert isinstance(charter, dict)
    assert (said.get("denied"), charter["version"], charter["text"]) == (None, 1, text)


def test_who_has_signed_is_not_asked_again_until_there_is_a_new_version(
    workshop_town: DeviceTown,
) -> None:
    workshop_town.prepare()

    assert question(workshop_town, "P") == {"signed": 1}
    with workshop_town.services.database.write() as session:
        charters.publish(session, "liseuse", {"fr": "Plus."}, workshop_town.clock(), "marie")
    charter = question(workshop_town, "P")["charter"]
    assert isinstance(charter, dict)
    assert charter["version"] == 2


def test_unprepared_device_and_patron_who_is_too_young_are_told_before_anything_is_counted(
    workshop_town: DeviceTown,
) -> None:
    assert question(workshop_town, "R") == {"denied": "not_for_loan"}
    workshop_town.prepare()
    assert question(workshop_town, "S") == {"denied": "age"}


def test_part_a_station_misses_at_the_return_is_a_debt_of_who_brought_it(
    workshop_town: DeviceTown,
) -> None:
    town = workshop_town
    kiosk = town.kiosk("b1")
    town.prepare()
    assert town.lend(kiosk, "P") == "accepted"
    town.give_back(kiosk)

    now_ms = town.clock()
    said = kiosk.write(Kind.PART_MISSING, now_ms, item=KIT, part="cable", until_ms=now_ms + 1)
    town.send(kiosk, said)

    assert "part cable" in town.todo()
    with town.services.database.read() as session:
        (fee,) = session.scalars(select(FeeLine).where(FeeLine.item == KIT)).all()
    assert (fee.reason, fee.cents) == ("part", 800)
