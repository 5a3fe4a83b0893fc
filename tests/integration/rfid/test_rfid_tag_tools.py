"""`beaupre tags` on a simulated reader in a process of its own: what stands on the tags after."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from catalogue.domain.ids import fresh_id
from catalogue.wire.station_token import StaffToken, sign
from kiosk.config.credentials import Credentials, write_credentials
from kiosk.store.clock import ClockSample, SystemClock
from kiosk.store.journal import Journal
from rfid.sim.images import image_for
from support.rfid_processes import Beaupre, write_field
from ui.cli.main import run

OWNER = "FR999990001"
ONE, TWO, THREE = ("E00401500000000" + digit for digit in "123")
ITEM = "3104800000017"
HOUR = 3_600_000
SERVER = SigningKey(bytes(range(32)))
BLANK = {"image": "00", "afi": "00", "dsfid": "00", "blocks": 28, "block_size": 4}


@pytest.fixture
def pad(tmp_path: Path) -> Iterator[Path]:
    """Three blank tags on a reader; the state file."""
    write_field(tmp_path / "FIELD.json", [{"uid": uid} | BLANK for uid in (THREE, ONE, TWO)])
    state = tmp_path / "STATE.json"
    field = tmp_path / "FIELD.json"
    link = tmp_path / "pad"
    with Beaupre("readers", "simulate", "--pty", link, "--field", field, "--state", state) as twin:
        twin.event("ready")
        yield state


def tags(tmp_path: Path, command: str, *more: object) -> int:
    reader = ["--reader", f"feig+serial:{tmp_path / 'pad'}"]
    return run(["tags", command, *reader, *map(str, more)])


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.usefixtures("pad")
def test_kit_is_written_in_one_go_read_converted_and_let_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep = ["--keep", tmp_path / "kept", "--json"]
    item = ["--item", ITEM, "--owner", OWNER, "--parts", 3]
    assert tags(tmp_path, "write", *item, *keep) == 0
    assert [row["outcome"] for row in rows(capsys)] == ["written"] * 3

    assert tags(tmp_path, "read", "--site", OWNER, "--json") == 0
    found = {row["uid"]: row for row in rows(capsys)}
    assert {uid: found[uid]["part"] for uid in found} == {ONE: 1, TWO: 2, THREE: 3}
    assert {row["security"] for row in found.values()} == {"secured"}

    assert tags(tmp_path, "convert", "--model", "iso28560-2", "--site", OWNER, *keep) == 0
    assert tags(tmp_path, "unsecure", "--site", OWNER, "--json") == 0
    capsys.readouterr()
    assert tags(tmp_path, "read", "--site", OWNER, "--json") == 0
    again = rows(capsys)
    assert {(row["model"], row["security"]) for row in again} == {("iso28560-2", "on_loan")}
    assert {row["item_id"] for row in again} == {ITEM}


@pytest.mark.usefixtures("pad")
def test_dump_is_a_field_of_the_simulated_reader(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tags(tmp_path, "write", "--item", ITEM, "--owner", OWNER, "--parts", 3)
    capsys.readouterr()
    assert tags(tmp_path, "dump") == 0
    (first, *_) = json.loads(capsys.readouterr().out)["tags"]
    assert first["image"].startswith(image_for(ITEM, OWNER, 3, 3)[:34].hex().upper())
    assert (first["uid"], first["afi"], first["blocks"]) == (THREE, "07", 28)


@pytest.mark.usefixtures("pad")
def test_wrong_number_of_tags_writes_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tags(tmp_path, "write", "--item", ITEM) == 1
    assert "3 are there" in capsys.readouterr().err
    assert tags(tmp_path, "read", "--json") == 0
    assert {row["verdict"] for row in rows(capsys)} == {"blank"}


@pytest.mark.usefixtures("pad")
def test_other_item_is_overwritten_only_when_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep = ["--keep", tmp_path / "kept", "--json"]
    assert tags(tmp_path, "write", "--item", ITEM, "--parts", 3, *keep) == 0
    assert tags(tmp_path, "write", "--item", "3104800000024", "--parts", 3, *keep) == 1
    assert tags(tmp_path, "write", "--item", "3104800000024", "--parts", 3, "--replace", *keep) == 0
    outcomes = [row["outcome"] for row in rows(capsys)]
    assert outcomes == ["written"] * 3 + ["refused"] * 3 + ["written"] * 3


def test_reader_that_is_not_there_is_unreachable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tags(tmp_path, "read") == 3
    assert capsys.readouterr().err.count("\n") == 1


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """A station in production, whose clock is behind its server's by an hour; its kiosk.toml."""
    state = tmp_path / "state"
    state.mkdir()
    clock = SystemClock()
    journal = Journal.open(state / "journal.db", clock=clock, new_id=fresh_id)
    journal.identity("station-1", 1, "tilleuls")
    sample = ClockSample(clock.boot_id, clock.mono_ms(), clock.wall_ms(), HOUR, 20)
    journal.record_clock(sample)
    journal.close()
    key = base64.b64encode(bytes(SERVER.verify_key)).decode()
    known = Credentials(
        station="station-1", branch="tilleuls", epoch=1, token="t", staff_token_key=key
    )
    write_credentials(state / "station.key", known, keep_station_key=True)
    path = tmp_path / "kiosk.toml"
    path.write_text(
        f"""
station = "station-1"
branch = "tilleuls"
server_url = "https://central.example"
state_dir = "{state}"
reader_url = "feig+tcp:192.0.2.1"
production = true
""",
        "utf-8",
    )
    return path


