"""After a purge nothing names who has gone: no row, no byte of the file, no later backup."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.people import Patron
from catalogue.db.present import HoldRow, LoanRow
from catalogue.db.whom import is_alias
from catalogue.domain.rights import OPERATOR
from catalogue.services import audit
from catalogue.services.operating.backup import Source, make_backup
from catalogue.services.operating.verifying import verify_database
from support.both_databases import second_server
from support.central import CARDS, DAY, DUE, Kiosk, LittleTown, patron_of
from support.invariants_canaries import files_below, found_in
from support.privacy_life import TRACES, WHO, live, pass_months, traces_in_rows

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"])
"""Nothing in it is about the kind of database."""


def lived(town: LittleTown) -> Kiosk:
    """A town in which she left traces in many tables."""
    kiosk = town.kiosk("a1")
    live(town, kiosk)
    with town.services.database.read() as session:
        found = traces_in_rows(session)
    tables = {each.partition(":")[0] for each in found}
    assert tables >= {
        "patrons", "cards", "sidecars", "loans", "holds", "notices", "fee_lines",
        "charter_signatures", "patron_sessions", "feed",
    }, tables  # fmt: skip
    return kiosk


def backed_up(town: LittleTown) -> None:
    """A backup made now lies in the town's folder, too."""
    source = Source(town.services.database.url, town.settings.secrets_path, "1")
    make_backup(source, town.folder / "backups", town.clock, lambda: "id", lambda *_: None)


def counted(session: Session) -> tuple[object, ...]:
    """Numbers that a purge leaves as they are."""
    return (
        session.scalar(select(func.count()).select_from(LoanRow)),
        session.scalar(select(func.count()).select_from(HoldRow)),
        session.scalars(select(HoldRow.status).order_by(HoldRow.id)).all(),
    )


def test_account_a_year_after_its_last_use_leaves_no_trace(town: LittleTown) -> None:
    """Guards: `forget_numbers` and `sweep` in `Retention`, `SEVERED` folded like a sidecar."""
    kiosk = lived(town)
    recent = pass_months(town, 13)
    here = len(kiosk.disk)
    kiosk.check_out(town.clock(), "P", "y", DUE + 500 * DAY)
    town.send(kiosk, *kiosk.disk[here:])
    with town.services.database.read() as session:
        before = counted(session)
    done = town.services.retention.run(recent)
    assert done.finished
    assert done.counts["kept"] == 0
    with town.services.database.read() as session:
        assert traces_in_rows(session) == []
        assert session.get(Patron, patron_of("P")) is not None
        assert counted(session) == before
        mine = session.scalars(select(LoanRow.patron_id)).all()
        assert {is_alias(each) for each in mine if each != patron_of("P")} == {True}
        assert audit.verify(session).intact
    verdict = verify_database(town.services.database, None, town.clock(), lambda *_: None)
    assert verdict.findings == ()
    if town.services.database.url.startswith("sqlite"):
        backed_up(town)
        assert bytes_with_traces(town) == []


def test_account_erased_at_her_wish_leaves_no_trace(town: LittleTown) -> None:
    """At once, whatever its age. Guard: `FeeLine` among the tables of `erase`."""
    lived(town)
    town.services.patron_accounts.erase(CARDS[WHO], OPERATOR)
    with town.services.database.read() as session:
        assert traces_in_rows(session) == []
        assert audit.verify(session).intact
    verdict = verify_database(town.services.database, None, town.clock(), lambda *_: None)
    assert verdict.findings == ()
    assert bytes_with_traces(town) == []


def bytes_with_traces(town: LittleTown) -> list[str]:
    """Files of the town and traces in them; the database of PostgreSQL is none of them."""
    files = [path for path in files_below(town.folder) if path.suffix != ".keys"]
    texts = [each for each in TRACES if each != CARDS[WHO]]
    return found_in(files, texts, [CARDS[WHO]])


@ON_SQLITE
def test_loan_is_nobodys_four_months_after_its_return(town: LittleTown) -> None:
    """The account stays, for her next loan; what she had does not, nor the fine she paid for it.
    Guards: `may_go` in `sever`, `_said`."""
    lived(town)
    day = pass_months(town, 5)
    town.services.retention.run(day)
    with town.services.database.read() as session:
        tables = {each.partition(":")[0] for each in traces_in_rows(session)}
        assert tables == {"patrons", "cards", "charter_signatures", "feed"}
        patron = session.get_one(Patron, patron_of(WHO))
        assert patron.seen_ms is not None


@ON_SQLITE
def test_purged_twice_is_purged_once(town: LittleTown) -> None:
    lived(town)
    day = pass_months(town, 13)
    first = town.services.retention.run(day, budget_s=-1)
    assert (first.finished, set(first.counts.values())) == (False, {0})
    done = town.services.retention.run(day)
    again = town.services.retention.run(day)
    assert done.counts["accounts"] > 0
    assert {name: n for name, n in again.counts.items() if n} == {}


def test_two_servers_that_forget_at_once_forget_once(town_on_postgresql: LittleTown) -> None:
    """Each finds some of it done already, or waits for it; nothing is done twice."""
    town = town_on_postgresql
    lived(town)
    day = pass_months(town, 13)
    with second_server(town) as other, ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(each.retention.run, day) for each in (town.services, other)]
        counts = [run.result(60).counts for run in runs]
    assert [sum(each[name] for each in counts) for name in ("loans", "holds", "cards")] == [2, 1, 4]
    with town.services.database.read() as session:
        assert traces_in_rows(session) == []
    verdict = verify_database(town.services.database, None, town.clock(), lambda *_: None)
    assert verdict.findings == ()


@ON_SQLITE
def test_dry_run_says_the_same_and_changes_nothing(town: LittleTown) -> None:
    lived(town)
    day = pass_months(town, 5)
    with town.services.database.read() as session:
        before = traces_in_rows(session)
    told = town.services.retention.run(day, dry=True)
    with town.services.database.read() as session:
        assert traces_in_rows(session) == before
    assert told.counts == town.services.retention.run(day).counts
    assert dataclasses.asdict(told)["counts"]["loans"] == 2
