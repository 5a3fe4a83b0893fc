"""One tag written, verified, and put back as it was when that fails.

No answer to a write is believed: tags are known that answer an error though the block was written,
and readers that say ok though it was not. Only what is read back counts. The order is payload, CRC,
DSFID, AFI; the old image is kept, durable, until the new one is verified.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from rfid.errors import ReaderRefused, TagDataError, TagError
from rfid.events import SecurityOutcome
from rfid.passwords import TagPassword
from rfid.reader import Reader
from rfid.security import SitePolicy
from rfid.switching import switch_now
from rfid.tagdata.convert import Converted
from rfid.tagdata.detect import decode, judge
from rfid.tagdata.encode import DSFIDS
from rfid.tagdata.model import TagModel, Verdict
from rfid.types import Afi, Dsfid, Security, SystemInfo, Uid
from rfid.writing.kept import KeptImages, TagImage
from rfid.writing.plan import changed_blocks, runs

TRIES = 3
_UNKNOWN = "this reader, or the tag, has no DSFID and AFI: nothing was written; use another reader"
_log = logging.getLogger(__name__)

MakeImage = Callable[[bytes, int], Converted]
"""From the memory that is there and the block size to the memory to write; raises TagDataError."""


class WriteOutcome(StrEnum):
    """`written`: verified. `unchanged`: it was so already. `refused`: nothing was written, the
    reason says why. `restored`: it could not be written, the old image is back. `gone`: the tag
    left; the same writing goes on when it is back. `lost`: neither image could be written."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    RESTORED = "restored"
    GONE = "gone"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one tag. `blocks`: numbers of the blocks that were to change."""

    uid: Uid
    outcome: WriteOutcome
    reason: str
    blocks: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(slots=True)
class TagWriter:
    """Writes tags on one reader. Raises ReaderFault when the reader is lost; the old image stays
    kept then, and the same call on the reader that is back goes on."""

    reader: Reader
    policy: SitePolicy
    kept: KeptImages
    password: TagPassword = field(default_factory=TagPassword)

    def write(self, uid: Uid, model: TagModel, make: MakeImage) -> Written:
        """Write what `make` makes of the tag's memory. A tag whose writing was broken off is
        written from the image it had before. Tags of another library and patron cards are not
        touched."""
        try:
            return self._write(uid, model, make)
        except TagError as error:
            return Written(uid, WriteOutcome.GONE, str(error))

    def restore(self, uid: Uid) -> Written:
        """Put the kept image back on a tag whose writing was broken off."""
        try:
            now = self._read(uid)
            if _unknown(now):
                return Written(uid, WriteOutcome.REFUSED, _UNKNOWN)
            old = self._before(uid, now)
            if old is now:
                return Written(uid, WriteOutcome.REFUSED, "no writing of this tag was broken off")
            return self._put_back(uid, old, "the writing was broken off")
        except TagError as error:
            return Written(uid, WriteOutcome.GONE, str(error))

    def _write(self, uid: Uid, model: TagModel, make: MakeImage) -> Written:
        now = self._read(uid)
        if _unknown(now):
            return Written(uid, WriteOutcome.REFUSED, _UNKNOWN)
        old = self._before(uid, now)
        verdict, reason = judge(decode(old.memory, old.block_size, old.dsfid), self.policy)
        if verdict in (Verdict.FOREIGN, Verdict.PATRON_CARD):
            return Written(uid, WriteOutcome.REFUSED, reason)
        try:
            made = make(old.memory, old.block_size)
        except TagDataError as error:
            return Written(uid, WriteOutcome.REFUSED, str(error))
        new = TagImage(made.memory, old.block_size, DSFIDS.get(model, old.dsfid), self._afi(old))
        blocks = tuple(changed_blocks(now.memory, new.memory, now.block_size))
        if new == now:
            self.kept.forget(uid)
            return Written(uid, WriteOutcome.UNCHANGED, "it was so already")
        locked = self._locked(uid, now) & set(blocks)
        if locked:
            names = ", ".join(map(str, sorted(locked)))
            return Written(uid, WriteOutcome.REFUSED, f"these blocks are locked: {names}", blocks)
        self.kept.keep(uid, old)
        problem = self._bring_to(uid, new)
        if problem is None:
            self.kept.forget(uid)
            reason = self._secured(uid) if old.afi == 0 else "verified"
            return Written(uid, WriteOutcome.WRITTEN, reason, blocks, made.left_out)
        return self._put_back(uid, old, problem)

    def _before(self, uid: Uid, now: TagImage) -> TagImage:
        """What it held before a writing that was broken off; what it holds now where none was, or
        where what was kept is not of this memory."""
        old = self.kept.get(uid)
        if old is None or old.block_size != now.block_size or len(old.memory) != len(now.memory):
            return now
        return old

    def _secured(self, uid: Uid) -> str:
        """A new tag gets the other mark, too, where the gates go by EAS."""
        if self.policy.asks_eas(uid):
            done = switch_now(
                self.reader, uid, self.policy, Security.SECURED, pause_s=0.0, password=self.password
            )
            if done.outcome is not SecurityOutcome.VERIFIED:
                return "verified, but its EAS could not be set"
        return "verified"

    def _put_back(self, uid: Uid, old: TagImage, reason: str) -> Written:
        problem = self._bring_to(uid, old)
        if problem is None:
            self.kept.forget(uid)
            return Written(uid, WriteOutcome.RESTORED, f"{reason}; the old image is back")
        return Written(uid, WriteOutcome.LOST, f"{reason}; not put back either: {problem}")

    def _afi(self, old: TagImage) -> int | None:
        """A tag that was never programmed is secured; the security of others is not the writer's
        business."""
        return self.policy.afi_secured if old.afi == 0 else old.afi

    def _bring_to(self, uid: Uid, wanted: TagImage) -> str | None:
        """Write until what is read back is `wanted`; what is wrong after the last try, or None.
        Raises TagError when the tag does not answer any more."""
        problem: str | None = None
        for attempt in range(TRIES):
            now = self._read(uid)
            if now == wanted:
                return None
            if attempt and now.afi != wanted.afi:
                # Only a tag that would not do without gets the password, as when it is switched.
                problem = self.password.give(self.reader, uid) or problem
            problem = self._write_once(uid, now, wanted) or problem
        now = self._read(uid)
        if now == wanted:
            return None
        return problem or "what is read back is not what was written"

    def _write_once(self, uid: Uid, now: TagImage, wanted: TagImage) -> str | None:
        """What a tag or reader said against it, or None; the reading decides. Nothing is written
        after a write that may have failed: the order is what protects the item."""
        first = wanted.memory[: now.block_size]
        for run in runs(now.memory, wanted.memory, now.block_size):
            said = self._tried(
                uid, partial(self.reader.write_blocks, uid, run.first, run.data, now.block_size)
            )
            if said is None and run.first == 0 and run.data != first and not any(run.data):
                said = self._not_empty(uid)
            if said is not None:
                return said
        if wanted.dsfid is not None and now.dsfid != wanted.dsfid:
            said = self._tried(uid, partial(self.reader.write_dsfid, uid, Dsfid(wanted.dsfid)))
            if said is not None:
                return said
        if wanted.afi is not None and now.afi != wanted.afi:
            return self._tried(uid, partial(self.reader.write_afi, uid, Afi(wanted.afi)))
        return None

    def _not_empty(self, uid: Uid) -> str | None:
        """The first block protects the others while they are written: it is looked at first."""
        if any(self.reader.read_blocks(uid, 0, 1)):
            return "the first block was not written"
        return None

    def _tried(self, uid: Uid, action: Callable[[], None]) -> str | None:
        try:
            action()
        except (TagError, ReaderRefused) as error:
            _log.info("%s: the write was answered: %s", uid, error)
            return str(error)
        return None

    def _read(self, uid: Uid) -> TagImage:
        info: SystemInfo = self.reader.system_info(uid)
        memory = self.reader.read_blocks(uid, 0, info.block_count)
        return TagImage(memory, info.block_size, info.dsfid, info.afi)

    def _locked(self, uid: Uid, image: TagImage) -> frozenset[int]:
        """Locked blocks, none where reader or tag cannot tell: then the write itself will."""
        try:
            return self.reader.locked_blocks(uid, 0, len(image.memory) // image.block_size)
        except (TagError, ReaderRefused) as error:
            _log.info("%s does not tell its locked blocks: %s", uid, error)
            return frozenset()


def _unknown(image: TagImage) -> bool:
    """Whether it could be written in part only."""
    return image.dsfid is None or image.afi is None
