"""The fourteen worked examples: what stations recorded, and what must come of it whatever the order
in which it arrives. Minutes; clocks good to 2 s. The domain's fold is tried with them, and the
server."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from catalogue.domain.operations import Basis, Kind, Operation, Presence
from catalogue.domain.states import Outcome
from support.circulation import DAY, MINUTE, T0, Writer, present_of

APPLIED = Outcome("applied")
MOVED = Outcome("applied", "moved")


def at(minutes: float) -> int:
    """So many minutes after the first of them began."""
    return T0 + int(minutes * MINUTE)


def writers() -> list[Writer]:
    """Stations a, b and c of the branches of their name."""
    return [Writer(name, branch=name.upper()) for name in "abc"]


Records = Sequence[Operation]


@dataclass(frozen=True)
class Example:
    """`write`: the records. Of thing x: `status`, `holder` and, when it is lent, the `loan` by its
    number among the records. `codes`: the conflicts that stay open. `outcomes` by the number of the
    record, of the others "applied"; `ended`: loan → what ended it; `holds`: hold → its status."""

    name: str
    write: Callable[[Writer, Writer, Writer], Records]
    status: str
    holder: str | None = None
    loan: int | None = None
    branch: str | None = None
    codes: Sequence[str] = ()
    outcomes: Mapping[int, Outcome] = field(default_factory=dict)
    ended: Mapping[int, int] = field(default_factory=dict)
    holds: Mapping[int, str] = field(default_factory=dict)

    def records(self) -> Records:
        """What was recorded, the same each time."""
        return self.write(*writers())

    @property
    def told(self) -> list[tuple[str, str | None]]:
        """What each record came to, and why."""
        found = (self.outcomes.get(n, APPLIED) for n in range(len(self.records())))
        return [(outcome.code, outcome.reason) for outcome in found]


def _loan_and_return(a: Writer, b: Writer, _c: Writer) -> Records:
    return a.check_out(at(0), "P"), b.check_in(at(60))


def _two_loans(a: Writer, b: Writer, _c: Writer) -> Records:
    return a.check_out(at(0), "P"), b.check_out(at(60), "Q")


def _late_return(a: Writer, b: Writer, c: Writer) -> Records:
    return *_two_loans(a, b, c), c.check_in(at(30))


def _clock_ahead(a: Writer, b: Writer, _c: Writer) -> Records:
    contact = a.write(Kind.CLOCK, at(0))
    a.skew_ms = 400 * DAY
    a.boot(at(5), Basis.RTC)
    loan = a.check_out(at(10), "P")
    a.boot(at(60))
    return contact, loan, a.write(Kind.CLOCK, at(61)), b.check_in(at(30))


def _overlap(a: Writer, b: Writer, _c: Writer) -> Records:
    b.branch = "A"
    return _overlap_elsewhere(a, b, _c)


def _overlap_elsewhere(a: Writer, b: Writer, _c: Writer) -> Records:
    return a.check_out(at(0), "P"), a.check_out(at(30), "Q"), b.check_in(at(30.01))


def _shown_date(a: Writer, b: Writer, c: Writer) -> Records:
    long = a.check_out(at(0), "P", T0 + 28 * DAY)
    return long, c.check_out(at(60), "P", T0 + 21 * DAY), b.check_in(at(30))


def _trapped(a: Writer, b: Writer, _c: Writer) -> Records:
    hold = b.hold_place(at(-100), "R")
    return hold, b.trap(at(60), hold), a.check_out(at(0), "P")


def _trapped_in_vain(a: Writer, b: Writer, _c: Writer) -> Records:
    hold = b.hold_place(at(-100), "R")
    cancel = b.write(
        Kind.HOLD_CANCEL, at(-5), title="t", presence=Presence.NONE, refs={"about": hold.id}
    )
    return hold, a.trap(at(0), hold), cancel


def _lost(a: Writer, b: Writer, c: Writer) -> Records:
    loan = b.check_out(at(-200), "P", T0 + DAY)
    lost = c.write(
        Kind.ITEM_LOST, T0 + 50 * DAY, item="x", presence=Presence.NONE, refs={"about": loan.id}
    )
    return loan, lost, a.check_in(T0 + 45 * DAY)


def _refused(a: Writer, b: Writer, _c: Writer) -> Records:
    refused = b.check_out(at(60), "Q")
    return a.check_out(at(0), "P"), refused, b.undo(at(60.1), refused)


def _restored(a: Writer, _b: Writer, _c: Writer) -> Records:
    a.write(Kind.CLOCK, at(0))
    a.check_out(at(10), "P")
    a.restore(1)
    a.boot(at(20))
    a.check_out(at(30), "Q", item="y")
    a.check_in(at(40))
    return a.ever


def _decided(a: Writer, b: Writer, c: Writer) -> Records:
    loans = _two_loans(a, b, c)
    (found,) = present_of(loans).items["x"].conflicts.values()
    return *loans, b.resolve(at(300), found, "void", loans[1])


def _decided_in_vain(a: Writer, b: Writer, c: Writer) -> Records:
    return *_decided(a, b, c), c.check_in(at(30))


def _typed(a: Writer, b: Writer, _c: Writer) -> Records:
    return a.check_out(at(0), "P"), b.check_out(at(60), "Q", presence=Presence.TYPED)


IMPLIED = Outcome("implied_return")
AVAILABLE, ON_LOAN, SHELF = "available", "on_loan", "on_hold_shelf"

EXAMPLES = (
    Example("01 return elsewhere", _loan_and_return, AVAILABLE, branch="B", ended={0: 1}),
    Example(
        "02 two offline loans",
        _two_loans,
        ON_LOAN,
        "Q",
        1,
        codes=["loan_over_loan"],
        outcomes={1: IMPLIED},
        ended={0: 1},
    ),
    Example(
        "03 late return between two loans",
        _late_return,
        ON_LOAN,
        "Q",
        1,
        outcomes={1: MOVED},
        ended={0: 2},
    ),
    Example("04 clock 400 days ahead", _clock_ahead, AVAILABLE, branch="B", ended={1: 3}),
    Example("05 one believable story", _overlap, ON_LOAN, "Q", 1, ended={0: 2}),
    # Which of the two it is, nobody can say: that is what is said.
    Example(
        "06 two believable stories",
        _overlap_elsewhere,
        "",
        codes=["loan_over_loan", "order_unknown"],
    ),
    Example(
        "07 date that was shown", _shown_date, ON_LOAN, "P", 1, outcomes={1: MOVED}, ended={0: 2}
    ),
    Example(
        "08 trapped, earlier loan late",
        _trapped,
        SHELF,
        "R",
        codes=["seen_while_on_loan"],
        outcomes={1: Outcome("implied_return", "implied_return")},
        ended={2: 1},
        holds={0: "ready"},
    ),
    Example(
        "09 trapped in vain",
        _trapped_in_vain,
        SHELF,
        "R",
        codes=["trap_void"],
        holds={0: "cancelled"},
    ),
    Example(
        "10 lost after its return",
        _lost,
        AVAILABLE,
        branch="A",
        outcomes={0: MOVED, 1: Outcome("superseded", "premise_gone")},
        ended={0: 2},
    ),
    Example(
        "11 refused book was seen",
        _refused,
        AVAILABLE,
        branch="B",
        codes=["seen_while_on_loan"],
        outcomes={1: Outcome("superseded", "undone")},
        ended={0: 1},
    ),
    Example("12 restored disk", _restored, AVAILABLE, codes=["fork"], ended={1: 3}),
    Example(
        "13 decision",
        _decided,
        ON_LOAN,
        "P",
        0,
        outcomes={1: Outcome("superseded", "voided"), 2: Outcome("applied", "void")},
    ),
    Example(
        "13 decision whose conflict is gone",
        _decided_in_vain,
        ON_LOAN,
        "Q",
        1,
        outcomes={1: MOVED, 2: Outcome("superseded", "premise_gone")},
        ended={0: 3},
    ),
    Example(
        "14 typed number",
        _typed,
        ON_LOAN,
        "P",
        0,
        codes=["typed_loan_over_loan"],
        outcomes={1: Outcome("conflict", "typed_loan_over_loan")},
    ),
)
BY_NAME = {each.name: each for each in EXAMPLES}
SHOWN_DATE = BY_NAME["07 date that was shown"]
