"""`beaupre serve` as a process: ready line, demo town, one server a file, no secrets."""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path

import pytest

from catalogue.client import CentralClient
from catalogue.demo.town import load_town
from catalogue.errors import Ambiguous, Refused, Unauthorised, Unreachable
from catalogue.server.services import build_services
from catalogue.services.seed import seed_demo
from support.central import HandClock, Kiosk, LittleTown, settings_for
from ui.cli.main import run

CHEAP = {"BEAUPRE_SERVER_ARGON2_TIME_COST": "1", "BEAUPRE_SERVER_ARGON2_MEMORY_KIB": "8"}
CANARY_PIN = "73517351"


def beaupre(*arguments: str, **other: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ui.cli.main", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **CHEAP},
        **other,
    )


@pytest.fixture(autouse=True)
def cheap_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in CHEAP.items():
        monkeypatch.setenv(name, value)


def ended(*arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and error of a command that ends by itself, run in here."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(list(arguments))
    return int(code), out.getvalue(), err.getvalue()


@contextmanager
def server(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """A demo server and what it said when it was ready; its log is in the folder."""
    with (folder / "server.log").open("a") as log:
        process = beaupre(
            "serve", "--json", "--port", "0", "--database", str(folder / "town.db"), *arguments
        )
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            yield process, json.loads(process.stdout.readline())
        finally:
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=30)
            log.write(err)


@contextmanager
def enrolled(folder: Path, url: str, station: str) -> Iterator[CentralClient]:
    """A client of a running server, enrolled with a code the operator made."""
    arguments = [station, "--branch=moulin", f"--database={folder / 'town.db'}"]
    code, out, _ = ended("stations", "enroll", *arguments)
    assert code == 0
    client = CentralClient(url, timeout_s=20)
    client.enrol(out.strip(), station)
    yield client
    client.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo town's database; no server runs."""
    folder = tmp_path_factory.mktemp("demo")
    services = build_services(settings_for(folder))
    seed_demo(services.database, services.keys, services.hasher, services.rules, services.clock())
    services.close()
    return folder


@pytest.fixture(scope="module")
def running(
    demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, subprocess.Popen[str], str]]:
    """Another demo town's folder, the process that serves it, and its address."""
    folder = tmp_path_factory.mktemp("running")
    shutil.copytree(demo, folder, dirs_exist_ok=True)
    with server(folder) as (process, ready):
        yield folder, process, ready["url"]


def test_demo_town_serves_a_kiosk_and_keeps_every_secret(tmp_path: Path) -> None:
    cast = load_town().cast
    with server(tmp_path, "--demo") as (process, ready):
        assert (ready["event"], ready["station_code"]) == ("ready", "demo-enrolment-code")
        client = CentralClient(ready["url"], timeout_s=20)
        token = client.enrol("demo-enrolment-code", "tilleuls-1").token
        info = client.station()
        assert (info.town, info.branch_name) == ("Valbreuil", "Les Tilleuls")
        session = client.begin_session(cast.borrower.card, cast.borrower.pin)
        with pytest.raises(Refused) as wrong:
            client.begin_session(cast.second.card, CANARY_PIN)
        page = client.changes()
        reserved = page.changes
        while page.more:
            page = client.changes(page.cursor)
            reserved = [*reserved, *page.changes]
        client.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert wrong.value.problem.code == "wrong_pin"
    rows = {change.key: change.row for change in reserved if change.table == "item"}
    assert rows[cast.items.reserved.item]["reserved"] is True
    assert not any(rows[book.item]["reserved"] for book in cast.items.books)
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in (token, session.session, CANARY_PIN, "demo-enrolment-code"):
        assert secret.encode() not in everything
    log = (tmp_path / "server.log").read_text()
    for person in load_town().patrons:
        assert person.card not in log
        assert f" {person.pin}" not in log
        assert person.surname not in log
    assert "POST /v1/patron-sessions -> 403" in log


def test_every_seeded_record_is_applied_and_nothing_is_in_conflict(demo: Path) -> None:
    town = load_town()
    with sqlite3.connect(f"file:{demo / 'town.db'}?mode=ro", uri=True) as connection:
        classes = connection.execute("SELECT DISTINCT outcome_class FROM operations").fetchall()
        stations = connection.execute("SELECT DISTINCT station FROM operations").fetchall()
        loans = connection.execute("SELECT count(*) FROM loans WHERE open").fetchone()
        holds = connection.execute("SELECT count(*) FROM holds WHERE status='waiting'").fetchone()
        conflicts = connection.execute("SELECT count(*) FROM conflicts").fetchone()
    assert (classes, stations) == ([("applied",)], [("central",)])
    assert (loans[0], holds[0], conflicts[0]) == (len(town.loans), len(town.holds), 0)


