"""`beaupre tags show` and `beaupre readers list`, and what their help says."""

from __future__ import annotations

import json

import pytest
from serial.tools import list_ports, list_ports_common

from rfid.sim.images import image_for
from support.rfid_rig import OWNER
from ui.cli.main import run

BOOK = image_for("3104800000017", OWNER, 2, 3).hex()


def test_image_is_decoded(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tags", "show", BOOK, "--owner", OWNER, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    wanted = {"item_id": "3104800000017", "part": 2, "parts": 3, "verdict": "item", "owner": OWNER}
    assert wanted.items() <= row.items()


def test_image_is_shown_to_people_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tags", "show", BOOK]) == 0
    assert "item_id  3104800000017" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("image", "more", "verdict"),
    [
        ("00" * 32, [], "blank"),
        (BOOK[:60] + "ff" + BOOK[62:], [], "torn"),
        (BOOK, ["--owner", "DE-526"], "foreign"),
        ("11030AA8AE00", ["--dsfid", "06"], "not_library"),
    ],
)
def test_image_that_circulation_cannot_use_ends_with_one(
    image: str, more: list[str], verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tags", "show", image, "--json", *more]) == 1
    assert json.loads(capsys.readouterr().out)["verdict"] == verdict


@pytest.mark.parametrize("arguments", [["xyz"], ["00", "--dsfid", ""], ["00", "--dsfid", "3g"]])
def test_what_is_no_hexadecimal_is_wrong_use(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tags", "show", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_serial_ports_are_listed_with_the_address_to_write(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ports = [list_ports_common.ListPortInfo(f"/dev/ttyUSB{number}") for number in (1, 0)]
    monkeypatch.setattr(list_ports, "comports", lambda: ports)
    assert run(["readers", "list", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["reader"] for row in rows] == [
        "feig+serial:/dev/ttyUSB0",
        "feig+serial:/dev/ttyUSB1",
    ]


def test_machine_without_serial_ports_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_ports, "comports", list)
    assert run(["readers", "list"]) == 0
    assert "No serial port" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["readers list", "readers simulate", "tags watch", "tags show"])
def test_help_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    run([*command.split(), "--help"])
    assert f"Example: beaupre {command}" in capsys.readouterr().out
