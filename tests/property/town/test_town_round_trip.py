"""Any town file: export, apply to an empty database, export: the same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.db.database import Database
from catalogue.domain.rights import Right
from catalogue.services.town_config.checks import check
from catalogue.services.town_config.differences import differences
from catalogue.services.town_config.model import TownFile
from catalogue.services.town_config.present import present
from catalogue.services.town_config.reading import read_town_file
from catalogue.services.town_config.values import WEEKDAYS, Bin
from catalogue.services.town_config.writing import write_town_file
from support.central import T0
from support.town_files import set_up

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,8}", fullmatch=True)
LINES = (
    st.text(
        st.characters(exclude_categories=("C", "Z"), include_characters=" '\"\\=[]{}#"),
        min_size=1,
        max_size=12,
    )
    .map(str.strip)
    .filter(bool)
)
CENTS = st.integers(0, 1_000_000)
COUNTS = st.integers(0, 10_000)
DAYS = st.integers(1, 366)
DATES = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))
SPANS = st.sampled_from([("10:00-12:00",), ("09:30-12:00", "14:00-18:30"), ("00:00-23:59",)])


def some(value: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | value


@st.composite
def closures(draw: st.DrawFn, branches: list[str]) -> dict[str, object]:
    first = draw(DATES)
    last = draw(some(st.integers(1, 60).map(lambda days: first + dt.timedelta(days=days))))
    return {
        "first": first,
        "last": last,
        "branch": draw(some(st.sampled_from(branches))),
        "label": draw(some(LINES)),
    }


@st.composite
def branches(draw: st.DrawFn, name: str) -> dict[str, object]:
    closed = draw(st.lists(st.sampled_from(WEEKDAYS), unique=True, max_size=6))
    open_days = [day for day in WEEKDAYS if day not in closed and draw(st.booleans())]
    return {
        "id": name,
        "name": draw(LINES),
        "address": draw(some(LINES)),
        "closed_weekdays": tuple(closed),
        "opening": {day: draw(SPANS) for day in open_days},
    }


def rows(*keys: st.SearchStrategy[object]) -> st.SearchStrategy[list[tuple[object, ...]]]:
    return st.lists(st.tuples(*keys), unique=True, max_size=5)


@st.composite
def policies(draw: st.DrawFn, categories: list[str], places: list[str]) -> list[dict[str, object]]:
    keys = rows(some(st.sampled_from(categories)), some(IDS), some(st.sampled_from(places)))
    return [
        {
            **dict(zip(("category", "kind", "branch"), key, strict=True)),
            "loan_days": draw(DAYS),
            "renewals": draw(COUNTS),
            "renewal_days": draw(some(DAYS)),
            "kind_limit": draw(some(COUNTS)),
            "min_age": draw(some(st.integers(1, 120))),
            "pickup_days": draw(DAYS),
            "fine_cents": draw(CENTS),
            "fine_grace_days": draw(COUNTS),
            "fine_cap_cents": draw(some(CENTS)),
            "lost_cents": draw(some(CENTS)),
        }
        for key in draw(keys)
    ]


@st.composite
def sort_rules(draw: st.DrawFn, places: list[str]) -> list[dict[str, object]]:
    found = draw(rows(st.sampled_from(places), some(IDS), some(IDS), some(LINES)))
    general = {(place, None, None, None) for place, *_ in found}
    return [
        {
            **dict(zip(("branch", "station", "kind", "collection"), key, strict=True)),
            "bin": draw(st.sampled_from(Bin)),
            "label": draw(LINES),
        }
        for key in {*found, *general}
    ]


@st.composite
def messages(draw: st.DrawFn, places: list[str]) -> dict[str, object]:
    days = closures(places)
    return {
        "id": draw(IDS),
        **{key: value for key, value in draw(days).items() if key != "label"},
        "text": draw(st.dictionaries(st.sampled_from(["fr", "ar", "es"]), LINES, min_size=1)),
    }


@st.composite
def town_files(draw: st.DrawFn) -> TownFile:
    places = draw(st.lists(IDS, unique=True, min_size=1, max_size=4))
    categories = draw(st.lists(IDS, unique=True, min_size=1, max_size=3))
    days = st.lists(
        closures(places), max_size=3, unique_by=lambda c: (c["first"], c["last"], c["branch"])
    ).map(tuple)
    rights = st.lists(st.sampled_from(Right), unique=True, min_size=1).map(tuple)
    return TownFile.model_validate(
        {
            "town": {
                "name": draw(LINES),
                "network": draw(LINES),
                "time_zone": draw(st.sampled_from(["Europe/Paris", "Indian/Reunion", "UTC"])),
                "languages": ("fr", *draw(st.sets(st.sampled_from(["en", "es", "ar"])))),
                "owners": ("FR-999990001", *draw(st.sampled_from([(), ("DE-Tue120-1",)]))),
            },
            "branches": tuple(draw(branches(name)) for name in places),
            "calendar": {
                "public_holidays": draw(st.sampled_from([None, "FR", "FR-57"])),
                "closed": draw(days),
                "open": draw(days),
            },
            "lending": {
                "categories": tuple(
                    {
                        "id": name,
                        "name": draw(LINES),
                        "loan_limit": draw(COUNTS),
                        "hold_limit": draw(COUNTS),
                        "debt_block_cents": draw(st.integers(1, 1_000_000)),
                        "overdue_block_days": draw(some(DAYS)),
                        "lost_block_items": draw(some(st.integers(1, 100))),
                    }
                    for name in categories
                ),
                "policies": tuple(draw(policies(categories, places))),
            },
            "returns": {"sort_rules": tuple(draw(sort_rules(places)))},
            "staff": {
                "roles": tuple(
                    {"name": name, "rights": draw(rights)}
                    for name in draw(st.lists(IDS, unique=True, min_size=1, max_size=3))
                )
            },
            "messages": draw(
                st.lists(messages(places), max_size=3, unique_by=lambda m: m["id"]).map(tuple)
            ),
        }
    )


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    made = Database(str(tmp_path_factory.mktemp("town") / "town.db"))
    yield made
    made.close()


@given(before=town_files(), after=town_files())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_export_of_what_was_applied_is_the_same_bytes(
    empty: Database, before: TownFile, after: TownFile
) -> None:
    """On an empty database, and over whatever was applied before."""
    assert list(check(before)) == []
    with empty.write() as session:
        for file in (before, after):
            text = write_town_file(file)
            applied = set_up(session, text, T0)
            assert applied.refusals == ()
            session.expire_all()
            now = present(session)
            assert now is not None
            assert write_town_file(now) == text
        session.rollback()  # empty again for the next example


@given(file=town_files())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_text_reads_as_the_file_it_was_written_from(file: TownFile) -> None:
    text = write_town_file(file)
    again = read_town_file(text)
    assert differences(file, again) == []
    assert write_town_file(again) == text
