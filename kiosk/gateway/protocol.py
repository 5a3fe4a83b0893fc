"""The port the acts ask through, and its answers. Refusals are values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from catalogue.domain.operations import Operation
from catalogue.domain.policy import Means
from catalogue.wire.v1 import ItemStanding, PatronAccount, PatronSession
from kiosk.session.kit_state import CharterText
from kiosk.store.rows import DecidedBy, OwnLoan


@dataclass(frozen=True, slots=True)
class SessionDenied:
    """The server said no. `reason` is a DenialReason; `date` (ISO) where it has one."""

    reason: str
    tries_left: int | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class CutOff:
    """Nobody to ask: whether the offline rules let this card borrow, why not, and the loans of hers
    this station knows of."""

    allowed: bool
    reason: str | None = None
    own_loans: tuple[OwnLoan, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """On a journalled question. `recorded`: the server has the record. The caller tells the
    journal: `decide` when accepted, `record_undo` when not."""

    accepted: bool
    decided_by: DecidedBy
    recorded: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class KitSaid:
    """May she borrow a kit? `denied`: a DenialReason, or `guardian`. `charter`: what she signs
    first; `signed`: the version she has signed."""

    denied: str | None = None
    charter: CharterText | None = None
    signed: int | None = field(default=None, repr=False)


class KitGateway(Protocol):
    """Called from the `circ` thread; each call ends within the gateway's deadline."""

    def ask_kit(self, item: str, session: str, language: str) -> KitSaid | None:
        """May she, by the server's word? None: nobody to ask."""
        ...

    def sign(self, charter: str, version: int, language: str, session: str) -> str | None:
        """Sign what she read; why not, or None. `charter_outdated`: there is a newer version,
        `guardian`: somebody signs for her, `no_network`: nobody to ask."""
        ...


class CirculationGateway(Protocol):
    """Called from the `circ` thread; each call ends within the gateway's deadline."""

    def open_session(
        self, card: str, pin: str | None, means: Means, beside: tuple[str, ...] = ()
    ) -> PatronSession | SessionDenied | CutOff:
        """Identify a patron. `pin` None asks the offline rules alone; `beside`: sessions of the
        same pile that stay open."""
        ...

    def close_session(self, session: str) -> None:
        """Revoke a patron session as soon as that is possible; never fails."""
        ...

    def standing(self, item: str) -> ItemStanding | None:
        """Is this thing lent, by the server's word? None: nobody to ask."""
        ...

    def account(self, session: str) -> PatronAccount | None:
        """What the patron of a session sees of her account now. None: nobody to ask."""
        ...

    def ask(self, op: Operation, session: str | None) -> Decision:
        """May this journalled check-out be? `session` None: the server judges by the record
        alone."""
        ...
