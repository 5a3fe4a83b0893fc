"""OAI-PMH: pages, tokens, deletions, the formats of metadata, and the habits of real servers."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from catalogue.feeds.errors import FeedError, TooBig
from catalogue.feeds.fetching import Fetcher, FetchLimits
from catalogue.feeds.oai.harvest import OaiHarvest
from catalogue.feeds.opening import open_feed
from catalogue.feeds.reading import FeedOptions
from catalogue.feeds.record import FeedCopy, FeedRecord
from support.feed_files import Answer, FeedServer, file_of, read_all, records, refusals, serving

DC = """<oai_dc:dc xmlns:oai_dc="urn:o" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier>./index.php?lvl=notice_display&amp;id={n}</dc:identifier>
<dc:identifier>urn:ISBN:2-211-04459-X</dc:identifier><dc:language>fre</dc:language>
<dc:title>Bac en poche : roman {n}</dc:title><dc:publisher>Seuil (Paris)</dc:publisher>
<dc:date>1997-01-01</dc:date><dc:description>166 p.</dc:description>
<dc:description>Une journée magnifique, une journée pour le catalogue.</dc:description>
<dc:creator>Souton, Dominique</dc:creator><dc:relation>Médium</dc:relation>
<dc:relation>Vignette : https://example.org/{n}.jpg</dc:relation>
<dc:type xml:lang="eng">text</dc:type><dc:type xml:lang="fre">texte imprimé</dc:type></oai_dc:dc>"""
PMB = """<notice xmlns="http://www.pmbservices.fr"><rs>n</rs><dt>a</dt><bl>m</bl><hl>0</hl><el>1</el>
<ru>i</ru><f c="001">{n}</f><f c="101" ind="0 "><s c="a">fre</s></f>
<f c="200" ind="1 "><s c="a">[La ]mythologie {n}</s><s c="e">roman</s></f>
<f c="700" ind=" 1"><s c="a">Souton</s><s c="b">Dominique</s></f>
<f c="995" ind="  "><s c="f">33{n}</s><s c="k">R SOU</s></f></notice>"""
MARCXML = """<record xmlns="http://www.loc.gov/MARC21/slim">
<leader>00000nam a2200000 a 4500</leader><datafield tag="245" ind1="1" ind2="0">
<subfield code="a">Salt {n} /</subfield></datafield></record>"""


def record(n: int, metadata: str = DC, status: str = "") -> str:
    told = f' status="{status}"' if status else ""
    body = "" if status else f"<metadata>{metadata.format(n=n)}</metadata>"
    return (
        f"<record><header{told}><identifier>oai:x:{n}</identifier><datestamp>2026-01-01</datestamp>"
        f"<setSpec>s</setSpec></header>{body}</record>"
    )


def page(*parts: str, token: str | None = None, size: str = "0", before: str = "") -> bytes:
    """As PMB writes it: blanks, an instruction, lists of 0, a cursor that counts its own way."""
    told = (
        "" if token is None else f'<resumptionToken completeListSize="{size}" cursor="28">{token}'
    )
    return (
        f'{before}<?xml version="1.0" encoding="UTF-8" ?>\n   <?xml-stylesheet type="text/xsl"'
        ' href="oai2.xsl" ?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        "<responseDate>2026-11-22T01:07:42Z</responseDate><request>http://x/</request>"
        f" <ListRecords>{''.join(parts)}{told}{'</resumptionToken>' if told else ''}</ListRecords>"
        "</OAI-PMH>"
    ).encode()


def error(code: str, text: str) -> bytes:
    return (
        '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>'
        f'2026-11-22T01:07:42Z</responseDate><request>http://x/</request><error code="{code}">'
        f"{text}</error></OAI-PMH>"
    ).encode()


FORMATS = (
    b"<OAI-PMH><ListMetadataFormats><metadataFormat><metadataPrefix>oai_dc</metadataPrefix>"
    b"</metadataFormat><metadataFormat><metadataPrefix>pmb_xml_unimarc</metadataPrefix>"
    b"</metadataFormat></ListMetadataFormats></OAI-PMH>"
)


def asked_of(path: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}


def harvest(twin: FeedServer, options: FeedOptions | None = None) -> OaiHarvest:
    address = twin.address + "/ws/connector_out.php?source_id=1"
    fetcher = Fetcher(address, FetchLimits(), sleep=lambda _: None)
    return OaiHarvest(address, fetcher, options or FeedOptions())


def pmb(path: str) -> Answer:
    """Two pages of a PMB server, whose address has a query of its own."""
    asked = asked_of(path)
    if asked.get("source_id") != "1":
        return Answer(status=404)
    if asked.get("verb") is None:
        return Answer(error("badVerb", "Le verbe est absent"))
    if asked["verb"] == "ListMetadataFormats":
        return Answer(FORMATS)
    if asked.get("resumptionToken") == "deux":
        last = [record(3, PMB), record(4, status="deleted")]
        return Answer(page(*last, before="\ufeff \n "))
    return Answer(page(record(1, PMB), record(2, PMB), token="deux"))


def test_harvest_of_pmb_finds_all_pages_and_what_was_deleted() -> None:
    with serving(pmb) as twin:
        reader = open_feed(twin.address + "/ws/connector_out.php?source_id=1")
        entries = [entry for _, entry in reader.entries()]
    assert (reader.format, reader.done, reader.total) == ("oai", 4, None)
    assert [entry.source_id for entry in entries] == ["oai:x:1", "oai:x:2", "oai:x:3", "oai:x:4"]
    assert entries[0] == FeedRecord(
        1, "oai:x:1", "La mythologie 1", "roman", "Dominique Souton", language="fr",
        call_number="R SOU", copies=(FeedCopy("331", call_number="R SOU"),),
    )  # fmt: skip
    assert entries[3] == FeedRecord(4, "oai:x:4", deleted=True)
    asked = [asked_of(path) for path in twin.asked]
    assert asked[2] == {
        "source_id": "1",
        "verb": "ListRecords",
        "metadataPrefix": "pmb_xml_unimarc",
    }
    assert asked[3] == {"source_id": "1", "verb": "ListRecords", "resumptionToken": "deux"}


def test_interrupted_harvest_goes_on_with_the_page_it_was_at() -> None:
    with serving(pmb) as twin:
        positions = [position for position, _ in harvest(twin).entries()]
        twin.asked.clear()
        rest = [entry for _, entry in harvest(twin).entries(positions[2])]
        assert [(entry.number, entry.source_id) for entry in rest] == [(4, "oai:x:4")]
        assert [asked_of(path)["resumptionToken"] for path in twin.asked] == ["deux"]
        rest = [entry for _, entry in harvest(twin).entries(positions[0])]
    assert [entry.number for entry in rest] == [2, 3, 4]


def test_token_that_the_server_forgot_begins_the_list_anew() -> None:
    forgotten = [True]

    def answer(path: str) -> Answer:
        if "resumptionToken" in path and forgotten and forgotten.pop():
            return Answer(error("badResumptionToken", "Le jeton a expiré"))
        return pmb(path)

    with serving(answer) as twin:
        found = [entry.source_id for _, entry in harvest(twin).entries()]
    assert found == [f"oai:x:{n}" for n in (1, 2, 1, 2, 3, 4)]


def test_token_that_is_never_known_ends_the_harvest() -> None:
    def answer(path: str) -> Answer:
        if "resumptionToken" in path:
            return Answer(error("badResumptionToken", "Le jeton a expiré"))
        return pmb(path)

    with serving(answer) as twin, pytest.raises(FeedError, match="badResumptionToken: Le jeton"):
        list(harvest(twin).entries())


def test_server_that_gives_one_page_for_ever_is_left() -> None:
    def answer(path: str) -> Answer:
        return Answer(FORMATS if "Formats" in path else page(record(1), token="same"))

    with serving(answer) as twin, pytest.raises(FeedError, match="again and again"):
        list(harvest(twin).entries())


def test_pages_are_counted() -> None:
    turn = iter(range(100))

    def answer(_: str) -> Answer:
        n = next(turn)
        return Answer(page(record(n), token=str(n)))

    options = FeedOptions(prefix="oai_dc", limits=FetchLimits(max_pages=3))
    with serving(answer) as twin, pytest.raises(TooBig, match="more than 3 pages"):
        list(harvest(twin, options).entries())


def test_nothing_that_matches_is_an_empty_harvest() -> None:
    with serving(lambda _: Answer(error("noRecordsMatch", "Aucun enregistrement"))) as twin:
        assert list(harvest(twin, FeedOptions(prefix="oai_dc")).entries()) == []


def test_since_set_and_prefix_are_asked_for_and_the_next_since_is_the_servers_time() -> None:
    def answer(path: str) -> Answer:
        # A server that knows days alone.
        told = asked_of(path)
        if "T" in told.get("from", ""):
            return Answer(error("badArgument", "granularité"))
        return Answer(page(record(1), size="12", token=""))

    options = FeedOptions(since="2026-11-01T00:00:00Z", set="livres", prefix="oai_dc")
    with serving(answer) as twin:
        reader = harvest(twin, options)
        assert len(list(reader.entries())) == 1
    asked = asked_of(twin.asked[-1])
    assert (asked["from"], asked["set"], asked["metadataPrefix"]) == (
        "2026-11-01",
        "livres",
        "oai_dc",
    )
    assert (reader.next_since, reader.total) == ("2026-11-22T01:07:42Z", 12)


def test_dublin_core_is_read(tmp_path: Path) -> None:
    (entry,) = read_all(file_of(tmp_path, page(record(1))))
    assert entry == FeedRecord(
        1, "oai:x:1", "Bac en poche", "roman 1", "Dominique Souton", publisher="Seuil", year=1997,
        language="fr", isbns=("9782211044592",), cover="https://example.org/1.jpg",
        description="Une journée magnifique, une journée pour le catalogue.",
    )  # fmt: skip


def test_marcxml_keeps_the_identifier_of_the_server(tmp_path: Path) -> None:
    (entry,) = records(read_all(file_of(tmp_path, page(record(1, MARCXML)))))
    assert (entry.source_id, entry.title) == ("oai:x:1", "Salt 1")


def test_metadata_that_is_not_read_is_refused_by_its_identifier(tmp_path: Path) -> None:
    (entry,) = refusals(read_all(file_of(tmp_path, page(record(1, "<mods xmlns='urn:m'/>")))))
    assert (entry.source_id, entry.reason) == (
        "oai:x:1",
        "its metadata (mods) is in no format that is read",
    )


def test_one_bad_character_costs_one_record(tmp_path: Path) -> None:
    broken = record(2).replace("Médium", "Médi & um")
    data = page(record(1).replace("Médium", "Mé\x02dium"), broken, record(3), token="t")
    entries = read_all(file_of(tmp_path, data))
    assert [(e.number, e.source_id) for e in records(entries)] == [(1, "oai:x:1"), (3, "oai:x:3")]
    assert [(e.number, e.source_id) for e in refusals(entries)] == [(2, "oai:x:2")]


def test_page_that_is_not_well_formed_still_leads_to_the_next() -> None:
    def answer(path: str) -> Answer:
        if "resumptionToken=t" in path:
            return Answer(page(record(2)))
        return Answer(page(record(1), token="t").replace("Médium".encode(), b"a & b"))

    with serving(answer) as twin:
        entries = [entry for _, entry in harvest(twin, FeedOptions(prefix="oai_dc")).entries()]
    assert ([e.source_id for e in records(entries)], len(refusals(entries))) == (["oai:x:2"], 1)


@pytest.mark.parametrize("data", [b"<html></html>", b"not xml", b"<OAI-PMH", b""])
def test_answer_that_is_none_says_so(data: bytes) -> None:
    with serving(lambda _: Answer(data)) as twin, pytest.raises(FeedError):
        list(harvest(twin, FeedOptions(prefix="oai_dc")).entries())


def test_server_without_a_format_that_is_read_says_what_it_has() -> None:
    only = b"<OAI-PMH><metadataPrefix>mods</metadataPrefix></OAI-PMH>"
    with serving(lambda _: Answer(only)) as twin, pytest.raises(FeedError, match="offers mods"):
        list(harvest(twin).entries())
