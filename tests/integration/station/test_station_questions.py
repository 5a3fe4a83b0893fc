"""Questions a power cut left open: asked again before anything else is sent."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from catalogue.client import CentralClient
from catalogue.domain.ids import fresh_id
from catalogue.wire.v1 import OperationsReply, OperationsRequest
from kiosk.config import KioskConfig
from kiosk.config.credentials import read_credentials
from kiosk.outside import Outside
from kiosk.store.clock import SystemClock
from kiosk.store.journal import Journal
from kiosk.store.sidecar import patron_ref, seal_patron
from support.central import CARDS
from support.stations import Twin, running

if TYPE_CHECKING:
    from conftest import Town


def cut_in_the_question(config: KioskConfig, verdict: str = "allow") -> tuple[str, str]:
    """On the disk: a return that is due, and after it a question without an answer. Their ids."""
    known = read_credentials(config.credentials_path)
    assert known is not None
    patron = seal_patron(CARDS["P"], known.server_key_bytes())
    opened = Journal.open(config.journal_path, clock=SystemClock(), new_id=fresh_id)
    with closing(opened) as journal:
        due = journal.record_check_in("y", "A", {"verified": True})
        asked = journal.record_check_out(
            item="x",
            branch="A",
            patron_c=patron.commitment,
            sidecar=patron.sidecar,
            patron_ref=patron_ref(known.station_key_bytes(), CARDS["P"]),
            payload={"due_ms": SystemClock().wall_ms() + 86_400_000},
            grounds={"verdict": verdict, "reason": "offline_limit"},
            evidence={"before": "07"},
        )
    return due.id, asked.id


class Listening:
    """Clients that keep what they are asked to deliver."""

    def __init__(self) -> None:
        self.requests: list[OperationsRequest] = []

    def __call__(self, *args: Any, **options: Any) -> CentralClient:
        client = CentralClient(*args, **options)
        send = client.operations

        def operations(request: OperationsRequest) -> OperationsReply:
            self.requests.append(request)
            return send(request)

        client.operations = operations
        return client


def test_a_question_left_open_is_asked_before_the_queue_runs(
    config: KioskConfig, twin: Twin, town: Town
) -> None:
    with running(config) as kiosk:
        kiosk.ready()
    due, asked = cut_in_the_question(config)
    listening = Listening()
    with running(config, Outside(connect=listening)) as kiosk:
        kiosk.settled("check_in", "check_out")
        assert kiosk.rows("SELECT decided_by FROM records WHERE id = ?", asked) == [("server",)]
    first, *rest = listening.requests
    assert first.ask == asked
    assert due not in [record.op["id"] for record in first.records]
    assert any(due in [record.op["id"] for record in later.records] for later in rest)


def test_a_question_left_open_is_decided_by_its_grounds_without_the_server(
    config: KioskConfig, twin: Twin, town: Town
) -> None:
    with running(config) as kiosk:
        kiosk.ready()
    _, asked = cut_in_the_question(config, "deny")
    town.die()
    with running(config) as kiosk:
        kiosk.until_true(lambda: kiosk.kinds() == ["check_in", "check_out", "undo"], "the undo")
        found = kiosk.rows("SELECT state, decided_by FROM records WHERE id = ?", asked)
        assert found == [("due", "grounds")]
