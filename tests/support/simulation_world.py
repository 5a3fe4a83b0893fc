"""The physical truth of a simulation: where each thing is, what its tags say, who stands where.

Only the simulator knows this; the product sees tags, fingers and bytes. `unsure` says why a perfect
record may differ from the truth: somebody did what no kiosk could see.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.config.model import KioskConfig
from kiosk.session.pages import Page, Way
from kiosk.session.states import Reason, RowState, SessionState, TrayRow
from rfid.sim.field import VirtualTag
from rfid.sim.images import image_for
from support.central import ITEMS, T0
from support.simulation_machine import Machine, MachineClock, Pad, PadFaults
from support.simulation_network import Link
from support.simulation_profiles import Profile
from support.simulation_scheduler import Scheduler, Task
from support.simulation_server import CARD_OF, PIN_OF, STATIONS, InProcessServer
from support.simulation_verdicts import Verdicts

OWNER = "FR999990001"
SECURED, ON_LOAN = 0x07, 0xC2
PARTS = {"z": 2}
"""A thing of two parts, each with a tag."""


@dataclass(eq=False)
class Person:
    """A patron, and the one thing that makes her known: her card."""

    name: str
    card: VirtualTag
    visiting: bool = False

    @property
    def number(self) -> str:
        return CARD_OF[self.name]

    @property
    def pin(self) -> str:
        return PIN_OF[self.name]


@dataclass(eq=False)
class Thing:
    """A book or a film. `place`: a branch's shelf, a machine's pad, or a person's bag."""

    item: str
    tags: tuple[VirtualTag, ...]
    place: str | Machine | Person
    unsure: str | None = None

    @property
    def holder(self) -> Person | None:
        return self.place if isinstance(self.place, Person) else None


@dataclass
class Shown:
    """What a screen said of one record."""

    machine: str
    person: str
    way: Way
    item: str
    state: RowState
    reason: str | None
    online: bool
    due_ms: int | None


@dataclass
class Desk:
    """A kiosk and who stands before it. `whose`: who began the session on screen; `rows`: what it
    said last of each item in it; `visit` counts them; `typed`: she has no card, only its number."""

    machine: Machine
    branch: str
    person: Person | None = None
    whose: Person | None = None
    visit: int = 0
    typed: bool = False
    rows: dict[str, TrayRow] = field(default_factory=dict)
    offline: dict[str, set[str]] = field(default_factory=dict)
    contact_ms: int | None = None
    offline_before: dict[str, set[str]] = field(default_factory=dict)
    contact_before_ms: int | None = None

    def heard(self, now_ms: int) -> None:
        """It has read the feed. A loan that is being asked for was decided on what it knew
        before."""
        self.offline_before, self.offline = self.offline, {}
        self.contact_before_ms, self.contact_ms = self.contact_ms, now_ms

    def forget(self) -> None:
        """Another disk."""
        self.offline, self.offline_before = {}, {}
        self.contact_ms = self.contact_before_ms = None


