"""What the start page tells everybody: opening hours, words of the library, new arrivals; and what
closing time means for the kiosk.

Values of `kiosk.acts.board`, of the catalogue alone: nobody's session enters them.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from enum import StrEnum

from catalogue.domain.opening import Opening
from kiosk.session.titles import TitleInfo

Words = tuple[tuple[str, str], ...]
"""A message: (language, text)."""


class ClosedHours(StrEnum):
    """What a kiosk does while its branch is closed."""

    OPEN = "open"
    """As ever; the page says that it is closed."""
    DARK = "dark"
    """As ever, in dark colours and without motion."""
    RETURNS = "returns"
    """Dark, and nothing is lent."""
    REST = "rest"
    """Dark, and it serves nobody."""


@dataclass(frozen=True, slots=True)
class Board:
    """`opening` None: not known."""

    opening: Opening | None = None
    messages: tuple[Words, ...] = ()
    arrivals: tuple[TitleInfo, ...] = ()

    @property
    def closed(self) -> bool:
        """Is the branch closed, as far as is known?"""
        return self.opening is not None and not self.opening.is_open

    def without(self, titles: Set[str]) -> Board:
        """The next person sees nothing of what the one before had, were it only by chance."""
        return replace(self, arrivals=tuple(a for a in self.arrivals if a.title not in titles))
