"""The operator's commands, as she types them: what they print, and how they end."""

from __future__ import annotations

import io
import json
import random
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from catalogue.wire.operating import StationHealth
from support.central import MINUTE, T0, LittleTown, serving
from ui.cli.main import run

HEALTH = StationHealth(version="1.0", pending=0, quarantined=2, reader="ok", offset_ms=-1500)


def ended(*arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and error."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(list(arguments))
    return int(code), out.getvalue(), err.getvalue()


@pytest.fixture
def lent(town: LittleTown) -> LittleTown:
    """A town in which something was lent; it is open."""
    kiosk = town.kiosk("a")
    kiosk.check_out(T0, "P", "x")
    kiosk.check_out(T0 + MINUTE, "Q", "y")
    kiosk.check_in(T0 + 2 * MINUTE, "x")
    town.send(kiosk)
    return town


@pytest.fixture
def database(lent: LittleTown) -> str:
    """Its database; nobody serves it."""
    lent.services.close()
    return f"--database={lent.settings.database}"


def test_backup_is_made_verified_and_restored(database: str, tmp_path: Path) -> None:
    sets = str(tmp_path / "sets")
    code, out, _ = ended("catalogue", "backup", sets, database)
    assert code == 0
    assert "3 operations" in out
    code, out, _ = ended("catalogue", "verify", sets, database)
    assert code == 0
    assert "good; 3 records of 1 stations" in out
    assert "may forget what it holds: a" in out
    code, _, err = ended("catalogue", "restore", sets, database)
    assert (code, err.count("\n")) == (3, 1)
    assert "is there already; --force puts it aside" in err
    code, out, _ = ended("catalogue", "restore", sets, database, "--force", "--json")
    told = json.loads(out)
    assert (code, told["stations"]) == (0, ["a"])
    assert [Path(path).exists() for path in told["aside"]] == [True]


def test_bad_backup_ends_with_1_and_moves_nothing(database: str, tmp_path: Path) -> None:
    sets = tmp_path / "sets"
    ended("catalogue", "backup", str(sets), database)
    [made] = sets.iterdir()
    (made / "town.db").write_bytes(b"nothing")
    code, out, _ = ended("catalogue", "verify", str(sets), database, "--json")
    told = json.loads(out)
    assert (code, told["good"], told["may_forget"]) == (1, False, [])
    assert told["findings"] == ["town.db: gone, or not the file that was written"]


def test_backup_without_keys_says_where_they_must_be_kept(database: str, tmp_path: Path) -> None:
    code, _, err = ended("catalogue", "backup", str(tmp_path / "sets"), database, "--without-keys")
    assert code == 0
    assert "keep" in err
    assert ".keys elsewhere" in err


def test_backup_works_beside_a_running_server(lent: LittleTown, tmp_path: Path) -> None:
    database = f"--database={lent.settings.database}"
    with serving(lent) as url:
        assert lent.services.database.lock is not None
        lent.services.database.lock.announce(url)
        assert ended("catalogue", "backup", str(tmp_path / "sets"), database)[0] == 0
        code, out, _ = ended("catalogue", "verify", str(tmp_path / "sets"), database)
        assert code == 0
        assert "may forget what it holds: a" in out
        code, _, err = ended("catalogue", "restore", str(tmp_path / "sets"), database, "--force")
        assert code == 3
        assert "in use by process" in err


def test_town_is_rebuilt_from_its_export_in_any_order(database: str, tmp_path: Path) -> None:
    file, shuffled = tmp_path / "town.jsonl", tmp_path / "shuffled.jsonl"
    assert ended("operations", "export", str(file), "--full", database)[0] == 0
    assert file.stat().st_mode & 0o777 == 0o600
    lines = file.read_text().splitlines(keepends=True)
    assert sorted(json.loads(lines[0])) == [
        *("at", "branch", "due", "epoch", "ground", "id", "item", "kind", "patron", "presence"),
        *("record", "seq", "station"),
    ]
    random.Random(1).shuffle(lines)
    shuffled.write_text("".join(lines))
    found = []
    for n, each in enumerate((file, shuffled)):
        target = f"--database={tmp_path / f'{n}.db'}"
        code, out, _ = ended("operations", "replay", str(each), target, "--json")
        told = json.loads(out)
        assert code == 0
        found.append((told["digest"], told["totals"], told["loans"]))
    assert found[0] == found[1]
    assert found[0][1]["applied"] == 3
    assert [loan["item"] for loan in found[0][2] if loan["open"]] == ["y"]


def test_bad_line_is_named_on_stderr_and_ends_with_1(tmp_path: Path) -> None:
    file = tmp_path / "foreign.jsonl"
    good = {"id": "1", "station": "d", "seq": 1, "kind": "check_out", "item": "b", "patron": "p"}
    good |= {"at": "2026-03-01T10:00:00Z", "due": "2026-03-22T10:00:00Z", "ground": None}
    file.write_text(f"{json.dumps(good)}\nnonsense\n")
    database = f"--database={tmp_path / 'new.db'}"
    code, out, err = ended("operations", "replay", str(file), database, "--unchained")
    assert (code, err) == (1, "line 2: not JSON\n")
    assert "on loan: 1 of 1 loans" in out
    assert "applied 1, superseded 0, conflict 0, malformed 0, duplicates 0, bad 1" in out
    assert ended("operations", "replay", str(tmp_path / "none"), database)[0] == 2


def test_stations_are_enrolled_listed_and_revoked(database: str) -> None:
    code, out, _ = ended("stations", "enroll", "b", "--branch=B", database)
    assert (code, len(out.strip())) == (0, 32)
    code, out, _ = ended("stations", "list", database)
    heading, row = out.splitlines()
    assert heading.split()[:4] == ["station", "branch", "channel", "epoch"]
    assert row.split() == ["a", "A", "kiosk", "1", "never", "3", "-", "-", "enrolled"]
    assert ended("stations", "revoke", "a", database)[:2] == (0, "a: revoked\n")
    assert "not told yet" in ended("stations", "list", database)[1]
    code, out, _ = ended("stations", "health", database)
    assert code == 1
    assert "revoked, and it has not called since" in out
    assert ended("stations", "health", "nobody", database)[0] == 2


def test_health_says_what_is_wrong_and_what_to_do(lent: LittleTown) -> None:
    lent.services.contacts.told("a", HEALTH)
    lent.services.close()
    database = f"--database={lent.settings.database}"
    code, out, _ = ended("stations", "health", "a", database, "--json")
    told = json.loads(out)["stations"][0]
    assert code == 1
    assert "quarantined" in {each["code"] for each in told["warnings"]}
    code, out, _ = ended("stations", "health", "a", database)
    assert "clock +1500 ms ± 0" in out
    assert "2 records were refused" in out
    assert "beaupre queue list" in out


def test_check_says_whether_the_server_could_run(database: str, tmp_path: Path) -> None:
    assert ended("serve", "--check", database)[:2] == (0, "the server can run\n")
    code, out, _ = ended("serve", "--check", f"--database={tmp_path / 'new.db'}")
    assert code == 0
    assert "will be made" in out
    assert not (tmp_path / "new.db").exists()
    assert ended("serve", "--check", "--database=/nowhere/town.db")[0] == 2
    (tmp_path / "broken.db").write_bytes(b"no database at all, but long enough to be one" * 99)
    keys = tmp_path / "broken.db.keys"
    code, _, err = ended("serve", "--check", f"--database={tmp_path / 'broken.db'}")
    assert (code, keys.exists()) == (3, False)
    assert "not a database" in err
