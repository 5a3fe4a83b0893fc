"""The ground the simulated towns stand on: one a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.simulation import Ground


@pytest.fixture(scope="session")
def ground() -> Iterator[Ground]:
    """Where the towns stand."""
    made = Ground()
    yield made
    made.close()
