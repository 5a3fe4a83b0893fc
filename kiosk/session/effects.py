"""What the session wants done: values that `kiosk.acts` carries out, each answered by an event."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.session.look_effects import LookQuestion
from kiosk.session.states import Means, Patron, TrayRow


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Ask about a patron. `pin` None: cut off, only the offline rules are asked. Answered by
    SessionOpened, SessionRefused or SessionUnreachable."""

    card: str = field(repr=False)
    means: Means
    pin: str | None = field(repr=False)
    beside: tuple[str, ...] = field(default=(), repr=False)
    """Sessions of the same pile that stay open."""


@dataclass(frozen=True, slots=True)
class CloseSession:
    """The session is over: its token is revoked where the server can be reached, its data
    dropped."""

    session: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class LendItem:
    """Journal a check-out with its bit intents, then ask. Answered by LoanDecided. No `uids`: by
    its barcode, and only what nobody has on loan."""

    key: str
    item: str
    uids: tuple[str, ...]
    before: int | None
    patron: Patron
    charter: int | None = field(default=None, repr=False)
    """The version of the charter she has signed."""


@dataclass(frozen=True, slots=True)
class ClearBit:
    """Let the item pass the gate; its loan is durable. Answered by BitSwitched."""

    key: str
    operation: str
    uid: str


@dataclass(frozen=True, slots=True)
class SecureBit:
    """Secure a returned item, tag by tag; the intents of all its tags (`uids`) are made durable
    before the first. Answered by BitSwitched."""

    key: str
    uid: str
    uids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConfirmBit:
    """A loan's bit was read back: close its intent, and its repair where there is one."""

    operation: str
    uid: str
    after: int | None


@dataclass(frozen=True, slots=True)
class UndoLoan:
    """The tags are secured on the pad, stayed so or were made so: the loan is undone. Answered by
    UndoRecorded."""

    key: str
    operation: str
    reason: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Secure a tag of a loan that is to be undone; the intents of all its tags (`uids`) are made
    durable before the first. Answered by BitSwitched."""

    key: str
    operation: str
    uid: str
    uids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeepLoan:
    """The loan is not undone after all: what was intended with its tags is past."""

    operation: str
    uids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenRepair:
    """The bit was not read back as `wanted` (a Security of rfid): durable, works itself off at any
    pad."""

    operation: str
    uid: str
    wanted: str


@dataclass(frozen=True, slots=True)
class ReportTagState:
    """Nobody will put it right now: an operation tells the whole town."""

    operation: str
    uid: str
    wanted: str


@dataclass(frozen=True, slots=True)
class RecordReturn:
    """Journal a check-in, closing the intents of its tags that were read back as `secured`.
    Answered by ReturnRecorded."""

    key: str
    item: str
    uids: tuple[str, ...]
    before: int | None
    after: int | None
    secured: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenewLoan:
    """Journal a renewal until `due_ms`, then ask. Answered by LoanRenewed."""

    item: str = field(repr=False)
    loan: str
    due_ms: int
    patron: Patron


@dataclass(frozen=True, slots=True)
class CancelHold:
    """Journal the end of a hold, then ask. Answered by HoldCancelled."""

    hold: str
    title: str = field(repr=False)
    patron: Patron


@dataclass(frozen=True, slots=True)
class AskKit:
    """May she borrow this kit, and what does she sign first, in this language? Answered by
    KitTold."""

    key: str
    item: str
    patron: Patron
    language: str


@dataclass(frozen=True, slots=True)
class SignCharter:
    """She accepts what she was shown. Answered by CharterSigned."""

    key: str
    patron: Patron
    name: str
    version: int
    language: str


@dataclass(frozen=True, slots=True)
class RecordMissing:
    """Journal which parts did not come back with a recorded return. Answered by
    MissingRecorded."""

    key: str
    item: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckGate:
    """Look at one tag: is its thing lent, does its bit say so? Put it right where the rules let it
    be. `uid` empty: it was scanned, there is nothing to put right. Answered by GateChecked."""

    key: str
    item: str
    uid: str


@dataclass(frozen=True, slots=True)
class LookUpBarcode:
    """A card, a thing, or neither? Answered by BarcodeTold."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SlipWish:
    """One receipt on paper; `language` empty: the town's; `name` empty: hers is not on it."""

    rows: tuple[TrayRow, ...] = field(repr=False)
    language: str
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PrintReceipts:
    """Print them, with a cut after each. `early`: the operations, where the session goes on.
    Answered by ReceiptGiven."""

    slips: tuple[SlipWish, ...]
    returning: bool = False
    early: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MailWish:
    """A receipt of these check-outs, to the address of her whose session it is."""

    session: str = field(repr=False)
    loans: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class MailReceipts:
    """Ask the server to mail them; `early` as above. Answered by ReceiptGiven."""

    wishes: tuple[MailWish, ...]
    early: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallHelp:
    """Call somebody to this station; `page`: where it stands. Answered by CallAnswered."""

    page: str


@dataclass(frozen=True, slots=True)
class AskCall:
    """Does somebody come? Answered by CallAnswered."""

    call: str


@dataclass(frozen=True, slots=True)
class EndCall:
    """Nobody is needed any more."""

    call: str


@dataclass(frozen=True, slots=True)
class Sound:
    """`seen`, `done`, `stays`, `put_back`, `returned`, `ending`, `called`, `coming`."""

    name: str


Effect = (
    OpenSession
    | CloseSession
    | LendItem
    | ClearBit
    | SecureBit
    | ConfirmBit
    | UndoLoan
    | TakeBack
    | KeepLoan
    | OpenRepair
    | ReportTagState
    | RecordReturn
    | RenewLoan
    | CancelHold
    | AskKit
    | SignCharter
    | RecordMissing
    | CheckGate
    | LookUpBarcode
    | PrintReceipts
    | MailReceipts
    | CallHelp
    | AskCall
    | EndCall
    | Sound
    | LookQuestion
)
