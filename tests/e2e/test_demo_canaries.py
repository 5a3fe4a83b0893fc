"""The search of what a scenario leaves behind finds a name, a card or a PIN wherever one is put
(K7): what the scenarios' own search rests on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from catalogue.demo.town import load_town
from support.invariants_canaries import nobody_is_named, single_names
from ui.cli.conductor.props import card_tag

TOWN = load_town()
WHO = TOWN.cast.borrower
UID = card_tag(WHO.card, TOWN.owner_code).uid


def logged(text: str) -> Callable[[Path], None]:
    def put(state: Path) -> None:
        with (state / "logs" / "kiosk.log").open("a") as log:
            log.write(f"INFO somebody {text} was here\n")

    return put


def in_rows(file: str, text: str, *, deleted: bool = False, open_log: bool = False):
    """In a table of a database; deleted: in its free pages; open_log: in its write-ahead log."""

    def put(state: Path) -> None:
        connection = sqlite3.connect(state / file)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE notes (text TEXT)")
        connection.execute("INSERT INTO notes VALUES (?)", (text,))
        connection.commit()
        if deleted:
            connection.execute("DELETE FROM notes")
            connection.commit()
        if open_log:
            content = (state / f"{file}-wal").read_bytes()
            connection.close()
            (state / f"{file}-wal").write_bytes(content)
        else:
            connection.close()

    return put


def receipt(state: Path) -> None:
    with (state / "station" / "receipts.txt").open("a") as paper:
        paper.write(f"Merci {WHO.first_name} {WHO.surname}\f")


def raw_uid(state: Path) -> None:
    (state / "station" / "frames.bin").write_bytes(bytes.fromhex(UID)[::-1])


PLANTED: dict[str, Callable[[Path], None]] = {
    "card in a log": logged(WHO.card),
    "name in a log": logged(f"{WHO.first_name} {WHO.surname}"),
    "name as the screen says it": logged(f"{WHO.first_name} {WHO.surname[0]}."),
    "one name alone": logged(min(single_names(TOWN)).upper()),
    "pin in a log": logged(WHO.pin),
    "uid in a log": logged(UID.lower()),
    "raw uid": raw_uid,
    "name on a receipt": receipt,
    "card in a row": in_rows("station/journal.db", WHO.card),
    "card in a free page": in_rows("station/journal.db", WHO.card, deleted=True),
    "card in the write-ahead log": in_rows("station/snapshot.db", WHO.card, open_log=True),
    "pin at the server": in_rows("server/central.db", WHO.pin),
    "pin in the server's free pages": in_rows("server/central.db", WHO.pin, deleted=True),
}


def left_behind(folder: Path) -> Path:
    """As a scenario leaves it, but for what a person did."""
    for name in ("station", "logs", "server"):
        (folder / name).mkdir(parents=True)
    (folder / "logs" / "kiosk.log").write_text("INFO ready\n")
    for file in ("station/journal.db", "station/snapshot.db", "server/central.db"):
        with closing(sqlite3.connect(folder / file)) as connection:
            connection.execute("CREATE TABLE t (x TEXT)")
    return folder


@pytest.mark.parametrize("how", PLANTED)
def test_what_was_put_there_is_found(tmp_path: Path, how: str) -> None:
    """Guard: each part of `nobody_is_named` and each form it searches for."""
    state, report = left_behind(tmp_path / "state"), tmp_path / "report.json"
    report.write_text("{}")
    assert nobody_is_named(state, report) == []
    PLANTED[how](state)
    assert nobody_is_named(state, report) != []


def test_report_that_names_a_patron_is_found(tmp_path: Path) -> None:
    state, report = left_behind(tmp_path / "state"), tmp_path / "report.json"
    report.write_text(f'{{"patron": "{WHO.card}"}}')
    assert nobody_is_named(state, report) == [f"report.json: {WHO.card}"]
