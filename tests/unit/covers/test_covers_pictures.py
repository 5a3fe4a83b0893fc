"""Pictures from outside become small JPEG files of our own, or are refused; and are kept."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from catalogue.covers.cache import CoverCache, Known
from catalogue.covers.fetching import AWAY_MS, KEPT_MS, LIMITS, REFUSED_MS, CoverFetcher
from catalogue.covers.keeping import Covers
from catalogue.covers.picture import BadPicture, scaled
from catalogue.feeds.fetching import FetchLimits
from support.feed_files import Answer, serving

HERE = FetchLimits(private=True, max_bytes=LIMITS.max_bytes, deadline_s=5.0)


def picture(width: int = 400, height: int = 600, kind: str = "JPEG", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    drawn = Image.new(mode, (width, height), (200, 30, 30, 128)[: len(mode)])
    drawn.save(out, kind, comment=b"where it was taken") if kind == "JPEG" else drawn.save(
        out, kind
    )
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    found = Image.open(io.BytesIO(data))
    found.load()
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_picture_becomes_small_files_of_our_own(kind: str) -> None:
    made = scaled(picture(kind=kind))
    assert [*made] == [96, 192, 384]
    for width, data in made.items():
        found = opened(data)
        assert (found.format, found.mode, found.size) == ("JPEG", "RGB", (width, width * 3 // 2))
        assert "comment" not in found.info


def test_clear_pictures_stand_on_white_and_small_ones_are_not_blown_up() -> None:
    made = scaled(picture(150, 200, "PNG", "RGBA"))
    assert [*made] == [96]
    red, green, blue = opened(made[96]).getpixel((10, 10))
    assert (red > 215, green > 120, blue > 120) == (True, True, True)


def png_of(width: int, height: int) -> bytes:
    """A file that says it has so many pixels, and has none."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b""))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture that can be read"),
        (picture()[:300], "no picture that can be read"),
        (picture(kind="BMP"), "no picture that can be read"),
        (png_of(60_000, 60_000), "too many pixels"),
        (png_of(7000, 7000), "too many pixels"),
        (png_of(300, 400), "no picture that can be read"),
        (picture(1, 1, "GIF"), "too small"),
        (picture(2000, 30), "not the form"),
    ],
)
def test_what_is_no_cover_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(BadPicture, match=why):
        scaled(data)


class Clock:
    now_ms = 1_000_000

    def __call__(self) -> int:
        return self.now_ms


def fetcher(
    tmp_path: Path, limits: FetchLimits = HERE, slept: list[float] | None = None
) -> tuple[CoverFetcher, CoverCache, Clock]:
    cache, clock = CoverCache(tmp_path), Clock()
    sleep = (slept if slept is not None else []).append
    return CoverFetcher(cache, clock, limits, sleep=sleep, monotonic=lambda: 5.0), cache, clock


def test_cover_is_fetched_once_and_asked_for_again_after_half_a_year(tmp_path: Path) -> None:
    def answer(_: str) -> Answer:
        if len(twin.asked) > 1:
            return Answer(status=304)
        return Answer(picture(), headers={"Content-Type": "image/jpeg; q=1", "ETag": '"1"'})

    with serving(answer) as twin:
        made, cache, clock = fetcher(tmp_path)
        address = twin.address + "/c.jpg"
        known = made.fetch(address)
        assert (known.widths, known.reason) == ((96, 192, 384), "")
        assert made.fetch(address) == known == cache.known(address)
        assert len(twin.asked) == 1
        clock.now_ms += KEPT_MS + 1
        assert made.fetch(address).picture == known.picture
        assert twin.headers[1]["If-None-Match"] == '"1"'
        assert not made.is_due(cache.known(address))


