"""Whoever guesses PINs, passwords or codes gets no more tries from more kiosks, more servers, a
restart, or a name nobody has; and no hash is computed for a try there is none of."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, text

from catalogue.db.people import Patron
from catalogue.db.staff import RateBucket
from catalogue.server.app import create_app
from catalogue.server.services import Services, build_services
from catalogue.services.accounts import PinHasher
from catalogue.services.enrolment import Caller
from catalogue.services.limits import Bucket, Limits, Rate, TooManyTries
from support.central import (
    CARDS,
    MINUTE,
    PIN,
    T0,
    HandClock,
    LittleTown,
    patron_of,
    settings_for,
    settle,
)
from support.staff import PASSWORD, InProcess, bearer, hired

KIOSKS = 10
WRONG = "0000"
STAFF_TRIES = 12
HOUR = 60 * MINUTE
ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"])
"""What needs no second server and no other SQL."""


class Servers:
    """Processes of one town: two on PostgreSQL, one on SQLite, where there is no second."""

    def __init__(self, url: str, folder: Path, clock: HandClock) -> None:
        settings = settings_for(folder, database=url, secrets_file=folder / "keys")
        count = 2 if url.startswith("postgresql") else 1
        self.services = [build_services(settings, clock) for _ in range(count)]
        self.apps = [create_app(settings, services=each) for each in self.services]
        settle(self.services[0])
        self.settings = settings

    def enrol(self, name: str) -> dict[str, str]:
        """A kiosk; the header it sends."""
        enrolments = self.services[0].enrolments
        return bearer(enrolments.enrol(enrolments.make_code(name, "A"), name).token)

    def client(self, number: int = 0, address: str = "192.0.2.7") -> InProcess:
        """To one of the servers, by turns."""
        return InProcess(self.apps[number % len(self.apps)], address)


@pytest.fixture
def servers(database_url: str, tmp_path: Path, clock: HandClock) -> Iterator[Servers]:
    made = Servers(database_url, tmp_path, clock)
    yield made
    for each in made.services:
        each.close()


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """What Argon2 was asked to compare with, one entry a comparison."""
    found: list[str | None] = []
    fits = PinHasher.fits

    def counted(self: PinHasher, known: str | None, secret: str) -> bool:
        found.append(known)
        return fits(self, known, secret)

    monkeypatch.setattr(PinHasher, "fits", counted)
    return found


def test_ten_kiosks_at_two_servers_get_no_more_tries_than_one(
    servers: Servers, hashed: list[str | None]
) -> None:
    headers = [servers.enrol(f"k{n}") for n in range(KIOSKS)]

    def guess(n: int) -> tuple[int, str, int | None]:
        body = {"card": CARDS["P"], "pin": f"{n:04}"}
        client = servers.client(n, f"192.0.2.{n % KIOSKS}")
        answer = client.post("/v1/patron-sessions", json=body, headers=headers[n % KIOSKS])
        return answer.status_code, answer.json()["code"], answer.json().get("tries_left")

    for each in range(len(servers.apps)):
        servers.client(each).get("/v1/tally", headers=headers[0])  # FastAPI makes its routes.
        servers.client(each).post("/v1/patron-sessions", headers=headers[0])
    with ThreadPoolExecutor(8) as pool:
        found = sorted(pool.map(guess, range(40)), key=str)
    counted = [each for each in found if each[1] == "wrong_pin"]
    assert [left for _, _, left in counted] == [1, 2, 3, 4]
    assert {code for _, code, _ in found} == {"wrong_pin", "locked"}
    assert len(hashed) == 5
    right = {"card": CARDS["P"], "pin": PIN}
    assert servers.client(1).post("/v1/patron-sessions", json=right, headers=headers[1]).json()[
        "code"
    ] == ("locked")


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_try_counted_at_one_server_waits_for_the_one_counted_at_the_other(servers: Servers) -> None:
    """Guard: `_count_try` holds the row of the card (`with_for_update`) before it counts."""
    servers.enrol("k0")
    one, other = servers.services
    caller = Caller("k0", "A", "kiosk", 1, b"")

    def count(town: Services) -> int:
        return town.database.transact(
            lambda session: town.accounts._count_try(session, caller, CARDS["P"], T0)
        )

    assert count(one) == 1
    with ThreadPoolExecutor(1) as pool:
        with one.database.write() as session:
            assert one.accounts._count_try(session, caller, CARDS["P"], T0) == 2
            session.flush()
            waiting = pool.submit(count, other)
            while not _somebody_waits(one):
                assert not waiting.done()
        assert waiting.result(20) == 3


def _somebody_waits(town: Services) -> bool:
    query = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with town.database.read() as session:
        return bool(session.scalar(query))


@ON_SQLITE
def test_card_is_never_guessed_at_more_than_thirty_times_a_day(
    servers: Servers, clock: HandClock, hashed: list[str | None]
) -> None:
    """Guard: the bucket of the card in `Tries.pin`; the lock alone leaves 480."""
    headers = servers.enrol("k0")
    began = clock.now_ms
    n = 0
    while clock.now_ms < began + 24 * HOUR:
        body = {"card": CARDS["P"], "pin": f"{n:04}"}
        servers.client(n).post("/v1/patron-sessions", json=body, headers=headers)
        clock.pass_ms(20 * MINUTE)
        n += 1
    assert 15 < len(hashed) <= 30


def test_full_bucket_is_told_before_anything_is_hashed(
    servers: Servers, clock: HandClock, hashed: list[str | None]
) -> None:
    """Guard: `take` comes before `sign_in` in the route."""
    body = {"name": "marie", "password": "not-the-password"}
    found = [servers.client(n).post("/v1/staff/sessions", json=body) for n in range(14)]
    assert [each.status_code for each in found] == [401] * STAFF_TRIES + [429] * 2
    assert len(hashed) == STAFF_TRIES
    refused = found[-1]
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "too_many_tries"
    assert refused.headers["retry-after"] == str(2 * HOUR // 1000)
    clock.pass_ms(2 * HOUR)
    again = servers.client().post("/v1/staff/sessions", json=body)
    assert again.status_code == 401


@ON_SQLITE
def test_unknown_account_costs_the_same_work_and_runs_out_the_same_way(
    servers: Servers, hashed: list[str | None]
) -> None:
    """Guard: `sign_in` compares before it looks whether there is such a member."""
    town = servers.services[0]
    first = town.staff.add("operator", "marie", ["librarian"]).password
    town.staff_sessions.sign_in("marie", first, PASSWORD)
    hashed.clear()
    for name in ("marie", "nobody"):
        body = {"name": name, "password": "not-the-password"}
        answers = [
            servers.client(n, f"192.0.2.{n}").post("/v1/staff/sessions", json=body)
            for n in range(STAFF_TRIES + 1)
        ]
        assert [each.status_code for each in answers] == [401] * STAFF_TRIES + [429]
    assert sum(known is None for known in hashed) == STAFF_TRIES
    assert sum(known is not None for known in hashed) == STAFF_TRIES


@ON_SQLITE
def test_one_address_that_tries_many_accounts_is_stopped(servers: Servers) -> None:
    statuses = [
        servers.client(n)
        .post("/v1/staff/sessions", json={"name": f"who{n}", "password": "not-the-password"})
        .status_code
        for n in range(22)
    ]
    assert statuses == [401] * 20 + [429] * 2
    elsewhere = servers.client(0, "192.0.2.99").post(
        "/v1/staff/sessions", json={"name": "who1", "password": "not-the-password"}
    )
    assert elsewhere.status_code == 401


@ON_SQLITE
def test_one_station_that_tries_many_cards_is_stopped_and_no_other(servers: Servers) -> None:
    headers = [servers.enrol(name) for name in ("k0", "k1")]

    def ask(n: int, kiosk: int) -> tuple[int, str]:
        body = {"card": f"99048{n:08}", "pin": WRONG}
        answer = servers.client(n).post("/v1/patron-sessions", json=body, headers=headers[kiosk])
        return answer.status_code, answer.json()["code"]

    found = [ask(n, 0) for n in range(22)]
    assert found == [(403, "wrong_pin")] * 20 + [(429, "locked")] * 2
    assert ask(23, 1) == (403, "wrong_pin")


@ON_SQLITE
def test_codes_are_not_guessed_either(servers: Servers) -> None:
    body = {"code": "not-a-code-at-all", "station": "k9"}
    statuses = [
        servers.client(n).post("/v1/stations/enrol", json=body).status_code for n in range(12)
    ]
    assert statuses == [403] * 10 + [429] * 2


@ON_SQLITE
def test_patrons_who_know_their_pin_are_never_too_many(servers: Servers) -> None:
    """Guard: `was_right` gives the try back."""
    headers = servers.enrol("k0")
    for n in range(25):
        body = {"card": CARDS["PQRS"[n % 4]], "pin": PIN}
        answer = servers.client(n).post("/v1/patron-sessions", json=body, headers=headers)
        assert answer.status_code == 200
    with servers.services[0].database.read() as session:
        assert all(row.empty_ms <= T0 for row in session.scalars(select(RateBucket)))


def test_reset_gives_a_locked_out_member_her_tries_back(town: LittleTown) -> None:
    hired(town)
    client = InProcess(create_app(town.settings, services=town.services), "192.0.2.7")
    wrong = {"name": "marie", "password": "not-the-password"}
    for _ in range(STAFF_TRIES):
        client.post("/v1/staff/sessions", json=wrong)
    right = {"name": "marie", "password": PASSWORD}
    assert client.post("/v1/staff/sessions", json=right).status_code == 429
    first = town.services.staff.reset("operator", "marie").password
    body = {"name": "marie", "password": first, "new_password": PASSWORD}
    assert client.post("/v1/staff/sessions", json=body).status_code == 200


def test_buckets_outlive_the_server(database_url: str, tmp_path: Path, clock: HandClock) -> None:
    settings = settings_for(tmp_path, database=database_url, secrets_file=tmp_path / "keys")
    bucket = Bucket("staff account", "marie", Rate(3, MINUTE))
    left = []
    for _ in range(5):
        town = build_services(settings, clock)
        limits = Limits(town.database, town.keys, clock)
        try:
            limits.take([bucket])
            left.append(True)
        except TooManyTries as refusal:
            left.append(refusal.retry_after_s)
        town.close()
    assert left == [True, True, True, 20, 20]


@pytest.fixture
def limits(servers: Servers, clock: HandClock) -> list[Limits]:
    return [Limits(each.database, each.keys, clock) for each in servers.services]


def test_parallel_takers_at_both_servers_get_what_there_is(limits: list[Limits]) -> None:
    """Guard: `_pour` is one statement; buckets are taken in one order."""
    shared = Bucket("address", "a", Rate(30, MINUTE))
    others = [Bucket("station", str(n), Rate(100, MINUTE)) for n in range(3)]

    def take(n: int) -> bool:
        try:
            pair = [shared, others[n % 3]] if n % 2 else [others[n % 3], shared]
            limits[n % len(limits)].take(pair)
        except TooManyTries:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(take, range(60)))
    assert sum(taken) == 30


@ON_SQLITE
def test_refused_try_is_taken_from_no_bucket(limits: list[Limits]) -> None:
    small, large = Bucket("a", "x", Rate(1, MINUTE)), Bucket("b", "x", Rate(3, MINUTE))
    limits[0].take([small, large])
    for _ in range(5):
        with pytest.raises(TooManyTries):
            limits[0].take([small, large])
    limits[0].take([large])
    limits[0].take([large])
    with pytest.raises(TooManyTries):
        limits[0].take([large])


@ON_SQLITE
def test_outlived_buckets_are_forgotten_and_say_nothing_of_whose_they_were(
    servers: Servers, limits: list[Limits], clock: HandClock
) -> None:
    limits[0].take([Bucket("pin card", CARDS["P"], Rate(3, MINUTE))])
    clock.pass_ms(MINUTE)
    limits[0].take([Bucket("pin card", CARDS["Q"], Rate(3, MINUTE))])
    with servers.services[0].database.read() as session:
        keys = list(session.scalars(select(RateBucket.key)))
    assert len(keys) == 1
    assert CARDS["Q"] not in keys[0]


def test_known_and_unknown_card_take_the_same_time(town: LittleTown) -> None:
    """Medians of what costs 20 ms each: they differ by much less than one hash, wherever it runs.

    Guard: `identify` compares with a hash of nobody's PIN where there is no card."""
    hasher = PinHasher(town.services.keys, PasswordHasher(2, 19 * 1024, 1))
    town.services.accounts._hasher = hasher
    with town.services.database.write() as session:
        session.get_one(Patron, patron_of("Q")).pin_hash = hasher.hash(PIN)
    town.kiosk("k0")
    caller = town.caller("k0")
    spent: dict[str, list[float]] = {"known": [], "unknown": []}
    for _ in range(3):
        for who, card in (("known", CARDS["Q"]), ("unknown", "2104812345678")):
            began = time.process_time()
            town.services.accounts.identify(caller, card, WRONG)
            spent[who].append(time.process_time() - began)
    known, unknown = sorted(spent["known"])[1], sorted(spent["unknown"])[1]
    assert known / 3 < unknown < known * 3
