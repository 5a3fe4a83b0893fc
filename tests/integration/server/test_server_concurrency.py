"""Many stations at once: the feed misses nothing, no record is lost, nothing is ever a 500."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from catalogue.client import CentralClient
from catalogue.db.present import FeedRow, ItemRow
from catalogue.domain.operations import MalformedRecord, from_json, seal
from catalogue.services.station_sync import tally
from catalogue.wire import v1
from support.both_databases import postgresql_town
from support.central import CARDS, MINUTE, PIN, T0, HandClock, Kiosk, LittleTown, serving

ROUNDS = 12


def follow(town: LittleTown, url: str, kiosk: Kiosk, stop: threading.Event) -> dict[str, str]:
    """Pull the feed until told to stop and nothing more comes; the statuses seen last."""
    client = CentralClient(url, town.tokens[kiosk.name], timeout_s=20)
    cursor, statuses = "", {}
    while True:
        last_round = stop.is_set()
        page = client.changes(cursor)
        cursor = page.cursor
        for change in page.changes:
            if change.table == "item" and change.row is not None:
                statuses[change.key] = change.row["status"]
        if last_round and not page.more:
            client.close()
            return statuses


def work(town: LittleTown, url: str, kiosk: Kiosk, item: str) -> None:
    """Lend and take back one item, again and again."""
    client = CentralClient(url, town.tokens[kiosk.name], timeout_s=20)
    for n in range(ROUNDS):
        loan = kiosk.check_out(T0 + 2 * n * MINUTE, "P", item)
        client.operations(kiosk.batch((loan,), ask=loan))
        if n < ROUNDS - 1:
            client.operations(kiosk.batch((kiosk.check_in(T0 + (2 * n + 1) * MINUTE, item),)))
    client.close()


def test_feed_misses_nothing_and_no_record_is_lost_under_concurrent_writers(
    town: LittleTown,
) -> None:
    writers = {item: town.kiosk(f"w-{item}") for item in ("x", "y", "z")}
    readers = [town.kiosk(f"r-{n}") for n in range(2)]
    stop = threading.Event()
    with serving(town) as url, ThreadPoolExecutor(8) as pool:
        followers = [pool.submit(follow, town, url, reader, stop) for reader in readers]
        done = [pool.submit(work, town, url, kiosk, item) for item, kiosk in writers.items()]
        for each in done:
            each.result(60)
        stop.set()
        found = [each.result(60) for each in followers]
    with town.services.database.read() as session:
        truth = {
            row.item: row.status for row in session.scalars(select(ItemRow)) if row.item in writers
        }
        numbers = sorted(session.scalars(select(FeedRow.n)))
        sums = [tally(session, kiosk.name) for kiosk in writers.values()]
    assert set(truth.values()) == {"on_loan"}
    assert all({item: each.get(item) for item in truth} == truth for each in found)
    assert len(numbers) == len(set(numbers))
    assert [each.recorded for each in sums] == [2 * ROUNDS - 1] * 3


def test_same_batch_sent_by_many_threads_is_stored_once(town: LittleTown) -> None:
    kiosk = town.kiosk("a1")
    loan = kiosk.check_out(T0)
    request = kiosk.batch(ask=loan)
    with ThreadPoolExecutor(8) as pool:
        replies = list(
            pool.map(lambda _: town.services.sync.handle(town.caller(kiosk), request), range(16))
        )
    found = sorted(reply.results[0].status for reply in replies)
    assert found == ["duplicate"] * 15 + ["recorded"]
    assert all(reply.answer and reply.answer.verdict == "accepted" for reply in replies)


def test_code_used_by_many_at_once_enrols_one(town: LittleTown) -> None:
    code = town.services.enrolments.make_code("a1", "A")
    with serving(town) as url, ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(
                lambda _: (
                    requests.post(
                        f"{url}/v1/stations/enrol", json={"code": code, "station": "a1"}, timeout=20
                    ).status_code
                ),
                range(8),
            )
        )
    assert sorted(answers) == [200] + [403] * 7


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def fuzzed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """A station's way to ask a running server anything at all."""
    folder = tmp_path_factory.mktemp("fuzzed")
    if request.param == "postgresql":
        town = postgresql_town(request.getfixturevalue("cluster"), folder, HandClock())
    else:
        town = LittleTown(folder, HandClock(), request.getfixturevalue("town_template"))
    kiosk = town.kiosk("a1")
    with serving(town) as url, requests.Session() as session:
        session.trust_env = False
        session.headers["Authorization"] = f"Bearer {town.tokens['a1']}"

        def ask(method: str, path: str, **other: object) -> requests.Response:
            return session.request(method, f"{url}/v1/{path}", timeout=20, **other)

        yield ask, kiosk


