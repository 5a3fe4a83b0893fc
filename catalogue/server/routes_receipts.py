"""The address where a station asks for a receipt by mail: it names the loans, never an address."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from fastapi import APIRouter

from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import CallerDep, ServicesDep
from catalogue.services.accounts import session_patron
from catalogue.services.mails.outbox import NoMail, Wanted
from catalogue.wire.receipts import ReceiptMailed, ReceiptWanted

router = APIRouter(prefix="/v1/patron-sessions")
ANSWERS = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT)
TITLES: Final = {
    "no_mail": "This town sends no mails",
    "no_address": "The account has no address",
    "too_many_mails": "Enough mails for now",
    "mail_known": "This receipt is another's",
}


@router.post("/receipt", status_code=HTTPStatus.ACCEPTED, responses=ANSWERS)
def mail_receipt(town: ServicesDep, who: CallerDep, request: ReceiptWanted) -> ReceiptMailed:
    """Mail who is signed in a receipt of loans of hers; the same id again is the same mail."""
    with town.database.read() as session:
        patron = session_patron(session, who, request.session, town.clock())
    if patron is None:
        raise ProblemError(HTTPStatus.FORBIDDEN, "no_session", "The session has ended")
    wanted = Wanted(request.id, patron, who.branch, request.language, tuple(request.loans))
    try:
        return ReceiptMailed(id=request.id, state=town.outbox.put(wanted))
    except NoMail as error:
        raise ProblemError(HTTPStatus.CONFLICT, error.code, TITLES[error.code]) from error
