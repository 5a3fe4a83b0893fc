"""What the workshop does not do, and why: a stable code and a sentence for staff."""

from __future__ import annotations


class WorkshopRefused(Exception):
    """`code` is stable; `str()` says it in words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code
