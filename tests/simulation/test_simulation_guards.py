"""A simulation that finds nothing may be one that cannot: three guards of the product are taken
out, and the seed that is known to notice does. All of them: docs/simulation.md."""

from __future__ import annotations

import pytest

from support.simulation import Ground
from support.simulation_sabotage import caught_by

KNOWN = {
    "refused_loan_is_undone": (0, "and it was not undone"),
    "offsets_correct_the_clocks": (1, "its records say"),
    "old_disk_gets_a_new_epoch": (9, "disagree"),
}


@pytest.mark.parametrize("guard", KNOWN)
def test_town_without_a_guard_is_found_out(ground: Ground, guard: str) -> None:
    """Guard: the checks of the simulation themselves; with `Checks.findings` empty this fails."""
    seed, why = KNOWN[guard]
    assert not ground.run_seed(seed).faults

    found = caught_by(ground, guard, [seed])

    assert found is not None
    assert why in found[1]
