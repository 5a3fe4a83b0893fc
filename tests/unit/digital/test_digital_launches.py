"""Patrons open resources: what leaves, what is counted, when it is refused, what stays of it."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select, text, update

from catalogue.db.base import Base
from catalogue.db.digital import LaunchEvent, UsageCounter, UsageStat
from catalogue.db.people import Patron
from catalogue.domain.digital.resources import Why
from catalogue.services.digital.keeping import kept
from catalogue.services.digital.launching import Launch, NotOpened
from catalogue.services.digital.pseudonyms import SecretMissing
from catalogue.services.digital.retention import forget_patron, monthly_use, purge_launches
from catalogue.services.digital.storing import present
from support.central import DAY, LittleTown, patron_of
from support.circulation import CARDS
from support.digital_town import RESOURCES, put
from support.digital_vendor import Vendor

BASE = "https://town.example"
HOUR = 3_600_000


def launch(town: LittleTown, resource: str, who: str = "P", branch: str | None = "A"):
    return town.services.digital.launches.launch(patron_of(who), branch, resource, BASE)


def limited(town: LittleTown, vendor: Vendor, **limit: object) -> None:
    """The concerts with one more limit."""
    rows = "\n".join(
        f"{name} = {str(value).lower() if isinstance(value, bool) else repr(value)}"
        for name, value in limit.items()
    )
    text = RESOURCES.format(vendor=vendor.url).split("[[resources]]")
    concerts = next(each for each in text if 'id = "concerts"' in each)
    put(town, f"{text[0]}[[resources]]{concerts}\n[[resources.limits]]\n{rows}\n")


def test_vendor_of_a_signed_address_gets_a_pseudonym_it_shares_with_nobody(
    town: LittleTown, vendor: Vendor
) -> None:
    first, again = launch(town, "concerts"), launch(town, "concerts")
    assert isinstance(first, Launch)
    assert (first.leaves, first.provider) == (("pseudonym",), "Arpège")
    fields = vendor.signed(first.url.partition("?")[2])
    assert fields["from"] == "town"
    assert re.fullmatch("[0-9a-f]{32}", fields["id"])
    assert vendor.signed(again.url.partition("?")[2])["id"] == fields["id"]
    ids = {fields["id"], vendor.signed(launch(town, "concerts", "Q").url.partition("?")[2])["id"]}
    assert len(ids) == 2
    for told in (CARDS["P"], patron_of("P"), "Nomdefamille", "Prénom"):
        assert told not in first.url
    assert "sig=" not in repr(first)


def test_vendor_that_wants_a_form_gets_its_fields_beside_the_address(
    town: LittleTown, vendor: Vendor
) -> None:
    text = RESOURCES.format(vendor=vendor.url).replace(
        'secret = "arpege"', 'secret = "arpege"\nmethod = "POST"\nrelease = ["birth_year", "band"]'
    )
    text = text.replace(
        'value = "{time}" }', 'value = "{time}" },\n{ name = "y", value = "{band}" }'
    )
    put(town, text)
    found = launch(town, "concerts")
    assert isinstance(found, Launch)
    assert (found.method, found.url) == ("POST", f"{vendor.url}/sso?from=town")
    assert vendor.signed(urlencode(found.fields))["y"] == "adult"
    assert found.leaves == ("pseudonym", "birth_year", "band")


def test_launch_whose_secret_is_missing_is_not_counted(town: LittleTown) -> None:
    secret = town.settings.digital_secrets_path / "arpege"
    secret.chmod(0o644)
    with pytest.raises(SecretMissing, match="others may read it"):
        launch(town, "concerts")
    secret.unlink()
    with pytest.raises(SecretMissing):
        launch(town, "concerts")
    with town.services.database.read() as session:
        assert session.scalar(select(func.count()).select_from(LaunchEvent)) == 0
        assert session.scalar(select(func.count()).select_from(UsageCounter)) == 0


def test_resource_of_a_branch_opens_at_its_stations_alone(town: LittleTown) -> None:
    assert isinstance(launch(town, "archives"), Launch)
    assert launch(town, "archives", branch=None) == NotOpened(Why.ONLY_ON_SITE)
    assert launch(town, "code-route", "S") == NotOpened(Why.AGE)
    assert launch(town, "nothing") == NotOpened(Why.UNKNOWN)


@pytest.mark.parametrize(
    ("values", "why"),
    [({"expires": dt.date(2027, 1, 14)}, "expired"), ({"block": "staff"}, "blocked")],
)
def test_card_that_is_not_valid_opens_nothing(town: LittleTown, values, why) -> None:
    with town.services.database.write() as session:
        session.execute(update(Patron).where(Patron.id == patron_of("P")).values(**values))
    assert launch(town, "question") == NotOpened(Why(why))


def test_limit_of_a_patron_ends_with_its_day(town: LittleTown, vendor: Vendor) -> None:
    limited(town, vendor, unit="launch", per="patron", period="day", value=2)
    assert isinstance(launch(town, "concerts"), Launch)
    assert isinstance(launch(town, "concerts"), Launch)
    refused = launch(town, "concerts")
    assert isinstance(refused, NotOpened)
    assert refused.why is Why.LIMIT
    assert refused.until is not None
    assert refused.until.isoformat() == "2027-01-16T00:00:00+01:00"
    assert isinstance(launch(town, "concerts", "Q"), Launch)
    (seen,) = [
        each
        for each in town.services.digital.launches.seen(patron_of("P"), "A")
        if each.facts.row.id == "concerts"
    ]
    assert seen.reached is not None
    town.clock.pass_ms(DAY)
    assert isinstance(launch(town, "concerts"), Launch)


def test_soft_limit_warns_the_town_and_refuses_nobody(town: LittleTown, vendor: Vendor) -> None:
    limited(
        town, vendor, unit="launch", per="library", period="contract", value=2, hard=False,
        alert_at=2,
    )  # fmt: skip
    for who in "PQR":
        assert isinstance(launch(town, "concerts", who), Launch)
    with town.services.database.read() as session:
        alerts = {each.facts.row.id: each.alerts for each in kept(session, dt.date(2027, 1, 15))}
    assert alerts["concerts"] == ("launch: 3 of 2 a contract",)


def test_active_users_are_counted_once_each(town: LittleTown, vendor: Vendor) -> None:
    limited(town, vendor, unit="active_user", per="library", period="year", value=2)
    for who in "PQPP":
        assert isinstance(launch(town, "concerts", who), Launch)
    refused = launch(town, "concerts", "R")
    assert isinstance(refused, NotOpened)
    assert refused.why is Why.LIMIT


def test_seat_is_free_again_an_hour_after_it_was_taken(town: LittleTown, vendor: Vendor) -> None:
    limited(town, vendor, unit="seat", per="library", period="now", value=1)
    assert isinstance(launch(town, "concerts"), Launch)
    assert isinstance(launch(town, "concerts"), Launch)
    refused = launch(town, "concerts", "Q")
    assert isinstance(refused, NotOpened)
    assert refused.until is not None
    assert int(refused.until.timestamp() * 1000) == town.clock() + HOUR
    town.clock.pass_ms(HOUR)
    assert isinstance(launch(town, "concerts", "Q"), Launch)


def test_launches_become_numbers_and_nobody_is_in_them(town: LittleTown) -> None:
    for who in "PPQ":
        launch(town, "question", who)
    launch(town, "question", "S", branch=None)
    launch(town, "archives", branch=None)
    with town.services.database.read() as session:
        before = monthly_use(session)
    assert [(u.metric, u.branch, u.band, u.value) for u in before if u.resource == "question"] == [
        ("launches", "", "child", 1),
        ("launches", "A", "adult", 3),
        ("users", "", "", 3),
    ]
    with town.services.database.write() as session:
        assert purge_launches(session, dt.date(2027, 1, 31)) == 0
        assert purge_launches(session, dt.date(2027, 2, 1)) == 5
        assert purge_launches(session, dt.date(2027, 2, 1)) == 0
        assert monthly_use(session) == before
        assert session.scalar(select(func.count()).select_from(LaunchEvent)) == 0
    with town.services.database.write() as session:
        purge_launches(session, dt.date(2028, 1, 1))
        assert session.scalar(select(func.count()).select_from(UsageCounter)) == 0
        users = session.get_one(UsageStat, ("question", "2027", "active_users", "", "", "own"))
        assert users.value == 3


def test_no_table_tells_who_opened_what(town: LittleTown) -> None:
    # Guard: `Pseudonyms.counted`; with the patron's id in its place a row tells it.
    for resource in ("question", "concerts", "cinema", "langues"):
        launch(town, resource)
    with town.services.database.write() as session:
        forget_patron(session, patron_of("P"))
    digital = [
        name for name in Base.metadata.tables if name.startswith(("usage", "launch", "digi"))
    ]
    with town.services.database.read() as session:
        rows = [
            str(tuple(r))
            for name in digital
            for r in session.execute(text(f"SELECT * FROM {name}"))
        ]
    assert len(rows) > 10
    for told in (patron_of("P"), CARDS["P"], "PrénomP"):
        assert [row for row in rows if told in row] == []
    with town.services.database.read() as session:
        pseudonyms = list(session.scalars(select(LaunchEvent.pseudonym)))
    assert len(set(pseudonyms)) == 4


def test_draft_is_shown_to_nobody_and_a_suspended_resource_says_so(
    town: LittleTown, vendor: Vendor
) -> None:
    with town.services.database.read() as session:
        assert len(present(session).resources) == 6
    put(
        town,
        '[[resources]]\nid = "new"\ntitle = "N"\nfamily = "vod"\nstate = "draft"\n'
        f'[[resources.access]]\nkind = "open"\nendpoint = "{vendor.url}/health"\n'
        '[[resources]]\nid = "question"\ntitle = "Q"\nfamily = "help"\nstate = "suspended"\n'
        f'[[resources.access]]\nkind = "open"\nendpoint = "{vendor.url}/health"\n',
    )
    seen = {e.facts.row.id: e.opening.why for e in town.services.digital.launches.seen(None, "A")}
    assert "new" not in seen
    assert seen["question"] is Why.SUSPENDED
    assert seen["concerts"] is None
