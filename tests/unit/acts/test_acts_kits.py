"""What is asked about a kit, cut off or not, and what did not come back with one."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from catalogue.domain.policy import OfflineRules
from kiosk.acts.kits import Kits
from kiosk.acts.storage import StorageWatch
from kiosk.gateway.offline import OfflineGateway
from kiosk.gateway.protocol import Decision, KitSaid
from kiosk.session.effects import AskKit, LendItem, RecordMissing, SignCharter
from kiosk.session.events import CharterSigned, KitTold, MissingRecorded
from kiosk.session.kit_state import CharterText
from kiosk.store.errors import StorageFull
from kiosk.store.rows import DecidedBy
from support.acts_bench import Bench, patron
from support.station_feed import card_row, change, page
from support.station_store import CARD, ITEM, UID, HandClock

TEXT = CharterText("liseuse", 2, "fr", "Je promets.")


@dataclass
class Server:
    """Answers, or does not."""

    said: KitSaid | None = None
    refuses: str | None = None
    signed: list[tuple[str, int, str]] = field(default_factory=list)

    def ask_kit(self, item: str, session: str | None, language: str) -> KitSaid | None:
        return self.said

    def sign(self, charter: str, version: int, language: str, session: str | None) -> str | None:
        self.signed.append((charter, version, language))
        return self.refuses


def kits(bench: Bench, server: Server) -> Kits:
    offline = OfflineGateway(
        bench.journal, bench.snapshot, HandClock(), OfflineRules(), bench.keyring
    )
    watch = StorageWatch(bench.health)
    by = DecidedBy.SERVER
    return Kits(
        bench.journal, bench.snapshot, server, offline, watch, lambda: by, bench.posted.append, 7
    )


def ask(bench: Bench, server: Server) -> KitTold:
    kits(bench, server).ask(AskKit(ITEM, ITEM, patron(), "fr"))
    (*_, told) = bench.posted
    assert isinstance(told, KitTold)
    return told


def test_server_s_word_goes_before_the_rules(bench: Bench) -> None:
    told = ask(bench, Server(KitSaid(charter=TEXT)))

    assert (told.card, told.denied, told.charter) == (CARD, None, TEXT)
    assert told.due_ms is not None


@pytest.mark.parametrize(
    ("signed", "denied"), [("liseuse", None), ("", "offline_charter")], ids=["signed", "not"]
)
def test_cut_off_who_has_signed_may_have_it_and_nobody_else(
    bench: Bench, signed: str, denied: str | None
) -> None:
    """Guard: `_by_the_rules`, and `policy._item_denial` on the charter."""
    reader = change("title", "t1", title="Liseuse", kind="ereader", charter="liseuse")
    bench.snapshot.apply(page([reader, card_row(CARD, charters=signed)]))

    told = ask(bench, Server())

    assert (told.denied, told.charter) == (denied, None)


@pytest.mark.parametrize(
    ("refuses", "reason"),
    [(None, None), ("charter_outdated", "charter_outdated"), ("no_network", "offline_charter")],
)
def test_signature_is_taken_by_the_server_or_not_at_all(
    bench: Bench, refuses: str | None, reason: str | None
) -> None:
    server = Server(refuses=refuses)

    kits(bench, server).sign(SignCharter(ITEM, patron(), "liseuse", 2, "fr"))

    assert bench.posted[-1] == CharterSigned(ITEM, CARD, reason)
    assert server.signed == [("liseuse", 2, "fr")]


def test_each_missing_part_is_a_record_of_its_own_with_its_day(bench: Bench) -> None:
    kits(bench, Server()).missing(RecordMissing(ITEM, ITEM, ("cable", "case")))

    (*_, told) = bench.posted
    assert isinstance(told, MissingRecorded)
    sent = [row.body for row in bench.journal.due(10)]
    assert [(op["kind"], op["payload"]) for op in sent] == [
        ("part_missing", {"part": part, "until_ms": told.until_ms}) for part in ("cable", "case")
    ]


def test_version_she_signed_stands_in_the_grounds_of_the_loan(bench: Bench) -> None:
    bench.gateway.answers.append(Decision(True, DecidedBy.GROUNDS, recorded=False))

    bench.circulation.lend(LendItem(ITEM, ITEM, (UID,), 0x07, patron(), charter=2))

    (*_, row) = bench.journal.due(10)
    assert row.body["grounds"]["charter"] == 2


def test_full_disk_is_told_and_nothing_waits_for_ever(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise StorageFull("full")

    monkeypatch.setattr(bench.journal, "record_part_missing", full)

    kits(bench, Server()).missing(RecordMissing(ITEM, ITEM, ("cable",)))

    assert bench.posted[-1] == MissingRecorded(ITEM, None)
