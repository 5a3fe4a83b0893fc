"""A town's catalogue comes in: how fast, in how much memory, and what those notice who borrow.

Ours is the whole way from a UNIMARC file with copies to titles that search finds: read, compared,
written durably to SQLite, numbered for the stations, indexed. The peer is pymarc's bare parsing of
the same file, nothing kept. Then the same file again, which changes nothing. The peak of memory is
that of `beaupre catalogue import` as a process. Beside a server that lends, the same loans are
asked with and without an import of 20,000 titles going through it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pymarc

from bench.command import Scale, bench_command
from bench.figures import Aim, Figure, alternate, compared, percentile
from bench.lending_town import ask, found, serving_at
from bench.marc_town import write_town
from bench.town import scratch
from catalogue.feeds.opening import open_feed
from catalogue.server.services import build_services
from catalogue.server.settings import ServerSettings
from catalogue.services.importing.model import Rules, Start
from ui.cli.catalogue.loading import Loader
from ui.cli.progress import Loading

TITLES, SMALL, LARGE, BESIDE = 30_000, 30_000, 300_000, 20_000
LOANS, EVERY_S = 50, 0.4
COMMAND = (sys.executable, "-m", "ui.cli.main", "catalogue")
BRANCH = "tilleuls"


def parsed(file: Path, titles: int) -> float:
    """Records a second of pymarc alone."""
    began = time.perf_counter()
    with file.open("rb") as data:
        for _ in pymarc.MARCReader(data, to_unicode=True, force_utf8=True):
            pass
    return titles / (time.perf_counter() - began)


def imported(file: Path, titles: int, database: Path) -> float:
    """Records a second from the file to titles that are found."""
    settings = ServerSettings(database=str(database))
    with closing(build_services(settings)) as town, Loading() as progress:
        began = time.perf_counter()
        reader = open_feed(file)
        start = Start("bench", reader.format, str(file), rules=Rules(default_branch=BRANCH))
        loader = Loader(town.imports, reader, start, progress, served=False)
        done = loader.load(town.imports.begin(start, "bench"), delete_many=False)
        town.feed.number()
        town.finding.catch_up()
        took_s = time.perf_counter() - began
        town.finding.close()
    if done.counts.read != titles or done.counts.refused:
        raise RuntimeError(f"not all came in: {done.counts}")
    return titles / took_s


def speed(folder: Path, scale: Scale) -> Sequence[Figure]:
    """First load and repetition against bare parsing."""
    titles = 50 if scale.tiny else TITLES
    file = folder / "town.mrc"
    write_town(file, titles)
    against = "pymarc, bare parsing"
    names = iter(range(1_000))
    first = alternate(
        lambda: imported(file, titles, folder / f"first-{next(names)}.db"),
        lambda: parsed(file, titles),
        scale.rounds,
        once=scale.tiny,
    )
    again = alternate(
        lambda: imported(file, titles, folder / "first-0.db"),
        lambda: parsed(file, titles),
        scale.rounds,
        once=scale.tiny,
    )
    return [
        compared(f"first load of {titles} titles, to found", "titles/s", first,
                 against=against, aim=Aim(">=", 2.0), rate=True),
        compared(f"the same {titles} again", "titles/s", again,
                 against=against, aim=Aim(">=", 3.0), rate=True),
    ]  # fmt: skip


# What the kernel says of a process itself: what it had before it became Python counts elsewhere.
PEAK = """import sys
from ui.cli.main import run
code = run(sys.argv[1:])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(peak.split()[1])
sys.exit(code)
"""


def peak_mib(file: Path, database: Path) -> float:
    """The most memory that the command takes, from an empty database on."""
    build_services(ServerSettings(database=str(database))).close()
    command = ["catalogue", "import", str(file), f"--database={database}"]
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *command], check=True, capture_output=True, text=True
    )
    return int(done.stdout.split()[-1]) / 1024


def memory(folder: Path, scale: Scale) -> Figure:
    """Ten times the titles."""
    small, large = (20, 20) if scale.tiny else (SMALL, LARGE)
    peaks = {}
    for titles in (small, large):
        file = folder / f"{titles}.mrc"
        if titles not in peaks:
            write_town(file, titles)
            peaks[titles] = peak_mib(file, folder / f"peak-{titles}.db")
            file.unlink()
    return Figure(
        name=f"peak memory of an import of {large} titles",
        unit="MiB",
        ours=peaks[large],
        against=f"of {small}",
        theirs=peaks[small],
        ratio=peaks[large] / peaks[small],
        aim=Aim("<=", 1.2),
    )


@contextmanager
def importing_beside(file: Path, config: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command at work through the running server. Ended afterwards if it has not."""
    process = subprocess.Popen(
        [*COMMAND, "import", str(file), f"--config={config}", f"--branch={BRANCH}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def spaced(address: str, token: str, bodies: Sequence[bytes], every_s: float) -> list[float]:
    """Seconds of each loan, as they come at a desk: one every now and then."""
    taken = []
    for body in bodies:
        taken += ask(address, token, [body])
        time.sleep(every_s)
    return taken


def beside_loans(folder: Path, scale: Scale) -> Sequence[Figure]:
    """The same loans without and with an import."""
    titles, loans = (100, 2) if scale.tiny else (BESIDE, LOANS)
    every_s = 0.01 if scale.tiny else EVERY_S
    file = folder / "beside.mrc"
    write_town(file, titles)
    database = folder / "beside.db"
    town = found(str(database), folder, items=2 * loans + 4, cards=2 * loans + 4, askers=1)
    asker = town.askers[0]
    questions = [asker.question(*pair) for pair in zip(town.items, town.cards, strict=True)]
    log = folder / "server.log"
    with serving_at(town, str(database), log) as address:
        ask(address, asker.token, questions[:4])
        alone = spaced(address, asker.token, questions[4 : 4 + loans], every_s)
        with importing_beside(file, log.with_suffix(".toml")) as process:
            time.sleep(0 if scale.tiny else 3)
            busy = spaced(address, asker.token, questions[4 + loans :], every_s)
            lasted = process.poll() is None
    times = [percentile(taken, 0.99) * 1000 for taken in (busy, alone)]
    return [
        Figure(
            name=f"p99 of {loans} loans while {titles} titles come in",
            unit="ms",
            ours=times[0],
            against="without an import",
            theirs=times[1],
            ratio=times[0] / times[1],
            aim=Aim("<=", 3.0),
            notes={"import_outlasted_the_loans": lasted},
        )
    ]


def measure(scale: Scale) -> Sequence[Figure]:
    """All of it."""
    with scratch() as folder:
        return [
            *speed(folder, scale),
            *beside_loans(folder, scale),
            memory(folder, scale),
        ]


main = bench_command("importing", measure, __doc__, rounds=3)
