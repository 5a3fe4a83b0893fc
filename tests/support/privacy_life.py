"""A patron who leaves traces wherever the town can keep one, and a look at all that is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import inspect, select, text, update
from sqlalchemy.orm import Session

from catalogue.db.holdings import Policy
from catalogue.db.mails import MailRow
from catalogue.db.money import FeeLine
from catalogue.db.people import Patron
from catalogue.domain.operations import Kind
from catalogue.services import audit
from catalogue.services.desk import Desk, fees, holds
from catalogue.services.devices import charters
from catalogue.services.devices.charters import Signature
from catalogue.services.town import today
from support.central import CARDS, DAY, MINUTE, PIN, Kiosk, LittleTown, patron_of

FIRST, LAST, EMAIL = "Zéphyrine", "Canarivelle", "zephyrine@canari.example"
GUARDIAN = "Tutrice-Canarivelle"
NOTE = "Mme Canarivelle a payé en pièces"
WHO = "Q"
TRACES = (FIRST, LAST, EMAIL, GUARDIAN, CARDS[WHO], patron_of(WHO), NOTE)


def live(town: LittleTown, kiosk: Kiosk) -> None:
    """Loans with a renewal, an undone one and one that was late; holds that came to a loan, and to
    nothing; debts that were paid; what she was told; what she signed; wrong PINs; sessions."""
    with town.services.database.write() as session:
        patron = session.get_one(Patron, patron_of(WHO))
        patron.first_name, patron.last_name, patron.email = FIRST, LAST, EMAIL
        session.execute(update(Policy).values(fine_cents=10))
    _sign(town)
    start = town.clock()
    lent = kiosk.check_out(start, WHO, "x", start + 21 * DAY)
    kiosk.write(
        Kind.RENEW,
        start + DAY,
        item="x",
        card=CARDS[WHO],
        refs={"about": lent.id},
        due_ms=start + 40 * DAY,
    )
    undone = kiosk.check_out(start + DAY + MINUTE, WHO, "z", start + 21 * DAY)
    kiosk.undo(start + DAY + 2 * MINUTE, undone)
    town.clock.now_ms = start + DAY + 5 * MINUTE
    town.send(kiosk)
    _at_the_desk(town)
    town.clock.now_ms = start + 50 * DAY
    town.services.daily_round.run()
    back = len(kiosk.disk)
    kiosk.check_in(start + 50 * DAY, "x")
    kiosk.check_out(start + 51 * DAY, WHO, "z", start + 72 * DAY)
    kiosk.check_in(start + 52 * DAY, "z")
    town.clock.now_ms = start + 52 * DAY
    town.send(kiosk, *kiosk.disk[back:])
    town.services.database.transact(lambda session: _pay_all(town, session))
    caller = town.caller(kiosk)
    _ask_for_a_mail(town, lent.id)
    for pin in ("0000", PIN):
        town.services.accounts.identify(caller, CARDS[WHO], pin)
    town.services.feed.number()


def _ask_for_a_mail(town: LittleTown, loan: str) -> None:
    with town.services.database.write() as session:
        session.add(
            MailRow(
                id="mail-1",
                kind="receipt",
                patron=patron_of(WHO),
                branch="A",
                language="fr",
                about=[loan],
                state="waiting",
                made_ms=town.clock(),
                due_ms=town.clock(),
                tries=0,
            )
        )


def _sign(town: LittleTown) -> None:
    with town.services.database.write() as session:
        charters.publish(session, "liseuse", {"fr": "Je promets."}, town.clock(), "staff:marie")
        signing = Signature(patron_of(WHO), "liseuse", 1, "fr", "staff:marie", GUARDIAN)
        charters.sign(session, signing, today(session, town.clock()), town.clock())


def _at_the_desk(town: LittleTown) -> None:
    """A hold for z and one that is cancelled; a debt that is paid."""

    def work(session: Session) -> None:
        desk = Desk(session, town.services.central, town.clock(), "staff:marie", lambda _: True)
        patron = session.get_one(Patron, patron_of(WHO))
        holds.place(desk, patron, "u", "A", override=True)
        gone = holds.place(desk, patron, "f", "A", override=True)
        holds.cancel(desk, gone.id)
        debt = fees.assess(desk, patron, 250, NOTE)
        fees.pay(desk, debt.id, 250)
        audit.write(session, town.clock(), "staff:marie", "patron.block", audit.person(patron))

    town.services.database.transact(work)


def _pay_all(town: LittleTown, session: Session) -> None:
    """The fine for what came back late."""
    desk = Desk(session, town.services.central, town.clock(), "staff:marie", lambda _: True)
    owed = session.scalars(select(FeeLine).where(FeeLine.open_cents > 0)).all()
    assert owed
    for line in owed:
        fees.pay(desk, line.id, line.open_cents)


def pass_months(town: LittleTown, months: int) -> dt.date:
    """Let the clock run; the town's day then."""
    town.clock.pass_ms(months * 31 * DAY)
    with town.services.database.read() as session:
        return today(session, town.clock())


def rows_of_all_tables(session: Session) -> Iterator[tuple[str, str]]:
    """Each row of each table the database has, as text: also of those nobody has thought of."""
    for table in inspect(session.get_bind()).get_table_names():
        for row in session.execute(text(f'SELECT * FROM "{table}"')):  # its own names
            yield table, " ".join(map(str, row))


def traces_in_rows(session: Session, traces: tuple[str, ...] = TRACES) -> list[str]:
    """Table and trace of each that is still there."""
    return sorted(
        {
            f"{table}: {trace}"
            for table, row in rows_of_all_tables(session)
            for trace in traces
            if trace in row
        }
    )
