"""The small town, on each kind of database."""

from __future__ import annotations

from support.both_databases import town_on_both as town
from support.both_databases import town_on_postgresql
from support.central import clock, town_template

__all__ = ["clock", "town", "town_on_postgresql", "town_template"]
