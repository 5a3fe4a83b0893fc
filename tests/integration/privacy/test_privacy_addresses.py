"""Who may ask what about patrons over HTTP: staff with the right, herself over her session."""

from __future__ import annotations

import pytest

from support.central import CARDS, PIN, T0, LittleTown, add_patron
from support.staff import InProcess, asking, bearer, hired

ADMIN = "/v1/admin/patrons"
DEEDS = ("export", "erase", "anonymise", "pin", "history", "import", "missing")


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


def body(deed: str) -> dict[str, object]:
    """A request that could be done."""
    if deed == "import":
        return {"source": "s", "rows": []}
    if deed == "missing":
        return {"source": "s", "keys": []}
    return {"card": CARDS["Q"], **({"keep": True} if deed == "history" else {})}


def signed_in(town: LittleTown, client: InProcess, station: str, card: str) -> str:
    """Her session at a station; made there."""
    town.kiosk(station)
    answer = client.post(
        "/v1/patron-sessions",
        json={"card": card, "pin": PIN},
        headers=bearer(town.tokens[station]),
    )
    return str(answer.json()["session"])


def test_deeds_need_the_right_and_import_all_branches(town: LittleTown) -> None:
    """Guards: `require(Right.PEOPLE)` on each, `assert_branch` of import and missing."""
    librarian = bearer(hired(town, "marie"))
    manager = bearer(hired(town, "anne", "manager", ["B"]))
    with asking(town) as client:
        for deed in DEEDS:
            answer = client.post(f"{ADMIN}/{deed}", json=body(deed), headers=librarian)
            assert (answer.status_code, answer.json()["code"]) == (403, "right_missing"), deed
            answer = client.post(f"{ADMIN}/{deed}", json=body(deed), headers=manager)
            assert (answer.status_code, answer.json()["code"]) == (403, "other_branch"), deed
        for path in ("", "/loans?by=kind", "/resources?by=month"):
            assert client.get(f"/v1/statistics{path}", headers=librarian).status_code == 403
            assert client.get(f"/v1/statistics{path}", headers=manager).status_code == 200
        answer = client.post("/v1/admin/retention", json={}, headers=manager)
        assert answer.json()["code"] == "right_missing"


def test_refusals_are_problems_that_say_why(town: LittleTown) -> None:
    kiosk = town.kiosk("a1")
    town.send(kiosk, kiosk.check_out(T0, "Q"))
    operator = bearer(town.services.keys.admin_token)
    with asking(town) as client:
        answer = client.post(f"{ADMIN}/erase", json=body("erase"), headers=operator)
        told = answer.json()
        assert (answer.status_code, told["code"], told["detail"]) == (
            409, "account_open", "1 on loan",
        )  # fmt: skip
        answer = client.post(f"{ADMIN}/export", json={"card": "0000"}, headers=operator)
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_name")
        answer = client.post("/v1/admin/retention", json={"day": "2999-01-01"}, headers=operator)
        assert (answer.status_code, answer.json()["code"]) == (409, "day_to_come")


def test_she_sees_and_chooses_over_her_own_session_at_its_station(town: LittleTown) -> None:
    """Another station gets nothing with it. Guard: `session_patron` in `_own`."""
    with town.services.database.write() as session:
        add_patron(town.services, session, "Z", "2104800000099")
    with asking(town) as client:
        token = signed_in(town, client, "a1", "2104800000099")
        town.kiosk("a2")
        here, there = bearer(town.tokens["a1"]), bearer(town.tokens["a2"])
        answer = client.post("/v1/patron-sessions/data", json={"session": token}, headers=here)
        assert answer.json()["account"]["cards"] == ["2104800000099"]
        choice = {"session": token, "keep": True}
        answer = client.post("/v1/patron-sessions/history", json=choice, headers=here)
        assert answer.json() == {"keep": True, "forgotten": 0}
        for deed in ("data", "history"):
            answer = client.post(f"/v1/patron-sessions/{deed}", json=choice, headers=there)
            assert (answer.status_code, answer.json()["code"]) == (403, "no_session")
