"""A town with a past goes down to an older version and up again, on each kind of database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, func, select, text

from catalogue.db.migrations import downgrade, upgrade
from catalogue.db.schema import METADATA
from catalogue.services.operating.rebuild import rebuild
from catalogue.services.operating.state import StateDigest, state_digest
from support.central import DAY, MINUTE, T0, HandClock, LittleTown
from support.databases import Cluster
from support.digital_town import set_up
from support.digital_vendor import Vendor

KEPT_BELOW_THE_RECORD = ("patrons", "cards", "titles", "items", "branches", "stations", "policies")


@pytest.fixture
def empty_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database without any table."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'town.db'}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    url = cluster.fresh("template1")
    yield url
    cluster.drop(url)


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    made = create_engine(empty_url)
    yield made
    made.dispose()


def opened(folder: Path, url: str, template: Path | None = None) -> LittleTown:
    keys = folder / "town.db.keys"
    return LittleTown(folder, HandClock(), template, database=url, secrets_file=keys)


def live(town: LittleTown) -> None:
    """A morning: loans, returns, a hold, a bit that stayed wrong, a contradiction."""
    a, b = town.kiosk("a1"), town.kiosk("b1", "B")
    ops = [a.check_out(T0, "P", "x"), a.check_in(T0 + MINUTE, "x"), a.check_out(T0 + 2 * MINUTE)]
    loan = a.check_out(T0 + 3 * MINUTE, "Q", "z")
    a.write(
        "tag_state",
        T0 + 4 * MINUTE,
        item="z",
        refs={"about": loan.id},
        uid="E004",
        found="07",
        wanted="C2",
    )
    a.write(
        "hold_place", T0 + 5 * MINUTE, title="u", card="2104800000003", presence="none", pickup="A"
    )
    town.send(a, *ops, *a.disk[3:])
    town.send(b, b.check_out(T0 + 60 * MINUTE, "Q", "x"))
    town.services.feed.number()


def digest_of(town: LittleTown) -> StateDigest:
    with town.services.database.write() as session:
        rebuild(session, T0)
        return state_digest(session)


def rows_of(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in KEPT_BELOW_THE_RECORD
        }


def test_record_survives_the_way_to_its_first_tables_and_back(
    tmp_path: Path, empty_url: str, engine: Engine
) -> None:
    """Also what is nobody's any more."""
    town = opened(tmp_path, empty_url)
    live(town)
    town.clock.pass_ms(150 * DAY)
    day = dt.datetime.fromtimestamp(town.clock() / 1000, dt.UTC).date()
    assert town.services.retention.run(day).counts["loans"] > 0
    before = digest_of(town)
    assert before.parts["operations"].rows > 6
    town.services.close()
    downgrade(engine, "0002")
    upgrade(engine)
    keys = tmp_path / "kept"
    keys.mkdir()
    (tmp_path / "town.db.keys").rename(keys / "town.db.keys")
    again = opened(tmp_path, empty_url, keys)
    assert before.differing(digest_of(again)) == []
    again.services.feed.number()
    again.services.close()


def test_people_and_holdings_survive_the_loss_of_the_record(
    tmp_path: Path, empty_url: str, engine: Engine
) -> None:
    town = opened(tmp_path, empty_url)
    live(town)
    town.services.close()
    before = rows_of(engine)
    downgrade(engine, "0001")
    assert rows_of(engine) == before
    upgrade(engine)
    assert rows_of(engine) == before
    with engine.connect() as connection:
        operations = METADATA.tables["operations"]
        assert connection.execute(select(func.count()).select_from(operations)).scalar_one() == 0


def test_tables_are_those_of_the_models_after_every_step_down_and_up(engine: Engine) -> None:
    upgrade(engine)
    downgrade(engine, "base")
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_digital_resources_survive_the_loss_of_their_subscriptions(
    tmp_path: Path, empty_url: str, engine: Engine
) -> None:
    town = opened(tmp_path, empty_url)
    set_up(town, Vendor(url="https://127.0.0.1"))
    town.services.close()
    downgrade(engine, "0010")
    upgrade(engine)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT id, state, themes, provider FROM digital_resources"))
        found = {row[0]: tuple(row[1:]) for row in rows}
        paid = connection.execute(text("SELECT count(*) FROM digital_subscriptions")).scalar_one()
    assert len(found) == 6
    assert {state for state, _, _ in found.values()} == {"live"}
    assert {str(themes) for _, themes, _ in found.values()} == {"[]"}
    assert paid == 0
