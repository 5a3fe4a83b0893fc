"""The life of a device: back, checked, prepared, lent again; repair, withdrawal, loss of parts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from catalogue.db import holdings
from catalogue.db.devices import DeviceStep
from catalogue.db.money import FeeLine
from catalogue.db.people import Patron
from catalogue.db.present import LoanRow
from catalogue.db.record import StoredOperation
from catalogue.domain.devices import Decision, Occasion, PartState, PrepStep
from catalogue.services.devices import packs
from catalogue.services.devices.counting import Counting, PartFound
from catalogue.services.devices.refusals import WorkshopRefused
from catalogue.services.devices.workshop import Worker
from support.central import MINUTE, T0, patron_of
from support.workshop import KIT, MANIFEST, MARIE, DeviceTown


def debts(town: DeviceTown) -> dict[str | None, tuple[int, int]]:
    with town.services.database.read() as session:
        return {
            line.part: (line.cents, line.open_cents)
            for line in session.scalars(select(FeeLine).where(FeeLine.item == KIT))
        }


def debt_of(town: DeviceTown, who: str) -> int:
    with town.services.database.read() as session:
        return session.get_one(Patron, patron_of(who)).debt_cents


def refused(town: DeviceTown, deed: object, *told: object, **more: object) -> str:
    with pytest.raises(WorkshopRefused) as caught:
        deed(MARIE, KIT, *told, **more)
    return caught.value.code


def test_device_is_lent_only_after_check_reset_charge_and_pack(device_town: DeviceTown) -> None:
    kiosk = device_town.kiosk("b1")
    for n, step in enumerate(PrepStep):
        assert device_town.todo() == ["check", "reset", "charge", f"pack {'Romans@1'}"][n:]
        assert device_town.lend(kiosk) == "not_for_loan"
        device_town.prepare(step)

    assert (device_town.state(), device_town.todo()) == ("available", [])
    assert device_town.lend(kiosk) == "accepted"

    device_town.give_back(kiosk)

    assert device_town.state() == "received_unchecked"
    assert device_town.todo() == ["check", "reset", "charge", "pack Romans@1"]
    assert device_town.lend(kiosk, "Q") == "not_for_loan"


def test_late_return_makes_every_earlier_step_worthless(device_town: DeviceTown) -> None:
    """Guard: `effects.follow_up` settles devices: without it this one stays available."""
    near, far = device_town.kiosk("b1"), device_town.kiosk("b2")
    device_town.clock.pass_ms(60 * MINUTE)
    lent = far.check_out(T0 + 20 * MINUTE, "Q", KIT)
    returned = far.check_in(T0 + 40 * MINUTE, KIT)
    device_town.prepare()
    assert device_town.state() == "available"
    device_town.clock.pass_ms(60 * MINUTE)

    device_town.send(far, lent, returned)

    assert (device_town.status(), device_town.state()) == ("received_unchecked",) * 2
    assert device_town.lend(near) == "not_for_loan"
    device_town.prepare()
    assert device_town.lend(near) == "accepted"


def test_missing_part_is_a_debt_of_the_last_borrower_until_it_is_found(
    device_town: DeviceTown,
) -> None:
    kiosk = device_town.kiosk("b1")
    device_town.prepare()
    device_town.lend(kiosk)
    device_town.give_back(kiosk)

    device_town.check("cable")
    device_town.prepare(PrepStep.RESET, PrepStep.CHARGE, PrepStep.PACK)

    assert (device_town.state(), device_town.todo()) == ("missing_part", ["part cable"])
    assert (debts(device_town), debt_of(device_town, "P")) == ({"cable": (800, 800)}, 800)
    assert device_town.lend(kiosk, "Q") == "not_for_loan"

    device_town.services.workshop.part_found(MARIE, KIT, "cable")

    assert device_town.state() == "available"
    assert (debts(device_town), debt_of(device_town, "P")) == ({"cable": (0, 0)}, 0)
    assert device_town.lend(kiosk, "Q") == "accepted"


def test_part_missed_after_a_check_saw_it_is_nobody_s_debt(workshop_town: DeviceTown) -> None:
    """Guard: `Workshop._record_parts` sets such a debt to nothing."""
    kiosk = workshop_town.kiosk("b1")
    workshop_town.prepare()
    workshop_town.lend(kiosk)
    workshop_town.give_back(kiosk)
    workshop_town.prepare()
    workshop_town.clock.pass_ms(MINUTE)

    workshop_town.check("case", occasion=Occasion.STOCK)

    assert workshop_town.state() == "missing_part"
    assert debts(workshop_town) == {"case": (0, 0)}
    assert debt_of(workshop_town, "P") == 0


def test_damage_costs_what_staff_assess(workshop_town: DeviceTown) -> None:
    kiosk = workshop_town.kiosk("b1")
    workshop_town.prepare()
    workshop_town.lend(kiosk)
    workshop_town.give_back(kiosk)
    torn = PartFound("case", PartState.DAMAGED, "torn", cents=500)
    scratched = PartFound("reader", PartState.DAMAGED, "a scratch")

    workshop_town.services.workshop.check(MARIE, KIT, Counting(Occasion.RETURN, (torn, scratched)))

    assert debts(workshop_town) == {"case": (500, 500)}
    assert [(d.part, d.reason) for d in workshop_town.seen().debts] == [("case", "other")]
    (check, *_) = workshop_town.seen().checks
    told = {line.part: (line.state, line.note) for line in check.lines}
    assert told == {
        "cable": ("ok", ""),
        "case": ("damaged", "torn"),
        "reader": ("damaged", "a scratch"),
    }


def test_check_that_sees_a_missing_part_again_ends_its_absence(workshop_town: DeviceTown) -> None:
    workshop_town.check("cable")
    workshop_town.clock.pass_ms(MINUTE)
    workshop_town.check()

    assert "part cable" not in workshop_town.todo()


def test_tag_that_was_not_read_is_a_missing_part(workshop_town: DeviceTown) -> None:
    read = Counting(Occasion.RETURN, ordinals=frozenset({1}))

    workshop_town.services.workshop.check(MARIE, KIT, read)

    assert "part case" in workshop_town.todo()
    assert "part cable" not in workshop_town.todo()


def test_repair_makes_what_was_done_worthless(device_town: DeviceTown) -> None:
    kiosk = device_town.kiosk("b1")
    device_town.prepare()
    device_town.clock.pass_ms(MINUTE)
    device_town.services.workshop.repair(MARIE, KIT, "screen is dark")

    assert (device_town.state(), device_town.todo()[0]) == ("repair", "repair")
    assert device_town.seen().device.repair_note == "screen is dark"
    device_town.prepare()
    assert device_town.state() == "repair"
    assert device_town.lend(kiosk) == "not_for_loan"

    device_town.services.workshop.back_in_service(MARIE, KIT)

    assert device_town.state() == "received_unchecked"
    device_town.prepare()
    assert device_town.lend(kiosk) == "accepted"


def test_check_may_send_it_to_repair(workshop_town: DeviceTown) -> None:
    broken = Counting(Occasion.RETURN, decision=Decision.REPAIR)

    workshop_town.services.workshop.check(MARIE, KIT, broken)

    assert workshop_town.state() == "repair"


def test_withdrawn_device_is_out_of_use(workshop_town: DeviceTown) -> None:
    workshop_town.prepare()
    workshop_town.clock.pass_ms(MINUTE)
    workshop_town.services.workshop.withdraw(MARIE, KIT)

    assert workshop_town.state() == "withdrawn"
    assert workshop_town.lend(workshop_town.kiosk("b1")) == "not_for_loan"


def test_battery_too_low_keeps_it_in(workshop_town: DeviceTown) -> None:
    workshop_town.prepare(battery=60)

    assert workshop_town.todo() == ["charge 60"]
    workshop_town.prepare(PrepStep.CHARGE, battery=80)
    assert workshop_town.state() == "available"


def test_another_pack_has_to_be_put_on_it_first(workshop_town: DeviceTown) -> None:
    workshop_town.prepare()
    second = replace(MANIFEST, version=2)
    with workshop_town.services.database.write() as session:
        packs.publish(session, second, T0, MARIE.actor)
    workshop_town.clock.pass_ms(MINUTE)
    workshop_town.services.workshop.assign_pack(MARIE, KIT, "Romans")

    assert workshop_town.todo() == ["pack Romans@2"]
    assert workshop_town.lend(workshop_town.kiosk("b1")) == "not_for_loan"


def test_what_the_workshop_does_not_do(workshop_town: DeviceTown) -> None:
    shop = workshop_town.services.workshop
    assert refused(workshop_town, shop.step, PrepStep.CHECK) == "check_counts"
    assert refused(workshop_town, shop.step, PrepStep.CHARGE) == "battery_unknown"
    wrong = {"manifest_hash": "0" * 64}
    assert refused(workshop_town, shop.step, PrepStep.PACK, **wrong) == "pack_differs"
    assert refused(workshop_town, shop.part_found, "cable") == "part_not_missing"
    assert refused(workshop_town, shop.back_in_service) == "not_in_repair"
    assert refused(workshop_town, shop.assign_pack, "Unheard") == "pack_unknown"
    assert refused(workshop_town, shop.register) == "registered"
    stale = {"returned": "another return"}
    assert refused(workshop_town, shop.step, PrepStep.RESET, **stale) == "returned_again"
    unknown = Counting(Occasion.RETURN, (PartFound("hat", PartState.MISSING),))
    assert refused(workshop_town, shop.check, unknown) == "part_unknown"
    with pytest.raises(WorkshopRefused, match="not yours"):
        shop.repair(Worker("staff:paul", frozenset({"B"})), KIT)
    with pytest.raises(WorkshopRefused, match="not a device"):
        shop.repair(MARIE, "x")
    workshop_town.prepare()
    workshop_town.lend(workshop_town.kiosk("b1"))
    assert refused(workshop_town, shop.step, PrepStep.RESET) == "not_here"


def test_reset_tells_nothing_but_when(workshop_town: DeviceTown) -> None:
    kiosk = workshop_town.kiosk("b1")
    workshop_town.prepare()
    workshop_town.lend(kiosk)
    workshop_town.give_back(kiosk)
    workshop_town.prepare(PrepStep.RESET)

    with workshop_town.services.database.read() as session:
        rows = [
            row
            for row in session.scalars(select(DeviceStep).where(DeviceStep.step == "reset"))
            if row.returned
        ]
        known = {column.name for column in DeviceStep.__table__.columns}
        assert known == {"item", "returned", "step", "at_ms", "battery", "pack"}
        assert all((row.battery, row.pack) == (None, None) for row in rows)
        # Nor does the record know anything of it.
        kinds = {op.kind for op in session.scalars(select(StoredOperation))}
        assert kinds == {"device_state", "check_out", "check_in"}


def test_late_clock_stops_at_the_return_not_at_the_check(workshop_town: DeviceTown) -> None:
    with workshop_town.services.database.write() as session:
        session.get_one(holdings.Policy, ("adult", "kit", "*")).fine_cents = 50
    kiosk = workshop_town.kiosk("b1")
    workshop_town.prepare()
    workshop_town.lend(kiosk)
    workshop_town.clock.pass_ms(10 * 24 * 60 * MINUTE)
    workshop_town.give_back(kiosk)
    back_ms = workshop_town.clock()
    workshop_town.clock.pass_ms(90 * 24 * 60 * MINUTE)
    workshop_town.check()

    with workshop_town.services.database.read() as session:
        loan = session.scalars(select(LoanRow).where(LoanRow.item == KIT)).one()
    assert abs((loan.end_ms or 0) - back_ms) <= 2_000
    assert debts(workshop_town) == {}
