"""Fixtures of digital resources."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.central import LittleTown, clock, town_template
from support.central import town as little_town
from support.digital_town import set_up
from support.digital_vendor import Vendor, vending

__all__ = ["clock", "little_town", "town_template"]


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    """A vendor that answers."""
    with vending(Vendor()) as made:
        yield made


@pytest.fixture
def town(little_town: LittleTown, vendor: Vendor) -> LittleTown:
    """A small town with a resource for each way in, and a kiosk `a1`."""
    set_up(little_town, vendor)
    little_town.kiosk("a1")
    return little_town
