"""The `beaupre` command itself: its list, its laziness, its exit codes."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import click
import pytest

from rfid.errors import ConfigurationError, ReaderFault, ReaderRefused
from ui.cli import main as command
from ui.cli.errors import CliError, ExitCode

NAMES = [
    *("demo", "kiosk", "serve", "config", "staff", "audit", "stations", "daily", "catalogue"),
    *(
        "patrons",
        "operations",
        "devices",
        "resources",
        "doctor",
        "queue",
        "tags",
        "readers",
        "printers",
    ),
]


def run_raising(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    def main(**_: Any) -> None:
        raise error

    monkeypatch.setattr(command.cli, "main", main)
    return command.run([])


def test_help_lists_every_command_with_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["--help"]) == ExitCode.DONE
    listed = capsys.readouterr().out.partition("Commands:")[2].split("\n\n")[0]
    lines = [line.split(maxsplit=1) for line in listed.strip().splitlines()]
    assert [line[0] for line in lines] == NAMES
    assert all(line[1].endswith(".") for line in lines)


def test_help_imports_neither_qt_nor_the_server() -> None:
    program = (
        "import sys; from ui.cli.main import run; run(['--help']);"
        "heavy = {'PySide6', 'fastapi', 'sqlalchemy', 'pydantic', 'requests', 'serial'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")


def test_version_is_the_one_of_the_distribution(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["--version"]) == ExitCode.DONE
    assert capsys.readouterr().out == "beaupre, version 0.1.0\n"


@pytest.mark.parametrize("name", NAMES)
def test_every_command_of_the_list_exists_and_shows_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.run([name, "--help"]) == ExitCode.DONE
    assert "beaupre " + name in capsys.readouterr().out


def test_unknown_command_is_wrong_use_told_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["borrow"]) == ExitCode.WRONG_USE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "beaupre: No such command 'borrow'. See: beaupre --help\n"


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (CliError("the chain is broken"), 1),
        (CliError("no such station", ExitCode.WRONG_USE), 2),
        (CliError("no answer", ExitCode.UNREACHABLE), 3),
        (ReaderFault("no reader\nat that address"), 3),
        (ConfigurationError("baud is a number"), 2),
        (click.BadParameter("not a number"), 2),
    ],
)
def test_known_error_ends_with_one_line_and_its_code(
    error: Exception,
    exit_code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_raising(monkeypatch, error) == exit_code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("beaupre: ")
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize("error", [ReaderRefused("a bug"), ZeroDivisionError()])
def test_bug_keeps_its_traceback(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(type(error)):
        run_raising(monkeypatch, error)


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), click.Abort()])
def test_interrupt_ends_with_the_shells_code(
    stop: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run_raising(monkeypatch, stop) == 130


def test_command_without_its_extra_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def import_module(name: str) -> None:
        raise ModuleNotFoundError("No module named 'fastapi'", name="fastapi.routing")

    monkeypatch.setattr(command.importlib, "import_module", import_module)
    assert command.run(["serve"]) == ExitCode.UNREACHABLE
    assert capsys.readouterr().err == (
        "beaupre: “beaupre serve” needs fastapi: pip install 'beaupre[server]'\n"
    )


def test_library_missing_only_when_the_command_runs_is_told_the_same_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    def kiosk() -> None:
        raise ModuleNotFoundError("No module named 'PySide6'", name="PySide6")

    monkeypatch.setattr(command.LazyGroup, "get_command", lambda *_: kiosk)
    assert command.run(["kiosk"]) == ExitCode.UNREACHABLE
    assert "needs PySide6: pip install 'beaupre[kiosk]'" in capsys.readouterr().err


def test_own_missing_module_is_a_bug_not_a_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def import_module(name: str) -> None:
        raise ModuleNotFoundError("No module named 'ui.cli.serve'", name="ui.cli.serve")

    monkeypatch.setattr(command.importlib, "import_module", import_module)
    with pytest.raises(ModuleNotFoundError):
        command.run(["serve"])


def test_exit_code_returned_by_a_command_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command.cli, "main", lambda **_: ExitCode.PROBLEMS)
    assert command.run([]) == 1
