"""Random sessions: somebody taps, lays things down and walks off while cables are pulled. Every
session is played from one seed, on the machine alone or through the screen.

Each session has its own patron, things and titles, found nowhere else; when it is over none of them
may be left. From wherever a walk has led, a session that is left alone comes to its end.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from catalogue.domain.opening import Opening
from kiosk.session.account_state import Account, AccountFee, AccountHold, AccountLoan
from kiosk.session.effects import (
    AskKit,
    CancelHold,
    CheckGate,
    ClearBit,
    CloseSession,
    Effect,
    LendItem,
    LookUpBarcode,
    OpenSession,
    RecordMissing,
    RecordReturn,
    RenewLoan,
    SecureBit,
    SignCharter,
    TakeBack,
    UndoLoan,
)
from kiosk.session.events import (
    BitSwitched,
    BoardChanged,
    CallAnswered,
    CardLaid,
    CardLifted,
    Event,
    GateChecked,
    HoldCancelled,
    LoanDecided,
    LoanRenewed,
    NetworkChanged,
    OfflineLimit,
    ReaderChanged,
    RestNeeded,
    ReturnRecorded,
    SessionOpened,
    SessionRefused,
    SessionUnreachable,
    Stayed,
    TagGone,
    TagSeen,
    Tick,
    UndoRecorded,
)
from kiosk.session.look_effects import PlaceHold, TellTitle
from kiosk.session.look_events import AboutTold, HoldPlaced
from kiosk.session.machine import initial, transition
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.states import (
    CallState,
    Finding,
    PadTag,
    Place,
    PlaceKind,
    SessionState,
)
from kiosk.session.titles import TitleInfo
from support.walk_kits import said, some_kit
from support.walk_looks import LOOKS, looked
from support.walk_oracle import ASKS, stuck, talkative, unknown
from support.walk_receipts import GIVES, POLICIES, address, printer_says, receipt_given
from support.walk_scans import scans, told

STEPS = 40
WITH_ROWS = (Page.TRAY, Page.RETURN, Page.GATE)
AT_REST = (Page.START, Page.RESTING)
OUTCOMES = ("verified",) * 6 + ("not_switched", "strange", "gone", "no_reader", "storage")
VERDICTS = ("item",) * 8 + ("foreign", "blank", "patron_card", "double_uid", "unreadable")
REASONS = ("reserved", "limit", "debt", "not_for_loan", "charter", "storage", "blocked")
DUE_MS = 1_790_000_000_000
Finger = Callable[["Walk"], None]
"""One touch of whoever stands there."""


@dataclass(slots=True)
class Walk:
    """One kiosk, and whoever comes by. `show` sees every new state."""

    seed: int
    finger: Finger
    show: Callable[[SessionState], None] = lambda _state: None
    now_ms: int = 1_000_000
    asked: list[Effect] = field(default_factory=list)
    visited: set[Page] = field(default_factory=set)
    happened: set[type] = field(default_factory=set)
    """Kinds of events there have been."""
    tokens: set[str] = field(default_factory=set)
    """Sessions at the server that nobody has ended."""
    careful: bool = True
    """Does she know what she wants, and wait for what she asked?"""
    intent: Way = Way.BORROW
    person: int = 0
    count: int = 0
    policy: SessionPolicy = field(init=False)
    rng: random.Random = field(init=False)
    state: SessionState = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.policy = POLICIES[self.seed % len(POLICIES)]
        self.state = initial(self.policy)
        self.send(ReaderChanged(up=True))

    # What is told

    def send(self, event: Event) -> None:
        """An event reaches the session; what it asks is answered later."""
        self.state, effects = transition(self.state, event, self.policy, self.now_ms)
        self.asked += [effect for effect in effects if isinstance(effect, ASKS)]
        self.visited.add(self.state.page)
        self.happened.add(type(event))
        self.check(event, effects)
        self.show(self.state)

    def check(self, event: Event, effects: tuple[Effect, ...]) -> None:
        """What must hold after each event."""
        if isinstance(event, SessionOpened):
            self.tokens.add(event.session)
        self.tokens -= {each.session for each in effects if isinstance(each, CloseSession)}
        wrong = [
            *stuck(self.state, self.asked),
            *unknown(effects),
            *talkative((self.state, *effects), self.card, self.mark),
        ]
        if self.state.page in AT_REST:
            wrong += [self.left_over()] if self.left_over() else []
            wrong += [f"nobody ended {token}" for token in self.tokens]
        assert wrong == [], (self.seed, self.person, event, wrong)

    @property
    def mark(self) -> str:
        """In every detail of the person who is there now."""
        return f"q{self.person}z"

    @property
    def card(self) -> str:
        return f"21048{self.person:08}"

    def title(self, number: int) -> TitleInfo:
        kinds = ("book", "comic", "disc", "film", "game", "ereader", "magazine")
        return TitleInfo(f"Titre {number} {self.mark}", f"Autrice {self.mark}", kinds[number % 7])

    # One session

    def session(self) -> None:
        """Somebody comes, does whatever she likes, and goes."""
        self.person += 1
        self.careful = self.rng.random() < 0.7
        self.intent = self.rng.choice((*Way, Way.BORROW, Way.BORROW))
        for _ in range(self.rng.randint(5, STEPS)):
            self._step()
        self.leave()

    def leave(self) -> None:
        """She walks off with her things; left alone, the session ends."""
        for tag in self.state.pad:
            self.send(TagGone(tag.uid))
        self.send(CardLifted())
        self.send(ReaderChanged(up=True))
        self.send(RestNeeded(None))
        self.send(NetworkChanged(online=True))
        for _ in range(12):
            if self.state.page in AT_REST and not self.asked:
                break
            while self.asked:
                self._answer()
            self.now_ms += 61_000
            self.send(Tick())

    def _step(self) -> None:
        draw = self.rng.random()
        if self.careful and draw < 0.80:
            self._next()
        elif draw < 0.45:
            self.finger(self)
        elif draw < 0.65:
            if self.asked:
                self._answer()
        elif draw < 0.73:
            self._pad()
        elif draw < 0.81:
            self.send(scans(self.state, self.person, self.card, self.rng))
        elif draw < 0.92:
            self.now_ms += self.rng.choice((1_000, 2_000, 5_000, 25_000, 45_000))
            self.send(Tick())
        else:
            self._fault()

    def _next(self) -> None:
        """What somebody does who wants to get on: wait for an answer, lay something down, touch."""
        if self.asked and self.rng.random() < 0.7:
            self._answer()
        elif self.state.page in WITH_ROWS and self.rng.random() < 0.5:
            if self.rng.random() < 0.3:
                self.send(scans(self.state, self.person, self.card, self.rng))
            else:
                self._pad()
        else:
            self.finger(self)

    def _pad(self) -> None:
        if self.state.pad and self.rng.random() < (0.15 if self.careful else 0.35):
            self.send(TagGone(self.rng.choice(self.state.pad).uid))
            return
        number = self.rng.randint(1, 7)
        ours = self.careful and self.rng.random() < 0.7
        verdict = "item" if ours else self.rng.choice(VERDICTS)
        card = verdict == "patron_card"
        item = self.card if card else f"3{self.person:07}{number:05}"
        lent = self.rng.random() < 0.2
        self.send(
            TagSeen(
                PadTag(
                    uid=f"E004{self.person:08X}{number:04X}",
                    verdict=verdict,
                    item=None if verdict in ("blank", "unreadable") else item,
                    part=self.rng.randint(1, 2) if number == 6 else 1,
                    parts=2 if number == 6 else 1,
                    afi=0xC2 if lent else 0x07,
                    security="on_loan" if lent else "secured",
                    info=None if card else self.title(number),
                    kit=some_kit(number, self.mark) if verdict == "item" and number > 5 else None,
                )
            )
        )

    def _fault(self) -> None:
        rng = self.rng
        self.send(
            rng.choice(
                (
                    NetworkChanged(online=rng.random() < 0.6, since_ms=1),
                    ReaderChanged(up=rng.random() < 0.6),
                    RestNeeded(rng.choice((None, None, "storage"))),
                    CardLaid(rng.choice((None, f"04{self.person:012X}"))),
                    CardLifted(),
                    Stayed(),
                    printer_says(rng),
                    OfflineLimit(rng.choice((0, 3))),
                    some_board(rng),
                )
            )
        )

    # What is answered

    def _answer(self) -> None:
        effect = self.asked.pop(self.rng.randrange(len(self.asked)))
        self.count += 1
        if isinstance(effect, TellTitle) and self.rng.random() < 0.3:
            self.send(AboutTold(effect.question, f"Sujet {self.mark}"))
        self.send(self._said(effect, self.rng.random() < 0.75))

    def _said(self, effect: Effect, good: bool) -> Event:
        rng, operation = self.rng, f"op-{self.count}"
        reason = None if good else rng.choice(REASONS)
        match effect:
            case OpenSession():
                return self._opened(effect, good)
            case LendItem(key=key):
                return LoanDecided(key, operation, good, rng.random() < 0.8, reason, DUE_MS)
            case (
                ClearBit(key=key, uid=uid)
                | SecureBit(key=key, uid=uid)
                | TakeBack(key=key, uid=uid)
            ):
                return BitSwitched(key, uid, rng.choice(OUTCOMES))
            case UndoLoan(key=key, reason=why):
                return UndoRecorded(key, why)
            case RecordReturn(key=key):
                place = Place(PlaceKind.BIN, "B", "Romans adultes")
                return ReturnRecorded(key, operation if good else None, good, place)
            case RenewLoan() | CancelHold() | PlaceHold():
                return self._wish(effect, good, reason)
            case _ if isinstance(effect, LOOKS):
                return looked(effect, good, self.title, self.mark, rng)
            case LookUpBarcode():
                return told(effect, self.title, rng)
            case AskKit() | SignCharter() | RecordMissing():
                return said(effect, good, rng, self.mark, DUE_MS)
            case CheckGate(key=key):
                return GateChecked(key, rng.choice(list(Finding)))
            case _ if isinstance(effect, GIVES):
                return receipt_given(effect, good)
            case _:
                stands = rng.choice((None, CallState.WAITING, CallState.COMING, CallState.ENDED))
                return CallAnswered("call" if stands else None, stands)

    def _wish(
        self, effect: RenewLoan | CancelHold | PlaceHold, good: bool, reason: str | None
    ) -> Event:
        match effect:
            case RenewLoan(item=item):
                return LoanRenewed(item, good, reason)
            case CancelHold(hold=hold):
                return HoldCancelled(hold, good, reason)
            case PlaceHold(title=title):
                account = self._account() if self.rng.random() < 0.8 else None
                return HoldPlaced(title, good, reason, account)

    def _opened(self, effect: OpenSession, good: bool) -> Event:
        if effect.pin is None or self.rng.random() < 0.1:
            return SessionUnreachable(allowed=good)
        if not good:
            return SessionRefused(self.rng.choice(("wrong_pin", "blocked", "expired")), 2)
        return SessionOpened(
            session=f"token {self.count} {self.mark}",
            display=f"Zoé{self.mark} M.",
            language=self.rng.choice(("fr", "en", "es", "ar")),
            own_items=((f"3{self.person:07}00001", DUE_MS),),
            loan_limit=20,
            account=self._account(),
            mail=address(self.rng, self.mark),
        )

    def _account(self) -> Account:
        loans = tuple(
            AccountLoan(
                f"3{self.person:07}0001{n}", f"l{n}", DUE_MS, self.title(n), DUE_MS + n or None
            )
            for n in range(self.rng.randint(0, 6))
        )
        holds = tuple(
            AccountHold(
                f"h{n}", f"t{n}", self.title(n), f"Lieu {self.mark}", ready=n == 0, label="R2"
            )
            for n in range(self.rng.randint(0, 3))
        )
        fees = (AccountFee("f1", "overdue", f"Dette {self.mark}", 150, DUE_MS),)
        owes = self.rng.random() < 0.5
        return Account(loans, holds, fees if owes else (), (), 150 if owes else 0, 20, "2027-05-03")

    # What must hold

    def left_over(self) -> str:
        """What of the person is still in the state; empty when she has left nothing. What was laid
        down or scanned since is whoever comes next's."""
        fresh = tuple(tag for tag in self.state.pad if tag.uid in self.state.settled)
        state = replace(self.state, call=None, pad=fresh, scan="")
        text = repr(_open(state))
        return text if self.mark in text or self.card in text else ""


def _open(value: object) -> object:
    """All fields of a value, also those that no repr shows."""
    if isinstance(value, tuple | list | frozenset):
        return [_open(each) for each in value]
    names = getattr(type(value), "__dataclass_fields__", None)
    if names is None:
        return value
    return {name: _open(getattr(value, name)) for name in names}


def some_board(rng: random.Random) -> BoardChanged:
    """The library is open, mostly; the start page says so, and has arrivals of nobody's."""
    opening = rng.choice((None, Opening(True), Opening(True), Opening(False)))
    arrivals = rng.choice((None, (TitleInfo("Nouveauté", "", "book"),)))
    return BoardChanged(opening, ((("fr", "Bonjour"),),), arrivals)
