"""Random sessions: whatever is laid, lifted, pressed, answered and lost, the rules hold."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.session.account_state import Account, AccountHold, AccountLoan, Asked
from kiosk.session.effects import (
    CallHelp,
    CancelHold,
    CheckGate,
    ClearBit,
    ConfirmBit,
    Effect,
    LendItem,
    LookUpBarcode,
    OpenRepair,
    OpenSession,
    RecordReturn,
    RenewLoan,
    SecureBit,
    TakeBack,
    UndoLoan,
)
from kiosk.session.events import (
    BitSwitched,
    CallAnswered,
    CancelAsked,
    CardAdded,
    CardShown,
    Chosen,
    Clear,
    Confirmed,
    Digit,
    Event,
    GateChecked,
    GaveUp,
    HelpCalled,
    HelpDismissed,
    HoldCancelled,
    LoanDecided,
    LoanRenewed,
    Looked,
    NetworkChanged,
    OneIsMissing,
    PatronTurn,
    ReaderChanged,
    RenewAllAsked,
    RenewAsked,
    RestNeeded,
    ReturnRecorded,
    SessionOpened,
    SessionRefused,
    SessionUnreachable,
    Stayed,
    TagGone,
    TagSeen,
    Tick,
    UndoAsked,
    UndoRecorded,
    UndoWished,
    WentBack,
)
from kiosk.session.machine import initial, transition
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.scan_events import BarcodeTold, NotRead, Scanned, ScannedThing, TagOpened
from kiosk.session.states import CallState, Finding, Means, PadTag, RowState, SessionState
from kiosk.session.titles import TitleInfo
from support.sessions import BIN, CARD, DUE_MS, PIN, card_tag, item_id, tag

TAGS: list[PadTag] = [
    *(tag(number) for number in range(1, 5)),
    tag(5, part=1, parts=2),
    tag(6, item=item_id(5), part=2, parts=2),
    tag(7, "foreign"),
    tag(8, "blank", item=None),
    tag(9, "double_uid"),
    card_tag(10),
]
ITEMS = {one.item for one in TAGS if one.verdict == "item"}
VERDICT = {one.uid: one.verdict for one in TAGS}
Question = (
    OpenSession
    | LendItem
    | ClearBit
    | SecureBit
    | TakeBack
    | UndoLoan
    | RecordReturn
    | RenewLoan
    | CancelHold
    | CheckGate
)
ACCOUNT = Account(
    loans=tuple(AccountLoan(item_id(n), f"l{n}", DUE_MS, None, DUE_MS + 1) for n in (1, 2)),
    holds=(AccountHold("h1", "t1", TitleInfo("Nana", "", "")),),
)
OUTCOMES = ["verified", "verified", "verified", "not_switched", "strange", "gone", "no_reader"]


class Sessions(RuleBasedStateMachine):
    """The world around the machine answers each question once, in any order with other events."""

    def __init__(self) -> None:
        super().__init__()
        self.policy = SessionPolicy()
        self.state: SessionState = initial(self.policy)
        self.now_ms = 10_000
        self.asked: list[Question] = []
        self.pad: set[str] = set()
        self.count = 0
        self.accepted: dict[str, tuple[str, ...]] = {}
        """Accepted loan → its tags."""
        self.called = 0
        self.scanned: list[str] = []
        """Codes that are being looked up."""
        self.whole: set[str] = set()
        """Things scanned here that are lent in one piece."""
        self.ended: dict[str, set[str]] = {}
        """Loan → tags confirmed or on the repair list; `*` when it was undone."""

    def send(self, event: Event) -> None:
        self.state, effects = transition(self.state, event, self.policy, self.now_ms)
        for effect in effects:
            self.note(effect)

    def note(self, effect: Effect) -> None:
        match effect:
            case LendItem():
                assert effect.item in ITEMS
                assert all(VERDICT[uid] == "item" for uid in effect.uids)
                assert effect.uids or effect.item in self.whole
                assert self.state.way is Way.BORROW
            case RecordReturn() | SecureBit():
                assert effect.key in ITEMS
                assert effect.uids
            case LookUpBarcode():
                self.scanned.append(effect.code)
            case ClearBit():
                assert effect.uid in self.accepted[effect.operation]
            case ConfirmBit() if effect.operation in self.accepted:
                self.ended[effect.operation].add(effect.uid)
            case OpenRepair() if effect.operation in self.accepted:
                self.ended[effect.operation].add(effect.uid)
            case CallHelp():
                self.called += 1
            case UndoLoan():
                row = next(row for row in self.state.rows if row.key == effect.key)
                assert row.switched == ()
                self.ended[effect.operation].add("*")
        if isinstance(effect, Question):
            self.asked.append(effect)

    @initialize()
    def reader_answers(self) -> None:
        self.send(ReaderChanged(up=True))

    @rule(way=st.sampled_from(Way))
    def choose(self, way: Way) -> None:
        self.send(Chosen(way))

    @rule(
        card=st.sampled_from([CARD, CARD[:-1] + "8"]),
        means=st.sampled_from([Means.SCANNED, Means.READ]),
    )
    def show_card(self, card: str, means: Means) -> None:
        self.send(CardShown(card, means))

    @precondition(lambda self: self.state.page is Page.PIN and not self.state.checking)
    @rule()
    def type_pin(self) -> None:
        self.send(Clear())
        for value in PIN:
            self.send(Digit(value))
        self.send(Confirmed())

    @rule(
        event=st.sampled_from(
            [
                *(Confirmed(), WentBack(), Stayed(), GaveUp(), OneIsMissing(), Digit("1")),
                *(CardAdded(), PatronTurn(0), PatronTurn(1)),
            ]
        )
    )
    def press(self, event: Event) -> None:
        self.send(event)

    @rule(event=st.sampled_from([HelpCalled(), HelpDismissed()]))
    def help(self, event: Event) -> None:
        self.send(event)

    @precondition(lambda self: self.called)
    @rule(state=st.sampled_from([None, *CallState]))
    def somebody_answers(self, state: CallState | None) -> None:
        self.called -= 1
        self.send(CallAnswered("call" if state else None, state))

    @precondition(lambda self: self.state.account is not None)
    @rule(
        event=st.sampled_from(
            [RenewAllAsked(), RenewAsked(item_id(2)), CancelAsked("h1"), *map(Looked, Page)]
        )
    )
    def wish(self, event: Event) -> None:
        self.send(event)

    @precondition(lambda self: self.state.undoable)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self.state.undoable))
        self.send(UndoWished())
        self.send(UndoAsked(key))

    @rule(one=st.sampled_from(TAGS))
    def lay(self, one: PadTag) -> None:
        self.pad.add(one.uid)
        self.send(TagSeen(one))

    @precondition(lambda self: self.pad)
    @rule(data=st.data())
    def lift(self, data: st.DataObject) -> None:
        uid = data.draw(st.sampled_from(sorted(self.pad)))
        self.pad.discard(uid)
        self.send(TagGone(uid))

    @rule(code=st.sampled_from([*sorted(ITEMS), CARD, "9782070360024", "\x1b"]))
    def scan(self, code: str) -> None:
        self.send(Scanned(code))

    @precondition(lambda self: self.scanned)
    @rule(whole=st.booleans())
    def code_is_told(self, whole: bool) -> None:
        code = self.scanned.pop(0)
        thing = ScannedThing("t1", None, whole) if code in ITEMS else None
        if whole:
            self.whole.add(code)
        self.send(BarcodeTold(code, code == CARD, thing))

    @rule(event=st.sampled_from([NotRead(), TagOpened(item_id(1), TAGS[0].uid)]))
    def pad_cannot_or_can(self, event: Event) -> None:
        self.send(event)

    @rule(up=st.booleans())
    def reader(self, up: bool) -> None:
        self.send(ReaderChanged(up))

    @rule(online=st.booleans())
    def network(self, online: bool) -> None:
        self.send(NetworkChanged(online, 1))

    @rule(reason=st.sampled_from([None, None, "storage"]))
    def rest(self, reason: str | None) -> None:
        self.send(RestNeeded(reason))

    @rule(seconds=st.sampled_from([1, 5, 30, 90]))
    def time_passes(self, seconds: int) -> None:
        self.now_ms += seconds * 1000
        self.send(Tick())

    @precondition(lambda self: self.asked)
    @rule(
        said=st.sampled_from(["yes", "yes", "no", "unreachable", "storage"]),
        outcome=st.sampled_from(OUTCOMES),
    )
    def answer(self, said: str, outcome: str) -> None:
        question = self.asked.pop(0)
        self.count += 1
        self.send(self.reply(question, said, outcome, f"op-{self.count}"))

    def reply(self, question: Question, said: str, outcome: str, operation: str) -> Event:
        match question:
            case OpenSession() if said == "no":
                return SessionRefused("wrong_pin" if question.pin else "blocked", tries_left=2)
            case OpenSession() if question.pin is None or said != "yes":
                return SessionUnreachable(allowed=said == "yes")
            case OpenSession():
                return SessionOpened("session", "Jeanne M.", "fr", (), 20, ACCOUNT)
            case LendItem() if said in ("no", "storage"):
                operation_made = None if said == "storage" else operation
                return LoanDecided(question.key, operation_made, False, True, "limit")
            case LendItem():
                self.accepted[operation] = question.uids
                self.ended[operation] = set()
                return LoanDecided(question.key, operation, True, said == "yes", due_ms=DUE_MS)
            case RenewLoan():
                return LoanRenewed(question.item, said == "yes", None if said == "yes" else said)
            case CheckGate():
                found = {"yes": Finding.LENT, "no": Finding.NOT_LENT, "storage": Finding.STUCK}
                return GateChecked(question.key, found.get(said, Finding.UNSURE))
            case CancelHold():
                return HoldCancelled(question.hold, said == "yes")
            case ClearBit() | SecureBit() | TakeBack():
                return BitSwitched(question.key, question.uid, outcome)
            case UndoLoan():
                return UndoRecorded(question.key, question.reason)
            case RecordReturn():
                made = None if said == "storage" else operation
                return ReturnRecorded(question.key, made, True, BIN)

    @invariant()
    def one_thing_at_a_time(self) -> None:
        assert sum(row.state is RowState.DOING for row in self.state.rows) <= 1
        assert len(self.asked) <= 1

    @invariant()
    def only_items_have_operations(self) -> None:
        for row in self.state.rows:
            if row.operation is not None or row.state in (RowState.DOING, RowState.DONE):
                assert row.item in ITEMS
                assert all(VERDICT[uid] == "item" for uid in row.uids)

    @invariant()
    def nothing_personal_between_sessions(self) -> None:
        state = self.state
        if state.page in (Page.START, Page.RESTING):
            assert state.patron is None
            assert state.pending_card is None
            assert (state.card_entry, state.pin_entry, state.rows) == ("", "", ())
            assert (state.account, state.undoable, state.family) == (None, (), ())
            assert state.started_ms is None
            assert not self.asked
        assert CARD not in repr(state)

    @invariant()
    def one_wish_is_asked_at_a_time(self) -> None:
        account = self.state.account
        lines = (*account.loans, *account.holds) if account else ()
        assert sum(line.asked is Asked.ASKING for line in lines) <= 1

    @invariant()
    def a_session_always_has_a_deadline(self) -> None:
        running = self.state.page not in (Page.START, Page.RESTING)
        assert running == (self.state.closes_at_ms is not None)

    @invariant()
    def every_accepted_loan_ends_in_one_of_three_ways(self) -> None:
        """Confirmed, undone, or on the repair list; as soon as nothing is being done about it."""
        busy = {row.operation for row in self.state.rows if row.state is RowState.DOING}
        for operation, uids in self.accepted.items():
            if operation not in busy:
                ended = self.ended[operation]
                assert "*" in ended or set(uids) <= ended

    @invariant()
    def a_finished_row_has_every_bit_switched(self) -> None:
        for row in self.state.rows:
            if row.state is RowState.DONE and self.state.way is Way.BORROW:
                assert set(row.switched) == set(row.uids)

    def teardown(self) -> None:
        """Left alone, with its questions answered, every session comes to its end."""
        for _ in range(40):
            while self.asked:
                self.answer("yes", "gone")
            self.now_ms += 120_000
            self.send(Tick())
        assert self.state.page in (Page.START, Page.RESTING)


Sessions.TestCase.settings = settings(max_examples=150, stateful_step_count=60, deadline=None)
test_random_sessions_keep_the_rules = Sessions.TestCase
