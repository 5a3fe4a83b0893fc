"""Fixtures of circulation at the server."""

from __future__ import annotations

import pytest

from support.circulation_town import busy

__all__ = ["busy"]


@pytest.fixture
def database_kind() -> str:
    """SQLite, but for tests that are marked with both."""
    return "sqlite"
