"""`beaupre readers health` and the doctor's word on the radio, from what a station noted."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.devices.health import Health
from kiosk.devices.radio import HISTORY, HOUR_MS, RadioLog, read_radio
from rfid.health import AntennaHealth, RadioHealth
from ui.cli.main import run

GOOD = RadioHealth(
    "pad", 3600.0, (AntennaHealth(1, 100, 98, 20, 1, 10, 2, 0), AntennaHealth(2)), 500, 1
)
BAD = replace(GOOD, warnings=("antenna 1: check the antenna's cable",))


class Station:
    """A kiosk.toml and what its station notes."""

    def __init__(self, folder: Path) -> None:
        self.config = folder / "kiosk.toml"
        self.config.write_text(
            'station = "s"\nbranch = "b"\nserver_url = "http://127.0.0.1:9"\n'
            f'state_dir = "{folder}"\nreader_url = "feig+tcp:127.0.0.1:9"\n'
        )
        self.now_ms = 0
        self.devices = Health(lambda: self.now_ms)
        self.path = folder / "radio-health.json"
        self.log = RadioLog(self.path, self.devices, lambda: self.now_ms)

    def ask(self, *more: str) -> int:
        return run(["readers", "health", "--config", str(self.config), *more])


@pytest.fixture
def station(tmp_path: Path) -> Station:
    return Station(tmp_path)


def test_it_is_told_per_antenna(station: Station, capsys: pytest.CaptureFixture[str]) -> None:
    station.log.note(GOOD)
    assert station.ask() == 0
    said = capsys.readouterr().out
    assert "antenna 1: read rate 98.0%; reads 20, failed 1; switched 10, retries 2" in said
    assert "antenna 2: read rate -" in said
    assert "lost 1 times" in said


def test_a_warning_is_told_and_ends_with_1(
    station: Station, capsys: pytest.CaptureFixture[str]
) -> None:
    station.log.note(BAD)
    assert station.ask() == 1
    assert "! antenna 1: check the antenna's cable" in capsys.readouterr().out
    assert station.ask("--json") == 1
    assert json.loads(capsys.readouterr().out)["now"]["warnings"] == list(BAD.warnings)


@pytest.mark.parametrize(("noted", "status"), [(None, "none"), (GOOD, "ok"), (BAD, "problem")])
def test_the_doctor_says_it_too(
    station: Station,
    noted: RadioHealth | None,
    status: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if noted is not None:
        station.log.note(noted)
    run(["doctor", "--json", "--config", str(station.config)])
    checks = {each["name"]: each for each in json.loads(capsys.readouterr().out)["checks"]}
    assert checks["radio"]["status"] == status


def test_staff_see_a_warning_among_the_devices_until_it_is_over(station: Station) -> None:
    station.log.note(BAD)
    found = station.devices.of("radio")
    assert found is not None
    assert found.problem == BAD.warnings[0]
    station.log.note(GOOD)
    found = station.devices.of("radio")
    assert found is not None
    assert found.problem is None


def test_one_line_an_hour_is_kept_for_a_week(station: Station) -> None:
    for minute in range(0, (HISTORY + 5) * 60, 20):
        station.now_ms = minute * 60_000
        station.log.note(GOOD)
    kept = read_radio(station.path)
    assert kept is not None
    times = [each["at_ms"] for each in kept["history"]]
    assert len(times) == HISTORY
    assert {later - earlier for earlier, later in pairwise(times)} == {HOUR_MS}
    assert kept["now"]["at_ms"] == station.now_ms


@pytest.mark.parametrize("content", ["", "{", "[]", '{"now": 1}', '{"now": {"at_ms": "x"}}'])
def test_a_file_nobody_can_read_is_none_and_is_written_anew(
    station: Station, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    station.path.write_text(content)
    assert station.ask() == 0
    assert "Nothing noted yet" in capsys.readouterr().out
    station.log.note(GOOD)
    assert station.ask() == 0


def test_a_disk_that_takes_nothing_stops_nothing(tmp_path: Path) -> None:
    devices = Health(lambda: 0)
    RadioLog(tmp_path / "no" / "file.json", devices, lambda: 0).note(BAD)
    found = devices.of("radio")
    assert found is not None
    assert found.problem
