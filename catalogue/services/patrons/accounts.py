"""What staff do with one patron's account, and she herself with hers: see all that is stored, have
it forgotten, choose whether loans are kept, get a PIN. Each deed of staff is in the audit log."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.people import Card, Patron
from catalogue.db.record import SIDECARS
from catalogue.domain.rights import Member
from catalogue.services import audit
from catalogue.services.accounts import PinHasher
from catalogue.services.central import CentralRecord
from catalogue.services.patrons.pins import made_up, set_pin
from catalogue.services.privacy import history
from catalogue.services.privacy.cards import forget_numbers
from catalogue.services.privacy.erasing import erase
from catalogue.services.privacy.periods import horizons
from catalogue.services.privacy.portability import everything_about
from catalogue.services.privacy.retention import owed_for, sever_all
from catalogue.services.privacy.severing import subjects_of
from catalogue.services.secret_keys import SecretKeys
from catalogue.services.town import Clock, today
from catalogue.wire.patrons import AccountForgotten, HistoryNow, PatronData, PinMade

T = TypeVar("T")


class UnknownPatron(Exception):
    """No account has this card."""


class OtherBranch(Exception):
    """The account is of a branch that is not hers."""


class PatronAccounts:
    """Any thread."""

    def __init__(
        self,
        database: Database,
        central: CentralRecord,
        keys: SecretKeys,
        hasher: PinHasher,
        clock: Clock,
    ) -> None:
        self._database = database
        self._central = central
        self._keys = keys
        self._hasher = hasher
        self._clock = clock

    def data(self, card: str, who: Member) -> PatronData:
        """All that is stored. Raises UnknownPatron, OtherBranch."""
        return self._with(card, who, "patron.export", everything_about)

    def erase(self, card: str, who: Member) -> AccountForgotten:
        """The account and every trace of it. Raises as `data`, and NotForgotten."""

        def work(session: Session) -> AccountForgotten:
            patron = _patron(session, card, who)
            subject = audit.person(patron)
            gone = erase(session, self._central, self._keys, patron)
            forget_numbers(session, self._clock())
            audit.write(session, self._clock(), who.actor, "patron.erase", subject)
            return AccountForgotten(loans=gone.loans, holds=gone.holds, records=gone.records)

        done = self._database.transact(work)
        self._database.sweep()
        return done

    def anonymise(self, card: str, who: Member) -> AccountForgotten:
        """What is over becomes nobody's now, whatever its age; the account stays. What she still
        owes for is kept. Raises as `data`."""

        def work(session: Session, patron: Patron) -> AccountForgotten:
            owed = owed_for(session, patron.id)
            done = sever_all(
                session,
                self._central.ledger(session),
                subjects_of(session, SIDECARS.c.patron == patron.id),
                lambda episode: (
                    episode.patron == patron.id
                    and episode.end_ms is not None
                    and episode.named.isdisjoint(owed)
                ),
            )
            return AccountForgotten(
                loans=done["loans"], holds=done["holds"], records=done["records"]
            )

        done = self._with(card, who, "patron.anonymise", work)
        self._database.sweep()
        return done

    def set_pin(self, card: str, pin: str | None, who: Member) -> PinMade:
        """Another PIN; one that is made up is returned, this once. Raises as `data`."""
        chosen = pin or made_up()

        def work(session: Session, patron: Patron) -> PinMade:
            set_pin(session, self._keys, self._hasher, patron, chosen)
            return PinMade(pin=None if pin else chosen)

        return self._with(card, who, "patron.renew_pin", work)

    def choose(self, card: str, keep: bool, who: Member) -> HistoryNow:
        """Whether her loans are kept, as she told staff. Raises as `data`."""
        action = "patron.keep_history" if keep else "patron.drop_history"
        return self._with(
            card, who, action, lambda session, patron: self._choose(session, patron, keep)
        )

    def own_data(self, patron_id: str) -> PatronData:
        """Of who is signed in."""
        with self._database.read() as session:
            return everything_about(session, session.get_one(Patron, patron_id))

    def own_choice(self, patron_id: str, keep: bool) -> HistoryNow:
        """Of who is signed in."""
        return self._database.transact(
            lambda session: self._choose(session, session.get_one(Patron, patron_id), keep)
        )

    def _choose(self, session: Session, patron: Patron, keep: bool) -> HistoryNow:
        now_ms = self._clock()
        until = horizons(session, today(session, now_ms))
        gone = history.choose(session, self._central, patron, keep, now_ms, until)
        return HistoryNow(keep=keep, forgotten=gone)

    def _with(self, card: str, who: Member, action: str, work: Callable[[Session, Patron], T]) -> T:
        """In one transaction, with its line in the audit log."""

        def act(session: Session) -> T:
            patron = _patron(session, card, who)
            done = work(session, patron)
            audit.write(session, self._clock(), who.actor, action, audit.person(patron))
            return done

        return self._database.transact(act)


def _patron(session: Session, card: str, who: Member) -> Patron:
    found = session.scalar(
        select(Patron).join(Card, Card.patron == Patron.id).where(Card.number == card)
    )
    if found is None:
        raise UnknownPatron
    if not who.may_in(found.branch):
        raise OtherBranch
    return found
