"""What somebody who looks around is told: titles from the snapshot, on the `lookup` thread; what
only the server knows (descriptions, what is opened online), on `periph`.

Nothing of what was asked is kept or logged. What can be opened online is: it is the same for all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Protocol

from catalogue.client import CentralError
from catalogue.search.model import NOW, Chosen, Document, Facet, Found, Query, Suggested
from catalogue.search.words import fold
from catalogue.wire.digital import ResourceNow, Resources
from catalogue.wire.search import TitleAbout, TitlesBack
from kiosk.acts.shelving import held_by, is_text, places_in_branches, places_of_hit
from kiosk.acts.storage import StorageWatch
from kiosk.search import Search
from kiosk.session.events import Event
from kiosk.session.look_effects import AskBack, FindTitles, SuggestTitles, TellTitle
from kiosk.session.look_events import (
    AboutTold,
    BackTold,
    BranchesTold,
    ResourcesLearnt,
    TitlesFound,
    TitlesSuggested,
    TitleTold,
)
from kiosk.session.look_state import (
    EREADERS,
    HERE_NOW,
    ONLINE,
    LookBack,
    LookBranch,
    LookChoice,
    LookFindings,
    LookHit,
    LookPlace,
    LookTitle,
    Whereabouts,
)
from kiosk.session.titles import TitleInfo
from kiosk.store.snapshot import Snapshot
from kiosk.store.snapshot_copies import Standing

_log = logging.getLogger(__name__)

SHOWN: Final = 96
"""Hits that can be leafed through; the rest is a number."""
PLACE_OF_RESOURCES: Final = 2
"""Hits that stand before what is opened online: both are seen on the first page."""
MOST_CHOICES: Final = 12
"""Values of a facet that are offered."""
_RESOURCE: Final = "resource:"


class Told(Protocol):
    """What is used of `catalogue.client.CentralClient`. Its calls raise CentralError."""

    def resources(self) -> Resources: ...

    def title_about(self, title: str) -> TitleAbout: ...

    def titles_back(self, titles: Sequence[str]) -> TitlesBack: ...


class Looking:
    """`latest`: the number of the newest question, set on the main thread; older ones are passed
    over. `here`: this branch; `up`: does the server answer?"""

    def __init__(
        self,
        search: Search,
        snapshot: Snapshot,
        told: Told,
        storage: StorageWatch,
        *,
        here: Callable[[], str],
        up: Callable[[], bool],
        post: Callable[[Event], None],
    ) -> None:
        self._search = search
        self._snapshot = snapshot
        self._told = told
        self._storage = storage
        self._here = here
        self._up = up
        self._post = post
        self._resources: tuple[LookHit, ...] = ()
        self._online: dict[str, str] = {}
        self.latest = 0

    # On `lookup`

    def suggest(self, effect: SuggestTitles) -> None:
        """Titles that begin like this."""
        if effect.question != self.latest:
            return
        titles: tuple[LookHit, ...] = ()
        try:
            found = self._storage.attempt(lambda: self._search.suggest(effect.text)) or ()
            titles = tuple(_suggested(each) for each in found)
        finally:
            self._post(TitlesSuggested(effect.question, titles))

    def find(self, effect: FindTitles) -> None:
        """The first hits, with where they are."""
        if effect.question != self.latest:
            return
        found: LookFindings | None = None
        try:
            found = self._storage.attempt(lambda: self._found(effect))
        finally:
            self._post(TitlesFound(effect.question, found))

    def tell(self, effect: TellTitle) -> None:
        """One title with its copies."""
        title: LookTitle | None = None
        try:
            title = self._storage.attempt(lambda: self._title(effect.key))
        finally:
            self._post(TitleTold(effect.question, title))

    def branches(self) -> None:
        """Where something can be picked up, this branch first."""
        found: tuple[tuple[str, str], ...] = ()
        try:
            found = self._storage.attempt(self._search.branches) or ()
        finally:
            here = self._here()
            told = [LookBranch(branch, name, branch == here) for branch, name in found]
            self._post(BranchesTold(tuple(sorted(told, key=lambda each: not each.here))))

    def _found(self, effect: FindTitles) -> LookFindings:
        online = self._matching(effect.text)
        meta = self._snapshot.meta()
        taken_ms = None if meta is None else meta.taken_ms
        if (ONLINE, "") in effect.chosen:
            return LookFindings(online, len(online), taken_ms=taken_ms)
        found = self._search.search(Query(effect.text, self._chosen(effect.chosen), limit=SHOWN))
        copies = self._search.copies([hit.document.key for hit in found.hits])
        names, here = dict(self._search.branches()), self._here()
        hits = [
            _hit(hit.document, copies.get(hit.document.key, []), here, names) for hit in found.hits
        ]
        beside = online if effect.text and not effect.chosen else ()
        return LookFindings(
            hits=(*hits[:PLACE_OF_RESOURCES], *beside, *hits[PLACE_OF_RESOURCES:]),
            total=(found.total or 0) + len(beside),
            exact=found.exact,
            choices=_choices(found, names),
            suggestion=found.suggestion,
            complete=found.complete,
            taken_ms=taken_ms,
        )

    def _chosen(self, chosen: Iterable[tuple[str, str]]) -> Chosen:
        """As the index knows it."""
        wanted: dict[Facet, frozenset[str]] = {}
        for name, value in chosen:
            if name == HERE_NOW:
                more = {Facet.BRANCH: frozenset({self._here()}), Facet.AVAILABLE: frozenset({NOW})}
            elif name == EREADERS:
                # Without any e-reader nothing is on one.
                more = {Facet.EREADER: self._search.packs() or frozenset({""})}
            elif name in set(Facet):
                more = {Facet(name): frozenset({value})}
            else:
                more = {}
            for facet, values in more.items():
                wanted[facet] = wanted.get(facet, frozenset()) | values
        return wanted

    def _title(self, key: str) -> LookTitle | None:
        document = self._search.document(key)
        if document is None:
            return None
        copies = self._search.copies([key]).get(key, [])
        names, here = dict(self._search.branches()), self._here()
        return LookTitle(
            hit=_hit(document, copies, here, names),
            loaded=True,
            subtitle=document.subtitle,
            subject=document.subject,
            language=document.language,
            audience=document.audience,
            places=places_in_branches(document, copies, here, names),
            contents=self._search.contents(key) if document.kind == "ereader" else (),
        )

    def _matching(self, text: str) -> tuple[LookHit, ...]:
        """What is opened online and has all the words, as beginnings."""
        wanted = fold(text).split()
        return tuple(
            hit
            for hit in self._resources
            if all(f" {word}" in f" {self._online[hit.key]}" for word in wanted)
        )

    # On `periph`

    def learn(self) -> None:
        """What is opened online; where the server is silent, what it told before stands."""
        if not self._up():
            return
        try:
            said = self._told.resources()
        except CentralError as error:
            _log.warning("what is opened online could not be asked for: %s", error)
            return
        hits = {_RESOURCE + each.id: (_resource(each, said.base), each) for each in said.resources}
        self._online = {key: _words_of(each) for key, (_, each) in hits.items()}
        known, self._resources = self._resources, tuple(hit for hit, _ in hits.values())
        if self._resources != known:
            self._post(ResourcesLearnt())

    def about(self, effect: TellTitle) -> None:
        """What a title is about; cut off, nobody says."""
        if not self._up() or is_text(effect.key):
            return
        try:
            about = self._told.title_about(effect.key).about
        except CentralError:
            return  # the page does without
        self._post(AboutTold(effect.question, " ".join(about.split())))

    def back(self, effect: AskBack) -> None:
        """When what is lent is due; cut off, nobody says."""
        if not self._up():
            return
        titles = [key for key in effect.titles if not is_text(key)][:SHOWN]
        try:
            told = self._told.titles_back(titles).back if titles else []
        except CentralError:
            return  # it is lent, and no day is said
        back = tuple(LookBack(each.title, each.branch, each.due_ms) for each in told)
        self._post(BackTold(effect.question, back))


def _choices(found: Found, names: Mapping[str, str]) -> tuple[LookChoice, ...]:
    return tuple(
        LookChoice(facet, value, names.get(value, "") if facet is Facet.BRANCH else "", hits)
        for facet, values in found.facets.items()
        for value, hits in values[:MOST_CHOICES]
    )


def _hit(
    document: Document, copies: Sequence[Standing], here: str, names: Mapping[str, str]
) -> LookHit:
    places = places_of_hit(document, copies, here, names)
    hold, held = held_by(document, copies)
    return LookHit(document.key, _info(document), document.year, places, hold, held)


def _info(document: Document) -> TitleInfo:
    return TitleInfo(document.title, document.author, document.kind)


def _suggested(each: Suggested) -> LookHit:
    return LookHit(each.key, TitleInfo(each.title, each.author, each.kind))


def _resource(each: ResourceNow, base: str) -> LookHit:
    address = base + each.short if base else ""
    return LookHit(
        key=_RESOURCE + each.id,
        info=TitleInfo(each.title, "", "online"),
        places=(LookPlace(Whereabouts.ONLINE),),
        about=each.description,
        address=address,
        words=address.partition("://")[2],
    )


def _words_of(each: ResourceNow) -> str:
    return fold(" ".join((each.title, each.description, each.family, *each.themes)))
