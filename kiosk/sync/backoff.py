"""How long to wait after a failure: longer each time, and not for all stations at once."""

from __future__ import annotations

from collections.abc import Callable


class Backoff:
    """`random` gives numbers in [0, 1). Delays double from `first_s` to `longest_s`, each between
    half and the whole of it."""

    def __init__(self, first_s: float, longest_s: float, random: Callable[[], float]) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._random = random
        self._next_s = first_s

    def delay_s(self) -> float:
        """After one more failure."""
        whole, self._next_s = self._next_s, min(self._next_s * 2, self._longest_s)
        return whole * (0.5 + self._random() / 2)

    def reset(self) -> None:
        """It worked."""
        self._next_s = self._first_s
