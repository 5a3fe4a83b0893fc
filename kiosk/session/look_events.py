"""What can happen to somebody who looks around."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.session.account_state import Account
from kiosk.session.look_state import (
    LookBack,
    LookBranch,
    LookFindings,
    LookHit,
    LookStage,
    LookTitle,
)


@dataclass(frozen=True, slots=True)
class LookBegun:
    """ "Chercher un titre" in her account."""


@dataclass(frozen=True, slots=True)
class LookTyped:
    """Letters were typed, on the screen or on a keyboard."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LookStaged:
    """To the keyboard, to what was found, or to what that can be narrowed by."""

    stage: LookStage


@dataclass(frozen=True, slots=True)
class LookNarrowed:
    """A value of a facet is chosen, or no longer; without a facet none is."""

    facet: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class LookRespelled:
    """ "Vouliez-vous dire …": yes."""


@dataclass(frozen=True, slots=True)
class TitleWanted:
    """A title is looked at."""

    key: str


@dataclass(frozen=True, slots=True)
class HoldWished:
    """ "Réserver" beside a title."""

    key: str


@dataclass(frozen=True, slots=True)
class PickupChosen:
    """Where she wants to pick it up."""

    branch: str


@dataclass(frozen=True, slots=True)
class TitlesSuggested:
    """Titles somebody may be typing. `question`: which one this answers."""

    question: int
    titles: tuple[LookHit, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class TitlesFound:
    """What was found; None: it could not be looked for."""

    question: int
    found: LookFindings | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class TitleTold:
    """A title with its copies; None: there is no such title any more."""

    question: int
    title: LookTitle | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class AboutTold:
    """What a title is about, by the server."""

    question: int
    about: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BackTold:
    """When lent copies are due, of the titles on screen."""

    question: int
    back: tuple[LookBack, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class ResourcesLearnt:
    """What is opened online is known, or known better: it can be found from now on."""


@dataclass(frozen=True, slots=True)
class BranchesTold:
    """Where things can be picked up."""

    branches: tuple[LookBranch, ...]


@dataclass(frozen=True, slots=True)
class HoldPlaced:
    """The hold stands, or not (`reason` as with LoanRenewed); `account`: hers now, None where
    nobody told."""

    title: str
    granted: bool
    reason: str | None = None
    account: Account | None = field(default=None, repr=False)


LookWish = (
    LookBegun
    | LookTyped
    | LookStaged
    | LookNarrowed
    | LookRespelled
    | TitleWanted
    | HoldWished
    | PickupChosen
)
LookAnswer = (
    TitlesSuggested
    | TitlesFound
    | TitleTold
    | AboutTold
    | BackTold
    | ResourcesLearnt
    | BranchesTold
    | HoldPlaced
)
