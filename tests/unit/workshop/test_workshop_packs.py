"""Published packs and charters stay as they are, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from catalogue.domain.packs import PackTitle
from catalogue.services.devices import packs
from catalogue.services.devices.refusals import WorkshopRefused
from support.central import T0
from support.workshop import MANIFEST, MARIE, DeviceTown


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE content_packs SET manifest_hash = 'x'",
        "DELETE FROM content_pack_titles",
        "DELETE FROM charters",
        "UPDATE charters SET text = 'other'",
    ],
)
def test_what_was_published_cannot_be_changed(device_town: DeviceTown, change: str) -> None:
    """Guard: the triggers of migration 0009."""
    with (
        pytest.raises(DatabaseError, match="published"),
        device_town.services.database.write() as session,
    ):
        session.execute(text(change))


def test_version_is_published_once(workshop_town: DeviceTown) -> None:
    other = replace(MANIFEST, titles=(PackTitle("Nana", "Zola", "domaine public"),))
    with workshop_town.services.database.write() as session:
        again = packs.publish(session, MANIFEST, T0, MARIE.actor)
        assert again.manifest_hash == MANIFEST.hash
        with pytest.raises(WorkshopRefused) as caught:
            packs.publish(session, other, T0, MARIE.actor)
        assert caught.value.code == "pack_published"
        packs.publish(session, replace(other, version=2), T0, MARIE.actor)

        assert [(pack.name, pack.version) for pack in packs.every(session)] == [
            ("Romans", 1),
            ("Romans", 2),
        ]
        named = ("Romans", "Romans@1", again.id, "Romans@9", "Contes")
        found = [packs.find(session, name) for name in named]
        assert [None if pack is None else pack.version for pack in found] == [2, 1, 1, None, None]
        assert packs.next_version(session, "Romans") == 3
