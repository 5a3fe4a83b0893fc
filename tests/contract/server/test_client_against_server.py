"""`CentralClient` and the real server on loopback keep their contract."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests

from catalogue.client import CentralClient
from catalogue.errors import Refused, Unauthorised, Unreachable
from catalogue.server.app import create_app
from catalogue.wire import v1
from support.central import CARDS, DAY, PIN, T0, HandClock, Kiosk, LittleTown, client_of, serving


@pytest.fixture
def url(town: LittleTown) -> Iterator[str]:
    with serving(town) as found:
        yield found


@pytest.fixture
def kiosk(town: LittleTown) -> Kiosk:
    return town.kiosk("a1")


@pytest.fixture
def client(town: LittleTown, url: str, kiosk: Kiosk) -> Iterator[CentralClient]:
    with client_of(town, url, kiosk) as made:
        yield made


def test_health_needs_no_token(town: LittleTown, url: str) -> None:
    with client_of(town, url) as stranger:
        assert stranger.health().server_ms == T0


def test_station_enrols_with_a_code_and_goes_on_with_its_token(town: LittleTown, url: str) -> None:
    code = town.services.enrolments.make_code("b1", "B")
    with client_of(town, url) as client:
        enrolment = client.enrol(code, "b1")
        info = client.station()
    assert (enrolment.station, enrolment.branch, enrolment.epoch) == ("b1", "B", 1)
    assert (info.branch_name, info.town, info.owners) == ("Branch B", "Essai", ["FR999990001"])


def test_used_code_is_refused(town: LittleTown, url: str) -> None:
    code = town.services.enrolments.make_code("b1", "B")
    with client_of(town, url) as client:
        client.enrol(code, "b1")
        with pytest.raises(Refused) as refused:
            client.enrol(code, "b1")
    assert refused.value.problem.code == "enrolment_refused"


def test_patron_is_known_by_first_name_and_initial(client: CentralClient) -> None:
    session = client.begin_session(CARDS["P"], PIN)
    assert (session.display, session.language, session.loan_limit) == ("PrénomP N.", "fr", 3)
    assert session.loans == []


def test_wrong_pin_says_how_many_tries_are_left(client: CentralClient) -> None:
    with pytest.raises(Refused) as refused:
        client.begin_session(CARDS["P"], "0000")
    assert (refused.value.problem.code, refused.value.problem.tries_left) == ("wrong_pin", 4)


def test_loan_asked_online_is_granted_and_seen_in_the_next_session(
    client: CentralClient, kiosk: Kiosk
) -> None:
    session = client.begin_session(CARDS["P"], PIN)
    loan = kiosk.check_out(T0)
    reply = client.operations(kiosk.batch(ask=loan, session=session.session))
    client.end_session(session.session)
    assert reply.answer == v1.Answer(id=loan.id, verdict="accepted")
    assert reply.ack == v1.Head(seq=1, hash=loan.hash)
    assert [loan.item for loan in client.begin_session(CARDS["P"], PIN).loans] == ["x"]


def test_session_that_has_ended_vouches_for_nobody(client: CentralClient, kiosk: Kiosk) -> None:
    session = client.begin_session(CARDS["P"], PIN)
    client.end_session(session.session)
    client.end_session(session.session)
    loan = kiosk.check_out(T0)
    reply = client.operations(kiosk.batch(ask=loan, session=session.session))
    assert reply.answer == v1.Answer(id=loan.id, verdict="denied", reason="wrong_pin")


def test_snapshot_and_what_changed_since_come_through_the_feed(
    client: CentralClient, kiosk: Kiosk
) -> None:
    snapshot = client.changes()
    client.operations(kiosk.batch([kiosk.check_out(T0)]))
    after = client.changes(snapshot.cursor)
    assert snapshot.reset
    assert not snapshot.more
    assert not after.reset
    rows = {(c.table, c.key): c.row for c in after.changes}
    assert rows["item", "x"] is not None
    assert rows["item", "x"]["status"] == "on_loan"


def test_tally_accounts_for_everything_sent(client: CentralClient, kiosk: Kiosk) -> None:
    loan = kiosk.check_out(T0)
    client.operations(kiosk.batch([loan, kiosk.undo(T0 + 1, loan), kiosk.check_in(T0 + 2)]))
    assert client.tally() == v1.Tally(
        station="a1", recorded=3, applied=1, superseded=2, conflict=0, malformed=0
    )


def test_revoked_station_is_turned_away_at_once(
    town: LittleTown, client: CentralClient, kiosk: Kiosk
) -> None:
    client.station()
    town.services.enrolments.revoke(kiosk.name)
    with pytest.raises(Unauthorised):
        client.station()
    with pytest.raises(Unauthorised):
        client.operations(kiosk.batch([kiosk.check_in(T0)]))


def test_server_that_is_gone_is_unreachable(town: LittleTown, kiosk: Kiosk) -> None:
    with serving(town) as url:
        client = CentralClient(url, town.tokens[kiosk.name])
        client.station()
    with pytest.raises(Unreachable):
        client.station()
    client.close()


def test_every_error_is_a_problem_and_repeats_nothing_of_what_was_sent(
    town: LittleTown, url: str, kiosk: Kiosk
) -> None:
    headers = {"Authorization": f"Bearer {town.tokens[kiosk.name]}"}
    sent = {
        404: requests.get(f"{url}/nowhere/4711", timeout=5),
        405: requests.put(f"{url}/v1/health", timeout=5),
        401: requests.get(f"{url}/v1/station", timeout=5),
        422: requests.post(
            f"{url}/v1/patron-sessions",
            json={"card": 5, "pin": ["4711"], "other": "4711"},
            headers=headers,
            timeout=5,
        ),
        400: requests.post(
            f"{url}/v1/patron-sessions",
            data=b'{"pin": "4711\xff"}',
            headers={**headers, "Content-Type": "application/json"},
            timeout=5,
        ),
        413: requests.post(
            f"{url}/v1/operations", data=b"4711" * 2**21, headers=headers, timeout=9
        ),
    }
    assert {code: answer.status_code for code, answer in sent.items()} == {c: c for c in sent}
    for answer in sent.values():
        assert answer.headers["content-type"] == "application/problem+json"
        assert v1.Problem.model_validate(answer.json()).code
        assert "4711" not in answer.text
        assert answer.headers["x-request-id"]


def test_no_address_holds_a_secret(
    client: CentralClient, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Addresses are written into the logs of every proxy on the way."""
    asked: list[str] = []
    exchange = CentralClient.exchange

    def watched(self: CentralClient, method: str, path: str, *rest: Any) -> tuple[int, bytes]:
        asked.append(path)
        return exchange(self, method, path, *rest)

    monkeypatch.setattr(CentralClient, "exchange", watched)
    session = client.begin_session(CARDS["P"], PIN).session
    client.operations(kiosk.batch(ask=kiosk.check_out(T0), session=session))
    client.end_session(session)
    assert len(asked) == 3
    for secret in (session, CARDS["P"], PIN, client._token):
        assert not [path for path in asked if str(secret) in path]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory, town_template: Path) -> dict[str, Any]:
    """The description of the addresses: it takes a second or two, and depends on no database."""
    town = LittleTown(tmp_path_factory.mktemp("described"), HandClock(), town_template)
    with closing(town.services):
        return create_app(town.settings, services=town.services).openapi()


