"""Writers take turns."""

from __future__ import annotations

import threading

from catalogue.db.turns import Turns


def test_who_waits_longest_is_next_and_the_one_before_goes_to_the_end() -> None:
    """Guard: the queue in `Turns`; with a plain lock the first writer takes all its turns first."""
    turns, order = Turns(), []
    waiting = [threading.Event() for _ in range(3)]

    def write(name: int) -> None:
        waiting[name].set()
        with turns:
            order.append(name)

    others = [threading.Thread(target=write, args=(n,)) for n in range(3)]
    with turns:
        for n, other in enumerate(others):
            other.start()
            assert waiting[n].wait(5)
            while len(turns._waiting) <= n:
                pass
    with turns:
        order.append(9)
    for other in others:
        other.join(5)
    assert order == [0, 1, 2, 9]
