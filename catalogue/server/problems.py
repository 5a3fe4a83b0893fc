"""Every error is `application/problem+json` (RFC 9457) with a stable code; none repeats what was
sent, for it may have been a PIN."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException

from catalogue.errors import DatabaseUnreachable
from catalogue.wire.v1 import Problem

LOG = logging.getLogger("beaupre.server")
RETRY_AFTER_S = 5
MEDIA_TYPE = "application/problem+json"


class ProblemError(Exception):
    """Ends a request with a problem."""

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        title: str,
        tries_left: int | None = None,
        *,
        reason: str | None = None,
        wipe: bool | None = None,
        detail: str = "",
        retry_after_s: int | None = None,
    ) -> None:
        super().__init__(code)
        self.retry_after_s = retry_after_s
        self.problem = Problem(
            title=title,
            status=status,
            code=code,
            detail=detail,
            tries_left=tries_left,
            reason=reason,
            wipe=wipe,
        )


def problem_response(problem: Problem, retry_after_s: int | None = None) -> JSONResponse:
    """The problem as an answer."""
    headers = {}
    if problem.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if retry_after_s is not None:
        headers["Retry-After"] = str(retry_after_s)
    return JSONResponse(
        problem.model_dump(exclude_none=True),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers=headers,
    )


def declared(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route: these problems, and those every route has."""
    common = (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    )
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        int(status): {"description": status.phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in (*common, *statuses)
    }


def install(app: FastAPI) -> None:
    """Answer every error with a problem; faults of ours are caught by `RequestGuard`."""

    @app.exception_handler(ProblemError)
    def _problem(_request: Request, error: ProblemError) -> JSONResponse:
        return problem_response(error.problem, error.retry_after_s)

    @app.exception_handler(DatabaseUnreachable)
    def _away(_request: Request, error: DatabaseUnreachable) -> JSONResponse:
        # Perhaps it was done and perhaps not: a station takes it for no answer and asks again.
        problem = Problem(
            title="The server's database does not answer now",
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            code=error.code,
        )
        LOG.error("%s: %s", error.code, error)
        return problem_response(problem, RETRY_AFTER_S)

    @app.exception_handler(DataError)
    def _unfit(_request: Request, _error: DataError) -> JSONResponse:
        # A text with a NUL, a number beyond 64 bits: PostgreSQL has no place for it.
        return problem_response(
            Problem(
                title="The request is not what this address takes",
                status=HTTPStatus.UNPROCESSABLE_ENTITY,
                code="invalid_request",
            )
        )

    @app.exception_handler(RequestValidationError)
    def _invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        # Where and what kind, never the input.
        found = [f"{'.'.join(map(str, e['loc']))}: {e['type']}" for e in error.errors()[:5]]
        detail = "; ".join(found).encode("utf-8", "replace").decode()
        return problem_response(
            Problem(
                title="The request is not what this address takes",
                status=HTTPStatus.UNPROCESSABLE_ENTITY,
                code="invalid_request",
                detail=detail[:500],
            )
        )

    @app.exception_handler(HTTPException)
    def _http(_request: Request, error: HTTPException) -> JSONResponse:
        status = HTTPStatus(error.status_code)
        return problem_response(
            Problem(title=status.phrase, status=status, code=status.name.lower())
        )


def internal_error() -> Problem:
    """What a caller learns of a fault of ours."""
    return Problem(
        title="The server failed",
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        code="internal_error",
    )


def where(error: BaseException) -> str:
    """The innermost lines of the stack an exception came through, without its text."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " ".join(places[-6:])
