"""Tables of e-readers and other devices: what is on them, what the workshop did, who signed what.

What matters for lending is in the record (`device_state`, `part_missing`, `part_found`); these rows
are the workshop's own. Published packs and charters never change: triggers refuse it (migration
0009).
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class ContentPack(Base):
    """A published list of titles and files. `manifest` is RFC 8785 text, `manifest_hash` its
    SHA-256."""

    __tablename__ = "content_packs"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    version: Mapped[int]
    manifest: Mapped[str] = mapped_column(Text)
    manifest_hash: Mapped[str]
    published_ms: Mapped[int]


class PackTitle(Base):
    """A title of a pack; `reference` names it elsewhere (an ISBN, a catalogue's number)."""

    __tablename__ = "content_pack_titles"

    pack: Mapped[str] = mapped_column(ForeignKey("content_packs.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    author: Mapped[str]
    rights: Mapped[str]
    reference: Mapped[str | None] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(default="")


class Device(Base):
    """What is particular to a kit with a machine in it. `pack` is the one it is to have on it;
    `repair_ms` set: it is out of service since then."""

    __tablename__ = "devices"

    item: Mapped[str] = mapped_column(ForeignKey("kits.item"), primary_key=True)
    firmware: Mapped[str] = mapped_column(default="")
    bought: Mapped[dt.date | None]
    pack: Mapped[str | None] = mapped_column(ForeignKey("content_packs.id"))
    battery: Mapped[int | None]
    """Per cent, as last seen."""
    charged_ms: Mapped[int | None]
    repair_ms: Mapped[int | None]
    repair_note: Mapped[str | None]


class DeviceStep(Base):
    """A step of preparing a device, done once for one return. `returned` is the record it came
    back with, empty before the first. Nothing tells whose accounts a reset took off."""

    __tablename__ = "device_steps"

    item: Mapped[str] = mapped_column(ForeignKey("devices.item"), primary_key=True)
    returned: Mapped[str] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(primary_key=True)
    at_ms: Mapped[int]
    battery: Mapped[int | None]
    pack: Mapped[str | None] = mapped_column(ForeignKey("content_packs.id"))


class KitCheck(Base):
    """Somebody counted the parts of a kit; `returned` as in `DeviceStep`."""

    __tablename__ = "kit_checks"

    id: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(ForeignKey("kits.item"), index=True)
    returned: Mapped[str]
    at_ms: Mapped[int]
    occasion: Mapped[str]
    checked_by: Mapped[str]
    battery: Mapped[int | None]
    decision: Mapped[str]


class KitCheckLine(Base):
    """One part in a check: `ok`, `missing` or `damaged`."""

    __tablename__ = "kit_check_lines"

    check_id: Mapped[str] = mapped_column(ForeignKey("kit_checks.id"), primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    note: Mapped[str] = mapped_column(Text, default="")


class Charter(Base):
    """What a patron promises before she borrows: one version in one language."""

    __tablename__ = "charters"

    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    text_hash: Mapped[str]
    published_ms: Mapped[int]


class CharterSignature(Base):
    """A patron signed a version; `text_hash` is that of the text she saw. `guardian`: who signed
    for a minor. `witness`: the station or the member of staff."""

    __tablename__ = "charter_signatures"

    patron_id: Mapped[str] = mapped_column(ForeignKey("patrons.id"), primary_key=True)
    charter: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at_ms: Mapped[int]
    language: Mapped[str]
    text_hash: Mapped[str]
    guardian: Mapped[str | None]
    witness: Mapped[str]
