"""A record without names leaves the town and comes into another one as the same record."""

from __future__ import annotations

import json
from pathlib import Path

from catalogue.services.operating.exporting import export
from catalogue.services.operating.lines import read_lines
from catalogue.services.operating.replaying import replay
from catalogue.services.operating.state import state_digest
from catalogue.services.town import put_setting
from support.central import CARDS, DAY, DUE, MINUTE, T0, HandClock, LittleTown
from support.privacy_life import pass_months


def test_export_of_severed_records_replays_to_the_same_state(
    town: LittleTown, tmp_path: Path, town_template: Path
) -> None:
    """Guard: `is_alias` in `_put_patrons`: else an alias would become an account."""
    with town.services.database.write() as session:
        put_setting(session, "automatic", "no")
    kiosk = town.kiosk("a1")
    kiosk.check_out(T0, "Q", "x")
    kiosk.write("renew", T0 + MINUTE, item="x", card=CARDS["Q"], due_ms=DUE + DAY)
    kiosk.check_in(T0 + DAY, "x")
    kiosk.check_out(T0 + 2 * DAY, "P", "film", DUE)
    town.clock.now_ms = T0 + 3 * DAY
    town.send(kiosk)
    done = town.services.retention.run(pass_months(town, 6))
    assert done.counts["loans"] == 1
    with town.services.database.read() as session:
        lines = [
            json.dumps(line)
            for line in export(session, "salt", lambda _: None, full=True, patrons=True)
        ]
        here = state_digest(session)
    (tmp_path / "other").mkdir()
    other = LittleTown(tmp_path / "other", HandClock(town.clock()), town_template)
    good, bad = read_lines(lines, unchained=False)
    with other.services.database.write() as session:
        replayed = replay(session, good, bad, town.clock(), lambda _: None)
    other.services.close()
    assert replayed.bad == ()
    assert here.differing(replayed.digest) == []