def test_openapi_has_no_place_for_a_session_in_an_address(document: dict[str, Any]) -> None:
    named = {
        parameter["name"]
        for routes in document["paths"].values()
        for route in routes.values()
        for parameter in route.get("parameters", ())
    }
    assert not named & {"session", "token", "card", "pin", "patron", "password"}
    assert "/v1/patron-sessions/end" in document["paths"]


def test_openapi_declares_the_problems_of_every_route(document: dict[str, Any]) -> None:
    for path in ("/v1/operations", "/v1/patron-sessions", "/v1/stations/enrol", "/v1/changes"):
        for route in document["paths"][path].values():
            assert {"400", "422"} <= set(route["responses"])
            content = route["responses"]["422"]["content"]
            assert list(content) == ["application/problem+json"]
    assert "Problem" in document["components"]["schemas"]


def test_a_day_later_the_same_connection_still_serves(
    client: CentralClient, clock: HandClock
) -> None:
    client.health()
    clock.pass_ms(DAY)
    assert client.health().server_ms == T0 + DAY


def test_what_is_kept_in_memory_only_is_for_enrolled_stations(
    town: LittleTown, url: str, client: CentralClient
) -> None:
    """Guard: CallerDep of the route."""
    assert client.secrets().tag_password is None
    with client_of(town, url) as stranger, pytest.raises(Unauthorised):
        stranger.secrets()


def test_tag_password_reaches_the_station_and_nothing_else(
    tmp_path: Path, clock: HandClock, town_template: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in a log, a repr, the feed or the database; no cache keeps it. Guards: `repr=False`,
    `no-store`."""
    caplog.set_level("DEBUG")
    file = tmp_path / "password"
    file.touch(0o600)
    file.write_text("9c3ea71b\n")
    town = LittleTown(tmp_path / "town", clock, town_template, tag_password_file=file)
    kiosk = town.kiosk("a1")
    with serving(town) as url, client_of(town, url, kiosk) as client:
        told = client.secrets()
        feed = client.changes("").model_dump_json() + client.station().model_dump_json()
        answer = requests.get(
            f"{url}/v1/station/secrets",
            headers={"Authorization": f"Bearer {town.tokens['a1']}"},
            timeout=5,
        )
        kept = b"".join(path.read_bytes() for path in town.folder.rglob("*") if path.is_file())
    assert told.tag_password == "9C3EA71B"
    assert answer.headers["Cache-Control"] == "no-store"
    everything = f"{told!r} {town.services!r} {town.settings!r} {feed} {caplog.text}".upper()
    assert "9C3EA71B" not in everything
    assert b"9C3EA71B" not in kept.upper()
