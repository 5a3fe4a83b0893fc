"""What a kiosk knows of the running session: one frozen value, shown by the screen as it is.

Not here: how it changes (`machine`), and anything that outlives the session (`kiosk.store`).
Fields that name a person are kept out of every repr.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.session.account_state import Account
from kiosk.session.board import Board, ClosedHours
from kiosk.session.kit_state import Kit, KitCheck
from kiosk.session.look_state import Look
from kiosk.session.pages import Page, Way
from kiosk.session.receipt_state import Receipt, Roll
from kiosk.session.titles import TitleInfo


class Means(StrEnum):
    """How a card number came in: a card in the hand, or a number anybody can type."""

    READ = "read"
    SCANNED = "scanned"
    TYPED = "typed"


class RowState(StrEnum):
    """Of one item on the pad."""

    WAITING = "waiting"
    """Its turn comes, or parts of it are still missing from the pad (`reason` = `parts`)."""
    DOING = "doing"
    DONE = "done"
    REFUSED = "refused"
    """It stays here; `reason` is a DenialReason or a tag verdict."""
    LIFTED = "lifted"
    """Lent (or given back) but taken away before its bit was switched: put it back."""
    NOTED = "noted"
    """Nothing to do, with a word about it: `own_loan`, `left_behind`."""


class Reason(StrEnum):
    """Why a row is as it is, beside the DenialReasons and the verdicts of rfid."""

    PARTS = "parts"
    """WAITING for the other parts of its set."""
    KIT = "kit"
    """WAITING to be counted, and for the charter."""
    INCOMPLETE = "incomplete"
    """REFUSED: a part of the kit is missing."""
    BROKEN = "broken"
    """REFUSED: all is there, something is damaged."""
    UNPREPARED = "unprepared"
    """REFUSED: the workshop has not finished with it, or a part of it is missing."""
    NOT_TAKEN = "not_taken"
    """REFUSED: she did not count it, or did not sign."""
    LIFTED = "lifted"
    """LIFTED, and DOING once it was put back."""
    NO_READER = "no_reader"
    """As LIFTED: the pad went away before the bit was read back."""
    GIVEN_UP = "given_up"
    """As LIFTED: staff will help, the patron may go."""
    OWN_LOAN = "own_loan"
    UNDONE = "undone"
    """NOTED: lent a moment ago, and taken back."""
    LEFT_BEHIND = "left_behind"
    STORAGE = "storage"
    """REFUSED: this station could not record it."""
    UNSEEN = "unseen"
    """WAITING: scanned, and the pad does not see it; REFUSED where that is all there is to say."""
    IN_PIECES = "in_pieces"
    """REFUSED: scanned, and nobody sees whether it is complete."""
    ELSEWHERE = "lent_already"
    """REFUSED: scanned, and somebody has it on loan."""
    BARCODE = "barcode"
    """DONE: lent by its barcode, its tag still says secured."""


class Finding(StrEnum):
    """Why a tag rings at the gate, or does not, and what was done about it."""

    LENT = "lent"
    """Lent, and its tag says so: it is not this one."""
    OPENED = "opened"
    """Lent, its tag was still secured: put right."""
    NOT_LENT = "not_lent"
    CLOSED = "closed"
    """Not lent, though its tag said so: secured."""
    UNSURE = "unsure"
    """Cut off, and this station does not know: nothing was done."""
    STUCK = "stuck"
    """Its tag does not follow."""
    UNKNOWN = "unknown_item"
    LENT_UNREAD = "lent_unread"
    """Lent; it was scanned, and what its tag says nobody has seen."""
    GONE = "gone"
    """It was lifted before it could be looked at."""


class CallState(StrEnum):
    """How far a call for help has come."""

    ASKING = "asking"
    WAITING = "waiting"
    COMING = "coming"
    UNHEARD = "unheard"
    """Cut off: nobody was told."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class HelpCall:
    """A call for help; `id` once the server has it, `asked_ms` when it was last asked about."""

    state: CallState
    id: str | None = None
    asked_ms: int = 0
    polling: bool = False


class PlaceKind(StrEnum):
    """Where a returned item goes."""

    BIN = "bin"
    HOLD = "hold"
    TRANSIT = "transit"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Place:
    """The trolley for a returned item. `letter` A–E, or T for transit; `label` its contents, or the
    name of the other branch."""

    kind: PlaceKind
    letter: str
    label: str


@dataclass(frozen=True, slots=True)
class PadTag:
    """A tag lying on the pad, session or not. `uid` 16 hex digits; `verdict` and `security` as in
    rfid (values of Verdict and Security); `item` None where nothing was decoded."""

    uid: str
    verdict: str
    item: str | None = field(repr=False)
    """Of a patron card, her number: dropped when the session ends."""
    part: int
    parts: int
    afi: int | None
    security: str | None
    info: TitleInfo | None
    kit: Kit | None = None


