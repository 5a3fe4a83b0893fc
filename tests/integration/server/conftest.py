"""Fixtures of the central server."""

from __future__ import annotations

from support.central import clock, town

__all__ = ["clock", "town"]
