"""Receipts on paper: a thermal printer through python-escpos. Imported where one is configured.

Its status is asked for in real time (ESC/POS, DLE EOT 2 and 4), which it answers without paper and
in the midst of a receipt, too. One that says nothing is taken at its word: many lines have no way
back.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

from escpos.exceptions import Error as EscposError
from escpos.printer import Dummy
from PIL import Image, ImageChops

from kiosk.config.addresses import PrinterAddress
from kiosk.devices import printing
from kiosk.devices.outlet import Outlet, open_outlet
from kiosk.devices.printing import TOLD, Paper, PaperSettings, PrinterFault
from kiosk.receipts.layout import Slip
from kiosk.receipts.picture import Letters

ANSWERS_WITHIN_S: Final = 1.0
ASK_OFFLINE, ASK_PAPER = b"\x10\x04\x02", b"\x10\x04\x04"
FIXED, FIXED_VALUE = 0b10010011, 0b00010010
"""Bits that are always so in an answer: what is not so is none."""
COVER_OPEN, ENDED, NEAR_END = 0x04, 0x60, 0x0C
FEED_LINES: Final = 4
"""So that what was printed last can be torn off."""


PLAIN: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "–": "-", "—": "-", "œ": "oe", "Œ": "Oe"}
)
"""What stands in print for what old code pages have not."""


class Page(Dummy):  # type: ignore[misc]  # python-escpos has no types
    """ESC/POS of a receipt, not sent yet."""

    def dots(self, image: Image.Image) -> None:
        """A picture of one bit a dot, black is 0, as GS v 0 wants it."""
        rows = ImageChops.invert(image)
        size = struct.pack("<HH", (rows.width + 7) // 8, rows.height)
        self._raw(b"\x1dv0\x00" + size + rows.tobytes())


class EscposPrinter:
    """A thermal printer that speaks ESC/POS. Opened and closed for each receipt, so that paper put
    in or a cable put back is noticed without a restart."""

    def __init__(self, address: PrinterAddress, settings: PaperSettings) -> None:
        self._address = address
        self._settings = settings
        self._mute = False
        """It was asked once and said nothing: not waited for again."""

    def print_slips(self, slips: Sequence[Slip]) -> Paper:
        """Print, unless it says that it cannot. Raises PrinterFault."""
        page = Page()
        try:
            for slip in slips:
                emit(page, slip, self._settings)
            with open_outlet(self._address, printing.TAKEN_WITHIN_S) as outlet:
                before = self._ask(outlet)
                if not before.prints:
                    raise PrinterFault(f"{self._address}: {TOLD[before]}")
                outlet.write(page.output, printing.TAKEN_WITHIN_S)
                return self._ask(outlet)
        except (OSError, EscposError) as error:
            raise PrinterFault(f"{self._address}: {error}") from error

    def paper(self) -> Paper:
        """Ask it. Raises PrinterFault."""
        try:
            with open_outlet(self._address, printing.TAKEN_WITHIN_S) as outlet:
                self._mute = False
                return self._ask(outlet)
        except OSError as error:
            raise PrinterFault(f"{self._address}: {error}") from error

    def _ask(self, outlet: Outlet) -> Paper:
        if not outlet.answers or self._mute:
            return Paper.UNKNOWN
        outlet.drop()
        said = []
        for question in (ASK_OFFLINE, ASK_PAPER):
            outlet.write(question, printing.TAKEN_WITHIN_S)
            answer = outlet.read(ANSWERS_WITHIN_S)[-1:]
            if not answer or answer[0] & FIXED != FIXED_VALUE:
                self._mute = True
                return Paper.UNKNOWN
            said.append(answer[0])
        return paper_of(*said)


def paper_of(offline: int, sensors: int) -> Paper:
    """What the answers to DLE EOT 2 and DLE EOT 4 mean."""
    if offline & COVER_OPEN:
        return Paper.COVER
    if sensors & ENDED:
        return Paper.OUT
    return Paper.LOW if sensors & NEAR_END else Paper.FINE


def emit(page: Page, slip: Slip, settings: PaperSettings) -> None:
    """The receipt as ESC/POS, whatever the device behind it. A line no code page has is a picture;
    so is all that is read from the right."""
    letters = None if settings.fonts is None else Letters(settings.fonts, settings.more_letters)
    page.hw("INIT")
    for line in slip.lines:
        found = None if slip.right_to_left else _in_code_page(line.text, settings.code_pages)
        if found is None and letters is not None:
            page.set(align="left", normal_textsize=True, bold=False)
            page.dots(letters.picture(line, slip))
            continue
        code_page, text = found or (settings.code_pages[0], line.text)
        page.charcode(code_page)
        page.set(
            align="center" if line.centred else "left",
            bold=line.bold,
            double_width=line.big,
            double_height=line.big,
            normal_textsize=not line.big,
        )
        page.text(f"{text}\n")
    page.set(align="left", bold=False, normal_textsize=True)
    if settings.cut == "none":
        page.text("\n" * FEED_LINES)
    else:
        page.cut(mode="FULL" if settings.cut == "full" else "PART")


def _in_code_page(text: str, code_pages: Sequence[str]) -> tuple[str, str] | None:
    """The first code page that has all of it, and the text as it has it."""
    for code_page in code_pages:
        codec = code_page.lower().replace("iso_", "iso")
        written = "".join(char if _has(char, codec) else char.translate(PLAIN) for char in text)
        if _has(written, codec):
            return code_page, written
    return None


def _has(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
