"""What every device twin does alike: take requests, let them be struck by faults, answer in time.

A family (`feig_twin`, `threem_twin`) says what its bytes mean and what it answers. A twin knows no
file, line or clock; the lines are in `rfid.sim.server` and `rfid.transport.loopback`, the clock in
`rfid.sim.airtime`.
"""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from rfid.sim.airtime import RF_RESET_US, Pace, command_us
from rfid.sim.faults import FaultPlan, Trigger, Triggers
from rfid.sim.field import NoAnswerError, TagSaysError, VirtualField, VirtualTag

LIFTED_FOR = 8
"""Inventories until a tag that chance lifted lies there again."""

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Happening:
    """What the twin tells of itself: `event` is "command", "trigger" or, of a twin that keeps its
    pace, "spent"; `name` the command or the trigger, `n` the how-manieth of its kind (0 but for a
    command). Spent on the air, on the line and in between: `air_s`, `line_s`, `gap_s`."""

    event: str
    name: str
    n: int
    uid: bytes | None
    air_s: float = 0.0
    line_s: float = 0.0
    gap_s: float = 0.0


def ignore(_: Happening) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class About:
    """What a request is about: the command's name of `rfid.sim.faults`, the tag it addresses, how
    many blocks it moves, and of a write the blocks in natural order from `first` on. `size` is the
    request's length on the line."""

    name: str
    uid: bytes | None
    size: int
    count: int = 0
    first: int = 0
    blocks: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """`outcome` on the air: done, error or silence; nothing was on the air: none."""

    outcome: str
    frame: bytes


class Twin(ABC, Generic[R]):
    """One device. `feed` it the host's bytes; it gives the answers due at once, or, with a `pace`,
    when `delay_s` is over."""

    def __init__(
        self,
        field: VirtualField,
        faults: FaultPlan | None = None,
        on_happening: Callable[[Happening], None] = ignore,
        *,
        pace: Pace | None = None,
    ) -> None:
        self.field = field
        self.triggers = Triggers()
        self.delay_s = 0.0
        self.inventory_us = 0.0
        self.faults = faults or FaultPlan()
        self.pace = pace
        self._tell = on_happening
        self._waiting: list[R] = []
        self._held: R | None = None
        self._counts: Counter[str] = Counter()
        self._lifted: list[tuple[int, VirtualTag]] = []

    # What a family says

    @abstractmethod
    def requests(self, data: bytes) -> list[R]:
        """The requests to this device that are complete with these bytes."""

    @abstractmethod
    def quiet(self) -> None:
        """The line fell silent: half a frame is forgotten."""

    @abstractmethod
    def about(self, request: R) -> About:
        """What it is about."""

    @abstractmethod
    def act(self, request: R, about: About) -> Reply:
        """Carry it out."""

    @abstractmethod
    def say(self, request: R, about: About, what: str) -> bytes:
        """An answer without an act: "ok", "error" (of the tag) or "no tag"."""

    # What all do

    def feed(self, data: bytes) -> bytes:
        """Bytes from the host → bytes to the host; `delay_s` says how late the latter should be."""
        self._waiting += self.requests(data)
        return self._work()

    def release(self) -> bytes:
        """Carry out the held command and what came after it."""
        held, self._held = self._held, None
        return (self._execute(held, []) if held is not None else b"") + self._work()

    def drop(self) -> bytes:
        """Forget the held command, carry out what came after it."""
        self._held = None
        return self._work()

    def hang_up(self) -> None:
        """The host closed the line."""
        self.quiet()
        self._held = None
        self._waiting.clear()

    @property
    def holding(self) -> bool:
        return self._held is not None

    def return_lifted(self) -> None:
        """Each inventory brings the tags nearer that chance lifted."""
        for _, tag in [each for each in self._lifted if each[0] == 0]:
            self.field.slip_back(tag)
        self._lifted = [(left - 1, tag) for left, tag in self._lifted if left]

    def _work(self) -> bytes:
        answers = b""
        self.delay_s = 0.0
        while self._waiting and self._held is None:
            request = self._waiting.pop(0)
            if not self.faults.drops():
                answers += self._take(request)
        return answers

    def _take(self, request: R) -> bytes:
        about = self.about(request)
        self._counts[about.name] += 1
        self._tell(Happening("command", about.name, self._counts[about.name], about.uid))
        struck = self.triggers.count(about.name)
        for trigger in struck:
            self._tell(Happening("trigger", trigger.text, 0, about.uid))
        if any(trigger.action == "hold" for trigger in struck):
            self._held = request
            return b""
        return self._execute(request, struck)

    def _execute(self, request: R, struck: list[Trigger]) -> bytes:
        actions = {trigger.action for trigger in struck}
        about = self.about(request)
        if "lift" in actions:
            for tag in self._lying(about.uid):
                self.field.lift(tag)
        elif about.name.startswith("write") and self.faults.lifts():
            for tag in self._lying(about.uid):
                self.field.slip(tag)
                self._lifted.append((LIFTED_FOR, tag))
        elif about.name.startswith("write"):
            actions.add(self.faults.lie() or "")
        if "ignore" in actions:
            reply = Reply("done", self.say(request, about, "ok"))
        elif "tear" in actions and about.uid is not None:
            self._tear(about)
            reply = Reply("silence", self.say(request, about, "no tag"))
        else:
            reply = self.act(request, about)
        if "error" in actions:
            reply = Reply("error", self.say(request, about, "error"))
        self.delay_s += self._spend(about, reply) + self.faults.delay_s()
        return self.faults.corrupted(reply.frame)

    def _tear(self, about: About) -> None:
        """The tag leaves in the middle of a write: the first half is there, then nothing more."""
        if about.blocks and about.uid is not None:
            with contextlib.suppress(NoAnswerError, TagSaysError):
                self.field.tear(about.uid, about.first, list(about.blocks))
        for tag in self._lying(about.uid):
            self.field.lift(tag)

    def _spend(self, about: About, reply: Reply) -> float:
        """How late a real reader's answer would be."""
        pace = self.pace
        if pace is None:
            return 0.0
        before = (pace.air_s, pace.line_s, pace.gap_s)
        delay_s = pace.spend(about.size, len(reply.frame), self._air_us(about, reply.outcome))
        now = (pace.air_s, pace.line_s, pace.gap_s)
        spent = (after - earlier for earlier, after in zip(before, now, strict=True))
        self._tell(Happening("spent", about.name, 0, about.uid, *spent))
        return delay_s

    def _air_us(self, about: About, outcome: str) -> float:
        if about.name == "rf_reset":
            return RF_RESET_US
        if about.name == "inventory":
            return self.inventory_us
        if about.uid is None or outcome == "none":
            return 0.0
        tags = self._lying(about.uid)
        size = tags[0].block_size if tags else 0
        return command_us(about.name, about.count * size, about.count, outcome)

    def _lying(self, uid: bytes | None) -> list[VirtualTag]:
        return [tag for tag in self.field.present() if uid in (None, tag.uid)]


class TwinMaker(Protocol):
    """How a server makes its twin."""

    def __call__(
        self,
        field: VirtualField,
        faults: FaultPlan,
        on_happening: Callable[[Happening], None],
        *,
        pace: Pace | None,
    ) -> Twin[Any]:
        """A twin in this field."""
