"""What a batch takes of records that come several times."""

from __future__ import annotations

import pytest

from catalogue.feeds.record import FeedRecord
from catalogue.services.importing.batch import taken
from catalogue.services.importing.mapping import Words
from catalogue.services.importing.model import Arrival, Rules

TOLD = FeedRecord(1, "oai:x:1", title="Germinal")
GONE = FeedRecord(2, "oai:x:1", deleted=True)


@pytest.mark.parametrize(
    ("records", "contents", "deletions"),
    [
        ([TOLD, GONE], [], ["oai:x:1"]),
        ([GONE, TOLD], ["oai:x:1"], []),
        ([GONE, TOLD, GONE], [], ["oai:x:1"]),
        ([TOLD, FeedRecord(3, "oai:x:2", deleted=True)], ["oai:x:1"], ["oai:x:2"]),
    ],
)
def test_last_word_on_a_record_counts(
    records: list[FeedRecord], contents: list[str], deletions: list[str]
) -> None:
    """Guard: `gone` in `taken`; without it a record made and deleted in one batch stays."""
    words = Words(Rules(), {}, may_make=True)
    batch = taken([Arrival(f"{n}", each) for n, each in enumerate(records)], words, "")
    assert [each.source_id for each in batch.contents] == contents
    assert batch.deletions == deletions
