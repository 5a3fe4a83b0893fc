"""An account goes, with all that says whose it was: by her own wish, or a year after its last use.

Refused while something is open; holds are cancelled. Who had what becomes nobody (`severing`), so
the record, its chains and the numbers stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from catalogue.db.devices import CharterSignature
from catalogue.db.digital import DigitalLoan
from catalogue.db.doubled import DoubledCard, SeenCard
from catalogue.db.mails import MailRow
from catalogue.db.money import FeeLine, NoticeRow
from catalogue.db.people import Card, Lockout, Patron, PatronSession
from catalogue.db.present import HoldRow, ItemRow, LoanRow
from catalogue.db.record import SIDECARS
from catalogue.domain.operations import Kind
from catalogue.services.accounts import card_key
from catalogue.services.central import CentralRecord, Draft
from catalogue.services.digital.retention import forget_patron
from catalogue.services.privacy.severing import Severing, forget_sidecars, subjects_of
from catalogue.services.questions import OPEN
from catalogue.services.secret_keys import SecretKeys


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What is open between her and the town."""

    loans: int
    digital_loans: int
    debt_cents: int

    @property
    def there(self) -> bool:
        """Is anything?"""
        return bool(self.loans or self.digital_loans or self.debt_cents)

    def __str__(self) -> str:
        said = [
            f"{count} {what}"
            for count, what in ((self.loans, "on loan"), (self.digital_loans, "e-books on loan"))
            if count
        ]
        if self.debt_cents:
            said.append(f"{self.debt_cents // 100}.{self.debt_cents % 100:02} € owed")
        return ", ".join(said)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """In numbers: what became nobody's."""

    loans: int
    holds: int
    records: int


class NotForgotten(Exception):
    """The account stays: the text says what is open. Nothing was changed."""


def obstacles(session: Session, patron: Patron) -> Obstacles:
    """What has to be settled first."""

    def count(table: type[LoanRow] | type[DigitalLoan], *where: object) -> int:
        query = select(func.count()).select_from(table)
        for each in where:
            query = query.where(each)  # type: ignore[arg-type]  # columns compared below
        return session.scalar(query) or 0

    return Obstacles(
        loans=count(LoanRow, LoanRow.patron_id == patron.id, LoanRow.open),
        digital_loans=count(DigitalLoan, DigitalLoan.patron == patron.id, DigitalLoan.open),
        debt_cents=patron.debt_cents,
    )


def erase(
    session: Session, central: CentralRecord, keys: SecretKeys | None, patron: Patron
) -> Forgotten:
    """The account and every trace of her, within the transaction of `session`. The caller sees to
    the feed (`cards.forget_numbers`) and to the audit log afterwards. Raises NotForgotten."""
    still = obstacles(session, patron)
    if still.there:
        raise NotForgotten(str(still))
    _cancel_holds(session, central, patron)
    severing = Severing(session, central.ledger(session))
    for title, item in subjects_of(session, SIDECARS.c.patron == patron.id):
        severing.sever(title, item, lambda episode: episode.patron == patron.id)
    _assert_nothing_goes_on(session, patron, severing)
    left = session.scalars(select(SIDECARS.c.operation).where(SIDECARS.c.patron == patron.id)).all()
    forget_sidecars(session, left)
    forget_patron(session, patron.id)
    cards = session.scalars(select(Card.number).where(Card.patron == patron.id)).all()
    if keys is not None:
        locked = [card_key(keys, number) for number in cards]
        session.execute(delete(Lockout).where(Lockout.card_key.in_(locked)))
    for owned, theirs in (
        (FeeLine, FeeLine.patron_id),
        (NoticeRow, NoticeRow.patron_id),
        (MailRow, MailRow.patron),
        (CharterSignature, CharterSignature.patron_id),
        (PatronSession, PatronSession.patron),
        (SeenCard, SeenCard.patron),
        (DoubledCard, DoubledCard.patron),
        (Card, Card.patron),
        (Patron, Patron.id),
    ):
        session.execute(delete(owned).where(theirs == patron.id))
    session.expunge(patron)
    return Forgotten(severing.done.loans, severing.done.holds, severing.done.records)


def _cancel_holds(session: Session, central: CentralRecord, patron: Patron) -> None:
    """Whoever waits next gets her copies."""
    holds = session.scalars(
        select(HoldRow).where(HoldRow.patron_id == patron.id, HoldRow.status.in_(OPEN))
    ).all()
    central.record(session, [draft for hold in holds for draft in _cancelled(session, hold)])


def _cancelled(session: Session, hold: HoldRow) -> Iterable[Draft]:
    yield Draft(
        kind=Kind.HOLD_CANCEL, title=hold.title, branch=hold.pickup, refs={"about": hold.id}
    )
    if hold.item is not None:
        row = session.get(ItemRow, hold.item)
        yield Draft(
            kind=Kind.TRAP_END,
            item=hold.item,
            branch=None if row is None else row.branch,
            refs={"about": hold.id},
        )


def _assert_nothing_goes_on(session: Session, patron: Patron, severing: Severing) -> None:
    """Raises NotForgotten where the fold still needs her name."""
    shown = session.scalar(select(ItemRow.item).where(ItemRow.patron == patron.id).limit(1))
    if shown is not None or severing.done.kept:
        raise NotForgotten(f"item {shown}: look at its conflicts first")
    for table in (LoanRow, HoldRow):
        left = session.scalar(select(table.id).where(table.patron_id == patron.id).limit(1))
        if left is not None:
            raise NotForgotten(f"{left}: the record does not say how it ended")
