"""What random sessions do with the scanner (`support.session_walks`): what is held under it, and
what is answered."""

from __future__ import annotations

import random
from collections.abc import Callable

from kiosk.session.effects import LookUpBarcode
from kiosk.session.events import Event
from kiosk.session.scan_events import BarcodeTold, NotRead, Scanned, ScannedThing, TagOpened
from kiosk.session.scanning import unseen
from kiosk.session.states import Reason, SessionState
from kiosk.session.titles import TitleInfo

STRANGE = ("9782070360024", "\x1b[31m", "a\u202eb", "")


def scans(state: SessionState, person: int, card: str, rng: random.Random) -> Event:
    """A thing, now and then her card or something else; "it cannot be read"; or a tag of what was
    lent by its barcode is read at last."""
    lent = [row for row in state.rows if row.reason == Reason.BARCODE]
    if lent and rng.random() < 0.4:
        row = rng.choice(lent)
        return TagOpened(row.key, next((tag.uid for tag in state.pad), "E0040150000000FF"))
    draw = rng.random()
    if draw < (0.6 if any(map(unseen, state.rows)) else 0.1):
        return NotRead()
    thing = f"3{person:07}{rng.randint(1, 7):05}"
    return Scanned(thing if draw < 0.8 else rng.choice((card, *STRANGE)))


def told(
    effect: LookUpBarcode, title: Callable[[int], TitleInfo], rng: random.Random
) -> BarcodeTold:
    """A card is a card; a thing may have parts."""
    if effect.code.startswith("2"):
        return BarcodeTold(effect.code, card=rng.random() < 0.8)
    if not effect.code.startswith("3"):
        return BarcodeTold(effect.code)
    info = title(int(effect.code[-1]))
    return BarcodeTold(effect.code, thing=ScannedThing("t1", info, plain=rng.random() < 0.7))
