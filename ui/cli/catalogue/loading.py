"""A feed is read here and goes into the town in batches, or is only compared with it.

Who reads stops at any record and goes on behind it: Ctrl-C, a feed that breaks off, a killed
process. Used by the commands `import`, `harvest` and `diff`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from catalogue.feeds.reading import RawReader, Reader
from catalogue.feeds.record import Entry, Refused
from catalogue.server.imports_operator import Imports
from catalogue.services.importing.dry import Difference, DryRun
from catalogue.services.importing.model import Arrival, Counts, Remark, Run, Start
from ui.cli.progress import Loading

BATCH, BATCH_SERVED = 500, 50
"""Records in one transaction; fewer beside a server that lends meanwhile."""
Tell = Callable[[Difference], None]


@dataclass(slots=True)
class Outcome:
    """What came of it; `run` None: nothing was written."""

    run: Run | None
    counts: Counts
    remarks: list[Remark] = field(default_factory=list)


class Loader:
    """One feed on its way."""

    def __init__(
        self, imports: Imports, reader: Reader, start: Start, progress: Loading, *, served: bool
    ) -> None:
        self._imports = imports
        self._reader = reader
        self._start = start
        self._progress = progress
        self._size = BATCH_SERVED if served else BATCH
        self._served = served

    def load(self, run: Run, *, delete_many: bool) -> Outcome:
        """Put the rest of the feed behind the position of a run, and finish it."""
        position, before = run.position, run.counts.read
        for batch in self._batches(position, run.id):
            began_s = time.monotonic()
            run = self._imports.put(run.id, position, batch)
            position = run.position
            self._progress.at(run.counts.read - before, self._reader.done, self._reader.total)
            self._give_way(began_s)
        step = self._imports.finish(run.id, delete_many=delete_many)
        while not step.done:
            began_s = time.monotonic()
            step = self._imports.finish(run.id, step.after, delete_many=delete_many)
            self._give_way(began_s)
        run = self._imports.run(run.id)
        return Outcome(run, run.counts, remarks_of(self._imports, run.id))

    def compare(self, tell: Tell) -> Outcome:
        """Say what the feed would change; nothing is written."""
        trial = DryRun(self._start, self._imports.differences, self._imports.followed)
        for batch in self._batches(None, ""):
            for difference in trial.put(batch):
                tell(difference)
            self._progress.at(trial.counts.read, self._reader.done, self._reader.total)
        for difference in trial.finish():
            tell(difference)
        return Outcome(None, trial.counts, trial.remarks)

    def _give_way(self, began_s: float) -> None:
        """As long as the server worked for us it is now there for those who lend."""
        if self._served:
            time.sleep(time.monotonic() - began_s)

    def _batches(self, after: str | None, run_id: str) -> Iterator[list[Arrival]]:
        arrivals = self._unread(after, run_id) if isinstance(self._reader, RawReader) else None
        if arrivals is None:
            entries = self._reader.entries(after)
            arrivals = (Arrival(position, entry) for position, entry in entries)
        while batch := list(islice(arrivals, self._size)):
            yield batch

    def _unread(self, after: str | None, run_id: str) -> Iterator[Arrival]:
        """Records whose bytes are known are not even read."""
        reader = self._reader
        if not isinstance(reader, RawReader):
            return
        raws = reader.raws(after)
        while some := list(islice(raws, self._size)):
            prints = [raw.fingerprint.hex() for raw in some]
            known = self._imports.known(run_id, self._start, prints)
            for raw, fingerprint in zip(some, prints, strict=True):
                met = known.get(fingerprint, 0)
                if met and not raw.damage:
                    yield Arrival(raw.position, None, fingerprint, raw.number, met)
                    continue
                entry = reader.read(raw)
                yield Arrival(raw.position, entry, _kept(entry, fingerprint), raw.number)


def _kept(entry: Entry, fingerprint: str) -> str:
    """Of what is not taken nobody keeps a fingerprint."""
    return "" if isinstance(entry, Refused) or entry.deleted else fingerprint


def remarks_of(imports: Imports, run_id: str) -> list[Remark]:
    """All of a run."""
    found: list[Remark] = []
    after = 0
    while page := imports.remarks(run_id, after):
        after = page[-1][0]
        found += [remark for _, remark in page]
    return found
