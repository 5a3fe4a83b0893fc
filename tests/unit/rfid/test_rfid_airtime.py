"""The simulated reader's clock. The expected times are those of data sheets and field traces, not
results of the code."""

from __future__ import annotations

import pytest

from rfid.sim.airtime import (
    GAP_S,
    PROGRAM_US,
    RF_RESET_US,
    Modulation,
    Pace,
    command_us,
    exchange_us,
    inventory_us,
)
from rfid.sim.feig_twin import FeigTwin, Happening
from rfid.sim.field import VirtualField
from support.rfid_rig import VirtualClock, tag

RF_RESET = bytes.fromhex("05FF698901")
INVENTORY = bytes.fromhex("07FFB001001C56")


@pytest.mark.parametrize(
    ("request_bytes", "answer_bytes", "milliseconds"),
    [(5, 12, 6.18), (13, 7, 7.09), (14, 35, 15.85), (12, 17, 9.81), (8, 43, 16.45)],
)
def test_exchanges_last_what_the_air_interface_says(
    request_bytes: int, answer_bytes: int, milliseconds: float
) -> None:
    # Guard: a byte lasts 302.08 µs both ways, with t1 and t2 around it.
    assert exchange_us(request_bytes, answer_bytes) / 1000 == pytest.approx(milliseconds, abs=0.005)


def test_a_write_lasts_longer_because_the_tag_programs_its_memory() -> None:
    # Guard: PROGRAM_US instead of t1 for writes.
    assert command_us("write_afi", 0, 0, "done") / 1000 == pytest.approx(11.3, abs=0.05)
    assert command_us("write_blocks", 4, 1, "done") / 1000 == pytest.approx(12.5, abs=0.05)
    assert command_us("write_blocks", 8, 2, "done") == 2 * exchange_us(17, 3, PROGRAM_US)


def test_a_silent_tag_costs_less_than_an_answer() -> None:
    # Guard: the outcome chooses the formula.
    silent = command_us("read_blocks", 32, 8, "silence")
    refused = command_us("read_blocks", 32, 8, "error")
    assert silent < refused < command_us("read_blocks", 32, 8, "done")


@pytest.mark.parametrize(("modulation", "milliseconds"), [(100, 13.9), (10, 70.5)])
def test_empty_slots_cost_most_where_requests_are_modulated_weakly(
    modulation: int, milliseconds: float
) -> None:
    # Guard: the length of an empty slot depends on the modulation.
    took = inventory_us([tag(1).uid], Modulation(modulation))
    assert took / 1000 == pytest.approx(milliseconds, abs=0.05)


def test_tags_in_one_slot_cost_another_round_and_chips_of_one_uid_do_not() -> None:
    # Guard: a slot with several tags is asked again with a longer mask.
    apart = [bytes(7) + bytes((low,)) for low in (0x01, 0x02)]
    together = [bytes(7) + bytes((low,)) for low in (0x11, 0x21)]
    full = Modulation.FULL
    assert inventory_us(together, full) > inventory_us(apart, full) + 10_000
    assert inventory_us([apart[0]] * 2, full) == inventory_us(apart[:1], full)


def test_the_line_counts_eleven_bits_a_byte_and_the_gap_only_of_a_hasty_host() -> None:
    # Guards: LINE_BITS; the gap is what is left of it when the request comes.
    clock = VirtualClock()
    pace = Pace(clock, baud=11_000)
    first = pace.spend(7, 3, 2_000)
    assert first == pytest.approx(0.010 + 0.002)
    clock.pass_by(first)
    assert pace.spend(7, 3, 0) == pytest.approx(0.010 + GAP_S)
    clock.pass_by(1)
    assert pace.spend(7, 3, 0) == pytest.approx(0.010)
    assert (pace.air_s, pace.line_s, pace.gap_s) == pytest.approx((0.002, 0.030, GAP_S))


def test_a_twin_says_how_late_its_answers_are_and_what_the_time_went_into() -> None:
    # Guard: the twin adds each exchange to its clock, an inventory with the tags that answer.
    clock, told = VirtualClock(), list[Happening]()
    field = VirtualField()
    field.lay(tag(1))
    pace = Pace(clock)
    twin = FeigTwin(field, on_happening=told.append, pace=pace)
    twin.feed(RF_RESET)
    line_s = (len(RF_RESET) + 6) * 11 / 38400
    assert twin.delay_s == pytest.approx(RF_RESET_US / 1e6 + line_s)
    clock.pass_by(1)
    answer = twin.feed(INVENTORY)
    air_s = inventory_us([tag(1).uid], Modulation.FULL) / 1e6
    assert twin.delay_s == pytest.approx(air_s + (len(INVENTORY) + len(answer)) * 11 / 38400)
    spent = [each for each in told if each.event == "spent"]
    assert [each.name for each in spent] == ["rf_reset", "inventory"]
    assert spent[1].air_s == pytest.approx(air_s)


def test_a_twin_without_a_clock_answers_at_once() -> None:
    # Guard: no pace, no delay.
    twin = FeigTwin(VirtualField())
    assert twin.feed(RF_RESET)
    assert twin.delay_s == 0