def staff_token(begins_in_ms: int = 0, station: str = "station-1") -> str:
    """Of the server, whose clock is ahead, for an hour."""
    from_ms = SystemClock().wall_ms() + HOUR + begins_in_ms
    token = StaffToken(
        station=station, staff="id-7", right="tags", from_ms=from_ms, until_ms=from_ms + HOUR
    )
    return sign(token, SERVER)


@pytest.mark.usefixtures("pad")
@pytest.mark.parametrize("command", ["write", "convert", "restore", "secure", "unsecure"])
def test_station_in_production_wants_a_staff_token(
    tmp_path: Path,
    station: Path,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Guard: the right to write, asked for before the reader is opened."""
    item = ["--item", ITEM] if command == "write" else []
    assert tags(tmp_path, command, *item, "--config", station) == 2
    monkeypatch.setenv("BEAUPRE_STAFF_TOKEN", "open-barley")
    assert tags(tmp_path, command, *item, "--config", station) == 2
    told = capsys.readouterr().err
    assert "staff token" in told
    assert "open-barley" not in told


@pytest.mark.usefixtures("pad")
def test_what_staff_changes_in_production_is_journalled(tmp_path: Path, station: Path) -> None:
    token = tmp_path / "token"
    token.write_text(staff_token() + "\n", "utf-8")
    rights = ["--config", station, "--staff-token", token, "--keep", tmp_path / "kept"]
    assert tags(tmp_path, "write", "--item", ITEM, "--parts", 3, *rights) == 0
    journal = Journal.open(
        tmp_path / "state/journal.db", clock=SystemClock(), new_id=fresh_id, create=False
    )
    work = journal.staff_work()
    journal.close()
    assert [(row.staff, row.action, row.uid, row.outcome) for row in work] == [
        ("id-7", "write", uid, "written") for uid in (ONE, TWO, THREE)
    ]


@pytest.mark.usefixtures("pad")
@pytest.mark.parametrize(
    ("token", "told"),
    [
        (staff_token(-2 * HOUR), "has ended"),
        (staff_token(HOUR), "not good yet"),
        (staff_token(station="station-2"), "another station"),
        (staff_token()[:-9] + "AAAAAAAAA", "not a staff token"),
    ],
    ids=["ended", "to come", "elsewhere", "changed"],
)
def test_token_that_is_not_good_here_and_now_changes_no_tag(
    tmp_path: Path, station: Path, token: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Guard: `right_to_write` asks `staff_of` with the offset the station has measured."""
    before = (tmp_path / "STATE.json").read_text()
    file = tmp_path / "token"
    file.write_text(token, "utf-8")
    assert tags(tmp_path, "unsecure", "--config", station, "--staff-token", file) == 2
    said = capsys.readouterr().err
    assert told in said
    assert token not in said
    assert (tmp_path / "STATE.json").read_text() == before


@pytest.mark.usefixtures("pad")
@pytest.mark.parametrize(
    ("lost", "told"), [("clock_samples", "does not know the time"), ("key", "start the kiosk once")]
)
def test_station_that_knows_no_time_or_no_key_lets_nobody_change_tags(
    tmp_path: Path, station: Path, lost: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "state"
    if lost == "key":
        known = Credentials(station="station-1", branch="tilleuls", epoch=1, token="t")
        write_credentials(state / "station.key", known, keep_station_key=True)
    else:
        with closing(sqlite3.connect(state / "journal.db", isolation_level=None)) as db:
            db.execute("DELETE FROM clock_samples")
    file = tmp_path / "token"
    file.write_text(staff_token(), "utf-8")
    assert tags(tmp_path, "secure", "--config", station, "--staff-token", file) == 2
    assert told in capsys.readouterr().err


@pytest.mark.usefixtures("pad")
def test_security_goes_by_what_is_said_and_else_by_the_station(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Guards: the option before kiosk.toml in `_policy`, kiosk.toml before the usual values."""
    assert tags(tmp_path, "write", "--item", ITEM, "--owner", OWNER, "--parts", 3) == 0
    config = tmp_path / "kiosk.toml"
    config.write_text(
        'station = "s"\nbranch = "b"\nserver_url = "http://127.0.0.1:9"\n'
        f'state_dir = "{tmp_path}"\nreader_url = "feig+tcp:127.0.0.1:9"\nowners = ["{OWNER}"]\n'
        '[security]\nmethod = "both"\nafi_secured = "D7"\nafi_on_loan = "DA"\n'
    )
    state = tmp_path / "STATE.json"

    def marks() -> set[tuple[str, bool]]:
        kept = json.loads(state.read_text())["tags"]
        return {(each["afi"], each.get("eas", False)) for each in kept}

    assert tags(tmp_path, "secure", "--config", config) == 0
    assert marks() == {("D7", True)}
    assert tags(tmp_path, "unsecure", "--config", config, "--method", "eas") == 0
    assert marks() == {("D7", False)}
    assert tags(tmp_path, "unsecure", "--site", OWNER, "--afi-on-loan", "DA") == 0
    assert marks() == {("DA", False)}
    capsys.readouterr()
    for wrong in (["--afi-secured", "7"], ["--afi-secured", "GG"], ["--afi-secured", "C2"]):
        assert tags(tmp_path, "secure", *wrong) == 2
        assert capsys.readouterr().err


@pytest.mark.usefixtures("pad")
@pytest.mark.parametrize("told_by", ["kiosk.toml", "the server"])
def test_tags_of_other_libraries_are_not_changed_at_a_station(
    tmp_path: Path, told_by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """R10. Guard: the station's own libraries in `policy_here`, whoever named them."""
    assert tags(tmp_path, "write", "--item", ITEM, "--owner", "DE-526", "--parts", 3) == 0
    before = (tmp_path / "STATE.json").read_text()
    config = tmp_path / "kiosk.toml"
    owners = f'owners = ["{OWNER}"]\n' if told_by == "kiosk.toml" else ""
    config.write_text(
        'station = "s"\nbranch = "b"\nserver_url = "http://127.0.0.1:9"\n'
        f'state_dir = "{tmp_path}"\nreader_url = "feig+tcp:127.0.0.1:9"\n{owners}'
    )
    if told_by == "the server":
        ours = Credentials(station="s", branch="b", epoch=1, token="t", owners=(OWNER,))
        write_credentials(tmp_path / "station.key", ours, keep_station_key=True)
    capsys.readouterr()

    keep = ["--keep", tmp_path / "kept", "--config", config]
    replace = ["--item", ITEM, "--parts", 3, "--replace"]
    for command in (["write", *replace], ["convert", "--model", "iso28560-2"]):
        assert tags(tmp_path, *command, *keep, "--json") == 1
    for command in ("secure", "unsecure"):
        assert tags(tmp_path, command, "--config", config, "--json") == 1
    assert {row["outcome"] for row in rows(capsys)} == {"refused"}
    assert tags(tmp_path, "write", *replace, "--owner", "DE-526", *keep) == 2
    assert "no library of this station" in capsys.readouterr().err
    assert (tmp_path / "STATE.json").read_text() == before


@pytest.fixture
def protected(tmp_path: Path) -> Iterator[Path]:
    """A book whose AFI needs the password 0F0F0F0F; its state file."""
    book = {
        "uid": ONE,
        "image": image_for(ITEM, OWNER).hex(),
        "password": "0F0F0F0F",
        "protected": ["afi"],
    }
    write_field(tmp_path / "FIELD.json", [book])
    state, field, link = (tmp_path / name for name in ("STATE.json", "FIELD.json", "pad"))
    with Beaupre("readers", "simulate", "--pty", link, "--field", field, "--state", state) as twin:
        twin.event("ready")
        yield state


def password_file(folder: Path, text: str = "0f0f0f0f\n", mode: int = 0o600) -> Path:
    path = folder / "password"
    path.write_text(text, "utf-8")
    path.chmod(mode)
    return path


@pytest.mark.usefixtures("protected")
def test_protected_tag_obeys_with_its_password_out_of_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tags(tmp_path, "unsecure", "--json") == 1
    assert rows(capsys)[0]["outcome"] == "not_switched"
    file = password_file(tmp_path)
    assert tags(tmp_path, "unsecure", "--password-file", file, "--json") == 0
    assert rows(capsys)[0]["outcome"] == "verified"


@pytest.mark.parametrize(
    ("text", "mode", "reason"),
    [("0F0F0F0F", 0o640, "others may read"), ("0F0F", 0o600, "write 8"), ("", 0o600, "write 8")],
)
def test_password_file_that_is_open_to_others_or_wrong_is_not_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, mode: int, reason: str
) -> None:
    file = password_file(tmp_path, text, mode)
    assert tags(tmp_path, "unsecure", "--password-file", file) == 2
    said = capsys.readouterr().err
    assert reason in said
    assert not text or text not in said


def test_station_takes_no_password_out_of_a_file(
    tmp_path: Path, station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = password_file(tmp_path)
    assert tags(tmp_path, "unsecure", "--password-file", file, "--config", station) == 2
    assert "the server gives" in capsys.readouterr().err


@pytest.mark.usefixtures("pad")
def test_tags_are_written_with_the_stations_own_library(
    tmp_path: Path,
    station: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BEAUPRE_STAFF_TOKEN", staff_token())
    station.write_text(f'owners = ["{OWNER}"]\n' + station.read_text("utf-8"), "utf-8")
    keep = ["--config", station, "--keep", tmp_path / "kept"]
    assert tags(tmp_path, "write", "--item", ITEM, "--parts", 3, *keep) == 0
    capsys.readouterr()
    assert tags(tmp_path, "read", "--json") == 0
    assert {row["owner"] for row in rows(capsys)} == {OWNER}
    station.write_text(station.read_text("utf-8").replace(f'["{OWNER}"', f'["{OWNER}", "FR-2"'))
    assert tags(tmp_path, "write", "--item", ITEM, "--parts", 3, *keep) == 2
    assert "several libraries" in capsys.readouterr().err
