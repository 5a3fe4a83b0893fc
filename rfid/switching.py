"""The security of one tag on its way: write AFI and EAS, read them back, try again for a while.

The answer to a write is never believed: tags are known that answer an error though the value was
written, and readers that answer ok though it was not. Only what is read back counts, and the
silence that means EAS is off only when it was asked twice.

A tag is not left half switched if that can be helped: on the way out EAS, which may need a password
or be locked, goes first and the AFI only when EAS is off; what cannot be finished is secured again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from rfid.errors import ReaderRefused, TagError, TagRefused
from rfid.events import SecurityDone, SecurityOutcome, SetSecurity
from rfid.passwords import TagPassword
from rfid.reader import Reader
from rfid.security import Marks, SitePolicy
from rfid.types import Afi, ReaderInfo, Security, Uid

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Means:
    """What a switching goes by: the site's values, its password if it has one, how often to try
    and the pause after the first try in seconds, doubled each time."""

    policy: SitePolicy
    password: TagPassword
    tries: int = 5
    pause_s: float = 0.1


@dataclass(slots=True)
class Switching:
    """A command and how far it came. `due_s` is when to try next, `deadline_s` how long it waits
    for a lost reader."""

    order: SetSecurity
    due_s: float
    deadline_s: float
    tries: int = 0
    before: Marks | None = None
    after: Marks | None = field(default=None)
    note: str = ""
    _silenced: bool = False

    @property
    def uid(self) -> Uid:
        return self.order.uid

    def restart(self, now_s: float) -> None:
        """The reader came back: whatever was tried, the value on the tag is unknown again."""
        self.due_s = now_s
        self.tries = 0
        self.after = None
        self._silenced = False

    def attempt(
        self, reader: Reader, means: Means, known: Marks | None, now_s: float
    ) -> SecurityOutcome | None:
        """One try; None when another one is due later. `known`: the marks read since the tag lies
        there, if nothing was written since. Raises ReaderFault when the reader is lost, and the
        command stays as it is."""
        self.tries += 1
        self.after = None
        try:
            self._switch(reader, means, known)
        except (TagError, ReaderRefused) as error:
            self.after = None
            _log.info("%s does not answer: %s", self.uid, error)
        if self._is(means.policy, self.order.wanted):
            return SecurityOutcome.VERIFIED
        if self.tries < means.tries:
            self.due_s = now_s + means.pause_s * 2 ** (self.tries - 1)
            return None
        self._undo_half(reader, means)
        return self._given_up(means.policy)

    def done(self, reader: str, outcome: SecurityOutcome) -> SecurityDone:
        """The one answer to the command."""
        order, before, after = self.order, self.before, self.after
        return SecurityDone(
            reader=reader,
            token=order.token,
            uid=order.uid,
            wanted=order.wanted,
            outcome=outcome,
            before=before.afi if before else None,
            after=after.afi if after else None,
            eas_before=before.eas if before else None,
            eas_after=after.eas if after else None,
            note=self.note,
        )

    def _is(self, policy: SitePolicy, security: Security) -> bool:
        return self.after is not None and policy.means(self.after) is security

    def _given_up(self, policy: SitePolicy) -> SecurityOutcome:
        if self.after is None:
            return SecurityOutcome.GONE
        half = policy.means(self.after) is None
        return SecurityOutcome.STRANGE if half else SecurityOutcome.NOT_SWITCHED

    def _switch(self, reader: Reader, means: Means, known: Marks | None) -> None:
        """Leaves in `after` what was read back; raises TagError when it cannot be read. Marks known
        from before save the first reading, but never the last."""
        policy, wanted = means.policy, self.order.wanted
        found = known
        if found is None or policy.means(found) is wanted:
            found = read_marks(reader, self.uid, policy)
        if self.before is None:
            self.before = found
        self.after = found
        if policy.means(found) is not wanted:
            if self.tries > 1 and not self._silenced:
                self._open(reader, means.password)
            self.after = None
            self._write(reader, policy, found, wanted)
            self.after = read_marks(reader, self.uid, policy)

    def _open(self, reader: Reader, password: TagPassword) -> None:
        """Only a tag that would not do without gets the password: one with another password, as it
        left the factory, is silenced by it, and then gets it no more."""
        problem = password.give(reader, self.uid)
        self._silenced = bool(problem)
        self.note = problem or self.note

    def _write(self, reader: Reader, policy: SitePolicy, found: Marks, wanted: Security) -> None:
        afi, rings = policy.afi_for(wanted), wanted is Security.SECURED
        if rings:
            self._write_afi(reader, policy, found, afi)
        if found.eas is not None and found.eas is not rings:
            self._tried(partial(reader.write_eas, self.uid, rings))
            if not rings and _rings(reader, self.uid):
                return  # its AFI stays as well, or nobody could tell what it is
        if not rings:
            self._write_afi(reader, policy, found, afi)

    def _write_afi(self, reader: Reader, policy: SitePolicy, found: Marks, afi: Afi) -> None:
        if policy.writes_afi and found.afi != afi:
            self._tried(partial(reader.write_afi, self.uid, afi))

    def _tried(self, action: Callable[[], None]) -> None:
        try:
            action()
        except (TagError, ReaderRefused) as error:
            _log.info("%s: the write was answered: %s", self.uid, error)

    def _undo_half(self, reader: Reader, means: Means) -> None:
        """A tag that was secured and cannot be let go altogether is secured again."""
        policy, before, after = means.policy, self.before, self.after
        if (
            self.order.wanted is not Security.ON_LOAN
            or before is None
            or policy.means(before) is not Security.SECURED
            or after is None
            or policy.means(after) is not None
        ):
            return
        self.note = self.note or "only half of its security could be switched"
        try:
            self._write(reader, policy, after, Security.SECURED)
            self.after = read_marks(reader, self.uid, policy)
        except (TagError, ReaderRefused) as error:
            self.after = None
            _log.info("%s does not answer: %s", self.uid, error)


def cannot_switch(info: ReaderInfo) -> str:
    """Why a reader serves nobody where things are lent and taken back, "" when it does."""
    if not info.blocks_only:
        return ""
    return (
        f"{info.model} only reads and writes blocks: it can neither tell nor switch what a gate"
        " goes by; lending and returning need another reader"
    )


def read_marks(reader: Reader, uid: Uid, policy: SitePolicy, afi: Afi | None = None) -> Marks:
    """What the site's gates go by. Raises TagError when the tag does not answer. `afi`: what the
    tag just told, which saves a reading where EAS rings."""
    if not policy.asks_eas(uid):
        return Marks(reader.system_info(uid).afi if afi is None else afi)
    eas = _rings(reader, uid)
    if eas is False:
        # The tag is there (`Reader.eas`), but one alarm may have been missed: silent twice.
        eas = _rings(reader, uid)
    return Marks(reader.system_info(uid).afi if afi is None else afi, eas)


def _rings(reader: Reader, uid: Uid) -> bool | None:
    """The EAS bit; None where tag or reader cannot tell. Raises TagNotAnswering."""
    try:
        return reader.eas(uid)
    except (TagRefused, ReaderRefused) as error:
        _log.info("%s does not tell its EAS: %s", uid, error)
        return None


def switch_now(
    reader: Reader,
    uid: Uid,
    policy: SitePolicy,
    wanted: Security,
    *,
    tries: int = 5,
    pause_s: float = 0.1,
    password: TagPassword | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> SecurityDone:
    """Switch one tag and read it back, without a worker. Raises ReaderFault when the reader is
    lost."""
    means = Means(policy, password or TagPassword(), tries, pause_s)
    switching = Switching(SetSecurity("now", uid, wanted), 0.0, 0.0)
    while True:
        at_s = switching.due_s
        outcome = switching.attempt(reader, means, None, at_s)
        if outcome is not None:
            return switching.done("", outcome)
        sleep(switching.due_s - at_s)
