"""What random sessions touch while they look around (`support.session_walks`)."""

from __future__ import annotations

import random

from kiosk.session.events import Confirmed, Event
from kiosk.session.look_events import (
    HoldWished,
    LookBegun,
    LookNarrowed,
    LookRespelled,
    LookStaged,
    LookTyped,
    PickupChosen,
    TitleWanted,
)
from kiosk.session.look_state import HERE_NOW, ONLINE, Look, LookStage
from kiosk.session.states import SessionState


def looks(state: SessionState, mark: str, rng: random.Random) -> tuple[Event, ...]:
    """What may be touched while somebody looks around."""
    look = state.look or Look()
    hits = (*(look.found.hits if look.found else ()), *look.suggested)
    keys = (*(hit.key for hit in hits), "t1")
    more: tuple[Event, ...] = tuple(LookStaged(stage) for stage in LookStage)
    return (
        *(LookBegun(), LookTyped(f"{mark} "), LookRespelled(), Confirmed(), LookNarrowed()),
        *(LookNarrowed(HERE_NOW), LookNarrowed(ONLINE), LookNarrowed("kind", "comic")),
        *(TitleWanted(rng.choice(keys)) for _ in keys),
        *(HoldWished(rng.choice(keys)) for _ in keys),
        *(PickupChosen("B"), *more),
    )
