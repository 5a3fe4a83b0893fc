"""Guards of the product, taken out one at a time: the simulation must notice.

Each is named after what it guards against and says how to be without it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from unittest import mock

from catalogue.domain import dating
from catalogue.domain.dating import Dating
from catalogue.domain.operations import Basis, Operation
from catalogue.services import dated, station_sync
from kiosk.acts import circulation, security
from kiosk.gateway import failover
from kiosk.session import ending, identify, lending, undoing
from kiosk.session.pages import Page
from kiosk.session.states import Means
from kiosk.store import journal, recording
from kiosk.store.clock import Stamp
from kiosk.sync import pusher
from rfid import switching
from rfid.events import SecurityOutcome
from rfid.security import Marks
from support.simulation import Ground

Patches = list[mock._patch]
SEEDS = 200
"""Each guard is caught by one of so many."""
SABOTAGE: dict[str, Callable[[], Patches]] = {}


def guard(make: Callable[[], Patches]) -> Callable[[], Patches]:
    """Enter it under its name."""
    SABOTAGE[make.__name__] = make
    return make


@contextmanager
def without(name: str) -> Iterator[None]:
    """The product without that guard."""
    patches = SABOTAGE[name]()
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in patches:
            patch.stop()


def _instead(owner: object, name: str, other: object) -> Patches:
    return [mock.patch.object(owner, name, other)]


# Server


@guard
def duplicate_id_is_not_stored_again() -> Patches:
    return _instead(station_sync, "known_hashes", lambda *_: {})


@guard
def old_disk_gets_a_new_epoch() -> Patches:
    return [
        *_instead(station_sync, "_forked", lambda *_: False),
        *_instead(station_sync, "_fell_behind", lambda *_: False),
    ]


def _dated_from(change: Callable[[Operation], Operation]) -> Patches:
    """Dates that the server takes from records other than those that were written."""

    def naive(ops: Iterable[Operation], earlier: dating.View | None = None) -> Dating:
        return dating.date_station(map(change, ops), earlier=earlier)

    def said(ops: Iterable[Operation], before: dating.View | None = None) -> dating.View | None:
        return dating.said_by(map(change, ops), before)

    return [*_instead(dated, "date_station", naive), *_instead(dated, "said_by", said)]


@guard
def measurements_date_the_whole_boot() -> Patches:
    return _dated_from(lambda op: replace(op, basis=Basis.RTC if op.offset_ms else Basis.NONE))


@guard
def offsets_correct_the_clocks() -> Patches:
    return _dated_from(lambda op: op if op.offset_ms is None else replace(op, offset_ms=0))


# The station, record and queue


@guard
def refused_loan_is_undone() -> Patches:
    def settle(self, op, decision):
        self._journal.decide(op.id, decision.decided_by, False)
        return True

    return _instead(circulation.Circulation, "_settle", settle)


@guard
def open_questions_are_asked_again_at_the_start() -> Patches:
    return _instead(circulation.Circulation, "recover", lambda _self: True)


@guard
def lost_answer_leaves_the_record_in_the_queue() -> Patches:
    from catalogue.client import Ambiguous

    real = pusher.Pusher.step

    def step(self, now_s):
        batch = self._journal.due(self._limit)
        try:
            return real(self, now_s)
        except Ambiguous:
            done = [row.id for row in batch]
            self._journal._db.write(
                lambda tx: tx.executemany(
                    "UPDATE outbox SET state='delivered', delivered_n=1, delivered_ms=1"
                    " WHERE n = (SELECT n FROM operations WHERE id = ?)",
                    [(op_id,) for op_id in done],
                )
            )
            raise

    return _instead(pusher.Pusher, "step", step)


@guard
def new_feed_epoch_sends_the_journal_again() -> Patches:
    return _instead(journal.Journal, "resend_retained", lambda _self: 0)


@guard
def offset_of_the_clock_is_recorded() -> Patches:
    real = recording.stamp

    def raw(clock, newest):
        now = real(clock, newest)
        return Stamp(now.boot_id, now.mono_ms, now.wall_ms, Basis.BOOT, 0, 2_000)

    return _instead(recording, "stamp", raw)


@guard
def caps_count_items() -> Patches:
    return _instead(journal.Journal, "offline_count", lambda *_: 0)


@guard
def typed_number_borrows_nothing_offline() -> Patches:
    real = identify.card_shown

    def shown(state, event, rules):
        return real(state, replace(event, means=Means.READ), rules)

    return _instead(identify, "card_shown", shown)


# The station, bits


@guard
def intent_of_a_return_is_durable_before_its_bit() -> Patches:
    return _instead(security.SessionBits, "_intend", lambda *_: True)


@guard
def intent_of_a_loan_is_in_its_own_commit() -> Patches:
    real = journal.Journal.record_check_out
    return _instead(
        journal.Journal,
        "record_check_out",
        lambda self, *args, **more: real(self, *args, **{**more, "intents": ()}),
    )


@guard
def bit_is_read_back() -> Patches:
    def believe(self, reader, means, _known):
        wanted = means.policy.afi_for(self.order.wanted)
        found = Marks(reader.system_info(self.uid).afi)
        self.before = found if self.before is None else self.before
        if found.afi != wanted:
            reader.write_afi(self.uid, wanted)
        self.after = Marks(wanted)

    return _instead(switching.Switching, "_switch", believe)


@guard
def lifted_loan_stands() -> Patches:
    real = lending.switched

    def switched(state, row, event):
        if event.outcome == SecurityOutcome.GONE:
            event = replace(event, outcome=SecurityOutcome.NOT_SWITCHED)
        return real(state, row, event)

    return _instead(lending, "switched", switched)


@guard
def lifted_thing_is_on_the_repair_list() -> Patches:
    def forget(self, effect):
        self._journal.close_intent(effect.operation, effect.uid)

    return [
        *_instead(security.SessionBits, "open_repair", forget),
        *_instead(security.SessionBits, "report", lambda *_: None),
    ]


@guard
def intent_closes_after_read_back_only() -> Patches:
    real = security.SessionBits.clear

    def clear(self, effect):
        self._journal.close_intent(effect.operation, effect.uid)
        real(self, effect)

    return _instead(security.SessionBits, "clear", clear)


# The station, session


@guard
def session_forgets_at_its_end() -> Patches:
    real = ending.end

    def end(state):
        fresh, effects = real(state)
        return replace(fresh, patron=state.patron), effects

    return _instead(ending, "end", end)


@guard
def second_card_changes_no_session() -> Patches:
    from kiosk.session import surroundings

    real = identify.card_shown

    def shown(state, event, rules):
        return real(replace(state, page=Page.IDENTIFY, checking=False), event, rules)

    return [
        *_instead(identify, "card_shown", shown),
        *_instead(surroundings, "card_shown", shown),
    ]


@guard
def silence_of_the_server_is_no_refusal() -> Patches:
    from catalogue.client import CentralError
    from kiosk.gateway.protocol import Decision
    from kiosk.store.rows import DecidedBy

    def ask(self, op, session):
        try:
            return self._central.ask(op, session)
        except CentralError:
            return Decision(False, DecidedBy.SERVER, False, "offline_stale")

    return _instead(failover.FailoverGateway, "ask", ask)


@guard
def loan_is_undone_after_its_bit() -> Patches:
    """Recorded at once, whatever the tag says."""
    real = undoing.take_next

    def take(state, row):
        return real(state, replace(row, switched=()))

    return _instead(undoing, "take_next", take)


# Which seed catches which


def caught_by(ground: Ground, name: str, seeds: Iterable[int]) -> tuple[int, str] | None:
    """The first of these seeds that fails without that guard, and what it says."""
    for seed in seeds:
        try:
            with without(name):
                faults = ground.run_seed(seed).faults
        except Exception as error:  # noqa: BLE001 - without a guard anything may come up
            faults = (f"{type(error).__name__}: {error}",)
        if faults:
            return seed, faults[0]
    return None


def main() -> None:
    """`python -m support.simulation_sabotage [GUARD …]`: each taken out until a seed fails."""
    ground = Ground()
    try:
        for name in sys.argv[1:] or SABOTAGE:
            found = caught_by(ground, name, range(SEEDS))
            told = "not caught" if found is None else f"seed {found[0]}: {found[1]}"
            sys.stdout.write(f"{name} | {' '.join(told.split())[:160]}\n")
            sys.stdout.flush()
    finally:
        ground.close()


if __name__ == "__main__":
    main()
