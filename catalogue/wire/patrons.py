"""Messages about patrons: bringing them in, what is stored of one, her choices, forgetting."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from catalogue.wire.v1 import Message

MAX_ROWS = 500
Text = Annotated[str, Field(max_length=200)]
Number = Annotated[str, Field(min_length=1, max_length=64)]
Pin = Annotated[str, Field(pattern=r"^[0-9]{4,12}$")]
Token = Annotated[str, Field(min_length=1, max_length=128, repr=False)]


class PatronRow(Message):
    """One line of a file. What is absent is left as it is; an empty text clears it. `number`: hers
    in the system the file is from."""

    line: Annotated[int, Field(ge=1, le=1_000_000_000)]
    card: Annotated[Number, Field(repr=False)]
    number: Annotated[Number | None, Field(repr=False)] = None
    first_name: Annotated[Text | None, Field(repr=False)] = None
    last_name: Annotated[Text | None, Field(repr=False)] = None
    category: Text | None = None
    branch: Text | None = None
    language: Text | None = None
    birth: Text | None = None
    expires: Text | None = None
    email: Annotated[Text | None, Field(repr=False)] = None
    block: Annotated[Text | None, Field(repr=False)] = None


class PatronBatch(Message):
    """Lines of a file; `dry_run`: say what they would do."""

    source: Annotated[str, Field(min_length=1, max_length=100)]
    rows: Annotated[list[PatronRow], Field(max_length=MAX_ROWS)]
    dry_run: bool = False


class PatronsMissing(Message):
    """All numbers (or cards) a complete file had: who came from that source and is not there
    goes."""

    source: Annotated[str, Field(min_length=1, max_length=100)]
    keys: Annotated[list[Number], Field(max_length=250_000, repr=False)]
    dry_run: bool = False


class PatronRefused(Message):
    """`record`: the line, or the number of who would have gone."""

    record: int | str
    reason: str


class PatronsImported(Message):
    """Counts of lines; `deleted` of accounts."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    refused: list[PatronRefused] = Field(default_factory=list)


class CardNamed(Message):
    """Whose account."""

    card: Annotated[Number, Field(repr=False)]


class PinWanted(CardNamed):
    """`pin` absent: one is made up and told once."""

    pin: Annotated[Pin | None, Field(repr=False)] = None


class PinMade(Message):
    """The PIN, if it was made up."""

    pin: Annotated[str | None, Field(repr=False)] = None


class HistoryChosen(CardNamed):
    """Are loans to be kept from now on?"""

    keep: bool


class OwnChoice(Message):
    """The same over her own session."""

    session: Token
    keep: bool


class HistoryNow(Message):
    """`forgotten`: loans that were kept and are nobody's now."""

    keep: bool
    forgotten: int = 0


class SessionNamed(Message):
    """A patron's session on the calling station."""

    session: Token


class AccountForgotten(Message):
    """What became nobody's."""

    loans: int
    holds: int = 0
    records: int


class RetentionAsked(Message):
    """`day` absent: today."""

    day: dt.date | None = None
    dry_run: bool = False


class RetentionTold(Message):
    """How much of what was forgotten, or would be."""

    day: dt.date
    counts: dict[str, int]
    finished: bool


Moment = str | None
"""ISO 8601 in the town's time."""


class AccountData(Message):
    """Who she is."""

    id: str
    first_name: str
    last_name: str
    email: str | None
    cards: list[str]
    category: str | None
    branch: str | None
    language: str
    birth_date: dt.date | None
    expires: dt.date | None
    blocked: str | None
    has_pin: bool
    owes_cents: int
    imported_from: str | None
    number_there: str | None
    name_in_audit_log: str | None
    last_used: Moment
    loans_kept_since: Moment


class LoanData(Message):
    """Something she had or has."""

    item: str
    title: str
    author: str
    branch: str | None
    lent: Moment
    due: Moment
    returned: Moment
    kept_by_choice: bool


class HoldData(Message):
    """Something she asked for."""

    title: str
    placed: Moment
    state: str
    pickup: str | None


class FeeData(Message):
    """Something she owed or owes."""

    at: Moment
    reason: str
    item: str | None
    cents: int
    paid_cents: int
    open_cents: int
    note: str | None


class NoticeData(Message):
    """Something she was told."""

    at: Moment
    kind: str
    item: str | None
    state: str


class MailData(Message):
    """A mail she asked for."""

    at: Moment
    kind: str
    state: str


class CharterData(Message):
    """Something she signed."""

    charter: str
    version: int
    at: Moment
    guardian: str | None


class SessionData(Message):
    """Where she is signed in."""

    station: str
    begun: Moment
    ends: Moment


class DoubledData(Message):
    """Her card was used in two branches at once."""

    first: Moment
    last: Moment
    stations: list[str]


class AuditData(Message):
    """What staff did with her account."""

    at: Moment
    action: str


class PatronData(Message):
    """All that is stored about a patron."""

    account: Annotated[AccountData, Field(repr=False)]
    loans: Annotated[list[LoanData], Field(repr=False)]
    digital_loans: Annotated[list[LoanData], Field(repr=False)]
    holds: Annotated[list[HoldData], Field(repr=False)]
    fees: Annotated[list[FeeData], Field(repr=False)]
    notices: Annotated[list[NoticeData], Field(repr=False)]
    mails: Annotated[list[MailData], Field(repr=False)]
    charters: Annotated[list[CharterData], Field(repr=False)]
    sessions: Annotated[list[SessionData], Field(repr=False)]
    doubled_cards: Annotated[list[DoubledData], Field(repr=False)]
    audit: Annotated[list[AuditData], Field(repr=False)]
