"""A batch of records as it comes from a reader: contents, deletions, what is known by its bytes,
and what cannot be taken. Pure but for the words, which may name branches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from catalogue.feeds.record import FeedRecord, Refused
from catalogue.services.importing.content import LIMIT, Content, NotTaken, clean, content_of
from catalogue.services.importing.mapping import Words
from catalogue.services.importing.model import Arrival, Remark, RemarkKind


@dataclass(slots=True)
class Batch:
    """`met`: records that are there as they were: number in the feed, number here (0: not looked
    up yet) and hash."""

    contents: list[Content] = field(default_factory=list)
    deletions: list[str] = field(default_factory=list)
    met: list[tuple[int, int, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def taken(arrivals: Iterable[Arrival], words: Words, salt: str) -> Batch:
    """Sort these records. `salt` and a fingerprint make the hash to keep. Of a record that is both
    told and deleted the last word counts: a harvest that begins anew says both."""
    batch = Batch()
    gone: dict[str, None] = {}
    for arrival in arrivals:
        entry = arrival.entry
        if entry is None:
            batch.met.append((arrival.number, arrival.met, salt + arrival.fingerprint))
        elif isinstance(entry, Refused):
            batch.remarks.append(_refused(entry.number, entry.source_id, entry.reason))
        elif entry.deleted:
            if entry.source_id and clean(entry.source_id) == entry.source_id:
                gone[entry.source_id] = None
            else:
                batch.remarks.append(_refused(entry.number, "", "the deleted record has no id"))
        else:
            hashed = salt + arrival.fingerprint if arrival.fingerprint else ""
            gone.pop(entry.source_id, None)
            _take(entry, words, hashed, batch)
    batch.deletions = [*gone]
    if gone:
        batch.contents = [each for each in batch.contents if each.source_id not in gone]
    return batch


def _take(record: FeedRecord, words: Words, hashed: str, batch: Batch) -> None:
    try:
        content, remarks = content_of(record, words, hashed)
    except NotTaken as error:
        batch.remarks.append(_refused(record.number, record.source_id, str(error)))
        return
    batch.contents.append(content)
    batch.remarks.extend(remarks)


def _refused(number: int, source_id: str, reason: str) -> Remark:
    told = min(max(number, 0), LIMIT)
    return Remark(RemarkKind.RECORD, told, clean(source_id), "", clean(reason))
