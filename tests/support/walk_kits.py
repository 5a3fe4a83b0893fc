"""What random sessions do with kits (`support.session_walks`): what lies there, what is answered,
what is touched."""

from __future__ import annotations

import random

from kiosk.session.effects import AskKit, RecordMissing, SignCharter
from kiosk.session.events import (
    CharterRead,
    CharterSigned,
    Event,
    KitIncomplete,
    KitOpened,
    KitTold,
    MissingRecorded,
    PartTicked,
)
from kiosk.session.kit_state import CharterText, Kit, KitPart
from kiosk.session.states import SessionState


def some_kit(number: int, mark: str) -> Kit:
    """A kit whose parts have tags, all or one of them."""
    tags = (1, 2) if number == 6 else (1, 0)
    codes = ("reader", "cable")
    return Kit(
        tuple(
            KitPart(code, f"{code} {mark}", "", 800, ordinal)
            for code, ordinal in zip(codes, tags, strict=True)
        )
    )


def said(
    effect: AskKit | SignCharter | RecordMissing, good: bool, rng: random.Random, mark: str, ms: int
) -> Event:
    """An answer to what was asked of a kit."""
    match effect:
        case AskKit(key=key, patron=patron, language=language):
            text = CharterText("liseuse", 1, language, f"Charte {mark}")
            charter = text if rng.random() < 0.7 else None
            denied = None if good else rng.choice(("age", "guardian", "not_for_loan"))
            return KitTold(key, patron.card, denied, charter, None, ms)
        case SignCharter(key=key, patron=patron):
            refused = ("charter_outdated", "offline_charter", "charter")
            return CharterSigned(key, patron.card, None if good else rng.choice(refused))
        case RecordMissing(key=key):
            return MissingRecorded(key, ms if good else None)


def touches(state: SessionState, rng: random.Random) -> tuple[Event, ...]:
    """What may be touched."""
    return (
        *(KitOpened(row.key) for row in state.rows),
        *(PartTicked("reader"), PartTicked("cable"), KitIncomplete()),
        CharterRead(rng.choice(("fr", "en"))),
    )


def ticks(state: SessionState) -> tuple[Event, ...]:
    """Everything that is not there yet."""
    row = state.row(state.kit_row)
    lacking = row.kit.lacking if row is not None and row.kit is not None else ()
    return tuple(PartTicked(part.code) for part in lacking)
