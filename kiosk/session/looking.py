"""Looking around: what is typed, found, narrowed, looked at, and reserved in the end.

Rules kept here: an answer to an earlier question changes nothing; another spelling is offered and
applied by her alone; a hold needs card, PIN and the server, and is asked for once.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import ending, identify
from kiosk.session.account_state import Asked
from kiosk.session.effects import Effect, Sound
from kiosk.session.events import Backspace, Chosen, Clear, Digit, Looked
from kiosk.session.look_effects import (
    AskBack,
    FindTitles,
    LearnResources,
    PlaceHold,
    SuggestTitles,
    TellBranches,
    TellTitle,
)
from kiosk.session.look_events import (
    AboutTold,
    BackTold,
    BranchesTold,
    HoldPlaced,
    HoldWished,
    LookAnswer,
    LookBegun,
    LookNarrowed,
    LookRespelled,
    LookStaged,
    LookTyped,
    LookWish,
    PickupChosen,
    ResourcesLearnt,
    TitlesFound,
    TitlesSuggested,
    TitleTold,
    TitleWanted,
)
from kiosk.session.look_state import (
    EREADERS,
    HERE_NOW,
    LONGEST,
    ONLINE,
    Look,
    LookHit,
    LookHold,
    LookStage,
    LookTitle,
    Whereabouts,
    with_pickup,
)
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.states import SessionState
from kiosk.session.steps import Step, stay, then
from kiosk.session.titles import TitleInfo

PAGES = (Page.SEARCH, Page.TITLE, Page.PICKUP)
NO_NETWORK = "no_network"
_ALONE = frozenset({ONLINE, HERE_NOW, EREADERS})
"""Of these one at a time: they are ways to begin with."""


def begin(state: SessionState, now_ms: int) -> Step:
    """The search page, with an empty field; from the start page a session of nobody's."""
    started = now_ms if state.started_ms is None else state.started_ms
    state = replace(
        state, page=Page.SEARCH, way=Way.LOOK, notice=None, started_ms=started, look=Look()
    )
    return state, (LearnResources(),) if state.online else ()


def wished(state: SessionState, event: LookWish, policy: SessionPolicy, now_ms: int) -> Step:
    """A finger on the pages of looking around, or on the way to them."""
    if isinstance(event, LookBegun):
        at_account = state.page in (Page.ACCOUNT, Page.HOLDS) and not state.checking
        return begin(state, now_ms) if at_account and not state.finishing else stay(state)
    look = state.look
    if look is None or state.page not in PAGES:
        return stay(state)
    match event:
        case LookTyped() if state.page is Page.SEARCH:
            return _typed(state, look, look.text + event.text)
        case LookStaged() if state.page is Page.SEARCH:
            return _staged(state, look, event.stage)
        case LookNarrowed() if state.page is Page.SEARCH:
            return _find(state, replace(look, chosen=_narrowed(look, event)))
        case LookRespelled() if state.page is Page.SEARCH and look.found is not None:
            text = look.found.suggestion or look.text
            return _find(state, replace(look, text=text, chosen=frozenset()))
        case TitleWanted():
            return _wanted(state, look, event.key)
        case HoldWished():
            return _hold_wished(state, look, event.key, policy)
        case PickupChosen():
            return stay(_picked(state, look, event.branch))
        case _:
            return stay(state)


def press(state: SessionState, event: Digit | Backspace | Clear) -> Step:
    """A digit, or letters taken back."""
    look = state.look
    if look is None:
        return stay(state)
    match event:
        case Digit():
            return _typed(state, look, look.text + event.value)
        case Backspace():
            return _typed(state, look, look.text[:-1])
        case Clear():
            return _typed(state, replace(look, chosen=frozenset()), "")


def _typed(state: SessionState, look: Look, text: str) -> Step:
    """The field with this text, the keyboard below it, and titles that begin so."""
    text = "".join(letter for letter in text if letter.isprintable()).lstrip()[:LONGEST]
    look = replace(look, text=text, stage=LookStage.TYPING, failed=False)
    if not text.strip():
        return stay(replace(state, look=replace(look, suggested=(), expects=0, answered=True)))
    state, question = _numbered(state)
    look = replace(look, expects=question, answered=False)
    return replace(state, look=look), (SuggestTitles(question, text),)


