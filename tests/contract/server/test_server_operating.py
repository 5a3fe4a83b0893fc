"""The operator's addresses: readiness, metrics, stations, verified backups."""

from __future__ import annotations

import requests
from sqlalchemy import text

from catalogue.services.operating.backup import covered
from catalogue.services.operating.manifest import Manifest
from catalogue.wire.operating import StationHealth
from support.central import CARDS, MINUTE, PIN, T0, LittleTown, client_of, serving

TIMEOUT_S = 20
HEALTH = StationHealth(version="1", pending=2, quarantined=0, reader="ok")


def get(url: str, path: str, token: str | None = None) -> requests.Response:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return requests.get(url + path, headers=headers, timeout=TIMEOUT_S)


def test_server_is_ready_while_its_database_is_of_its_version(town: LittleTown) -> None:
    """Guard: `ready` compares the version."""
    with serving(town) as url:
        assert get(url, "/v1/health/ready").json()["status"] == "ready"
        with town.services.database.write() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        answer = get(url, "/v1/health/ready")
        assert (answer.status_code, answer.json()["code"]) == (503, "not_ready")
        with town.services.database.write() as session:
            session.execute(text("DROP TABLE alembic_version"))
        answer = get(url, "/v1/health/ready")
        assert (answer.status_code, answer.json()["code"]) == (503, "not_ready")
        assert get(url, "/v1/health").status_code == 200


def test_metrics_tell_what_happened_and_nothing_of_anybody(town: LittleTown) -> None:
    kiosk = town.kiosk("a")
    with serving(town) as url, client_of(town, url, kiosk) as client:
        client.begin_session(CARDS["P"], PIN)
        kiosk.check_out(T0, "P", "x")
        kiosk.write("levitate " + CARDS["Q"], T0 + MINUTE, item="y")
        client.operations(kiosk.batch())
        requests.request("CANARY", f"{url}/{CARDS['R']}", timeout=TIMEOUT_S)
        found = get(url, "/metrics").text
    assert 'beaupre_requests_total{method="POST",route="/v1/operations",status="200"} 1.0' in found
    assert 'beaupre_request_seconds_count{method="POST",route="/v1/patron-sessions"} 1.0' in found
    assert 'beaupre_operations{kind="check_out",outcome="applied"} 1.0' in found
    assert 'beaupre_operations{kind="unknown",outcome="malformed"} 1.0' in found
    assert 'beaupre_stations{heard="5m"} 1.0' in found
    assert 'beaupre_requests_total{method="-",route="-",status="404"} 1.0' in found
    assert "beaupre_database_connections{" in found
    assert "beaupre_build_info{" in found
    for secret in (*CARDS.values(), town.tokens["a"], "CANARY", "Prénom"):
        assert secret not in found


def test_metrics_are_for_this_machine_or_for_who_has_the_token(
    town: LittleTown, tmp_path_factory, clock, town_template
) -> None:
    """Guard: `metrics_reader`."""
    with serving(town) as url:
        assert get(url, "/metrics").status_code == 200
    folder = tmp_path_factory.mktemp("guarded")
    guarded = LittleTown(folder, clock, town_template, metrics="token")
    with serving(guarded) as url:
        assert get(url, "/metrics").status_code == 404
        assert get(url, "/metrics", "x").status_code == 404
        assert get(url, "/metrics", guarded.services.keys.admin_token).status_code == 200
    closed = LittleTown(tmp_path_factory.mktemp("off"), clock, town_template, metrics="off")
    with serving(closed) as url:
        assert get(url, "/metrics", closed.services.keys.admin_token).status_code == 404


def test_station_tells_how_it_is_and_the_operator_sees_it(town: LittleTown) -> None:
    kiosk = town.kiosk("a")
    token = town.services.keys.admin_token
    with serving(town) as url, client_of(town, url, kiosk) as client:
        client.tell_health(HEALTH)
        answer = get(url, "/v1/admin/stations", token).json()
        assert get(url, "/v1/admin/stations", town.tokens["a"]).status_code == 401
    [seen] = answer["stations"]
    assert (seen["name"], seen["pending"], seen["health"]["reader"]) == ("a", 2, "ok")
    assert "token" not in str(answer)


def test_report_that_is_too_long_is_refused(town: LittleTown) -> None:
    kiosk = town.kiosk("a")
    problem = {"device": "pad", "problem": "x" * 201, "since_ms": 1}
    bodies = [
        {**HEALTH.model_dump(), "problems": [problem]},
        {**HEALTH.model_dump(), "pending": -1},
        {**HEALTH.model_dump(), "problems": [{**problem, "problem": "x"}] * 21},
    ]
    headers = {"Authorization": f"Bearer {town.tokens['a']}"}
    with serving(town) as url:
        for body in bodies:
            path = f"{url}/v1/stations/health"
            answer = requests.post(path, json=body, headers=headers, timeout=TIMEOUT_S)
            assert answer.status_code == 422
    assert kiosk.disk == []


def test_verified_backup_lets_stations_forget(town: LittleTown) -> None:
    kiosk = town.kiosk("a")
    kiosk.check_in(T0, "x")
    kiosk.check_in(T0 + MINUTE, "y")
    town.send(kiosk)
    with town.services.database.read() as session:
        epochs = covered(session)
    manifest = Manifest(
        id="b1",
        made_ms=T0,
        town="",
        program="1",
        migration="1",
        database="sqlite",
        files={},
        keys="",
        counts={"operations": 2},
        digest="",
        digest_version=1,
        epochs=epochs,
    )
    headers = {"Authorization": f"Bearer {town.services.keys.admin_token}"}
    with serving(town) as url:
        path = f"{url}/v1/admin/verified-backups"
        body = manifest.model_dump(mode="json")
        answer = requests.post(path, json=body, headers=headers, timeout=TIMEOUT_S)
        assert answer.json() == {"stations": ["a"]}
        assert requests.post(path, json=body, timeout=TIMEOUT_S).status_code == 401
    assert town.send(kiosk).prune_below == 2
