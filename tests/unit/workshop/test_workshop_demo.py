"""The e-readers of the demo town, in the states a demonstration wants."""

from __future__ import annotations

from pathlib import Path

from catalogue.db.people import Patron
from catalogue.demo.ereaders import load_ereaders, pack_folders
from catalogue.demo.town import load_town
from catalogue.domain.packs import check_manifest
from catalogue.server.services import build_services
from catalogue.services.devices import charters, views
from catalogue.services.devices.folders import manifest_of_folder
from catalogue.services.seed import patron_id, seed_demo
from support.central import T0, HandClock, settings_for


def test_demo_has_devices_in_every_state_a_demonstration_wants(tmp_path: Path) -> None:
    services = build_services(settings_for(tmp_path), HandClock())
    try:
        for _ in range(2):
            seed_demo(services.database, services.keys, services.hasher, services.rules, T0)
        with services.database.read() as session:
            listed = views.listed(session).devices
            borrower = load_town().cast.borrower.id
            assert charters.has_signed(session, patron_id(borrower), "liseuse")
            assert session.get_one(Patron, patron_id("marc-delaunay")).debt_cents == 800
    finally:
        services.close()
    todo = {
        each.title[-1]: [f"{m.what} {m.detail}".strip() for m in each.missing] for each in listed
    }
    assert {each.title[-1]: str(each.state) for each in listed} == {
        "1": "received_unchecked",
        "2": "on_loan",
        "3": "in_preparation",
        "4": "available",
        "5": "on_loan",
        "6": "missing_part",
    }
    assert (todo["3"], todo["6"]) == (["charge"], ["part cable"])


def test_demonstrations_lend_a_device_that_is_ready() -> None:
    cast = load_town().cast
    ready = next(d for d in load_ereaders().devices if d.item == cast.items.ereader.item)

    assert (ready.done, ready.missing) == (("check", "reset", "charge", "pack"), ())
    assert {cast.borrower.id, cast.second.id} <= set(load_ereaders().signed)


def test_packs_of_the_demo_can_be_published_and_every_kit_has_one() -> None:
    manifests = [manifest_of_folder(folder, 1) for folder in pack_folders()]
    for manifest in manifests:
        check_manifest(manifest)

    assert {kit.content for kit in load_town().kits} <= {manifest.name for manifest in manifests}
