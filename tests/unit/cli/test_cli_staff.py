"""`beaupre staff` and `beaupre audit`, on a database alone and through its running server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from support.central import HandClock, LittleTown, clock, serving, town, town_template
from support.staff import PASSWORD
from ui.cli.main import run

__all__ = ["clock", "town", "town_template"]

Command = Callable[..., tuple[int, str]]


@pytest.fixture(params=["alone", "served"])
def command(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    town_template: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Command]:
    """Runs one command line; its exit code and what it said."""
    monkeypatch.setenv("BEAUPRE_SERVER_ARGON2_MEMORY_KIB", "8")
    monkeypatch.setenv("BEAUPRE_SERVER_ARGON2_TIME_COST", "1")
    town = LittleTown(tmp_path, HandClock(), town_template)

    def ask(*arguments: str) -> tuple[int, str]:
        code = run([*arguments, "--database", town.settings.database])
        said = capsys.readouterr()
        return code, said.out + said.err

    if request.param == "alone":
        town.services.close()
        yield ask
        return
    with serving(town) as url:
        assert town.services.database.lock is not None
        town.services.database.lock.announce(url)
        yield ask


def test_account_lives_through_all_commands(command: Command) -> None:
    code, said = command("staff", "add", "marie", "--role", "librarian", "--branch", "A", "--json")
    assert (code, json.loads(said)["name"]) == (0, "marie")
    assert command("staff", "list") == (
        0,
        "marie: librarian (A), first password not changed\n",
    )
    assert command("staff", "roles", "marie", "--role", "workshop")[0] == 0
    assert command("staff", "disable", "marie") == (0, "marie: disabled, signed out\n")
    code, said = command("staff", "list", "--json")
    listed = json.loads(said)
    assert listed["roles"] == ["workshop"]
    assert listed["branches"] is None
    assert listed["disabled_ms"]
    assert command("staff", "enable", "marie") == (0, "marie: enabled\n")
    assert "first password" in command("staff", "reset", "marie")[1]
    code, said = command("audit", "list", "--json")
    assert [json.loads(line)["action"] for line in said.splitlines()] == [
        "staff.add",
        "staff.roles",
        "staff.disable",
        "staff.enable",
        "staff.reset",
    ]
    assert {json.loads(line)["actor"] for line in said.splitlines()} == {"operator"}


def test_what_cannot_be_is_wrong_use_in_one_line(command: Command) -> None:
    assert command("staff", "add", "marie", "--role", "librarain") == (
        2,
        "beaupre: there is no role 'librarain'; there are: admin, librarian, manager, workshop\n",
    )
    assert command("staff", "disable", "nobody")[0] == 2
    assert command("audit", "verify", "--known", "7:abc")[0] == 2


def test_verifying_tells_the_end_of_the_chain_and_knows_it_again(command: Command) -> None:
    command("staff", "add", "marie", "--role", "librarian")
    code, said = command("audit", "verify")
    head = said.rpartition(" ")[2].strip()
    assert code == 0
    assert command("audit", "verify", "--known", head)[0] == 0
    number, _, digest = head.partition(":")
    flipped = digest.translate(str.maketrans("0123456789abcdef", "123456789abcdef0"))
    code, said = command("audit", "verify", "--known", f"{number}:{flipped}", "--json")
    assert code == 1
    assert json.loads(said)["fault"] == "line 1 is not as it was"


def test_log_somebody_tampered_with_is_an_exit_code(
    town: LittleTown, capsys: pytest.CaptureFixture[str]
) -> None:
    town.services.staff.add("operator", "marie", ["librarian"])
    with town.services.database.write() as session:
        session.execute(text("DROP TRIGGER audit_is_never_changed"))
        session.execute(text("UPDATE audit SET actor = 'staff:luc'"))
    town.services.close()
    assert run(["audit", "verify", "--database", town.settings.database]) == 1
    assert capsys.readouterr().out.startswith("broken: line 1 was changed")


def test_roles_are_listed_with_what_they_give(command: Command) -> None:
    code, said = command("staff", "roles")
    assert code == 0
    assert "workshop: devices, stock, tags\n" in said


def test_first_password_printed_is_the_one_that_lets_in(
    town: LittleTown, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(town) as url:
        assert town.services.database.lock is not None
        town.services.database.lock.announce(url)
        run(["staff", "add", "marie", "--role", "librarian", "--json", "--database",
             town.settings.database])  # fmt: skip
        first = json.loads(capsys.readouterr().out)["password"]
        signed_in = town.services.staff_sessions.sign_in("marie", first, PASSWORD)
    assert signed_in.member.name == "marie"
