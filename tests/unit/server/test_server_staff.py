"""Staff sign in, are kept to their rights, and are out at once when they must be."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from catalogue.db.staff import RoleRight, StaffMember, StaffSession
from catalogue.domain.rights import DEFAULT_ROLES, EVERYTHING, Right
from catalogue.services import audit
from catalogue.services.staff.passwords import WeakPassword, assert_strong, first_password
from catalogue.services.staff.people import StaffRefused
from catalogue.services.staff.sessions import MustChange, SignInRefused
from support.central import MINUTE, HandClock, LittleTown
from support.staff import PASSWORD, asking, bearer, hired

HOUR = 60 * MINUTE


def test_signing_in_gives_a_token_rights_and_an_end(town: LittleTown) -> None:
    hired(town, role="workshop", branches=["A"])
    with asking(town) as client:
        answer = client.post("/v1/staff/sessions", json={"name": "marie", "password": PASSWORD})
        said = answer.json()
        me = client.get("/v1/staff/me", headers=bearer(said["token"])).json()
    assert answer.status_code == 200
    assert set(said["rights"]) == {"devices", "stock", "tags"}
    assert said["expires_ms"] == town.clock() + 12 * HOUR
    assert me == {"name": "marie", "rights": said["rights"], "branches": ["A"]}


@pytest.mark.parametrize(
    ("name", "password"), [("marie", "wrong-password-1"), ("nobody", PASSWORD), ("Marie", PASSWORD)]
)
def test_wrong_name_and_wrong_password_get_one_answer(
    town: LittleTown, name: str, password: str
) -> None:
    hired(town)
    with asking(town) as client:
        answer = client.post("/v1/staff/sessions", json={"name": name, "password": password})
    assert answer.status_code == 401
    assert answer.json()["code"] == "sign_in_refused"
    assert answer.json()["title"] == "Name or password is wrong"


def test_first_password_is_good_for_choosing_another_and_for_nothing_else(
    town: LittleTown,
) -> None:
    first = town.services.staff.add("operator", "marie", ["librarian"]).password
    sessions = town.services.staff_sessions
    with pytest.raises(MustChange):
        sessions.sign_in("marie", first)
    with pytest.raises(MustChange):
        sessions.sign_in("marie", first, first)
    with pytest.raises(WeakPassword):
        sessions.sign_in("marie", first, "short")
    assert sessions.sign_in("marie", first, PASSWORD).member.name == "marie"
    with pytest.raises(SignInRefused):
        sessions.sign_in("marie", first)
    with pytest.raises(SignInRefused):
        sessions.sign_in("marie", first, PASSWORD + "!")


def test_first_password_nobody_used_in_time_is_worth_nothing(
    town: LittleTown, clock: HandClock
) -> None:
    first = town.services.staff.add("operator", "marie", ["librarian"])
    clock.now_ms = first.until_ms
    with pytest.raises(SignInRefused):
        town.services.staff_sessions.sign_in("marie", first.password, PASSWORD)


def test_session_ends_when_unused_and_at_its_end_though_used(
    town: LittleTown, clock: HandClock
) -> None:
    """Guards: `_lasts` looks at both; `member` notes the use."""
    sessions = town.services.staff_sessions
    idle, busy = hired(town, "idle"), hired(town, "busy")
    clock.pass_ms(29 * MINUTE)
    assert sessions.member(busy) is not None
    clock.pass_ms(1 * MINUTE)
    assert sessions.member(idle) is None
    for _ in range(24):
        assert sessions.member(busy) is not None
        clock.pass_ms(29 * MINUTE)
    assert sessions.member(busy) is None


def test_signing_out_ends_this_session_alone(town: LittleTown) -> None:
    first = hired(town)
    second = town.services.staff_sessions.sign_in("marie", PASSWORD).token
    with asking(town) as client:
        assert client.post("/v1/staff/sessions/end", headers=bearer(first)).status_code == 204
        assert client.get("/v1/staff/me", headers=bearer(first)).status_code == 401
        assert client.get("/v1/staff/me", headers=bearer(second)).status_code == 200


def test_disabled_member_is_out_at_once_and_back_when_enabled(town: LittleTown) -> None:
    token = hired(town)
    town.services.staff.disable("operator", "marie")
    assert town.services.staff_sessions.member(token) is None
    with pytest.raises(SignInRefused):
        town.services.staff_sessions.sign_in("marie", PASSWORD)
    town.services.staff.enable("operator", "marie")
    assert town.services.staff_sessions.member(token) is None
    assert town.services.staff_sessions.sign_in("marie", PASSWORD)


@pytest.mark.parametrize("change", ["reset", "password"])
def test_another_password_ends_the_sessions_of_the_old_one(town: LittleTown, change: str) -> None:
    token = hired(town)
    if change == "reset":
        town.services.staff.reset("operator", "marie")
    else:
        town.services.staff_sessions.sign_in("marie", PASSWORD, "ein-ganz-anderes-8")
    assert town.services.staff_sessions.member(token) is None


def test_roles_taken_away_are_gone_with_the_next_request(town: LittleTown) -> None:
    token = hired(town, role="admin")
    town.services.staff.set_roles("operator", "marie", ["workshop"], None)
    member = town.services.staff_sessions.member(token)
    assert member is not None
    assert member.rights == DEFAULT_ROLES["workshop"]


def test_role_is_what_the_town_says_it_is(town: LittleTown) -> None:
    token = hired(town, role="librarian")
    with town.services.database.write() as session:
        session.add(RoleRight(role="librarian", allows="statistics"))
        session.add(RoleRight(role="librarian", allows="of_a_newer_program"))
    member = town.services.staff_sessions.member(token)
    assert member is not None
    assert member.rights == DEFAULT_ROLES["librarian"] | {Right.STATISTICS}


def test_roles_a_database_begins_with_are_those_of_the_program(town: LittleTown) -> None:
    expected = {role: tuple(sorted(rights)) for role, rights in DEFAULT_ROLES.items()}
    assert town.services.staff.roles() == expected
    assert DEFAULT_ROLES["admin"] == EVERYTHING


@pytest.mark.parametrize(
    ("name", "roles", "branches", "told"),
    [
        ("marie", ["librarian"], None, "is there already"),
        ("Marie Curie", ["librarian"], None, "no name"),
        ("paul", ["librarain"], None, "no role 'librarain'"),
        ("paul", [], None, "one role"),
        ("paul", ["librarian"], ["Z"], "no branch 'Z'"),
        ("paul", ["librarian"], [], "one branch"),
    ],
)
def test_account_that_cannot_be_is_refused_in_words(
    town: LittleTown, name: str, roles: list[str], branches: list[str] | None, told: str
) -> None:
    hired(town)
    with pytest.raises(StaffRefused, match=told):
        town.services.staff.add("operator", name, roles, branches)
    assert [each.name for each in town.services.staff.list()] == ["marie"]


@pytest.mark.parametrize(
    "password",
    ["court", "aaaaaaaaaaaaaaaa", "abcdefghijklm", "ma-Marie-si-belle", "121212121212", "x" * 129],
)
def test_password_of_the_first_guesses_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        assert_strong(password, "marie")


def test_passphrases_and_first_passwords_are_strong() -> None:
    for password in ("le chat dort bien", first_password(), "Zwölf Boxkämpfer"):
        assert_strong(password, "marie")
    assert len({first_password() for _ in range(50)}) == 50


def test_neither_password_nor_token_is_stored_or_shown(town: LittleTown) -> None:
    first = town.services.staff.add("operator", "marie", ["librarian"])
    signed = town.services.staff_sessions.sign_in("marie", first.password, PASSWORD)
    with town.services.database.read() as session:
        stored = [row.password_hash for row in session.scalars(select(StaffMember))]
        stored += [row.token_hash for row in session.scalars(select(StaffSession))]
        stored += [row.details + row.subject for row in audit.entries(session)]
    told = "".join(stored) + repr(first) + repr(signed)
    assert not any(secret in told for secret in (first.password, PASSWORD, signed.token))
    assert stored[0].startswith("$argon2id$")


def test_password_hash_is_no_hash_of_a_pin(town: LittleTown) -> None:
    hired(town)
    with town.services.database.read() as session:
        stored = session.scalars(select(StaffMember.password_hash)).one()
    assert not town.services.hasher.fits(stored, PASSWORD)


def test_whoever_keeps_accounts_keeps_them_for_the_whole_town(town: LittleTown) -> None:
    """Guard: `keeper` asks for `config` and for no branch."""
    tokens = {
        "manager": hired(town, "luc", "manager"),
        "bound": hired(town, "lea", "admin", ["A"]),
        "admin": hired(town, "anne", "admin"),
    }
    new = {"name": "paul", "roles": ["librarian"], "branches": ["B"]}
    with asking(town) as client:
        found = {
            who: client.post("/v1/staff", json=new, headers=bearer(token))
            for who, token in tokens.items()
        }
    assert {who: answer.status_code for who, answer in found.items()} == {
        "manager": 403,
        "bound": 403,
        "admin": 200,
    }
    assert found["manager"].json()["code"] == "right_missing"
    assert found["bound"].json()["code"] == "other_branch"
    assert set(found["admin"].json()) == {"name", "password", "until_ms"}


def test_accounts_are_kept_over_the_wire(town: LittleTown) -> None:
    headers = bearer(town.services.keys.admin_token)
    with asking(town) as client:

        def post(what: str, **body: object) -> int:
            return client.post(f"/v1/staff{what}", json=body, headers=headers).status_code

        assert post("", name="paul", roles=["librarian"]) == 200
        assert post("/roles", name="paul", roles=["workshop"], branches=["A"]) == 204
        assert post("/disable", name="paul") == 204
        listed = client.get("/v1/staff", headers=headers).json()
        assert post("/enable", name="paul") == 204
        assert post("/reset", name="paul") == 200
        assert post("/reset", name="nobody") == 409
    (paul,) = listed["staff"]
    assert paul["roles"] == ["workshop"]
    assert paul["branches"] == ["A"]
    assert paul["disabled_ms"] == town.clock()
    assert listed["roles"]["admin"] == sorted(EVERYTHING)


def test_every_change_of_an_account_is_in_the_audit_log(town: LittleTown) -> None:
    hired(town)
    for change in ("reset", "disable", "enable"):
        getattr(town.services.staff, change)("staff:anne", "marie")
    with town.services.database.read() as session:
        found = [(e.actor, e.action, e.subject) for e in audit.entries(session)]
    assert found == [
        ("operator", "staff.add", "staff:marie"),
        ("staff:marie", "staff.password", "staff:marie"),
        ("staff:anne", "staff.reset", "staff:marie"),
        ("staff:anne", "staff.disable", "staff:marie"),
        ("staff:anne", "staff.enable", "staff:marie"),
    ]