def test_cast_of_the_demo_is_let_in_or_turned_away_as_written(running) -> None:
    folder, _, url = running
    cast = load_town().cast
    found = {}
    with enrolled(folder, url, "k1") as client:
        for name in ("borrower", "second", "child", "at_limit", "expired", "blocked"):
            person = getattr(cast, name)
            try:
                found[name] = client.begin_session(person.card, person.pin).display[-1]
            except Refused as refused:
                found[name] = refused.problem.code
    assert found == {
        "borrower": ".",
        "second": ".",
        "child": ".",
        "at_limit": ".",
        "expired": "expired",
        "blocked": "blocked",
    }


def test_second_server_is_refused_in_one_line(running) -> None:
    folder, process, url = running
    code, out, err = ended("serve", "--port=0", f"--database={folder / 'town.db'}")
    assert (code, out) == (3, "")
    assert err.endswith(f"in use by process {process.pid} at {url}; stop it first\n")


def test_operator_revokes_through_the_running_server(running) -> None:
    folder, _, url = running
    with enrolled(folder, url, "desk-2") as client:
        client.station()
        database = f"--database={folder / 'town.db'}"
        assert ended("stations", "revoke", "desk-2", database)[:2] == (0, "desk-2: revoked\n")
        with pytest.raises(Unauthorised):
            client.station()
    code, _, err = ended("stations", "revoke", "nobody", database)
    assert (code, err) == (2, "beaupre: no station is called 'nobody'\n")
    assert ended("stations", "enroll", "x", "--branch=nowhere", database)[0] == 2


def test_operator_works_on_the_database_when_no_server_runs(demo: Path) -> None:
    database = f"--database={demo / 'town.db'}"
    made = ["stations", "enroll", "desk-2", "--branch=moulin", "--json", database]
    assert len(json.loads(ended(*made)[1])["code"]) == 32
    code, _, err = ended("stations", "revoke", "desk-2", database)
    assert (code, err) == (2, "beaupre: no station is called 'desk-2'\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--production", "--demo"], 2, "demo: not on a production server"),
        (["--production", "--host=0.0.0.0"], 2, "plain http"),
        (["--port=99999"], 2, "port"),
        (["--config=nowhere.toml"], 2, "nowhere.toml: no such file"),
        (["--database=/nowhere/town.db"], 3, "/nowhere/town.db"),
    ],
)
def test_wrong_use_is_one_line_and_an_exit_code(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    found, out, err = ended("serve", *arguments)
    [line] = err.splitlines()
    assert (found, out) == (code, "")
    assert line.startswith("beaupre: ")
    assert words in line


def test_misspelt_key_in_the_file_is_named(tmp_path: Path) -> None:
    config = tmp_path / "server.toml"
    config.write_text("databse = 'x'\n")
    code, _, err = ended("serve", f"--config={config}")
    assert (code, err) == (2, f"beaupre: {config}: databse: unknown key\n")


def test_port_in_use_is_one_line(running, tmp_path: Path) -> None:
    port = running[2].rpartition(":")[2]
    code, _, err = ended("serve", f"--port={port}", f"--database={tmp_path / 'other.db'}")
    wanted = f"beaupre: cannot listen on 127.0.0.1:{port}: Address already in use\n"
    assert (code, err) == (2, wanted)


def test_demo_is_not_poured_into_a_real_town(tmp_path: Path) -> None:
    LittleTown(tmp_path, HandClock()).services.close()
    code, _, err = ended("serve", "--demo", "--port=0", f"--database={tmp_path / 'town.db'}")
    assert code == 2
    assert err.splitlines()[-1] == "beaupre: demo: the database holds a real town"


def test_production_server_refuses_the_demo_town(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in CHEAP:
        monkeypatch.delenv(name)
    code, _, err = ended("serve", "--production", "--port=0", f"--database={demo / 'town.db'}")
    assert (code, err) == (2, "beaupre: production: the database holds the demo town\n")


def test_request_under_way_is_answered_before_the_server_ends(demo: Path) -> None:
    replies: list[object] = []
    with server(demo) as (process, ready), enrolled(demo, ready["url"], "k2") as client:
        key = base64.b64decode(client.station().server_public_key)
        kiosk = Kiosk("k2", key, "moulin")
        for n in range(200):
            kiosk.check_in(n, f"item-{n}")

        def send() -> None:
            with suppress(Ambiguous, Unreachable):  # It came when the line was closed already.
                replies.append(client.operations(kiosk.batch(), timeout_s=20))

        sender = threading.Thread(target=send)
        sender.start()
        process.send_signal(signal.SIGTERM)
        sender.join(30)
        assert process.wait(30) == 0
    # Either it was taken in whole before the end, or it never got through.
    with sqlite3.connect(f"file:{demo / 'town.db'}?mode=ro", uri=True) as connection:
        stored = connection.execute("SELECT count(*) FROM operations WHERE station='k2'").fetchone()
    assert stored[0] == (200 if replies else 0)
