"""Who walks up to the kiosk in random sessions (`support.session_walks`), and what she touches:
anything at all, or what leads on from where she is to what she came for."""

from __future__ import annotations

from kiosk.session import kitting
from kiosk.session.account_state import Account
from kiosk.session.events import (
    Backspace,
    CancelAsked,
    CardAdded,
    CardShown,
    Chosen,
    Clear,
    Confirmed,
    Digit,
    Event,
    GaveUp,
    HelpCalled,
    HelpDismissed,
    KitIncomplete,
    Looked,
    OneIsMissing,
    PatronTurn,
    RenewAllAsked,
    RenewAsked,
    Stayed,
    UndoAsked,
    UndoWished,
    WentBack,
)
from kiosk.session.look_events import HoldWished, LookStaged, LookTyped, PickupChosen, TitleWanted
from kiosk.session.look_state import LookStage
from kiosk.session.pages import Page, Way
from kiosk.session.states import Means, RowState
from support.session_walks import Walk
from support.walk_kits import ticks, touches
from support.walk_looks import looks
from support.walk_receipts import TILES


def any_finger(walk: Walk) -> None:
    """Now and then something a screen may offer, whether it is offered now or not; mostly what
    leads on."""
    on = _on(walk) if walk.rng.random() < (0.85 if walk.careful else 0.5) else ()
    for event in on or (walk.rng.choice(_anything(walk)),):
        walk.send(event)


def _anything(walk: Walk) -> tuple[Event, ...]:
    rng, account = walk.rng, walk.state.account or Account()
    return (
        *(Confirmed(), WentBack(), Stayed(), GaveUp(), OneIsMissing(), Clear(), Backspace()),
        *(CardAdded(), PatronTurn(rng.randint(0, 2))),
        *(UndoWished(), HelpCalled(), HelpDismissed(), RenewAllAsked(), Digit(rng.choice("0123"))),
        *(*TILES, *(Chosen(way) for way in Way)),
        *(Looked(page) for page in (Page.ACCOUNT, Page.HOLDS, Page.MESSAGES)),
        *(RenewAsked(loan.item) for loan in account.loans),
        *(CancelAsked(hold.id) for hold in account.holds),
        *(UndoAsked(key) for key in walk.state.undoable),
        *looks(walk.state, walk.mark, rng),
        *touches(walk.state, rng),
    )


def _on(walk: Walk) -> tuple[Event, ...]:
    """What she does next, who came for `walk.intent`; nothing: she does not know."""
    state, rng = walk.state, walk.rng
    match state.page:
        case Page.START:
            return (Chosen(walk.intent),)
        case Page.IDENTIFY | Page.PIN:
            return who(walk)
        case Page.TRAY | Page.RETURN | Page.GATE:
            return _with_rows(walk)
        case Page.UNDO:
            return (UndoAsked(rng.choice(state.undoable)),) if state.undoable else (WentBack(),)
        case Page.PARTS if rng.random() < 0.3:
            return (KitIncomplete(),)
        case Page.PARTS | Page.CHARTER:
            return (*ticks(state), Confirmed())
        case Page.ATTENTION:
            return (GaveUp(),)
        case Page.ACCOUNT | Page.HOLDS | Page.MESSAGES:
            return _account(walk)
        case Page.SEARCH | Page.TITLE | Page.PICKUP:
            return _look(walk)
        case Page.FINISH:
            return (rng.choice(TILES),)
        case _:
            return (Confirmed(),)


def who(walk: Walk) -> tuple[Event, ...]:
    """Her card, or that of somebody who came with her; or the PIN."""
    if walk.state.page is Page.IDENTIFY:
        beside = walk.state.patron is not None and walk.rng.random() < 0.8
        card = f"21049{walk.person:08}" if beside else walk.card
        means = walk.rng.choice((Means.READ, Means.READ, Means.SCANNED, Means.TYPED))
        return (CardShown(card, means),)
    return (Clear(), *(Digit(digit) for digit in "4711"), Confirmed())


def _with_rows(walk: Walk) -> tuple[Event, ...]:
    state, rng = walk.state, walk.rng
    draw = rng.random()
    if kitting.to_open(state) is not None and draw < 0.6:
        return (Confirmed(),)
    if state.undoable and draw < 0.5:
        return (UndoWished(),)
    if state.page is Page.TRAY and draw < 0.65:
        return (PatronTurn(rng.randint(0, 2)),) if state.family else (CardAdded(),)
    if any(row.state is RowState.DONE for row in state.rows) and draw > 0.7:
        return (Confirmed(),)
    if state.page is Page.GATE and draw > 0.8:
        return (Chosen(Way.BORROW),)
    return ()


def _account(walk: Walk) -> tuple[Event, ...]:
    account, rng = walk.state.account or Account(), walk.rng
    wishes: list[tuple[Event, ...]] = [(Looked(page),) for page in (Page.HOLDS, Page.MESSAGES)]
    if walk.state.page is Page.ACCOUNT:
        wishes += [(RenewAllAsked(),), *((RenewAsked(loan.item),) for loan in account.loans)]
    if walk.state.page is Page.HOLDS:
        wishes += [(CancelAsked(hold.id), CancelAsked(hold.id)) for hold in account.holds]
    return rng.choice((*wishes, (WentBack(),)))


def _look(walk: Walk) -> tuple[Event, ...]:
    state, rng, look = walk.state, walk.rng, walk.state.look
    if look is None:
        return ()
    if state.page is Page.PICKUP:
        chosen = look.hold is not None and look.hold.pickup
        return (Confirmed(),) if chosen or rng.random() < 0.3 else (PickupChosen("B"),)
    if state.page is Page.TITLE:
        key = look.title.hit.key if look.title else "t1"
        return (HoldWished(key),) if rng.random() < 0.7 else (WentBack(),)
    if look.found is not None and look.stage is LookStage.HITS and look.found.hits:
        key = rng.choice(look.found.hits).key
        return (rng.choice((TitleWanted(key), HoldWished(key))),)
    if look.text:
        return (rng.choice((Confirmed(), LookStaged(LookStage.HITS))),)
    return (LookTyped(f"{walk.mark} "),)
