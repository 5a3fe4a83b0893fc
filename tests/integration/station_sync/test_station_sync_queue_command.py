"""`beaupre queue` beside a station at work and its server."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from support.station_in_town import Station
from ui.cli.main import run


class Terminal:
    """Runs the command on a station's folder."""

    def __init__(self, station: Station, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = str(station.folder)
        self._url = station.url
        self._capsys = capsys

    def __call__(self, *arguments: str, server: str | None = None) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        url = self._url if server is None else server
        code = run(["queue", *arguments, "--state", self._folder, "--server", url])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def facts(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        """Exit code and JSON."""
        code, out, _ = self(*arguments, "--json")
        return code, json.loads(out)


@pytest.fixture
def terminal(station: Station, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(station, capsys)


def at_work(station: Station) -> None:
    """A loan, a refusal with its undo, a return; all delivered."""
    session = station.session("P")
    station.lend("P", "x", session)
    station.lend("P", "desk", session)
    station.give_back("y")
    station.settle()


def test_verified_queue_adds_up(station: Station, terminal: Terminal) -> None:
    at_work(station)

    code, out, _ = terminal("verify")

    assert code == 0
    # A clock measurement, the loan, the refused one and its undo, the return.
    assert out.splitlines() == [
        "journalled 5 = pending 0 + quarantined 0 + recorded 5",
        "recorded 5 = applied 3 + superseded 2 + in conflict 0 + malformed 0",
        "hash chain: 5 records intact",
    ]


def test_pending_and_quarantined_records_add_up_too(station: Station, terminal: Terminal) -> None:
    at_work(station)
    station.journal.hold()
    bad = station.give_back("z")
    station.give_back("film")
    station.journal.quarantine(bad.id, "malformed")

    code, facts = terminal.facts("verify")

    assert code == 0
    assert (facts["journalled"], facts["pending"], facts["quarantined"], facts["recorded"]) == (
        7,
        1,
        1,
        5,
    )
    assert facts["chain"] == {"intact": True, "checked": 7, "fault": None}
    assert [row["state"] for row in facts["not_delivered"]] == ["quarantined", "due"]


def test_record_whose_acknowledgement_was_lost_counts_as_recorded(
    station: Station, terminal: Terminal
) -> None:
    at_work(station)
    station.journal.hold()
    station.journal.resend_retained()

    code, facts = terminal.facts("verify")

    assert code == 0
    assert (facts["pending"], facts["recorded"], facts["unacknowledged"]) == (0, 5, 5)


def test_record_the_server_lost_is_a_difference(station: Station, terminal: Terminal) -> None:
    at_work(station)
    station.journal.hold()
    station.give_back("z")
    station.journal._db.write(
        lambda tx: tx.execute("UPDATE outbox SET state = 'delivered' WHERE state = 'due'")
    )

    code, out, _ = terminal("verify")

    assert code == 1
    assert "problem: the server has lost 1 of 6 it had acknowledged" in out


def test_record_of_another_disk_is_a_difference(station: Station, terminal: Terminal) -> None:
    at_work(station)
    station.journal._db.write(
        lambda tx: tx.execute("DELETE FROM operations WHERE n = (SELECT max(n) FROM operations)")
    )

    code, facts = terminal.facts("verify")

    assert code == 1
    assert facts["problems"] == [
        "hash chain: the newest records up to 5 are missing",
        "5 were journalled, 4 are here",
        "the server has 1 of this station that this journal does not know",
        "station and server differ in 1 places",
    ]


def test_without_the_server_the_chain_is_checked(station: Station, terminal: Terminal) -> None:
    at_work(station)

    code, out, err = terminal("verify", server="http://127.0.0.1:9")

    assert code == 3
    assert out == "hash chain: 5 records intact\n"
    assert err.startswith("beaupre: the server does not answer")
    assert err.count("\n") == 1


def test_without_the_server_a_broken_chain_is_the_news(
    station: Station, terminal: Terminal
) -> None:
    at_work(station)
    with closing(sqlite3.connect(station.folder / "journal.db")) as connection:
        connection.execute("UPDATE operations SET body = '{}' WHERE n = 2")
        connection.commit()

    code, out, _ = terminal("verify", server="http://127.0.0.1:9")

    assert code == 1
    assert out.startswith("hash chain: broken at 1/2 (")


def test_hold_and_release_reach_the_running_station(station: Station, terminal: Terminal) -> None:
    assert terminal("hold")[:2] == (0, "queue held, 0 pending\n")
    assert station.journal.held()
    station.give_back("x")
    station.settle()
    assert station.journal.counts().pending == 1

    assert terminal("release")[:2] == (0, "queue released, 1 pending\n")
    station.settle()
    assert station.journal.counts().pending == 0


def test_list_names_what_waits_and_why(station: Station, terminal: Terminal) -> None:
    station.journal.hold()
    first, second = station.give_back("x"), station.give_back("y")
    station.journal.quarantine(first.id, "bad_hash")

    _, out, _ = terminal("list")

    lines = out.splitlines()
    assert "check_in" in lines[0]
    assert f"quarantined (bad_hash)  {first.id}" in lines[0]
    assert lines[1].endswith(f"due  {second.id}")
    everything = [json.loads(line) for line in terminal("list", "--all", "--json")[1].splitlines()]
    assert [row["kind"] for row in everything] == ["clock", "check_in", "check_in"]


def test_empty_list_says_so(station: Station, terminal: Terminal) -> None:
    assert terminal("list")[1] == "Nothing is waiting.\n"


def test_status_tells_where_everything_is(station: Station, terminal: Terminal) -> None:
    at_work(station)
    terminal("hold")

    _, out, _ = terminal("status")
    _, facts = terminal.facts("status")

    assert out.splitlines() == [
        "kiosk-1, epoch 1, queue held",
        "journalled 5: pending 0, delivered 5, in quarantine 0",
        "tags: 0 to be resolved, 0 to be repaired",
    ]
    assert (facts["held"], facts["journalled"], facts["delivered"]) == (True, 5, 5)


def test_configuration_names_folder_and_server(
    station: Station, capsys: pytest.CaptureFixture[str]
) -> None:
    at_work(station)
    config = station.folder / "kiosk.toml"
    config.write_text(
        f'station = "kiosk-1"\nbranch = "A"\nserver_url = "{station.url}"\n'
        f'state_dir = "{station.folder}"\nreader_url = "feig+tcp:127.0.0.1:10001"\n'
    )

    assert run(["queue", "verify", "--config", str(config)]) == 0
    assert run(["queue", "verify", "--state", str(station.folder)]) == 0
    assert "hash chain: 5 records intact" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["status"], "Give --state DIR or --config FILE."),
        (["status", "--state", "/nowhere"], "no journal.db in /nowhere"),
        (["verify", "--config", "/nowhere.toml"], "/nowhere.toml"),
    ],
)
def test_wrong_use_is_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["queue", *arguments]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1


def test_station_that_is_not_enrolled_cannot_verify(station: Station, terminal: Terminal) -> None:
    (station.folder / "station.key").unlink()

    code, _, err = terminal("verify")

    assert code == 3
    assert "not enrolled" in err
