"""One security bit on its way: write the AFI, read it back, try again for a while.

The answer to the write is never believed: tags are known that answer an error though the value was
written, and readers that answer ok though it was not. Only what is read back counts.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from rfid.errors import ReaderRefused, TagError
from rfid.events import SecurityDone, SecurityOutcome, SetSecurity
from rfid.reader import Reader
from rfid.security import SitePolicy
from rfid.types import Afi, Security, Uid

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Switching:
    """A command and how far it came. `due_s` is when to try next, `deadline_s` how long it waits
    for a lost reader."""

    order: SetSecurity
    due_s: float
    deadline_s: float
    tries: int = 0
    before: Afi | None = None
    after: Afi | None = field(default=None)

    @property
    def uid(self) -> Uid:
        return self.order.uid

    def restart(self, now_s: float) -> None:
        """The reader came back: whatever was tried, the value on the tag is unknown again."""
        self.due_s = now_s
        self.tries = 0
        self.after = None

    def attempt(
        self,
        reader: Reader,
        wanted: Afi,
        known: Afi | None,
        now_s: float,
        tries: int,
        pause_s: float,
    ) -> SecurityOutcome | None:
        """One try; None when another one is due later. `known`: the value read since the tag lies
        there, if nothing was written since. Raises ReaderFault when the reader is lost, and the
        command stays as it is."""
        self.tries += 1
        self.after = None
        try:
            self.after = self._switch(reader, wanted, known)
        except (TagError, ReaderRefused) as error:
            _log.info("%s does not answer: %s", self.uid, error)
        if self.after == wanted:
            return SecurityOutcome.VERIFIED
        if self.tries < tries:
            self.due_s = now_s + pause_s * 2 ** (self.tries - 1)
            return None
        return SecurityOutcome.GONE if self.after is None else SecurityOutcome.NOT_SWITCHED

    def done(self, reader: str, outcome: SecurityOutcome) -> SecurityDone:
        """The one answer to the command."""
        order = self.order
        return SecurityDone(
            reader=reader,
            token=order.token,
            uid=order.uid,
            wanted=order.wanted,
            outcome=outcome,
            before=self.before,
            after=self.after,
        )

    def _switch(self, reader: Reader, wanted: Afi, known: Afi | None) -> Afi:
        """Returns the value read back; raises TagError when it cannot be read. A value known from
        before saves the first reading, but never the last."""
        found = known
        if found is None or found == wanted:
            found = reader.system_info(self.uid).afi
        if self.before is None:
            self.before = found
        if found == wanted:
            return found
        try:
            reader.write_afi(self.uid, wanted)
        except (TagError, ReaderRefused) as error:
            _log.info("%s: the write was answered: %s", self.uid, error)
        return reader.system_info(self.uid).afi


def switch_now(
    reader: Reader,
    uid: Uid,
    policy: SitePolicy,
    wanted: Security,
    *,
    tries: int = 5,
    pause_s: float = 0.1,
    sleep: Callable[[float], None] = time.sleep,
) -> SecurityOutcome:
    """Switch one tag and read it back, without a worker. Raises ReaderFault when the reader is
    lost."""
    switching = Switching(SetSecurity("now", uid, wanted), 0.0, 0.0)
    while True:
        at_s = switching.due_s
        outcome = switching.attempt(reader, policy.afi_for(wanted), None, at_s, tries, pause_s)
        if outcome is not None:
            return outcome
        sleep(switching.due_s - at_s)
