"""Cards that were used in two branches at once, for staff to look into."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Response

from catalogue.server.routes import ServicesDep
from catalogue.server.routes_circulation import ANSWERS, Id, MayConflicts, at_desk
from catalogue.services import doubled
from catalogue.services.desk import Desk
from catalogue.wire.doubled import DoubledCards, DoubledCardView

router = APIRouter(prefix="/v1/desk/doubled-cards")


@router.get("", responses=ANSWERS)
def doubled_cards(town: ServicesDep, who: MayConflicts) -> DoubledCards:
    """Cards that were used in two branches at once, one of them one's own. Nothing was refused for
    it: was the card copied, or is it the clock?"""

    def view(desk: Desk) -> DoubledCards:
        names = DoubledCardView.model_fields
        rows = doubled.waiting(desk)
        return DoubledCards(
            cards=[DoubledCardView(**{n: getattr(row, n) for n in names}) for row in rows]
        )

    return at_desk(town, who, view)


@router.post("/{name}/settle", status_code=HTTPStatus.NO_CONTENT, responses=ANSWERS)
def settle_doubled_card(town: ServicesDep, who: MayConflicts, name: Id) -> Response:
    """Somebody has looked into it."""
    at_desk(town, who, lambda desk: doubled.settle(desk, name))
    return Response(status_code=HTTPStatus.NO_CONTENT)
