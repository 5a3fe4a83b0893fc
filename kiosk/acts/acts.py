"""Which worker carries out which effect. Called on the main thread; returns at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.acts.barcodes import Barcodes
from kiosk.acts.calling import Calling
from kiosk.acts.circulation import Circulation
from kiosk.acts.gate import GateChecks
from kiosk.acts.jobs import Job, JobQueue
from kiosk.acts.kits import Kits
from kiosk.acts.looking import Looking
from kiosk.acts.mailing import ReceiptMails
from kiosk.acts.printing import Printing
from kiosk.acts.repairs import Repairs
from kiosk.acts.security import SessionBits
from kiosk.acts.session_opening import SessionOpening
from kiosk.acts.sounds import Sounds
from kiosk.acts.wishes import Wishes
from kiosk.session.effects import (
    AskCall,
    AskKit,
    CallHelp,
    CancelHold,
    CheckGate,
    ClearBit,
    CloseSession,
    ConfirmBit,
    Effect,
    EndCall,
    KeepLoan,
    LendItem,
    LookUpBarcode,
    MailReceipts,
    OpenRepair,
    OpenSession,
    PrintReceipts,
    RecordMissing,
    RecordReturn,
    RenewLoan,
    ReportTagState,
    SecureBit,
    SignCharter,
    Sound,
    TakeBack,
    UndoLoan,
)
from kiosk.session.look_effects import (
    AskBack,
    FindTitles,
    LearnResources,
    PlaceHold,
    SuggestTitles,
    TellBranches,
    TellTitle,
)
from kiosk.session.states import RowState, SessionState

_BitWork = (
    ClearBit
    | SecureBit
    | ConfirmBit
    | TakeBack
    | KeepLoan
    | OpenRepair
    | ReportTagState
    | RecordReturn
)
_LookWork = (
    SuggestTitles | FindTitles | TellTitle | AskBack | TellBranches | LearnResources | LookUpBarcode
)


@dataclass(frozen=True, slots=True)
class Acts:
    """`nudge`: there is something to deliver."""

    circ: JobQueue
    lookup: JobQueue
    periph: JobQueue
    opening: SessionOpening
    circulation: Circulation
    wishes: Wishes
    looking: Looking
    barcodes: Barcodes
    kits: Kits
    gate: GateChecks
    calling: Calling
    bits: SessionBits
    repairs: Repairs
    printing: Printing
    sounds: Sounds
    mails: ReceiptMails
    nudge: Callable[[], None]

    def carry_out(self, effect: Effect) -> None:
        """Hand the effect to its worker. Effects of one worker keep their order."""
        match effect:
            case _ if isinstance(effect, _LookWork):
                self._look(effect)
            case PlaceHold() | RenewLoan() | CancelHold():
                self.circ.submit(self._wish(effect))
            case OpenSession():
                self.circ.submit(lambda: self.opening.open(effect))
            case LendItem():
                self._lend(effect)
            case UndoLoan():
                self.circ.submit(lambda: self.circulation.undo(effect))
            case AskKit() | SignCharter() | RecordMissing():
                self._kit(effect)
            case CheckGate():
                self.lookup.submit(lambda: self.bits.claim((effect.uid,) if effect.uid else ()))
                self.circ.submit(lambda: self.gate.check(effect))
            case CallHelp() | AskCall() | EndCall():
                self._call(effect)
            case PrintReceipts() | MailReceipts():
                self._give(effect)
            case CloseSession():
                self._close(effect)
            case Sound():
                self.sounds.wish(effect.name)
            case _:
                self.lookup.submit(self._bit_work(effect))

    def _lend(self, effect: LendItem) -> None:
        """By its barcode: the tag may have been read in the meantime."""
        self.lookup.submit(lambda: self.bits.claim(effect.uids))
        self.circ.submit(lambda: self.circulation.lend(effect))
        if not effect.uids:
            self.circ.submit(lambda: self.lookup.submit(self.repairs.work_off_all))

    def _look(self, effect: _LookWork) -> None:
        """A question that is overtaken before its turn is not looked at any more."""
        looking = self.looking
        match effect:
            case SuggestTitles():
                looking.latest = effect.question
                self.lookup.submit(lambda: looking.suggest(effect))
            case FindTitles():
                looking.latest = effect.question
                self.lookup.submit(lambda: looking.find(effect))
            case TellTitle():
                self.lookup.submit(lambda: looking.tell(effect))
                self.periph.submit(lambda: looking.about(effect))
            case AskBack():
                self.periph.submit(lambda: looking.back(effect))
            case TellBranches():
                self.lookup.submit(looking.branches)
            case LearnResources():
                self.periph.submit(looking.learn)
            case LookUpBarcode():
                self.lookup.submit(lambda: self.barcodes.look(effect))

    def _wish(self, effect: PlaceHold | RenewLoan | CancelHold) -> Job:
        match effect:
            case PlaceHold():
                return lambda: self.wishes.place(effect)
            case RenewLoan():
                return lambda: self.wishes.renew(effect)
            case CancelHold():
                return lambda: self.wishes.cancel(effect)

    def _call(self, effect: CallHelp | AskCall | EndCall) -> None:
        match effect:
            case CallHelp():
                self.periph.submit(lambda: self.calling.call(effect))
            case AskCall():
                self.periph.submit(lambda: self.calling.ask(effect))
            case EndCall():
                self.periph.submit(lambda: self.calling.end(effect))

    def _kit(self, effect: AskKit | SignCharter | RecordMissing) -> None:
        match effect:
            case AskKit():
                self.circ.submit(lambda: self.kits.ask(effect))
            case SignCharter():
                self.circ.submit(lambda: self.kits.sign(effect))
            case RecordMissing():
                # Behind the return it belongs to.
                self.lookup.submit(lambda: self.kits.missing(effect))

    def _give(self, effect: PrintReceipts | MailReceipts) -> None:
        if isinstance(effect, PrintReceipts):
            self.periph.submit(lambda: self.printing.receipts(effect))
        else:
            # On `circ`: asked before her session is closed there.
            self.circ.submit(lambda: self.mails.send(effect))

    def _bit_work(self, effect: _BitWork) -> Job:
        match effect:
            case TakeBack():
                return lambda: self.bits.take_back(effect)
            case KeepLoan():
                return lambda: self.bits.keep(effect)
            case ClearBit():
                return lambda: self.bits.clear(effect)
            case SecureBit():
                return lambda: self.bits.secure(effect)
            case ConfirmBit():
                return lambda: self.bits.confirm(effect)
            case OpenRepair():
                return lambda: self.bits.open_repair(effect)
            case ReportTagState():
                return lambda: self.bits.report(effect)
            case RecordReturn():
                return lambda: self.bits.record_return(effect)

    def _close(self, effect: CloseSession) -> None:
        self.lookup.submit(self.bits.session_over)
        self.lookup.submit(self.repairs.work_off_all)
        self.lookup.submit(self.nudge)
        self.circ.submit(lambda: self.opening.close(effect))

    def after_tag(self, state: SessionState, uid: str) -> None:
        """A tag arrived and the session took note of it: what the session does not deal with may
        have something to be put right."""
        dealt = (RowState.WAITING, RowState.DOING, RowState.LIFTED)
        if not any(uid in row.uids and row.state in dealt for row in state.rows):
            self.lookup.submit(lambda: self.repairs.work_off(uid))
