"""Scenes of an e-reader that is borrowed and comes back; see `ui.kiosk.scenes`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from kiosk.session.kit_state import CharterText, Kit, KitCheck, KitPart, KitStep
from kiosk.session.pages import Page, Way
from kiosk.session.states import Notice, PadTag, Place, PlaceKind, RowState, SessionState, TrayRow
from kiosk.session.titles import TitleInfo
from ui.kiosk.flow_scenes import CYRANO, JEANNE, POINTS

DUE_MS = int(datetime(2026, 12, 19, 22, 59, 59, tzinfo=UTC).timestamp() * 1000)
BRING_MS = int(datetime(2026, 11, 28, 22, 59, 59, tzinfo=UTC).timestamp() * 1000)
KIT = Kit(
    (
        KitPart("reader", "La liseuse", "Écran sans rayure", 12000),
        KitPart("case", "L’étui", "Rouge, avec son numéro", 1500),
        KitPart("charger", "Le chargeur", "Blanc, pour la prise", 1200),
        KitPart("cable", "Le câble", "Noir, pour charger", 800),
    )
)
THREE = Kit((KIT.parts[0], KIT.parts[1], KIT.parts[3]))
MANY = Kit(
    (
        *KIT.parts,
        KitPart("leaflet", "La notice", "En français"),
        KitPart("pouch", "La pochette", "Verte"),
        KitPart("stylus", "Le stylet", "Gris", 900),
    )
)
TAGGED = Kit(
    tuple(replace(part, ordinal=n if n < 3 else 0) for n, part in enumerate(THREE.parts, start=1))
)
CHARTER = CharterText(
    "liseuse",
    1,
    "fr",
    """Charte de prêt des liseuses

La médiathèque me prête une liseuse avec son étui, son câble et son chargeur.
Le prêt est gratuit. Il dure quatre semaines.

- J’en prends soin. Je ne la prête à personne.
- Je ne change ni ses réglages, ni les livres qui s’y trouvent.
- Je la rends à l’accueil ou à une borne, complète.
- La médiathèque efface mon compte et mes notes dès son retour.
- S’il manque une partie, ou si elle est abîmée, je paie son prix de remplacement.

