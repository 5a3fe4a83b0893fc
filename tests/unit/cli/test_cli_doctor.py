from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from kiosk.config.credentials import Credentials, write_credentials
from kiosk.store.clock import SystemClock
from kiosk.store.journal import Journal
from kiosk.store.snapshot import Snapshot
from support.pcsc_rigs import DeskRig
from support.station_feed import page
from support.station_store import numbered_ids
from ui.cli.main import run

NOBODY = "127.0.0.1:9"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A kiosk.toml whose server and reader do not answer."""
    return write(tmp_path)


def write(folder: Path, **more: object) -> Path:
    values = {
        "station": "tilleuls-1",
        "branch": "tilleuls",
        "server_url": f"http://{NOBODY}",
        "state_dir": str(folder / "state"),
        "reader_url": f"feig+tcp:{NOBODY}",
        **more,
    }
    path = folder / "kiosk.toml"
    path.write_text("\n".join(f"{key} = {json.dumps(value)}" for key, value in values.items()))
    return path


def examined(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, str]]:
    """Exit code, and status by name."""
    code = run(["doctor", "--json", *map(str, arguments)])
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is (code == 0)
    return code, {check["name"]: check["status"] for check in report["checks"]}


def state_with_journal(folder: Path) -> Path:
    state = folder / "state"
    state.mkdir()
    path = state / "journal.db"
    with closing(Journal.open(path, clock=SystemClock(), new_id=numbered_ids())) as journal:
        journal.identity("tilleuls-1", 1, "tilleuls")
        journal.record_check_in("3104800000001", "tilleuls", {"uid": "E004010000000001"})
    return path


def test_without_a_station_the_program_itself_is_checked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, found = examined(capsys)
    assert code == 0
    assert found == {"python": "ok", "fonts": "ok", "config": "none"}


def test_a_server_and_a_reader_that_do_not_answer_are_away(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = examined(capsys, "--config", config)
    assert code == 3
    assert (found["server"], found["reader"]) == ("unreachable", "unreachable")
    assert (found["journal"], found["snapshot"], found["enrolment"]) == ("none", "none", "none")
    assert found["state_folder"] == "ok"


def test_a_misspelt_key_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = examined(capsys, "--config", write(tmp_path, langages=["fr"]))
    assert (code, found["config"]) == (1, "problem")


def test_a_colour_of_the_town_that_cannot_be_read_is_a_problem(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert examined(capsys, "--config", config)[1]["look"] == "ok"
    with config.open("a", encoding="utf-8") as file:
        file.write('\n[look]\nprimary = "#F4E04E"\n')
    assert examined(capsys, "--config", config)[1]["look"] == "problem"


def test_everything_production_refuses_is_listed_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(
        tmp_path,
        production=True,
        demo_mode=True,
        enrolment_code="demo-enrolment-code",
        reader_url=f"feig+tcp:{NOBODY}?simulated=1",
    )
    code, found = examined(capsys, "--config", path)
    assert code == 1
    refused = {name for name in found if name.startswith("refused:")}
    assert refused == {"refused:demo_mode", "refused:demo_code", "refused:simulated_reader"}


def test_a_sound_journal_is_counted(
    tmp_path: Path, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state_with_journal(tmp_path)
    run(["doctor", "--config", str(config)])
    assert "1 records intact, 1 to deliver" in capsys.readouterr().out


def test_a_journal_somebody_changed_is_a_problem(
    tmp_path: Path, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = state_with_journal(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE operations SET body = replace(body, 'tilleuls-1', 'moulin-1')")
        connection.commit()
    code, found = examined(capsys, "--config", config)
    assert (code, found["journal"]) == (1, "problem")


def test_a_damaged_journal_is_a_problem_and_left_as_it_is(
    tmp_path: Path, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "state").mkdir()
    path = tmp_path / "state" / "journal.db"
    path.write_bytes(b"not a database at all" * 200)
    _, found = examined(capsys, "--config", config)
    assert found["journal"] == "problem"
    assert path.read_bytes().startswith(b"not a database")


@pytest.mark.parametrize(("age_h", "status"), [(1, "ok"), (30, "problem")])
def test_the_age_of_the_snapshot_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], age_h: int, status: str
) -> None:
    config = write(tmp_path)
    (tmp_path / "state").mkdir()
    taken_ms = time.time_ns() // 1_000_000 - age_h * 3_600_000
    with closing(Snapshot.open(tmp_path / "state" / "snapshot.db")) as snapshot:
        snapshot.apply(page([], reset=True).model_copy(update={"server_ms": taken_ms}))
    _, found = examined(capsys, "--config", config)
    assert found["snapshot"] == status


def test_a_folder_holds_its_own_configuration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, state_dir=str(tmp_path))
    write_credentials(
        tmp_path / "station.key",
        Credentials(station="tilleuls-1", branch="tilleuls", epoch=1, token="t"),
        keep_station_key=True,
    )
    _, found = examined(capsys, "--state", tmp_path)
    assert (found["config"], found["enrolment"]) == ("ok", "ok")


def test_damaged_credentials_are_a_problem(
    tmp_path: Path, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "station.key").write_text("{")
    code, found = examined(capsys, "--config", config)
    assert (code, found["enrolment"]) == (1, "problem")


def test_both_a_file_and_a_folder_are_wrong_use(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", "--config", str(config), "--state", str(tmp_path)]) == 2
    assert "--state DIR or --config FILE" in capsys.readouterr().err


# What is plugged in


@pytest.fixture
def line() -> Iterator[tuple[int, str]]:
    """A scanner's line: the descriptor that holds it, and its path."""
    master, slave = os.openpty()
    yield slave, os.ttyname(slave)
    os.close(master)
    with suppress(OSError):
        os.close(slave)


def test_scanner_and_card_reader_are_checked_only_where_they_are_set(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, found = examined(capsys, "--config", config)
    assert (found["scanner"], found["card_reader"]) == ("none", "none")


def test_scanner_on_a_free_line_is_well(
    tmp_path: Path, line: tuple[int, str], capsys: pytest.CaptureFixture[str]
) -> None:
    os.close(line[0])
    path = write(tmp_path, scanner=f"serial:{line[1]}?baud=9600")
    assert examined(capsys, "--config", path)[1]["scanner"] == "ok"


def test_scanner_another_program_listens_to_is_a_problem_that_names_it(
    tmp_path: Path, line: tuple[int, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Guard: the look at who holds the line; it opens all the same."""
    path = write(tmp_path, scanner=f"serial:{line[1]}")
    assert run(["doctor", "--config", str(path)]) == 1
    assert f"{line[1]} is in use by" in (said := capsys.readouterr().out)
    assert f"({os.getpid()})" in said


def test_scanner_that_is_not_plugged_in_is_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, scanner=f"serial:{tmp_path / 'ttyACM9'}")
    assert examined(capsys, "--config", path)[1]["scanner"] == "unreachable"


def test_card_reader_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rig = DeskRig()
    monkeypatch.setattr("rfid.factory.open_card_reader", lambda _: rig.open())
    path = write(tmp_path, card_reader="pcsc:ACR1552")
    assert examined(capsys, "--config", path)[1]["card_reader"] == "ok"
    rig.pull()
    assert examined(capsys, "--config", path)[1]["card_reader"] == "unreachable"


def test_pad_that_only_reads_and_writes_blocks_is_a_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rfid.factory.open_reader", lambda _: DeskRig("storage").open())
    path = write(tmp_path, reader_url="pcsc:OMNIKEY")
    assert run(["doctor", "--config", str(path)]) == 1
    assert "lending and returning need another reader" in capsys.readouterr().out
