"""The pad between reader thread and session: what lies there, and the orders under way.

Runs on the `lookup` thread but for `submit`, so that tags and answers keep their order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from kiosk.session.kit_state import Kit
from kiosk.session.states import PadTag
from kiosk.session.titles import TitleInfo
from kiosk.store.errors import StorageError
from rfid.events import SecurityDone, SecurityOutcome, SetSecurity
from rfid.tagdata.model import TagReading, Verdict
from rfid.types import Security, Uid

Then = Callable[[SecurityDone], None]
T = TypeVar("T")


class Pad:
    """`submit` hands an order to the reader's worker; `info` says what the screen shows of an
    item, `kit` what it consists
    of. `switched` must be called with each SecurityDone."""

    def __init__(
        self,
        submit: Callable[[SetSecurity], None],
        info: Callable[[str], TitleInfo | None],
        kit: Callable[[str], Kit | None],
        new_id: Callable[[], str],
    ) -> None:
        self._submit = submit
        self._info = info
        self._kit = kit
        self._new_id = new_id
        self._present: dict[str, TagReading] = {}
        self._waiting: dict[str, Then] = {}

    def arrived(self, reading: TagReading) -> PadTag:
        """Remember the tag; returns it as the session sees it."""
        uid = str(reading.uid)
        self._present[uid] = reading
        tag = reading.tag
        return PadTag(
            uid=uid,
            verdict=reading.verdict.value,
            item=tag.item_id if tag else None,
            part=tag.part if tag else 1,
            parts=tag.parts if tag else 1,
            afi=reading.afi,
            security=reading.security.value if reading.security else None,
            info=self._known(reading, self._info),
            kit=self._known(reading, self._kit),
        )

    def _known(self, reading: TagReading, what: Callable[[str], T | None]) -> T | None:
        if reading.verdict is not Verdict.ITEM or reading.tag is None:
            return None
        try:
            return what(reading.tag.item_id)
        except StorageError:
            # A tag counts without its title; the puller fetches a damaged snapshot anew.
            return None

    def left(self, uid: str) -> None:
        """The tag is no longer there."""
        self._present.pop(uid, None)

    def present(self) -> tuple[str, ...]:
        """UIDs of the tags that lie there."""
        return tuple(self._present)

    def reading(self, uid: str) -> TagReading | None:
        """What was read of a tag that lies there. Its security is that of the reading."""
        return self._present.get(uid)

    def switch(self, uid: str, wanted: Security, then: Then) -> None:
        """Order a bit; `then` gets the answer."""
        token = self._new_id()
        self._waiting[token] = then
        self._submit(SetSecurity(token, Uid.parse(uid), wanted))

    def switched(self, done: SecurityDone) -> None:
        """An answer came in: what is known of the tag's bit is what it says, if anything."""
        uid = str(done.uid)
        reading = self._present.get(uid)
        if reading is not None:
            self._present[uid] = replace(
                reading, afi=done.after, eas=done.eas_after, security=found_by(done)
            )
        then = self._waiting.pop(done.token, None)
        if then is not None:
            then(done)


def found_by(done: SecurityDone) -> Security | None:
    """The bit as it was read back; None where it was not."""
    if done.outcome is SecurityOutcome.VERIFIED:
        return done.wanted
    if done.outcome is SecurityOutcome.NOT_SWITCHED:
        return Security.ON_LOAN if done.wanted is Security.SECURED else Security.SECURED
    return None
