"""Scenes of looking around; see `ui.kiosk.scenes`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from kiosk.session.account_state import Asked
from kiosk.session.look_state import (
    EREADERS,
    HERE_NOW,
    Look,
    LookBack,
    LookBranch,
    LookChoice,
    LookFindings,
    LookHit,
    LookHold,
    LookPlace,
    LookStage,
    LookTitle,
    Whereabouts,
)
from kiosk.session.pages import Page, Way
from kiosk.session.states import SessionState
from kiosk.session.titles import TitleInfo
from ui.kiosk.flow_scenes import JEANNE, OPEN

TAKEN_MS = int(datetime(2026, 11, 21, 13, 12, tzinfo=UTC).timestamp() * 1000)
HERE, PASSERELLE, MOULIN = "Les Tilleuls", "La Passerelle", "Le Moulin"
NUMBER_4 = TitleInfo("Liseuse n° 4", "", "ereader")


def _book(title: str, author: str = "Jules Verne", kind: str = "book") -> TitleInfo:
    return TitleInfo(title, author, kind)


def _at(sort: Whereabouts, branch: str = "", **more: object) -> LookPlace:
    return LookPlace(sort, branch, **more)


LEAGUES = LookHit(
    "t1", _book("Vingt mille lieues sous les mers"), 1870,
    (_at(Whereabouts.HERE, HERE, shelf="R VER", copies=2, available=1),), "t1",
)  # fmt: skip
ISLAND = LookHit(
    "pack:p1", _book("L’Île mystérieuse", kind="ebook"), 1875,
    (_at(Whereabouts.MACHINE_HERE, HERE, machine=NUMBER_4.title), _at(Whereabouts.MACHINE_LENT)),
    "t9", NUMBER_4,
)  # fmt: skip
CONCERTS = LookHit(
    "resource:concerts", TitleInfo("Concerts filmés", "", "online"), None,
    (_at(Whereabouts.ONLINE),), about="Opéras et symphonies.",
    address="https://valbreuil.example/r/concerts", words="valbreuil.example/r/concerts",
)  # fmt: skip
TOUR = LookHit(
    "t3", _book("Le Tour du monde en quatre-vingts jours"), 1872,
    (_at(Whereabouts.ELSEWHERE, PASSERELLE), _at(Whereabouts.LENT, HERE)), "t3",
)  # fmt: skip
STROGOFF = LookHit("t4", _book("Michel Strogoff"), 1876, (_at(Whereabouts.LENT, HERE),), "t4")
ATLAS = LookHit(
    "t5", _book("Atlas des voyages extraordinaires"), 2005, (_at(Whereabouts.REFERENCE, HERE),)
)
HITS = (LEAGUES, ISLAND, CONCERTS, TOUR, STROGOFF, ATLAS)
CHOICES = (
    LookChoice("available", "now", hits=8),
    LookChoice("kind", "book", hits=9),
    LookChoice("kind", "comic", hits=3),
    LookChoice("kind", "ebook", hits=2),
    LookChoice("language", "fr", hits=13),
    LookChoice("language", "en", hits=1),
    LookChoice("audience", "adult", hits=8),
    LookChoice("audience", "child", hits=6),
    LookChoice("branch", "tilleuls", HERE, 10),
    LookChoice("branch", "passerelle", PASSERELLE, 6),
    LookChoice("ereader", "Classiques", hits=2),
)
FOUND = LookFindings(HITS, 14, choices=CHOICES, taken_ms=TAKEN_MS)
BRANCHES = (
    LookBranch("tilleuls", HERE, here=True),
    LookBranch("moulin", MOULIN),
    LookBranch("passerelle", PASSERELLE),
)
TITLE = LookTitle(
    TOUR, loaded=True, subject="Aventure", language="fr", audience="adult",
    places=(
        _at(Whereabouts.ELSEWHERE, PASSERELLE, shelf="R VER", copies=2, available=1),
        _at(Whereabouts.LENT, HERE, shelf="R VER", copies=1, at="tilleuls"),
        _at(Whereabouts.LENT, MOULIN, copies=2, at="moulin"),
    ),
    about="Un pari fou : faire le tour de la Terre en quatre-vingts jours, par tous les moyens.",
)  # fmt: skip
ON_IT = tuple(_book(title, kind="ebook") for title in (
    "L’Île mystérieuse", "De la Terre à la Lune", "Michel Strogoff", "Voyage au centre de la Terre",
    "Robur le Conquérant", "Le Château des Carpathes", "Le Rayon vert", "Mathias Sandorf",
    "Un capitaine de quinze ans", "Les Indes noires", "Hector Servadac", "Le Sphinx des glaces",
))  # fmt: skip
READER = LookTitle(
    LookHit("t9", NUMBER_4, hold="t9"), loaded=True,
    places=(_at(Whereabouts.HERE, HERE, copies=1, available=1),), contents=ON_IT,
)  # fmt: skip
ASKED = LookHold("t3", TOUR.info, Page.TITLE, BRANCHES, "tilleuls")
START = SessionState(page=Page.SEARCH, way=Way.LOOK, reader_up=True, look=Look())
TYPED = replace(
    START,
    look=Look(
        text="jules ver",
        suggested=(LEAGUES, TOUR, STROGOFF, ATLAS, replace(ISLAND, key="pack:p2")),
    ),
)
BACK = (
    LookBack("t4", "tilleuls", TAKEN_MS + 12 * 86_400_000),
    LookBack("t3", "tilleuls", TAKEN_MS + 20 * 86_400_000),
    LookBack("t9", "tilleuls", TAKEN_MS + 9 * 86_400_000),
)
SEARCHED = replace(
    START, look=Look(text="jules verne", stage=LookStage.HITS, found=FOUND, back=BACK)
)
LOOKED = replace(SEARCHED, page=Page.TITLE)
HOLDING = replace(SEARCHED, page=Page.PICKUP, patron=JEANNE, account=OPEN.account)
WAITING = replace(ASKED, asked=Asked.GRANTED, place=3)
REFUSED = replace(ASKED, asked=Asked.REFUSED, reason="on_shelf")


def _with(state: SessionState, **more: object) -> SessionState:
    return replace(state, look=replace(state.look or Look(), **more))


LOOK_SCENES: dict[str, SessionState] = {
    "search": START,
    "search-typing": TYPED,
    "search-closing": replace(TYPED, seconds_left=14),
    "search-found": SEARCHED,
    "search-offline": replace(SEARCHED, online=False),
    "search-chosen": _with(SEARCHED, chosen=frozenset({(HERE_NOW, "")})),
    "search-narrowing": _with(
        SEARCHED, stage=LookStage.NARROWING, chosen=frozenset({("kind", "comic")})
    ),
    "search-empty": _with(
        SEARCHED, text="vrene", found=replace(FOUND, hits=(), total=0, suggestion="verne")
    ),
    "search-none": _with(
        SEARCHED, found=LookFindings(), text="", chosen=frozenset({(EREADERS, "")})
    ),
    "search-failed": _with(SEARCHED, found=None, failed=True),
    "title": _with(LOOKED, title=TITLE),
    "title-here": _with(LOOKED, title=replace(TITLE, hit=LEAGUES, about="", places=LEAGUES.places)),
    "title-reader": _with(LOOKED, title=READER),
    "title-offline": replace(_with(LOOKED, title=TITLE), online=False),
    "pickup": _with(HOLDING, hold=ASKED),
    "pickup-waits": _with(HOLDING, hold=WAITING),
    "pickup-refused": _with(HOLDING, hold=REFUSED),
}
LOOK_TITLES = frozenset({TITLE.about}) | frozenset(
    text for info in (*(hit.info for hit in HITS), *ON_IT) for text in (info.title, info.author)
)
"""They may be longer than any line, as what a title is about."""
