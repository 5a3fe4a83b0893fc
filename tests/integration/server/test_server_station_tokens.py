"""Who gets a token for changing tags at a station, and that the station's key fits it."""

from __future__ import annotations

import base64
import json

import pytest
from nacl.signing import VerifyKey

from catalogue.domain.rights import Right
from catalogue.wire.station_token import read
from support.central import T0, LittleTown, client_of, serving
from support.staff import asking, bearer, hired
from ui.cli.main import run

HOUR = 3_600_000


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


def ask(town: LittleTown, token: str, **request: object) -> tuple[int, dict[str, object]]:
    with asking(town) as client:
        answer = client.post(
            "/v1/staff/station-tokens",
            headers=bearer(token),
            json={"station": "a1", **request},
        )
    return answer.status_code, answer.json()


def test_token_is_verified_with_the_key_the_station_was_told(town: LittleTown) -> None:
    kiosk = town.kiosk("a1")
    status, given = ask(town, hired(town, role="workshop"), hours=12)
    assert status == 200
    with serving(town) as url, client_of(town, url, kiosk) as client:
        key = base64.b64decode(client.station().staff_token_key)
    signed = read(str(given["token"]), VerifyKey(key))
    assert (signed.station, signed.right) == ("a1", Right.TAGS)
    assert (signed.from_ms, signed.until_ms) == (T0, T0 + 12 * HOUR)
    assert signed.staff == given["staff"] != "marie"
    assert "marie" not in signed.model_dump_json()


def test_only_who_may_change_tags_there_gets_one(town: LittleTown) -> None:
    """Guards: the route's right; the branch of the station in `issue`; nobody for another."""
    town.kiosk("a1")
    town.kiosk("b1", "B")
    bound = hired(town, "paul", "workshop", ["A"])
    assert ask(town, hired(town, "lise", "librarian"))[1]["code"] == "right_missing"
    assert ask(town, bound)[0] == 200
    assert ask(town, bound, staff="paul")[0] == 200
    assert ask(town, bound, station="b1")[0] == 403
    assert ask(town, bound, staff="lise")[1]["detail"] == (
        "a token for somebody else: the operator makes those"
    )


def test_operator_makes_one_for_whoever_has_the_right(town: LittleTown) -> None:
    """Guards: `issue` looks at the member's own rights, branches and state, not the operator's."""
    town.kiosk("b1", "B")
    hired(town, "lise", "librarian")
    hired(town, "paul", "workshop", ["A"])
    hired(town, "anne", "workshop")
    hired(town, "gone", "workshop")
    town.services.staff.disable("operator", "gone")
    operator = town.services.keys.admin_token

    def status(**request: object) -> int:
        return ask(town, operator, station="b1", **request)[0]

    assert [status(staff=name) for name in ("lise", "paul", "gone")] == [403] * 3
    assert status(staff="nobody") == 404
    assert status(staff="anne") == 200
    assert ask(town, operator, station="b1")[1]["staff"] == "operator"


@pytest.mark.parametrize("hours", [0, 13, 10_000])
def test_token_lasts_twelve_hours_at_most(town: LittleTown, hours: int) -> None:
    town.kiosk("a1")
    assert ask(town, hired(town, role="workshop"), hours=hours)[0] in (400, 422)


def test_no_token_for_a_station_that_is_unknown_or_revoked(town: LittleTown) -> None:
    town.kiosk("a1")
    marie = hired(town, role="workshop")
    town.services.enrolments.revoke("a1")
    assert ask(town, marie)[0] == 404
    assert ask(town, marie, station="nowhere")[0] == 404


def test_each_token_is_a_line_of_the_audit_log(town: LittleTown) -> None:
    town.kiosk("a1")
    _, given = ask(town, hired(town, role="workshop"), hours=2)
    with asking(town) as client:
        page = client.get("/v1/audit", headers=bearer(town.services.keys.admin_token)).json()
    line = next(each for each in page["lines"] if each["action"] == "station.staff_token")
    assert (line["actor"], line["subject"]) == ("staff:marie", "station:a1")
    assert str(given["token"]) not in json.dumps(page)


@pytest.mark.parametrize("served", [False, True])
def test_command_prints_it_once(
    town: LittleTown, capsys: pytest.CaptureFixture[str], *, served: bool
) -> None:
    town.kiosk("a1")
    hired(town, role="workshop")
    hired(town, "lise", "librarian")

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(["staff", "token", *arguments, "--database", town.settings.database])
        said = capsys.readouterr()
        return code, said.out.strip(), said.err

    def check() -> None:
        code, out, err = command("--station", "a1", "--hours", "8", "--staff", "marie")
        assert code == 0
        assert read(out, town.services.keys.signing_key.verify_key).station == "a1"
        assert "good at a1 until" in err
        assert command("--station", "a1", "--staff", "lise")[::2] == (
            2,
            "beaupre: lise has not the right “tags”\n",
        )
        assert command("--station", "nowhere")[0] == 2
        assert command("--station", "a1", "--hours", "13")[0] == 2

    if served:
        with serving(town) as url:
            assert town.services.database.lock is not None
            town.services.database.lock.announce(url)
            check()
    else:
        town.services.close()
        check()
