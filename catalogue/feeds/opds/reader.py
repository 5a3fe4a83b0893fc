"""Reads an OPDS catalogue: the page it is given, those that follow, and what it leads to if asked.

Positions are JSON: address of the page, how many pages came before it, how many of its
publications are done, and the number so far.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from catalogue.feeds.errors import FeedError, TooBig
from catalogue.feeds.fetching import Fetcher, shown
from catalogue.feeds.opds import v1, v2
from catalogue.feeds.opds.page import Page
from catalogue.feeds.reading import FeedOptions
from catalogue.feeds.record import Entry, Refused

_ACCEPT = (
    "application/opds+json, application/atom+xml;q=0.9, application/opds-publication+json;q=0.8"
)
_DEEPEST = 6
"""Levels of navigation that are followed."""

PageReader = Callable[[bytes, str, int, str], Page]
READERS: dict[str, PageReader] = {"opds1": v1.read_page, "opds2": v2.read_page}


def generation(data: bytes) -> str:
    """`opds2` for JSON, else `opds1`: a catalogue may lead from one to the other."""
    return "opds2" if data.lstrip(b" \t\r\n\xef\xbb\xbf")[:1] in (b"{", b"[") else "opds1"


@dataclass(frozen=True, slots=True)
class _Place:
    url: str
    pages: int = 0
    done: int = 0
    number: int = 0

    def written(self) -> str:
        return json.dumps([self.url, self.pages, self.done, self.number], ensure_ascii=False)


class OpdsCatalogue:
    """The publications of a catalogue; see `catalogue.feeds.reading.Reader`.

    By default the start page and those that its `next` links name. With `follow`, breadth first,
    what navigation and groups lead to as well, six levels deep: publications that stand in
    several lists come several times.
    """

    def __init__(self, address: str, fetcher: Fetcher, options: FeedOptions, format_: str) -> None:
        self.format = format_
        self._start = address
        self._fetcher = fetcher
        self._follow = options.follow
        self._most_pages = options.limits.max_pages
        self.done = 0
        self.total: int | None = None

    def entries(self, after: str | None = None) -> Iterator[tuple[str, Entry]]:
        """Each publication with the position behind it. Raises FeedError."""
        place = _place(after, self._start)
        skipped = place.pages if self._follow else 0
        # Without navigation the list goes on at its page; with it, the way there is walked again.
        waiting = deque([(self._start if self._follow else place.url, 0)])
        seen = {self._start, waiting[0][0]}
        pages, number = (0, 0) if self._follow else (place.pages, place.number - place.done)
        while waiting:
            url, depth = waiting.popleft()
            if pages >= self._most_pages:
                raise TooBig(f"{shown(self._start)} has more than {self._most_pages} pages")
            page = self._fetched(url, number, first=pages == 0)
            known = place.done if pages == place.pages else 0
            if pages >= skipped:
                yield from self._through(page, _Place(url, pages, known, number))
            number += len(page.entries)
            pages += 1
            for found, level in self._leads(page, depth):
                if found not in seen:
                    seen.add(found)
                    waiting.append((found, level))

    def _through(self, page: Page, place: _Place) -> Iterator[tuple[str, Entry]]:
        if place.pages == 0 and not self._follow:
            self.total = page.total
        for index, entry in enumerate(page.entries, 1):
            if index > place.done:
                self.done = place.number + index
                reached = _Place(place.url, place.pages, index, place.number + index)
                yield reached.written(), entry

    def _leads(self, page: Page, depth: int) -> Iterator[tuple[str, int]]:
        if page.next:
            yield page.next, depth
        if self._follow and depth < _DEEPEST:
            for found in page.further:
                yield found, depth + 1

    def _fetched(self, url: str, number: int, *, first: bool) -> Page:
        """The page; one that navigation led to and that cannot be had is refused alone."""
        try:
            data = self._fetcher.get(url, accept=_ACCEPT).data
            return READERS[generation(data)](data, url, number, shown(url))
        except FeedError as failed:
            if first or not self._follow:
                raise
            return Page((Refused(number + 1, f"a page it leads to was left out: {failed}"),))


class OpdsFile:
    """One page kept in a file. Positions: the number of the publication."""

    def __init__(self, path: Path, format_: str, options: FeedOptions) -> None:
        self.format = format_
        self._base = options.base
        self._path = path
        self.done = 0
        self.total: int | None = None
        if path.stat().st_size > options.limits.max_bytes:
            raise TooBig(f"{path.name} has more than {options.limits.max_bytes >> 20} MiB")

    def entries(self, after: str | None = None) -> Iterator[tuple[str, Entry]]:
        """Each publication with the position behind it. Raises FeedError."""
        page = READERS[self.format](self._path.read_bytes(), self._base, 0, self._path.name)
        skipped = int(after) if after and after.isdigit() else 0
        self.total = len(page.entries)
        for number, entry in enumerate(page.entries, 1):
            self.done = number
            if number > skipped:
                yield str(number), entry


def _place(after: str | None, start: str) -> _Place:
    if after is None:
        return _Place(start)
    try:
        url, pages, done, number = json.loads(after)
        return _Place(str(url), int(pages), int(done), int(number))
    except (ValueError, TypeError):
        raise FeedError(f"{after!r} is no position in a catalogue: start again") from None
