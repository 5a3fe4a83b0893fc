"""`beaupre readers simulate` and `beaupre tags watch` against each other, as real processes."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from rfid.sim.images import image_for
from support.rfid_processes import Beaupre, write_field

OWNER = "FR999990001"
ONE, TWO, THREE = ("E00401500000000" + digit for digit in "123")


def book(uid: str, item_id: str = "3104800000017", **values: object) -> dict[str, object]:
    return {"uid": uid, "image": image_for(item_id, OWNER, 1, 2).hex()} | values


@pytest.fixture
def field(tmp_path: Path) -> Path:
    path = tmp_path / "FIELD.json"
    write_field(path, [book(ONE)])
    return path


@pytest.fixture
def pad(tmp_path: Path, field: Path) -> Iterator[Beaupre]:
    state = tmp_path / "STATE.json"
    link = tmp_path / "pad"
    with Beaupre("readers", "simulate", "--pty", link, "--field", field, "--state", state) as twin:
        twin.event("ready")
        yield twin


def arrived(watcher: Beaupre) -> set[object]:
    """UIDs of the tags told so far."""
    return {line["uid"] for line in watcher.seen if line["event"] == "arrived"}


def watch(tmp_path: Path, *more: object) -> Beaupre:
    address = f"feig+serial:{tmp_path / 'pad'}?parity=E"
    return Beaupre("tags", "watch", "--reader", address, "--owner", OWNER, "--json", *more)


def test_arrivals_and_departures_are_printed_as_they_happen(
    tmp_path: Path, field: Path, pad: Beaupre
) -> None:
    with watch(tmp_path) as watcher:
        arrived = watcher.event("arrived")
        expected = {
            "uid": ONE,
            "item_id": "3104800000017",
            "part": 1,
            "parts": 2,
            "afi": "07",
            "verdict": "item",
        }
        assert {key: arrived[key] for key in expected} == expected
        write_field(field, [book(TWO, "3104800000024", afi="C2")])
        told = [watcher.until(lambda _: True) for _ in range(2)]
        assert {(line["event"], line["uid"], line["afi"]) for line in told} == {
            ("arrived", TWO, "C2"),
            ("left", ONE, "07"),
        }


def test_watching_ends_after_the_wanted_number_of_lines(tmp_path: Path, pad: Beaupre) -> None:
    with watch(tmp_path, "--count", 1) as watcher:
        assert watcher.end() == (0, "")


def test_watching_ends_after_the_wanted_time(tmp_path: Path, pad: Beaupre) -> None:
    with watch(tmp_path, "--seconds", 0.2) as watcher:
        assert watcher.end() == (0, "")


def test_tags_arrive_again_after_the_reader_was_unplugged(
    tmp_path: Path, field: Path, pad: Beaupre
) -> None:
    write_field(field, [book(ONE), book(TWO)])
    with watch(tmp_path) as watcher:
        assert {watcher.event("arrived")["uid"] for _ in range(2)} == {ONE, TWO}
        pad.order(do="unplug")
        pad.event("line", up=False)
        assert not (tmp_path / "pad").is_symlink()
        write_field(field, [book(ONE)])
        pad.event("field")
        pad.order(do="plug")
        pad.event("line", up=True)
        assert watcher.event("arrived")["uid"] == ONE
        assert watcher.event("left")["uid"] == TWO


def test_port_is_free_again_when_the_watcher_is_killed(tmp_path: Path, pad: Beaupre) -> None:
    with watch(tmp_path) as first:
        first.event("arrived")
        first.process.kill()
        first.process.wait(30)
    with watch(tmp_path, "--count", 1) as second:
        assert second.event("arrived")["uid"] == ONE


def test_second_watcher_is_told_that_the_port_is_taken(tmp_path: Path, pad: Beaupre) -> None:
    with watch(tmp_path) as first:
        first.event("arrived")
        with watch(tmp_path) as second:
            code, text = second.end()
    assert code == 3
    assert text.count("\n") == 1


def test_bad_line_of_the_twin_still_brings_every_tag(tmp_path: Path, field: Path) -> None:
    write_field(field, [book(ONE), book(TWO), book(THREE)])
    faults = ("--faults", "flicker,drop,corrupt,delay", "--seed", 7)
    arguments = ("readers", "simulate", "--tcp", "127.0.0.1:0", "--field", field, *faults)
    with Beaupre(*arguments) as twin:
        address = f"feig+tcp:{twin.event('ready')['tcp']}"
        with Beaupre("tags", "watch", "--reader", address, "--json") as watcher:
            watcher.until(lambda _: {ONE, TWO, THREE} <= arrived(watcher))
            assert arrived(watcher) == {ONE, TWO, THREE}


def test_state_is_whole_at_the_end_and_the_link_is_gone(tmp_path: Path, pad: Beaupre) -> None:
    pad.process.stdin.close()
    pad.process.send_signal(signal.SIGTERM)
    assert pad.process.wait(30) == 0
    (row,) = json.loads((tmp_path / "STATE.json").read_text())["tags"]
    assert (row["uid"], row["afi"], row["present"]) == (ONE, "07", True)
    assert not os.path.lexists(tmp_path / "pad")


def test_twin_outlives_the_end_of_its_orders_and_obeys_quit(tmp_path: Path, field: Path) -> None:
    arguments = ("readers", "simulate", "--pty", tmp_path / "pad2", "--field", field)
    with Beaupre(*arguments) as twin:
        twin.event("ready")
        twin.order(do="dance")
        assert "dance" in twin.event("error")["error"]
        twin.order(do="arm", trigger="lift@write:1")
        assert "write_afi" in twin.event("error")["error"]
        twin.order(do="quit")
        assert twin.end()[0] == 0
    with Beaupre(*arguments) as twin:
        twin.event("ready")
        twin.process.stdin.close()
        write_field(field, [])
        assert twin.event("field")["lifted"] == [ONE]


def test_broken_field_file_is_told_once_it_stays_broken(field: Path, pad: Beaupre) -> None:
    field.write_text('{"tags": [{"uid": "E004"}]}')
    assert "uid needs 16" in pad.event("field_error")["error"]
    write_field(field, [book(TWO)])
    assert pad.event("field") == {"event": "field", "laid": [TWO], "lifted": [ONE]}


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        ("tags watch --reader feig+serial:/nowhere/pad", 3, "cannot be opened"),
        ("tags watch --reader feig+tcp:127.0.0.1:1", 3, "cannot be reached"),
        ("tags watch --reader fieg+serial:/dev/pad", 2, "write feig+serial:"),
        ("tags watch --reader feig+tcp:127.0.0.1:1?parity=E", 2, "unknown option 'parity'"),
        ("readers simulate --field F.json", 2, "say where to listen"),
        ("readers simulate --field /nowhere/F.json --tcp 127.0.0.1:0", 2, "cannot be read"),
        ("readers simulate --field F.json --tcp 10001", 2, "HOST:PORT"),
        ("readers simulate --field F.json --tcp 127.0.0.1:0 --faults rain", 2, "'rain'"),
        ("readers simulate --field F.json --pty /dev/null", 2, "no link"),
        ("readers simulate --field F.json --model pcsc --tcp 127.0.0.1:0", 2, "--vpcd"),
        ("readers simulate --field F.json --model pcsc --faults drop", 2, "USB loses no bytes"),
        ("readers simulate --field F.json --model pcsc --vpcd 35963", 2, "HOST:PORT"),
        ("readers simulate --field F.json --vpcd 127.0.0.1:1", 2, "--model pcsc"),
    ],
)
def test_wrong_use_is_one_line_and_an_exit_code(arguments: str, code: int, text: str) -> None:
    with Beaupre(*arguments.split()) as command:
        ended, said = command.end()
    assert (ended, said.count("\n")) == (code, 1)
    assert text in said
