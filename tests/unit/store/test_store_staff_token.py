"""Which staff token is good at a station, by what the station itself knows."""

from __future__ import annotations

import base64
import json

import pytest
from nacl.signing import SigningKey

from catalogue.domain.operations import Basis
from catalogue.domain.rights import Right
from catalogue.wire.station_token import PREFIX, StaffToken, sign
from kiosk.store.clock import Stamp
from kiosk.store.staff_token import TokenRefused, staff_of

KEY = SigningKey(bytes(range(32)))
FROM, HOUR = 1_800_000_000_000, 3_600_000
TOKEN = StaffToken(
    station="a1", staff="id-7", right=Right.TAGS, from_ms=FROM, until_ms=FROM + 8 * HOUR
)


def at(moment_ms: int, offset_ms: int | None = 0, error_ms: int | None = 0) -> Stamp:
    """Where a clock that is wrong by the offset says so."""
    wall_ms = moment_ms - (offset_ms or 0)
    return Stamp("boot", 0, wall_ms, Basis.BOOT, offset_ms, error_ms)


def asked(text: str, now: Stamp, station: str = "a1") -> str:
    return staff_of(text, station, Right.TAGS, bytes(KEY.verify_key), now)


def refused(text: str, now: Stamp, station: str = "a1") -> str:
    with pytest.raises(TokenRefused) as found:
        asked(text, now, station)
    assert text not in str(found.value)
    return str(found.value)


def changed(text: str, **values: object) -> str:
    """The token with other words under the old signature."""
    packed = text.removeprefix(PREFIX)
    signed = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    body = json.dumps(json.loads(signed[64:]) | values).encode()
    return PREFIX + base64.urlsafe_b64encode(signed[:64] + body).decode().rstrip("=")


@pytest.mark.parametrize("moment_ms", [FROM, FROM + 8 * HOUR - 1])
def test_token_is_good_in_its_hours_whatever_the_wall_clock_says(moment_ms: int) -> None:
    assert asked(sign(TOKEN, KEY), at(moment_ms)) == "id-7"
    assert asked(sign(TOKEN, KEY), at(moment_ms, offset_ms=-40 * HOUR)) == "id-7"


def test_token_is_worth_nothing_before_and_after_its_hours() -> None:
    """Guards: `staff_of` compares with both ends, by the offset measured."""
    text = sign(TOKEN, KEY)
    assert "not good yet" in refused(text, at(FROM - 1))
    assert "has ended" in refused(text, at(FROM + 8 * HOUR))
    assert "has ended" in refused(text, at(FROM + 40 * HOUR, offset_ms=36 * HOUR))


def test_doubt_of_the_clock_lets_begin_and_lets_end() -> None:
    text = sign(TOKEN, KEY)
    assert asked(text, at(FROM - 500, error_ms=500)) == "id-7"
    assert "has ended" in refused(text, at(FROM + 8 * HOUR - 500, error_ms=500))


def test_station_that_does_not_know_the_time_lets_nobody_in() -> None:
    """Guard: `staff_of` asks for a measured clock."""
    assert "must reach the server" in refused(sign(TOKEN, KEY), at(FROM, None, None))


def test_token_of_another_station_or_for_another_right_is_refused() -> None:
    """Guards: `staff_of` compares station and right."""
    assert "another station" in refused(sign(TOKEN, KEY), at(FROM), station="a2")
    other = TOKEN.model_copy(update={"right": Right.CIRCULATE})
    assert "“tags”" in refused(sign(other, KEY), at(FROM))


@pytest.mark.parametrize(
    "values", [{"until_ms": FROM + 99 * HOUR}, {"station": "a2"}, {"staff": "id-8"}]
)
def test_changed_token_is_refused(values: dict[str, object]) -> None:
    """Guard: `read` verifies before it looks inside."""
    text = changed(sign(TOKEN, KEY), **values)
    assert "not a staff token" in refused(text, at(FROM), str(values.get("station", "a1")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "open-sesame",
        PREFIX,
        PREFIX + "é",
        PREFIX + "A" * 2000,
        PREFIX + "!!!!",
        sign(TOKEN, SigningKey(bytes(32))),
        sign(TOKEN, KEY).removeprefix(PREFIX),
    ],
)
def test_what_the_server_has_not_signed_is_no_token(text: str) -> None:
    with pytest.raises(TokenRefused, match="not a staff token"):
        asked(text, at(FROM))


def test_signature_of_something_else_by_the_same_key_is_no_token() -> None:
    """Guard: `CONTEXT` is part of what is signed."""
    body = TOKEN.model_dump_json().encode()
    text = base64.urlsafe_b64encode(KEY.sign(body).signature + body).decode().rstrip("=")
    assert "not a staff token" in refused(PREFIX + text, at(FROM))
