"""What is told to the town about a tag's bit: that it stays wrong, or that it is right again."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.acts.storage import StorageWatch
from kiosk.store.journal import Journal
from kiosk.store.rows import DecidedBy
from kiosk.store.snapshot import Snapshot
from rfid.types import Security

MENDED = "mended"


class TagState:
    """On the `lookup` thread. Tells each change once, though the feed repeats it for a while.
    `online`: does the server answer?"""

    def __init__(
        self,
        journal: Journal,
        snapshot: Snapshot,
        storage: StorageWatch,
        online: Callable[[], bool],
    ) -> None:
        self._journal = journal
        self._snapshot = snapshot
        self._storage = storage
        self.online = online

    def decided_by(self) -> DecidedBy:
        """Whether the server was there when it happened."""
        return DecidedBy.SERVER if self.online() else DecidedBy.GROUNDS

    def wrong(
        self,
        about: str,
        uid: str,
        found: Security | None,
        wanted: Security,
        reason: str,
        item: str | None = None,
    ) -> None:
        """It stays wrong; `found` None: the tag is gone or cannot be read, or says neither. The
        item is that of the record `about` unless given."""
        told = found.value if found else None
        self._storage.attempt(
            lambda: self._journal.record_tag_state(
                about,
                uid,
                told,
                wanted.value,
                reason=reason,
                item=item,
                decided_by=self.decided_by(),
            )
        )

    def mended(self, about: str, uid: str, wanted: Security, item: str | None) -> None:
        """It was on no list, said neither state, and is right now: told, once, as it happened."""
        self._storage.attempt(
            lambda: self._journal.record_tag_state(
                about,
                uid,
                wanted.value,
                wanted.value,
                reason=MENDED,
                item=item,
                decided_by=self.decided_by(),
            )
        )

    def right_if_listed(
        self, about: str, uid: str, wanted: Security, item: str | None = None
    ) -> None:
        """It was read back as wanted: told where the town had heard of it, here or elsewhere. The
        item is that of the record `about` unless given."""
        if self.listed(uid):
            self._storage.attempt(
                lambda: self._journal.record_tag_state(
                    about, uid, wanted.value, wanted.value, item=item, decided_by=self.decided_by()
                )
            )

    def listed(self, uid: str) -> bool:
        """Does the town have it on its list, as far as is known here?"""
        told = self._storage.attempt(lambda: self._journal.own_word(uid))
        if told is not None:
            return not told
        return self._storage.attempt(lambda: self._snapshot.repair(uid)) is not None
