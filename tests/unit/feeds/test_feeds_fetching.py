"""What is fetched, from where, how much of it, and how patiently."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from catalogue.feeds.errors import FetchFailed, TooBig, Unsafe
from catalogue.feeds.fetching import Fetcher, FetchLimits
from support.feed_files import Answer, FeedServer, serving

SMALL = FetchLimits(max_bytes=100_000, deadline_s=0.5)


def fetcher(
    twin: FeedServer, limits: FetchLimits = SMALL, slept: list[float] | None = None
) -> Fetcher:
    return Fetcher(twin.address, limits, sleep=(slept if slept is not None else []).append)


def test_answer_comes_with_what_asks_again_for_it() -> None:
    def answer(_: str) -> Answer:
        return Answer(
            b"text", headers={"ETag": '"1"', "Last-Modified": "Mon", "Content-Type": "a/b"}
        )

    with serving(answer) as twin:
        got = fetcher(twin).get(twin.address + "/x?y=1", accept="text/xml")
    assert (got.data, got.etag, got.modified, got.type) == (b"text", '"1"', "Mon", "a/b")
    assert twin.asked == ["/x?y=1"]
    assert twin.headers[0]["User-Agent"].startswith("Beaupre/")
    assert twin.headers[0]["Accept"] == "text/xml"


def test_what_has_not_changed_is_not_sent_again() -> None:
    with serving(lambda _: Answer(status=304)) as twin:
        got = fetcher(twin).get(twin.address, etag='"1"', modified="Mon")
    assert (got.unchanged, got.data) == (True, b"")
    assert twin.headers[0]["If-None-Match"] == '"1"'
    assert twin.headers[0]["If-Modified-Since"] == "Mon"


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "file:///etc/passwd", "/x", "http://", "http://u:p@example.org/"]
)
def test_only_plain_http_addresses_are_fetched(url: str) -> None:
    with pytest.raises(Unsafe):
        Fetcher(url, SMALL)


def test_other_hosts_are_asked_only_if_they_are_named() -> None:
    with serving(lambda _: Answer(b"there")) as other, serving(lambda _: Answer(b"here")) as twin:
        with pytest.raises(Unsafe, match="another host"):
            fetcher(twin).get(other.address)
        named = FetchLimits(hosts=(f"127.0.0.1:{other.port}",), private=True)
        assert fetcher(twin, named).get(other.address).data == b"there"


@pytest.mark.parametrize("to", ["http://other.example/", "file:///etc/passwd", "//127.0.0.1:1/x"])
def test_redirects_are_checked_again(to: str) -> None:
    with (
        serving(lambda _: Answer(status=302, headers={"Location": to})) as twin,
        pytest.raises(Unsafe),
    ):
        fetcher(twin).get(twin.address)


def test_redirects_are_followed_but_not_for_ever() -> None:
    def answer(path: str) -> Answer:
        step = int(path.strip("/") or 0)
        return (
            Answer(b"end")
            if step == 3
            else Answer(status=301, headers={"Location": f"/{step + 1}"})
        )

    with serving(answer) as twin:
        assert fetcher(twin).get(twin.address + "/0").url.endswith("/3")
        with pytest.raises(FetchFailed, match="without end"):
            fetcher(twin).get(twin.address + "/9")


def resolving(*answers: set[str]) -> Callable[[str, int], set[str]]:
    left = [*answers]
    return lambda *_: left.pop(0) if len(left) > 1 else left[0]


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"]
)
def test_public_name_that_leads_into_the_towns_network_is_not_followed(address: str) -> None:
    moved = Fetcher("http://opds.example/", SMALL, resolve=resolving({"1.1.1.1"}, {address}))
    with pytest.raises(Unsafe, match="own network"):
        moved.get("http://opds.example/2")


def test_peer_counts_not_what_the_name_said_before() -> None:
    """Guard: `_refuse_peer`; a name server may answer the check and the connection differently."""
    with serving(lambda _: Answer(b"secret")) as twin:
        rebound = Fetcher(f"http://localhost:{twin.port}/", SMALL, resolve=resolving({"1.1.1.1"}))
        with pytest.raises(Unsafe, match="own network"):
            rebound.get(f"http://localhost:{twin.port}/")


def test_https_is_not_left() -> None:
    limits = FetchLimits(hosts=("opds.example",))
    secure = Fetcher("https://opds.example/", limits, resolve=resolving({"1.1.1.1"}))
    with pytest.raises(Unsafe, match="leaves https"):
        secure.get("http://opds.example/")


def test_answer_without_end_is_left() -> None:
    with serving(lambda _: Answer(b"x" * 100_001)) as twin, pytest.raises(TooBig):
        fetcher(twin).get(twin.address)


def test_compressed_answer_counts_as_what_it_becomes() -> None:
    bomb = gzip.compress(bytes(3_000_000))
    with (
        serving(lambda _: Answer(bomb, headers={"Content-Encoding": "gzip"})) as twin,
        pytest.raises(TooBig),
    ):
        fetcher(twin).get(twin.address)


def test_busy_server_is_asked_again_when_it_says() -> None:
    answers = [
        Answer(status=503, headers={"Retry-After": "7"}),
        Answer(status=429, headers={"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}),
        Answer(status=503),
        Answer(b"at last"),
    ]
    slept: list[float] = []
    with serving(lambda _: answers.pop(0)) as twin:
        assert fetcher(twin, slept=slept).get(twin.address).data == b"at last"
    assert slept == [7.0, 0.0, 20.0]


def test_server_that_is_busy_for_long_is_left_until_later() -> None:
    with (
        serving(lambda _: Answer(status=503, headers={"Retry-After": "86400"})) as twin,
        pytest.raises(FetchFailed, match="for 86400 s: try later") as failed,
    ):
        fetcher(twin).get(twin.address)
    assert (failed.value.status, len(twin.asked)) == (503, 1)


def test_server_that_does_not_answer_is_tried_a_few_times() -> None:
    with serving(lambda _: Answer(b"x")) as twin:
        address = twin.address
    slept: list[float] = []
    with pytest.raises(FetchFailed, match="does not answer"):
        Fetcher(address, SMALL, sleep=slept.append).get(address)
    assert slept == [1.0, 2.0, 4.0]


def test_refusal_is_told_without_the_secrets_of_the_address() -> None:
    with (
        serving(lambda _: Answer(status=403)) as twin,
        pytest.raises(FetchFailed, match="answers 403") as failed,
    ):
        fetcher(twin).get(twin.address + "/x?token=abc")
    assert "abc" not in str(failed.value)
