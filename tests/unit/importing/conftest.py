"""A small town on SQLite, and its imports."""

from __future__ import annotations

import pytest

from catalogue.services.importing.runs import Importing
from support.central import LittleTown, clock, town, town_template

__all__ = ["clock", "imports", "town", "town_template"]


@pytest.fixture
def imports(town: LittleTown) -> Importing:
    """Of that town: it has branches A, B, C and items x, y of title t."""
    return town.services.imports
