"""The last seat, the last launch and one ticket, asked for at once: two servers on one PostgreSQL,
and the threads of one server on SQLite."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from catalogue.db.digital import EbookLicence
from catalogue.domain.digital.licences import NoLoan
from catalogue.server.services import Services
from catalogue.services.digital.launching import Launch
from catalogue.services.digital.lending import LoanNow
from catalogue.services.digital.tickets import Issue, Ticket, issue, redeem
from support.both_databases import second_server
from support.central import LittleTown, add_patron, patron_of
from support.digital_town import EBOOK, add_ebook, put, set_up
from support.digital_vendor import Vendor

T = TypeVar("T")
WHO = "ABCDEFGH"
ROOT = Path(__file__).parents[3]


@contextmanager
def servers(town: LittleTown) -> Iterator[list[Services]]:
    """Two on PostgreSQL, on SQLite the one there can be."""
    if "postgresql" not in town.settings.database:
        yield [town.services]
        return
    with second_server(town) as other:
        yield [town.services, other]


def at_once(town: LittleTown, work: Callable[[Services, str], T]) -> list[T]:
    """Eight patrons do it in the same moment."""
    with town.services.database.write() as session:
        for letter in WHO:
            add_patron(town.services, session, letter, f"299990000000{ord(letter)}", pin_hash=None)
    together = threading.Barrier(len(WHO))
    with servers(town) as found, ThreadPoolExecutor(len(WHO)) as pool:

        def go(n: int) -> T:
            together.wait(20)
            return work(found[n % len(found)], patron_of(WHO[n]))

        return list(pool.map(go, range(len(WHO))))


def test_last_seat_goes_to_exactly_one(town_on_both: LittleTown) -> None:
    # Guard: the lock at the beginning of `Shelf`; without it several get the seat.
    add_ebook(town_on_both, tokens_total=1, tokens_left=1)
    found = at_once(town_on_both, lambda server, who: server.digital.lending.borrow(who, EBOOK))
    assert sum(isinstance(each, LoanNow) for each in found) == 1
    assert {each for each in found if isinstance(each, NoLoan)} <= {
        NoLoan.NO_LICENCE,
        NoLoan.ALL_LENT,
    }
    with town_on_both.services.database.read() as session:
        assert session.get_one(EbookLicence, f"licence-{EBOOK}").tokens_left == 0


def test_last_launch_of_the_month_goes_to_exactly_one(
    town_on_both: LittleTown, vendor: Vendor
) -> None:
    # Guard: the lock at the beginning of `Meter.take`.
    set_up(town_on_both, vendor)
    put(
        town_on_both,
        '[[resources]]\nid = "film"\ntitle = "F"\nfamily = "vod"\n'
        f'[[resources.access]]\nkind = "open"\nendpoint = "{vendor.url}/health"\n'
        '[[resources.limits]]\nunit = "launch"\nper = "library"\nperiod = "month"\nvalue = 3\n',
    )
    found = at_once(
        town_on_both,
        lambda server, who: server.digital.launches.launch(who, "A", "film", "http://town"),
    )
    assert sum(isinstance(each, Launch) for each in found) == 3


def test_ticket_is_used_once(town_on_both: LittleTown, vendor: Vendor) -> None:
    # Guard: `used_ms IS NULL` in the one statement of `redeem`.
    set_up(town_on_both, vendor)
    now_ms = town_on_both.clock()
    with town_on_both.services.database.write() as session:
        what = Issue("cinema", patron_of("P"), f"{vendor.url}/cas")
        text = issue(session, Ticket.SERVICE, what, now_ms)

    def use(server: Services, _who: str) -> bool:
        with server.database.write() as session:
            return redeem(session, Ticket.SERVICE, text, now_ms) is not None

    assert at_once(town_on_both, use).count(True) == 1


PROCESS = """
import sys
from pathlib import Path
from catalogue.db.database import Database
from catalogue.services.digital.desk import build_digital
from catalogue.services.digital.lending import LoanNow
from catalogue.services.secret_keys import load_keys
url, keys, patron, now_ms = sys.argv[1:]
database = Database(url)
digital = build_digital(database, load_keys(Path(keys)), Path("."), lambda: int(now_ms),
                        public_url="", production=False, demo=False)
print("ready", flush=True)
sys.stdin.readline()
found = digital.lending.borrow(patron, "ebook")
print("lent" if isinstance(found, LoanNow) else found.value, flush=True)
database.close()
"""


def test_last_seat_goes_to_one_of_two_server_processes(town_on_postgresql: LittleTown) -> None:
    town = town_on_postgresql
    add_ebook(town)
    given = [town.settings.database, str(town.settings.secrets_path)]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, *given, patron_of(who), str(town.clock())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for who in "PQ"
    ]
    try:
        for each in processes:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        said = sorted(each.communicate("go\n", timeout=30)[0].strip() for each in processes)
    finally:
        for each in processes:
            each.kill()
            each.wait()
    assert said == ["all_lent", "lent"]
