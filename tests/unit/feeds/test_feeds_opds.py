"""OPDS 1.2 and 2.0: publications, links and availability, exactly; pages; and bad feeds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from catalogue.feeds.errors import FeedError, TooBig
from catalogue.feeds.fetching import FetchLimits
from catalogue.feeds.opening import open_feed
from catalogue.feeds.reading import FeedOptions
from catalogue.feeds.record import Availability, FeedLink, FeedRecord
from support.feed_files import Answer, file_of, read_all, records, refusals, serving

OPDS = "http://opds-spec.org/acquisition"


def publication(n: int, *links: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    return {
        "metadata": {"@type": "http://schema.org/Book", "title": f"Titre {n}", **metadata}
        | ({"identifier": f"urn:x:{n}"} if "identifier" not in metadata else {}),
        "links": [{"rel": "self", "href": f"/v1/{n}.opds2"}, *links],
    }


def feed(*publications: Any, **parts: Any) -> bytes:
    told = {"metadata": {"title": "x"}, "links": [], "publications": [*publications], **parts}
    return json.dumps(told).encode()


BORROW = {
    "rel": ["http://opds-spec.org/acquisition/borrow", "collection"],
    "href": "loans.opds2?id=1#[",
    "type": "application/opds-publication+json",
    "properties": {
        "authenticate": {"href": "https://x/sign_in", "type": "a/b"},
        "availability": {"state": "unavailable", "until": "2026-12-01", "copies": {"total": 3}},
        "holds": {"total": "2"},
        "indirectAcquisition": [{"type": "a", "child": [{"type": "application/epub+zip"}]}],
        "price": {"currency": "EUR", "value": 4.10},
    },
}


SUBJECTS = [
    {"scheme": "http://schema.org/audience", "name": "Juvenile Fiction"},
    {"scheme": "http://schema.org/typicalAgeRange", "name": "9-12"},
    {"name": "Mer", "code": "X"},
    "Sel",
    {"code": "Y", "name": None},
]


def test_publication_of_the_second_generation_is_read(tmp_path: Path) -> None:
    told = publication(
        1,
        BORROW,
        {"rel": "preview", "href": "https://cdn.example/s.epub", "type": "application/epub+zip"},
        {"href": None, "type": None},
        {"rel": "alternate", "href": "javascript:alert(1)"},
        identifier="urn:isbn:978-2-211-04459-2",
        title={"en": "Sea", "fr": "La\u0007 mer"},
        subtitle="Roman",
        author=[{"name": "Ann"}, "Bob", {"name": None}, ""],
        translator={"name": "Cy"},
        publisher={"name": "Seuil"},
        language=["fre"],
        published="2015-09-29T00:00:00Z",
        description="<p>Un <b>conte</b> &amp; un rêve.</p><script>x()</script><p>Fin\ud800.</p>",
        subject=SUBJECTS,
    ) | {
        "images": [
            {"href": "small.jpg", "type": "image/jpeg", "width": 400},
            {"href": "big.jpg", "type": "image/jpeg", "width": 1400},
            {"href": "vast.png", "type": "image/png", "width": 9000},
            {"href": "c.svg", "type": "image/svg+xml"},
        ]
    }
    path = file_of(tmp_path, feed(told))
    (entry,) = read_all(path, FeedOptions(base="https://ebooks.example/v1/home.opds2"))
    properties = BORROW["properties"] | {"price": {"currency": "EUR", "value": "4.1"}}
    assert entry == FeedRecord(
        1,
        "urn:isbn:978-2-211-04459-2",
        "La mer",
        "Roman",
        "Ann",
        ("Bob", "Cy"),
        "Seuil",
        2015,
        "ebook",
        "fr",
        ("Mer", "Sel", "Y"),
        "Un conte & un rêve. Fin.",
        ("9782211044592",),
        audience="youth",
        min_age=9,
        cover="https://ebooks.example/v1/big.jpg",
        links=(
            FeedLink("self", "https://ebooks.example/v1/1.opds2"),
            FeedLink(
                "borrow",
                "https://ebooks.example/v1/loans.opds2?id=1#[",
                "application/opds-publication+json",
                properties=properties,
            ),
            FeedLink("preview", "https://cdn.example/s.epub", "application/epub+zip"),
        ),
        availability=Availability("unavailable", until="2026-12-01", copies_total=3, holds_total=2),
    )


@pytest.mark.parametrize(
    ("told", "short"),
    [
        (OPDS, "acquisition"),
        (f"{OPDS}/borrow", "borrow"),
        (f"{OPDS}/buy", "buy"),
        (f"{OPDS}/open-access", "download"),
        (f"{OPDS}/sample", "preview"),
        (f"{OPDS}/subscribe", "subscribe"),
        ("borrow", "borrow"),
        (["related", "download"], "download"),
        # Some servers leave the relation out of what is plainly the book.
        ("alternate", "acquisition"),
        ("", "acquisition"),
        ("related", "related"),
    ],
)
def test_old_and_new_relations_are_one(told: Any, short: str, tmp_path: Path) -> None:
    link = {"rel": told, "href": "https://x/b.epub", "type": "application/epub+zip; profile=x"}
    (entry,) = records(read_all(file_of(tmp_path, feed(publication(1, link)))))
    assert entry.links[-1].rel == short


def test_groups_give_their_publications_once(tmp_path: Path) -> None:
    groups = [
        {"metadata": {"title": "Nouveau"}, "publications": [publication(1), publication(2)]},
        {"metadata": {"title": "Lu"}, "publications": [publication(2), publication(3)]},
        {"metadata": {"title": "Menu"}, "navigation": [{"href": "/new", "title": "x"}]},
    ]
    entries = read_all(file_of(tmp_path, feed(publication(1), groups=groups)))
    assert [(e.number, e.title) for e in records(entries)] == [
        (1, "Titre 1"),
        (2, "Titre 2"),
        (3, "Titre 3"),
    ]


def test_licences_bought_stand_in_the_properties_of_the_link(tmp_path: Path) -> None:
    """ODL 1.0: beside an acquisition link, or alone with their own."""
    licence = {
        "metadata": {"identifier": "urn:l:1", "terms": {"checkouts": 30, "concurrency": 2}},
        "links": [
            {"rel": "self", "href": "https://x/info", "type": "application/vnd.odl.info+json"},
            {"rel": "borrow", "href": "https://x/b{?id}", "templated": True, "type": "a/lsd"},
        ],
    }
    both = publication(1, {"rel": "borrow", "href": "https://x/1"}) | {"licenses": [licence]}
    alone = publication(2) | {"licenses": [licence, licence]}
    first, second = records(read_all(file_of(tmp_path, feed(both, alone))))
    assert first.links[1].properties == {"licenses": [licence]}
    assert [(link.rel, link.href) for link in second.links[1:]] == [
        ("borrow", "https://x/b{?id}")
    ] * 2
    assert second.links[1].properties == {"templated": True, "licenses": [licence]}


@pytest.mark.parametrize(
    ("kind", "read"),
    [("Book", "ebook"), ("Audiobook", "audiobook"), ("Periodical", "magazine"), ("Odd", "ebook")],
)
def test_kind_is_told_by_the_type(kind: str, read: str, tmp_path: Path) -> None:
    told = publication(1, **{"@type": f"http://schema.org/{kind}"})
    assert records(read_all(file_of(tmp_path, feed(told))))[0].kind == read


def test_bad_publications_are_refused_by_their_place(tmp_path: Path) -> None:
    odd: list[Any] = [publication(1), None, "x", publication(2, title=None), {"metadata": []}]
    entries = read_all(file_of(tmp_path, feed(*odd)))
    assert [(e.number, e.source_id) for e in records(entries)] == [(1, "urn:x:1")]
    assert [(e.number, e.source_id) for e in refusals(entries)] == [
        (2, ""),
        (3, ""),
        (4, "urn:x:2"),
        (5, ""),
    ]


def test_single_publication_is_a_feed_of_one(tmp_path: Path) -> None:
    (entry,) = records(read_all(file_of(tmp_path, json.dumps(publication(7)).encode())))
    assert entry.source_id == "urn:x:7"


@pytest.mark.parametrize(
    "data", [b"{}", b"{", b"[" * 100_000, b'{"a":' * 100_000, b'{"metadata": {}}', b'{"id": 1}']
)
def test_json_that_is_no_feed_says_so(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(FeedError):
        read_all(file_of(tmp_path, data), FeedOptions(format="opds2"))


ATOM = """\ufeff <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"
 xmlns:dc="http://purl.org/dc/terms/" xmlns:opds="http://opds-spec.org/2010/catalog"
 xmlns:schema="http://schema.org/"><id>f</id><title>F</title>
