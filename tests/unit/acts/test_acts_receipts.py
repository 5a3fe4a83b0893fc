"""The receipts of a session: each card gets its own, in its own language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kiosk.acts.acts import Acts
from kiosk.acts.jobs import JobQueue
from kiosk.session.states import Means, Page, Patron, RowState, SessionState, TrayRow, Way

JEANNE = Patron("1", Means.READ, "s-1", "Jeanne M.", "fr", pin_verified=True)
PAUL = Patron("2", Means.READ, "s-2", "Paul M.", "en", pin_verified=True)


@dataclass
class Paper:
    printed: list[tuple[list[str], str]] = field(default_factory=list)

    def receipt(self, rows: tuple[TrayRow, ...], language: str) -> None:
        self.printed.append(([row.key for row in rows], language))


def finished(*family: Patron) -> SessionState:
    rows = tuple(
        TrayRow(key, key, (key,), RowState.DONE, operation=f"op-{key}", who=who)
        for key, who in (("x", 0), ("y", 1), ("z", 0))
        if who < max(1, len(family))
    )
    return SessionState(page=Page.FINISH, way=Way.BORROW, patron=JEANNE, rows=rows, family=family)


def printed(after: SessionState) -> list[tuple[list[str], str]]:
    paper, periph = Paper(), JobQueue("periph", lambda _fault: None)
    nothing: dict[str, Any] = dict.fromkeys(Acts.__dataclass_fields__)
    acts = Acts(**{**nothing, "periph": periph, "printing": paper})
    acts.after_change(SessionState(page=Page.TRAY), after, "es")
    for _ in range(4):
        periph.step(0.0)
    return paper.printed


def test_one_card_has_one_receipt_in_the_language_of_the_screen() -> None:
    assert printed(finished()) == [(["x", "z"], "es")]


def test_each_card_of_a_family_has_its_own_receipt() -> None:
    assert printed(finished(JEANNE, PAUL)) == [(["x", "z"], "fr"), (["y"], "en")]


def test_page_that_stays_prints_nothing_again() -> None:
    paper, periph = Paper(), JobQueue("periph", lambda _fault: None)
    nothing: dict[str, Any] = dict.fromkeys(Acts.__dataclass_fields__)
    acts = Acts(**{**nothing, "periph": periph, "printing": paper})
    acts.after_change(finished(), finished(), "fr")
    periph.step(0.0)
    assert paper.printed == []
