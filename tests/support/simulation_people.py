"""Patrons and staff: what people do at a kiosk, and what they know of it afterwards.

They look at the screen, as people do, and the simulator keeps the books on what they really did.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.session.events import (
    CardShown,
    Chosen,
    Confirmed,
    Digit,
    GaveUp,
    OneIsMissing,
    Stayed,
    UndoAsked,
    UndoWished,
    WentBack,
)
from kiosk.session.pages import Page, Way
from kiosk.session.states import Means, Reason, RowState, TrayRow
from support.simulation_world import Desk, Person, Thing, World

UNDO = 0.25
"""So many patrons take a loan back."""
LOOK_MS = 150
"""How often somebody looks at the screen."""
OPEN_PAGES = (Page.TRAY, Page.RETURN, Page.ATTENTION, Page.UNDO, Page.GATE)


class Visit:
    """One person at one kiosk, from choosing a way to walking off."""

    def __init__(self, world: World, desk: Desk, person: Person, number: int) -> None:
        self._world = world
        self._desk = desk
        self._person = person
        self._rng = world.stream(f"visit-{number}")
        self._aside = world.stream(f"aside-{number}")
        self._way: Way | None = None
        self._laid: list[Thing] = []
        self._card_lies = False

    # Seeing and doing

    def _pause(self, low_ms: int, high_ms: int) -> None:
        self._world.scheduler.sleep(self._rng.randint(low_ms, high_ms))

    def _until(self, seen: Callable[[], bool], patience_ms: int) -> bool:
        """Look at the screen until it shows that, or patience is over."""
        end_ms = self._world.now() + patience_ms
        while not seen():
            if self._world.now() >= end_ms:
                return False
            self._world.scheduler.sleep(LOOK_MS)
        return True

    @property
    def _page(self) -> Page | None:
        return self._desk.machine.page

    def _chance(self, share: float) -> bool:
        return self._rng.random() < share

    # The visit

    def borrow(self, things: list[Thing]) -> None:
        """Take these things home, if the kiosk lets her."""
        self._way = Way.BORROW
        early = things[:1] if self._chance(0.2) else []
        for thing in early:
            self._lay(thing)
            self._pause(100, 1500)
        if not self._begin(Way.BORROW):
            self._walk_off()
            return
        if self._identify():
            for thing in things:
                if thing not in self._laid:
                    self._lay(thing)
                    self._pause(0, 1200)
                self._perhaps_hasty(thing)
            self._settle()
            self._perhaps_take_back()
            self._finish()
        else:
            self._leave_identify()
        self._walk_off()

    def give_back(self, things: list[Thing]) -> None:
        """Bring these things back."""
        self._way = Way.RETURN
        if not self._begin(Way.RETURN):
            self._walk_off()
            return
        for thing in things:
            self._lay(thing)
            self._pause(0, 1200)
            self._perhaps_hasty(thing)
        self._settle()
        self._finish()
        self._walk_off()

    def _begin(self, way: Way) -> bool:
        """Wait for a free kiosk and choose a way."""
        desk = self._desk
        if not self._until(lambda: self._page is Page.START, 20_000):
            return False
        desk.person = desk.whose = self._person
        desk.visit, desk.rows = desk.visit + 1, {}
        self._world.note(desk.machine.name, f"{self._person.name} {way}")
        desk.machine.touch(Chosen(way))
        pages = (Page.IDENTIFY, Page.PIN, Page.TRAY, Page.RETURN, Page.GATE)
        return self._until(lambda: self._page in pages, 3_000)

    def _identify(self, then: Page = Page.TRAY) -> bool:
        """Card, then PIN where one is asked; some mistype it once."""
        machine = self._desk.machine
        self._show_card()
        self._until(lambda: self._page is not Page.IDENTIFY or self._told(), 8_000)
        wrong = self._chance(0.15)
        for attempt in range(3):
            if self._page is not Page.PIN:
                break
            pin = self._person.pin[::-1] if wrong and attempt == 0 else self._person.pin
            self._pause(500, 3000)
            machine.touch(*(Digit(digit) for digit in pin), Confirmed())
            self._pause(LOOK_MS, LOOK_MS)
            self._until(lambda: not self._checking(), 15_000)
        return self._until(lambda: self._page is then, 1_000)

    def _show_card(self) -> None:
        machine, means = self._desk.machine, self._rng.choice(list(Means))
        self._pause(200, 2000)
        self._desk.typed = means is Means.TYPED
        if means is Means.READ:
            self._card_lies = True
            machine.pad.field.lay(self._person.card)
        elif means is Means.SCANNED:
            machine.touch(CardShown(self._person.number, Means.SCANNED))
        else:
            machine.touch(*(Digit(digit) for digit in self._person.number), Confirmed())

    def _told(self) -> bool:
        state = self._desk.machine.state
        return state is not None and state.notice is not None and not state.checking

    def _checking(self) -> bool:
        state = self._desk.machine.state
        return state is not None and state.checking

    def _leave_identify(self) -> None:
        for _ in range(3):
            if self._page in (Page.IDENTIFY, Page.PIN):
                self._desk.machine.touch(WentBack())
                self._pause(LOOK_MS, 1000)

    def _lay(self, thing: Thing) -> None:
        self._world.lay(thing, self._desk)
        self._laid.append(thing)

    def _perhaps_hasty(self, thing: Thing) -> None:
        """Some take a thing away at once, and lay it down again when they are asked to."""
        if not self._chance(self._world.profile.hasty):
            return
        self._pause(0, 900)
        self._world.lift(thing, self._person)
        self._pause(0, 4000)
        if self._chance(0.6):
            self._world.lay(thing, self._desk)

    def _settle(self) -> None:
        """Wait for what the screen says of the things, and do what it asks for."""
        self._neighbour()
        if self._chance(0.1):
            self._desk.machine.touch(OneIsMissing())
        for _ in range(self._rng.randint(1, 4)):
            self._until(self._nothing_moves, 12_000)
            if self._page is not Page.ATTENTION:
                break
            self._put_right()
        if self._chance(0.2):
            self._desk.machine.touch(Stayed())

    def _perhaps_take_back(self) -> None:
        """One of the loans was a mistake."""
        state = self._desk.machine.state
        if state is None or not state.undoable or self._aside.random() > UNDO:
            return
        self._desk.machine.touch(UndoWished())
        self._pause(300, 3000)
        self._desk.machine.touch(UndoAsked(self._aside.choice(state.undoable)))
        if self._aside.random() < 0.2:
            self._world.lift(self._laid[0], self._person)
        self._until(self._nothing_moves, 12_000)

    def _neighbour(self) -> None:
        """Somebody else holds a card to the scanner while she is at it: nothing may come of it."""
        if self._aside.random() < 0.1:
            others = [each for each in self._world.people.values() if each is not self._person]
            card = CardShown(self._aside.choice(others).number, Means.SCANNED)
            self._desk.machine.touch(card)

    def _put_right(self) -> None:
        """The page asks for what was lifted too early."""
        self._pause(500, 4000)
        if self._chance(0.25):
            self._desk.machine.touch(GaveUp())
            return
        for thing in self._laid:
            row = self._desk.rows.get(thing.item)
            asked = row is not None and row.state is RowState.LIFTED
            if asked and thing.place is self._person:
                self._world.lay(thing, self._desk)
        self._pause(500, 3000)

    def _nothing_moves(self) -> bool:
        """Does the screen show each thing on the pad, and is none of them being dealt with?"""
        here = [thing for thing in self._laid if thing.place is self._desk.machine]
        return not self._under_way() and (
            self._page not in OPEN_PAGES or all(thing.item in self._desk.rows for thing in here)
        )

    def _under_way(self) -> bool:
        return self._page in OPEN_PAGES and any(
            row.state is RowState.DOING
            or row.undoing
            or (row.state is RowState.WAITING and row.reason is None)
            for row in self._desk.rows.values()
        )

    def _finish(self) -> None:
        if self._chance(self._world.profile.careless):
            return  # she walks off; the page closes by itself
        if self._page in OPEN_PAGES:
            self._desk.machine.touch(Confirmed())
            self._until(lambda: self._page in (Page.FINISH, Page.START, Page.ATTENTION), 20_000)
        if self._page is Page.ATTENTION:
            self._desk.machine.touch(GaveUp())
            self._until(lambda: self._page not in OPEN_PAGES, 20_000)
        if self._page is Page.FINISH and self._chance(0.7):
            self._pause(300, 3000)
            self._desk.machine.touch(Confirmed())

    # Walking off: what is taken along, what stays, and what of it a record can know

    def _walk_off(self) -> None:
        desk = self._desk
        self._until(lambda: not self._under_way(), 20_000)
        if self._card_lies:
            desk.machine.pad.field.lift(self._person.card)
        began = desk.person is self._person
        rows = desk.rows if began else {}
        for thing in self._laid if self._way is not Way.GATE else ():
            part = self._part_borrowed if self._way is Way.BORROW else self._part_returned
            part(thing, rows.get(thing.item))
        for thing in self._world.at(desk.machine):
            self._find(thing, rows.get(thing.item))
        if began:
            desk.person = None
        self._person.visiting = False

    def _part_borrowed(self, thing: Thing, row: TrayRow | None) -> None:
        shelf, state = self._desk.branch, None if row is None else row.state
        if state in (RowState.DONE, RowState.LIFTED) and not (row and row.undoing):
            thing.unsure = None
            if self._stays(thing):
                thing.unsure = "left behind"
            else:
                self._world.lift(thing, self._person)
        elif state is RowState.DOING or (row is not None and row.undoing):
            thing.unsure = "lending was under way"
            self._world.lift(thing, self._rng.choice([self._person, shelf]))
        elif row is not None and row.reason == Reason.OWN_LOAN:
            self._world.lift(thing, self._person)
        elif self._chance(0.02):
            thing.unsure = "taken without a loan"
            self._world.lift(thing, self._person)
        else:
            self._world.lift(thing, shelf)

    def _part_returned(self, thing: Thing, row: TrayRow | None) -> None:
        state = None if row is None else row.state
        if state is RowState.DONE:
            thing.unsure = None
        elif state in (None, RowState.WAITING) and self._chance(0.7):
            self._world.lift(thing, self._person)  # the kiosk took no notice: another time
            return
        else:
            thing.unsure = "return not recorded"
        if not self._stays(thing):
            self._world.lift(thing, self._desk.branch)

    def _stays(self, thing: Thing) -> bool:
        careless = self._chance(self._world.profile.careless)
        return careless and thing.place is self._desk.machine

    def _find(self, thing: Thing, row: TrayRow | None) -> None:
        """A thing somebody had left on the pad was dealt with in this session."""
        if thing in self._laid or row is None or row.operation is None:
            return
        thing.unsure = None
        if self._way is Way.BORROW and row.state in (RowState.DONE, RowState.LIFTED):
            self._world.lift(thing, self._person)
        elif row.state is RowState.DOING:
            thing.unsure = "dealt with by chance"
