"""What can happen to a session: fingers, cards, tags, answers, time."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalogue.domain.opening import Opening
from kiosk.session.account_state import Account
from kiosk.session.board import Words
from kiosk.session.kit_state import CharterText
from kiosk.session.look_events import LookAnswer, LookWish
from kiosk.session.pages import Page, Way
from kiosk.session.receipt_events import PrinterSaid, ReceiptChosen, ReceiptGiven
from kiosk.session.scan_events import ScanEvent
from kiosk.session.states import CallState, Finding, Means, PadTag, Place
from kiosk.session.titles import TitleInfo


@dataclass(frozen=True, slots=True)
class Chosen:
    """A way was chosen on the start page."""

    way: Way


@dataclass(frozen=True, slots=True)
class Digit:
    """A key of the keypad, `0` to `9`."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Backspace:
    """The last digit is taken back."""


@dataclass(frozen=True, slots=True)
class Clear:
    """All digits are taken back."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The main action of the page: continue, check, finish, close."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """The alternative action: one page back, or out of the session where nothing was done."""


@dataclass(frozen=True, slots=True)
class Stayed:
    """ "Je reste": the full time again. Any touch sends it too."""


@dataclass(frozen=True, slots=True)
class OneIsMissing:
    """ "Il en manque un": show how to separate the pile."""


@dataclass(frozen=True, slots=True)
class GaveUp:
    """ "Je ne peux pas" on the attention page: staff will help."""


@dataclass(frozen=True, slots=True)
class RenewAsked:
    """ "Prolonger" beside one loan of the account."""

    item: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RenewAllAsked:
    """ "Tout prolonger"."""


@dataclass(frozen=True, slots=True)
class CancelAsked:
    """ "Annuler" beside a hold, and again to say that she means it."""

    hold: str


@dataclass(frozen=True, slots=True)
class Looked:
    """Another page of the account: `account`, `holds` or `messages`."""

    page: Page


@dataclass(frozen=True, slots=True)
class UndoWished:
    """ "Annuler un prêt": which one is chosen next."""


@dataclass(frozen=True, slots=True)
class UndoAsked:
    """This loan is to be taken back."""

    key: str


@dataclass(frozen=True, slots=True)
class KitOpened:
    """ "Vérifier les pièces" of this row."""

    key: str


@dataclass(frozen=True, slots=True)
class PartTicked:
    """ "Je l'ai", or not after all."""

    code: str


@dataclass(frozen=True, slots=True)
class KitIncomplete:
    """ "Il manque quelque chose, ou c'est abîmé"."""


@dataclass(frozen=True, slots=True)
class CharterRead:
    """The charter is on screen, and the screen speaks this language."""

    language: str


@dataclass(frozen=True, slots=True)
class CardAdded:
    """ "Une autre carte": somebody of the family borrows, too."""


@dataclass(frozen=True, slots=True)
class PatronTurn:
    """What is laid down from now on goes to this card: its place in the family."""

    place: int


@dataclass(frozen=True, slots=True)
class HelpCalled:
    """ "Appeler quelqu'un"."""


@dataclass(frozen=True, slots=True)
class HelpDismissed:
    """ "Je n'ai plus besoin d'aide"."""


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card number came in where a card is asked for."""

    number: str = field(repr=False)
    means: Means


