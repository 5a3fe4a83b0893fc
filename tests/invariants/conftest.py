"""Fixtures of the invariants: a small town, its server on loopback, a station enrolled there."""

from __future__ import annotations

from support.central import clock, town, town_template
from support.station_in_town import station, url

__all__ = ["clock", "station", "town", "town_template", "url"]
