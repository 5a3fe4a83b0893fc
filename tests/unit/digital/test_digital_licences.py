"""Licences put in from CSV and from a feed of OPDS 2.0 with ODL."""

from __future__ import annotations

import json

import pytest

from catalogue.db.digital import EbookLicence
from catalogue.db.holdings import Title
from catalogue.db.importing import TitleLink
from catalogue.services.digital.file import FileFaults
from catalogue.services.digital.licence_import import (
    licences_of_links,
    put_licences,
    read_licences,
)
from support.central import LittleTown

CSV = """id,title,provider,tokens,concurrent,expires,loan_days
l1,t,arpege,30,5,2028-12-31,28
l2,978-2-07-041142-9,,,,,
l3,nothing,,,,,
l4,t,nobody,,,,
l5,t,,many,,,
l6,t,,,,9999-12-31,
l7,t,,,,,,one more
"""
FEED = {
    "metadata": {"title": "Licences"},
    "publications": [
        {
            "metadata": {"title": "Germinal", "identifier": "urn:isbn:9782070411429"},
            "licenses": [
                {
                    "metadata": {
                        "identifier": "urn:uuid:1",
                        "format": ["application/epub+zip", "text/html"],
                        "created": "2026-04-25T12:25:21+02:00",
                        "terms": {
                            "checkouts": 30,
                            "expires": "2028-04-25T12:25:21+02:00",
                            "concurrency": 10,
                            "length": 5097600,
                        },
                        "protection": {"format": ["application/vnd.readium.lcp.license.v1.0+json"]},
                    },
                    "links": [
                        {
                            "rel": "borrow",
                            "href": "https://odl.example/borrow{?id,checkout_id}",
                            "templated": True,
                        }
                    ],
                },
                "nothing",
            ],
        }
    ],
}


@pytest.fixture
def germinal(town: LittleTown) -> LittleTown:
    with town.services.database.write() as session:
        session.add(
            Title(
                id="g",
                title="Germinal",
                kind="ebook",
                collection="adult",
                language="fr",
                isbn="9782070411429",
            )
        )
    return town


def put(town: LittleTown, text: str):
    with town.services.database.write() as session:
        return put_licences(session, read_licences(text), None, town.clock(), "operator")


def licence(town: LittleTown, id_: str) -> EbookLicence:
    with town.services.database.read() as session:
        return session.get_one(EbookLicence, id_)


def test_rows_that_cannot_be_are_refused_with_a_sentence_and_the_others_taken(
    germinal: LittleTown,
) -> None:
    report = put(germinal, CSV)
    assert (report.read, report.created, report.updated) == (7, 2, 0)
    assert [number for number, _ in report.refused] == [3, 4, 5, 6, 7]
    assert report.refused[0][1] == "title: the catalogue has no nothing; import its notice first"
    assert report.refused[1][1] == "provider: there is no nobody"
    assert report.refused[2][1].startswith("tokens: ")
    first = licence(germinal, "l1")
    assert (first.tokens_left, first.concurrent_max, first.loan_days) == (30, 5, 28)
    assert first.expires_ms == 1_861_920_000_000  # The first moment of 2029.
    assert licence(germinal, "l2").title == "g"


def test_import_again_changes_nothing_and_keeps_the_tokens_that_were_used(
    germinal: LittleTown,
) -> None:
    put(germinal, CSV)
    with germinal.services.database.write() as session:
        session.get_one(EbookLicence, "l1").tokens_left = 28
    again = put(germinal, CSV)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    put(germinal, CSV.replace("arpege,30", "arpege,40"))
    assert licence(germinal, "l1").tokens_left == 38


def test_licences_of_a_feed_are_read_with_their_terms(germinal: LittleTown) -> None:
    report = put(germinal, json.dumps(FEED))
    assert (report.created, len(report.refused)) == (1, 1)
    row = licence(germinal, "urn:uuid:1")
    assert (row.title, row.drm, row.loan_days) == ("g", "lcp", 59)
    assert (row.tokens_total, row.concurrent_max) == (30, 10)
    assert row.expires_ms == 1_840_271_121_000
    assert row.borrow_url == "https://odl.example/borrow{?id,checkout_id}"


def test_licences_that_came_in_with_a_title_are_taken_from_its_links(germinal: LittleTown) -> None:
    (publication,) = FEED["publications"]
    with germinal.services.database.write() as session:
        for n, licences in enumerate((publication["licenses"], None)):
            session.add(
                TitleLink(
                    title="g",
                    n=n,
                    rel="borrow",
                    href="https://odl.example/",
                    type="",
                    label="",
                    properties={"licenses": licences},
                )
            )
    with germinal.services.database.write() as session:
        report = put_licences(session, licences_of_links(session), "arpege", 1, "operator")
    assert (report.created, len(report.refused)) == (1, 1)
    row = licence(germinal, "urn:uuid:1")
    assert (row.title, row.provider) == ("g", "arpege")


@pytest.mark.parametrize(
    "text",
    [
        "",
        'id,"title',
        "title\nx",
        "id,title,colour\n1,t,red",
        "{",
        '{"publications": 1}',
        'id,title\n"x',
    ],
)
def test_what_is_no_list_of_licences_is_refused_whole(text: str) -> None:
    with pytest.raises(FileFaults):
        read_licences(text)
