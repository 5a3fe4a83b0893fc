"""The tables on disk, the migrations and the program agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, UniqueConstraint, create_engine, inspect, text

from catalogue.db.database import Database
from catalogue.db.migrations import downgrade, head, upgrade
from catalogue.db.schema import METADATA
from catalogue.errors import DatabaseUnusable


@pytest.fixture
def engine(tmp_path: Path):
    made = create_engine(f"sqlite:///{tmp_path / 'town.db'}")
    yield made
    made.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_migrations_make_the_tables_of_the_models(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        differences = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), METADATA
        )
    assert differences == []


def test_constraints_of_the_models_are_on_disk(engine: Engine) -> None:
    upgrade(engine)
    found = inspect(engine)
    for table in METADATA.sorted_tables:
        checks = {c["name"] for c in found.get_check_constraints(table.name)}
        wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        assert checks == wanted, table.name
        unique = {tuple(c["column_names"]) for c in found.get_unique_constraints(table.name)}
        declared = {
            tuple(column.name for column in c.columns)
            for c in table.constraints
            if isinstance(c, UniqueConstraint)
        }
        assert unique == declared, table.name


def test_every_step_down_and_up_again_is_possible(engine: Engine) -> None:
    upgrade(engine)
    whole = tables(engine)
    downgrade(engine, "0001")
    assert tables(engine) < whole
    upgrade(engine)
    assert tables(engine) == whole
    downgrade(engine, "base")
    assert tables(engine) == set()
    upgrade(engine)
    assert tables(engine) == whole


def test_opening_a_database_brings_it_to_the_newest_version(tmp_path: Path) -> None:
    Database(str(tmp_path / "town.db")).close()
    engine = create_engine(f"sqlite:///{tmp_path / 'town.db'}")
    with engine.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    engine.dispose()
    assert found == head()


def test_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "town.db"
    Database(str(path)).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(DatabaseUnusable, match="another version"):
        Database(str(path))


def test_file_that_is_no_database_is_a_one_line_error(tmp_path: Path) -> None:
    path = tmp_path / "town.db"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(DatabaseUnusable) as found:
        Database(str(path))
    assert "\n" not in str(found.value)
    assert path.read_bytes().startswith(b"not a database")


@pytest.mark.parametrize("address", ["nonsense://", "sqlite3://x", "://"])
def test_address_that_is_no_database_is_refused(address: str) -> None:
    with pytest.raises(DatabaseUnusable):
        Database(address)
