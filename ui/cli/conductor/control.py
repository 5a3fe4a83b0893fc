"""The drawer's end of the wire: the kiosk's demo drawer asks, the world moves.

A unix socket with JSON lines; every answer carries the world as it is afterwards.
"""

from __future__ import annotations

import json
import socketserver
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from ui.cli.conductor.props import Tag
from ui.cli.conductor.world import World

Answer = dict[str, Any]


class Control:
    """Serves the drawer until closed. Requests are carried out one at a time."""

    def __init__(self, world: World, path: Path):
        self._world = world
        self._lock = threading.Lock()
        props = world.cast.items
        labelled = {
            **{item: world.item(item).label for item in world.books},
            props.ereader.item: world.item(props.ereader.item).label,
            props.comic.item: world.item(props.comic.item).label,
            props.disc.item: world.item(props.disc.item).label,
            props.reserved.item: f"{world.item(props.reserved.item).label} · réservé",
            props.elsewhere.item: f"{world.item(props.elsewhere.item).label} · La Passerelle",
            props.not_for_loan.item: f"{world.item(props.not_for_loan.item).label} · sur place",
        }
        self._tags: dict[str, Tag] = {
            world.item(item).uid: replace(world.item(item), label=label)
            for item, label in labelled.items()
        }
        control = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                for line in self.rfile:
                    answer = control.answer(line)
                    self.wfile.write((json.dumps(answer) + "\n").encode())

        self._server = socketserver.ThreadingUnixStreamServer(str(path), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, name="control", daemon=True).start()

    def answer(self, line: bytes) -> Answer:
        """Carry out one request line."""
        try:
            request = json.loads(line)
            with self._lock:
                self._carry_out(request)
        except (ValueError, KeyError, TypeError) as error:
            return {"ok": False, "error": f"not understood: {error}"}
        return {"ok": True, **self._describe()}

    def _carry_out(self, request: dict[str, Any]) -> None:
        world = self._world
        match request["do"]:
            case "lay":
                world.pad.lay(self._tags[request["uid"]])
            case "lift":
                world.pad.lift([request["uid"]])
            case "network" if request["up"]:
                world.relay.restore()
            case "network":
                world.relay.cut()
            case "reader" if request["up"]:
                world.plug_reader()
            case "reader":
                world.unplug_reader()
            case "paper":
                world.set_paper(request["state"])
            case "world":
                pass
            case other:
                raise ValueError(other)

    def _describe(self) -> Answer:
        world, cast = self._world, self._world.cast
        people = (
            (cast.borrower, "adulte"),
            (cast.second, "adulte"),
            (cast.child, "enfant"),
            (cast.expired, "carte échue"),
            (cast.blocked, "en pause"),
        )
        return {
            "tags": [
                {
                    "uid": uid,
                    "item": tag.item,
                    "label": tag.label,
                    "on_pad": uid in world.pad.lying,
                }
                for uid, tag in self._tags.items()
            ],
            "cards": [
                {
                    "number": person.card,
                    "label": f"{person.first_name} {person.surname[0]}., {hint}",
                    "pin": person.pin,
                }
                for person, hint in people
            ],
            "network": world.relay.up,
            "reader": world.reader_up,
            "paper": world.paper,
            "receipt": _newest(world.stores.receipts),
        }

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


def _newest(folder: Path) -> str:
    """The picture of the receipt that came out last, or nothing."""
    printed = sorted(folder.glob("receipt-*.png"))
    return printed[-1].resolve().as_uri() if printed else ""
