"""The search for names, cards and PINs finds what it is meant to find (K7).

That nothing is found after the scenarios of the demo is tried in tests/e2e. Guard here: each
disguise of `invariants_canaries`.
"""

from __future__ import annotations

import base64
import sqlite3
from pathlib import Path

import pytest

from support.invariants_canaries import found_in, pins_in

CARD = "2104802351583"
NAME = "Jeanne Marchand"
DISGUISES = {
    "plain": f"x{CARD}y".encode(),
    "hexadecimal": CARD.encode().hex().encode(),
    "utf-16": CARD.encode("utf-16-le"),
    "integer": int(CARD).to_bytes(6, "big"),
    **{f"base64 at {n}": base64.b64encode(b"abc"[:n] + CARD.encode() + b"tail") for n in range(3)},
}


@pytest.mark.parametrize("how", DISGUISES)
def test_card_number_is_found_in_every_disguise(tmp_path: Path, how: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"..." + DISGUISES[how] + b"...")
    assert found_in([file], [NAME], [CARD]) == [f"file: {CARD}"]


def test_deleted_row_is_found_in_the_free_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE people (name TEXT)")
    connection.execute("INSERT INTO people VALUES (?)", (NAME,))
    connection.commit()
    connection.execute("DELETE FROM people")
    connection.commit()
    connection.close()
    assert found_in([path], [NAME], [CARD]) == [f"a.db: {NAME}"]


def test_pin_is_found_alone_and_not_in_longer_numbers(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text('seq 247115 at 10:4711.2 hash ab4711cd "year": 14711')
    assert pins_in([log], ["4711"]) == []
    for said in ('{"pin": "4711"}', "pin=4711 card", "\x004711\x00", "34373131", "NDcxMQxx"):
        log.write_text(said)
        found = pins_in([log], ["4711"])
        assert (found == ["log: 4711"]) is (said != "NDcxMQxx"), said
