"""What the server says of a patron's account, as her session shows it: with the titles and names
the snapshot has."""

from __future__ import annotations

from catalogue.wire.v1 import OpenLoan, PatronAccount, PatronHold
from kiosk.acts.storage import StorageWatch
from kiosk.session.account_state import (
    Account,
    AccountFee,
    AccountHold,
    AccountLoan,
    AccountMessage,
)
from kiosk.session.titles import TitleInfo
from kiosk.store.snapshot import Snapshot


class Names:
    """Titles and branches by the snapshot. One that cannot be read knows none: what she has counts
    without its title."""

    def __init__(self, snapshot: Snapshot, storage: StorageWatch) -> None:
        self._snapshot = snapshot
        self._storage = storage

    def item(self, item: str) -> TitleInfo | None:
        """What the screen says of an item."""
        return self._storage.attempt(lambda: self._snapshot.info(item))

    def title(self, title: str) -> TitleInfo | None:
        """What the screen says of a title."""
        return self._storage.attempt(lambda: self._snapshot.title(title))

    def branch(self, branch: str | None) -> str:
        """What a branch is called; empty for none."""
        if branch is None:
            return ""
        return self._storage.attempt(lambda: self._snapshot.branch_name(branch)) or branch


def account_of(said: PatronAccount, names: Names) -> Account:
    """The values of a session."""
    taken_back = {message.corrects for message in said.messages if message.corrects}
    return Account(
        loans=tuple(_loan(loan, names) for loan in said.loans),
        holds=tuple(_hold(hold, names) for hold in said.holds),
        fees=tuple(
            AccountFee(fee.id, fee.reason, fee.name, fee.open_cents, fee.at_ms) for fee in said.fees
        ),
        messages=tuple(
            AccountMessage(
                id=message.id,
                kind=message.kind,
                name=message.name,
                place=names.branch(message.branch),
                moment_ms=message.moment_ms,
                at_ms=message.at_ms,
                taken_back=message.id in taken_back,
            )
            for message in said.messages
            if message.corrects is None
        ),
        balance_cents=said.balance_cents,
        loan_limit=said.loan_limit,
        card_ends=said.expires,
        home=said.home or "",
    )


def _loan(loan: OpenLoan, names: Names) -> AccountLoan:
    return AccountLoan(
        item=loan.item,
        loan=loan.loan,
        due_ms=loan.due_ms,
        info=names.item(loan.item),
        until_ms=loan.renewed_ms,
        denied=loan.denied,
    )


def _hold(hold: PatronHold, names: Names) -> AccountHold:
    return AccountHold(
        id=hold.id,
        title=hold.title,
        info=names.title(hold.title) or TitleInfo(hold.name, "", ""),
        pickup=names.branch(hold.pickup),
        ready=hold.ready,
        label=hold.label or "",
        until_ms=hold.until_ms,
        place=hold.place,
    )
