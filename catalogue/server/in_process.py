"""A request to the application without a network: a command that works on the database itself asks
the very addresses a running server has, with their guards, refusals and audit lines.

One request after the other, nothing streamed. Used by `catalogue.server.devices_operator`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, MutableMapping
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp, Message


def answer(
    app: ASGIApp, method: str, path: str, body: Mapping[str, object] | None, token: str
) -> tuple[int, bytes]:
    """Status and body of the answer. `path` with its query, percent-encoded."""
    sent: list[Message] = []
    content = b"" if body is None else json.dumps(body).encode()
    waiting: list[Message] = [{"type": "http.request", "body": content, "more_body": False}]

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def run() -> None:
        await app(_scope(method, path, content, token), receive, send)

    asyncio.run(run())
    status = next(m["status"] for m in sent if m["type"] == "http.response.start")
    return int(status), b"".join(m.get("body", b"") for m in sent)


def _scope(method: str, path: str, content: bytes, token: str) -> dict[str, object]:
    """ASGI connection scope, specification 2.3."""
    plain, _, query = path.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(plain),
        "raw_path": plain.encode("ascii"),
        "query_string": query.encode("ascii"),
        "root_path": "",
        "headers": [
            (b"host", b"localhost"),
            (b"authorization", f"Bearer {token}".encode()),
            (b"content-type", b"application/json"),
            (b"content-length", str(len(content)).encode()),
        ],
        "client": ("127.0.0.1", 0),
        "server": ("localhost", 80),
    }
