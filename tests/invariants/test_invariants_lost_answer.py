"""The server dies between storing a batch and answering (E4), as a real process by its fail-point.

Guard: `examine` knows what is stored; taken out, the retry is refused by the table or acts twice.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from catalogue.client import Ambiguous, CentralClient
from catalogue.errors import ServerConfigurationError
from catalogue.server.services import build_services
from catalogue.server.settings import load_settings
from catalogue.services.effects import AUTOMATIC
from catalogue.services.town import put_setting
from catalogue.wire import v1
from support.central import HandClock, LittleTown, settings_for
from support.invariants_model import digest_of_state


@contextmanager
def server(town: LittleTown, **settings: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server process on the town's database."""
    command = ["serve", "--json", "--port", "0", "--database", town.settings.database]
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.cli.main", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **settings},
    )
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())["url"], process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(30)
        process.stdout.close()


def known(folder: Path) -> str:
    services = build_services(settings_for(folder), HandClock())
    with services.database.read() as session:
        digest = digest_of_state(session, whole=False)
    services.close()
    return digest


def test_retry_after_the_server_died_gets_the_same_answer_and_effects(
    tmp_path: Path, town_template: Path
) -> None:
    town = LittleTown(tmp_path / "town", HandClock(), town_template)
    with town.services.database.write() as session:
        # What the server does itself bears its own time, which is another on each run.
        put_setting(session, AUTOMATIC, "no")
    kiosk = town.kiosk("a1")
    now_ms = town.clock()
    ops = [kiosk.check_out(now_ms, "P", "y"), kiosk.check_in(now_ms + 1, "y")]
    asked = kiosk.check_out(now_ms + 2, "Q", "x")
    request = kiosk.batch([*ops, asked], ask=asked)
    denied = kiosk.batch([kiosk.check_out(now_ms + 3, "Q", "desk")], ask=kiosk.disk[-1])
    town.services.close()
    undisturbed = LittleTown(tmp_path / "twin", HandClock(), tmp_path / "town")
    caller = undisturbed.services.enrolments.caller(town.tokens["a1"])
    wanted = [undisturbed.services.sync.handle(caller, each) for each in (request, denied)]
    undisturbed.services.close()

    with server(town, BEAUPRE_SERVER_FAIL_POINT="after_commit_before_reply") as (url, process):
        client = CentralClient(url, town.tokens["a1"], timeout_s=20)
        with pytest.raises(Ambiguous):
            client.operations(request)
        assert process.wait(20) == -signal.SIGKILL
        client.close()
    assert known(tmp_path / "town") == known(tmp_path / "twin"), "it was stored before it died"
    with server(town) as (url, _):
        client = CentralClient(url, town.tokens["a1"], timeout_s=20)
        found = [client.operations(each) for each in (request, denied)]
        client.close()
    assert [reply.answer for reply in found] == [reply.answer for reply in wanted]
    assert [reply.ack for reply in found] == [reply.ack for reply in wanted]
    assert {result.status for result in wanted[0].results} == {v1.ResultStatus.RECORDED}
    assert found[0].results == [
        result.model_copy(update={"status": v1.ResultStatus.DUPLICATE})
        for result in wanted[0].results
    ]
    assert found[1].results == wanted[1].results
    assert known(tmp_path / "town") == known(tmp_path / "twin")


def test_production_refuses_fail_points() -> None:
    """Guard: `check_production`."""
    with pytest.raises(ServerConfigurationError, match="fail_point"):
        load_settings(production=True, fail_point="after_commit_before_reply")
    assert load_settings(fail_point="after_commit_before_reply").fail_point is not None
