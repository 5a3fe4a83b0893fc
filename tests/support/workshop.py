"""The little town's kit as a device: a model with parts, a charter, a pack; and its workshop."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from catalogue.db import holdings
from catalogue.db.present import ItemRow
from catalogue.domain.devices import Occasion, PartState, PrepStep
from catalogue.domain.packs import Manifest, PackFile, PackTitle
from catalogue.services.devices import charters, packs, views
from catalogue.services.devices.charters import Signature
from catalogue.services.devices.counting import Counting, PartFound
from catalogue.services.devices.reading import read_device
from catalogue.services.devices.workshop import Worker
from catalogue.services.town import today
from catalogue.wire import devices as wire
from support.central import T0, HandClock, Kiosk, LittleTown, patron_of

KIT = "kit"
CHARTER = "liseuse"
TEXTS = {"fr": "Je promets.", "en": "I promise."}
MARIE = Worker("staff:marie")
PARTS = {"reader": 12000, "cable": 800, "case": 1500}
MANIFEST = Manifest(
    name="Romans",
    version=1,
    titles=(PackTitle("Germinal", "Émile Zola", "domaine public", "", "germinal.epub"),),
    files=(PackFile("germinal.epub", hashlib.sha256(b"Germinal").hexdigest(), 8),),
)


class DeviceTown(LittleTown):
    """A town whose kit is an e-reader: registered, not prepared; patrons P and Q have signed."""

    def make_device(self) -> None:
        """Put it there."""
        with self.services.database.write() as session:
            _model(session)
            packs.publish(session, MANIFEST, self.clock(), MARIE.actor)
            charters.publish(session, CHARTER, TEXTS, self.clock(), MARIE.actor)
        for who in ("P", "Q"):
            self.sign(who)
        self.services.workshop.register(MARIE, KIT, pack="Romans")

    def sign(self, who: str, version: int = 1, **other: object) -> None:
        """A patron signs at the desk."""
        signing = Signature(
            **{
                "patron": patron_of(who),
                "charter": CHARTER,
                "version": version,
                "language": "fr",
                "witness": MARIE.actor,
                **other,
            }
        )
        with self.services.database.write() as session:
            charters.sign(session, signing, today(session, self.clock()), self.clock())

    def seen(self) -> wire.DeviceFile:
        """What the workshop sees of it."""
        with self.services.database.read() as session:
            facts = read_device(session, KIT)
            assert facts is not None
            return views.whole(session, facts)

    def todo(self) -> list[str]:
        """What keeps it in."""
        return [f"{m.what} {m.detail}".strip() for m in self.seen().device.missing]

    def state(self) -> str:
        """Where it is in its life."""
        return str(self.seen().device.state)

    def status(self) -> str:
        """Where the record says it is, and stations are told."""
        with self.services.database.read() as session:
            return session.get_one(ItemRow, KIT).status

    def prepare(self, *steps: PrepStep, battery: int = 90) -> None:
        """These steps, or all, a minute each."""
        for step in steps or tuple(PrepStep):
            self.clock.pass_ms(60_000)
            if step is PrepStep.CHECK:
                self.check()
            else:
                found = MANIFEST.hash if step is PrepStep.PACK else None
                full = battery if step is PrepStep.CHARGE else None
                self.services.workshop.step(MARIE, KIT, step, battery=full, manifest_hash=found)

    def check(self, *missing: str, occasion: Occasion = Occasion.RETURN) -> None:
        """A check that finds these parts missing."""
        lines = tuple(PartFound(part, PartState.MISSING) for part in missing)
        self.services.workshop.check(MARIE, KIT, Counting(occasion, lines))

    def lend(self, kiosk: Kiosk, who: str = "P") -> str:
        """Ask for it; what the answer is."""
        self.clock.pass_ms(60_000)
        op = kiosk.check_out(self.clock(), who, KIT, due_ms=self.clock() + 28 * 86_400_000)
        answer = self.ask(kiosk, op)
        if answer.verdict != "accepted":
            kiosk.disk.pop()
        return str(answer.reason or answer.verdict)

    def give_back(self, kiosk: Kiosk) -> None:
        """It comes back, and the station tells."""
        self.clock.pass_ms(60_000)
        self.send(kiosk, kiosk.check_in(self.clock(), KIT))


def _model(session: Session) -> None:
    session.add(
        holdings.KitModel(
            id="liseuse-1",
            name="Liseuse",
            needs_check=True,
            charter=CHARTER,
            min_age=18,
            returns=["desk", "kiosk"],
            steps=[step.value for step in PrepStep],
            min_battery=80,
        )
    )
    session.flush()
    for ordinal, (code, cents) in enumerate(PARTS.items(), start=1):
        session.add(
            holdings.KitPart(
                model="liseuse-1",
                code=code,
                name=code,
                description="",
                replacement_cents=cents,
                ordinal=ordinal,
                tagged=code in ("reader", "case"),
            )
        )
    session.add(holdings.Kit(item=KIT, model="liseuse-1", serial="S1", content=""))
    session.flush()


@pytest.fixture
def device_town(tmp_path: Path, database_url: str) -> Iterator[DeviceTown]:
    """On each kind of database."""
    made = DeviceTown(
        tmp_path, HandClock(T0), database=database_url, secrets_file=tmp_path / "keys.json"
    )
    with closing(made.services):
        made.make_device()
        yield made


@pytest.fixture
def workshop_town(tmp_path: Path, town_template: Path) -> Iterator[DeviceTown]:
    """On SQLite alone."""
    made = DeviceTown(tmp_path, HandClock(T0), town_template)
    with closing(made.services):
        made.make_device()
        yield made
