"""What a scanned code is, by the snapshot: the card of somebody, a thing, or neither. On the
`lookup` thread; nothing of it is kept or logged.

The server is not asked: of what only it knows there would be no title to show, and nobody could
say whether it has parts.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.acts.storage import StorageWatch
from kiosk.session.effects import LookUpBarcode
from kiosk.session.events import Event
from kiosk.session.scan_events import BarcodeTold, ScannedThing
from kiosk.store.keyring import Keyring
from kiosk.store.snapshot import Snapshot


class Barcodes:
    """Every question gets its answer."""

    def __init__(
        self,
        snapshot: Snapshot,
        keyring: Keyring,
        storage: StorageWatch,
        post: Callable[[Event], None],
    ) -> None:
        self._snapshot = snapshot
        self._keyring = keyring
        self._storage = storage
        self._post = post

    def look(self, effect: LookUpBarcode) -> None:
        """A number that is both somebody's card and a thing is the card."""
        answer: BarcodeTold | None = None
        try:
            answer = self._storage.attempt(lambda: self._told(effect.code))
        finally:
            self._post(answer or BarcodeTold(effect.code))

    def _told(self, code: str) -> BarcodeTold:
        key = self._keyring.station_key
        if key is not None and self._snapshot.card(code, key) is not None:
            return BarcodeTold(code, card=True)
        item = self._snapshot.item(code)
        if item is None:
            return BarcodeTold(code)
        plain = item.charter is None and not item.needs_check and self._snapshot.kit(code) is None
        return BarcodeTold(code, thing=ScannedThing(item.title, self._snapshot.info(code), plain))
