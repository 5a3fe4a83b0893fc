"""Applying a town file to a database: all or nothing, numbered, and never over somebody's head."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from catalogue.db.database import Database
from catalogue.db.holdings import CalendarDay, Policy, Setting
from catalogue.db.people import EnrolmentCode
from catalogue.db.staff import AuditEntry, RoleRight
from catalogue.db.town import ConfigVersion
from catalogue.services.calendar import write_calendar
from catalogue.services.rules import policy_for
from catalogue.services.town import owners
from catalogue.services.town_config.reading import TownFileFaults
from catalogue.services.town_config.setting_up import TownSetUp, UnknownVersion
from support.central import DAY, T0, HandClock
from support.town_files import BOURG, bourg

WITHOUT_GARE = (
    ('[[branches]]\nid = "gare"\nname = "La Gare"\n\n', ""),
    ('open = [\n    { first = 2027-05-06, branch = "gare" },\n]\n', ""),
    (
        (
            '    { category = "adult", kind = "dvd", branch = "gare", loan_days = 14,'
            " renewals = 0 },\n"
        ),
        "",
    ),
)
WEEK = ("loan_days = 7", "loan_days = 14")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(str(tmp_path / "town.db"))
    yield made
    made.close()


@pytest.fixture
def set_up(database: Database, clock: HandClock) -> TownSetUp:
    return TownSetUp(database, clock)


def test_file_is_applied_changed_and_taken_back_on_every_database(
    database_url: str, clock: HandClock
) -> None:
    texts = [BOURG, bourg(WEEK, *WITHOUT_GARE), bourg(("Europe/Paris", "Indian/Reunion"))]
    with closing(Database(database_url)) as database:
        set_up = TownSetUp(database, clock)
        for n, text in enumerate(texts, 1):
            assert set_up.apply(text, "operator:anne").version == n
            assert set_up.export() == text
        assert set_up.rollback(1, "operator:anne").version == 4
        assert set_up.export() == BOURG
        assert set_up.apply(BOURG, "operator:anne").version is None
        assert [version.intact for version in set_up.history()] == [True] * 4


def test_two_servers_that_apply_at_once_make_one_history(
    postgresql_url: str, clock: HandClock
) -> None:
    """Guards: `lock_set_up` in `apply_file`; without it the key of the versions and the retries of
    `Database.transact`. It fails when both are taken out."""
    texts = [bourg(("Le Moulin", f"Moulin {n}")) for n in range(4)]
    with ExitStack() as stack, ThreadPoolExecutor(len(texts)) as pool:
        towns = [stack.enter_context(closing(Database(postgresql_url))) for _ in texts]
        jobs = [
            pool.submit(TownSetUp(town, clock).apply, text, "operator:anne")
            for town, text in zip(towns, texts, strict=True)
        ]
        assert sorted(job.result().version or 0 for job in jobs) == [1, 2, 3, 4]
        history = TownSetUp(towns[0], clock).history()
    assert [(version.n, version.intact) for version in history] == [(n, True) for n in range(1, 5)]


def test_applied_file_is_exported_as_it_was(set_up: TownSetUp) -> None:
    assert set_up.export() is None
    assert set_up.apply(BOURG, "operator:anne").version == 1
    assert set_up.export() == BOURG
    assert set_up.diff(BOURG).changes == ()


def test_tables_say_what_the_file_says(set_up: TownSetUp, database: Database) -> None:
    set_up.apply(BOURG, "operator:anne")
    with database.read() as session:
        at_gare = policy_for(session, "adult", "dvd", "gare")
        elsewhere = policy_for(session, "adult", "dvd", "moulin")
        child = policy_for(session, "child", "book", "moulin")
        assert (at_gare.loan_days, elsewhere.loan_days, child.loan_days) == (14, 7, 21)
        assert policy_for(session, "child", "dvd", "moulin") is None
        assert owners(session) == ["FR999990001"]
        rights = {(row.role, row.allows) for row in session.scalars(select(RoleRight))}
    assert rights == {
        *(("admin", right) for right in ("circulate", "config")),
        *(("desk", right) for right in ("circulate", "holds")),
    }


def test_same_file_again_changes_nothing_and_has_no_number(
    set_up: TownSetUp, database: Database
) -> None:
    set_up.apply(BOURG, "operator:anne")
    again = set_up.apply(BOURG + "# a remark\n", "operator:anne")
    assert (again.version, again.changes) == (None, ())
    assert [version.n for version in set_up.history()] == [1]


def test_diff_changes_nothing(set_up: TownSetUp) -> None:
    set_up.apply(BOURG, "operator:anne")
    assert [str(change) for change in set_up.diff(bourg(WEEK)).changes] == [
        "~ policy adult × dvd: 7 → 14 days"
    ]
    assert set_up.export() == BOURG


def test_file_with_a_fault_changes_nothing(set_up: TownSetUp) -> None:
    set_up.apply(BOURG, "operator:anne")
    with pytest.raises(TownFileFaults):
        set_up.apply(bourg(("Le Moulin", "Moulin neuf"), ("loan_days = 7", "loan_days = 0")), "a")
    assert set_up.export() == BOURG
    assert len(set_up.history()) == 1


def test_country_without_known_holidays_is_a_fault_with_its_place(set_up: TownSetUp) -> None:
    with pytest.raises(TownFileFaults, match=r"^calendar, public_holidays: the public holidays"):
        set_up.apply(bourg(('"FR"', '"FR-99"')), "operator:anne")


def test_rollback_makes_an_earlier_version_the_present_as_a_new_one(set_up: TownSetUp) -> None:
    set_up.apply(BOURG, "operator:anne")
    set_up.apply(bourg(WEEK), "staff:marie")
    back = set_up.rollback(1, "operator:anne")
    assert back.version == 3
    assert set_up.export() == BOURG
    assert [(v.n, v.author, v.occasion, v.intact) for v in set_up.history()] == [
        (1, "operator:anne", "apply", True),
        (2, "staff:marie", "apply", True),
        (3, "operator:anne", "rollback to 1", True),
    ]
    assert set_up.rollback(1, "operator:anne").version is None


def test_version_that_never_was_is_not_rolled_back_to(set_up: TownSetUp) -> None:
    with pytest.raises(UnknownVersion):
        set_up.rollback(1, "operator:anne")


@pytest.mark.parametrize("column", ["text", "author", "occasion", "made_ms"])
def test_altered_version_is_found(set_up: TownSetUp, database: Database, column: str) -> None:
    """Guard: `versions.history` compares each row with its hash."""
    for edits in ((), (WEEK,), ()):
        set_up.apply(bourg(*edits), "operator:anne")
    with database.write() as session:
        new = 5 if column == "made_ms" else "else"
        session.execute(update(ConfigVersion).where(ConfigVersion.n == 2).values({column: new}))
    assert [version.intact for version in set_up.history()] == [True, False, True]


def test_version_that_is_taken_out_is_found(set_up: TownSetUp, database: Database) -> None:
    for edits in ((), (WEEK,), ()):
        set_up.apply(bourg(*edits), "operator:anne")
    with database.write() as session:
        session.execute(delete(ConfigVersion).where(ConfigVersion.n == 2))
    assert [version.intact for version in set_up.history()] == [True, False]


def test_what_was_changed_by_another_way_is_kept_as_a_version(
    set_up: TownSetUp, database: Database
) -> None:
    set_up.apply(BOURG, "operator:anne")
    with database.write() as session:
        session.execute(update(Policy).where(Policy.loan_days == 21).values(loan_days=28))
    assert set_up.apply(BOURG, "operator:anne").version == 3
    assert [(v.n, v.author, v.occasion) for v in set_up.history()][1] == (2, "server", "as found")
    assert set_up.text_of(2) == bourg(("loan_days = 21", "loan_days = 28"))


def test_apply_is_in_the_audit_log(set_up: TownSetUp, database: Database) -> None:
    set_up.apply(BOURG, "staff:marie")
    with database.read() as session:
        (entry,) = session.scalars(select(AuditEntry))
    assert (entry.actor, entry.action, entry.subject) == ("staff:marie", "config.apply", "config:1")


def closed(database: Database, branch: str) -> set[str]:
    with database.read() as session:
        found = session.scalars(select(CalendarDay).where(CalendarDay.branch == branch))
        return {day.date.isoformat() for day in found}


def test_calendar_follows_weekdays_holidays_and_closures(
    set_up: TownSetUp, database: Database
) -> None:
    set_up.apply(BOURG, "operator:anne")
    gare, moulin = closed(database, "gare"), closed(database, "moulin")
    assert "2027-02-23" in gare & moulin  # closed everywhere
    assert "2027-07-14" in gare & moulin  # a public holiday
    assert "2027-05-06" in moulin - gare  # Ascension Day, open at La Gare
    assert {"2027-08-03", "2027-08-14"} <= moulin - gare
    assert "2027-01-18" in moulin - gare  # a Monday


def test_day_that_is_open_again_leaves_the_calendar_and_days_gone_by_stay(
    set_up: TownSetUp, database: Database, clock: HandClock
) -> None:
    set_up.apply(BOURG, "operator:anne")
    clock.pass_ms(60 * DAY)
    set_up.apply(bourg(('public_holidays = "FR"\n', ""), ('["monday", "sunday"]', "[]")), "a")
    days = closed(database, "moulin")
    assert "2027-07-14" not in days
    assert "2027-01-18" in days
    with database.write() as session:
        assert write_calendar(session, clock()) == 0


def test_branch_nobody_uses_goes_with_its_days_rules_and_codes(
    set_up: TownSetUp, database: Database
) -> None:
    set_up.apply(BOURG, "operator:anne")
    with database.write() as session:
        session.add(
            EnrolmentCode(
                code_hash="0", station="gare-1", branch="gare", expires_ms=T0, used_ms=None
            )
        )
    without = bourg(*WITHOUT_GARE)
    outcome = set_up.apply(without, "operator:anne")
    assert [str(change) for change in outcome.changes] == [
        "- branch gare",
        "- open 2027-05-06 at gare",
        "- policy adult × dvd at gare",
    ]
    assert closed(database, "gare") == set()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(EnrolmentCode)) == 0


def test_set_up_of_an_older_program_is_exported_with_what_it_had(
    set_up: TownSetUp, database: Database
) -> None:
    set_up.apply(BOURG, "operator:anne")
    with database.write() as session:
        session.execute(delete(Setting).where(Setting.name.in_(("isils", "network", "languages"))))
    assert set_up.export() == bourg(("Médiathèques de Bourg", "Bourg"), ('["fr", "en"]', '["fr"]'))
