"""A small town on both kinds of database, and its imports."""

from __future__ import annotations

import pytest

from catalogue.services.importing.runs import Importing
from support.both_databases import town_on_both as town
from support.both_databases import town_on_postgresql
from support.central import clock, town_template

__all__ = ["clock", "imports", "town", "town_on_postgresql", "town_template"]


@pytest.fixture
def imports(town) -> Importing:  # type: ignore[no-untyped-def]  # a fixture of that name
    """Of that town."""
    return town.services.imports
