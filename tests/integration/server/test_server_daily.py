"""The day's work in a server: one of several does it, says so in a line, and shows it."""

from __future__ import annotations

import datetime as dt
import json
import logging
import threading

import pytest
import requests

from catalogue.errors import DatabaseUnreachable
from catalogue.server.timekeeper import Timekeeper
from catalogue.services.daily import DayReport
from catalogue.services.daily_round import DailyRound
from support.both_databases import second_server
from support.central import CARDS, DAY, DUE, MINUTE, T0, LittleTown, serving
from ui.cli.main import run

AT = dt.time(4, 30)
TODAY = dt.date(2027, 1, 15)
PATIENCE_S = 20


class Held:
    """The day's work, which stops in the middle until it may go on."""

    def __init__(self) -> None:
        self.days: list[dt.date] = []
        self.started = threading.Event()
        self.go_on = threading.Event()

    def run(self, day: dt.date) -> DayReport:
        self.days.append(day)
        self.started.set()
        assert self.go_on.wait(PATIENCE_S)
        return DayReport(1, 2, 3)


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


def test_two_servers_on_one_database_do_it_once(town_on_postgresql: LittleTown) -> None:
    """Guard: `run_if_due` does nothing without the lock, and looks at the day when it has it."""
    town, work = town_on_postgresql, Held()
    first = DailyRound(town.services.database, work, town.services.retention, AT, town.clock)
    thread = threading.Thread(target=first.run_if_due)
    with second_server(town) as other:
        second = DailyRound(other.database, work, other.retention, AT, town.clock)
        thread.start()
        assert work.started.wait(PATIENCE_S)
        assert second.run_if_due() is None
        work.go_on.set()
        thread.join(PATIENCE_S)
        assert second.run_if_due() is None
    assert work.days == [TODAY]


def test_line_of_the_day_names_nobody(town: LittleTown, caplog: pytest.LogCaptureFixture) -> None:
    kiosk = town.kiosk("a1")
    town.send(kiosk, kiosk.check_out(T0, "P"))
    town.clock.now_ms = DUE - DAY
    with caplog.at_level(logging.INFO, "beaupre.server"):
        keeper = Timekeeper(town.services.daily_round)
        keeper.look()
        keeper.look()
    (line,) = [r.getMessage() for r in caplog.records if r.name == "beaupre.server"]
    assert line == "daily 2027-02-04: 0 holds ran out, 1 notices, 0 items sealed"
    assert not any(secret in line for secret in CARDS.values())


def test_failed_day_is_tried_again(town: LittleTown, caplog: pytest.LogCaptureFixture) -> None:
    """Guard: `Keeper.look` outlives what its pass raises."""

    class Failing:
        raised: Exception = DatabaseUnreachable("the database does not answer")

        def run(self, day: dt.date) -> DayReport:
            raise self.raised

    work = Failing()
    keeper = Timekeeper(
        DailyRound(town.services.database, work, town.services.retention, AT, town.clock)
    )
    keeper.look()
    work.raised = ValueError(CARDS["P"])
    keeper.look()
    assert [record.levelname for record in caplog.records] == ["WARNING", "ERROR"]
    assert town.services.daily_round.run_if_due() is not None


def test_thread_does_the_day_beside_the_requests_and_ends_with_the_server(
    town: LittleTown,
) -> None:
    """Guard: `Keeper.__exit__` wakes the thread, which would else sleep for a minute."""
    work = Held()
    daily = DailyRound(town.services.database, work, town.services.retention, AT, town.clock)
    with Timekeeper(daily):
        assert work.started.wait(PATIENCE_S)
        work.go_on.set()
    assert "daily" not in {thread.name for thread in threading.enumerate()}
    assert daily.run_if_due() is None


def test_newest_day_is_seen_by_the_balancer_and_in_the_metrics(town: LittleTown) -> None:
    with serving(town) as url:
        assert requests.get(f"{url}/v1/health/ready", timeout=PATIENCE_S).json() == {
            "status": "ready",
            "server_ms": T0,
            "daily_done": None,
        }
        assert "beaupre_daily_done_timestamp_seconds 1" not in metrics(url)
        town.services.daily_round.run()
        town.clock.pass_ms(MINUTE)
        ready = requests.get(f"{url}/v1/health/ready", timeout=PATIENCE_S).json()
        assert ready["daily_done"] == "2027-01-15"
        assert "beaupre_daily_done_timestamp_seconds 1.7999676e+09" in metrics(url)


def metrics(url: str) -> str:
    return requests.get(f"{url}/metrics", timeout=PATIENCE_S).text


@pytest.mark.parametrize("served", [False, True])
def test_cron_does_a_day_with_or_without_a_running_server(
    town: LittleTown, capsys: pytest.CaptureFixture[str], *, served: bool
) -> None:
    def command(*arguments: str) -> tuple[int, str]:
        code = run(["daily", *arguments, "--database", town.settings.database])
        said = capsys.readouterr()
        return code, said.out + said.err

    def check(today: str) -> None:
        code, said = command("--date", "2026-01-14", "--json")
        assert (code, json.loads(said)) == (
            0,
            {"day": "2026-01-14", "expired": 0, "notices": 0, "sealed": 0, "forgotten": {}},
        )
        assert command() == (0, f"{today}: 0 holds ran out, 0 notices, 0 items sealed\n")
        assert command("--date", "2999-01-01") == (2, "beaupre: This day has not come\n")
        assert command("--date", "tomorrow")[0] == 2

    if served:
        with serving(town) as url:
            assert town.services.database.lock is not None
            town.services.database.lock.announce(url)
            check("2027-01-15")
    else:
        # Here the command has the machine's clock.
        town.services.close()
        check(command()[1][:10])
