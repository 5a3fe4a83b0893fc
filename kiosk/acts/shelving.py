"""Where copies of a title are, in words' reach: pure, for what `kiosk.acts.looking` tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from catalogue.search.model import Document
from catalogue.search.ranking import DIGITAL
from kiosk.session.look_state import LookPlace, Whereabouts
from kiosk.session.titles import TitleInfo
from kiosk.store.snapshot_copies import Standing

ORDER: Final = tuple(Whereabouts)
MOST_LINES: Final = 2
"""Of one hit."""
_TEXT: Final = "pack:"


def is_text(key: str) -> bool:
    """A text on e-readers, which no server has as a title."""
    return key.startswith(_TEXT)


def places_of_hit(
    document: Document, copies: Sequence[Standing], here: str, names: Mapping[str, str]
) -> tuple[LookPlace, ...]:
    """The best place of each sort, two at most: what can be had now goes first."""
    best: dict[Whereabouts, LookPlace] = {}
    for place in places_in_branches(document, copies, here, names):
        best.setdefault(place.sort, place)
    return tuple(best.values())[:MOST_LINES]


def places_in_branches(
    document: Document, copies: Sequence[Standing], here: str, names: Mapping[str, str]
) -> tuple[LookPlace, ...]:
    """One place for each branch, of a text for each e-reader; the best first."""
    if not copies:
        online = document.kind in DIGITAL and not is_text(document.key)
        return (LookPlace(Whereabouts.ONLINE),) if online else ()
    text = is_text(document.key)
    groups: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for each in copies:
        groups[each.copy.branch, each.name if text else ""].append(each)
    found = [
        replace(
            _place(group, names.get(branch, branch), machine, at_hand=branch == here), at=branch
        )
        for (branch, machine), group in groups.items()
    ]
    return tuple(sorted(found, key=lambda place: (ORDER.index(place.sort), place.branch)))


def _place(group: Sequence[Standing], branch: str, machine: str, *, at_hand: bool) -> LookPlace:
    available = [each for each in group if each.copy.available]
    if available:
        near = Whereabouts.MACHINE_HERE if machine else Whereabouts.HERE
        far = Whereabouts.MACHINE if machine else Whereabouts.ELSEWHERE
        sort = near if at_hand else far
    elif machine:
        sort = Whereabouts.MACHINE_LENT
    else:
        fixed = all(each.fixed for each in group)
        sort = Whereabouts.REFERENCE if fixed else Whereabouts.LENT
    shelf = _first(each.shelf for each in (*available, *group))
    return LookPlace(sort, branch, shelf, machine, len(group), len(available))


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")


def held_by(document: Document, copies: Sequence[Standing]) -> tuple[str, TitleInfo | None]:
    """What is reserved for somebody who wants this: the title itself, or the e-reader a text is on;
    nothing where no copy is ever lent."""
    lent = next((each for each in copies if not each.fixed), None)
    if lent is None:
        return "", None
    if is_text(document.key):
        return lent.title, TitleInfo(lent.name, "", "ereader")
    return document.key, None
