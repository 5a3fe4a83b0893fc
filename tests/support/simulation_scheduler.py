"""One seeded scheduler with a virtual clock: everything that runs in a simulation runs in here.

A task is a greenlet, so that the product's own blocking calls (a request, an air command) can wait
in the middle of a step while others go on. What is due at the same moment runs in an order drawn
from the seed. True time is milliseconds UTC and passes only while everybody waits.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable

from greenlet import getcurrent, greenlet


class PowerCut(BaseException):
    """Ends a task wherever it waits. No `except Exception` of the product stops it."""


class Task:
    """`owner` says whose it is; an owner that sleeps (a suspended machine) runs no task."""

    def __init__(self, scheduler: Scheduler, name: str, owner: Sleeper | None) -> None:
        self.name = name
        self.owner = owner
        self.turn = 0
        self.woken = False
        self.waiting = False
        self._scheduler = scheduler
        self.greenlet: greenlet | None = None

    @property
    def alive(self) -> bool:
        return self.greenlet is not None and not self.greenlet.dead

    def wake(self) -> None:
        """End its `wait` now; remembered while it is at work."""
        self.woken = True
        if self.waiting:
            self.waiting = False
            self._scheduler.put(self, self._scheduler.now_ms)


class Sleeper:
    """Somebody who may be asleep as a whole until a moment of true time."""

    asleep_until_ms: int = 0


class Scheduler:
    """`switches` counts how often a task was given its turn; `listeners` are told of each."""

    def __init__(self, rng: random.Random, now_ms: int) -> None:
        self.now_ms = now_ms
        self.switches = 0
        self.listeners: list[Callable[[Task], None]] = []
        self._rng = rng
        self._numbers = itertools.count()
        self._queue: list[tuple[int, float, int, int, Task]] = []
        self._tasks: dict[int, Task] = {}
        self._hub: greenlet | None = None

    def spawn(
        self, name: str, body: Callable[[], None], owner: Sleeper | None = None, in_ms: int = 0
    ) -> Task:
        """A new task; it first runs after `in_ms`."""
        task = Task(self, name, owner)

        def run() -> None:
            try:
                body()
            except PowerCut:
                pass
            finally:
                self._tasks.pop(id(getcurrent()), None)

        task.greenlet = greenlet(run)
        self._tasks[id(task.greenlet)] = task
        self.put(task, self.now_ms + in_ms)
        return task

    def put(self, task: Task, at_ms: int) -> None:
        """Its next turn is at that moment, whatever was planned before."""
        task.turn += 1
        entry = (at_ms, self._rng.random(), next(self._numbers), task.turn, task)
        heapq.heappush(self._queue, entry)

    def current(self) -> Task:
        """The task that calls."""
        return self._tasks[id(getcurrent())]

    def sleep(self, ms: float) -> None:
        """Let true time pass for the calling task; nobody wakes it earlier."""
        self.put(self.current(), self.now_ms + max(0, round(ms)))
        self._switch()

    def wait(self, until_ms: float) -> None:
        """Until that moment, or until somebody wakes the calling task."""
        task = self.current()
        if not task.woken:
            if until_ms != float("inf"):
                self.put(task, max(self.now_ms, round(until_ms)))
            task.waiting = True
            self._switch()
            task.waiting = False
        else:
            self.put(task, self.now_ms)
            self._switch()
        task.woken = False

    def kill(self, tasks: list[Task]) -> None:
        """End these tasks where they are; none of them may be the caller."""
        for task in tasks:
            running, task.greenlet = task.greenlet, None
            task.turn += 1
            self._tasks.pop(id(running), None)
            if running:  # one that never had a turn is only forgotten
                running.parent = getcurrent()
                running.throw(PowerCut)
                if not running.dead:
                    raise AssertionError(f"{task.name} outlives a power cut")

    def run(self, until: Callable[[], bool], limit_ms: int) -> None:
        """Give turns until that holds, nothing is due, or true time has reached the limit. What a
        task raises comes out here."""
        self._hub = getcurrent()
        while self._queue and not until():
            at_ms, _, _, turn, task = self._queue[0]
            if at_ms > limit_ms:
                return
            heapq.heappop(self._queue)
            if turn != task.turn or not task.alive:
                continue
            owner = task.owner
            if owner is not None and owner.asleep_until_ms > at_ms:
                self.put(task, owner.asleep_until_ms)
                continue
            self.now_ms = max(self.now_ms, at_ms)
            self.switches += 1
            for listener in list(self.listeners):
                listener(task)
            if task.alive and turn == task.turn:
                task.greenlet.parent = self._hub
                task.greenlet.switch()

    def end(self) -> None:
        """Kill whatever is left."""
        self.kill(list(self._tasks.values()))
        self._queue.clear()

    def _switch(self) -> None:
        """Give the turn back. A greenlet that is killed gets PowerCut here."""
        self._hub.switch()
