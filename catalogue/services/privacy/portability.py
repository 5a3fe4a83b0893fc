"""All that is stored about a patron, for herself: as values, and as a text she can read.

What an access request is answered with (GDPR, articles 15 and 20). Of other people nothing is in
it, of the record only what is still known to be hers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.devices import CharterSignature
from catalogue.db.digital import DigitalHold, DigitalLoan
from catalogue.db.doubled import DoubledCard
from catalogue.db.holdings import Branch, Category, Title
from catalogue.db.mails import MailRow
from catalogue.db.money import FeeLine, NoticeRow
from catalogue.db.people import Card, Patron, PatronSession
from catalogue.db.present import HoldRow
from catalogue.db.record import SIDECARS
from catalogue.db.staff import AuditEntry
from catalogue.services.privacy.history import loans_of
from catalogue.services.town import time_zone
from catalogue.wire import patrons as wire


def everything_about(session: Session, patron: Patron) -> wire.PatronData:
    """All of it."""
    return wire.PatronData(
        account=_account(session, patron),
        loans=[
            wire.LoanData(
                item=loan.item,
                title=loan.title,
                author=loan.author,
                branch=loan.branch,
                lent=_moment(session, loan.start_ms),
                due=_moment(session, loan.due_ms),
                returned=_moment(session, loan.end_ms),
                kept_by_choice=loan.kept,
            )
            for loan in loans_of(session, patron)
        ],
        digital_loans=_digital_loans(session, patron),
        holds=_holds(session, patron),
        fees=_fees(session, patron),
        notices=_notices(session, patron),
        mails=_mails(session, patron),
        charters=_charters(session, patron),
        sessions=_sessions(session, patron),
        doubled_cards=_doubled_cards(session, patron),
        audit=_audit(session, patron),
    )


def _moment(session: Session, ms: int | None) -> str | None:
    """ISO 8601 in the town's time, to the minute: as she would say it."""
    return None if ms is None else _iso(ms, time_zone(session))


def _iso(ms: int, zone: ZoneInfo) -> str:
    try:
        return dt.datetime.fromtimestamp(ms / 1000, zone).isoformat(timespec="minutes")
    except (ValueError, OverflowError, OSError):
        return str(ms)


def _account(session: Session, patron: Patron) -> wire.AccountData:
    cards = session.scalars(select(Card.number).where(Card.patron == patron.id)).all()
    category = session.get(Category, patron.category) if patron.category else None
    branch = session.get(Branch, patron.branch) if patron.branch else None
    return wire.AccountData(
        id=patron.id,
        first_name=patron.first_name,
        last_name=patron.last_name,
        email=patron.email,
        cards=sorted(cards),
        category=None if category is None else category.name or category.id,
        branch=None if branch is None else branch.name,
        language=patron.language,
        birth_date=patron.birth_date,
        expires=patron.expires,
        blocked=patron.block,
        has_pin=patron.pin_hash is not None,
        owes_cents=patron.debt_cents,
        imported_from=patron.source,
        number_there=patron.external,
        name_in_audit_log=patron.ref,
        last_used=_moment(session, patron.seen_ms),
        loans_kept_since=_moment(session, patron.history_since_ms),
    )


def _digital_loans(session: Session, patron: Patron) -> list[wire.LoanData]:
    rows = session.execute(
        select(DigitalLoan, Title.title, Title.author)
        .outerjoin(Title, Title.id == DigitalLoan.title)
        .where(DigitalLoan.patron == patron.id)
        .order_by(DigitalLoan.started_ms.desc(), DigitalLoan.id)
    )
    return [
        wire.LoanData(
            item=loan.licence,
            title=title or loan.title,
            author=author or "",
            branch=None,
            lent=_moment(session, loan.started_ms),
            due=_moment(session, loan.ends_ms),
            returned=_moment(session, loan.ended_ms),
            kept_by_choice=False,
        )
        for loan, title, author in rows
    ]


def _holds(session: Session, patron: Patron) -> list[wire.HoldData]:
    rows = session.execute(
        select(HoldRow, Title.title)
        .outerjoin(Title, Title.id == HoldRow.title)
        .where(HoldRow.patron_id == patron.id)
        .order_by(HoldRow.placed_ms.desc(), HoldRow.id)
    )
    digital = session.execute(
        select(DigitalHold, Title.title)
        .outerjoin(Title, Title.id == DigitalHold.title)
        .where(DigitalHold.patron == patron.id)
        .order_by(DigitalHold.placed_ms.desc(), DigitalHold.id)
    )
    return [
        *(
            wire.HoldData(
                title=title or hold.title,
                placed=_moment(session, hold.placed_ms),
                state=hold.status,
                pickup=hold.pickup,
            )
            for hold, title in rows
        ),
        *(
            wire.HoldData(
                title=title or hold.title,
                placed=_moment(session, hold.placed_ms),
                state=hold.state,
                pickup=None,
            )
            for hold, title in digital
        ),
    ]


def _fees(session: Session, patron: Patron) -> list[wire.FeeData]:
    rows = session.execute(
        select(FeeLine, SIDECARS.c.free_text)
        .outerjoin(SIDECARS, SIDECARS.c.operation == FeeLine.id)
        .where(FeeLine.patron_id == patron.id)
        .order_by(FeeLine.at_ms.desc(), FeeLine.id)
    )
    return [
        wire.FeeData(
            at=_moment(session, line.at_ms),
            reason=line.reason,
            item=line.item,
            cents=line.cents,
            paid_cents=line.paid_cents,
            open_cents=line.open_cents,
            note=note,
        )
        for line, note in rows
    ]


