"""Fixtures of the small town."""

from __future__ import annotations

from support.central import town_template

__all__ = ["town_template"]
