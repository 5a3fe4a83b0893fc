"""The address of covers: a picture that was fetched and made anew here, else the drawn cover. Open
to all, like the search; a browser may keep it."""

from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query
from fastapi.responses import Response

from catalogue.covers.design import design_cover
from catalogue.covers.svg import cover_svg
from catalogue.db.holdings import Title
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import PUBLIC, ServicesDep

router = APIRouter(prefix="/v1/covers", dependencies=PUBLIC)
ANSWERS: dict[int | str, dict[str, Any]] = {
    **declared(HTTPStatus.NOT_FOUND),
    200: {
        "description": "The cover",
        "content": {"image/jpeg": {}, "image/svg+xml": {}},
    },
    304: {"description": "As the caller has it"},
}
_KEPT_S = 24 * 60 * 60
_SOON_S = 60
"""While a picture is being fetched."""


@router.get("/{title}", responses=ANSWERS, response_class=Response)
def cover(
    town: ServicesDep,
    title: Annotated[str, Path(max_length=200)],
    width: Annotated[int, Query(ge=16, le=1200)] = 192,
    if_none_match: Annotated[str, Header(max_length=1000)] = "",
) -> Response:
    """The cover of a title, about `width` pixels wide: a JPEG of 96, 192 or 384, or an SVG."""
    with town.database.read() as session:
        found = session.get(Title, title)
        if found is None:
            raise ProblemError(HTTPStatus.NOT_FOUND, "title_unknown", "There is no such title")
        words, address = (found.title, found.author, found.kind), found.cover
    picture = town.covers.picture(address, width) if address else None
    if picture is not None:
        name, data = picture
        return _answer(data, "image/jpeg", name, _KEPT_S, if_none_match)
    data = cover_svg(*words, width, round(width * design_cover(*words).ratio)).encode()
    name = f"svg-{sha256(data).hexdigest()[:24]}"
    soon = bool(address) and town.covers.is_wanted(address or "")
    return _answer(data, "image/svg+xml", name, _SOON_S if soon else _KEPT_S, if_none_match)


def _answer(data: bytes, media_type: str, name: str, kept_s: int, has: str) -> Response:
    """With its name as ETag; nothing but that for who has it (RFC 9110, 13.1.2)."""
    tag = f'"{name}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={kept_s}"}
    known = {each.strip().removeprefix("W/") for each in has.split(",")}
    if tag in known or "*" in known:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(data, media_type=media_type, headers=headers)
