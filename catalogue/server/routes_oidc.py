"""OpenID Connect: discovery, keys, authorization, token, user info. Errors of the token address are
those of RFC 6749, for that is what vendors' programs read."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Cookie, Depends, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.security import HTTPAuthorizationCredentials

from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import BEARER, PUBLIC, ServicesDep
from catalogue.server.routes_digital import base_url
from catalogue.server.services import Services
from catalogue.services.digital.oidc import Asked, OidcError, discovery
from catalogue.services.digital.pseudonyms import SecretMissing

router = APIRouter()
COOKIE = "beaupre_launch"
COOKIE_PATH = "/oidc/authorize"
TO_VENDOR: dict[int | str, dict[str, Any]] = {303: {"description": "On to the vendor"}}
FORM = "application/x-www-form-urlencoded"
TOKEN_ERROR = {"description": "An error of RFC 6749, section 5.2"}


def issuer(request: Request, town: Services) -> str:
    """This provider's name. Ends the request with 503 where a productive server was not told."""
    found = base_url(request, town)
    if not found:
        raise ProblemError(
            HTTPStatus.SERVICE_UNAVAILABLE, "not_set_up", "The server was not told its public_url"
        )
    return found


@router.get("/.well-known/openid-configuration", dependencies=PUBLIC, responses=declared())
def configuration(town: ServicesDep, request: Request) -> dict[str, object]:
    """What this provider can do, and where."""
    return discovery(issuer(request, town))


@router.get("/oidc/jwks", dependencies=PUBLIC, responses=declared())
def jwks(town: ServicesDep) -> dict[str, object]:
    """The keys id_tokens are verified with."""
    return town.digital.openid.keys()


@router.get(
    "/oidc/start",
    dependencies=PUBLIC,
    responses={**declared(HTTPStatus.GONE), **TO_VENDOR},
    response_class=RedirectResponse,
)
def start(
    town: ServicesDep, request: Request, launch: Annotated[str, Query(max_length=256)] = ""
) -> RedirectResponse:
    """Begin a login at the vendor, for her who has a launch."""
    found = town.digital.openid.start(launch)
    if found is None:
        raise ProblemError(
            HTTPStatus.GONE,
            "launch_over",
            "Open the resource again at the library: this way in has been used or is too old",
        )
    answer = RedirectResponse(found.url, HTTPStatus.SEE_OTHER)
    answer.set_cookie(
        COOKIE,
        found.cookie,
        max_age=300,
        path=COOKIE_PATH,
        secure=base_url(request, town).startswith("https:"),
        httponly=True,
        samesite="lax",
    )
    return answer


@router.get(
    "/oidc/authorize",
    dependencies=PUBLIC,
    responses={**declared(), **TO_VENDOR},
    response_class=RedirectResponse,
)
def authorize(
    town: ServicesDep,
    request: Request,
    beaupre_launch: Annotated[str, Cookie(max_length=256)] = "",
) -> RedirectResponse:
    """A vendor asks who is there: a code for it, where a launch waits in the browser."""
    try:
        url = town.digital.openid.authorize(request.query_params.multi_items(), beaupre_launch)
    except OidcError as error:
        if error.redirect is None:
            raise ProblemError(
                HTTPStatus.BAD_REQUEST, error.code, "This vendor is not known", detail=error.said
            ) from error
        url = error.redirect
    answer = RedirectResponse(url, HTTPStatus.SEE_OTHER)
    answer.delete_cookie(COOKIE, path=COOKIE_PATH)
    return answer


async def form_of(request: Request) -> list[tuple[str, str]]:
    """The fields of a form, in their order."""
    content = (await request.body()).decode("utf-8", "replace")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        return parse_qsl(content, max_num_fields=50) if kind == FORM else []
    except ValueError:
        return []


@router.post(
    "/oidc/token",
    dependencies=PUBLIC,
    responses={**declared(), 400: TOKEN_ERROR, 401: TOKEN_ERROR},
    openapi_extra={"requestBody": {"content": {FORM: {"schema": {"type": "object"}}}}},
)
def token(
    town: ServicesDep,
    request: Request,
    form: Annotated[list[tuple[str, str]], Depends(form_of)],
) -> JSONResponse:
    """Turn a code into an id_token and an access token, once."""
    asked = Asked(form, request.headers.get("authorization", ""))
    try:
        found = town.digital.openid.token(asked, issuer(request, town))
    except (OidcError, SecretMissing) as error:
        code, said = "server_error", "the client is not set up"
        if isinstance(error, OidcError):
            code, said = error.code, error.said
        refused = code == "invalid_client"
        status = HTTPStatus.UNAUTHORIZED if refused else HTTPStatus.BAD_REQUEST
        headers = {"WWW-Authenticate": 'Basic realm="oidc"'} if refused else {}
        body = {"error": code, "error_description": said}
        return JSONResponse(body, status, {**headers, "Cache-Control": "no-store"})
    return JSONResponse(found, headers={"Cache-Control": "no-store", "Pragma": "no-cache"})


@router.get("/oidc/userinfo", dependencies=PUBLIC, responses=declared(HTTPStatus.UNAUTHORIZED))
def user_info(
    town: ServicesDep,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)],
) -> dict[str, str]:
    """What is released of her for whom the access token is."""
    found = None if credentials is None else town.digital.openid.user_info(credentials.credentials)
    if found is None:
        raise ProblemError(
            HTTPStatus.UNAUTHORIZED, "invalid_token", "The access token is worth nothing"
        )
    return found
