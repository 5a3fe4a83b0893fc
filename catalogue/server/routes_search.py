"""The addresses for whoever looks for something: the portal, a station that is online, a program
of the town. Open to all; what is asked is written nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request

from catalogue.db.holdings import Title
from catalogue.search import model
from catalogue.search.model import Facet
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import PUBLIC, ServicesDep
from catalogue.server.search_limits import Busy
from catalogue.server.tries import address
from catalogue.services.finding.back import copies_back
from catalogue.services.finding.finding import SearchUnavailable
from catalogue.wire import search as wire

router = APIRouter(prefix="/v1/search", dependencies=PUBLIC)
ANSWERS = declared(HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
MAX_VALUES = 20
MAX_SUGGESTIONS = 20
MAX_TITLES = 100
_Text = Annotated[str, Query(max_length=model.MAX_TEXT)]
_Value = Annotated[str, Query(max_length=100)]
_Title = Annotated[str, Query(min_length=1, max_length=200)]
_Values = Annotated[list[_Value], Query(max_length=MAX_VALUES)]


@contextmanager
def _room(town: ServicesDep, request: Request) -> Iterator[None]:
    """A place among those who search now. Ends the request where there is none, or no index."""
    try:
        with town.searchers.room(address(request)):
            yield
    except Busy as busy:
        raise ProblemError(
            HTTPStatus.TOO_MANY_REQUESTS,
            "too_many_searches",
            "Too many searches",
            retry_after_s=busy.retry_after_s,
        ) from busy
    except SearchUnavailable as error:
        raise ProblemError(
            HTTPStatus.SERVICE_UNAVAILABLE, "search_unavailable", "Nothing can be found just now"
        ) from error


@router.get("", responses=ANSWERS)
def search(
    town: ServicesDep,
    request: Request,
    q: _Text = "",
    kind: _Values = [],  # noqa: B006 - FastAPI copies defaults
    language: _Values = [],  # noqa: B006
    audience: _Values = [],  # noqa: B006
    branch: _Values = [],  # noqa: B006
    available: wire.Available | None = None,
    ereader: _Values = [],  # noqa: B006
    offset: Annotated[int, Query(ge=0, le=model.MAX_DEPTH)] = 0,
    limit: Annotated[int, Query(ge=0, le=model.MAX_PAGE)] = 20,
    typing: bool = False,
    counts: bool = True,
) -> wire.SearchAnswer:
    """Titles, the best first, any of the values of a facet and all of the facets; without words
    everything. `typing`: the last word may not be finished. `counts`: with total and facets."""
    chosen: dict[Facet, list[str]] = {
        Facet.KIND: kind,
        Facet.LANGUAGE: language,
        Facet.AUDIENCE: audience,
        Facet.BRANCH: branch,
        Facet.AVAILABLE: [] if available is None else [available],
        Facet.EREADER: ereader,
    }
    query = model.Query(
        q,
        {facet: frozenset(values) for facet, values in chosen.items() if values},
        offset,
        limit,
        typing=typing,
        counts=counts,
    )
    with _room(town, request):
        return wire.answer_of(town.finding.search(query))


@router.get("/suggest", responses=ANSWERS)
def suggest(
    town: ServicesDep,
    request: Request,
    q: _Text = "",
    limit: Annotated[int, Query(ge=1, le=MAX_SUGGESTIONS)] = 5,
) -> wire.SearchSuggestions:
    """Titles somebody may be typing, the best first."""
    with _room(town, request):
        return wire.suggestions_of(town.finding.suggest(q, limit))


@router.get("/about", responses=declared(HTTPStatus.NOT_FOUND))
def about(town: ServicesDep, title: _Title) -> wire.TitleAbout:
    """What a title is about. Stations keep no descriptions: they ask when one is looked at."""
    with town.database.read() as session:
        found = session.get(Title, title)
        if found is None:
            raise ProblemError(HTTPStatus.NOT_FOUND, "unknown_title", "There is no such title")
        return wire.TitleAbout(about=found.description)


@router.get("/back", responses=declared())
def back(
    town: ServicesDep, title: Annotated[list[_Title], Query(min_length=1, max_length=MAX_TITLES)]
) -> wire.TitlesBack:
    """When the first lent copy of each title is due, branch by branch. Stations keep no due days:
    they ask about the titles on screen."""
    with town.database.read() as session:
        found = copies_back(session, title, town.clock())
    return wire.TitlesBack(back=[wire.CopiesBack(title=t, branch=b, due_ms=d) for t, b, d in found])
