"""Scenes of receipts: the choice at the end, what came of it, the one on screen; see
`ui.kiosk.scenes`."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.pages import Page
from kiosk.session.receipt_state import By, Given, Receipt
from kiosk.session.states import Patron, RowState, SessionState

MAIL = "j•••••@valbreuil.fr"
CHOICE = Receipt((By.PAPER, By.MAIL, By.SCREEN, By.NONE), By.PAPER, mail=MAIL)
FEWER = Receipt((By.PAPER, By.SCREEN, By.NONE), By.PAPER)


def receipt_scenes(
    finish: SessionState, returning: SessionState, jeanne: Patron
) -> dict[str, SessionState]:
    """Made of a session of loans that is finished, and of one of returns."""

    def at(receipt: Receipt, **more: object) -> SessionState:
        return replace(finish, receipt=receipt, seconds_left=None, **more)

    shown = at(replace(CHOICE, by=By.SCREEN), page=Page.RECEIPT)
    paul = replace(jeanne, card="2", display="Paul M.")
    rows = tuple(
        replace(
            row,
            who=number % 2,
            confirmed=number != 1,
            state=RowState.LIFTED if number == 2 else row.state,
        )
        for number, row in enumerate(finish.rows)
    )
    some = (By.MAIL, By.SCREEN, By.NONE)
    return {
        "finish-printing": at(replace(CHOICE, by=By.PAPER, given=Given.ASKING), checking=True),
        "finish-printed": at(replace(CHOICE, by=By.PAPER, given=Given.DONE)),
        "finish-mailed": at(replace(CHOICE, by=By.MAIL, given=Given.DONE, mailed=1)),
        "finish-no-paper": at(
            replace(CHOICE, offered=some, focus=By.MAIL, broken=(By.PAPER,), reason="paper")
        ),
        "finish-no-network": at(
            replace(CHOICE, offered=some[1:], focus=By.SCREEN, reason="no_network")
        ),
        "finish-unasked": at(replace(CHOICE, offered=(By.NONE,), focus=By.NONE)),
        "receipt": shown,
        "receipt-closing": replace(shown, seconds_left=14),
        "receipt-family": replace(shown, family=(jeanne, paul), rows=rows),
        "finish-next-card": at(
            replace(CHOICE, alone=True), family=(jeanne, paul), rows=rows, online=True
        ),
        "receipt-return": replace(
            returning, page=Page.RECEIPT, receipt=replace(FEWER, by=By.SCREEN)
        ),
    }
