"""What random sessions touch while they look around, and what is found
(`support.session_walks`)."""

from __future__ import annotations

import random
from collections.abc import Callable

from kiosk.session.effects import Effect
from kiosk.session.events import Confirmed, Event
from kiosk.session.look_effects import (
    AskBack,
    FindTitles,
    LearnResources,
    SuggestTitles,
    TellBranches,
    TellTitle,
)
from kiosk.session.look_events import (
    BackTold,
    BranchesTold,
    HoldWished,
    LookBegun,
    LookNarrowed,
    LookRespelled,
    LookStaged,
    LookTyped,
    PickupChosen,
    ResourcesLearnt,
    TitlesFound,
    TitlesSuggested,
    TitleTold,
    TitleWanted,
)
from kiosk.session.look_state import (
    HERE_NOW,
    ONLINE,
    Look,
    LookBack,
    LookBranch,
    LookChoice,
    LookFindings,
    LookHit,
    LookPlace,
    LookStage,
    LookTitle,
    Whereabouts,
)
from kiosk.session.states import SessionState
from kiosk.session.titles import TitleInfo

LOOKS = (SuggestTitles, FindTitles, TellTitle, AskBack, TellBranches, LearnResources)
BACK_MS = 1_790_000_000_000
Titles = Callable[[int], TitleInfo]


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


def looked(effect: Effect, good: bool, title: Titles, mark: str, rng: random.Random) -> Event:
    """What is found has her mark, as what she typed."""
    hits = tuple(_hit(number, title, mark) for number in range(1, rng.randint(1, 7)))
    match effect:
        case SuggestTitles(question=question):
            return TitlesSuggested(question, hits)
        case FindTitles(question=question):
            choices = (LookChoice("kind", "comic", "", 3), LookChoice("branch", "A", "Ici", 2))
            found = LookFindings(hits, 20, True, choices, f"mot {mark}", taken_ms=BACK_MS)
            return TitlesFound(question, found if good else None)
        case TellTitle(question=question, key=key):
            hit = _hit(int(key[1:]) if key[1:].isdigit() else 1, title, mark)
            on_it = tuple(title(number) for number in range(rng.randint(0, 20)))
            told = LookTitle(hit, True, subject=mark, places=hit.places, contents=on_it)
            return TitleTold(question, told if good else None)
        case AskBack(question=question, titles=titles):
            return BackTold(question, tuple(LookBack(each, "A", BACK_MS) for each in titles))
        case TellBranches():
            return BranchesTold((LookBranch("A", "Ici", here=True), LookBranch("B", "Là")))
        case _:
            return ResourcesLearnt()


def _hit(number: int, title: Titles, mark: str) -> LookHit:
    sorts = list(Whereabouts)
    place = LookPlace(sorts[number % len(sorts)], "Ici", f"R {mark}", copies=1)
    address = f"https://x.example/r/{mark}" if number == 5 else ""
    hold = "" if number % 3 == 0 else f"t{number}"
    return LookHit(
        f"t{number}", title(number), 1900, (place,), hold, address=address, words=address
    )
