"""Cards are swapped in the middle of anything: what is lent goes to a card that was let in, never
to the one before it and never to one that was only shown.

Guards: `identify.card_shown` takes no card while another is asked about or let in; `ending.end`
begins without one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kiosk.session.effects import LendItem, OpenSession
from kiosk.session.events import CardShown, Event, SessionOpened, SessionUnreachable
from kiosk.session.scan_events import Scanned
from kiosk.session.states import Means, SessionState
from support.session_walks import AT_REST, Walk
from support.walk_people import any_finger

SESSIONS = 150


@dataclass(slots=True)
class Swaps(Walk):
    """A walk with three cards in it, each with a name of its own."""

    let_in: set[str] = field(default_factory=set)
    lent: int = 0
    wrong: list[str] = field(default_factory=list)

    def others(self) -> list[str]:
        return [f"21048{self.person + more:08}" for more in (0, 500, 700)]

    def watch(self, state: SessionState) -> None:
        if state.page in AT_REST:
            self.let_in.clear()
        for effect in self.asked[-1:]:
            if isinstance(effect, LendItem):
                self.lent += 1
                patron = effect.patron
                if patron.card not in self.let_in or patron.display not in ("", name(patron.card)):
                    self.wrong.append(f"{self.person}: {effect.item} to {patron.card}")

    def _opened(self, effect: OpenSession, good: bool) -> Event:
        # Not `super()`: a class with slots is made anew, and would not be found.
        said = Walk._opened(self, effect, good)
        if isinstance(said, SessionOpened):
            said = replace(said, display=name(effect.card))
        if isinstance(said, SessionOpened) or (isinstance(said, SessionUnreachable) and good):
            self.let_in.add(effect.card)
        return said


def name(card: str) -> str:
    return f"Lectrice {card}"


def swap(walk: Walk) -> None:
    """Mostly what patrons do; now and then another card is there."""
    assert isinstance(walk, Swaps)
    if walk.rng.random() < 0.25:
        card = walk.rng.choice(walk.others())
        shown = CardShown(card, walk.rng.choice(list(Means)))
        walk.send(Scanned(card) if walk.rng.random() < 0.3 else shown)
    else:
        any_finger(walk)


def test_nothing_is_lent_to_a_card_that_was_not_let_in() -> None:
    lent = 0
    for seed in range(10):
        walk = Swaps(seed, swap)
        walk.show = walk.watch
        for _ in range(SESSIONS // 10):
            walk.session()
        assert walk.wrong == [], seed
        lent += walk.lent
    assert lent > SESSIONS // 3, lent
