"""What every page says of a title."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TitleInfo:
    """What the screen says of an item; empty strings where nothing is known."""

    title: str
    author: str
    kind: str
    """book, comic, film, disc, magazine, game, ereader, or empty"""
