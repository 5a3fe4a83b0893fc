"""Several servers on one PostgreSQL: each sees what another did, and nobody waits for the feed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
import requests
from sqlalchemy import func, select, text

from catalogue.client import CentralClient
from catalogue.db.database import Database, database_url
from catalogue.db.present import FeedPending, FeedRow, ItemRow, LoanRow
from catalogue.db.record import StoredOperation
from catalogue.errors import Ambiguous, DatabaseBusy
from catalogue.server.app import create_app
from catalogue.server.services import Services, build_services
from catalogue.services import station_sync
from catalogue.services.feed import number_pending
from catalogue.services.marking import mark
from catalogue.services.operating.rebuild import rebuild
from catalogue.services.operating.state import state_digest
from catalogue.services.questions import answer
from catalogue.services.town import put_setting, setting
from support.both_databases import second_server
from support.central import DUE, MINUTE, T0, Kiosk, LittleTown, serving, settings_for
from support.databases import Cluster

PATIENCE_S = 30


@pytest.fixture
def town(town_on_postgresql: LittleTown) -> LittleTown:
    return town_on_postgresql


@pytest.fixture
def other(town: LittleTown) -> Iterator[Services]:
    with second_server(town) as services:
        yield services


def item_changes(services: Services, town: LittleTown, kiosk: Kiosk, cursor: str = "") -> set[str]:
    page = services.feed.page(town.caller(kiosk), cursor)
    return {change.key for change in page.changes if change.table == "item"}


def test_reader_is_not_stopped_by_an_open_transaction_and_misses_nothing_of_it(
    town: LittleTown, other: Services
) -> None:
    # Guard: `item_sums.tell` locks no item: what was told of one is not in its own row.
    kiosk, reader = town.kiosk("a1"), town.kiosk("r1")
    town.send(kiosk, kiosk.check_out(T0, "P", "y"))
    with town.services.database.write() as held:
        held.execute(select(ItemRow).where(ItemRow.item == "y").with_for_update()).all()
        mark(held, "item", "y")
        held.flush()
        town_kiosk = town.kiosk("a2")
        town.send(town_kiosk, town_kiosk.check_out(T0, "Q", "z"))
        page = other.feed.page(town.caller(reader), "")
        assert "z" in {change.key for change in page.changes if change.table == "item"}
        assert not page.more
    assert item_changes(other, town, reader, page.cursor) == {"y"}


def test_number_given_while_another_server_numbers_is_given_once(
    town: LittleTown, other: Services
) -> None:
    # Guard: `uq_feed_n` and the retry of `Database.transact`; the lock spares most of those.
    def work(services: Services, kiosk: Kiosk, item: str) -> None:
        for n in range(6):
            kiosk.check_out(T0 + 2 * n * MINUTE, "P", item)
            services.sync.handle(town.caller(kiosk), kiosk.batch(kiosk.disk[-1:]))
            services.feed.number()
            kiosk.check_in(T0 + (2 * n + 1) * MINUTE, item)
            services.sync.handle(town.caller(kiosk), kiosk.batch(kiosk.disk[-1:]))
            services.feed.number()

    kiosks = {item: town.kiosk(f"s-{item}") for item in ("x", "y", "z", "film")}
    with ThreadPoolExecutor(4) as pool:
        done = [
            pool.submit(work, (town.services, other)[n % 2], kiosk, item)
            for n, (item, kiosk) in enumerate(kiosks.items())
        ]
        for each in done:
            each.result(PATIENCE_S)
    with other.database.write() as session:
        number_pending(session)
    with other.database.read() as session:
        numbers = list(session.scalars(select(FeedRow.n)))
        last = int(setting(session, "feed_number", "0"))
        waiting = session.scalar(select(func.count()).select_from(FeedPending))
    assert waiting == 0
    assert max(numbers) == last
    assert len(numbers) == len(set(numbers))


def test_feed_is_read_on_while_a_stalled_server_is_at_its_numbers(
    town: LittleTown, other: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk = town.kiosk("r1")
    cursor = other.feed.page(town.caller(kiosk), "").cursor
    with town.services.database.write() as stalled:
        mark(stalled, "branch", "A")
        number_pending(stalled)
        with town.services.database.write() as session:
            mark(session, "branch", "B")

        def impatient(work) -> int:
            with other.database.write() as session:
                session.execute(text("SET LOCAL lock_timeout = '50ms'"))
                return work(session)

        monkeypatch.setattr(other.feed._database, "transact", impatient)
        page = other.feed.page(town.caller(kiosk), cursor)
        assert page.changes == []
        # What waits for its number is in no sum: nothing is compared before it has one.
        assert other.digests.of(town.caller(kiosk), page.cursor).branches is None
    monkeypatch.undo()
    keys = {change.key for change in other.feed.page(town.caller(kiosk), page.cursor).changes}
    assert keys == {"A", "B"}


def test_servers_by_turns_come_to_what_one_comes_to(town: LittleTown, other: Services) -> None:
    # Guards: versions compared in `Ledger._bring`; rows dated anew carry the new version.
    a, b = town.kiosk("a1"), town.kiosk("b1", "B")
    a.measured = False
    servers = (town.services, other)
    for n in range(12):
        at_ms = T0 + n * 10 * MINUTE
        if n == 9:
            a.measured = True
        if n % 2:
            a.check_in(at_ms, "x")
            b.check_out(at_ms + MINUTE, "Q", "y")
        else:
            a.check_out(at_ms, "P", "x")
            b.check_in(at_ms + MINUTE, "y")
        for m, kiosk in enumerate((a, b)):
            server = servers[(n + m) % 2]
            server.sync.handle(town.caller(kiosk), kiosk.batch(kiosk.disk[-1:]))
    with other.database.read() as session:
        by_turns = state_digest(session)
    with other.database.write() as session:
        rebuild(session, town.clock())
        assert by_turns.differing(state_digest(session)) == []


def test_limit_of_a_patron_holds_at_two_servers_at_once(
    town: LittleTown, other: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Guard: `hold_patron` in `StationSync._deny`.
    before = town.kiosk("before")
    town.send(before, before.check_out(T0, "P", "x"), before.check_out(T0, "P", "y"))
    kiosks = {item: town.kiosk(f"s-{item}") for item in ("z", "film")}
    both_decide = threading.Barrier(2)

    def decide_together(*arguments):
        decided = answer(*arguments)
        with suppress(threading.BrokenBarrierError):
            both_decide.wait(1)  # one alone: the other one waits its turn
        return decided

    monkeypatch.setattr(station_sync, "answer", decide_together)

    def ask(server: Services, item: str) -> str:
        kiosk = kiosks[item]
        request = kiosk.batch(ask=kiosk.check_out(T0 + MINUTE, "P", item, DUE))
        found = server.sync.handle(town.caller(kiosk), request).answer
        assert found is not None
        return found.verdict

    with ThreadPoolExecutor(2) as pool:
        verdicts = sorted(pool.map(ask, (town.services, other), kiosks))
    assert verdicts == ["accepted", "denied"]


def test_card_nobody_knows_seen_at_two_servers_at_once_is_one_patron(
    town: LittleTown, other: Services
) -> None:
    # Guard: `Database.transact` runs again what met a row of the same key.
    kiosks = [town.kiosk(f"s{n}") for n in range(6)]
    together = threading.Barrier(len(kiosks))

    def send(n: int) -> None:
        kiosk, server = kiosks[n], (town.services, other)[n % 2]
        kiosk.check_out(T0 + n * MINUTE, "2999900000001", f"unknown-{n}")
        caller = town.caller(kiosk)
        together.wait(PATIENCE_S)
        server.sync.handle(caller, kiosk.batch())

    with ThreadPoolExecutor(len(kiosks)) as pool:
        list(pool.map(send, range(len(kiosks))))
    with other.database.read() as session:
        patrons = set(session.scalars(select(LoanRow.patron_id)))
        stored = session.scalar(select(func.count()).select_from(StoredOperation))
    assert len(patrons) == 1
    assert stored == len(kiosks)


def test_deadlock_ends_for_both(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    both_hold = threading.Barrier(2)
    tries: list[str] = []

    def cross(first: str, second: str) -> None:
        mine: list[str] = []

        def work(session) -> None:
            tries.append(first)
            mine.append(first)
            put_setting(session, first, "1")
            session.flush()
            if len(mine) == 1:
                both_hold.wait(PATIENCE_S)
            put_setting(session, second, "1")

        database.transact(work)

    with database.write() as session:
        put_setting(session, "a", "0")
        put_setting(session, "b", "0")
    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(cross, "a", "b"), pool.submit(cross, "b", "a")]:
            each.result(PATIENCE_S)
    with database.read() as session:
        assert (setting(session, "a", ""), setting(session, "b", "")) == ("1", "1")
    assert len(tries) == 3
    database.close()


def test_lock_that_is_not_to_be_had_is_told_as_busy(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with database.write() as session:
        put_setting(session, "a", "0")

    def impatient(session) -> None:
        session.execute(text("SET LOCAL lock_timeout = '50ms'"))
        put_setting(session, "a", "2")

    with database.write() as session:
        put_setting(session, "a", "1")
        session.flush()
        with pytest.raises(DatabaseBusy) as found:
            database.transact(impatient)
    assert found.value.code == "database_busy"
    database.close()


def test_servers_that_start_at_once_change_the_tables_once(cluster: Cluster) -> None:
    # Guard: `hold(connection, Lock.MIGRATION)` in `upgrade`.
    cluster.execute("CREATE DATABASE starting")
    url = cluster.url("starting")
    with ExitStack() as opened, ThreadPoolExecutor(4) as pool:
        for database in pool.map(Database, [url] * 4):
            opened.callback(database.close)
    assert len(cluster.execute("SELECT version_num FROM alembic_version", "starting")) == 1
    cluster.drop(url)


def test_demo_town_is_seeded_once_by_servers_that_start_at_once(
    postgresql_url: str, tmp_path: Path
) -> None:
    # Guard: `Database.alone` in `create_app`.
    settings = settings_for(
        tmp_path, database=postgresql_url, secrets_file=tmp_path / "keys", demo=True
    )
    build_services(settings).close()
    with ThreadPoolExecutor(2) as pool:
        towns = [app.state.services for app in pool.map(create_app, [settings] * 2)]
    with towns[0].database.read() as session:
        loans = select(LoanRow.item).where(LoanRow.open)
        lent = session.scalars(loans).all()
    assert lent
    assert len(lent) == len(set(lent))
    for town in towns:
        town.close()


def test_database_that_is_away_is_no_answer_and_comes_back(
    town: LittleTown, cluster: Cluster
) -> None:
    kiosk = town.kiosk("a1")
    loan = kiosk.check_out(T0)
    name = town.services.database.url.partition("@/")[2].partition("?")[0]
    with serving(town) as url:
        client = CentralClient(url, town.tokens["a1"], timeout_s=20)
        client.operations(kiosk.batch((loan,)))
        cluster.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        cluster.execute(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        )
        response = requests.get(
            f"{url}/v1/tally", timeout=20, headers={"Authorization": f"Bearer {town.tokens['a1']}"}
        )
        assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
        assert response.json()["code"] == "database_unreachable"
        with pytest.raises(Ambiguous):
            client.operations(kiosk.batch((loan,)))
        cluster.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert client.operations(kiosk.batch((loan,))).results[0].status == "duplicate"
        client.close()


def test_reader_on_postgresql_sees_one_moment_and_cannot_write(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with database.read() as reader:
        assert setting(reader, "town", "none") == "none"
        with database.write() as writer:
            put_setting(writer, "town", "new")
        assert setting(reader, "town", "none") == "none"
        with pytest.raises(Exception, match="read-only transaction"):
            reader.execute(text("INSERT INTO settings VALUES ('a', 'b')"))
    database.close()


def test_password_of_the_database_is_not_told() -> None:
    from catalogue.errors import DatabaseUnusable

    with pytest.raises(DatabaseUnusable) as found:
        Database("postgresql+psycopg://beaupre:hush@127.0.0.1:1/town")
    assert "hush" not in str(found.value)
    assert "127.0.0.1:1" in str(found.value)


def test_address_of_postgresql_needs_no_name_of_a_driver() -> None:
    assert database_url("postgresql://u:p%40@h/town") == "postgresql+psycopg://u:p%40@h/town"
