"""What kind of days a simulation has: how often what goes wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from support.simulation_network import Weather

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


@dataclass(frozen=True)
class Profile:
    """`events`: what befalls the town, with weights; `per_day` of them a day. Chances in [0, 1]."""

    name: str
    stations: tuple[int, int] = (2, 3)
    days: tuple[int, int] = (1, 2)
    visits: tuple[int, int] = (1, 2)
    """Of each kiosk a day."""
    per_day: int = 2
    events: dict[str, float] = field(default_factory=dict)
    weather: Weather = field(default_factory=Weather)
    pad_faults: tuple[str, ...] = ()
    hasty: float = 0.1
    """A patron takes a thing away too early."""
    careless: float = 0.1
    """She leaves without a word: things on the pad, a session open, a book put on a shelf."""
    skew_ms: float = 60_000
    cap_items: int = 2
    cap_hours: float = 6.0
    night_off: float = 0.2
    """A kiosk is switched off over night."""
    harsh_clocks: bool = False


PROFILES = {
    each.name: each
    for each in (
        Profile(
            "calm",
            events={"hold_queue": 3, "reserve": 2, "renew": 1},
            pad_faults=("flicker",),
        ),
        Profile(
            "outages",
            per_day=3,
            events={
                "no_network": 4,
                "server_down": 1,
                "power_cut": 2,
                "program_killed": 1,
                "hold_queue": 1,
                "reserve": 1,
                "renew": 1,
            },
            weather=Weather(0.02, 0.02, 0.05, 0.04, 0.05, 0.03, 0.01),
            hasty=0.15,
        ),
        Profile(
            "clocks",
            per_day=3,
            events={"no_network": 3, "clock_jump": 2, "power_cut": 2, "dead_battery": 2},
            weather=Weather(answer_lost=0.03, answer_late=0.1),
            skew_ms=90 * MINUTE_MS,
            harsh_clocks=True,
        ),
        Profile(
            "pads",
            per_day=3,
            events={
                "unplug": 4,
                "cut_at_the_bit": 4,
                "power_cut": 1,
                "program_killed": 1,
                "no_network": 1,
            },
            pad_faults=("flicker", "drop", "corrupt", "delay", "lift", "lie"),
            hasty=0.4,
            careless=0.2,
        ),
        Profile(
            "disks",
            per_day=3,
            events={
                "image": 2,
                "old_disk": 4,
                "no_network": 2,
                "server_restored": 2,
                "power_cut": 1,
            },
            weather=Weather(answer_lost=0.03, request_doubled=0.05),
        ),
    )
}
