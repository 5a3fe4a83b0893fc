"""`beaupre queue`: what a station has journalled, how much of it the server has, stop and go.

Works on the station's state folder, whether the kiosk runs or not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.cli.errors import CliError, ExitCode

if TYPE_CHECKING:
    from catalogue.client import CentralClient
    from catalogue.wire.v1 import Tally
    from kiosk.store.journal import Journal
    from kiosk.store.rows import ChainReport, Counts, QueueRow
    from kiosk.sync.differences import ItemDifference, RecordDifference

    Difference = RecordDifference | ItemDifference

TRIES = 5
"""A kiosk at work changes the counts between two looks; it seldom does so five times in a row."""
ASK_S = 5.0


@dataclass(frozen=True, slots=True)
class Where:
    """The station's folder, and its server's address where it is known."""

    state: Path
    server_url: str | None

    def journal(self) -> Journal:
        """The journal, open. Raises CliError when there is none."""
        from catalogue.domain.ids import fresh_id
        from kiosk.store.clock import SystemClock
        from kiosk.store.journal import Journal

        path = self.state / "journal.db"
        if not path.is_file():
            raise CliError(f"no journal.db in {self.state}", ExitCode.WRONG_USE)
        return Journal.open(path, clock=SystemClock(), new_id=fresh_id, create=False)

    def client(self) -> CentralClient:
        """The server as this station sees it. Raises CliError when that is not known."""
        from catalogue.client import CentralClient
        from kiosk.config.credentials import read_credentials

        if self.server_url is None:
            text = "the server is not known: give --config or --server"
            raise CliError(text, ExitCode.UNREACHABLE)
        credentials = read_credentials(self.state / "station.key")
        if credentials is None:
            raise CliError("this station is not enrolled", ExitCode.UNREACHABLE)
        return CentralClient(self.server_url, credentials.token, timeout_s=ASK_S)


def _where(state: Path | None, config: Path | None, server: str | None) -> Where:
    from kiosk.config import load_config

    if (state is None) == (config is None):
        raise click.UsageError("Give --state DIR or --config FILE.")
    if state is not None and (state / "kiosk.toml").is_file():
        config = state / "kiosk.toml"
    if config is None:
        return Where(state or Path(), server)
    settings = load_config(config)
    return Where(state or settings.state_dir, server or settings.server_url)


def _on_station(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options every command has."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="JSON instead of text."),
        click.option(
            "--server", metavar="URL", help="The server's address, where no kiosk.toml says it."
        ),
        click.option(
            "--config", type=click.Path(path_type=Path), metavar="FILE", help="kiosk.toml."
        ),
        click.option(
            "--state", type=click.Path(path_type=Path), metavar="DIR", help="State folder."
        ),
    ):
        command = option(command)
    return command


@click.group(epilog="Example: beaupre queue verify --config kiosk.toml")
def queue() -> None:
    """Look at, verify, hold or release the station's queue."""


@queue.command(epilog="Example: beaupre queue status --state /var/lib/beaupre")
@_on_station
def status(state: Path | None, config: Path | None, server: str | None, as_json: bool) -> None:
    """Say how much is where."""
    from kiosk.store.snapshot_progress import progress_beside

    where = _where(state, config, server)
    fetching = progress_beside(where.state / "snapshot.db")
    with closing(where.journal()) as journal:
        who, counts = journal.who(), journal.counts()
        facts: dict[str, Any] = {
            "station": who.station,
            "epoch": who.epoch,
            "held": journal.held(),
            **asdict(counts),
            "open_intents": len(journal.open_intents()),
            "repairs": len(journal.repairs()),
            "last_contact_ms": journal.last_contact_ms(),
            "fetching": None if fetching is None else asdict(fetching),
        }
    if as_json:
        click.echo(json.dumps(facts))
        return
    click.echo(f"{who.station}, epoch {who.epoch}" + (", queue held" if facts["held"] else ""))
    click.echo(
        f"journalled {counts.journalled}: pending {counts.pending},"
        f" delivered {counts.delivered}, in quarantine {counts.quarantined}"
    )
    if fetching is not None:
        click.echo(f"catalogue: being fetched, {fetching.percent} % of {fetching.rows} rows")
    click.echo(f"tags: {facts['open_intents']} to be resolved, {facts['repairs']} to be repaired")


