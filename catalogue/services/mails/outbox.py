"""Mails to patrons wait in a table until the mail server has them: no restart loses one.

Several servers may send: each takes a mail for a while by a write of its own, so that no two have
the same one. Who dies while it sends lets another try again: better twice than never. What a mail
says is put together when it goes (`receipt`). No log tells an address, a patron or a title.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.mails import MailRow
from catalogue.db.people import Patron
from catalogue.services.mailing import Mail, MailFault, MailRefused
from catalogue.services.mails.receipt import NotYet, receipt_mail
from catalogue.services.town import Clock

LOG = logging.getLogger("beaupre.server")
RECEIPT: Final = "receipt"
WAITING, SENT, FAILED = "waiting", "sent", "failed"
KEPT_MS: Final = 2 * 24 * 3_600_000
"""What was sent, or was not, is forgotten after this time."""
TRIED_FOR_MS: Final = 24 * 3_600_000
TAKEN_FOR_MS: Final = 15 * 60_000
"""So long nobody else tries: longer than any delivery may take."""
MOST_AN_HOUR: Final = 20
FIRST_PAUSE_MS, LONGEST_PAUSE_MS = 60_000, 3_600_000


class NoMail(Exception):
    """It cannot be mailed; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Wanted:
    """A receipt of these check-outs. `id`: made by the station; the same one twice is one mail."""

    id: str
    patron: str
    branch: str
    language: str
    loans: tuple[str, ...]


class Outbox:
    """Any thread. `send` None: this server sends no mails."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        send: Callable[[Mail], None] | None,
        templates: Path | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._send = send
        self._templates = templates

    @property
    def is_open(self) -> bool:
        """Do mails go out at all?"""
        return self._send is not None

    def put(self, wanted: Wanted) -> str:
        """Durable when this returns: its state. Raises NoMail."""
        if self._send is None:
            raise NoMail("no_mail")
        now_ms = self._clock()

        def work(session: Session) -> str:
            known = session.get(MailRow, wanted.id)
            if known is not None:
                if known.patron != wanted.patron:
                    raise NoMail("mail_known")
                return known.state
            if not session.get_one(Patron, wanted.patron).email:
                raise NoMail("no_address")
            recent = select(func.count()).select_from(MailRow)
            recent = recent.where(
                MailRow.patron == wanted.patron, MailRow.made_ms > now_ms - 3_600_000
            )
            if (session.scalar(recent) or 0) >= MOST_AN_HOUR:
                raise NoMail("too_many_mails")
            session.add(
                MailRow(
                    id=wanted.id,
                    kind=RECEIPT,
                    patron=wanted.patron,
                    branch=wanted.branch,
                    language=wanted.language,
                    about=list(wanted.loans),
                    state=WAITING,
                    made_ms=now_ms,
                    due_ms=now_ms,
                    tries=0,
                )
            )
            return WAITING

        return self._database.transact(work)

    def step(self) -> bool:
        """Try the mail that has waited longest; False if none is due."""
        if self._send is None:
            return False
        taken = self._take()
        if taken is None:
            return False
        try:
            with self._database.read() as session:
                mail = receipt_mail(session, taken, self._clock(), self._templates)
            if mail is not None:
                self._send(mail)
        except NotYet:
            self._settle(taken, WAITING)
        except MailRefused as error:
            LOG.warning("a %s could not be mailed: %s", taken.kind, error)
            self._settle(taken, FAILED)
        except MailFault as error:
            LOG.warning("a %s waits: %s", taken.kind, error)
            self._settle(taken, WAITING)
        else:
            self._settle(taken, SENT)
        return True

    def waiting(self) -> int:
        """How many have not gone yet."""
        with self._database.read() as session:
            query = select(func.count()).select_from(MailRow).where(MailRow.state == WAITING)
            return session.scalar(query) or 0

    def _take(self) -> MailRow | None:
        now_ms = self._clock()

        def work(session: Session) -> MailRow | None:
            row = session.scalar(
                select(MailRow)
                .where(MailRow.state == WAITING, MailRow.due_ms <= now_ms)
                .order_by(MailRow.due_ms, MailRow.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            )
            if row is not None:
                row.due_ms = now_ms + TAKEN_FOR_MS
                row.tries += 1
            return row

        return self._database.transact(work)

    def _settle(self, taken: MailRow, state: str) -> None:
        now_ms = self._clock()
        if state == WAITING and now_ms - taken.made_ms >= TRIED_FOR_MS:
            LOG.error("a %s could not be mailed in a day: given up", taken.kind)
            state = FAILED
        pause_ms = min(FIRST_PAUSE_MS * 2 ** min(taken.tries - 1, 10), LONGEST_PAUSE_MS)
        values: dict[str, object] = {"state": state, "due_ms": now_ms + pause_ms}
        if state != WAITING:
            values["about"] = []
        query = update(MailRow).where(MailRow.id == taken.id).values(values)
        self._database.transact(lambda session: session.execute(query))