def _staged(state: SessionState, look: Look, stage: LookStage) -> Step:
    if stage is LookStage.HITS and (look.found is None or look.stage is LookStage.TYPING):
        return _find(state, look)
    if stage is LookStage.NARROWING and look.found is None:
        return stay(state)
    return stay(replace(state, look=replace(look, stage=stage)))


def _narrowed(look: Look, event: LookNarrowed) -> frozenset[tuple[str, str]]:
    if not event.facet:
        return frozenset()
    one = (event.facet, event.value)
    if one in look.chosen:
        return look.chosen - {one}
    if event.facet in _ALONE:
        return frozenset({one})
    return frozenset(each for each in look.chosen if each[0] not in _ALONE) | {one}


def _find(state: SessionState, look: Look) -> Step:
    """Ask for what the field says, as it was narrowed. What was found before stays until then."""
    state, question = _numbered(state)
    stage = LookStage.HITS if look.stage is LookStage.TYPING else look.stage
    look = replace(look, stage=stage, expects=question, answered=False, failed=False)
    return replace(state, look=look), (FindTitles(question, look.text.strip(), look.chosen),)


def _numbered(state: SessionState) -> tuple[SessionState, int]:
    """Numbers go on from one session to the next: an answer that is late is nobody's."""
    asked = state.look_asked + 1
    return replace(state, look_asked=asked), asked


def _wanted(state: SessionState, look: Look, key: str) -> Step:
    hit = look.hit(key)
    if hit is None or hit.address or state.page is not Page.SEARCH:
        return stay(state)
    return _title(state, look, hit)


def _title(state: SessionState, look: Look, hit: LookHit) -> Step:
    state, question = _numbered(state)
    look = replace(look, title=LookTitle(hit), title_expects=question)
    return replace(state, page=Page.TITLE, look=look), (TellTitle(question, hit.key),)


def _hold_wished(state: SessionState, look: Look, key: str, policy: SessionPolicy) -> Step:
    hit = look.hit(key)
    if hit is None or not hit.hold or not state.online or state.page is Page.PICKUP:
        return stay(state)
    hold = LookHold(hit.hold, hit.held or hit.info, state.page)
    state = replace(state, look=replace(look, hold=hold))
    if state.patron is not None:
        return replace(state, page=Page.PICKUP), (TellBranches(),)
    state, effects = identify.begin(state, policy)
    return state, (TellBranches(), *effects)


def _picked(state: SessionState, look: Look, branch: str) -> SessionState:
    hold = look.hold
    known = hold is not None and any(each.id == branch for each in hold.branches)
    if hold is None or not known or hold.asked not in (Asked.NO, Asked.REFUSED):
        return state
    hold = replace(hold, pickup=branch, asked=Asked.NO)
    return replace(state, look=replace(look, hold=hold, pickup=branch))


def confirm(state: SessionState) -> Step:
    """The main action: search, reserve, or be done."""
    look = state.look
    if look is None or state.checking:
        return stay(state)
    if state.page is Page.SEARCH:
        return _find(state, look)
    hold = look.hold
    if state.page is not Page.PICKUP or hold is None:
        return stay(state)
    if hold.asked in (Asked.GRANTED, Asked.REFUSED):
        return ending.end(state)
    patron = state.patron
    if patron is None or not hold.pickup:
        return stay(state)
    if not state.online:
        refused = replace(hold, asked=Asked.REFUSED, reason=NO_NETWORK)
        return stay(replace(state, look=replace(look, hold=refused)))
    asked = replace(look, hold=replace(hold, asked=Asked.ASKING))
    state = replace(state, checking=True, look=asked)
    return state, (PlaceHold(hold.title, hold.pickup, patron),)


def back(state: SessionState) -> Step:
    """One page back; from the keyboard to what was found, from there out."""
    look = state.look
    if look is None or state.checking:
        return stay(state)
    if state.page is Page.PICKUP:
        return stay(identify.without_hold(state))
    if state.page is Page.TITLE:
        return stay(replace(state, page=Page.SEARCH, look=replace(look, title=None)))
    if look.stage is LookStage.NARROWING:
        return stay(replace(state, look=replace(look, stage=LookStage.HITS)))
    if look.stage is LookStage.HITS:
        return stay(replace(state, look=replace(look, stage=LookStage.TYPING)))
    if state.account is not None:
        return stay(replace(state, page=Page.ACCOUNT, way=Way.ACCOUNT, look=None))
    return ending.end(state)


