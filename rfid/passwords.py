"""The password that lets a site switch its protected tags: in memory, and nowhere else.

NXP's ICODE tags can demand a password for EAS and AFI (data sheet SLIX, PASSWORD PROTECT EAS/AFI).
Privacy and destroy passwords are never used. A wrong password silences the tag until the field is
reset, so no tag is tried with it again and again.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from rfid.errors import ReaderRefused, TagError
from rfid.reader import Reader
from rfid.types import PasswordId, Uid

TRIES = 2
"""How often one tag is given a password it did not take; once may have been its leaving."""
_log = logging.getLogger(__name__)


def _none() -> int | None:
    """The site has no password."""
    return None


@dataclass(slots=True)
class TagPassword:
    """`current` gives the EAS/AFI password the station holds now, 32 bits, or None."""

    current: Callable[[], int | None] = field(default=_none, repr=False)
    given: int = 0
    refused: int = 0
    _last: int | None = field(default=None, repr=False)
    _silenced: Counter[Uid] = field(default_factory=Counter, repr=False)

    def give(self, reader: Reader, uid: Uid) -> str:
        """Open the tag, if there is a password and the tag may still be tried; what staff should
        know, or nothing. Raises ReaderFault when the reader is lost."""
        password = self.current()
        if password is None:
            return ""
        if password != self._last:
            self._last = password
            self._silenced.clear()
        if self._silenced[uid] >= TRIES:
            return "its password is another one; not tried again"
        try:
            reader.give_password(uid, PasswordId.EAS_AFI, password)
        except ReaderRefused as error:
            return f"the reader gives no password: {error}"
        except TagError as error:
            self._silenced[uid] += 1
            self.refused += 1
            # What the driver says may name what it sent: not into the log.
            _log.warning("%s did not take the password (%s)", uid, error.code)
            return "it did not take the site's password and is silent until the field is reset"
        self.given += 1
        self._silenced.pop(uid, None)
        return ""
