"""Orders to switch a tag: tried until read back, one after the other."""

from __future__ import annotations

from rfid.events import ReaderDown, SecurityDone
from rfid.types import Security
from rfid.worker import WorkerTiming
from support.rfid_rig import ON_LOAN, SECURED, Rig, tag

STRANGE = 0x5A


def test_tag_that_already_has_the_value_is_not_written() -> None:
    rig = Rig([tag(1, afi=ON_LOAN)])
    rig.run(1)
    rig.switch(1)
    rig.run(1)
    assert rig.outcomes() == ["verified"]
    assert rig.commands("write_afi") == 0


def test_write_answered_with_an_error_though_written_is_verified() -> None:
    rig = Rig([tag(1)])
    rig.run(1)
    rig.twin.triggers.arm("error@write_afi:1")
    rig.switch(1)
    rig.run(2)
    assert rig.outcomes() == ["verified"]
    assert rig.commands("write_afi") == 1


def test_write_answered_ok_though_not_written_is_written_again() -> None:
    rig = Rig([tag(1)])
    rig.run(1)
    rig.twin.triggers.arm("ignore@write_afi:1")
    rig.switch(1)
    rig.run(2)
    assert rig.outcomes() == ["verified"]
    assert rig.commands("write_afi") == 2


def test_locked_afi_ends_as_not_switched() -> None:
    book = tag(1)
    book.locked = frozenset(("afi",))
    rig = Rig([book])
    rig.run(1)
    rig.switch(1)
    rig.run(3)
    (done,) = rig.happened(SecurityDone)
    assert (done.outcome.value, done.before, done.after) == ("not_switched", SECURED, SECURED)


def test_tag_lifted_mid_write_ends_as_gone() -> None:
    rig = Rig([tag(1)])
    rig.run(1)
    rig.twin.triggers.arm("lift@write_afi:1")
    rig.switch(1)
    rig.run(3)
    (done,) = rig.happened(SecurityDone)
    assert (done.outcome.value, done.before, done.after) == ("gone", SECURED, None)


def test_tag_lifted_mid_write_and_put_back_at_once_is_switched() -> None:
    book = tag(1)
    rig = Rig([book])
    rig.run(1)
    rig.twin.triggers.arm("lift@write_afi:1")
    rig.switch(1)
    rig.run(0.3)
    rig.field.lay(book)
    rig.run(2)
    assert rig.outcomes() == ["verified"]


def test_command_survives_the_loss_of_the_reader() -> None:
    book = tag(1)
    rig = Rig([book])
    rig.run(1)
    rig.pull()
    rig.switch(1)
    rig.run(4)
    assert rig.outcomes() == []
    rig.plug()
    rig.run(3)
    assert rig.outcomes() == ["verified"]
    assert book.afi == ON_LOAN


def test_reader_lost_while_the_write_is_under_way_finishes_it_later() -> None:
    rig = Rig([tag(1)])
    rig.run(1)
    rig.twin.triggers.arm("hold@write_afi:1")
    rig.switch(1)
    rig.worker.step(rig.clock())
    assert rig.outcomes() == []
    rig.run(5)
    assert rig.outcomes() == ["verified"]
    assert len(rig.happened(ReaderDown)) == 1


def test_tries_are_counted_anew_after_the_reader_came_back() -> None:
    rig = Rig([tag(1)])
    rig.run(1)
    for count in (1, 2, 3, 4):
        rig.twin.triggers.arm(f"ignore@write_afi:{count}")
    rig.switch(1)
    rig.run(0.8)
    assert rig.commands("write_afi") == 4
    rig.pull()
    rig.run(1)
    rig.twin.triggers.arm("ignore@write_afi:1")
    rig.plug()
    rig.run(3)
    assert rig.outcomes() == ["verified"]


def test_command_without_a_reader_is_answered_at_its_deadline() -> None:
    rig = Rig([tag(1)], timing=WorkerTiming(command_deadline_s=5.0))
    rig.pull()
    rig.switch(1)
    rig.run(4)
    assert rig.outcomes() == []
    rig.run(3)
    (done,) = rig.happened(SecurityDone)
    assert (done.outcome.value, done.before, done.after) == ("no_reader", None, None)


def test_later_order_for_a_tag_waits_for_the_earlier() -> None:
    book = tag(1)
    rig = Rig([book])
    rig.run(1)
    book.locked = frozenset(("afi",))
    rig.switch(1, Security.ON_LOAN)
    rig.run(0.2)
    rig.switch(1, Security.SECURED)
    rig.run(0.3)
    assert rig.outcomes() == []
    book.locked = frozenset()
    rig.run(3)
    assert rig.outcomes() == ["verified", "verified"]
    assert book.afi == SECURED


def test_orders_for_other_tags_do_not_wait() -> None:
    stuck, book = tag(1), tag(2)
    stuck.locked = frozenset(("afi",))
    rig = Rig([stuck, book])
    rig.run(1)
    rig.switch(1)
    rig.switch(2)
    rig.run(0.5)
    assert rig.outcomes() == ["verified"]
    assert book.afi == ON_LOAN


def test_order_that_waits_costs_no_busy_loop() -> None:
    book = tag(1)
    book.locked = frozenset(("afi",))
    rig = Rig([book])
    rig.run(1)
    rig.switch(1, Security.ON_LOAN)
    rig.switch(1, Security.SECURED)
    rig.run(0.05)
    assert rig.worker.step(rig.clock()) > rig.clock()


def test_value_that_means_nothing_here_is_neither_secured_nor_on_loan() -> None:
    book = tag(1, afi=STRANGE)
    book.locked = frozenset(("afi",))
    rig = Rig([book])
    rig.run(1)
    rig.switch(1)
    rig.run(3)
    (done,) = rig.happened(SecurityDone)
    assert (done.outcome.value, done.before, done.after) == ("strange", STRANGE, STRANGE)
