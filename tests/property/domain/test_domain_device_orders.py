"""No order of arrival makes a device lendable without every step after its last return.

A town of two stations that deliver when they like, record by record, and a workshop that notes
steps for the return it knows of. The server's part is played by the pure rules: fold, last return,
what is left to do, what it then says by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.domain.devices import (
    KitModel,
    PrepStep,
    StepDone,
    Workshop,
    last_return,
    settlement,
    unprepared,
)
from catalogue.domain.operations import Kind, Operation
from catalogue.domain.states import Status
from support.circulation import MINUTE, T0, Town, Writer, central, present_of

MODEL = KitModel(id="m", name="Liseuse", min_battery=80)
KITS = Town(home={"kit": "A"}, titles={"kit": "k"})
PACK = "pack"

MOVES = st.one_of(
    st.tuples(st.sampled_from(["out", "in"]), st.sampled_from([0, 1])),
    st.tuples(st.just("send"), st.integers(0, 5)),
    # All but these, mostly all: else a device would hardly ever be ready.
    st.tuples(st.just("steps"), st.sets(st.sampled_from(list(PrepStep)), max_size=2)),
    st.tuples(st.just("all"), st.none()),
)


@dataclass
class Server:
    """What a town knows of one device."""

    known: list[Operation] = field(default_factory=list)
    steps: list[StepDone] = field(default_factory=list)
    noted: list[tuple[PrepStep, frozenset[str]]] = field(default_factory=list)
    """Each step, and the returns the town knew of when it was noted."""
    status: Status = Status.AVAILABLE
    returned: str | None = None

    def look(self, now_ms: int) -> None:
        """Fold, and say what is to be said."""
        for _ in range(4):
            self._fold()
            said = settlement(self.status, self.left())
            if said is None:
                return
            number = len(self.known) + 1
            payload = {"state": said}
            self.known.append(
                central(Kind.DEVICE_STATE, now_ms, number, item="kit", branch="A", payload=payload)
            )
        raise AssertionError("the server never stops saying")

    def _fold(self) -> None:
        if not self.known:
            return
        present = present_of(self.known, KITS)
        fold = present.items["kit"]
        self.status = fold.state.status
        self.returned = last_return(fold, present.timeline)

    def left(self) -> tuple[object, ...]:
        return unprepared(MODEL, Workshop(self.steps, PACK), self.returned)

    def note(self, step: PrepStep, now_ms: int) -> None:
        """The workshop did a step, if it has the device."""
        if self.status not in (Status.AVAILABLE, Status.RECEIVED_UNCHECKED):
            return
        key = (step, self.returned or "")
        self.steps = [each for each in self.steps if (each.step, each.returned) != key]
        self.steps.append(StepDone(step, self.returned or "", now_ms, 100, PACK))
        self.noted.append((step, self.returns()))

    def returns(self) -> frozenset[str]:
        """The returns of patrons the town knows of."""
        return frozenset(op.id for op in self.known if op.kind == Kind.CHECK_IN)


def done_since_the_last_return(server: Server) -> bool:
    """Was each step noted when the return that is the latest of all known now was known? Told by
    the test alone, from true times."""
    at = {op.id: op.wall_ms for op in server.known}
    last = max(server.returns(), key=lambda op_id: at[op_id], default=None)
    return all(
        any(step is each and (last is None or last in then) for each, then in server.noted)
        for step in PrepStep
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(MOVES, max_size=24))
def test_no_order_of_arrival_frees_a_device_nobody_prepared(
    moves: list[tuple[str, object]],
) -> None:
    """Guards: `unprepared` compares `StepDone.returned`; `settlement` says unprepared of a device
    that is available and was not prepared. Taken out, each makes this fail."""
    stations = (Writer("A"), Writer("B", branch="A"))
    server, waiting, now_ms = Server(), [], T0
    # It begins its life as the workshop registers it.
    server.known.append(
        central(Kind.DEVICE_STATE, T0, 0, item="kit", branch="A", payload={"state": "unchecked"})
    )
    server.look(now_ms)
    for move, which in [*moves, ("all", None)]:
        now_ms += 10 * MINUTE
        if move == "out":
            waiting.append(stations[which].check_out(now_ms, "P", item="kit"))
        elif move == "in":
            waiting.append(stations[which].check_in(now_ms, item="kit"))
        elif move == "steps":
            for step in [each for each in PrepStep if each not in which]:
                server.note(step, now_ms)
        elif move == "send" and waiting:
            server.known.append(waiting.pop(which % len(waiting)))
        elif move == "all":
            server.known += waiting
            waiting = []
        server.look(now_ms)
        if server.status == Status.AVAILABLE:
            assert server.left() == ()
            assert done_since_the_last_return(server)
