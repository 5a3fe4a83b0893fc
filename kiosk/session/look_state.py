"""What somebody looks for and at: frozen values, in memory until the session ends.

What she typed and what was found stay out of each repr: nobody's log is to tell what is read here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from kiosk.session.account_state import Account, Asked
from kiosk.session.pages import Page
from kiosk.session.titles import TitleInfo

LONGEST: Final = 60
"""Characters that can be typed."""
ONLINE: Final = "online"
"""Among what hits are narrowed by: what is opened online, which no branch has."""
HERE_NOW: Final = "here_now"
"""Likewise: a copy stands in this branch and can be had."""
EREADERS: Final = "ereaders"
"""Likewise: what is on any e-reader."""


class LookStage(StrEnum):
    """What the search page shows below its field."""

    TYPING = "typing"
    HITS = "hits"
    NARROWING = "narrowing"


class Whereabouts(StrEnum):
    """Where copies of a title are, the best first."""

    HERE = "here"
    """Can be had now, in this branch."""
    MACHINE_HERE = "machine_here"
    """On an e-reader that can be had now, in this branch."""
    ELSEWHERE = "elsewhere"
    MACHINE = "machine"
    """On an e-reader that stands in another branch."""
    ONLINE = "online"
    REFERENCE = "reference"
    """Never lent: it is read where it is."""
    LENT = "lent"
    MACHINE_LENT = "machine_lent"


@dataclass(frozen=True, slots=True)
class LookPlace:
    """Copies of a title in one branch, or on one machine there. `branch` its name, `shelf` their
    call number, `machine` what the e-reader is called."""

    sort: Whereabouts
    branch: str = ""
    shelf: str = ""
    machine: str = ""
    copies: int = 0
    available: int = 0
    at: str = field(default="", compare=False)
    """The branch's id."""


@dataclass(frozen=True, slots=True)
class LookHit:
    """One title, or a resource (`address` and how it is said in words). `hold`: the title that is
    reserved for it, empty where none can be; `held`: what that is called."""

    key: str
    info: TitleInfo = field(repr=False)
    year: int | None = None
    places: tuple[LookPlace, ...] = field(default=(), repr=False)
    hold: str = ""
    held: TitleInfo | None = field(default=None, repr=False)
    about: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LookBack:
    """When the first lent copy of a title is due at a branch, by the server."""

    title: str = field(repr=False)
    branch: str
    due_ms: int


@dataclass(frozen=True, slots=True)
class LookChoice:
    """Something hits can be narrowed by: a facet's value, how many would be left."""

    facet: str
    value: str
    name: str = ""
    hits: int = 0


@dataclass(frozen=True, slots=True)
class LookBranch:
    """Somewhere to pick something up."""

    id: str
    name: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class LookFindings:
    """The answer to a question. `total` counts all, `hits` are the first; with `exact` False there
    are at least so many. `taken_ms` (UTC): what is known is of then."""

    hits: tuple[LookHit, ...] = field(default=(), repr=False)
    total: int = 0
    exact: bool = True
    choices: tuple[LookChoice, ...] = field(default=(), repr=False)
    suggestion: str | None = field(default=None, repr=False)
    complete: bool = True
    taken_ms: int | None = None


@dataclass(frozen=True, slots=True)
class LookTitle:
    """One title, looked at. `contents`: what is on it, of an e-reader. None but `hit` is known
    while `loaded` is False."""

    hit: LookHit
    loaded: bool = False
    subtitle: str = field(default="", repr=False)
    subject: str = field(default="", repr=False)
    language: str = ""
    audience: str = ""
    places: tuple[LookPlace, ...] = field(default=(), repr=False)
    contents: tuple[TitleInfo, ...] = field(default=(), repr=False)
    about: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LookHold:
    """A hold on its way. `origin`: the page it began on; `pickup` a branch; answered GRANTED:
    `place` of those who wait, from 1, `ready` if a copy is set aside already."""

    title: str
    info: TitleInfo = field(repr=False)
    origin: Page
    branches: tuple[LookBranch, ...] = ()
    pickup: str = ""
    asked: Asked = Asked.NO
    reason: str | None = None
    place: int | None = None
    ready: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looking around. `expects`: the number of the question whose answer is waited for;
    any other answer is of an earlier keystroke, or of somebody else."""

    text: str = field(default="", repr=False)
    stage: LookStage = LookStage.TYPING
    chosen: frozenset[tuple[str, str]] = frozenset()
    expects: int = 0
    answered: bool = True
    failed: bool = False
    suggested: tuple[LookHit, ...] = field(default=(), repr=False)
    found: LookFindings | None = field(default=None, repr=False)
    title: LookTitle | None = field(default=None, repr=False)
    title_expects: int = 0
    hold: LookHold | None = field(default=None, repr=False)
    back: tuple[LookBack, ...] = field(default=(), repr=False)
    pickup: str = ""
    """The branch she chose last."""

    @property
    def shown(self) -> tuple[TitleInfo, ...]:
        """What was on its pages."""
        found = self.found.hits if self.found else ()
        looked_at = (self.title.hit,) if self.title else ()
        on_it = self.title.contents if self.title else ()
        return (*(hit.info for hit in (*looked_at, *found, *self.suggested)), *on_it)

    def hit(self, key: str) -> LookHit | None:
        """What is shown under that key."""
        found = self.found.hits if self.found else ()
        shown = (self.title.hit,) if self.title else ()
        return next((hit for hit in (*shown, *found, *self.suggested) if hit.key == key), None)


def with_pickup(look: Look, account: Account | None) -> Look:
    """Where her hold is picked up as long as she says nothing else: where she chose before, at her
    own branch, here."""
    hold = look.hold
    if hold is None:
        return look
    here = next((each.id for each in hold.branches if each.here), "")
    wishes = (look.pickup, account.home if account else "", here)
    known = {each.id for each in hold.branches}
    pickup = next((branch for branch in wishes if branch in known), "")
    return replace(look, hold=replace(hold, pickup=pickup))
