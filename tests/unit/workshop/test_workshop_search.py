"""What is on an e-reader is found, with the machines it is on, at the server and at a station."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from catalogue.domain.packs import Manifest, PackFile, PackTitle
from catalogue.search.model import Facet, Hit, Query
from catalogue.services.devices import packs
from kiosk.search import Search
from kiosk.store.snapshot import Snapshot
from support.station_store import HandClock, journal_at
from support.workshop import KIT, MANIFEST, MARIE, DeviceTown

OTHER = Manifest(
    "Nouvelles",
    1,
    (PackTitle("Le Horla", "Guy de Maupassant", "domaine public", file="horla.epub"),),
    (PackFile("horla.epub", MANIFEST.files[0].sha256, 8),),
)


def told(hits: tuple[Hit, ...]) -> list[tuple[str, str | None, int, int]]:
    return [(hit.document.title, hit.document.pack, hit.copies, hit.available) for hit in hits]


def test_text_on_an_ereader_is_found_where_it_is(device_town: DeviceTown, tmp_path: Path) -> None:
    """Guard: `pack_rows` and its marks in the workshop, `contents.copies`. On each database."""
    finding = device_town.services.finding
    finding.catch_up()
    narrowed = Query("zola", {Facet.EREADER: frozenset({"Romans"})})
    assert told(finding.search(narrowed).hits) == [("Germinal", "Romans", 1, 0)]
    device_town.prepare()
    finding.catch_up()
    assert told(finding.search(narrowed).hits) == [("Germinal", "Romans", 1, 1)]

    with device_town.services.database.write() as session:
        packs.publish(session, OTHER, device_town.clock(), MARIE.actor)
    device_town.clock.pass_ms(60_000)
    device_town.services.workshop.assign_pack(MARIE, KIT, "Nouvelles")
    finding.catch_up()
    assert told(finding.search(Query("zola")).hits) == []
    assert told(finding.search(Query("horla")).hits) == [("Le Horla", "Nouvelles", 1, 0)]

    kiosk = device_town.caller(device_town.kiosk("a1"))
    with (
        closing(Snapshot.open(tmp_path / "snapshot.db")) as snapshot,
        journal_at(tmp_path / "journal.db", HandClock()) as journal,
    ):
        for part in device_town.services.snapshots.parts(kiosk, ""):
            snapshot.take(part)
        while snapshot.index_more():
            pass
        found = Search(snapshot, journal).search(Query("horla"))
        assert told(found.hits) == [("Le Horla", "Nouvelles", 1, 0)]