@dataclass(frozen=True, slots=True)
class TrayRow:
    """One item of the session. `key` is the item id, or the UID of a tag without one; `switched`
    the UIDs whose bit was read back as wanted."""

    key: str
    item: str | None
    uids: tuple[str, ...]
    state: RowState
    info: TitleInfo | None = None
    reason: str | None = None
    operation: str | None = None
    due_ms: int | None = None
    place: Place | None = None
    confirmed: bool = True
    """False: decided by the offline rules, the server will confirm."""
    switched: tuple[str, ...] = ()
    done_ms: int | None = None
    """When it came to its end, on the machine's clock."""
    who: int = 0
    """The place in the family of her to whose card it goes."""
    undoing: bool = False
    """The loan is being taken back; `switched` are then the tags that still say on loan."""
    kit: KitCheck | None = None
    scanned_ms: int | None = None
    """When it was scanned, on the machine's clock; the pad did not see it until then."""
    stands_for: str = ""
    """UID of the tag that says nothing and is taken for the one in this thing."""


@dataclass(frozen=True, slots=True)
class Patron:
    """Who borrows; in a session of several cards, whose turn it is. Lives in memory until the
    session ends. `session` is None offline."""

    card: str = field(repr=False)
    means: Means
    session: str | None = field(repr=False)
    display: str = field(repr=False)
    language: str
    pin_verified: bool
    own_items: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    """(item id, due ms) of her open loans before this session."""
    loan_limit: int | None = None
    mail: str = field(default="", repr=False)
    """Her address as a screen may show it; empty: no mail reaches her."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the page, as a code: a DenialReason, or `no_network_card` (cut off: show the
    card), `no_network_lending` (cut off: this site lends online only), `no_network_account` (cut
    off: an account is shown after card and PIN), `no_network_hold` (as with it), `no_identity` (a
    card that does not say whose it is), `separate` (how to find a hidden item), `scan_here`,
    `scan_unknown`, `scan_card` (see `scanning`). `date` is an ISO date."""

    code: str
    tries_left: int | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class SessionState:
    """Everything the screen shows. Times are milliseconds of the monotonic clock handed to the
    machine with each event, except `offline_since_ms` and due dates (UTC)."""

    page: Page = Page.START
    way: Way | None = None
    reader_up: bool = False
    online: bool = True
    offline_since_ms: int | None = None
    offline_limit: int = 5
    """How many items a card may borrow while cut off; 0: none, by the site's rules or because it
    has lasted too long."""
    resting: str | None = None
    """Why the kiosk rests, or will once this session is over: `reader`, `storage`, `setup`,
    `closed`."""
    board: Board = field(default=Board(), repr=False)
    after_hours: ClosedHours = ClosedHours.OPEN
    """What holds now: OPEN within opening hours, else what the site wishes for the others."""
    card_entry: str = field(default="", repr=False)
    pin_entry: str = field(default="", repr=False)
    checking: bool = False
    """A question about the patron, or one of hers, is under way."""
    pending_card: tuple[str, Means] | None = field(default=None, repr=False)
    notice: Notice | None = None
    scan: str = field(default="", repr=False)
    """What was scanned last, while it is being looked up."""
    laid_card: str | None = field(default=None, repr=False)
    """UID of the card on the card reader, empty for one without; dropped when the session ends."""
    patron: Patron | None = None
    family: tuple[Patron, ...] = ()
    """Everybody of a session of several cards, in the order they came; empty for one card."""
    account: Account | None = field(default=None, repr=False)
    """What she sees of her account; only where she came for it."""
    look: Look | None = field(default=None, repr=False)
    """What somebody looks around for."""
    look_asked: int = 0
    """Questions asked of the catalogue so far, in all sessions."""
    rows: tuple[TrayRow, ...] = ()
    pad: tuple[PadTag, ...] = ()
    settled: frozenset[str] = frozenset()
    """UIDs handled by an earlier session and never lifted since."""
    undoable: tuple[str, ...] = ()
    """Keys of the rows whose loan may still be taken back."""
    kit_row: str = ""
    """Key of the row whose kit is on screen."""
    finishing: bool = False
    """"J'ai fini" was pressed while a write was under way."""
    receipt: Receipt | None = None
    """How she gets it; only once the session is finished."""
    slipped: frozenset[str] = frozenset()
    """Operations whose receipt was given before the end."""
    roll: Roll = Roll.UNKNOWN
    """Of the printer, session or not."""
    call: HelpCall | None = None
    """Somebody was called here; it has no patron and stays when the session ends."""
    closes_at_ms: int | None = None
    seconds_left: int | None = None
    """Set while the page warns that it will close."""
    started_ms: int | None = None
    """When the running session began; None between sessions."""
    alarms: int = 0
    """How often it was heard that something is to be put back."""
    alarm_ms: int | None = None
    reader_down_ms: int | None = None
    """Since when the pad does not answer."""

    @property
    def lends(self) -> bool:
        """Not outside opening hours, where the site wishes it so."""
        return self.after_hours not in (ClosedHours.RETURNS, ClosedHours.REST)

    def row(self, key: str) -> TrayRow | None:
        """The row of that key."""
        return next((row for row in self.rows if row.key == key), None)
