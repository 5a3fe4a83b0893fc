"""What a server refuses it tells, keeps aside, alarms about, and it stops nothing else (E5, E10).

Over REST, from real journals.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest
import requests
from sqlalchemy import select

from catalogue.db.present import ConflictRow
from catalogue.db.record import Quarantined
from catalogue.domain.operations import Operation, seal
from catalogue.services.registry import open_conflicts
from catalogue.wire import v1
from support.central import CARDS, T0, LittleTown
from support.invariants_model import digest_of_state
from support.station_in_town import Station
from ui.cli.main import run


def known(town: LittleTown) -> str:
    """All that the town knows, without what it keeps aside and its alarms."""
    with town.services.database.read() as session:
        return digest_of_state(session, whole=False, without="conflicts")


OTHERS: dict[str, Callable[[Operation], Operation]] = {
    "item": lambda op: replace(op, item="y"),
    "kind": lambda op: replace(op, kind="check_in", patron_c=None, payload={}),
    "time": lambda op: replace(op, wall_ms=op.wall_ms + 1),
    "place": lambda op: replace(op, seq=(op.seq or 0) + 1),
    "patron": lambda op: replace(op, patron_c="ab" * 32),
}


def test_same_id_with_another_body_is_refused_set_aside_and_reported(
    town: LittleTown, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """200 with `refused id_reused`, nothing applied, an alarm on the list and in the log, which
    names nobody. Guard: `examine` compares the hashes of an id it knows."""
    kiosk = town.kiosk("a1")
    op = kiosk.check_out(T0)
    header = {"Authorization": f"Bearer {town.tokens['a1']}"}
    town.send(kiosk, op)
    before = known(town)
    for change in OTHERS.values():
        other = seal(change(op))
        kiosk.sidecars[other.id] = kiosk.sidecars[op.id]
        body = kiosk.batch([other]).model_dump(exclude_none=True)
        with caplog.at_level(logging.INFO):
            answer = requests.post(f"{url}/v1/operations", json=body, headers=header, timeout=20)
        assert answer.status_code == 200
        [result] = v1.OperationsReply.model_validate_json(answer.content).results
        assert (result.id, result.status, result.code) == (op.id, "refused", "id_reused")
    with town.services.database.read() as session:
        [alarm] = session.scalars(select(ConflictRow)).all()
        kept = session.scalars(select(Quarantined)).all()
        assert [row.id for row in open_conflicts(session)] == [alarm.id]
    assert (alarm.code, alarm.subject, alarm.evidence) == ("id_reused", "a1", [op.id])
    assert {(row.operation, row.code) for row in kept} == {(op.id, "id_reused")}
    assert len(kept) == len(OTHERS)
    lines = [line for line in caplog.messages if "refused" in line]
    assert lines == [f"station=a1 record {op.id} refused: id_reused"] * len(OTHERS)
    secrets = (*CARDS.values(), town.tokens["a1"], kiosk.sidecars[op.id], op.patron_c or "-")
    assert not any(secret in line for secret in secrets for line in caplog.messages)
    assert known(town) == before


def test_refused_id_that_is_no_id_is_not_written_into_the_log(
    town: LittleTown, caplog: pytest.LogCaptureFixture
) -> None:
    """Guard: `_refuse` logs canonical ids alone."""
    kiosk = town.kiosk("a1")
    record = v1.Record(op={**kiosk.check_in(T0).to_json(), "id": f"card {CARDS['P']}\nroot: ok"})
    request = kiosk.batch(()).model_copy(update={"records": [record]})
    with caplog.at_level(logging.INFO):
        reply = town.services.sync.handle(town.caller(kiosk), request)
    assert reply.results[0].status == "refused"
    assert caplog.messages[-1] == "station=a1 record without an id refused: malformed"
    assert CARDS["P"] not in caplog.text


def poison(station: Station, op: Operation, how: str) -> None:
    """Make a due record one that cannot be delivered."""
    body = op.to_json()
    told = {
        "altered": json.dumps({**body, "item": "kit"}),
        "without sense": json.dumps({**body, "seq": "first"}),
        "no object": json.dumps([body]),
        "no text": "{",
        "too large": json.dumps({**body, "payload": {"note": "x" * 5_000_000}}),
        "no number": json.dumps({**body, "payload": {"note": float("nan")}}),
        "nested": json.dumps(body)[:-1] + ', "payload": ' + '{"a":' * 300 + "1" + "}" * 301,
        "nested without end": '{"a":' * 9000 + "1" + "}" * 9000,
        "half a letter": json.dumps({**body, "branch": "\ud800"}),
    }[how]
    with closing(sqlite3.connect(station.folder / "journal.db")) as connection, connection:
        connection.execute("UPDATE operations SET body = ? WHERE id = ?", (told, op.id))


POISONS = {
    "altered": "bad_hash",
    "without sense": "malformed",
    "no object": "unreadable",
    "no text": "unreadable",
    "too large": "too_large",
    "no number": "bad_hash",
    "nested": "unreadable",
    "nested without end": "unreadable",
    "half a letter": "unreadable",
}


@pytest.mark.parametrize("how", POISONS)
def test_poisoned_rows_are_parked_with_their_reason_and_all_others_drained(
    station: Station, town: LittleTown, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """At the head, in the middle and at the end. Guards: `_take` refuses record by record; the
    pusher narrows a batch nobody can read; `_readable` sets aside what is no record."""
    station.line.mark(up=False)
    ops = [station.give_back(item) for item in ("x", "y", "z", "film", "kit", "x", "y")]
    bad = [ops[0], ops[3], ops[-1]]
    for op in bad:
        poison(station, op, how)
    station.back_online()
    states = {row.id: (row.state, row.code) for row in station.journal.queue(delivered=True)}
    assert [states[op.id] for op in ops] == [
        ("quarantined", POISONS[how]) if op in bad else ("delivered", None) for op in ops
    ]
    assert station.journal.counts().pending == 0
    later = station.give_back("x")
    station.settle()
    counts, tally = station.journal.counts(), station.client.tally()
    assert (counts.pending, counts.quarantined) == (0, len(bad))
    assert tally.recorded == counts.delivered == counts.journalled - len(bad)
    assert tally.recorded == tally.applied + tally.superseded
    run(["queue", "list", "--state", str(station.folder), "--json"])
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["id"], row["code"]) for row in listed] == [(op.id, POISONS[how]) for op in bad]
    assert later.id not in {row["id"] for row in listed}


@pytest.mark.parametrize("how", ["altered", "half a letter", "nested without end", "no object"])
def test_poisoned_question_is_parked_and_not_asked(station: Station, how: str) -> None:
    """A disk that was damaged between the question and the next start. Guard: `asking` gives intact
    records alone."""
    good, bad = station.journalled("P", "x"), station.journalled("P", "y")
    poison(station, bad, how)
    for op in station.journal.asking():
        station.answered(op, station.gateway.ask(op, None))
    station.settle()
    states = {row.id: (row.state, row.code) for row in station.journal.queue(delivered=True)}
    assert states[good.id] == ("delivered", None)
    assert states[bad.id] == ("quarantined", "unreadable")
