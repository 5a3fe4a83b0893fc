"""What every receipt printer is asked and answers. A fault blocks no session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from kiosk.receipts.layout import Slip

TAKEN_WITHIN_S: Final = 5.0
"""A printer that has not taken a receipt by then has no paper, or is stuck."""


class Paper(StrEnum):
    """What a printer says of its paper."""

    FINE = "fine"
    LOW = "low"
    OUT = "out"
    COVER = "cover"
    """Its cover is open."""
    UNKNOWN = "unknown"
    """It does not say."""

    @property
    def prints(self) -> bool:
        """Will a receipt come out?"""
        return self not in (Paper.OUT, Paper.COVER)


TOLD: Final = {
    Paper.LOW: "the paper is almost used up",
    Paper.OUT: "there is no paper",
    Paper.COVER: "the cover is open",
}


class PrinterFault(Exception):
    """Nothing came out; the text says why."""

    code = "printer"
    retry = True
    environment = True


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """`columns`: cells of font A a line has; `cut`: full, partial or none; `code_pages`: those the
    printer has, as python-escpos calls them, the usual one first; `fonts`: a folder with letters
    for what is printed as a picture, None: nothing is; `more_letters`: a font for other scripts."""

    columns: int = 42
    cut: str = "full"
    code_pages: tuple[str, ...] = ("CP858",)
    fonts: Path | None = None
    more_letters: Path | None = None


class ReceiptPrinter(Protocol):
    """Called on the `periph` thread."""

    def print_slips(self, slips: Sequence[Slip]) -> Paper:
        """Print, with a cut after each; how the paper is now. Raises PrinterFault."""
        ...

    def paper(self) -> Paper:
        """How the paper is. Raises PrinterFault for a printer that is not there."""
        ...
