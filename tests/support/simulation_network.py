"""The net between kiosks and server, and the product's client on it: requests and answers that are
late, lost, doubled, cut or damaged."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from catalogue.client import Ambiguous, CentralClient, Unreachable, failure
from support.simulation_scheduler import Scheduler
from support.simulation_server import InProcessServer


@dataclass
class Weather:
    """Chances of one request, each in [0, 1]; the rest goes well."""

    request_lost: float = 0.0
    request_late: float = 0.0
    """The client has given up when the server gets it."""
    request_doubled: float = 0.0
    answer_lost: float = 0.0
    answer_late: float = 0.0
    """Slow, mostly within the deadline."""
    answer_damaged: float = 0.0
    server_dies: float = 0.0
    """After it has done what was asked, before it says so."""


class Link:
    """One kiosk's way to the server. `up` False: no connection comes about."""

    def __init__(
        self,
        name: str,
        scheduler: Scheduler,
        server: InProcessServer,
        weather: Weather,
        rng: random.Random,
        note: Callable[[str, str], None],
    ) -> None:
        self.name = name
        self.up = True
        self.calm = False
        self._scheduler = scheduler
        self._server = server
        self._weather = weather
        self._rng = rng
        self._note = note
        self.on_answer: Callable[[str, int, bytes], None] = lambda _path, _status, _content: None

    def request(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        data: bytes | None,
        timeout_ms: float,
    ) -> tuple[int, bytes]:
        """One request of the kiosk, waiting for as long as it takes."""
        start_ms = self._scheduler.now_ms
        if not (self.up and self._server.up):
            self._scheduler.sleep(self._rng.choice([1, 40, timeout_ms / 2]))
            raise Unreachable("no connection")
        fate = self._fate()
        if fate:
            self._note(self.name, f"{method} {urlsplit(path).path}: {fate}")
        self._scheduler.sleep(self._rng.randint(1, 60))
        deliver = partial(self._server.handle, method, path, headers, data)
        try:
            status, content = self._carry(fate, deliver, timeout_ms)
        except TimeoutError as error:
            self._scheduler.sleep(start_ms + timeout_ms - self._scheduler.now_ms)
            raise Ambiguous("no answer in time") from error
        if self._scheduler.now_ms - start_ms > timeout_ms:
            raise Ambiguous("the answer is late")
        if fate != "answer_damaged":
            self.on_answer(path, status, content)
        return status, content

    def _carry(
        self, fate: str, deliver: Callable[[], tuple[int, bytes]], timeout_ms: float
    ) -> tuple[int, bytes]:
        """There and back; TimeoutError when nothing comes back."""
        if fate == "request_late":
            self._later(deliver, timeout_ms)
        if fate in ("request_lost", "request_late") or not self._server.up:
            raise TimeoutError
        status, content = deliver()
        if fate == "request_doubled":
            self._later(deliver, 0)
        if fate == "server_dies":
            self._server.restart()
            raise Ambiguous("the connection was reset")
        if fate == "answer_lost":
            raise TimeoutError
        if fate == "answer_damaged":
            return self._damaged(status, content)
        self._scheduler.sleep(self._answer_ms(fate, timeout_ms))
        if not self.up:
            raise TimeoutError
        return status, content

    def _fate(self) -> str:
        """What becomes of this request; empty: it goes well."""
        if self.calm:
            return ""
        chance = self._rng.random()
        for name, share in vars(self._weather).items():
            if chance < share:
                return name
            chance -= share
        return ""

    def _answer_ms(self, fate: str, timeout_ms: float) -> int:
        return self._rng.randint(1, round(timeout_ms * 1.2) if fate == "answer_late" else 60)

    def _damaged(self, status: int, content: bytes) -> tuple[int, bytes]:
        match self._rng.randrange(3):
            case 0:
                return status, content[: self._rng.randrange(len(content) + 1) // 2]
            case 1:
                return 502, b"<html>Bad Gateway</html>"
        return 403, b"<html>Log in to this network</html>"

    def _later(self, deliver: Callable[[], object], after_ms: float) -> None:
        """The request reaches the server after all, or once more."""

        def arrive() -> None:
            if self._server.up:
                deliver()

        self._scheduler.spawn(
            f"{self.name}/late", arrive, in_ms=round(after_ms) + self._rng.choice([5, 800, 20_000])
        )


class SimulatedClient(CentralClient):
    """The product's client: only the wire is another."""

    def __init__(
        self, base_url: str, token: str | None = None, *, timeout_s: float, link: Link
    ) -> None:
        super().__init__(base_url, token, timeout_s=timeout_s)
        self._link = link

    def exchange(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        data: bytes | None,
        timeout_s: float,
    ) -> tuple[int, bytes]:
        return self._link.request(method, path, headers, data, timeout_s * 1000)

    def stream(self, path: str, headers: dict[str, str], timeout_s: float) -> Iterator[bytes]:
        """A long answer: what is damaged breaks off in the middle."""
        status, content = self.exchange("GET", path, headers, None, timeout_s)
        if status != 200:
            raise failure(self._base, status, content)
        yield content
