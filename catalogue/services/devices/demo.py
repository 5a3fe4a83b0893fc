"""The e-readers of the demo town, in several states of their life: put there by the workshop's own
use cases, at times gone by."""

from __future__ import annotations

import datetime as dt
import itertools

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import holdings
from catalogue.db.database import Database
from catalogue.db.devices import ContentPack, Device
from catalogue.demo.ereaders import DeviceRecord, EReaders, load_ereaders, pack_folders
from catalogue.domain.devices import Occasion, PartState, PrepStep
from catalogue.domain.ids import derived_id
from catalogue.domain.operations import Kind, Presence
from catalogue.services.central import CentralRecord, Draft
from catalogue.services.devices import charters, packs
from catalogue.services.devices.charters import Signature
from catalogue.services.devices.counting import Counting, PartFound
from catalogue.services.devices.folders import manifest_of_folder
from catalogue.services.devices.workshop import Worker, Workshop
from catalogue.services.ledger import LedgerCache

HOUR_MS = 3600 * 1000
DAY_MS = 24 * HOUR_MS
DEMO = Worker("demo")
BOUGHT_AGO_MS = 200 * DAY_MS
LENT_AGO_MS = 29 * DAY_MS
BACK_AGO_MS = DAY_MS


class _Clock:
    """Stands where it is put."""

    def __init__(self, now_ms: int) -> None:
        self.now_ms = now_ms

    def __call__(self) -> int:
        return self.now_ms


def seed_devices(database: Database, now_ms: int) -> bool:
    """Put them there; False if they are. Raises DemoDataError."""

    def begin(session: Session) -> tuple[EReaders, dict[str, str]] | None:
        if session.scalar(select(Device.item).limit(1)) is not None:
            return None
        data = load_ereaders()
        _rules(session, data)
        _charter(session, data, now_ms)
        return data, _packs(session, now_ms)

    made = database.transact(begin)
    if made is None:
        return False
    data, content = made
    clock = _Clock(now_ms)
    numbers = itertools.count()

    def next_id() -> str:
        # Every seeding has the same ones.
        return derived_id("seed", "device", next(numbers))

    central = CentralRecord(LedgerCache(), clock, next_id)
    database.transact(lambda session: central.record(session, _past_loans(session, data, now_ms)))
    workshop = Workshop(database, central, clock, next_id)
    for record in data.devices:
        clock.now_ms = now_ms - BACK_AGO_MS + HOUR_MS
        with database.read() as session:
            pack = content.get(session.get_one(holdings.Kit, record.item).content)
        workshop.register(
            DEMO, record.item, firmware=record.firmware, bought=record.bought, pack=pack
        )
        _prepare(database, workshop, clock, record)
    return True


def _past_loans(session: Session, data: EReaders, now_ms: int) -> list[Draft]:
    """Of those that are back: lent four weeks ago, returned yesterday."""
    drafts = []
    for record in data.devices:
        if record.last_borrower is None:
            continue
        branch = session.get_one(holdings.Item, record.item).home
        drafts += [
            Draft(
                kind=Kind.CHECK_OUT,
                item=record.item,
                branch=branch,
                payload={"due_ms": now_ms},
                presence=Presence.SCAN,
                patron=derived_id("patron", record.last_borrower),
                key=("seed", "past", Kind.CHECK_OUT, record.item),
                wall_ms=now_ms - LENT_AGO_MS,
            ),
            Draft(
                kind=Kind.CHECK_IN,
                item=record.item,
                branch=branch,
                presence=Presence.SCAN,
                key=("seed", "past", Kind.CHECK_IN, record.item),
                wall_ms=now_ms - BACK_AGO_MS,
            ),
        ]
    return drafts


def _rules(session: Session, data: EReaders) -> None:
    for model in session.scalars(select(holdings.KitModel)):
        model.charter = data.charter
        model.min_age = data.min_age
        model.min_battery = data.min_battery
        model.returns = list(data.returns)
        model.steps = list(data.steps)
        parts = session.scalars(
            select(holdings.KitPart)
            .where(holdings.KitPart.model == model.id)
            .order_by(holdings.KitPart.replacement_cents.desc())
        )
        for ordinal, part in enumerate(parts, start=1):
            part.ordinal = ordinal
        charters.mark_titles(session, model.id)


def _charter(session: Session, data: EReaders, now_ms: int) -> None:
    texts = {"fr": data.charters.fr, "en": data.charters.en}
    version = charters.publish(session, data.charter, texts, now_ms - BOUGHT_AGO_MS, DEMO.actor)
    day = dt.datetime.fromtimestamp(now_ms / 1000, dt.UTC).date()
    for patron in data.signed:
        signing = Signature(
            patron=derived_id("patron", patron),
            charter=data.charter,
            version=version,
            language="fr",
            witness=DEMO.actor,
        )
        charters.sign(session, signing, day, now_ms - LENT_AGO_MS)


def _packs(session: Session, now_ms: int) -> dict[str, str]:
    """Published; their ids by name."""
    published = [
        packs.publish(session, manifest_of_folder(folder, 1), now_ms - BOUGHT_AGO_MS, DEMO.actor)
        for folder in pack_folders()
    ]
    return {pack.name: pack.id for pack in published}


def _prepare(database: Database, workshop: Workshop, clock: _Clock, record: DeviceRecord) -> None:
    """The steps that were done since it came back, half an hour each."""
    for step in (PrepStep(each) for each in record.done):
        clock.now_ms += HOUR_MS // 2
        if step is PrepStep.CHECK:
            lines = tuple(PartFound(part, PartState.MISSING) for part in record.missing)
            workshop.check(DEMO, record.item, Counting(Occasion.RETURN, lines, record.battery))
        else:
            full = record.battery if step is PrepStep.CHARGE else None
            found = _content(database, record.item) if step is PrepStep.PACK else None
            workshop.step(DEMO, record.item, step, battery=full, manifest_hash=found)


def _content(database: Database, item: str) -> str:
    """The hash of what is to be on it: it is."""
    with database.read() as session:
        pack = session.get_one(Device, item).pack
        return "" if pack is None else session.get_one(ContentPack, pack).manifest_hash
