"""`GET /v1/covers/{title}`: the picture, or the drawn cover, and nothing twice."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from catalogue.covers.cache import Known
from catalogue.covers.keeping import Covers
from catalogue.db.holdings import Title
from catalogue.server.app import create_app
from support.central import LittleTown
from support.staff import InProcess

ADDRESS = "https://covers.example/1.jpg"


@pytest.fixture
def title(town: LittleTown) -> str:
    with town.services.database.write() as session:
        found = session.query(Title).order_by(Title.id).first()
        assert found is not None
        found.title, found.author, found.kind = "Rouge & <noir>", "Stendhal", "book"
        return found.id


def named_cover(town: LittleTown, title: str) -> Covers:
    with town.services.database.write() as session:
        session.get_one(Title, title).cover = ADDRESS
    return town.services.covers


def test_title_without_a_picture_has_a_drawn_cover(town: LittleTown, title: str) -> None:
    app = InProcess(create_app(town.settings, services=town.services), "192.0.2.1")
    answer = app.get(f"/v1/covers/{title}?width=200")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.headers["cache-control"] == "public, max-age=86400"
    root = ET.fromstring(answer.text)
    assert (root.get("width"), root.get("height")) == ("200", "300")
    assert "Stendhal" in [*root.itertext()]
    assert app.get(f"/v1/covers/{title}?width=200").headers["etag"] == answer.headers["etag"]
    assert app.get(f"/v1/covers/{title}?width=90").headers["etag"] != answer.headers["etag"]
    again = app.get(
        f"/v1/covers/{title}?width=200", headers={"If-None-Match": answer.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_picture_that_is_kept_is_given(town: LittleTown, title: str) -> None:
    covers = named_cover(town, title)
    app = InProcess(create_app(town.settings, services=town.services), "192.0.2.1")
    drawn = app.get(f"/v1/covers/{title}")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert drawn.headers["cache-control"] == "public, max-age=60"
    assert covers.is_wanted(ADDRESS)
    far = Known(again_ms=2**53)
    covers._cache.keep(ADDRESS, {96: b"small", 192: b"big"}, far)  # as the fetcher does
    answer = app.get(f"/v1/covers/{title}?width=96")
    assert (answer.content, answer.headers["content-type"]) == (b"small", "image/jpeg")
    assert answer.headers["etag"] != drawn.headers["etag"]
    assert app.get(f"/v1/covers/{title}?width=500").content == b"big"


def test_unknown_title_and_odd_widths_are_problems(town: LittleTown, title: str) -> None:
    app = InProcess(create_app(town.settings, services=town.services), "192.0.2.1")
    missing = app.get("/v1/covers/nothing")
    assert (missing.status_code, missing.json()["code"]) == (404, "title_unknown")
    for width in ("0", "100000", "x"):
        assert app.get(f"/v1/covers/{title}?width={width}").status_code == 422
