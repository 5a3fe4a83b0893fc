"""Calls for help, on the `periph` thread: loans do not wait for them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from catalogue.client import CentralError
from catalogue.wire.calls import HelpCall
from kiosk.session.effects import AskCall, CallHelp, EndCall
from kiosk.session.events import CallAnswered, Event
from kiosk.session.states import CallState

_log = logging.getLogger(__name__)


class Desk(Protocol):
    """What calls use of `catalogue.client.CentralClient`. Its calls raise CentralError."""

    def call_help(self, page: str) -> HelpCall: ...

    def help_call(self, call: str) -> HelpCall: ...

    def end_help_call(self, call: str) -> None: ...


class Calling:
    """Every question gets its answer."""

    def __init__(self, desk: Desk, post: Callable[[Event], None]) -> None:
        self._desk = desk
        self._post = post

    def call(self, effect: CallHelp) -> None:
        """Somebody is needed here."""
        self._tell(lambda: self._desk.call_help(effect.page))

    def ask(self, effect: AskCall) -> None:
        """Does somebody come?"""
        self._tell(lambda: self._desk.help_call(effect.call))

    def end(self, effect: EndCall) -> None:
        """Nobody is needed; should the server not hear it, the call is over by itself."""
        try:
            self._desk.end_help_call(effect.call)
        except CentralError as error:
            _log.warning("a call for help could not be ended: %s", error)

    def _tell(self, ask: Callable[[], HelpCall]) -> None:
        answer = CallAnswered(None, None)
        try:
            said = ask()
            answer = CallAnswered(said.id, CallState(said.state))
        except CentralError as error:
            _log.warning("a call for help was not answered: %s", error)
        finally:
            self._post(answer)
