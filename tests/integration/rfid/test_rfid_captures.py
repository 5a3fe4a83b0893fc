"""Captures, mode switching and 3M readers through the commands a person types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from rfid.factory import open_reader
from rfid.sim.feig_twin import FeigTwin, Firmware
from rfid.sim.field import VirtualField
from rfid.sim.images import image_for
from rfid.sim.lines import TcpLine
from support.reader_rigs import FEIG_CAN, LineRig
from support.rfid_processes import Beaupre, write_field
from support.rfid_rig import tag
from ui.cli.main import run

OWNER = "FR999990001"
ONE, TWO = "E004015000000001", "E004015000000002"


@pytest.fixture
def old_reader(tmp_path: Path) -> Iterator[Beaupre]:
    """A 3M 810 with one book on it."""
    field = tmp_path / "FIELD.json"
    write_field(field, [{"uid": ONE, "image": image_for("3104800000017", OWNER).hex()}])
    link = tmp_path / "desk"
    with Beaupre("readers", "simulate", "--model", "3m", "--pty", link, "--field", field) as twin:
        twin.event("ready")
        yield twin


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.usefixtures("old_reader")
def test_what_an_old_reader_said_is_captured_and_read_again_from_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "desk.jsonl"
    address = f"3m+serial:{tmp_path / 'desk'}"
    code = run(["tags", "capture", "--reader", address, "--out", str(out), "--seconds", "1"])
    assert code == 0
    assert "1 tags were seen" in capsys.readouterr().out
    header = json.loads(out.read_text().splitlines()[0])
    assert (header["family"], header["model"]) == ("3m", "3M 810")
    for reader in (address, f"replay:{out}"):
        watched = ["tags", "watch", "--reader", reader, "--owner", OWNER, "--json"]
        assert run([*watched, "--count", "1"]) == 0
        (row,) = rows(capsys)
        assert (row["event"], row["uid"], row["item_id"]) == ("arrived", ONE, "3104800000017")


@pytest.mark.usefixtures("old_reader")
def test_request_the_capture_does_not_know_ends_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "desk.jsonl"
    address = f"3m+serial:{tmp_path / 'desk'}"
    run(["tags", "capture", "--reader", address, "--out", str(out), "--seconds", "1"])
    assert run(["tags", "dump", "--reader", f"replay:{out}"]) != 0
    assert "never recorded" in capsys.readouterr().err


def test_old_reader_writes_tags_as_any_other(
    old_reader: Beaupre, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"3m+serial:{tmp_path / 'desk'}"
    assert run(["tags", "unsecure", "--reader", address, "--site", OWNER, "--json"]) == 0
    old_reader.event("afi", uid=ONE, afi="C2")
    capsys.readouterr()
    assert run(["tags", "read", "--reader", address, "--site", OWNER, "--json"]) == 0
    (row,) = rows(capsys)
    assert (row["security"], row["item_id"]) == ("on_loan", "3104800000017")


@pytest.mark.parametrize(
    ("model", "scheme", "name"),
    [
        ("feig-old", "feig+serial", "FEIG ISC.MR102"),
        ("3m", "3m+serial", "3M 810"),
        ("3m-210", "3m+serial", "3M 210"),
    ],
)
def test_each_model_that_can_be_simulated_is_found_on_its_line(
    tmp_path: Path, model: str, scheme: str, name: str
) -> None:
    field = tmp_path / "FIELD.json"
    write_field(field, [{"uid": f"E0040150{number:08X}"} for number in range(9)])
    link = tmp_path / "desk"
    with Beaupre("readers", "simulate", "--model", model, "--pty", link, "--field", field) as twin:
        twin.event("ready")
        reader = open_reader(f"{scheme}:{link}?timeout_ms=300")
        assert reader.info().model == name
        assert len(reader.inventory()) == 9
        reader.close()


@pytest.fixture
def scanning() -> Iterator[tuple[LineRig, str]]:
    """A FEIG reader that came in buffered read mode."""
    line = TcpLine("127.0.0.1", 0)

    def make(field: VirtualField) -> FeigTwin:
        return FeigTwin(field, firmware=Firmware(mode=0x80))

    rig = LineRig(make, FEIG_CAN, line, lambda: address)
    address = f"feig+tcp:127.0.0.1:{line.port}?simulated=1"
    rig.lay(tag(1))
    yield rig, address
    rig.close()


def test_reader_is_switched_only_with_consent(
    scanning: tuple[LineRig, str], capsys: pytest.CaptureFixture[str]
) -> None:
    rig, address = scanning
    switch = ["readers", "switch", "--reader", address, "--host-mode"]
    assert run(["tags", "read", "--reader", address, "--json"]) != 0
    assert "beaupre readers switch" in capsys.readouterr().err
    before = bytes(rig.twin.eeprom[1])
    assert run(switch) != 0
    assert "buffered read mode: nothing was changed; add --yes" in capsys.readouterr().err
    assert bytes(rig.twin.eeprom[1]) == before
    assert run([*switch, "--yes"]) == 0
    assert "starts anew in ISO host mode" in capsys.readouterr().out
    assert run(["tags", "read", "--reader", address, "--json"]) == 0
    assert rows(capsys)[0]["uid"] == ONE
    assert run([*switch, "--yes"]) == 0
    assert "nothing was changed" in capsys.readouterr().out
