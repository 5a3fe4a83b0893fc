"""A simulation that finds nothing may be one that cannot: three guards of the product are taken
out, and one of a few seeds notices. (Which one, that changes with whatever a kiosk or the server
does once more or less.) All guards: docs/simulation.md."""

from __future__ import annotations

import pytest

from support.simulation import Ground
from support.simulation_sabotage import caught_by

KNOWN = {
    "refused_loan_is_undone": ((0, 1, 2), "and it was not undone"),
    "offsets_correct_the_clocks": ((0, 1, 2), "first possible moment"),
    "old_disk_gets_a_new_epoch": ((9, 4, 14), "disagree"),
}


@pytest.mark.parametrize("guard", KNOWN)
def test_town_without_a_guard_is_found_out(ground: Ground, guard: str) -> None:
    """Guard: the checks of the simulation themselves; with `Checks.findings` empty this fails."""
    seeds, why = KNOWN[guard]

    found = caught_by(ground, guard, seeds)

    assert found is not None
    assert why in found[1]
    assert not ground.run_seed(found[0]).faults