Les prix sont affichés à l’accueil.
""",
)
IN_SHORT = """Je prends soin de la liseuse.
Je la rends complète, à l’accueil ou à une borne.
La médiathèque efface mes notes dès son retour."""
READER = TitleInfo("Liseuse n° 4", "", "ereader")
KEY = "3104812191390"
UID = "E0040100000004A1"
TAG = PadTag(UID, "item", KEY, 1, 1, 7, "secured", READER, KIT)
CHECK = KitCheck(KIT, KitStep.PARTS, frozenset({1}), charter=CHARTER, due_ms=DUE_MS)
ROW = TrayRow(KEY, KEY, (UID,), RowState.WAITING, READER, "kit", kit=CHECK)
OPEN = SessionState(
    page=Page.TRAY, way=Way.BORROW, reader_up=True, patron=JEANNE, pad=(TAG,), rows=(ROW,)
)
ALL = frozenset(part.code for part in KIT.parts)


def book(number: int, info: TitleInfo, **more: object) -> TrayRow:
    """A book beside it."""
    key = f"31048000002{number:02}"
    row = TrayRow(key, key, (f"E0040100000002{number:02}",), RowState.DONE, info)
    return replace(row, **{"due_ms": DUE_MS, "operation": "op", **more})


def counting(kit: Kit, *ticked: str, **more: object) -> SessionState:
    """Its parts on screen."""
    check = replace(CHECK, kit=kit, ticked=frozenset(ticked), **more)
    return replace(OPEN, page=Page.PARTS, kit_row=KEY, rows=(replace(ROW, kit=check),))


def refused(number: int, reason: str, *absent: str) -> TrayRow:
    """One that stays here."""
    check = replace(CHECK, absent=absent)
    key = f"{KEY}-{number}"
    info = TitleInfo(f"Liseuse n° {number}", "", "ereader")
    return TrayRow(key, KEY, (f"{UID[:-2]}{number:02}",), RowState.REFUSED, info, reason, kit=check)


DESK = Place(PlaceKind.DESK, "", "")
BACK = replace(
    ROW,
    state=RowState.DONE,
    reason=None,
    operation="op",
    place=DESK,
    kit=KitCheck(KIT, KitStep.BACK, frozenset({1})),
)
RETURN = replace(OPEN, page=Page.RETURN, way=Way.RETURN, patron=None, rows=(BACK,))
MISSED = replace(BACK, kit=replace(CHECK, step=KitStep.TOLD, absent=("cable",), until_ms=BRING_MS))
READ = replace(
    OPEN,
    page=Page.CHARTER,
    kit_row=KEY,
    rows=(replace(ROW, kit=replace(CHECK, step=KitStep.CHARTER, ticked=ALL)),),
)
DISC = TitleInfo("Les Quatre Saisons", "Antonio Vivaldi", "disc")
DISC_TAGS = tuple(
    PadTag(f"E0040100000003{n:02}", "item", "3104800000301", n, 3, 7, "secured", DISC)
    for n in (1, 3)
)
DISCS = TrayRow(
    "3104800000301",
    "3104800000301",
    tuple(tag.uid for tag in DISC_TAGS),
    RowState.WAITING,
    DISC,
    "parts",
)

KIT_SCENES: dict[str, SessionState] = {
    "tray-kit": replace(OPEN, rows=(book(1, CYRANO), ROW)),
    "tray-kit-stays": replace(
        OPEN,
        pad=(*OPEN.pad, *DISC_TAGS),
        rows=(
            refused(1, "incomplete", "cable", "charger"),
            refused(2, "unprepared"),
            refused(3, "offline_charter"),
            refused(5, "not_taken"),
            DISCS,
        ),
    ),
    "tray-kit-refused": replace(
        OPEN, rows=(book(1, POINTS), refused(1, "guardian"), refused(2, "broken"))
    ),
    "parts": counting(KIT, "reader", "case"),
    "parts-three": counting(THREE, "reader", "case", "cable"),
    "parts-many": counting(MANY, "reader"),
    "parts-tagged": counting(TAGGED, seen=frozenset({1})),
    "parts-lifted": replace(
        counting(KIT, *ALL, seen=frozenset()),
        pad=(),
        rows=(replace(counting(KIT, *ALL).rows[0], uids=()),),
    ),
    "parts-closing": replace(counting(KIT, "reader"), seconds_left=14),
    "parts-return": replace(
        RETURN,
        page=Page.PARTS,
        kit_row=KEY,
        rows=(replace(BACK, kit=replace(CHECK, step=KitStep.BACK, ticked=frozenset({"reader"}))),),
    ),
    "charter": READ,
    "charter-newer": replace(READ, notice=Notice("charter_outdated")),
    "charter-signing": replace(
        READ, rows=(replace(ROW, kit=replace(CHECK, step=KitStep.SIGNING, ticked=ALL)),)
    ),
    "charter-of-the-town": replace(
        READ,
        rows=(
            replace(
                ROW,
                kit=replace(
                    CHECK,
                    step=KitStep.CHARTER,
                    ticked=ALL,
                    charter=replace(CHARTER, text=f"{IN_SHORT}\n---\n{CHARTER.text}"),
                ),
            ),
        ),
    ),
    "charter-closing": replace(READ, seconds_left=18),
    "return-kit": RETURN,
    "return-kit-missing": replace(RETURN, rows=(MISSED,)),
    "return-kit-before": replace(
        RETURN,
        rows=(MISSED, book(1, CYRANO, due_ms=None, place=Place(PlaceKind.BIN, "B", "Romans"))),
    ),
}
