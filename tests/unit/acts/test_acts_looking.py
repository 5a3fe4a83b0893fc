"""What somebody who looks around is told by the station's snapshot, and by the server beside it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from catalogue.client import Unreachable
from catalogue.wire.digital import ResourceNow, Resources
from catalogue.wire.search import CopiesBack, TitleAbout, TitlesBack
from catalogue.wire.v1 import PatronAccount, PatronHold
from kiosk.acts.looking import Looking
from kiosk.acts.storage import StorageWatch
from kiosk.gateway.protocol import Decision
from kiosk.search import Search
from kiosk.session.look_effects import AskBack, FindTitles, PlaceHold, SuggestTitles, TellTitle
from kiosk.session.look_events import (
    AboutTold,
    BackTold,
    BranchesTold,
    HoldPlaced,
    ResourcesLearnt,
    TitlesFound,
    TitlesSuggested,
    TitleTold,
)
from kiosk.session.look_state import HERE_NOW, ONLINE, LookBack, LookBranch, LookFindings, LookPlace
from kiosk.session.look_state import Whereabouts as Where
from kiosk.session.states import Means, Patron
from kiosk.session.titles import TitleInfo
from kiosk.store.rows import DecidedBy
from kiosk.sync.cataloguing import Cataloguing
from support.acts_bench import Bench, FullDisk
from support.station_feed import COMIC, change, item_row, page
from support.station_store import CARD

PATRON = Patron(CARD, Means.READ, "s-1", "Jeanne M.", "fr", pin_verified=True)
CONCERTS = {
    "id": "concerts", "title": "Concerts filmés", "family": "music", "audience": "all",
    "description": "Opéras", "languages": ["fr"], "themes": [], "provider": "arpege",
    "accessibility": "", "image": "", "access": "both", "opens": True, "short": "/r/concerts",
}  # fmt: skip


class Told:
    """The server, as far as looking around asks it."""

    silent = False

    def resources(self) -> Resources:
        if self.silent:
            raise Unreachable("no line")
        shown = [ResourceNow.model_validate(CONCERTS)]
        return Resources(resources=shown, base="https://valbreuil.example")

    def title_about(self, title: str) -> TitleAbout:
        return TitleAbout(about=f"Tout sur\n{title}")

    def titles_back(self, titles: Sequence[str]) -> TitlesBack:
        if self.silent:
            raise Unreachable("no line")
        return TitlesBack(back=[CopiesBack(title=each, branch="A", due_ms=9) for each in titles])


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def looking(bench: Bench, told: Told) -> Looking:
    text = {"title": "Le Horla", "pack": "Classiques", "machines": ["3104800000009"]}
    rows = [
        change("title", "t3", title="Liseuse n° 4", kind="ereader"),
        item_row("3104800000009", "t3", kind="ereader", branch="B"),
        item_row("3104800000008", "t4", not_for_loan=True, call_number="R ATL"),
        change("title", "t4", title="Atlas", kind="book"),
        change("pack_title", "p/1", author="Maupassant", **text),
        item_row(COMIC, "t2", kind="comic", status="on_loan", call_number="BD OTO"),
    ]
    bench.snapshot.apply(page(rows, "c2", 9))
    worker = Cataloguing(bench.snapshot)
    while worker.step(0.0) == 0.0:
        pass
    return Looking(
        Search(bench.snapshot, bench.journal),
        bench.snapshot,
        told,
        StorageWatch(bench.health),
        here=lambda: "A",
        up=lambda: bench.online,
        post=bench.posted.append,
    )


def find(looking: Looking, bench: Bench, text: str, *chosen: tuple[str, str]) -> LookFindings:
    looking.latest += 1
    looking.find(FindTitles(looking.latest, text, frozenset(chosen)))
    answer = bench.posted[-1]
    assert isinstance(answer, TitlesFound)
    assert answer.found is not None
    return answer.found


def test_question_that_was_overtaken_is_not_looked_at(looking: Looking, bench: Bench) -> None:
    looking.latest = 2
    looking.suggest(SuggestTitles(1, "ger"))
    looking.find(FindTitles(1, "ger"))
    assert bench.posted == []
    looking.suggest(SuggestTitles(2, "ger"))
    (answer,) = bench.posted
    assert isinstance(answer, TitlesSuggested)
    assert [hit.info for hit in answer.titles] == [TitleInfo("Germinal", "Zola", "book")]


@pytest.mark.parametrize(
    ("text", "places", "hold"),
    [
        ("germinal", (LookPlace(Where.HERE, "Les Tilleuls", copies=4, available=3),), "t1"),
        ("akira", (LookPlace(Where.LENT, "Les Tilleuls", "BD OTO", copies=1),), "t2"),
        (
            "horla",
            (LookPlace(Where.MACHINE, "Le Moulin", "", "Liseuse n° 4", copies=1, available=1),),
            "t3",
        ),
        ("atlas", (LookPlace(Where.REFERENCE, "Les Tilleuls", "R ATL", copies=1),), ""),
    ],
)
def test_hit_says_where_it_is_and_what_is_reserved_for_it(
    looking: Looking, bench: Bench, text: str, places: tuple[LookPlace, ...], hold: str
) -> None:
    (hit,) = find(looking, bench, text).hits
    assert (hit.places, hit.hold) == (places, hold)


def test_hits_are_narrowed_to_what_can_be_had_here(looking: Looking, bench: Bench) -> None:
    assert [hit.key for hit in find(looking, bench, "", (HERE_NOW, "")).hits] == ["t1"]
    texts = find(looking, bench, "", ("ereaders", "")).hits
    assert [hit.info.title for hit in texts] == ["Le Horla"]


def test_title_has_its_copies_and_an_ereader_what_is_on_it(looking: Looking, bench: Bench) -> None:
    looking.tell(TellTitle(1, "t3"))
    looking.about(TellTitle(1, "t3"))
    title, about = bench.posted
    assert isinstance(title, TitleTold)
    assert title.title is not None
    assert title.title.contents == (TitleInfo("Le Horla", "Maupassant", "ebook"),)
    assert about == AboutTold(1, "Tout sur t3")
    looking.tell(TellTitle(2, "gone"))
    assert bench.posted[-1] == TitleTold(2, None)


def test_what_is_online_is_found_with_its_address_also_once_cut_off(
    looking: Looking, bench: Bench, told: Told
) -> None:
    told.silent = True
    looking.learn()
    assert bench.posted == []
    told.silent = False
    looking.learn()
    looking.learn()
    assert bench.posted == [ResourcesLearnt()]
    bench.online = False
    looking.about(TellTitle(1, "t1"))
    (hit,) = find(looking, bench, "opéra").hits
    assert hit.address == "https://valbreuil.example/r/concerts"
    assert hit.words == "valbreuil.example/r/concerts"
    assert find(looking, bench, "", (ONLINE, "")).hits == (hit,)
    assert find(looking, bench, "germinal").total == 1


def test_snapshot_that_cannot_be_read_is_an_answer_too(looking: Looking, bench: Bench) -> None:
    bench.snapshot.finding = FullDisk()
    looking.latest = 1
    looking.find(FindTitles(1, "ger"))
    looking.suggest(SuggestTitles(1, "ger"))
    looking.tell(TellTitle(1, "t1"))
    looking.branches()
    assert bench.posted == [
        TitlesFound(1, None), TitlesSuggested(1), TitleTold(1, None), BranchesTold(()),
    ]  # fmt: skip


def test_branches_begin_with_this_one(looking: Looking, bench: Bench) -> None:
    looking.branches()
    assert bench.posted == [
        BranchesTold((LookBranch("A", "Les Tilleuls", here=True), LookBranch("B", "Le Moulin")))
    ]


def test_hold_is_journalled_then_asked_and_its_place_told(bench: Bench) -> None:
    bench.gateway.told = PatronAccount(holds=[PatronHold(id="h", title="t1", name="-", place=2)])
    bench.wishes.place(PlaceHold("t1", "B", PATRON))
    (answer,) = bench.posted
    assert isinstance(answer, HoldPlaced)
    assert answer.granted
    assert answer.account is not None
    assert [hold.place for hold in answer.account.holds] == [2]
    (body,) = bench.bodies()
    assert (body["kind"], body["title"], body["payload"]) == ("hold_place", "t1", {"pickup": "B"})


def test_hold_nobody_answers_is_taken_back(bench: Bench) -> None:
    """The grounds say so beforehand: a restart in between comes to the same."""
    bench.gateway.answers = [Decision(False, DecidedBy.GROUNDS, False, reason="no_network")]
    bench.wishes.place(PlaceHold("t1", "B", PATRON))
    assert bench.posted == [HoldPlaced("t1", granted=False, reason="no_network")]
    assert bench.kinds() == ["hold_place", "undo"]
    assert bench.bodies()[0]["grounds"] == {"verdict": "deny", "reason": "no_network"}


def test_day_something_comes_back_is_told_by_the_server_alone(
    looking: Looking, bench: Bench, told: Told
) -> None:
    """Texts on e-readers are no titles there."""
    looking.back(AskBack(1, ("t1", "pack:p1")))
    assert bench.posted == [BackTold(1, (LookBack("t1", "A", 9),))]
    told.silent = True
    looking.back(AskBack(2, ("t1",)))
    assert len(bench.posted) == 1
