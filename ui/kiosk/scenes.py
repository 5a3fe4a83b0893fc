"""Sessions as a patron would leave them on screen: one `SessionState` for each thing to look at.

For pictures of every page (`beaupre demo --screenshots`) and for the tests; no station uses them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from catalogue.domain.opening import Opening
from kiosk.session.board import Board, ClosedHours
from kiosk.session.pages import Page, Way
from kiosk.session.states import (
    Means,
    Notice,
    Patron,
    Place,
    PlaceKind,
    RowState,
    SessionState,
    TrayRow,
)
from kiosk.session.titles import TitleInfo
from ui.kiosk.flow_scenes import FLOW_SCENES
from ui.kiosk.kit_scenes import KIT_SCENES
from ui.kiosk.look_scenes import LOOK_SCENES, LOOK_TITLES
from ui.kiosk.receipt_scenes import CHOICE, FEWER, receipt_scenes

DUE_MS = int(datetime(2026, 12, 12, 22, 59, 59, tzinfo=UTC).timestamp() * 1000)
CUT_OFF_MS = int(datetime(2026, 11, 21, 13, 12, tzinfo=UTC).timestamp() * 1000)

PRINCE = TitleInfo("Le Petit Prince", "Antoine de Saint-Exupéry", "book")
STRANGER = TitleInfo("L’Étranger", "Albert Camus", "book")
GERMINAL = TitleInfo("Germinal", "Émile Zola", "book")
LEAGUES = TitleInfo("Vingt mille lieues sous les mers", "Jules Verne", "book")
MEAULNES = TitleInfo("Le Grand Meaulnes", "Alain-Fournier", "book")
BEL_AMI = TitleInfo("Bel-Ami", "Guy de Maupassant", "book")
CANDIDE = TitleInfo("Candide", "Voltaire", "book")
PELLEAS = TitleInfo("Pelléas et Mélisande", "Claude Debussy", "disc")
GAULE = TitleInfo("Le Tour de Gaule", "Goscinny et Uderzo", "comic")
READER = TitleInfo("Liseuse n° 4", "", "ereader")
LONG = TitleInfo(
    "À la recherche du temps perdu : à l’ombre des jeunes filles en fleurs", "Marcel Proust", "book"
)

JEANNE = Patron(
    card="2104800000017",
    means=Means.READ,
    session="token",
    display="Jeanne M.",
    language="fr",
    pin_verified=True,
    own_items=tuple((f"310480000090{n}", DUE_MS) for n in range(5)),
    loan_limit=20,
)
UNKNOWN = replace(JEANNE, session=None, display="", language="", pin_verified=False, own_items=())


def row(
    number: int, info: TitleInfo | None, state: RowState, reason: str | None = None, **more: object
) -> TrayRow:
    """One item; done ones are due on 12 December 2026."""
    item = f"31048000000{number:02}"
    due = DUE_MS if state is RowState.DONE and "place" not in more else None
    values: dict[str, object] = {"due_ms": due, **more}
    return TrayRow(item, item, (f"E0040100000000{number:02}",), state, info, reason, **values)


READY = SessionState(reader_up=True)
IDENTIFY = replace(READY, page=Page.IDENTIFY, way=Way.BORROW, card_entry="2104803")
PIN = replace(READY, page=Page.PIN, way=Way.BORROW, pin_entry="12")
PILE = (
    row(1, PRINCE, RowState.DONE),
    row(2, STRANGER, RowState.DONE),
    row(3, GERMINAL, RowState.DONE),
    row(4, LEAGUES, RowState.DOING),
    row(5, MEAULNES, RowState.REFUSED, "reserved"),
)
TRAY = replace(READY, page=Page.TRAY, way=Way.BORROW, patron=JEANNE, rows=PILE)
BROUGHT = (
    row(1, GAULE, RowState.DONE, place=Place(PlaceKind.BIN, "A", "Bandes dessinées")),
    row(2, PELLEAS, RowState.DONE, place=Place(PlaceKind.BIN, "D", "Disques et films")),
    row(3, CANDIDE, RowState.DONE, place=Place(PlaceKind.TRANSIT, "T", "La Passerelle")),
    row(4, BEL_AMI, RowState.DONE, place=Place(PlaceKind.BIN, "B", "Romans adultes")),
)
RETURN = replace(READY, page=Page.RETURN, way=Way.RETURN, rows=BROUGHT)
LIFTED = (*PILE[:3], row(4, LEAGUES, RowState.LIFTED, "lifted"))
ALL_DONE = (*PILE[:3], row(4, LEAGUES, RowState.DONE))
FINISH = replace(TRAY, page=Page.FINISH, rows=ALL_DONE, seconds_left=18, receipt=CHOICE)

LONG_WORDS = (
    ("fr", "Samedi 28 novembre, 10 h · Vente de livres au profit de l’école des Tilleuls"),
    ("ar", "السبت 28 نوفمبر، الساعة 10 · بيع الكتب لفائدة مدرسة الزيزفون في الحي"),
)
OPEN = Board(
    Opening(True, until="18:30", today=("10:00-18:30",)),
    (
        (
            ("fr", "Mercredi, 14 h 30 · L’heure du conte"),
            ("en", "Wednesday, 2.30 pm · Story time"),
            ("es", "Miércoles, 14:30 · La hora del cuento"),
            ("ar", "الأربعاء، 14:30 · ساعة الحكاية"),
        ),
    ),
    (
        *(PRINCE, LEAGUES, STRANGER, GERMINAL, BEL_AMI, CANDIDE, PELLEAS, GAULE),
        *(TitleInfo(title, "", "book") for title in ("Nana", "Gargantua", "Le Horla", "Cyrano")),
    ),
)
TWO_MESSAGES = replace(OPEN, messages=(*OPEN.messages, LONG_WORDS))
CLOSED = replace(OPEN, opening=Opening(False, day="2026-11-24", time="14:00"))
START = replace(READY, board=OPEN)
AT_NIGHT = replace(READY, board=CLOSED)

SCENES: dict[str, SessionState] = {
    "start": START,
    "start-bare": READY,
    "start-closed": AT_NIGHT,
    "start-dark": replace(AT_NIGHT, after_hours=ClosedHours.DARK),
    "start-returns": replace(AT_NIGHT, after_hours=ClosedHours.RETURNS),
    "start-two-messages": replace(START, board=TWO_MESSAGES),
    "start-offline": replace(START, online=False, offline_since_ms=CUT_OFF_MS),
    "start-no-lending": replace(READY, online=False, offline_since_ms=CUT_OFF_MS, offline_limit=0),
    "identify": IDENTIFY,
    "identify-unknown": replace(
        IDENTIFY, card_entry="", notice=Notice("unknown_card"), seconds_left=14
    ),
    "identify-whole": replace(IDENTIFY, card_entry="2104803123456"),
    "pin": PIN,
    "pin-wrong": replace(PIN, pin_entry="", notice=Notice("wrong_pin", tries_left=2)),
    "pin-wrong-typed": replace(
        PIN, pin_entry="", notice=Notice("wrong_number_or_pin", tries_left=2)
    ),
    "pin-closing": replace(
        PIN, pin_entry="123", notice=Notice("wrong_pin", tries_left=1), seconds_left=18
    ),
    "tray": TRAY,
    "tray-empty": replace(TRAY, rows=()),
    "tray-hidden": replace(TRAY, rows=ALL_DONE, notice=Notice("separate")),
    "tray-closing": replace(TRAY, rows=ALL_DONE, seconds_left=18),
    "tray-every-state": replace(
        TRAY,
        rows=(
            row(1, READER, RowState.WAITING, "parts"),
            row(2, LONG, RowState.DONE),
            row(3, CANDIDE, RowState.NOTED, "own_loan", due_ms=DUE_MS),
            row(4, None, RowState.REFUSED, "damaged"),
            row(5, GERMINAL, RowState.LIFTED, "given_up"),
        ),
    ),
    "tray-many": replace(
        TRAY,
        rows=(
            *ALL_DONE,
            row(5, BEL_AMI, RowState.DONE),
            row(6, PELLEAS, RowState.DONE),
            row(7, GAULE, RowState.DOING),
            row(8, CANDIDE, RowState.WAITING),
        ),
    ),
    "tray-scanned": replace(
        TRAY,
        rows=(
            PILE[0],
            replace(row(2, STRANGER, RowState.DONE, "barcode"), uids=()),
            replace(row(3, None, RowState.REFUSED, "damaged"), item=None),
            replace(row(4, LEAGUES, RowState.WAITING, "unseen"), uids=()),
        ),
    ),
    "tray-scan-refused": replace(
        TRAY,
        rows=(
            *PILE[:2],
            replace(row(3, GERMINAL, RowState.REFUSED, "unseen"), uids=()),
            replace(row(4, LEAGUES, RowState.REFUSED, "lent_already"), uids=()),
            replace(row(5, READER, RowState.REFUSED, "in_pieces"), uids=()),
        ),
        notice=Notice("scan_unknown"),
    ),
    "return": RETURN,
    "return-empty": replace(RETURN, rows=()),
    "return-scanned": replace(
        RETURN,
        rows=(*BROUGHT[:2], replace(row(4, BEL_AMI, RowState.REFUSED, "unseen"), uids=())),
    ),
    "return-held": replace(
        RETURN,
        rows=(
            *BROUGHT[:3],
            row(4, BEL_AMI, RowState.DONE, place=Place(PlaceKind.HOLD, "", "Réservés")),
            row(5, LEAGUES, RowState.DOING),
        ),
    ),
    "return-foreign": replace(
        RETURN, rows=(*BROUGHT[:2], row(7, None, RowState.REFUSED, "foreign"))
    ),
    "finish": FINISH,
    "finish-offline": replace(
        TRAY,
        page=Page.FINISH,
        patron=UNKNOWN,
        rows=tuple(
            replace(one, confirmed=False)
            for one in (*ALL_DONE, row(5, BEL_AMI, RowState.DONE), row(6, PELLEAS, RowState.DONE))
        ),
        seconds_left=12,
        receipt=FEWER,
    ),
    "finish-barcode": replace(
        FINISH, rows=(*PILE[:2], replace(row(3, GERMINAL, RowState.DONE, "barcode"), uids=()))
    ),
    "finish-return": replace(RETURN, page=Page.FINISH, seconds_left=18, receipt=FEWER),
    **receipt_scenes(FINISH, RETURN, JEANNE),
    "attention": replace(TRAY, page=Page.ATTENTION, rows=LIFTED),
    "attention-closing": replace(TRAY, page=Page.ATTENTION, rows=LIFTED, seconds_left=9),
    "resting": replace(READY, page=Page.RESTING, resting="reader"),
    "resting-closed": replace(
        AT_NIGHT, page=Page.RESTING, resting="closed", after_hours=ClosedHours.REST
    ),
    "resting-storage": replace(READY, page=Page.RESTING, resting="storage"),
    "resting-setup": replace(READY, page=Page.RESTING, resting="setup"),
    "resting-starting": replace(READY, page=Page.RESTING, resting="starting"),
    **FLOW_SCENES,
    **LOOK_SCENES,
    **KIT_SCENES,
}
TITLES = (
    LOOK_TITLES
    | frozenset(info.title for state in SCENES.values() for row in state.rows if (info := row.info))
    | {info.title for info in OPEN.arrivals}
)
"""Of the works that lie there: they may be longer than any line."""