def to_account(state: SessionState, event: Looked) -> Step:
    """ "Mes réservations", once it is reserved."""
    if state.account is None or state.checking or event.page is not Page.HOLDS:
        return stay(state)
    return stay(replace(state, page=Page.HOLDS, way=Way.ACCOUNT, look=None))


def answered(state: SessionState, event: LookAnswer) -> Step:
    """What came of a question; of an earlier one, nothing."""
    if isinstance(event, HoldPlaced):
        return _placed(state, event)
    look = state.look
    if look is None:
        return stay(state)
    match event:
        case TitlesSuggested() if event.question == look.expects:
            look = replace(look, suggested=event.titles, answered=True)
        case TitlesFound() if event.question == look.expects:
            failed = event.found is None
            look = replace(look, found=event.found, answered=True, failed=failed)
            hits = event.found.hits if event.found else ()
            return replace(state, look=look), _ask_back(state, event.question, hits)
        case TitleTold() if look.title is not None and event.question == look.title_expects:
            told = event.title or replace(look.title, loaded=True)
            look = replace(look, title=replace(told, about=look.title.about))
            hit = replace(told.hit, places=told.places)
            return replace(state, look=look), _ask_back(state, event.question, (hit,))
        case BackTold() if event.question in (look.expects, look.title_expects):
            known = {(each.title, each.branch): each for each in (*look.back, *event.back)}
            look = replace(look, back=tuple(known.values()))
        case AboutTold() if look.title is not None and event.question == look.title_expects:
            look = replace(look, title=replace(look.title, about=event.about))
        case BranchesTold() if look.hold is not None:
            look = replace(look, hold=replace(look.hold, branches=event.branches))
            look = with_pickup(look, state.account)
        case ResourcesLearnt() if look.found is not None and look.stage is not LookStage.TYPING:
            return _find(state, look)
        case _:
            return stay(state)
    return stay(replace(state, look=look))


def _ask_back(state: SessionState, question: int, hits: tuple[LookHit, ...]) -> tuple[Effect, ...]:
    """When it comes back, of what is lent: no station keeps that."""
    lent = (Whereabouts.LENT, Whereabouts.MACHINE_LENT)
    away = (hit for hit in hits if any(place.sort in lent for place in hit.places))
    titles = tuple(dict.fromkeys(hit.hold or hit.key for hit in away))
    return (AskBack(question, titles),) if titles and state.online else ()


def _placed(state: SessionState, event: HoldPlaced) -> Step:
    look = state.look
    hold = look.hold if look else None
    if look is None or hold is None or hold.asked is not Asked.ASKING or hold.title != event.title:
        return stay(state)
    account = event.account or state.account
    state = replace(state, checking=False, account=account)
    asked = Asked.GRANTED if event.granted else Asked.REFUSED
    hold = replace(hold, asked=asked, reason=event.reason)
    told = event.account.holds if event.account and event.granted else ()
    hers = next((each for each in told if each.title == event.title), None)
    if hers is not None:
        hold = replace(hold, place=hers.place, ready=hers.ready)
    effect: Effect = Sound("done" if event.granted else "stays")
    return replace(state, look=replace(look, hold=hold)), (effect,)


def shown(state: SessionState, key: str, info: TitleInfo | None, now_ms: int) -> Step:
    """The title of a thing that was scanned, on the start page or while looking around."""
    hit = LookHit(key, info or TitleInfo("", "", ""))
    step = stay(state) if state.look is not None else begin(state, now_ms)
    return then(step, lambda now: _title(now, now.look or Look(), hit))


def looked_for(state: SessionState, text: str) -> Step:
    """Some other barcode that was scanned, such as a publisher's: looked for as if typed."""
    if state.look is None or state.page is not Page.SEARCH:
        return stay(state)
    return _find(state, replace(state.look, text=text[:LONGEST], chosen=frozenset()))


def chosen(state: SessionState, event: Chosen, now_ms: int) -> Step:
    """ "Découvrir" on the start page."""
    at_start = state.page is Page.START and event.way is Way.LOOK
    return begin(state, now_ms) if at_start else stay(state)
