"""Whatever is changed, taken away or added on the disk is found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.store.journal import Journal
from kiosk.store.rows import ChainReport
from support.station_store import HandClock, give_back, journal_at, lend_offline


def report_after(path: Path, clock: HandClock, *tampering: str) -> ChainReport:
    """Five records over two epochs, then somebody with the file in his hands."""
    with journal_at(path, clock) as journal:
        journal.identity("kiosk-1", 1, "A")
        lend_offline(journal)
        give_back(journal)
        journal.record_epoch_start(2)
        lend_offline(journal)
        give_back(journal)
        assert journal.verify_chain() == ChainReport(True, 5, None)
    with closing(sqlite3.connect(path)) as connection:
        for statement in tampering:
            connection.execute(statement)
        connection.commit()
    with journal_at(path, clock) as journal:
        return journal.verify_chain()


@pytest.mark.parametrize(
    ("tampering", "where"),
    [
        ("UPDATE operations SET body = replace(body, '\"A\"', '\"B\"') WHERE n = 2", "1/2"),
        ("UPDATE operations SET body = '{}' WHERE n = 3", "2/1"),
        ("UPDATE operations SET body = 'no json' WHERE n = 3", "2/1"),
        ("UPDATE operations SET body = '[1]' WHERE n = 3", "2/1"),
        ("UPDATE operations SET hash = lower(hex(zeroblob(32))) WHERE n = 1", "1/1"),
        ("UPDATE operations SET seq = 7 WHERE n = 5", "2/7"),
        ("DELETE FROM operations WHERE n = 1", "1/2"),
        ("DELETE FROM operations WHERE n = 4", "2/3"),
        ("DELETE FROM operations WHERE n = 5", "missing"),
        ("DELETE FROM operations", "missing"),
    ],
)
def test_tampering_is_found_where_it_is(
    path: Path, clock: HandClock, tampering: str, where: str
) -> None:
    report = report_after(path, clock, tampering)

    assert not report.intact
    assert where in str(report.fault)


def test_record_copied_from_elsewhere_does_not_follow(path: Path, clock: HandClock) -> None:
    report = report_after(
        path,
        clock,
        "UPDATE operations SET body = (SELECT body FROM operations WHERE n = 4),"
        " hash = (SELECT hash FROM operations WHERE n = 4) WHERE n = 5",
    )

    assert not report.intact


def test_empty_journal_is_intact(journal: Journal) -> None:
    assert journal.verify_chain() == ChainReport(True, 0, None)
