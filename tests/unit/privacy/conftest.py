"""Fixtures of the small town."""

from __future__ import annotations

from support.central import clock, town, town_template

__all__ = ["clock", "town", "town_template"]