<link rel="self" href="https://ebooks.example/cat/main.xml"/>{links}{entries}</feed>"""
ENTRY = """<entry {attributes}><title>Caméléon {n}</title><id>urn:uuid:{n}</id>
<author><name>Richard Hains</name></author><author><name/></author>
<author><name>Ann</name></author><updated>2026-01-01</updated>
<dc:identifier>urn:isbn:9782211044592</dc:identifier><dc:publisher>Beaufort</dc:publisher>
<dc:language>fr</dc:language><dc:issued>2006-01-01</dc:issued>
<category scheme="http://schema.org/audience" term="Adult"/><category label="Roman" term="F"/>
<content type="html">&lt;p&gt;Un &amp;amp; deux&lt;/p&gt;</content><summary>Court</summary>
<link rel="http://opds-spec.org/image" href="../c.jpg" type="image/jpeg"/>
<link rel="http://opds-spec.org/image/thumbnail" href="../t.jpg" type="image/jpeg"/>
{links}</entry>"""
LOAN = """<link rel="http://opds-spec.org/acquisition/borrow" href="b/{n}" type="text/html">
<opds:price currencycode="EUR">18.99</opds:price><opds:price currencycode="USD">11</opds:price>
<opds:indirectAcquisition type="a"><opds:indirectAcquisition type="application/epub+zip"/>
</opds:indirectAcquisition><opds:availability status="reserved" since="2026-01-01"/>
<opds:availability/><opds:holds total="4" position="2"/><opds:copies total="2" available="0"/>
</link>"""
NAVIGATION = """<entry><title>Menu</title><id>nav</id><link rel="subsection" href="{to}"
 type="application/atom+xml; kind=navigation ;profile=opds-catalog"/></entry>"""


def entry(n: int, links: str = LOAN, attributes: str = "") -> str:
    return ENTRY.format(n=n, links=links.format(n=n), attributes=attributes)


def atom(*entries: str, links: str = "") -> bytes:
    return ATOM.format(links=links, entries="".join(entries)).encode()


def test_entry_of_the_first_generation_is_read(tmp_path: Path) -> None:
    found = read_all(file_of(tmp_path, atom(entry(1), NAVIGATION.format(to="n.xml"))))
    told = {
        "price": {"currency": "EUR", "value": "18.99"},
        "prices": [{"currency": "EUR", "value": "18.99"}, {"currency": "USD", "value": "11"}],
        "indirectAcquisition": [{"type": "a", "child": [{"type": "application/epub+zip"}]}],
        "availability": {"state": "reserved", "since": "2026-01-01"},
        "holds": {"total": 4, "position": 2},
        "copies": {"total": 2, "available": 0},
    }
    assert found == [
        FeedRecord(
            1, "urn:uuid:1", "Caméléon 1", "", "Richard Hains", ("Ann",), "Beaufort", 2006,
            "ebook", "fr", ("Roman",), "Un & deux", ("9782211044592",), audience="adult",
            cover="https://ebooks.example/c.jpg",
            links=(
                FeedLink("borrow", "https://ebooks.example/cat/b/1", "text/html", "", told),
            ),
            availability=Availability("reserved", "2026-01-01", None, 2, 0, 4),
        )
    ]  # fmt: skip


def test_entries_are_judged_by_their_links_not_by_the_feed(tmp_path: Path) -> None:
    """A paper book without anything to get is a title; a menu is none."""
    related = '<link rel="related" href="x.xml" type="application/atom+xml;profile=opds-catalog"/>'
    complete = '<link rel="alternate" href="x" type="application/atom+xml;type=entry"/>'
    found = read_all(
        file_of(tmp_path, atom(NAVIGATION.format(to="a"), entry(1, related), entry(2, complete)))
    )
    assert [e.source_id for e in records(found)] == ["urn:uuid:1", "urn:uuid:2"]


def test_audiobooks_magazines_and_what_cannot_be_had_yet_are_told(tmp_path: Path) -> None:
    late = (
        '<link rel="http://opds-spec.org/acquisition/borrow" href="b" type="text/html">'
        '<opds:unavailable date="2026-12-01"/></link>'
    )
    found = records(
        read_all(
            file_of(
                tmp_path,
                atom(
                    entry(1, LOAN, 'schema:additionalType="http://schema.org/Audiobook"'),
                    entry(2, LOAN.replace("application/epub+zip", "application/audiobook+json")),
                    entry(3, late),
                ),
            )
        )
    )
    assert [e.kind for e in found] == ["audiobook", "audiobook", "ebook"]
    assert found[2].availability == Availability("unavailable", until="2026-12-01")


def test_entities_of_a_feed_are_not_expanded(tmp_path: Path) -> None:
    bomb = b"<?xml version='1.0'?><!DOCTYPE f [<!ENTITY a 'aaaa'>]>" + atom(entry(1))[30:]
    with pytest.raises(FeedError, match="document type"):
        read_all(file_of(tmp_path, bomb), FeedOptions(format="opds1"))


def test_feed_that_is_too_deep_is_refused(tmp_path: Path) -> None:
    deep = b"<feed>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</feed>"
    with pytest.raises(FeedError, match="not well-formed"):
        read_all(file_of(tmp_path, deep))


def pages(path: str) -> Answer:
    """Two pages of the second generation; a menu leads to a third and to one of the first."""
    name = path.partition("?")[0]
    if name == "/home":
        links = [{"rel": "next", "href": "home2?k=#["}, {"rel": "search", "href": "{?query}"}]
        menu = [
            {"href": "/shelf", "type": "application/opds+json"},
            {"href": "/old", "type": "application/opds+json"},
            {"href": "http://other.example/", "type": "application/opds+json"},
            {"href": "/missing", "type": "application/opds+json"},
            {"href": "/home", "type": "application/opds+json"},
        ]
        told = {"title": "x", "numberOfItems": 9}
        return Answer(feed(publication(1), metadata=told, links=links, navigation=menu))
    if name == "/home2":
        # Loops back: the last page names the first as its next.
        return Answer(
            feed(publication(2), publication(3), links=[{"rel": "next", "href": "/home"}])
        )
    if name == "/shelf":
        return Answer(feed(publication(4)))
    if name == "/old":
        return Answer(atom(entry(5)))
    return Answer(status=404)


def test_pages_are_followed_once_and_navigation_only_if_asked() -> None:
    with serving(pages) as twin:
        reader = open_feed(twin.address + "/home")
        found = [e for _, e in reader.entries()]
        assert [e.source_id for e in found] == ["urn:x:1", "urn:x:2", "urn:x:3"]
        assert (reader.format, reader.done, reader.total) == ("opds2", 3, 9)
        found = read_all(twin.address + "/home", FeedOptions(follow=True))
    assert {e.source_id for e in records(found)} == {
        "urn:x:1",
        "urn:x:2",
        "urn:x:3",
        "urn:x:4",
        "urn:uuid:5",
    }
    assert len(refusals(found)) == 2
    assert all("a page it leads to was left out" in e.reason for e in refusals(found))


@pytest.mark.parametrize("follow", [False, True])
def test_reading_goes_on_behind_a_position(follow: bool) -> None:
    options = FeedOptions(follow=follow)
    with serving(pages) as twin:
        all_of_it = [*open_feed(twin.address + "/home", options).entries()]
        for place, (position, _) in enumerate(all_of_it):
            rest = [*open_feed(twin.address + "/home", options).entries(position)]
            left = [e for _, e in all_of_it[place + 1 :]]
            assert [e for _, e in rest if isinstance(e, FeedRecord)] == records(left)


def test_pages_are_counted() -> None:
    def answer(path: str) -> Answer:
        n = int(path.strip("/"))
        return Answer(feed(publication(n), links=[{"rel": "next", "href": f"/{n + 1}"}]))

    with serving(answer) as twin, pytest.raises(TooBig, match="more than 5 pages"):
        read_all(twin.address + "/1", FeedOptions(limits=FetchLimits(max_pages=5)))
