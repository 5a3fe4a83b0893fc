"""Harvests an OAI-PMH server page by page, and reads an answer kept in a file.

Positions are JSON: the token of the page that is read, how many of its records are done, and the
number so far. Taken up again with a token that the server forgot, the list begins anew: records
come twice, none is missed.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from catalogue.feeds.errors import FeedError, TooBig
from catalogue.feeds.fetching import Fetcher, shown
from catalogue.feeds.oai.formats import PREFIXES
from catalogue.feeds.oai.pages import Page, formats_of, read_page
from catalogue.feeds.reading import FeedOptions
from catalogue.feeds.record import Entry

_ACCEPT = "text/xml, application/xml"
_RESTARTS = 3
_OWN = ("verb", "metadataPrefix", "set", "from", "until", "resumptionToken", "identifier")


@dataclass(frozen=True, slots=True)
class _Place:
    """`token` of the page (None: the first), `done` records of it, `number` of the last."""

    token: str | None = None
    done: int = 0
    number: int = 0

    def written(self) -> str:
        return json.dumps([self.token, self.done, self.number], ensure_ascii=False)


class OaiHarvest:
    """The records of a server; see `catalogue.feeds.reading.Reader`.

    next_since  after the first page: what to give as `since` next time, by the server's clock
    """

    format = "oai"

    def __init__(self, address: str, fetcher: Fetcher, options: FeedOptions) -> None:
        """`address` as the server's administrator gives it, with whatever query it needs."""
        parts = urlsplit(address)
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        kept = {name: value for name, value in asked.items() if name not in _OWN}
        self._base = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
        self._kept = kept
        self._fetcher = fetcher
        self._since = options.since or asked.get("from")
        self._set = options.set or asked.get("set")
        self._prefix = options.prefix or asked.get("metadataPrefix", "")
        self._most_pages = options.limits.max_pages
        self.done = 0
        self.total: int | None = None
        self.next_since = ""

    def entries(self, after: str | None = None) -> Iterator[tuple[str, Entry]]:
        """Each record with the position behind it. Raises FeedError."""
        place = _place(after)
        restarts, seen = 0, set[int]()
        for _ in range(self._most_pages):
            page = self._page(place.token)
            if page.error == "badResumptionToken" and restarts < _RESTARTS:
                restarts += 1
                place, seen = _Place(), set()
                continue
            if page.error:
                if page.error == "noRecordsMatch":
                    return
                raise FeedError(f"{shown(self._base)} answers {page.error}: {page.message}")
            place = yield from self._through(page, place)
            if not page.token:
                return
            mark = hash((page.token, place.number if not page.records else _first(page)))
            if mark in seen:
                raise FeedError(f"{shown(self._base)} gives the same page again and again")
            seen.add(mark)
            place = _Place(page.token, 0, place.number)
        raise TooBig(f"{shown(self._base)} has more than {self._most_pages} pages")

    def _through(self, page: Page, place: _Place) -> Generator[tuple[str, Entry], None, _Place]:
        """The records of a page that are not done yet; returns the place behind it."""
        self.total = page.size or self.total
        self.next_since = self.next_since or page.responded
        start = place.number - place.done
        for index, entry in enumerate(page.entries(start), 1):
            if index <= place.done:
                continue
            place = replace(place, done=index, number=start + index)
            self.done = place.number
            yield place.written(), entry
        return place

    def _page(self, token: str | None) -> Page:
        if token is not None:
            return self._asked(verb="ListRecords", resumptionToken=token)
        self._prefix = self._prefix or self._best_prefix()
        page = self._listed(self._since)
        if page.error == "badArgument" and self._since and "T" in self._since:
            # A server that knows days alone refuses a time (OAI-PMH 2.0, 3.3).
            page = self._listed(self._since.partition("T")[0])
        return page

    def _listed(self, since: str | None) -> Page:
        asked = {"verb": "ListRecords", "metadataPrefix": self._prefix}
        asked |= {"set": self._set} if self._set else {}
        asked |= {"from": since} if since else {}
        return self._asked(**asked)

    def _best_prefix(self) -> str:
        url = self._url(verb="ListMetadataFormats")
        offered = formats_of(self._fetcher.get(url, accept=_ACCEPT).data, shown(url))
        known = [prefix for prefix in PREFIXES if prefix in offered]
        if not known:
            raise FeedError(
                f"{shown(url)} offers {', '.join(offered) or 'no format'}; read are"
                f" {', '.join(PREFIXES)}"
            )
        return known[0]

    def _asked(self, **asked: str) -> Page:
        url = self._url(**asked)
        return read_page(self._fetcher.get(url, accept=_ACCEPT).data, shown(url))

    def _url(self, **asked: str) -> str:
        return f"{self._base}?{urlencode(self._kept | asked)}"


def _first(page: Page) -> str:
    """What tells a page from another that has the same token: its first record."""
    return repr(next(page.entries(0)))


def _place(after: str | None) -> _Place:
    if after is None:
        return _Place()
    try:
        token, done, number = json.loads(after)
    except (ValueError, TypeError):
        raise FeedError(f"{after!r} is no position in a harvest: start again") from None
    return _Place(token, int(done), int(number))


class OaiFile:
    """One answer in a file. Positions: the number of the record."""

    format = "oai"

    def __init__(self, path: Path, most_bytes: int) -> None:
        self._path = path
        self.done = 0
        self.total: int | None = None
        if path.stat().st_size > most_bytes:
            raise TooBig(f"{path.name} has more than {most_bytes >> 20} MiB")

    def entries(self, after: str | None = None) -> Iterator[tuple[str, Entry]]:
        """Each record with the position behind it. Raises FeedError."""
        page = read_page(self._path.read_bytes(), self._path.name)
        if page.error:
            raise FeedError(f"{self._path.name} says {page.error}: {page.message}")
        skipped = int(after) if after and after.isdigit() else 0
        self.total = len(page.records)
        for number, entry in enumerate(page.entries(0), 1):
            self.done = number
            if number > skipped:
                yield str(number), entry
