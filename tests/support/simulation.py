"""A whole town in one process, from one seed: kiosks, server, tags, clocks, network, people.

`run_seed` lives through a few days and checks what must be true at the end; the same seed is the
same run, to the letter of its trace. `tests/simulation` runs many.
"""

from __future__ import annotations

import gc
import logging
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.simulation_checks import Checks, digest_of
from support.simulation_profiles import PROFILES, Profile
from support.simulation_server import CARD_OF, PIN_OF, make_template
from support.simulation_town_life import TownLife
from support.simulation_world import World

LIMIT_MS = 40 * 24 * 3_600_000
MAX_SWITCHES = 400_000
ERRORS_OF_AN_OLD_DISK = (
    "the server is back at number",
    "the server does not take the record",
)


@dataclass(frozen=True)
class Report:
    """What came of one seed. `faults` empty: all is as it should be."""

    seed: int
    profile: str
    faults: tuple[str, ...]
    trace: tuple[str, ...]
    trace_hash: str
    shown: int
    switches: int

    @property
    def command(self) -> str:
        """The command line that lives through it again."""
        return f".venv/bin/pytest tests/simulation --seed {self.seed} --seeds 1"

    def story(self) -> str:
        """For whoever has to find out what happened."""
        happened = [line for line in self.trace if " record    " not in line]
        head = f"seed {self.seed} ({self.profile}), again with: {self.command}"
        return "\n".join([head, *happened])


class Ground:
    """Where simulations run: a folder in memory where there is one, with a town to start from."""

    def __init__(self) -> None:
        memory = Path("/dev/shm")
        self._folder = tempfile.TemporaryDirectory(
            prefix="beaupre-simulation-", dir=memory if memory.is_dir() else None
        )
        self.folder = Path(self._folder.name)
        self._template = self.folder / "template"
        self._template.mkdir()
        self._tokens = make_template(self._template)

    def close(self) -> None:
        self._folder.cleanup()

    def run_seed(self, seed: int, profile: Profile | None = None) -> Report:
        """One town from its first morning to its last evening."""
        names = list(PROFILES)
        chosen = profile or PROFILES[names[seed % len(names)]]
        folder = self.folder / f"seed-{seed}"
        folder.mkdir()
        world = World(seed, chosen, folder, self._template, self._tokens)
        try:
            with _listening(world), _no_collection():
                _live(world)
        finally:
            world.scheduler.end()
            for desk in world.desks.values():
                desk.machine.cut()
            world.server.close()
            shutil.rmtree(folder)
        return Report(
            seed,
            chosen.name,
            tuple(world.faults),
            tuple(world.trace),
            world.trace_hash,
            len(world.shown),
            world.scheduler.switches,
        )


@contextmanager
def _no_collection() -> Iterator[None]:
    """A town is small and soon gone: looking for garbage meanwhile costs an eighth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _live(world: World) -> None:
    life = TownLife(world)
    world.spawn("town", life.live)
    scheduler = world.scheduler

    def ended() -> bool:
        return life.over or bool(world.faults) or scheduler.switches > MAX_SWITCHES

    scheduler.run(ended, world.now() + LIMIT_MS)
    if world.faults:
        return
    if not life.over:
        world.fail("the days never end")
        return
    for finding in Checks(world).findings():
        world.fail(finding)
    for line in digest_of(world):
        world.note("record", line)


class _Ears(logging.Handler):
    """Hears what the product logs: faults that never may be, and personal data."""

    def __init__(self, world: World) -> None:
        super().__init__(logging.INFO)
        self._world = world
        self._canaries = [*CARD_OF.values(), *PIN_OF.values(), "Nomdefamille"]

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if any(canary in text for canary in self._canaries):
            self._world.fail(f"logged: {text}")
        if record.levelno >= logging.WARNING:
            self._world.note("log", f"{record.name}: {text}")
        expected = self._world.has_old_disk and text.startswith(ERRORS_OF_AN_OLD_DISK)
        if record.levelno >= logging.ERROR and not expected:
            why = "" if record.exc_info is None else f": {record.exc_info[1]!r}"
            self._world.fail(f"{record.name}: {text}{why}")


@contextmanager
def _listening(world: World) -> Iterator[None]:
    ears = _Ears(world)
    loggers = [logging.getLogger(name) for name in ("kiosk", "rfid", "catalogue", "beaupre")]
    before = [(logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(ears)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, (level, propagate) in zip(loggers, before, strict=True):
            logger.removeHandler(ears)
            logger.setLevel(level)
            logger.propagate = propagate


def main() -> None:
    """`python -m support.simulation SEED …`: the whole trace of each, ended by its hash."""
    ground = Ground()
    try:
        for seed in sys.argv[1:]:
            report = ground.run_seed(int(seed))
            sys.stdout.write("\n".join([*report.trace, report.trace_hash, ""]))
    finally:
        ground.close()


if __name__ == "__main__":
    main()
