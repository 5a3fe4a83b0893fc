"""Every address has its guard, and the guard keeps out whom it must.

Guard of the table: `assert_guarded` in `create_app`; and each `Depends` a route declares.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import APIRouter, Depends, FastAPI

from catalogue.domain.rights import DEFAULT_ROLES, Right
from catalogue.server.app import create_app
from catalogue.server.guards import (
    METRICS,
    PUBLIC,
    STAFF,
    STATION,
    addresses,
    assert_guarded,
    guards_of,
)
from catalogue.server.routes import caller
from catalogue.server.staff_auth import require
from support.central import CARDS, PIN, HandClock, LittleTown
from support.staff import InProcess, bearer, hired

NOBODY, STATION_TOKEN, REVOKED = "nobody", "station", "revoked station"
WITHOUT, WITH, OPERATOR = "staff without", "staff with", "operator"
CALLERS = (NOBODY, STATION_TOKEN, REVOKED, WITHOUT, WITH, OPERATOR)


def passes(guard: str, who: str) -> bool:
    """What the rule says, told apart from how it is done."""
    if guard == PUBLIC:
        return True
    if guard == METRICS:
        return False  # These callers are on another machine.
    if guard == STATION:
        return who == STATION_TOKEN
    if guard == STAFF:
        return who in (WITHOUT, WITH, OPERATOR)
    return who in (WITH, OPERATOR)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, town_template: Path):
    """A town's application, and a way to get a token of each kind for a guard."""
    town = LittleTown(tmp_path_factory.mktemp("guarded"), HandClock(), town_template)
    app = create_app(town.settings, services=town.services)
    town.kiosk("a1")
    town.kiosk("gone")
    town.services.enrolments.revoke("gone")
    tokens = {STATION_TOKEN: town.tokens["a1"], REVOKED: town.tokens["gone"]}
    tokens[OPERATOR] = town.services.keys.admin_token
    rights = town.services.staff.roles()
    people = {role: hired(town, role, role) for role in rights}
    with town.services.database.write() as session:
        from catalogue.db.staff import RoleRight

        session.add_all(
            RoleRight(role=f"without-{right}", allows=other)
            for right in Right
            for other in Right
            if other is not right
        )
    for right in Right:
        people[right] = hired(town, f"no-{right}", f"without-{right}")

    def token(guard: str, who: str) -> str | None:
        if who == WITH:
            return people["admin"]
        if who == WITHOUT:
            return people.get(guard, people["librarian"])
        return tokens.get(who)

    yield InProcess(app, "192.0.2.7"), token
    town.services.close()


def test_every_address_lets_pass_whom_its_guard_names_and_nobody_else(guarded) -> None:
    client, token = guarded
    found, expected = {}, {}
    for route in addresses(client.app.routes):
        (guard,) = guards_of(route)
        for method in route.methods - {"HEAD"}:
            for who in CALLERS:
                if route.path == "/v1/staff/sessions/end":
                    continue  # It would end the sessions the others need: a test of its own.
                if route.path == "/oidc/userinfo":
                    continue  # It takes the token of a vendor alone (RFC 6750), none of these.
                # Nothing the address takes: whoever passes is told so, or gets what needs nothing.
                path = re.sub(r"\{[^}]+\}", "0", route.path)
                answer = client.request(method, path, headers=bearer(token(guard, who)))
                key = (method, route.path, guard, who)
                hidden = guard == METRICS and answer.status_code == 404
                found[key] = answer.status_code not in (401, 403) and not hidden
                expected[key] = passes(guard, who)
                assert answer.status_code < 500, key
    assert found == expected
    assert len(found) > 100


def test_refused_callers_learn_which_kind_of_token_is_missing(guarded) -> None:
    client, token = guarded
    asked = {
        ("/v1/station", NOBODY): (401, "not_enrolled"),
        ("/v1/station", REVOKED): (401, "revoked"),
        ("/v1/station", OPERATOR): (401, "not_enrolled"),
        ("/v1/staff/me", NOBODY): (401, "not_signed_in"),
        ("/v1/staff/me", STATION_TOKEN): (401, "not_signed_in"),
        ("/v1/staff", WITHOUT): (403, "right_missing"),
    }
    found = {}
    for path, who in asked:
        answer = client.get(path, headers=bearer(token("config", who)))
        found[path, who] = (answer.status_code, answer.json()["code"])
    assert found == asked