class World:
    """Everything there is, made from a seed. `note` writes the trace, `fail` ends the run."""

    def __init__(
        self, seed: int, profile: Profile, folder: Path, template: Path, tokens: dict[str, str]
    ) -> None:
        self.seed = seed
        self.profile = profile
        self.trace: list[str] = []
        self.faults: list[str] = []
        self._digest = hashlib.sha256()
        self.rng = self.stream("world")
        self.scheduler = Scheduler(self.stream("scheduler"), T0 + self.rng.randrange(3_600_000))
        self.server = InProcessServer(folder / "server", template, self.now, self.fail)
        self.shown: dict[str, Shown] = {}
        self.granted: set[object] = set()
        self.desks: dict[str, Desk] = {}
        self.desk_records = 0
        self._verdicts = Verdicts(self)
        for name in list(STATIONS)[: self.rng.randint(*profile.stations)]:
            self.desks[name] = self._desk(folder, name, tokens[name])
        self.people = {who: Person(who, _card(who)) for who in CARD_OF}
        branches = [desk.branch for desk in self.desks.values()]
        self.things = {item: self._thing(item, self.rng.choice(branches)) for item in ITEMS}

    def stream(self, name: str) -> random.Random:
        """A stream of chance of its own, so that one part's draws do not move another's."""
        return random.Random(f"{self.seed}/{self.profile.name}/{name}")

    def now(self) -> int:
        """True time, which is the server's."""
        return self.scheduler.now_ms

    @property
    def has_old_disk(self) -> bool:
        """Did the server or a kiosk go back to what it once was?"""
        machines = [desk.machine for desk in self.desks.values()]
        return self.server.restored > 0 or any(machine.died for machine in machines)

    def note(self, who: str, what: str) -> None:
        """A line of the trace."""
        line = f"{(self.now() - T0) / 1000:10.3f} {who:9} {what}"
        self._digest.update(line.encode() + b"\n")
        self.trace.append(line)

    def fail(self, what: str) -> None:
        """Something is wrong that never may be."""
        self.note("WRONG", what)
        self.faults.append(what)

    @property
    def trace_hash(self) -> str:
        return self._digest.hexdigest()

    def _desk(self, folder: Path, name: str, token: str) -> Desk:
        branch = STATIONS[name]
        Machine.enrol(folder / name, name, branch, token)
        profile, scheduler, rng = self.profile, self.scheduler, self.stream(name)
        link = Link(name, scheduler, self.server, profile.weather, rng, self.note)
        faults = PadFaults(frozenset(profile.pad_faults), rng.getrandbits(32))

        def config(disk: Path) -> KioskConfig:
            return KioskConfig.demo(
                disk,
                "http://server.invalid",
                "feig+tcp:127.0.0.1:1?simulated=1",
                station=name,
                branch=branch,
                enrolment_code=None,
                policy={"pin_length": 12},
                offline={"items_per_card": profile.cap_items, "hours": profile.cap_hours},
            )

        machine = Machine(
            name,
            folder / name,
            config,
            scheduler,
            rng,
            link,
            Pad(scheduler, faults),
            MachineClock(scheduler, rng, profile.skew_ms),
            self._on_state,
        )
        desk = Desk(machine, branch)
        link.on_answer = lambda path, status, content: self._answered(desk, path, status, content)
        return desk

    def _thing(self, item: str, branch: str) -> Thing:
        parts = PARTS.get(item, 1)
        number = list(ITEMS).index(item)
        tags = tuple(
            VirtualTag(
                bytes.fromhex("E0040150") + bytes((0, 0, number, part)),
                bytearray(image_for(item, OWNER, part, parts)),
                SECURED,
            )
            for part in range(1, parts + 1)
        )
        return Thing(item, tags, branch)

    # What lies where

    def lay(self, thing: Thing, desk: Desk) -> None:
        """On the pad."""
        self.note(desk.machine.name, f"pad + {thing.item}")
        thing.place = desk.machine
        for tag in thing.tags:
            desk.machine.pad.field.lay(tag)

    def lift(self, thing: Thing, to: str | Person) -> None:
        """Off its pad, to a shelf or into a bag."""
        machine = thing.place
        if isinstance(machine, Machine):
            for tag in thing.tags:
                machine.pad.field.lift(tag)
        where = to if isinstance(to, str) else to.name
        self.note(machine.name if isinstance(machine, Machine) else "-", f"{thing.item} > {where}")
        thing.place = to

    def at(self, place: str | Machine | Person) -> list[Thing]:
        """The things in one place."""
        return [
            thing
            for thing in self.things.values()
            if thing.place is place or (isinstance(place, str) and thing.place == place)
        ]

    # What screens say

    def _on_state(self, machine: Machine, state: SessionState) -> None:
        desk = self.desks[machine.name]
        self.check_privacy(desk, state)
        for row in state.rows:
            before = desk.rows.get(row.key)
            desk.rows[row.key] = row
            if before is None or _said(before) != _said(row):
                self._row_changed(desk, state, row, before)

    def _row_changed(
        self, desk: Desk, state: SessionState, row: TrayRow, before: TrayRow | None
    ) -> None:
        self.note(desk.machine.name, f"row {row.key} {row.state} {row.reason or ''}".rstrip())
        if row.undoing and row.operation is not None:
            # Until the screen says what came of it, the loan may stand or not.
            self.shown.pop(row.operation, None)
            return
        if before is not None and before.undoing and before.operation is not None:
            self._taken_back(desk, before.operation, row)
        if row.operation is None or state.way is None:
            self._verdicts.unrecorded(desk, row)
            return
        person = desk.whose.name if desk.whose else "?"
        self.shown[row.operation] = Shown(
            desk.machine.name,
            person,
            state.way,
            row.key,
            row.state,
            row.reason,
            row.confirmed,
            row.due_ms,
        )
        if state.way is Way.BORROW:
            self._verdicts.judge(desk, person, row)
        thing = self.things.get(row.key)
        if desk.person is None and thing is not None:
            thing.unsure = "dealt with after she had left"
        if row.state is RowState.REFUSED:
            desk.offline.get(person, set()).discard(row.operation)
        lent = row.state in (RowState.DOING, RowState.DONE, RowState.LIFTED)
        if state.way is Way.BORROW and lent and not row.confirmed:
            if desk.typed and not (state.patron and state.patron.pin_verified):
                self.fail(f"{desk.machine.name} lends {row.key} to whoever types {person}'s number")
            self._lent_offline(desk, person, row.operation)

    def _taken_back(self, desk: Desk, operation: str, row: TrayRow) -> None:
        if row.reason != Reason.UNDONE or desk.whose is None:
            return
        name, who = desk.machine.name, desk.whose.name
        self.shown[operation] = Shown(
            name, who, Way.BORROW, row.key, RowState.REFUSED, row.reason, True, None
        )
        desk.offline.get(who, set()).discard(operation)

    def _lent_offline(self, desk: Desk, person: str, operation: str) -> None:
        """The caps of a site hold whatever happens."""
        profile, clock = self.profile, desk.machine.clock
        lent = desk.offline.setdefault(person, set())
        if operation in lent:
            return
        lent.add(operation)
        if len(lent) > profile.cap_items:
            self.fail(f"{person} borrowed {len(lent)} at {desk.machine.name} in one outage")
        if desk.contact_ms is None or not clock.trusted:
            return
        hours = (self.now() - desk.contact_ms) / 3_600_000
        if hours > profile.cap_hours * 1.001 + 0.01:
            self.fail(f"{desk.machine.name} lent {hours:.2f} h after its last contact")

    def _answered(self, desk: Desk, path: str, status: int, content: bytes) -> None:
        if path.startswith("/v1/changes") and status == 200 and b'"more":false' in content:
            desk.heard(self.now())

    def check_privacy(self, desk: Desk, state: SessionState) -> None:
        """A screen shows the data of whoever stands before it, and between sessions nobody's."""
        if state.page in (Page.START, Page.RESTING):
            personal = (state.patron, state.pending_card, state.rows, state.card_entry)
            if any(personal) or state.pin_entry or state.checking:
                self.fail(f"{desk.machine.name} remembers a session on its {state.page} page")
            return
        if desk.person is None:
            # Whoever stood there has left; the page is still hers until it closes.
            return
        number = desk.person.number
        shown = [state.patron.card if state.patron else None]
        shown.append(state.pending_card[0] if state.pending_card else None)
        if any(card not in (None, number) for card in shown):
            self.fail(f"{desk.machine.name} takes {desk.person.name} for somebody else")

    def spawn(self, name: str, body: Callable[[], None]) -> Task:
        """Somebody or something that acts in this world."""
        return self.scheduler.spawn(name, body)


def _said(row: TrayRow) -> tuple[object, ...]:
    return row.state, row.operation, row.undoing


def _card(who: str) -> VirtualTag:
    image = image_for(CARD_OF[who], OWNER, usage=8)
    return VirtualTag(bytes.fromhex("E0040150FF0000") + who.encode(), bytearray(image), SECURED)