@queue.command("list", epilog="Example: beaupre queue list --state /var/lib/beaupre --all")
@_on_station
@click.option("--all", "everything", is_flag=True, help="Delivered records, too.")
def list_queue(
    state: Path | None, config: Path | None, server: str | None, as_json: bool, everything: bool
) -> None:
    """List the records that are not delivered."""
    with closing(_where(state, config, server).journal()) as journal:
        rows = journal.queue(delivered=everything)
    for row in rows:
        click.echo(json.dumps(asdict(row)) if as_json else _line(row))
    if not rows and not as_json:
        click.echo("Nothing is waiting.")


@queue.command(epilog="Example: beaupre queue hold --state /var/lib/beaupre")
@_on_station
def hold(state: Path | None, config: Path | None, server: str | None, as_json: bool) -> None:
    """Stop delivering; loans are still asked for."""
    _stop_or_go(_where(state, config, server), as_json, held=True)


@queue.command(epilog="Example: beaupre queue release --state /var/lib/beaupre")
@_on_station
def release(state: Path | None, config: Path | None, server: str | None, as_json: bool) -> None:
    """Deliver again."""
    _stop_or_go(_where(state, config, server), as_json, held=False)


def _stop_or_go(where: Where, as_json: bool, *, held: bool) -> None:
    with closing(where.journal()) as journal:
        if held:
            journal.hold()
        else:
            journal.release()
        pending = journal.counts().pending
    if as_json:
        click.echo(json.dumps({"held": held, "pending": pending}))
    else:
        click.echo(f"queue {'held' if held else 'released'}, {pending} pending")


@queue.command(epilog="Example: beaupre queue verify --config kiosk.toml --json")
@_on_station
def verify(state: Path | None, config: Path | None, server: str | None, as_json: bool) -> int:
    """Check that no operation is lost: the hash chain, then the sums with the server.

    journalled = pending + in quarantine + recorded, and recorded = applied + superseded + in
    conflict + malformed as the server says now. Then the server's records and items are compared
    with those here, one by one. Without the server the chain alone is checked and the exit code
    is 3.
    """
    where = _where(state, config, server)
    with closing(where.journal()) as journal:
        chain = journal.verify_chain()
        try:
            with closing(where.client()) as client:
                counts, tally = _compare(journal, client)
                differences, compared = _differences(client, journal, where)
        except CliError as error:
            _tell_chain(chain, as_json, str(error))
            if not chain.intact:
                return ExitCode.PROBLEMS
            raise
        rows = journal.queue()
    problems = _problems(chain, counts, tally)
    if differences:
        problems.append(f"station and server differ in {len(differences)} places")
    # Records that arrived while their acknowledgement did not are recorded, not pending.
    arrived = tally.recorded - counts.delivered
    facts: dict[str, Any] = {
        "journalled": counts.journalled,
        "pending": counts.pending - arrived,
        "quarantined": counts.quarantined,
        **tally.model_dump(exclude={"station"}),
        "unacknowledged": arrived,
        "chain": asdict(chain),
        "problems": problems,
        "differences": [asdict(difference) for difference in differences],
        "items_compared": compared,
        "not_delivered": [asdict(row) for row in rows],
    }
    if as_json:
        click.echo(json.dumps(facts))
    else:
        _tell_sums(facts, chain, rows)
        if problems:
            _tell_differences(differences, compared=compared)
    return ExitCode.PROBLEMS if problems else ExitCode.DONE


def _tell_sums(facts: dict[str, Any], chain: ChainReport, rows: tuple[QueueRow, ...]) -> None:
    click.echo(
        "journalled {journalled} = pending {pending} + quarantined {quarantined}"
        " + recorded {recorded}".format(**facts)
    )
    click.echo(
        "recorded {recorded} = applied {applied} + superseded {superseded}"
        " + in conflict {conflict} + malformed {malformed}".format(**facts)
    )
    click.echo(f"hash chain: {_chain_text(chain)}")
    for problem in facts["problems"]:
        click.echo(f"problem: {problem}")
    for row in rows if facts["problems"] else ():
        click.echo(f"  {_line(row)}")


