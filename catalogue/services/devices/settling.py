"""What the server says of a device by itself: that it is ready, or that the record shows it free
though it was not prepared since it came back.

Called by `catalogue.services.effects` after every fold and by the workshop after every step, so
that neither an order of arrival nor an order of steps leaves a device free that should not be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from catalogue.domain.devices import settlement
from catalogue.domain.operations import Kind
from catalogue.services.devices.reading import DeviceFacts, read_device
from catalogue.services.drafts import Draft
from catalogue.services.recording import Touched


def device_drafts(session: Session, touched: Touched) -> Iterator[Draft]:
    """Of the items folded anew, what is to be said of those that are devices."""
    for item in sorted(touched.items.keys() & touched.copies.devices):
        facts = read_device(session, item)
        said = None if facts is None else settlement(facts.status, facts.to_do)
        if facts is None or said is None:
            continue
        order = touched.items[item].order
        # Named after the last record there is of it: said once, by whichever server.
        key = ("device_state", item, said, order[-1] if order else "")
        yield state_draft(facts, said, key=key)


def workshop_drafts(facts: DeviceFacts) -> Iterable[Draft]:
    """As `device_drafts`, of a device the workshop holds locked."""
    said = settlement(facts.status, facts.to_do)
    return [] if said is None else [state_draft(facts, said)]


def state_draft(facts: DeviceFacts, state: str, key: tuple[str | int, ...] | None = None) -> Draft:
    """A device_state, about the return it follows."""
    returned = facts.row.returned
    return Draft(
        kind=Kind.DEVICE_STATE,
        item=facts.device.item,
        branch=facts.branch,
        payload={"state": state},
        refs={} if returned is None else {"about": returned},
        key=key,
    )
