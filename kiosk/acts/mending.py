"""What a tag should say that says neither of the site's two states: one rule for every reader.

Such marks come from a switching that was cut short elsewhere, from another program, or from the
maker of the tag. A tag that says one of the two states plainly is not touched here: somebody's
record, perhaps not yet known here, stands behind it, and the list of repairs is for those that are
known to be wrong.
"""

from __future__ import annotations

from catalogue.domain.library import SnapshotItem
from catalogue.domain.states import Status
from rfid.tagdata.model import TagReading, Verdict
from rfid.types import Security


def wanted_of(reading: TagReading, item: SnapshotItem | None) -> Security | None:
    """The state to bring the tag to; None where there is nothing to do or nobody may. Only the
    site's own items, whose marks were read and whose record is known (`item`)."""
    ours = reading.verdict is Verdict.ITEM and reading.tag is not None
    unclear = reading.afi is not None and reading.security is None
    if not (ours and unclear) or item is None:
        return None
    return Security.ON_LOAN if item.status == Status.ON_LOAN else Security.SECURED
