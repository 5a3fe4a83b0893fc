"""Scenes of the pages beside lending and returning; see `ui.kiosk.scenes`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from kiosk.session.account_state import (
    Account,
    AccountFee,
    AccountHold,
    AccountLoan,
    AccountMessage,
    Asked,
)
from kiosk.session.pages import Page, Way
from kiosk.session.states import CallState, HelpCall, Means, Patron, RowState, SessionState, TrayRow
from kiosk.session.titles import TitleInfo


def _ms(month: int, day: int) -> int:
    """The end of a day of 2026."""
    return int(datetime(2026, month, day, 22, 59, 59, tzinfo=UTC).timestamp() * 1000)


NANA = TitleInfo("Nana", "Émile Zola", "book")
GARGANTUA = TitleInfo("Gargantua", "François Rabelais", "book")
TABLET = TitleInfo("Liseuse n° 4", "", "ereader")
CYRANO = TitleInfo("Cyrano de Bergerac", "Edmond Rostand", "book")
POINTS = TitleInfo("Les Trois Petits Points", "Mario Ramos", "comic")
CLEVES = TitleInfo("La Princesse de Clèves", "Madame de La Fayette", "book")
PESTE = TitleInfo("La Peste", "Albert Camus", "book")
LATER = _ms(12, 26)
JEANNE = Patron("2104800000017", Means.READ, "token", "Jeanne M.", "fr", pin_verified=True)


def _loan(
    number: int, info: TitleInfo | None, due_ms: int, denied: str | None = None
) -> AccountLoan:
    until = None if denied else LATER
    return AccountLoan(f"31048000000{number:02}", f"loan-{number}", due_ms, info, until, denied)


LOANS = (
    _loan(1, NANA, _ms(11, 18), "overdue"),
    _loan(2, GARGANTUA, _ms(11, 24), "reserved"),
    _loan(3, CYRANO, _ms(12, 5)),
    _loan(4, POINTS, _ms(12, 5)),
    _loan(5, TABLET, _ms(12, 19)),
)
READY_HOLD = AccountHold(
    "h1", "t1", CLEVES, "Les Tilleuls", ready=True, label="R27", until_ms=_ms(11, 28)
)
HOLDS = (
    READY_HOLD,
    AccountHold("h2", "t2", PESTE, "Les Tilleuls", place=3),
    AccountHold("h3", "t3", NANA, "La Passerelle", place=1),
)
FEES = (
    AccountFee("f1", "overdue", "Nana", 110, _ms(10, 3)),
    AccountFee("f2", "part", "Liseuse n° 4", 800, _ms(10, 20)),
)
MESSAGES = (
    AccountMessage("m1", "hold_ready", CLEVES.title, "Les Tilleuls", _ms(11, 28), _ms(11, 20)),
    AccountMessage("m2", "due_soon", GARGANTUA.title, moment_ms=_ms(11, 24), at_ms=_ms(11, 19)),
    AccountMessage("m3", "hold_ready", PESTE.title, at_ms=_ms(11, 1), taken_back=True),
)
ACCOUNT = Account(LOANS, HOLDS, FEES, MESSAGES, 910, 20, "2027-05-03")
OPEN = SessionState(
    page=Page.ACCOUNT, way=Way.ACCOUNT, reader_up=True, patron=JEANNE, account=ACCOUNT
)


def _with_loans(*loans: AccountLoan) -> SessionState:
    return replace(OPEN, account=replace(ACCOUNT, loans=loans))


def _row(number: int, info: TitleInfo, state: RowState, reason: str | None = None) -> TrayRow:
    uid = f"E0040100000001{number:02}"
    return TrayRow(uid, f"31048000001{number:02}", (uid,), state, info, reason)


_RENEWED = tuple(
    replace(loan, asked=Asked.GRANTED, due_ms=LATER) if loan.until_ms else loan
    for loan in LOANS[:4]
)
_TRYING = (
    replace(LOANS[2], asked=Asked.ASKING),
    replace(LOANS[3], asked=Asked.WAITING),
    replace(LOANS[4], asked=Asked.REFUSED, reason="no_network"),
)
_LENT = tuple(
    replace(_row(number, info, RowState.DONE), operation=f"op-{number}", done_ms=0)
    for number, info in enumerate((CYRANO, POINTS, PESTE))
)
_TRAY = SessionState(
    page=Page.TRAY, way=Way.BORROW, reader_up=True, patron=JEANNE, rows=_LENT,
    undoable=tuple(row.key for row in _LENT),
)  # fmt: skip
_GATE = SessionState(page=Page.GATE, way=Way.GATE, reader_up=True)

FLOW_SCENES: dict[str, SessionState] = {
    "account": OPEN,
    "account-renewing": _with_loans(*LOANS[:2], *_TRYING),
    "account-renewed": _with_loans(*_RENEWED),
    "account-empty": replace(OPEN, account=Account(loan_limit=20, card_ends="2027-05-03")),
    "account-many": _with_loans(
        *LOANS, *(_loan(n, CYRANO if n % 2 else None, _ms(12, n)) for n in range(6, 13))
    ),
    "account-offline": replace(OPEN, online=False),
    "account-closing": replace(OPEN, seconds_left=14),
    "holds": replace(OPEN, page=Page.HOLDS),
    "holds-sure": replace(
        OPEN,
        page=Page.HOLDS,
        account=replace(ACCOUNT, holds=(READY_HOLD, replace(HOLDS[1], asked=Asked.SURE), HOLDS[2])),
    ),
    "messages": replace(OPEN, page=Page.MESSAGES),
    "messages-none": replace(OPEN, page=Page.MESSAGES, account=Account()),
    "undo": replace(_TRAY, page=Page.UNDO),
    "tray-undo": _TRAY,
    "tray-family": replace(
        _TRAY,
        rows=(*_LENT[:2], replace(_LENT[2], who=1)),
        undoable=(),
        family=(JEANNE, replace(JEANNE, card="2", display="Paul M.")),
    ),
    "tray-family-empty": replace(
        _TRAY, rows=(), undoable=(), family=(JEANNE, replace(JEANNE, card="2", display="Paul M."))
    ),
    "gate-empty": _GATE,
    "gate": replace(
        _GATE,
        rows=(
            _row(1, GARGANTUA, RowState.DONE, "lent"),
            _row(2, NANA, RowState.DONE, "opened"),
            _row(3, CLEVES, RowState.REFUSED, "not_lent"),
            _row(4, PESTE, RowState.DOING),
        ),
    ),
    "gate-scanned": replace(
        _GATE,
        rows=(
            replace(_row(1, NANA, RowState.NOTED, "lent_unread"), uids=()),
            replace(_row(2, CLEVES, RowState.REFUSED, "not_lent"), uids=()),
        ),
    ),
    "gate-found": replace(
        _GATE,
        rows=(
            _row(1, NANA, RowState.DONE, "opened"),
            _row(2, CLEVES, RowState.REFUSED, "not_lent"),
            _row(3, TitleInfo("", "", ""), RowState.REFUSED, "foreign"),
        ),
    ),
}
CALLED = {
    "waiting": HelpCall(CallState.WAITING, "c1"),
    "coming": HelpCall(CallState.COMING, "c1"),
    "unheard": HelpCall(CallState.UNHEARD),
}
"""How a call for help may stand, beside any scene."""