def test_smallest_that_is_wide_enough_is_given(tmp_path: Path) -> None:
    cache = CoverCache(tmp_path)
    known = cache.keep("https://x/1", scaled(picture()), Known())
    assert cache.keep("https://x/2", scaled(picture()), Known()).picture == known.picture
    widths = []
    for asked in (16, 96, 97, 300, 1200):
        name, data = cache.picture(known, asked) or ("", b"")
        assert name.startswith(known.picture)
        widths.append(opened(data).width)
    assert widths == [96, 96, 192, 384, 384]
    assert len([*tmp_path.rglob("*.jpg")]) == 3
    for file in tmp_path.rglob("*.jpg"):
        file.unlink()
    assert cache.picture(known, 96) is None


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(b"<html>", headers={"Content-Type": "text/html"}), "text/html, no picture"),
        (Answer(b"x", headers={"Content-Type": "image/svg+xml"}), "image/svg+xml, no picture"),
        (Answer(b"x", headers={"Content-Type": "image/png"}), "no picture that can be read"),
        (Answer(status=404), "answers 404"),
        (Answer(bytes(6 << 20), headers={"Content-Type": "image/png"}), "more than 5 MiB"),
        (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "no http"),
    ],
)
def test_what_cannot_be_had_is_remembered_for_a_week(
    answer: Answer, why: str, tmp_path: Path
) -> None:
    with serving(lambda _: answer) as twin:
        made, cache, clock = fetcher(tmp_path)
        known = made.fetch(twin.address + "/c.jpg")
        assert why in known.reason
        made.fetch(twin.address + "/c.jpg")
        assert len(twin.asked) == 1
        clock.now_ms += REFUSED_MS + 1
        assert made.is_due(cache.known(twin.address + "/c.jpg"))


@pytest.mark.parametrize("answer", [Answer(status=500), Answer(status=503)])
def test_server_that_is_away_is_asked_again_in_an_hour(answer: Answer, tmp_path: Path) -> None:
    with serving(lambda _: answer) as twin:
        made, cache, clock = fetcher(tmp_path)
        assert made.fetch(twin.address).reason
        clock.now_ms += AWAY_MS - 1
        assert not made.is_due(cache.known(twin.address))
        clock.now_ms += 1
        assert made.is_due(cache.known(twin.address))


def test_feeds_lead_nobody_into_the_towns_network(tmp_path: Path) -> None:
    """Guard: `named=False`, and the check of the peer behind it."""
    with serving(lambda _: Answer(picture(), headers={"Content-Type": "image/jpeg"})) as twin:
        made, _, _ = fetcher(tmp_path, LIMITS)
        for address in (twin.address, f"http://localhost:{twin.port}/x", "http://127.0.0.1/x"):
            assert made.fetch(address).reason
        assert twin.asked == []


def test_one_host_is_asked_once_a_second(tmp_path: Path) -> None:
    slept: list[float] = []
    with serving(lambda _: Answer(status=404)) as twin:
        made, _, _ = fetcher(tmp_path, HERE, slept)
        for place in range(3):
            made.fetch(f"{twin.address}/{place}.jpg")
    assert slept == [1.0, 2.0]


def test_who_asks_does_not_wait_and_has_it_next_time(tmp_path: Path) -> None:
    with serving(lambda _: Answer(picture(), headers={"Content-Type": "image/jpeg"})) as twin:
        made, cache, _ = fetcher(tmp_path)
        covers = Covers(cache, made)
        address = twin.address + "/c.jpg"
        assert (covers.picture(address, 96), covers.is_wanted(address)) == (None, True)
        assert covers.picture(address, 96) is None
        assert (covers.step(0.0), covers.step(0.0)) == (True, False)
        assert covers.picture(address, 96) is not None
        assert (covers.is_wanted(address), len(twin.asked)) == (False, 1)


def test_nothing_is_fetched_where_all_covers_are_drawn(tmp_path: Path) -> None:
    covers = Covers(CoverCache(tmp_path), None)
    assert covers.picture("https://x/1", 96) is None
    assert not covers.is_wanted("https://x/1")
