"""What a loudspeaker does not say of a session: titles, names, sums, the number of a card.

From the session's state alone, so that no page has to say of its texts which are hers: wherever one
of them stands, a number takes its place. What somebody looks for in the catalogue is said: it is
public, and nobody could choose a title she does not hear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.session.states import SessionState, TitleInfo

BOOKS: Final = ("book", "comic")
_MAIL: Final = re.compile(r"\S+@\S+")
_SUM: Final = re.compile(r"-?\d[\d\s.,]*€|€\s*\d[\d\s.,]*\d")


@dataclass(frozen=True, slots=True)
class Veil:
    """Texts with what is said in their place, the longest first; `sums`: in place of money."""

    masks: tuple[Mask, ...] = ()
    sums: str = ""

    def over(self, text: str) -> str:
        """The text as everybody may hear it."""
        text = " ".join(text.split())
        for mask in self.masks:
            text = mask.pattern.sub(lambda _, mask=mask: mask.instead, text)
        text = _MAIL.sub("", text)
        return _SUM.sub(self.sums, text) if self.sums else text


@dataclass(frozen=True, slots=True)
class Mask:
    """A text as a whole word, and what is said in its place."""

    text: str
    instead: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Where it stands."""
        return re.compile(rf"(?<!\w){re.escape(self.text)}(?!\w)")


def veil_of(state: SessionState, words: Mapping[str, str], card_length: int) -> Veil:
    """What to put in place of what is hers."""
    masks = [*_titles(state, words), *_names(state)]
    typed = state.card_entry
    if len(typed) > 1:
        count = words["of"].replace("%1", str(len(typed))).replace("%2", str(card_length))
        masks.append(Mask(" ".join(typed), count))
    longest_first = sorted(masks, key=lambda mask: len(mask.text), reverse=True)
    return Veil(tuple(longest_first), "" if state.account is None else words["sum"])


def _titles(state: SessionState, words: Mapping[str, str]) -> Iterator[Mask]:
    """Each thing by its number, in the order of the page, the same wherever it is named."""
    number = 0
    known: set[str] = set()
    for info in _things(state):
        title = " ".join(info.title.split())
        if title and title not in known:
            known.add(title)
            number += 1
            word = words["book" if info.kind in BOOKS else "thing"]
            yield Mask(title, word.replace("%1", str(number)))
        author = " ".join(info.author.split())
        if author and author not in known:
            known.add(author)
            yield Mask(author, "")


def _things(state: SessionState) -> Iterator[TitleInfo]:
    yield from (row.info for row in state.rows if row.info is not None)
    account = state.account
    if account is not None:
        yield from (loan.info for loan in account.loans if loan.info is not None)
        yield from (hold.info for hold in account.holds)
        yield from (TitleInfo(each.name, "", "") for each in (*account.fees, *account.messages))
    if state.look is not None and state.patron is not None and state.look.hold is not None:
        yield state.look.hold.info


def _names(state: SessionState) -> Iterator[Mask]:
    """Her name, and each word of it: she is greeted by the first."""
    for patron in (*state.family, *((state.patron,) if state.patron else ())):
        said = (patron.display, *patron.display.split())
        yield from (Mask(name, "") for name in said if len(name) > 1)
