"""Fixtures of the workshop."""

from __future__ import annotations

from support.central import town_template
from support.workshop import device_town, workshop_town

__all__ = ["device_town", "town_template", "workshop_town"]
