"""The use cases of setting up a town: what a file would change, applying it, its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.town import ConfigVersion
from catalogue.services import audit
from catalogue.services.calendar import public_holidays
from catalogue.services.town import Clock, lock_set_up
from catalogue.services.town_config import versions
from catalogue.services.town_config.differences import Change, differences
from catalogue.services.town_config.model import TownFile
from catalogue.services.town_config.orphans import refusals
from catalogue.services.town_config.present import present
from catalogue.services.town_config.reading import TownFileFaults, read_town_file
from catalogue.services.town_config.remarks import remarks
from catalogue.services.town_config.storing import store
from catalogue.services.town_config.writing import write_town_file


class UnknownVersion(LookupError):
    """No version has this number."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What applying a file changes, or would. `refusals`: why nothing was applied; `version`: the
    number it got, None where nothing was applied; `remarks`: what is hardly meant."""

    changes: tuple[Change, ...]
    refusals: tuple[str, ...] = ()
    version: int | None = None
    remarks: tuple[str, ...] = ()


class TownSetUp:
    """Sets up the town of a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def diff(self, text: str) -> Outcome:
        """What applying this text would change. Raises TownFileFaults."""
        file = self._checked(text)
        with self._database.read() as session:
            changes = differences(present(session), file)
            found = tuple(refusals(session, changes))
            return Outcome(tuple(changes), found, remarks=tuple(remarks(session, file)))

    def apply(self, text: str, author: str, occasion: str = "apply") -> Outcome:
        """Make this text the present, all of it or nothing; without a difference there is no new
        version. Raises TownFileFaults."""
        file = self._checked(text)
        return self._database.transact(
            lambda session: apply_file(session, file, self._clock(), author, occasion)
        )

    def rollback(self, version: int, author: str) -> Outcome:
        """Make a version the present again, as a new version. Raises UnknownVersion,
        TownFileFaults."""
        return self.apply(self.text_of(version), author, f"rollback to {version}")

    def text_of(self, version: int) -> str:
        """The text of a version. Raises UnknownVersion."""
        with self._database.read() as session:
            row = session.get(ConfigVersion, version)
            if row is None:
                raise UnknownVersion(f"there is no version {version}")
            return row.text

    def export(self) -> str | None:
        """The present as a file; None where no town is set up."""
        with self._database.read() as session:
            now = present(session)
            return None if now is None else write_town_file(now)

    def history(self) -> Sequence[versions.Version]:
        """All versions, the oldest first."""
        with self._database.read() as session:
            return versions.history(session)

    def _checked(self, text: str) -> TownFile:
        file = read_town_file(text)
        today = dt.datetime.fromtimestamp(self._clock() / 1000, dt.UTC).date()
        try:
            public_holidays(file.calendar.public_holidays or "", [today])
        except ValueError as error:
            line = f"calendar, public_holidays: {error}; write “FR” or “FR-57”, or leave it out"
            raise TownFileFaults([line]) from error
        return file


def apply_file(
    session: Session, file: TownFile, now_ms: int, author: str, occasion: str
) -> Outcome:
    """As `TownSetUp.apply`, in a transaction of the caller's."""
    lock_set_up(session)
    before = present(session)
    changes = differences(before, file)
    found = refusals(session, changes)
    if found or not changes:
        return Outcome(tuple(changes), tuple(found))
    last = versions.latest(session)
    if before is not None:
        found_text = write_town_file(before)
        if last is None or last.text != found_text:
            # Changed by another way than a file: kept, so that it can be come back to.
            versions.append(session, now_ms, "server", "as found", found_text)
    store(session, file, changes, now_ms)
    n = versions.append(session, now_ms, author, occasion, write_town_file(file))
    details: dict[str, str | int] = {"version": n, "changes": len(changes), "occasion": occasion}
    audit.write(session, now_ms, author, "config.apply", f"config:{n}", {**details})
    return Outcome(tuple(changes), (), n, tuple(remarks(session, file)))
