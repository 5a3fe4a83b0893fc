"""Fixtures of a station in the small town."""

from __future__ import annotations

from support.central import clock, town, town_template
from support.station_in_town import station, url

__all__ = ["clock", "station", "town", "town_template", "url"]
