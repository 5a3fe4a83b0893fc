"""The small town on each kind of database: import `town_on_both as town` in a conftest.

    from support.both_databases import town_on_both as town

On PostgreSQL the town is a copy of one that the test run made once; `second_server` opens the same
database again, as another process of the server would.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from catalogue.server.services import Services, build_services
from support.central import HandClock, LittleTown
from support.databases import Cluster

KEYS = "town.db.keys"
TEMPLATE = "little_town"


def postgresql_town(
    cluster: Cluster, folder: Path, clock: HandClock, **other: object
) -> LittleTown:
    """A small town on a PostgreSQL database of its own; its keys are in the folder."""
    kept = cluster.folder / TEMPLATE

    def fill(url: str) -> None:
        kept.mkdir()
        LittleTown(kept, HandClock(), database=url, secrets_file=kept / KEYS).services.close()

    url = cluster.fresh(cluster.template(TEMPLATE, fill))
    return LittleTown(folder, clock, kept, database=url, secrets_file=folder / KEYS, **other)


@pytest.fixture
def town_on_postgresql(tmp_path: Path, clock: HandClock, cluster: Cluster) -> Iterator[LittleTown]:
    """A small town on PostgreSQL."""
    made = postgresql_town(cluster, tmp_path, clock)
    yield made
    made.services.close()
    cluster.drop(made.settings.database)


@pytest.fixture
def town_on_both(
    database_kind: str, tmp_path: Path, clock: HandClock, request: pytest.FixtureRequest
) -> Iterator[LittleTown]:
    """A small town, on SQLite and on PostgreSQL."""
    if database_kind == "postgresql":
        yield request.getfixturevalue("town_on_postgresql")
        return
    made = LittleTown(tmp_path, clock, request.getfixturevalue("town_template"))
    yield made
    made.services.close()


@contextmanager
def second_server(town: LittleTown) -> Iterator[Services]:
    """Another server on the same PostgreSQL database, with its own memory."""
    with closing(build_services(town.settings, town.clock)) as services:
        yield services
