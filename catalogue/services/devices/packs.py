"""Content packs in the tables: published once, never changed."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.devices import ContentPack, PackTitle
from catalogue.domain.ids import derived_id
from catalogue.domain.packs import BadManifest, Manifest, check_manifest, read_manifest
from catalogue.services import audit
from catalogue.services.devices.refusals import WorkshopRefused


def publish(session: Session, manifest: Manifest, now_ms: int, actor: str) -> ContentPack:
    """Publish a version; the same again is the one that is there. Raises WorkshopRefused."""
    try:
        check_manifest(manifest)
    except BadManifest as error:
        raise WorkshopRefused("manifest_bad", str(error)) from error
    known = find(session, f"{manifest.name}@{manifest.version}")
    if known is not None:
        if known.manifest_hash == manifest.hash:
            return known
        raise WorkshopRefused(
            "pack_published", f"{manifest.name} {manifest.version} is published, with other content"
        )
    pack = ContentPack(
        id=derived_id("pack", manifest.name, manifest.version),
        name=manifest.name,
        version=manifest.version,
        manifest=manifest.text(),
        manifest_hash=manifest.hash,
        published_ms=now_ms,
    )
    session.add(pack)
    session.flush()
    for n, title in enumerate(manifest.titles, start=1):
        session.add(
            PackTitle(
                pack=pack.id,
                n=n,
                title=title.title,
                author=title.author,
                rights=title.rights,
                reference=title.reference or None,
                language=title.language,
            )
        )
    session.flush()
    audit.write(
        session,
        now_ms,
        actor,
        "pack.publish",
        f"pack:{pack.name}",
        {"version": pack.version, "hash": pack.manifest_hash},
    )
    return pack


def next_version(session: Session, name: str) -> int:
    """The number a new version of that pack gets."""
    newest = session.scalar(select(func.max(ContentPack.version)).where(ContentPack.name == name))
    return (newest or 0) + 1


def find(session: Session, named: str) -> ContentPack | None:
    """A pack by its id, as `NAME@VERSION`, or by its name alone: then the newest."""
    found = session.get(ContentPack, named)
    if found is not None:
        return found
    name, _, version = named.rpartition("@")
    query = select(ContentPack).order_by(ContentPack.version.desc()).limit(1)
    if name and version.isdigit():
        found = session.scalar(
            query.where(ContentPack.name == name, ContentPack.version == int(version))
        )
    return found or session.scalar(query.where(ContentPack.name == named))


def every(session: Session) -> list[ContentPack]:
    """All packs, by name and version."""
    return list(
        session.scalars(select(ContentPack).order_by(ContentPack.name, ContentPack.version))
    )


def manifest_of(pack: ContentPack) -> Manifest:
    """What was published."""
    return read_manifest(pack.manifest)


def label(pack: ContentPack) -> str:
    """As staff name it."""
    return f"{pack.name}@{pack.version}"
