"""A small town whose server does things itself, on either database, with what tests ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from catalogue.db import holdings
from catalogue.db.money import FeeLine, NoticeRow
from catalogue.db.people import Patron
from catalogue.db.present import HoldRow, ItemRow
from catalogue.db.record import StoredOperation
from catalogue.domain.operations import Kind, Operation, Presence
from catalogue.services.central import Draft
from support.central import CARDS, T0, HandClock, Kiosk, LittleTown, patron_of


class BusyTown(LittleTown):
    """The small town, its tables a test looks at, and holds placed from home."""

    def place(self, who: str, at_ms: int = T0, title: str = "t", pickup: str = "A") -> str:
        """A hold placed from home; its id."""
        draft = Draft(
            kind=Kind.HOLD_PLACE,
            title=title,
            branch=pickup,
            payload={"pickup": pickup},
            patron=patron_of(who),
            wall_ms=at_ms,
        )
        return self.record(draft)[0].id

    def record(self, *drafts: Draft) -> list[Operation]:
        """Operations of the central station."""
        return self.services.database.transact(
            lambda session: self.services.central.record(session, drafts)
        )

    def item(self, item: str = "x") -> ItemRow:
        with self.services.database.read() as session:
            return session.get_one(ItemRow, item)

    def hold(self, hold_id: str) -> HoldRow:
        with self.services.database.read() as session:
            return session.get_one(HoldRow, hold_id)

    def patron(self, who: str) -> Patron:
        with self.services.database.read() as session:
            return session.get_one(Patron, patron_of(who))

    def fees(self, who: str = "P") -> list[tuple[str, int, int]]:
        """Reason, cents and what is open, the oldest first."""
        with self.services.database.read() as session:
            lines = session.scalars(
                select(FeeLine).where(FeeLine.patron_id == patron_of(who)).order_by(FeeLine.at_ms)
            )
            return [(line.reason, line.cents, line.open_cents) for line in lines]

    def told(self, who: str) -> list[tuple[str, bool]]:
        """Kind of each notice and whether it corrects another, the oldest first."""
        with self.services.database.read() as session:
            found = session.scalars(
                select(NoticeRow)
                .where(NoticeRow.patron_id == patron_of(who))
                .order_by(NoticeRow.at_ms, NoticeRow.kind, NoticeRow.corrects)
            )
            return [(notice.kind, notice.corrects is not None) for notice in found]

    def kinds(self) -> list[str]:
        """What the server itself recorded."""
        with self.services.database.read() as session:
            found = session.scalars(
                select(StoredOperation.kind).where(StoredOperation.station == "central")
            )
            return sorted(found)

    def rules(self, **values: object) -> None:
        """Change all policies."""
        with self.services.database.write() as session:
            session.execute(update(holdings.Policy).values(**values))

    def hold_at(self, kiosk: Kiosk, at_ms: int, who: str, pickup: str = "A") -> Operation:
        """A hold of title t that was placed at a kiosk."""
        return kiosk.write(
            Kind.HOLD_PLACE,
            at_ms,
            title="t",
            card=CARDS[who],
            presence=Presence.NONE,
            pickup=pickup,
        )


@pytest.fixture
def busy(tmp_path: Path, database_url: str) -> Iterator[BusyTown]:
    """A busy small town, once on each database."""
    town = BusyTown(
        tmp_path, HandClock(), database=database_url, secrets_file=tmp_path / "town.keys"
    )
    yield town
    town.services.close()