def _tell_differences(differences: Sequence[Difference], *, compared: bool) -> None:
    for difference in differences:
        click.echo(f"  {difference}")
    if not compared:
        click.echo("items: not compared, the station has not read all of the feed yet")


def _line(row: QueueRow) -> str:
    code = f" ({row.code})" if row.code else ""
    return f"{row.epoch}/{row.seq}  {row.kind:11} {row.item or '-':13} {row.state}{code}  {row.id}"


def _compare(journal: Journal, client: CentralClient) -> tuple[Counts, Tally]:
    """Counts and tally of one moment. Raises CliError when the server does not answer."""
    for _ in range(TRIES):
        before = journal.counts()
        with _answering():
            tally = client.tally()
        if journal.counts() == before:
            break
    return before, tally


def _differences(
    client: CentralClient, journal: Journal, where: Where
) -> tuple[list[Difference], bool]:
    """Where the two sides differ, and whether the items could be compared."""
    from kiosk.sync.differences import differing_items, differing_records

    with _answering():
        records = differing_records(client, journal)
        items = differing_items(client, where.state / "snapshot.db")
    return [*records, *(items or ())], items is not None


@contextmanager
def _answering() -> Iterator[None]:
    from catalogue.errors import CentralError

    try:
        yield
    except CentralError as error:
        raise CliError(f"the server does not answer: {error}", ExitCode.UNREACHABLE) from error


def _problems(chain: ChainReport, counts: Counts, tally: Tally) -> list[str]:
    """What does not add up, in words."""
    found = [] if chain.intact else [f"hash chain: {chain.fault}"]
    here = counts.pending + counts.quarantined + counts.delivered
    if here != counts.journalled:
        found.append(f"{counts.journalled} were journalled, {here} are here")
    missing = counts.delivered - tally.recorded
    if missing > 0:
        found.append(f"the server has lost {missing} of {counts.delivered} it had acknowledged")
    if -missing > counts.pending:
        strange = -missing - counts.pending
        found.append(f"the server has {strange} of this station that this journal does not know")
    outcomes = tally.applied + tally.superseded + tally.conflict + tally.malformed
    if outcomes != tally.recorded:
        found.append(f"the server recorded {tally.recorded} and accounts for {outcomes}")
    return found


def _chain_text(chain: ChainReport) -> str:
    return f"{chain.checked} records intact" if chain.intact else f"broken at {chain.fault}"


def _tell_chain(chain: ChainReport, as_json: bool, server: str) -> None:
    if as_json:
        click.echo(json.dumps({"chain": asdict(chain), "server": server}))
    else:
        click.echo(f"hash chain: {_chain_text(chain)}")


@queue.command(epilog="Example: beaupre queue salvage --state /var/lib/beaupre")
@_on_station
def salvage(state: Path | None, config: Path | None, server: str | None, as_json: bool) -> int:
    """Set a damaged journal aside and save what it still says.

    Stop the kiosk before. The damaged file stays beside the new journal; what is saved is delivered
    when the kiosk runs again. Exit code 1 when records are lost.
    """
    from kiosk.store.clock import SystemClock
    from kiosk.store.errors import StorageError
    from kiosk.store.salvage import salvage as save

    path = _where(state, config, server).state / "journal.db"
    try:
        saved = save(path, str(SystemClock().wall_ms()))
    except StorageError as error:
        raise CliError(str(error), ExitCode.WRONG_USE) from error
    if as_json:
        click.echo(json.dumps({**asdict(saved), "aside": str(saved.aside)}))
    else:
        click.echo(f"{saved.kept} records saved, {saved.lost} lost; the old file: {saved.aside}")
        if saved.behind:
            click.echo(f"{saved.behind} of them stand behind a gap of the hash chain")
    return ExitCode.PROBLEMS if saved.lost else ExitCode.DONE