def test_address_without_a_guard_ends_the_start() -> None:
    router = APIRouter()
    router.get("/v1/forgotten")(lambda: None)
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.include_router(router)
    with pytest.raises(LookupError, match="/v1/forgotten: no guard"):
        assert_guarded(app.routes)


def test_address_with_two_guards_ends_the_start() -> None:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    both = [Depends(caller), Depends(require(Right.HOLDS))]
    app.get("/v1/unclear", dependencies=both)(lambda: None)
    with pytest.raises(LookupError, match="/v1/unclear: holds and station"):
        assert_guarded(app.routes)


def test_what_is_no_address_is_mounted_or_refused() -> None:
    app = FastAPI(openapi_url="/openapi.json", docs_url="/docs", redoc_url=None)
    with pytest.raises(LookupError, match="not an address"):
        assert_guarded(app.routes)


def test_station_neither_uses_nor_ends_the_session_of_another(town: LittleTown) -> None:
    """Guards: `leave` and `session_patron` compare the station."""
    town.kiosk("a1")
    other = town.kiosk("b1", "B")
    client = InProcess(create_app(town.settings, services=town.services), "192.0.2.7")
    mine, theirs = bearer(town.tokens["a1"]), bearer(town.tokens["b1"])
    who = {"card": CARDS["P"], "pin": PIN}
    session = client.post("/v1/patron-sessions", json=who, headers=mine).json()["session"]
    assert (
        client.post(
            "/v1/patron-sessions/end", json={"session": session}, headers=theirs
        ).status_code
        == 204
    )
    assert town.services.accounts.leave(town.caller("a1"), session)
    loan = other.check_out(town.clock(), "P")
    again = client.post("/v1/patron-sessions", json=who, headers=mine).json()["session"]
    batch = other.batch((loan,), ask=loan, session=again).model_dump(exclude_none=True)
    said = client.post("/v1/operations", json=batch, headers=theirs).json()
    assert said["answer"]["verdict"] == "denied"


def test_station_sees_its_own_records_alone_and_sends_none_for_another(town: LittleTown) -> None:
    kiosk = town.kiosk("a1")
    town.kiosk("b1", "B")
    town.send(kiosk, kiosk.check_in(town.clock()))
    client = InProcess(create_app(town.settings, services=town.services), "192.0.2.7")
    mine, theirs = bearer(town.tokens["a1"]), bearer(town.tokens["b1"])

    def seen(headers: dict[str, str]) -> tuple[int, int]:
        records = client.get("/v1/records", params={"epoch": 1}, headers=headers).json()
        return len(records["records"]), client.get("/v1/tally", headers=headers).json()["recorded"]

    assert seen(mine) == (1, 1)
    assert seen(theirs) == (0, 0)
    forged = kiosk.check_in(town.clock() + 1, "y")
    batch = kiosk.batch((forged,)).model_dump(exclude_none=True)
    said = client.post("/v1/operations", json=batch, headers=theirs).json()
    assert [(each["status"], each["code"]) for each in said["results"]] == [
        ("refused", "wrong_station")
    ]


def test_staff_of_one_branch_set_up_stations_of_that_branch_alone(town: LittleTown) -> None:
    """Guard: `assert_branch` in the routes of admin.py."""
    town.kiosk("a1")
    town.kiosk("b1", "B")
    headers = bearer(hired(town, "lea", "admin", ["A"]))
    client = InProcess(create_app(town.settings, services=town.services), "192.0.2.7")

    def post(what: str, **body: str) -> int:
        return client.post(f"/v1/admin/{what}", json=body, headers=headers).status_code

    assert post("enrolment-codes", station="a2", branch="A") == 200
    assert post("enrolment-codes", station="b2", branch="B") == 403
    assert post("revocations", station="b1") == 403
    assert post("revocations", station="nobody") == 403
    assert post("revocations", station="a1") == 204
    assert town.caller("b1").name == "b1"


def test_default_roles_give_what_the_documentation_says() -> None:
    assert DEFAULT_ROLES["librarian"] < DEFAULT_ROLES["manager"] < DEFAULT_ROLES["admin"]
    assert DEFAULT_ROLES["workshop"] < DEFAULT_ROLES["manager"]
    assert not DEFAULT_ROLES["manager"] & {Right.CONFIG, Right.AUDIT, Right.BACKUP, Right.STATIONS}
