"""What patrons of a simulated town do at a kiosk beside borrowing and bringing back: their account,
a title they want, and the gate that rang. What a screen granted them is kept in `World.granted`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from catalogue.db.present import HoldRow, LoanRow
from kiosk.session.account_state import Account, Asked
from kiosk.session.events import (
    CancelAsked,
    Confirmed,
    Event,
    Looked,
    RenewAllAsked,
    RenewAsked,
    WentBack,
)
from kiosk.session.look_events import HoldWished, LookBegun, LookTyped, PickupChosen
from kiosk.session.pages import Page, Way
from support.simulation_people import LOOK_MS, Visit
from support.simulation_world import Person, Thing, World

OPEN_HOLDS = ("waiting", "ready")


@dataclass(frozen=True)
class Granted:
    """Said on a screen: a loan renewed until `due_ms`, a hold given up or placed (its id)."""

    what: str
    person: str
    about: str
    due_ms: int = 0


class Errand(Visit):
    """One person at one kiosk who has not come for the books on the shelf."""

    def account(self) -> None:
        """Renew, give a hold up, want a title."""
        self._way = Way.ACCOUNT
        if self._begin(Way.ACCOUNT) and self._identify(Page.ACCOUNT):
            for _ in range(self._rng.randint(1, 3)):
                self._rng.choice((self._renew, self._give_up, self._want))()
                self._until(lambda: not self._checking(), 15_000)
                self._remember()
        self._leave()
        self._walk_off()

    def _touch(self, *events: Event) -> None:
        """And see what comes of it."""
        self._desk.machine.touch(*events)
        self._pause(LOOK_MS, LOOK_MS)

    @property
    def _account(self) -> Account:
        state = self._desk.machine.state
        return (state.account if state else None) or Account()

    def _renew(self) -> None:
        loans = self._account.loans
        one = RenewAsked(self._rng.choice(loans).item) if loans else RenewAllAsked()
        self._touch(self._rng.choice((one, RenewAllAsked())))
        self._until(lambda: not any(_asking(each.asked) for each in self._account.loans), 20_000)

    def _give_up(self) -> None:
        """Asked whether she means it, she does, mostly."""
        if not self._account.holds:
            return
        wish = CancelAsked(self._rng.choice(self._account.holds).id)
        self._touch(Looked(Page.HOLDS), wish)
        if self._chance(0.8):
            self._pause(300, 2000)
            self._touch(wish)
        self._until(lambda: not any(_asking(each.asked) for each in self._account.holds), 20_000)
        self._remember()
        self._touch(WentBack(), Looked(Page.ACCOUNT))

    def _want(self) -> None:
        """Look for a title, and have it kept at one of the branches."""
        machine = self._desk.machine
        if self._page not in (Page.ACCOUNT, Page.HOLDS):
            return
        self._touch(LookBegun(), LookTyped(f"title {self._rng.choice('tuf')}"), Confirmed())
        if not self._until(self._has_found, 8_000):
            return
        look = machine.state.look if machine.state else None
        hits = [hit for hit in look.found.hits if hit.hold] if look and look.found else []
        if hits:
            self._touch(HoldWished(self._rng.choice(hits).key))
            self._until(lambda: self._page is Page.PICKUP, 2_000)
            self._pause(300, 2000)
            self._touch(PickupChosen(self._rng.choice("ABC")))
            self._touch(Confirmed())

    def _has_found(self) -> bool:
        state = self._desk.machine.state
        return state is not None and state.look is not None and state.look.found is not None

    def _remember(self) -> None:
        """What the screen says that she was granted."""
        state, name = self._desk.machine.state, self._person.name
        for loan in self._account.loans:
            if loan.asked is Asked.GRANTED:
                self._world.granted.add(Granted("renewed", name, loan.loan, loan.due_ms))
        for hold in self._account.holds:
            if hold.asked is Asked.GRANTED:
                self._world.granted.add(Granted("given up", name, hold.id))
        wish = state.look.hold if state and state.look else None
        if wish is not None and wish.asked is Asked.GRANTED:
            kept = [hold.id for hold in self._account.holds if hold.title == wish.title]
            self._world.granted.update(Granted("placed", name, each) for each in kept)

    def _leave(self) -> None:
        for _ in range(5):
            if self._page in (Page.START, Page.RESTING, None) or self._chance(0.1):
                return  # or she walks off; the page closes by itself
            self._touch(WentBack())
            self._pause(200, 1000)

    def gate(self, things: list[Thing]) -> None:
        """The gate rang, or she fears it might."""
        self._way = Way.GATE
        places = {thing.item: thing.place for thing in things}
        if self._begin(Way.GATE):
            for thing in things:
                self._lay(thing)
                self._pause(0, 1200)
                self._perhaps_hasty(thing)
            self._until(self._nothing_moves, 12_000)
            if self._chance(0.8):
                self._touch(Confirmed())
        self._walk_off()
        for thing in things:
            at = places[thing.item]
            if isinstance(at, str | Person):
                self._world.lift(thing, at)


def _asking(asked: Asked) -> bool:
    return asked in (Asked.WAITING, Asked.ASKING)


def broken_promises(world: World) -> Iterator[str]:
    """What was granted on a screen and is not so. A disk that died may have taken it along."""
    if any(desk.machine.died for desk in world.desks.values()):
        return
    with world.server.services.database.read() as session:
        loans = {row.id: row for row in session.scalars(select(LoanRow))}
        holds = {row.id: row for row in session.scalars(select(HoldRow))}
    for one in sorted(world.granted, key=repr):
        told = f"{one.person} was told that {one.about} is {one.what}"
        loan, hold = loans.get(one.about), holds.get(one.about)
        if one.what == "renewed" and (loan is None or loan.due_ms < one.due_ms):
            yield f"{told} until {one.due_ms}, it is due {loan.due_ms if loan else None}"
        elif one.what == "given up" and hold is not None and hold.status in OPEN_HOLDS:
            yield f"{told}, it is {hold.status}"
        elif one.what == "placed" and hold is None:
            yield f"{told}, and nobody knows of it"
