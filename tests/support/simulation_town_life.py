"""The days of a simulated town: who comes when, and what goes wrong meanwhile. One greenlet for
each queue before a kiosk, one for each misfortune; all draw from streams of the seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from catalogue.domain.states import Status
from kiosk.session.pages import Page
from kiosk.session.states import RowState
from kiosk.store.journal import Journal
from support.central import ITEMS, patron_of
from support.simulation_errands import Errand
from support.simulation_machine import Machine, deaf
from support.simulation_people import Visit
from support.simulation_profiles import HOUR_MS, MINUTE_MS
from support.simulation_scheduler import Task
from support.simulation_world import Desk, Person, Thing, World

DAY_OPEN_MS = 4 * MINUTE_MS
"""A day is short: what happens in it does not need longer."""
SETTLE_MS = 10 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
ERRANDS = 0.5
"""So many visits are followed by another errand."""


class TownLife:
    """`live` is the task that runs the days and ends with everything repaired and delivered."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rng = world.stream("life")
        self._visits = 0
        self._busy = 0
        self._holds: list[tuple[str, str]] = []
        self._images: dict[str, list[Path]] = {name: [] for name in world.desks}
        self._backups: list[Path] = []
        self.over = False

    def live(self) -> None:
        """All days, then the last evening."""
        for desk in self._world.desks.values():
            desk.machine.power_on()
        self._sleep(3_000, 8_000)
        for day in range(self._rng.randint(*self._world.profile.days)):
            if day:
                self._night()
            self._day()
        self._evening()
        self.over = True

    def _sleep(self, low_ms: int, high_ms: int) -> None:
        self._world.scheduler.sleep(self._rng.randint(low_ms, high_ms))

    # Days and nights

    def _day(self) -> None:
        world = self._world
        if "server_restored" in world.profile.events:
            self._backups.append(world.server.back_up())
        for desk in world.desks.values():
            if "old_disk" in world.profile.events:
                self._image(desk.machine)
            self._go(f"queue {desk.machine.name}", lambda desk=desk: self._queue(desk))
        for _ in range(world.profile.per_day):
            self._go("misfortune", self._misfortune, self._rng.randrange(DAY_OPEN_MS))
        while self._busy:
            world.scheduler.sleep(1_000)

    def _go(self, name: str, body: Callable[[], None], in_ms: int = 0) -> None:
        self._busy += 1

        def run() -> None:
            self._world.scheduler.sleep(in_ms)
            body()
            self._busy -= 1

        self._world.spawn(name, run)

    def _night(self) -> None:
        """Machines sleep, or are off, and clocks drift; the van moves a few books."""
        world, rng = self._world, self._rng
        off = []
        for desk in world.desks.values():
            if rng.random() < world.profile.night_off:
                self._stop(desk.machine)
                off.append(desk.machine)
        for thing in world.things.values():
            if isinstance(thing.place, str) and rng.random() < 0.1:
                world.lift(thing, rng.choice(list(world.desks.values())).branch)
        hours_ms = rng.randint(HOUR_MS // 2, 14 * HOUR_MS)
        world.note("town", f"night of {hours_ms // MINUTE_MS} min")
        for desk in world.desks.values():
            desk.machine.asleep_until_ms = world.now() + hours_ms
        world.scheduler.sleep(hours_ms)
        for machine in off:
            machine.power_on()
        self._sleep(1_000, 30_000)

    def _evening(self) -> None:
        """Everything works again, and all that waits is delivered."""
        world = self._world
        world.note("town", "evening")
        world.server.up = True
        for desk in world.desks.values():
            machine = desk.machine
            machine.link.up = machine.link.calm = True
            machine.pad.plug()
            machine.pad.faults.on = False
            if machine.station is None:
                machine.power_on()
            self._release(machine)
        start_ms = world.now()
        while world.now() < start_ms + SETTLE_MS and not all(
            self._is_settled(desk, start_ms) for desk in world.desks.values()
        ):
            world.scheduler.sleep(5_000)

    def _is_settled(self, desk: Desk, since_ms: int) -> bool:
        """Has it read the feed since then, and is nothing on its way any more?"""
        machine = desk.machine
        station = machine.station
        if desk.contact_ms is None or desk.contact_ms < since_ms:
            return False
        if station is None or station._parts is None or machine.page is not Page.START:
            return False
        counts = station._parts.stores.journal.counts()
        return counts.pending == 0 and station._parts.stores.line.up

    # Patrons

    def _queue(self, desk: Desk) -> None:
        for _ in range(self._rng.randint(*self._world.profile.visits)):
            self._sleep(1_000, 40_000)
            self._tidy(desk)
            self._one_visit(desk)

    def _one_visit(self, desk: Desk) -> None:
        world, rng = self._world, self._rng
        free = [person for person in world.people.values() if not person.visiting]
        weights = [0.3 if person.name in "XEU" else 2 for person in free]
        if not free:
            return
        person = rng.choices(free, weights)[0]
        bag, shelf = world.at(person), world.at(desk.branch)
        self._visits += 1
        stream = world.stream(f"bag-{self._visits}")
        visit = Visit(world, desk, person, self._visits)
        person.visiting = True
        if bag and rng.random() < 0.1 * world.profile.careless:
            self._put_on_a_shelf(bag[0], person, desk)
        elif bag and (rng.random() < 0.6 or not shelf):
            visit.give_back(_some(stream, bag))
        elif shelf:
            visit.borrow(_some(stream, shelf))
        person.visiting = False
        self._errand(desk, person, stream)
        if rng.random() < 0.3:
            self._sleep(MINUTE_MS, 2 * MINUTE_MS)

    def _errand(self, desk: Desk, person: Person, stream: random.Random) -> None:
        """Some come back for their account, or because the gate rang."""
        draw = stream.random()
        if draw > ERRANDS:
            return
        self._visits += 1
        errand = Errand(self._world, desk, person, self._visits)
        person.visiting = True
        if draw < ERRANDS / 2:
            errand.account()
        else:
            at_hand = self._world.at(person) or self._world.at(desk.branch)
            errand.gate(_some(stream, at_hand) if at_hand else [])
        person.visiting = False

    def _put_on_a_shelf(self, thing: Thing, person: Person, desk: Desk) -> None:
        """Brought back without a word to any kiosk."""
        thing.unsure = "put on a shelf"
        self._world.note(desk.machine.name, f"{person.name} puts {thing.item} on a shelf")
        self._world.lift(thing, desk.branch)

    def _tidy(self, desk: Desk) -> None:
        """Staff take away what lies about."""
        if desk.machine.page is not Page.START or self._rng.random() < 0.3:
            return
        for thing in self._world.at(desk.machine):
            self._world.lift(thing, desk.branch)

    # Misfortunes

    def _misfortune(self) -> None:
        world, rng = self._world, self._rng
        events = world.profile.events
        name = rng.choices(list(events), list(events.values()))[0]
        desk = rng.choice(list(world.desks.values()))
        world.note(desk.machine.name, name)
        getattr(self, f"_{name}")(desk.machine)

    def _no_network(self, machine: Machine) -> None:
        """The cable, the router, the provider: for a while, or over night."""
        machine.link.up = False
        if self._rng.random() < 0.3:
            return
        self._sleep(5_000, 3 * MINUTE_MS)
        machine.link.up = True

    def _server_down(self, machine: Machine) -> None:
        server = self._world.server
        server.up = False
        self._sleep(1_000, 40_000)
        server.restart()
        server.up = True

    def _server_restored(self, machine: Machine) -> None:
        """The server's disk breaks, and the last backup takes its place."""
        self._world.server.restore(self._rng.choice(self._backups))

    def _power_cut(self, machine: Machine, *, fresh_boot: bool = True) -> None:
        """At any moment, most likely while somebody is at work there."""
        if self._rng.random() < 0.9:
            self._count_down(machine, self._rng.randint(1, 30))
        self._go_dark(machine, fresh_boot)

    def _cut_at_the_bit(self, machine: Machine) -> None:
        """Just before or just after the bit of a loan or a return is written."""
        world, scheduler = self._world, self._world.scheduler
        wanted, task = self._rng.choice(["system_info", "write_afi"]), scheduler.current()
        page = self._rng.choice([Page.TRAY, Page.RETURN])

        def heard(name: str) -> None:
            if name == wanted and machine.page is page and _is_at_work(machine):
                machine.pad.on_command = deaf
                task.wake()

        machine.pad.on_command = heard
        scheduler.wait(world.now() + DAY_OPEN_MS)
        machine.pad.on_command = deaf
        self._go_dark(machine, fresh_boot=True)

    def _go_dark(self, machine: Machine, fresh_boot: bool) -> None:
        world, rng = self._world, self._rng
        if machine.station is None:
            return
        world.note(machine.name, f"dark in {machine.page}")
        machine.cut()
        if fresh_boot and rng.random() < 0.3:
            machine.lose_snapshot_log()
        self._sleep(1_000, 30_000)
        if machine.station is None:
            machine.power_on(fresh_boot=fresh_boot)

    def _program_killed(self, machine: Machine) -> None:
        self._power_cut(machine, fresh_boot=False)

    def _count_down(self, machine: Machine, turns: int) -> None:
        """Until the machine's workers have had so many turns while they deal with a thing."""
        world, scheduler = self._world, self._world.scheduler
        left, task = turns, scheduler.current()

        def counted(running: Task) -> None:
            nonlocal left
            if running.owner is machine and _is_at_work(machine):
                left -= 1
                if left == 0:
                    scheduler.listeners.remove(counted)
                    task.wake()

        scheduler.listeners.append(counted)
        scheduler.wait(world.now() + 2 * MINUTE_MS)
        if counted in scheduler.listeners:
            scheduler.listeners.remove(counted)

    def _stop(self, machine: Machine) -> None:
        """Switched off as it should be."""
        if machine.station is None:
            return
        self._world.note(machine.name, "switched off")
        machine.station.stop()
        machine.cut()

    def _unplug(self, machine: Machine) -> None:
        machine.pad.pull()
        self._sleep(200, 25_000)
        machine.pad.plug()

    def _clock_jump(self, machine: Machine) -> None:
        machine.clock.jump(
            self._rng.choice([-1, 1])
            * self._rng.choice([2 * MINUTE_MS, HOUR_MS, DAY_MS, 400 * DAY_MS])
        )

    def _dead_battery(self, machine: Machine) -> None:
        """The power goes, and the battery clock forgets what year it is."""
        machine.clock.battery_dies()
        self._power_cut(machine)

    def _image(self, machine: Machine) -> None:
        self._images[machine.name].append(machine.image())

    def _old_disk(self, machine: Machine) -> None:
        """The disk breaks, and an image of it as it once was takes its place."""
        if machine.station is None:
            return
        machine.cut()
        machine.put_back(self._rng.choice(self._images[machine.name]))
        self._world.desks[machine.name].forget()
        self._sleep(1_000, 30_000)
        machine.power_on()

    def _hold_queue(self, machine: Machine) -> None:
        """The operator stops the queue for a while, from another process."""
        self._operate(machine, Journal.hold)
        self._sleep(10_000, 3 * MINUTE_MS)
        self._release(machine)

    def _release(self, machine: Machine) -> None:
        self._operate(machine, Journal.release)

    def _operate(self, machine: Machine, order: Callable[[Journal], None]) -> None:
        path = machine.folder / "journal.db"
        if not path.exists():
            return
        journal = Journal.open(
            path, clock=machine.clock, new_id=lambda: "", reserve_bytes=0, create=False
        )
        order(journal)
        journal.close()

    # The desk

    def _reserve(self, machine: Machine) -> None:
        """Somebody wants a title, or does not want it any more."""
        world, rng = self._world, self._rng
        if not world.server.up:
            return
        world.desk_records += 1
        if self._holds and rng.random() < 0.5:
            hold, title = self._holds.pop()
            world.server.cancel(world.desk_records, hold, title)
            return
        title, who = rng.choice(sorted(set(ITEMS.values()))), rng.choice("PQR")
        pickup = rng.choice(list(world.desks.values())).branch
        hold = world.server.hold(world.desk_records, title, who, pickup)
        self._holds.append((hold, title))

    def _renew(self, machine: Machine) -> None:
        """A patron renews one of her loans on the web page."""
        world, server = self._world, self._world.server
        people = {patron_of(name): name for name in world.people}
        loans = [
            row for row in server.items() if row.status == Status.ON_LOAN and row.patron in people
        ]
        if loans and server.up:
            row = self._rng.choice(loans)
            world.desk_records += 1
            due_ms = (row.due_ms or 0) + 7 * DAY_MS
            server.renew(world.desk_records, row.item, people[row.patron], row.loan, due_ms)


def _is_at_work(machine: Machine) -> bool:
    """Is a thing being dealt with there?"""
    state = machine.state
    return state is not None and any(row.state is RowState.DOING for row in state.rows)


def _some(rng: random.Random, things: list[Thing]) -> list[Thing]:
    return rng.sample(things, min(len(things), rng.randint(1, 3)))
