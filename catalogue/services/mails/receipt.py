"""What a receipt by mail says: a template in the patron's language, filled from the record as it
is when the mail goes. A town may put templates of its own in the place of these (docs/receipts.md).

Plain text: a title that looks like a command is only looked at.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Branch, Item, Title
from catalogue.db.mails import MailRow
from catalogue.db.people import Patron
from catalogue.db.present import LoanRow
from catalogue.services.mailing import Mail
from catalogue.services.town import setting, time_zone

LOG = logging.getLogger("beaupre.server")
BUILT_IN: Final = Path(__file__).parent / "templates"
LANGUAGES: Final = ("fr", "en", "es", "ar")
PATIENCE_MS: Final = 15 * 60_000
"""So long a mail waits for records the station has not sent yet."""
DAY: Final = "%d/%m/%Y"


class NotYet(Exception):
    """Records it is about are still on their way."""


@dataclass(frozen=True, slots=True)
class Lent:
    """One thing, as a template sees it."""

    title: str
    author: str
    due: str


def receipt_mail(
    session: Session, row: MailRow, now_ms: int, templates: Path | None = None
) -> Mail | None:
    """The mail; None where nothing is left to be said, or nobody to say it to. Raises NotYet."""
    patron = session.get(Patron, row.patron)
    if patron is None or not patron.email:
        return None
    found = session.execute(
        select(LoanRow, Title.title, Title.author)
        .outerjoin(Item, Item.id == LoanRow.item)
        .outerjoin(Title, Title.id == Item.title)
        .where(LoanRow.id.in_(row.about), LoanRow.patron_id == patron.id)
        .order_by(LoanRow.due_ms, Title.title, LoanRow.id)
    ).all()
    missing = len(row.about) - len(found)
    if missing and now_ms - row.made_ms < PATIENCE_MS:
        raise NotYet
    zone = time_zone(session)
    lent = [
        Lent(_plain(title or loan.item), _plain(author or ""), _day(loan.due_ms, zone))
        for loan, title, author in found
        if loan.open
    ]
    if not lent and not missing:
        return None
    branch = session.get(Branch, row.branch)
    text = render(
        row.language,
        templates,
        loans=lent,
        missing=missing,
        day=_day(row.made_ms, zone),
        town=_plain(setting(session, "town", "")),
        branch=_plain(branch.name if branch else row.branch),
    )
    subject, _, body = text.strip().partition("\n")
    return Mail((patron.email,), _plain(subject), body.strip("\n") + "\n")


def render(language: str, templates: Path | None, **values: object) -> str:
    """The text, its first line the subject. A template of the town's that cannot be filled is
    reported, and ours taken."""
    name = f"receipt.{language if language in LANGUAGES else LANGUAGES[0]}.txt"
    if templates is not None:
        try:
            return _environment(templates).get_template(name).render(values)
        except (TemplateError, ValueError, TypeError, ArithmeticError) as error:
            LOG.warning("%s/%s: not used: %s", templates, name, type(error).__name__)
    return _environment(None).get_template(name).render(values)


@cache
def _environment(folder: Path | None) -> ImmutableSandboxedEnvironment:
    loaders: list[BaseLoader] = [FileSystemLoader(BUILT_IN)]
    if folder is not None:
        loaders.insert(0, FileSystemLoader(folder))
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(loaders),
        autoescape=False,  # plain text, never shown as HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _plain(text: str) -> str:
    """One line, without what is no letter."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _day(ms: int, zone: ZoneInfo) -> str:
    return dt.datetime.fromtimestamp(ms / 1000, zone).strftime(DAY)


def masked(address: str) -> str:
    """What may stand on a screen others see: the first letter, and where the mailbox is."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1] if len(name) > 1 else ''}•••••@{domain}" if at else ""
