"""Fixtures of the invariants: a small town, its server on loopback, a station enrolled there."""

from __future__ import annotations

from support.both_databases import town_on_both as town
from support.both_databases import town_on_postgresql
from support.central import clock, town_template
from support.station_in_town import station, url

__all__ = ["clock", "station", "town", "town_on_postgresql", "town_template", "url"]
