"""The addresses a station lives from: what it has not seen yet, in pages, or as one stream."""

from __future__ import annotations

import logging
import zlib
from collections.abc import AsyncIterator, Iterator
from http import HTTPStatus
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import StreamingResponse

from catalogue.server.routes import MAX_CURSOR, STATION, CallerDep, ServicesDep
from catalogue.services.snapshots import NotKnownNow
from catalogue.wire import v1

LOG = logging.getLogger("beaupre.server")
router = APIRouter(prefix="/v1")
LEVEL = 1
"""Of zlib: the next ones take longer than they save on any line a branch has (docs/adr/0014)."""
GZIP = 16 + zlib.MAX_WBITS
LINES = "application/x-ndjson"
STREAMS_AT_WORK = CapacityLimiter(2)
"""Parts made at a time in one process: however many stations start anew, loans go on."""
AcceptDep = Annotated[str, Header(alias="Accept-Encoding", max_length=200)]


def takes_gzip(accepted: str) -> bool:
    """Does an Accept-Encoding name gzip, and not with a weight of 0?"""
    for coding in accepted.lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() in ("gzip", "x-gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


class LinesResponse(StreamingResponse):
    """Lines made one at a time, each in a worker thread when the one before has been taken."""

    def __init__(self, lines: Iterator[bytes], headers: dict[str, str]) -> None:
        super().__init__(_in_threads(lines), media_type=LINES, headers=headers)
        self.lines = lines


async def _in_threads(lines: Iterator[bytes]) -> AsyncIterator[bytes]:
    while line := await to_thread.run_sync(next, lines, b"", limiter=STREAMS_AT_WORK):
        yield line


def _lines(parts: Iterator[v1.SnapshotPart]) -> Iterator[bytes]:
    try:
        for part in parts:
            yield part.model_dump_json().encode() + b"\n"
    except NotKnownNow:
        LOG.info("a snapshot ends early: the station or the feed is another now")


def _packed(lines: Iterator[bytes]) -> Iterator[bytes]:
    """One gzip stream, of which each line can be read when it is there."""
    packer = zlib.compressobj(LEVEL, wbits=GZIP)
    for line in lines:
        yield packer.compress(line) + packer.flush(zlib.Z_SYNC_FLUSH)
    yield packer.flush()


@router.get(
    "/snapshot",
    responses={**STATION, 200: {"model": v1.SnapshotPart, "content": {LINES: {}}}},
    response_class=LinesResponse,
    status_code=HTTPStatus.OK,  # or the description of the addresses finds none
)
def snapshot(
    town: ServicesDep,
    who: CallerDep,
    cursor: Annotated[str, Query(max_length=MAX_CURSOR)] = "",
    accept_encoding: AcceptDep = "",
) -> LinesResponse:
    """All a station needs of the town, or what is missing behind a cursor, in one answer: a
    `SnapshotPart` a line. An answer that was cut is asked for again with the last cursor."""
    lines = _lines(town.snapshots.parts(who, cursor))
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    if not takes_gzip(accept_encoding):
        return LinesResponse(lines, headers)
    return LinesResponse(_packed(lines), {**headers, "Content-Encoding": "gzip"})


@router.get("/changes", responses=STATION, response_model=v1.Changes)
def changes(
    town: ServicesDep,
    who: CallerDep,
    cursor: Annotated[str, Query(max_length=MAX_CURSOR)] = "",
    accept_encoding: AcceptDep = "",
) -> Response:
    """What the station has not seen yet, a page of it."""
    content = town.feed.page(who, cursor).model_dump_json().encode()
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    if takes_gzip(accept_encoding):
        headers["Content-Encoding"] = "gzip"
        content = zlib.compress(content, LEVEL, wbits=GZIP)
    return Response(content, media_type="application/json", headers=headers)