def _notices(session: Session, patron: Patron) -> list[wire.NoticeData]:
    rows = session.scalars(
        select(NoticeRow)
        .where(NoticeRow.patron_id == patron.id)
        .order_by(NoticeRow.at_ms.desc(), NoticeRow.id)
    )
    return [
        wire.NoticeData(
            at=_moment(session, row.at_ms), kind=row.kind, item=row.item, state=row.state
        )
        for row in rows
    ]


def _mails(session: Session, patron: Patron) -> list[wire.MailData]:
    rows = session.scalars(
        select(MailRow)
        .where(MailRow.patron == patron.id)
        .order_by(MailRow.made_ms.desc(), MailRow.id)
    )
    return [
        wire.MailData(at=_moment(session, row.made_ms), kind=row.kind, state=row.state)
        for row in rows
    ]


def _charters(session: Session, patron: Patron) -> list[wire.CharterData]:
    rows = session.scalars(
        select(CharterSignature)
        .where(CharterSignature.patron_id == patron.id)
        .order_by(CharterSignature.charter, CharterSignature.version)
    )
    return [
        wire.CharterData(
            charter=row.charter,
            version=row.version,
            at=_moment(session, row.at_ms),
            guardian=row.guardian,
        )
        for row in rows
    ]


def _sessions(session: Session, patron: Patron) -> list[wire.SessionData]:
    rows = session.scalars(
        select(PatronSession)
        .where(PatronSession.patron == patron.id)
        .order_by(PatronSession.made_ms, PatronSession.token_hash)
    )
    return [
        wire.SessionData(
            station=row.station,
            begun=_moment(session, row.made_ms),
            ends=_moment(session, row.expires_ms),
        )
        for row in rows
    ]


def _doubled_cards(session: Session, patron: Patron) -> list[wire.DoubledData]:
    rows = session.scalars(
        select(DoubledCard).where(DoubledCard.patron == patron.id).order_by(DoubledCard.first_ms)
    )
    return [
        wire.DoubledData(
            first=_moment(session, row.first_ms),
            last=_moment(session, row.last_ms),
            stations=[row.station, row.other_station],
        )
        for row in rows
    ]


def _audit(session: Session, patron: Patron) -> list[wire.AuditData]:
    """What staff did with her account; who of them is not hers to know."""
    if patron.ref is None:
        return []
    rows = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject == f"patron:{patron.ref}")
        .order_by(AuditEntry.n)
    )
    return [wire.AuditData(at=_moment(session, row.at_ms), action=row.action) for row in rows]


WORDS = {
    "account": "Compte",
    "loans": "Prêts",
    "digital_loans": "Prêts numériques",
    "holds": "Réservations",
    "fees": "Frais",
    "notices": "Avis envoyés",
    "mails": "Courriels demandés",
    "charters": "Chartes signées",
    "sessions": "Connexions en cours",
    "doubled_cards": "Carte utilisée à deux endroits à la fois",
    "audit": "Interventions du personnel sur le compte",
    "id": "identifiant",
    "first_name": "prénom",
    "last_name": "nom",
    "email": "adresse électronique",
    "cards": "cartes",
    "category": "catégorie",
    "branch": "bibliothèque",
    "language": "langue",
    "birth_date": "date de naissance",
    "expires": "carte valable jusqu’au",
    "blocked": "suspension",
    "has_pin": "code personnel choisi (le code lui-même n’est pas conservé)",
    "owes_cents": "dû, en centimes",
    "imported_from": "importé de",
    "number_there": "numéro dans cette source",
    "name_in_audit_log": "désignation dans le journal du personnel",
    "last_used": "dernier usage noté",
    "loans_kept_since": "historique conservé à votre demande depuis le",
    "item": "exemplaire",
    "title": "titre",
    "author": "auteur",
    "lent": "emprunté le",
    "due": "à rendre le",
    "returned": "rendu le",
    "kept_by_choice": "conservé à votre demande",
    "placed": "demandé le",
    "state": "état",
    "pickup": "retrait à",
    "at": "le",
    "reason": "motif",
    "cents": "montant, en centimes",
    "paid_cents": "payé, en centimes",
    "open_cents": "reste dû, en centimes",
    "note": "note",
    "kind": "objet",
    "charter": "charte",
    "version": "version",
    "guardian": "signé par",
    "station": "borne",
    "stations": "bornes",
    "first": "du",
    "last": "au",
    "begun": "depuis",
    "ends": "jusqu’à",
    "action": "intervention",
}
"""By key of the JSON."""


def as_text(data: wire.PatronData) -> str:
    """The same in French, a line a value."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: wire.PatronData) -> Iterator[str]:
    for part, value in data.model_dump(mode="json").items():
        rows = [value] if isinstance(value, dict) else value
        yield f"{WORDS[part]}" + ("" if isinstance(value, dict) else f" ({len(rows)})")
        for row in rows:
            yield ""
            for key, said in row.items():
                if said not in (None, "", []):
                    yield f"  {WORDS[key]} : {_said(said)}"
        yield ""


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
