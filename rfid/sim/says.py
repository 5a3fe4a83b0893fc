"""What a virtual tag says when it does not do what it was asked."""

from __future__ import annotations


class TagSaysError(Exception):
    """An error answer of a tag (ISO/IEC 15693-3, 7.4.2)."""

    def __init__(self, code: int, block: int = 0) -> None:
        super().__init__(f"error {code:02X}")
        self.code = code
        self.block = block


class NoAnswerError(Exception):
    """Nobody answers, or two answer differently at once."""