TEXTS = st.text(max_size=20) | st.text("\0aé", max_size=3)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "op", "records", "epoch", "head", "seq", "hash", "item", "x"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
FUZZ = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def is_proper(response) -> bool:
    if response.status_code < 300:
        return True
    problem = v1.Problem.model_validate_json(response.content)
    return response.status_code < 500 and problem.status == response.status_code


@FUZZ
@given(body=JSON, path=st.sampled_from(["operations", "patron-sessions", "stations/enrol"]))
def test_no_json_makes_the_server_fail(fuzzed, body, path) -> None:
    ask, _ = fuzzed
    sent = json.dumps(body)
    headers = {"Content-Type": "application/json"}
    assert is_proper(ask("POST", path, data=sent, headers=headers))


@FUZZ
@given(
    change=st.dictionaries(
        st.sampled_from(
            [
                "id",
                "kind",
                "station",
                "epoch",
                "seq",
                "prev_hash",
                "boot_id",
                "mono_ms",
                "wall_ms",
                "item",
                "title",
                "branch",
                "payload",
                "refs",
                "evidence",
                "presence",
                "hash",
                "patron_c",
                "schema",
            ]
        ),
        JSON,
        max_size=4,
    ),
    sealed=st.booleans(),
)
def test_no_record_makes_the_server_fail(fuzzed, change, sealed) -> None:
    ask, kiosk = fuzzed
    op = {**kiosk.check_out(T0).to_json(), **change}
    if sealed:
        try:
            op = dict(seal(from_json(op)).to_json())
        except (MalformedRecord, ValueError):
            pass  # sent as it is
    request = {"epoch": 1, "head": {"seq": 1, "hash": ""}, "records": [{"op": op}]}
    response = ask(
        "POST",
        "operations",
        data=json.dumps(request),
        headers={"Content-Type": "application/json"},
    )
    assert response.status_code == 200
    assert len(v1.OperationsReply.model_validate_json(response.content).results) == 1


@FUZZ
@given(data=st.binary(max_size=200), cursor=st.text(max_size=50), session=st.text(max_size=50))
def test_no_bytes_make_the_server_fail(fuzzed, data, cursor, session) -> None:
    ask, _ = fuzzed
    headers = {"Content-Type": "application/json"}
    for response in (
        ask("POST", "operations", data=data, headers=headers),
        ask("GET", "changes", params={"cursor": cursor.encode("utf-8", "replace")}),
        ask("POST", "patron-sessions/end", json={"session": session}),
        ask("GET", "station", headers={"Authorization": "Bearer " + data.hex()}),
    ):
        assert is_proper(response)


@pytest.mark.parametrize("field", ["id", "kind", "item", "title", "branch"])
def test_record_with_a_nul_is_refused_alone(fuzzed, field: str) -> None:
    # Guard: `intake._is_whole`; PostgreSQL takes no such text, and would take nothing of the batch.
    ask, kiosk = fuzzed
    good, bad = kiosk.check_in(T0), {**kiosk.check_in(T0).to_json(), field: "a\0b"}
    bad = dict(seal(from_json(bad)).to_json())
    request = {
        "epoch": 1,
        "head": {"seq": 1, "hash": ""},
        "ask": bad["id"],
        "records": [{"op": dict(good.to_json())}, {"op": bad}],
    }
    response = ask("POST", "operations", json=request)
    assert response.status_code == 200, response.text
    results = response.json()["results"]
    assert [each["status"] for each in results] == ["recorded", "refused"]


def test_card_with_a_nul_is_nobodys(fuzzed) -> None:
    ask, _ = fuzzed
    response = ask("POST", "patron-sessions", json={"card": "21\0", "pin": PIN})
    assert response.status_code in (403, 422)


def test_deep_nesting_is_a_bad_request(fuzzed) -> None:
    ask, _ = fuzzed
    for depth in (500, 5_000, 100_000):
        body = b'{"records":' + b"[" * depth + b"]" * depth + b"}"
        response = ask(
            "POST", "operations", data=body, headers={"Content-Type": "application/json"}
        )
        assert response.status_code in (400, 422)


def test_fault_of_ours_is_a_problem_that_tells_nothing(
    town: LittleTown, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    town.kiosk("a1")

    def fail(*_: object) -> None:
        raise RuntimeError(f"{CARDS['P']} {PIN}")

    monkeypatch.setattr(type(town.services.accounts), "identify", fail)
    with serving(town) as url:
        response = requests.post(
            f"{url}/v1/patron-sessions",
            timeout=20,
            json={"card": CARDS["P"], "pin": PIN},
            headers={"Authorization": f"Bearer {town.tokens['a1']}"},
        )
    assert response.status_code == 500
    assert v1.Problem.model_validate_json(response.content).code == "internal_error"
    assert "RuntimeError" in caplog.text
    for secret in (CARDS["P"], PIN):
        assert secret not in response.text + caplog.text
