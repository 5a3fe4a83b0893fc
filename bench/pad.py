"""How long a stack takes on the pad, from the first tag laid down to the last bit verified.

In simulated time it is exact on any machine: the clock of the reader's air and line, and the pauses
of the driver. The floor is the least that clock allows: the inventories that make a tag arrive,
each with its RF reset, then per tag one read of 8 blocks, one AFI write, one check of the AFI.
Against the wall: the program itself must not be slower than the reader it drives.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Sequence

from bench.command import Scale, bench_command
from bench.figures import Aim, Figure
from bench.pad_rig import FEIG, PCSC, THREEM, Kind, VirtualPad, floor_s, stack
from rfid.sim.airtime import Modulation

SIZES = (1, 5, 10, 20)
ONE = (1,)
"""All that a PC/SC reader sees."""
PHASES_S = (0.0, 0.03, 0.06, 0.09, 0.12)
"""When in the course of the polling the stack is laid down."""
SIMULATED_AIM, WALL_AIM = 1.15, 1.2
LEAST_COMMANDS = 3
"""Per tag: one read, one write, one check."""


def one_stack(size: int, modulation: Modulation, rounds: int, kind: Kind) -> Sequence[Figure]:
    """Simulated ÷ floor, wall ÷ simulated, and the commands each tag took."""
    ratios, walls, simulated, floors, commands = [], [], [], [], []
    for round_, phase_s in itertools.product(range(rounds), PHASES_S):
        tags = stack(size, seed=round_)
        pad = VirtualPad(modulation, kind)
        floors.append(floor_s(tags, modulation, kind))
        began = time.perf_counter()
        simulated.append(pad.lend(tags, phase_s))
        # The program's own time comes on top of the reader's: here the reader takes none.
        walls.append((simulated[-1] + time.perf_counter() - began) / simulated[-1])
        ratios.append(simulated[-1] / floors[-1])
        commands.append(pad.commands / size)
    name = f"{size} on the pad, {modulation.value} % modulation{kind.name}"
    exact = Figure(
        name=f"{name}, simulated",
        unit="s",
        ours=statistics.median(simulated),
        against="floor of air and line",
        theirs=statistics.median(floors),
        ratio=statistics.median(ratios),
        aim=Aim("<=", SIMULATED_AIM),
        spread=(min(ratios), max(ratios)),
        rounds=len(ratios),
    )
    wall = Figure(
        name=f"{name}, wall",
        unit="s",
        ours=exact.ours * statistics.median(walls),
        against="simulated",
        theirs=exact.ours,
        ratio=statistics.median(walls),
        aim=Aim("<=", WALL_AIM),
        spread=(min(walls), max(walls)),
        rounds=len(walls),
    )
    spent = Figure(
        name=f"{name}, commands a tag",
        unit="commands",
        ours=statistics.median(commands),
        against="read, write, check",
        theirs=LEAST_COMMANDS,
        ratio=statistics.median(commands) / LEAST_COMMANDS,
        aim=None,
        spread=(min(commands) / LEAST_COMMANDS, max(commands) / LEAST_COMMANDS),
        rounds=len(commands),
    )
    return exact, wall, spent


def measure(scale: Scale) -> Sequence[Figure]:
    """Every reader, every size, both modulations."""
    sizes = SIZES[:1] if scale.tiny else SIZES
    return [
        figure
        for kind in (FEIG, THREEM, PCSC)
        for modulation in ((Modulation.FULL,) if kind is PCSC else Modulation)
        for size in (ONE if kind is PCSC else sizes)
        for figure in one_stack(size, modulation, scale.rounds, kind)
    ]


main = bench_command("pad", measure, __doc__)

if __name__ == "__main__":
    main()
