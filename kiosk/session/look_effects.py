"""What somebody who looks around wants done. Questions are numbered: an answer to an earlier one is
dropped, and a question that was overtaken need not be answered at all."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.session.states import Patron


@dataclass(frozen=True, slots=True)
class SuggestTitles:
    """Answered by TitlesSuggested."""

    question: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FindTitles:
    """Answered by TitlesFound."""

    question: int
    text: str = field(repr=False)
    chosen: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class TellTitle:
    """Answered by TitleTold, and by AboutTold where the server says what it is about."""

    question: int
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskBack:
    """Ask the server when lent copies of titles are due. Answered by BackTold, unless nobody
    says."""

    question: int
    titles: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class LearnResources:
    """Ask the server what can be opened online, unless that is known. Answered by ResourcesLearnt
    where there is news."""


@dataclass(frozen=True, slots=True)
class TellBranches:
    """Answered by BranchesTold."""


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Journal a hold, then ask. Answered by HoldPlaced."""

    title: str = field(repr=False)
    pickup: str
    patron: Patron


LookQuestion = (
    SuggestTitles | FindTitles | TellTitle | AskBack | LearnResources | TellBranches | PlaceHold
)
