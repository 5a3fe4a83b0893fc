"""A small town on any database, and its backups."""

from __future__ import annotations

import itertools
from pathlib import Path

from catalogue.domain.ids import derived_id
from catalogue.services.operating.backup import Source, make_backup
from catalogue.services.operating.manifest import Manifest, read_manifest
from catalogue.services.operating.restoring import Restored, restore_backup
from catalogue.services.operating.state import StateDigest, state_digest
from catalogue.services.operating.verifying import Verdict, verify_backup
from support.central import HandClock, LittleTown

_NUMBERS = itertools.count()


def town_on(url: str, folder: Path, clock: HandClock) -> LittleTown:
    """A new small town on that database; its keys are in the folder."""
    return LittleTown(folder, clock, database=url, secrets_file=folder / "server.keys")


def reopened(url: str, folder: Path, clock: HandClock, before: LittleTown) -> LittleTown:
    """A town that was restored; stations go on with the tokens they have."""
    nothing = folder / "nothing"
    nothing.mkdir()
    town = LittleTown(folder, clock, nothing, database=url, secrets_file=folder / "server.keys")
    town.tokens = dict(before.tokens)
    return town


def back_up(town: LittleTown, into: Path, *, with_keys: bool = True) -> tuple[Path, Manifest]:
    """A set made while the town is open, a second later than the last one."""
    town.clock.pass_ms(1_000)
    source = Source(town.settings.database, town.settings.secrets_path, "test")
    made = make_backup(
        source,
        into,
        town.clock,
        lambda: derived_id("backup", next(_NUMBERS)),
        lambda _done, _all: None,
        with_keys=with_keys,
    )
    return made, read_manifest(made)


def verified(made: Path, manifest: Manifest, town: LittleTown) -> Verdict:
    """What a look at the set came to."""
    beside = town.settings.database
    return verify_backup(made, manifest, beside, town.clock(), lambda *_: None)


def restored(made: Path, manifest: Manifest, url: str, folder: Path, **other: object) -> Restored:
    """Put it into a database."""
    wanted = {"clock": HandClock(), "force": False, **other}
    return restore_backup(made, manifest, url, folder / "server.keys", **wanted)


def digest_of(town: LittleTown) -> StateDigest:
    """Of the state as it is now."""
    with town.services.database.read() as session:
        return state_digest(session)
