"""Lines of the town's own system become accounts: made, changed, or left as they are.

An account is known by its source and its number there, or by its card. The same file again changes
nothing. What a line does not say stays; the PIN is never touched.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.holdings import Branch, Category
from catalogue.db.people import Card, Patron
from catalogue.domain.ids import IdMaker, fresh_id
from catalogue.services import audit
from catalogue.services.central import CentralRecord
from catalogue.services.marking import mark
from catalogue.services.privacy.cards import forget_numbers
from catalogue.services.privacy.erasing import NotForgotten, erase
from catalogue.services.secret_keys import SecretKeys
from catalogue.services.town import Clock
from catalogue.wire.patrons import PatronBatch, PatronRefused, PatronRow, PatronsImported

T = TypeVar("T")
EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
LANGUAGE = re.compile(r"[a-z]{2,3}")
YEAR = re.compile(r"(19|20)\d\d")


class _Refused(Exception):
    """The text is the reason."""


class PatronImports:
    """Any thread. A batch is one transaction."""

    def __init__(
        self,
        database: Database,
        central: CentralRecord,
        keys: SecretKeys,
        clock: Clock,
        new_id: IdMaker = fresh_id,
    ) -> None:
        self._database = database
        self._central = central
        self._keys = keys
        self._clock = clock
        self._new_id = new_id

    def take(self, batch: PatronBatch, actor: str) -> PatronsImported:
        """Bring these lines in, or say what they would do."""

        def work(session: Session) -> PatronsImported:
            taking = _Taking(session, batch.source, self._clock(), self._new_id)
            for row in batch.rows:
                taking.take(row)
            session.flush()
            counts = taking.counts
            if not batch.dry_run:
                forget_numbers(session, self._clock())
                if counts["created"] or counts["updated"]:
                    subject = f"source:{batch.source}"
                    audit.write(
                        session, self._clock(), actor, "patrons.import", subject, dict(counts)
                    )
            return PatronsImported(read=len(batch.rows), refused=taking.refused, **counts)

        return self._work(work, dry=batch.dry_run)

    def drop_missing(
        self, source: str, keys: Sequence[str], actor: str, *, dry: bool
    ) -> PatronsImported:
        """Erase who came from a source that has them no more; who still has something open stays
        and is named."""
        with self._database.read() as session:
            known = session.execute(
                select(Patron.id, Patron.external).where(Patron.source == source)
            ).all()
        there = set(keys)
        deleted, refused = 0, []
        for patron_id, external in sorted(known, key=lambda row: row.external or ""):
            if external in there:
                continue
            try:
                self._work(partial(self._drop, patron_id=patron_id, actor=actor), dry=dry)
                deleted += 1
            except NotForgotten as error:
                refused.append(PatronRefused(record=external or "", reason=f"stays: {error}"))
        return PatronsImported(deleted=deleted, refused=refused)

    def _drop(self, session: Session, *, patron_id: str, actor: str) -> None:
        patron = session.get(Patron, patron_id, with_for_update=True)
        if patron is None:
            return
        subject = audit.person(patron)
        erase(session, self._central, self._keys, patron)
        forget_numbers(session, self._clock())
        audit.write(session, self._clock(), actor, "patron.erase", subject)

    def _work(self, work: Callable[[Session], T], *, dry: bool) -> T:
        if not dry:
            return self._database.transact(work)
        with self._database.write() as session:
            found = work(session)
            session.rollback()
            return found


class _Taking:
    """One batch on its way in."""

    def __init__(self, session: Session, source: str, now_ms: int, new_id: IdMaker) -> None:
        self.session = session
        self.source = source
        self.now_ms = now_ms
        self.new_id = new_id
        self.counts = Counter({"created": 0, "updated": 0, "unchanged": 0})
        self.refused: list[PatronRefused] = []
        self._categories = set(self.session.scalars(select(Category.id)))
        self._branches = set(self.session.scalars(select(Branch.id)))

    def take(self, row: PatronRow) -> None:
        """One line."""
        try:
            self.counts[self._put(row)] += 1
        except _Refused as refused:
            self.refused.append(PatronRefused(record=row.line, reason=str(refused)))

    def _put(self, row: PatronRow) -> str:
        said = self._said(row)
        patron = self._find(row)
        made = patron is None or patron.placeholder
        if made and said.get("category") is None:
            raise _Refused("category: is needed for a new account")
        if patron is None:
            patron = Patron(id=self.new_id(), seen_ms=self.now_ms)
            self.session.add(patron)
        if made:
            patron.placeholder, patron.seen_ms = False, self.now_ms
        key = {"source": self.source, "external": row.number or row.card}
        changed = {
            name: value for name, value in {**said, **key}.items() if getattr(patron, name) != value
        }
        for name, value in changed.items():
            setattr(patron, name, value)
        self.session.flush()
        other_card = self._give_card(patron, row.card, alone=row.number is not None)
        if made or changed or other_card:
            for number in self.session.scalars(select(Card.number).where(Card.patron == patron.id)):
                mark(self.session, "card", number)
        if made:
            return "created"
        return "updated" if changed or other_card else "unchanged"

    def _find(self, row: PatronRow) -> Patron | None:
        by_card = self.session.scalar(
            select(Patron).join(Card, Card.patron == Patron.id).where(Card.number == row.card)
        )
        by_number = self.session.scalar(
            select(Patron).where(
                Patron.source == self.source, Patron.external == (row.number or row.card)
            )
        )
        if by_number is not None and by_card not in (None, by_number):
            raise _Refused("card: another patron's")
        if by_card is not None and by_number is None and by_card.source not in (None, self.source):
            raise _Refused("card: of a patron from another source")
        if (
            by_card is not None
            and by_number is None
            and by_card.source == self.source
            and row.number is not None
            and by_card.external not in (row.card, row.number)
        ):
            raise _Refused("card: another patron's")
        return by_number or by_card

    def _give_card(self, patron: Patron, number: str, *, alone: bool) -> bool:
        """The card is hers; a new one takes the place of the old. True if it was not so."""
        hers = set(self.session.scalars(select(Card.number).where(Card.patron == patron.id)))
        gone = hers - {number} if alone else set()
        if number in hers and not gone:
            return False
        for each in sorted(gone):
            mark(self.session, "card", each)
        self.session.execute(delete(Card).where(Card.number.in_(gone)))
        if number not in hers:
            self.session.add(Card(number=number, patron=patron.id))
        self.session.flush()
        return True

    def _said(self, row: PatronRow) -> Mapping[str, Any]:
        """The columns a line speaks of. Raises _Refused."""
        said: dict[str, Any] = {}
        for name in ("first_name", "last_name"):
            if (text := getattr(row, name)) is not None:
                said[name] = text
        for name in ("email", "block"):
            if (text := getattr(row, name)) is not None:
                said[name] = text or None
        if said.get("email") and not EMAIL.fullmatch(said["email"]):
            raise _Refused("email: no address")
        said |= self._named(row)
        if row.birth is not None:
            said["birth_date"] = _birth(row.birth)
        if row.expires is not None:
            said["expires"] = _day("expires", row.expires) if row.expires else None
        return said

    def _named(self, row: PatronRow) -> dict[str, str]:
        """What has to be a name the town or the world knows."""
        said = {}
        for name, known in (("category", self._categories), ("branch", self._branches)):
            if text := getattr(row, name):
                if text not in known:
                    raise _Refused(f"{name}: the town has no “{text}”")
                said[name] = text
        if row.language:
            if not LANGUAGE.fullmatch(row.language):
                raise _Refused("language: two or three small letters")
            said["language"] = row.language
        return said


def _birth(text: str) -> dt.date | None:
    """Of a year the last day: she is never taken for older than she is."""
    if not text:
        return None
    if YEAR.fullmatch(text):
        return dt.date(int(text), 12, 31)
    return _day("birth", text)


def _day(name: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise _Refused(f"{name}: no date of the form that was named") from None
