"""`beaupre tags decode|encode` and `beaupre readers list`, and what their help says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from serial.tools import list_ports, list_ports_common

from rfid.sim.images import image_for
from support.rfid_rig import OWNER
from ui.cli.main import run

BOOK = image_for("3104800000017", OWNER, 2, 3).hex()


KEYS = {"model", "reason", "item_id", "part", "parts", "owner", "usage", "crc_ok", "verdict"}


def test_image_is_decoded(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tags", "decode", BOOK, "--site", OWNER, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    wanted = {"item_id": "3104800000017", "part": 2, "parts": 3, "verdict": "item", "owner": OWNER}
    assert wanted.items() <= row.items()
    assert row.keys() >= KEYS


def test_image_is_shown_to_people_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tags", "decode", BOOK]) == 0
    assert "item_id  3104800000017" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("image", "more", "verdict"),
    [
        ("00" * 32, [], "blank"),
        (BOOK[:60] + "ff" + BOOK[62:], [], "damaged"),
        (BOOK, ["--site", "DE-526"], "foreign"),
        ("11030AA8AE00", [], "item"),
        ("DEADBEEF0102", ["--dsfid", "00"], "unknown"),
        ("4E", [], "unknown"),
        ("\ufeff11030AA8AE00\r\n", [], "item"),
        ("11 03 0a\ta8 ae 00", [], "item"),
    ],
)
def test_verdict_is_told(
    image: str, more: list[str], verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tags", "decode", image, "--json", *more]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == verdict


def test_item_id_is_told_of_another_library_and_of_a_damaged_tag_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["tags", "decode", BOOK, BOOK[:60] + "ff" + BOOK[62:], "--site", "DE-526", "--json"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["item_id"] for row in rows] == ["3104800000017"] * 2
    assert [row["crc_ok"] for row in rows] == [True, False]


def test_every_line_is_answered_in_order_and_one_that_is_no_hexadecimal_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    images = tmp_path / "images.txt"
    images.write_text(f"{BOOK}\nxyz\n\n{'00' * 32}\n123\n", "utf-8")
    assert run(["tags", "decode", "--file", str(images), "--json"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["verdict"] for row in rows] == ["item", "unknown", "unknown", "blank", "unknown"]
    assert "hexadecimal" in rows[1]["reason"]


def test_wrong_dsfid_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    for dsfid in ("", "3g", "3E3E"):
        assert run(["tags", "decode", "00", "--dsfid", dsfid]) == 2
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("model", ["iso28560-3", "iso28560-2", "danish", "rfid501"])
def test_what_is_encoded_is_decoded(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--item", "3104800000017", "--part", "1/3", "--size", "112", "--model", model]
    assert run(["tags", "encode", *arguments, "--owner", "4711"]) == 0
    image = capsys.readouterr().out.strip()
    assert len(image) == 224
    assert run(["tags", "decode", image, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert [row[key] for key in ("item_id", "part", "parts", "owner", "usage")] == [
        "3104800000017",
        1,
        3,
        "4711",
        "circulating",
    ]


def test_what_a_model_has_no_place_for_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    item = ["--item", "3104800000017", "--owner", OWNER, "--title", "Nadja"]
    assert run(["tags", "encode", *item, "--model", "rfid501"]) == 0
    assert "owner, title" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--item", "x" * 17],
        ["--item", ""],
        ["--item", "1", "--part", "3/2"],
        ["--item", "1", "--part", "one"],
        ["--item", "1", "--size", "31"],
        ["--item", "1", "--size", "34", "--title", "Nadja"],
    ],
)
def test_what_cannot_be_encoded_is_told_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tags", "encode", *arguments]) == 2
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


@pytest.mark.parametrize(
    "command", ["readers list", "readers simulate", "tags watch", "tags decode", "tags encode"]
)
def test_help_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    run([*command.split(), "--help"])
    assert f"Example: beaupre {command}" in capsys.readouterr().out
