"""Fixtures of digital resources on a running server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.both_databases import town_on_both, town_on_postgresql
from support.central import clock, town_template
from support.digital_vendor import Vendor, vending

__all__ = ["clock", "town_on_both", "town_on_postgresql", "town_template"]


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    """A vendor that answers."""
    with vending(Vendor()) as made:
        yield made
