"""`beaupre config` as an administrator uses it, with and without a running server."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.db.database import Database
from support.central import HandClock, LittleTown, serving, town_template
from support.town_files import BOURG, bourg
from ui.cli.main import run

__all__ = ["town_template"]

Config = Callable[..., tuple[int, str, str]]
WEEK = ("loan_days = 7", "loan_days = 14")
LINE = "~ policy adult × dvd: 7 → 14 days\n"


@pytest.fixture
def config(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Config:
    """Exit code, standard output and error of a command on a database of this test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOGNAME", "anne")

    def ended(*arguments: str) -> tuple[int, str, str]:
        code = run(["config", *arguments, "--database", "town.db"])
        said = capsys.readouterr()
        return int(code), said.out, said.err

    return ended


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


@pytest.fixture
def applied(config: Config) -> Config:
    """With the file applied."""
    assert config("apply", write("bourg.toml", BOURG))[0] == 0
    return config


def test_new_town_is_applied_and_exported_as_it_was(config: Config) -> None:
    code, out, err = config("apply", write("bourg.toml", BOURG))
    assert (code, err) == (0, "")
    assert out.startswith("+ town: “Bourg”")
    assert out.endswith("\napplied: version 1\n")
    assert config("export") == (0, BOURG, "")
    assert config("diff", "bourg.toml") == (0, "no difference\n", "")
    assert config("apply", "bourg.toml") == (0, "no difference\n", "")


def test_diff_and_dry_run_show_and_do_nothing(applied: Config) -> None:
    write("new.toml", bourg(WEEK))
    assert applied("diff", "new.toml") == (1, LINE, "")
    assert applied("apply", "new.toml", "--dry-run") == (0, LINE + "nothing applied: dry run\n", "")
    assert applied("export")[1] == BOURG


def test_rollback_and_history(applied: Config) -> None:
    assert applied("apply", write("new.toml", bourg(WEEK)))[1] == LINE + "applied: version 2\n"
    back = "~ policy adult × dvd: 14 → 7 days\n"
    assert applied("rollback", "1", "--dry-run") == (0, back + "nothing applied: dry run\n", "")
    assert applied("rollback", "1") == (0, back + "applied: version 3\n", "")
    assert applied("export", "--version", "2")[1] == bourg(WEEK)
    code, out, _ = applied("history")
    assert code == 0
    rows = [line.split("  ") for line in out.splitlines()]
    assert [(row[-3], row[-2]) for row in rows] == [
        ("operator:anne", "apply"),
        ("operator:anne", "apply"),
        ("operator:anne", "rollback to 1"),
    ]


def test_json_says_the_same_to_a_program(applied: Config) -> None:
    write("new.toml", bourg(WEEK))
    code, out, _ = applied("apply", "new.toml", "--json")
    assert code == 0
    assert json.loads(out) == {
        "changes": [
            {
                "change": "~",
                "section": "policy",
                "subject": "policy adult × dvd",
                "field": "loan_days",
                "line": LINE.strip(),
            }
        ],
        "refusals": [],
        "version": 2,
        "remarks": [],
    }
    assert json.loads(applied("export", "--json")[1]) == {"text": bourg(WEEK)}
    assert [json.loads(line)["n"] for line in applied("history", "--json")[1].splitlines()] == [
        1,
        2,
    ]


@pytest.mark.parametrize("command", ["diff", "apply"])
def test_fault_is_one_line_and_exit_code_2(config: Config, command: str) -> None:
    write("bad.toml", bourg(("loan_days = 7", 'loan_days = "7"')))
    assert config(command, "bad.toml") == (
        2,
        "",
        (
            "beaupre: bad.toml: lending, policies, row 2 (adult × dvd), loan_days: must be a whole"
            " number, not text in quotation marks; for example loan_days = 21\n"
        ),
    )


def test_file_that_cannot_be_read_is_named(config: Config) -> None:
    assert config("diff", "none.toml")[::2] == (
        2,
        "beaupre: none.toml: No such file or directory\n",
    )
    Path("latin.toml").write_bytes("[town]\nname = 'Médiathèque'".encode("latin-1"))
    code, _, err = config("diff", "latin.toml")
    assert (code, err) == (
        2,
        "beaupre: latin.toml: byte 17 is not UTF-8; save the file as UTF-8\n",
    )


def test_nothing_to_export_or_to_go_back_to_is_said(config: Config) -> None:
    assert config("export")[::2] == (2, "beaupre: no town is set up yet\n")
    assert config("rollback", "3")[::2] == (2, "beaupre: there is no version 3\n")
    assert config("history") == (0, "No file was applied yet.\n", "")


def test_altered_history_is_told_and_exit_code_1(applied: Config) -> None:
    database = Database("town.db")
    with database.write() as session:
        session.connection().exec_driver_sql("UPDATE config_versions SET author = 'nobody'")
    database.close()
    code, out, _ = applied("history")
    assert code == 1
    assert out.endswith("ALTERED: does not fit its hash\n")


def test_running_server_is_asked_and_says_the_same(
    config: Config, tmp_path: Path, town_template: Path
) -> None:
    """Guard: `TownOperator` asks the server wherever the database is held by one."""
    town = LittleTown(tmp_path, HandClock(), town_template)
    with serving(town) as url:
        assert town.services.database.lock is not None
        town.services.database.lock.announce(url)
        code, text, _ = config("export")
        assert code == 0
        named = text.replace('name = ""', 'name = "Adulte"')
        write("town.toml", named)
        assert config("diff", "town.toml")[:2] == (1, "~ category adult: name “” → “Adulte”\n")
        assert config("apply", "town.toml")[1].endswith("applied: version 2\n")
        assert config("export") == (0, named, "")
        assert config("export", "--version", "1") == (0, text, "")
        assert "operator:anne  apply" in config("history")[1]
        write("orphan.toml", named.replace('[[branches]]\nid = "A"\nname = "Branch A"\n\n', ""))
        code, out, _ = config("apply", "orphan.toml")
        assert code == 1
        assert out.startswith("! branch A cannot go: it has ")
        write("bad.toml", named.replace("loan_days = 21", "loan_days = 0", 1))
        code, _, err = config("apply", "bad.toml")
        assert code == 2
        assert err.startswith("beaupre: bad.toml: lending, policies, row 1")
        assert config("rollback", "9")[::2] == (2, "beaupre: there is no version 9\n")


def test_check_of_a_server_says_that_no_town_is_set_up(
    config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    config("history")
    assert run(["serve", "--check", "--database", "town.db"]) == 0
    told = "no town is set up yet: beaupre config apply TOWN.toml\nthe server can run\n"
    assert capsys.readouterr().out == told
    config("apply", write("bourg.toml", BOURG))
    assert run(["serve", "--check", "--database", "town.db"]) == 0
    assert capsys.readouterr().out == "the server can run\n"
