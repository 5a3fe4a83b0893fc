"""The audit log: one chain, whoever writes; nothing in it changes or tells who reads what."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.domain.operations import GENESIS
from catalogue.services import audit
from support.central import DAY, T0

GOLDEN = "56683851ec4dc82bc1ebe8d832858c97581d6f9aac219f3676ed00184a333e50"
UNGUARD = {
    "sqlite": [
        "DROP TRIGGER audit_is_never_changed",
        "DROP TRIGGER audit_is_kept",
        "DROP TRIGGER audit_is_never_replaced",
    ],
    "postgresql": [
        "DROP TRIGGER audit_is_append_only ON audit",
        "DROP TRIGGER audit_is_never_emptied ON audit",
    ],
}


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def fill(database: Database, lines: int = 5) -> None:
    for n in range(lines):
        with database.write() as session:
            audit.write(session, T0 + n * DAY, "staff:marie", "staff.sign_in", "staff:marie")


def verified(database: Database, known: tuple[int, str] | None = None) -> audit.AuditReport:
    with database.read() as session:
        return audit.verify(session, known)


def run(database: Database, *statements: str) -> None:
    with database.write() as session:
        for statement in statements:
            session.execute(text(statement))


def test_lines_form_one_chain(database: Database) -> None:
    fill(database)
    with database.read() as session:
        found = audit.entries(session)
    assert [each.n for each in found] == [1, 2, 3, 4, 5]
    assert [each.prev_hash for each in found] == [GENESIS, *(each.hash for each in found[:-1])]
    assert verified(database) == audit.AuditReport(5, (5, found[-1].hash))


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_hash_of_a_line_is_a_golden_one(database: Database) -> None:
    with database.write() as session:
        audit.write(session, T0, "staff:é", "staff.add", "staff:luc", {"roles": ["b", "a"], "n": 1})
    with database.read() as session:
        (line,) = audit.entries(session)
    assert line.details == '{"n":1,"roles":["b","a"]}'
    assert line.hash == GOLDEN


CHANGES = (
    "UPDATE audit SET actor = 'staff:somebody' WHERE n = 2",
    "UPDATE audit SET at_ms = at_ms",
    "DELETE FROM audit WHERE n = 5",
    "DELETE FROM audit",
)


def test_database_itself_refuses_to_change_the_log(database: Database) -> None:
    fill(database)
    for statement in CHANGES:
        with pytest.raises(DBAPIError):
            run(database, statement)
    assert verified(database).lines == 5


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_line_is_not_replaced_either(database: Database) -> None:
    fill(database)
    replaced = "INSERT OR REPLACE INTO audit SELECT n, at_ms, 'x', action, subject, details,"
    with pytest.raises(DBAPIError):
        run(database, f"{replaced} prev_hash, hash FROM audit WHERE n = 2")


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_log_is_not_emptied_either(database: Database) -> None:
    fill(database)
    with pytest.raises(DBAPIError):
        run(database, "TRUNCATE audit")


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE audit SET actor = 'staff:x' WHERE n = 2", "line 2 was changed"),
        ("UPDATE audit SET at_ms = at_ms + 1 WHERE n = 5", "line 5 was changed"),
        ("DELETE FROM audit WHERE n = 3", "line 3 is missing or not the next"),
        ("DELETE FROM audit WHERE n < 3", "the lines up to 2 went without a checkpoint"),
    ],
)
def test_whoever_gets_round_the_database_is_found_out(
    database: Database, database_kind: str, statement: str, told: str
) -> None:
    fill(database)
    run(database, *UNGUARD[database_kind], statement)
    report = verified(database)
    assert not report.intact
    assert report.fault == told


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_end_cut_off_or_log_made_anew_shows_against_a_head_noted_before(
    database: Database, database_kind: str
) -> None:
    fill(database)
    head = verified(database).head
    assert verified(database, head).intact
    run(database, *UNGUARD[database_kind], "DELETE FROM audit WHERE n > 3")
    assert verified(database).intact
    assert verified(database, head).fault == "line 5 is not as it was"
    fill(database, 2)
    assert verified(database, head).fault == "line 5 is not as it was"


def test_old_lines_go_behind_a_checkpoint_and_the_rest_still_verifies(database: Database) -> None:
    fill(database)
    head = verified(database).head
    with database.write() as session:
        assert audit.forget_before(session, T0 + 9 * DAY, "operator", T0 + 3 * DAY) == 3
        assert audit.forget_before(session, T0 + 9 * DAY, "operator", T0 + 3 * DAY) == 0
    report = verified(database, head)
    assert report.intact
    assert report.lines == 3
    with pytest.raises(DBAPIError):
        run(database, "DELETE FROM audit WHERE n = 4")
    with database.write() as session:
        assert audit.forget_before(session, T0 + 20 * DAY, "operator", T0 + 15 * DAY) == 3
    assert verified(database).lines == 1
    assert verified(database).intact


def test_many_writers_keep_one_chain(database: Database) -> None:
    """Guard: `hold` in `write` (PostgreSQL), BEGIN IMMEDIATE (SQLite)."""
    together = threading.Barrier(8)

    def work(who: int) -> None:
        together.wait(20)
        for _ in range(10):
            with database.write() as session:
                audit.write(session, T0, f"staff:{who}", "staff.sign_in", f"staff:{who}")

    with ThreadPoolExecutor(8) as pool:
        for each in [pool.submit(work, who) for who in range(8)]:
            each.result(60)
    report = verified(database)
    assert report.intact
    assert report.lines == 80


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_line_of_a_deed_that_failed_is_not_there(database: Database) -> None:
    def deed() -> None:
        with database.write() as session:
            audit.write(session, T0, "operator", "staff.add", "staff:x")
            raise LookupError

    with pytest.raises(LookupError):
        deed()
    fill(database, 1)
    assert verified(database).lines == 1


@pytest.mark.parametrize(
    ("subject", "details"),
    [
        ("patron:0190", {"item": "3104"}),
        ("item:3104", {"patron": "0190"}),
        ("hold:7", {"name": "Jeanne", "title": "Le Songe"}),
        ("staff:marie", {"password": "x"}),
        ("pin:1", {}),
    ],
)
def test_log_never_says_who_reads_what_nor_any_secret(
    town, subject: str, details: dict[str, str]
) -> None:
    with (
        pytest.raises(ValueError, match="audit log"),
        town.services.database.write() as session,
    ):
        _write(session, subject, details)


def _write(session: Session, subject: str, details: dict[str, str]) -> None:
    audit.write(session, T0, "staff:marie", "something", subject, details)
