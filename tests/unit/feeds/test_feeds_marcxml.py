"""MARCXML and marcxchange: alone, in SRU answers, and with damage."""

from __future__ import annotations

from pathlib import Path

from catalogue.feeds.opening import open_feed
from support.feed_files import file_of, read_all, records, refusals

RECORD = """<record xmlns="http://www.loc.gov/MARC21/slim" xsi:schemaLocation="a b">
<leader>00000nam0 2200000   450 </leader><controlfield tag="001">{number}</controlfield>
<datafield tag="100" ind1=" " ind2=" "><subfield code="a">20240101d1998    m  y0frey</subfield>
</datafield><datafield tag="200" ind1="1" ind2=" "><subfield code="a">\u0098La \u009cmer {number}
</subfield></datafield></record>"""
SRU = """<?xml version="1.0" encoding="UTF-8"?>
<srw:searchRetrieveResponse xmlns:srw="urn:srw"><srw:records>
<srw:record><srw:recordData><mxc:record xmlns:mxc="urn:m" format="UNIMARC">
<mxc:leader>     cam  22        450 </mxc:leader><mxc:controlfield tag="001">F1</mxc:controlfield>
<mxc:datafield tag="200" ind1="1" ind2=" "><mxc:subfield code="a">L&amp;emploi</mxc:subfield>
</mxc:datafield></mxc:record></srw:recordData><ixm:attr name="x">1</ixm:attr></srw:record>
<srw:record><srw:recordData><srw:diagnostics><sd:message>problème de connexion</sd:message>
</srw:diagnostics></srw:recordData><srw:recordIdentifier>ark:/2</srw:recordIdentifier></srw:record>
<srw:record><srw:recordData><mxc:record xmlns:mxc="urn:m" format="UNIMARC">
<mxc:leader>     cam  22        450 </mxc:leader><mxc:controlfield tag="001">F3</mxc:controlfield>
<mxc:datafield tag="200" ind1="1" ind2=" "><mxc:subfield code="a">Sel</mxc:subfield>
</mxc:datafield></mxc:record></srw:recordData></srw:record></srw:records>
</srw:searchRetrieveResponse>"""


def collection(*parts: str, encoding: str = "utf-8") -> bytes:
    head = f"<?xml version='1.0' encoding='{encoding}'?><collection xmlns:xsi='urn:x'>"
    return (head + "".join(parts) + "</collection>").encode(encoding)


def test_records_of_a_collection_are_read(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf\n" + collection(*(RECORD.format(number=n) for n in (1, 2)))
    entries = records(read_all(file_of(tmp_path, data)))
    assert [(e.source_id, e.title, e.year) for e in entries] == [
        ("1", "La mer 1", 1998),
        ("2", "La mer 2", 1998),
    ]


def test_latin1_is_read_as_declared(tmp_path: Path) -> None:
    data = collection(RECORD.format(number="é").replace("\u0098", ""), encoding="iso-8859-1")
    assert records(read_all(file_of(tmp_path, data)))[0].source_id == "é"


def test_sru_answer_gives_its_records_and_says_which_could_not_be_had(tmp_path: Path) -> None:
    entries = read_all(file_of(tmp_path, SRU.encode()))
    assert [(e.number, e.source_id, e.title) for e in records(entries)] == [
        (1, "F1", "L&emploi"),
        (3, "F3", "Sel"),
    ]
    (refused,) = refusals(entries)
    assert (refused.number, refused.source_id) == (2, "ark:/2")
    assert refused.reason == "the server could not give it: problème de connexion; ask for it again"


def test_record_that_is_not_well_formed_costs_itself_alone(tmp_path: Path) -> None:
    broken = RECORD.format(number=2).replace("</datafield>", "", 1)
    data = collection(RECORD.format(number=1), broken, RECORD.format(number="3\x01&#x2;"))
    entries = read_all(file_of(tmp_path, data))
    assert [e.source_id for e in records(entries)] == ["1", "3"]
    assert refusals(entries)[0].number == 2
    assert refusals(entries)[0].reason.startswith("damaged, the record is not well-formed XML")


def test_file_that_is_cut_short_gives_what_is_whole(tmp_path: Path) -> None:
    data = collection(*(RECORD.format(number=n) for n in (1, 2)))[:-80]
    entries = read_all(file_of(tmp_path, data))
    assert ([e.source_id for e in records(entries)], len(refusals(entries))) == (["1"], 1)


def test_reading_goes_on_behind_a_position(tmp_path: Path) -> None:
    filler = "<!-- " + "x" * 700_000 + " -->"
    parts = [RECORD.format(number=n) + filler for n in range(4)]
    path = file_of(tmp_path, collection(*parts))
    positions = [position for position, _ in open_feed(path).entries()]
    assert [e.source_id for e in records(read_all(path, after=positions[1]))] == ["2", "3"]


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>"
    data = (bomb + RECORD.format(number=1).replace("La ", "&b;")).encode()
    entries = read_all(file_of(tmp_path, data))
    assert all("aaaa" not in e.title for e in records(entries))
    assert refusals(entries)
