"""Nothing anybody sends is in the log: every address is asked with names, PINs and cards in every
place, in both formats of the log."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import requests
from fastapi.routing import APIRoute

from catalogue.server.app import create_app
from catalogue.server.guards import addresses
from catalogue.server.logs import JsonLines, Lines
from support.central import LittleTown, serving

NAME, PIN, CARD, TOKEN = "Zéphirine-Canari", "73517351", "2199912345678", "canary-token-canary"
CANARIES = (NAME, "Canari", PIN, CARD, TOKEN)
TIMEOUT_S = 20


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the server would write to stderr, in both formats."""
    written = io.StringIO()
    root = logging.getLogger()
    level = root.level
    handlers = []
    for formatter in (Lines(), JsonLines()):
        handler = logging.StreamHandler(written)
        handler.setFormatter(formatter)
        root.addHandler(handler)
        handlers.append(handler)
    root.setLevel(logging.INFO)
    yield written
    root.setLevel(level)
    for handler in handlers:
        root.removeHandler(handler)


def routes_of(town: LittleTown) -> list[tuple[str, str]]:
    found = addresses(create_app(town.settings, services=town.services).routes)
    return [(method, route.path) for route in found for method in sorted(methods_of(route))]


def methods_of(route: APIRoute) -> set[str]:
    return route.methods or set()


def bodies() -> list[bytes]:
    everything = {
        name: value
        for value in (NAME,)
        for name in ("name", "station", "branch", "code", "text", "by", "item", "title")
    }
    everything |= {"card": CARD, "pin": PIN, "password": PIN, "session": TOKEN, "records": []}
    everything |= {"ask": CARD, "epoch": 1, "head": {"seq": 0, "hash": NAME}}
    everything["records"] = [{"op": {"id": CARD, "kind": NAME, PIN: CARD}, "sidecar": NAME}]
    return [
        json.dumps(everything).encode(),
        json.dumps([CARD, NAME, PIN]).encode(),
        f"{NAME} {PIN} {CARD}".encode(),
        f'{{"card": "{CARD}", "pin": "{PIN}"'.encode("latin-1"),
    ]


def test_log_names_nobody_whatever_is_sent_to_whichever_address(
    town: LittleTown, log: io.StringIO
) -> None:
    """Guards: the route's pattern is logged, not the path; of a fault its kind and place alone."""
    kiosk = town.kiosk("a")
    asked = routes_of(town)
    assert len(asked) > 15
    tokens = (town.tokens["a"], town.services.keys.admin_token)
    with serving(town) as url, requests.Session() as session:
        for method, path in asked:
            target = url + path.replace("{", "").replace("}", "") + f"?cursor={CARD}&q={NAME}"
            for token in tokens:
                headers = {"Authorization": f"Bearer {token}", "X-Name": NAME}
                for body in bodies() if method in ("POST", "PUT") else [b""]:
                    session.request(method, target, data=body, headers=headers, timeout=TIMEOUT_S)
        for path in (f"/{CARD}", f"/v1/{NAME}/{PIN}", f"/v1/health?pin={PIN}"):
            session.request("GET", url + path, headers={"Referer": NAME}, timeout=TIMEOUT_S)
        session.request("CANARI", url + "/v1/health", timeout=TIMEOUT_S)
    told = log.getvalue()
    assert told.count("\n") > len(asked)
    for canary in (*CANARIES, *tokens):
        assert canary not in told
        assert canary.encode("unicode_escape").decode() not in told
    assert kiosk.disk == []


def test_fault_of_the_server_is_logged_by_kind_and_place_alone(
    town: LittleTown, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> object:
        raise ValueError(f"{NAME} {CARD}")

    monkeypatch.setattr("catalogue.services.enrolment.Enrolments.enrol", fail)
    with serving(town) as url:
        answer = requests.post(
            f"{url}/v1/stations/enrol",
            json={"code": f"{TOKEN}", "station": "k"},
            timeout=TIMEOUT_S,
        )
    assert answer.status_code == 500
    told = log.getvalue()
    assert "ValueError" in told
    for canary in CANARIES:
        assert canary not in told
        assert canary not in answer.text


def test_json_line_of_a_request_has_its_fields(
    town: LittleTown, caplog: pytest.LogCaptureFixture
) -> None:
    town.kiosk("a")
    headers = {"Authorization": f"Bearer {town.tokens['a']}", "X-Request-Id": "my-request-1"}
    with caplog.at_level(logging.INFO, "beaupre.server"), serving(town) as url:
        requests.get(f"{url}/v1/station", headers=headers, timeout=TIMEOUT_S)
    [record] = [each for each in caplog.records if "my-request-1" in each.getMessage()]
    line = json.loads(JsonLines().format(record))
    assert line.pop("at").endswith("Z")
    assert line.pop("ms") >= 0
    assert line == {
        "level": "info",
        "logger": "beaupre.server",
        "request": "my-request-1",
        "station": "a",
        "method": "GET",
        "route": "/v1/station",
        "status": 200,
    }


def test_exception_in_the_log_has_no_text_of_its_own() -> None:
    try:
        raise ValueError(NAME)
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "", 1, "failed", (), (type(error), error, None)
        )
    for formatter in (Lines(), JsonLines()):
        told = formatter.format(record)
        assert "ValueError at" in told
        assert NAME not in told