@dataclass(frozen=True, slots=True)
class CardLaid:
    """A card lies on the card reader. `uid`: upper-case hexadecimal digits, None for a card that
    does not say whose it is."""

    uid: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardLifted:
    """No card lies on the card reader, or nobody can tell."""


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """The server knows the card and the PIN."""

    session: str = field(repr=False)
    display: str = field(repr=False)
    language: str
    own_items: tuple[tuple[str, int], ...] = field(repr=False)
    loan_limit: int | None
    account: Account | None = field(default=None, repr=False)
    mail: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SessionRefused:
    """The server said no; `reason` is a DenialReason."""

    reason: str
    tries_left: int | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class SessionUnreachable:
    """No answer about the patron: the kiosk goes on cut off. `allowed` says whether the offline
    rules let this card borrow, `reason` why not; `own_items` are her loans this station knows."""

    allowed: bool
    reason: str | None = None
    own_items: tuple[tuple[str, int], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class TagSeen:
    """A tag lies stable on the pad (or was read anew after the reader came back)."""

    tag: PadTag


@dataclass(frozen=True, slots=True)
class TagGone:
    """A tag left the pad."""

    uid: str


@dataclass(frozen=True, slots=True)
class LoanDecided:
    """The journalled check-out was answered, by the server (`online`) or by the offline rules. A
    refused one is undone already in the journal. `operation` is None when nothing could be
    recorded (`reason` = `storage`)."""

    key: str
    operation: str | None
    accepted: bool
    online: bool
    reason: str | None = None
    due_ms: int | None = None


@dataclass(frozen=True, slots=True)
class BitSwitched:
    """A security command ended; `outcome` is a SecurityOutcome of rfid, or `storage`: its intent
    could not be made durable and nothing was switched."""

    key: str
    uid: str
    outcome: str
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class ReturnRecorded:
    """A check-in is in the journal. `operation` None: it could not be recorded."""

    key: str
    operation: str | None
    online: bool
    place: Place | None


@dataclass(frozen=True, slots=True)
class UndoRecorded:
    """An undo is in the journal."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class LoanRenewed:
    """The renewal was granted, or not (`reason`: a DenialReason, `no_network` where nobody
    answered, `storage`); a refused one is undone already in the journal."""

    item: str = field(repr=False)
    granted: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class HoldCancelled:
    """The hold is given up, or not; `reason` as with LoanRenewed."""

    hold: str
    granted: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class KitTold:
    """May the holder of this card borrow the kit (`denied`: a DenialReason, `guardian`,
    `offline_charter`), what does she sign first, which version has she signed? `due_ms`: until when
    a loan would be."""

    key: str
    card: str = field(repr=False)
    denied: str | None = None
    charter: CharterText | None = None
    signed: int | None = field(default=None, repr=False)
    due_ms: int | None = None


@dataclass(frozen=True, slots=True)
class CharterSigned:
    """Her signature is at the server; or why not: `charter_outdated`, `guardian`,
    `offline_charter`, `charter`."""

    key: str
    card: str = field(repr=False)
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class MissingRecorded:
    """What did not come back is in the journal, to be brought until then; None: it is not."""

    key: str
    until_ms: int | None


@dataclass(frozen=True, slots=True)
class GateChecked:
    """What was found of one tag."""

    key: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class CallAnswered:
    """How a call stands at the server; `state` None: it did not answer."""

    call: str | None
    state: CallState | None


@dataclass(frozen=True, slots=True)
class NetworkChanged:
    """The central server answers, or does not (`since_ms` UTC)."""

    online: bool
    since_ms: int | None = None


@dataclass(frozen=True, slots=True)
class OfflineLimit:
    """How many items a card may borrow here while the server is away."""

    items: int


@dataclass(frozen=True, slots=True)
class ReaderChanged:
    """The pad answers, or does not."""

    up: bool


@dataclass(frozen=True, slots=True)
class RestNeeded:
    """The station cannot serve (`storage`, `setup`), or can again (None)."""

    reason: str | None


@dataclass(frozen=True, slots=True)
class BoardChanged:
    """The start page has something else to tell; `arrivals` None: those stay as they are."""

    opening: Opening | None
    messages: tuple[Words, ...]
    arrivals: tuple[TitleInfo, ...] | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passes; sent about once a second while a deadline is running."""


Event = (
    Chosen
    | Digit
    | Backspace
    | Clear
    | Confirmed
    | WentBack
    | Stayed
    | OneIsMissing
    | GaveUp
    | RenewAsked
    | RenewAllAsked
    | CancelAsked
    | Looked
    | UndoWished
    | UndoAsked
    | KitOpened
    | PartTicked
    | KitIncomplete
    | CharterRead
    | CardAdded
    | PatronTurn
    | HelpCalled
    | HelpDismissed
    | CardShown
    | CardLaid
    | CardLifted
    | SessionOpened
    | SessionRefused
    | SessionUnreachable
    | TagSeen
    | TagGone
    | LoanDecided
    | BitSwitched
    | ReturnRecorded
    | UndoRecorded
    | LoanRenewed
    | HoldCancelled
    | KitTold
    | CharterSigned
    | MissingRecorded
    | GateChecked
    | CallAnswered
    | ReceiptChosen
    | ReceiptGiven
    | PrinterSaid
    | NetworkChanged
    | OfflineLimit
    | ReaderChanged
    | RestNeeded
    | BoardChanged
    | Tick
    | LookWish
    | LookAnswer
    | ScanEvent
)
