"""The use cases of importing: begin, put batches, finish, undo, tell.

Each call is one short transaction, so that loans get in between: on SQLite writers take turns. A
batch carries the position behind it; whoever dies goes on from the last one that was committed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.holdings import Branch
from catalogue.db.importing import ImportChange, ImportRun
from catalogue.db.town import ConfigVersion
from catalogue.domain.ids import IdMaker, fresh_id
from catalogue.services import audit
from catalogue.services.central import CentralRecord
from catalogue.services.importing import book, known
from catalogue.services.importing.applying import Applying
from catalogue.services.importing.batch import taken
from catalogue.services.importing.comparing import Deleted, Scope, compare
from catalogue.services.importing.dry import Differences, Followed, counts_of, differences, followed
from catalogue.services.importing.exporting import ExportedTitle, page
from catalogue.services.importing.mapping import Words
from catalogue.services.importing.model import (
    REPEATING,
    Arrival,
    Counts,
    Remark,
    RemarkKind,
    Rules,
    Run,
    RunState,
    Start,
    Step,
    TooManyGone,
)
from catalogue.services.importing.rollback import Undoing
from catalogue.services.importing.seen import Seen
from catalogue.services.marking import mark
from catalogue.services.town import Clock, put_setting, setting

LOG = logging.getLogger("beaupre.server")
SLICE = 100
"""Records looked at in one transaction of `finish` and `rollback`."""
MANY, MUCH = 100, 5
"""So many records, and more than one in so many, are not deleted unless it is said."""
FROM_FEEDS = "branches_from_feeds"
"""Setting: the branches are those that feeds named, for nobody has set the town up yet."""


class Importing:
    """What scripts and the command line ask for. Any thread."""

    def __init__(
        self,
        database: Database,
        central: CentralRecord,
        clock: Clock,
        new_id: IdMaker = fresh_id,
    ) -> None:
        self._database = database
        self._central = central
        self._clock = clock
        self._new_id = new_id
        self._seen: dict[str, Seen] = {}

    def begin(self, start: Start, author: str) -> Run:
        """A run to put batches into: the interrupted one of this source if it reads the same, with
        its position, else a new one. Raises SourceBusy."""
        run_id = self._new_id()
        run = self._database.transact(
            lambda session: book.begin(session, start, run_id, author, self._clock())
        )
        self._seen.clear()
        return run

    def known(self, run_id: str, start: Start, fingerprints: Sequence[str]) -> dict[str, int]:
        """Of these fingerprints those of records that are there as they were before this run, with
        their numbers: nobody need read them."""
        salt = book.salt_of(start.rules)
        with self._database.read() as session:
            found = known.numbers(session, start.source, [salt + each for each in fingerprints])
        return {hashed.removeprefix(salt): n for hashed, (n, run) in found.items() if run != run_id}

    def put(self, run_id: str, after: str | None, arrivals: Sequence[Arrival]) -> Run:
        """Compare these records, which follow `after`, and apply them, all or none. Raises
        UnknownRun, RunMoved."""

        def work(session: Session) -> Run:
            row = book.at_work(session, run_id, after)
            seen = book.read_seen(session, run_id, self._seen.setdefault(run_id, Seen()))
            rules = book.rules_of(row)
            words = words_of(session, rules)
            once = row.complete and row.format not in REPEATING
            scope = Scope(row.source, run_id, once, seen)
            batch = taken(arrivals, words, book.salt_of(rules))
            self._make_branches(session, run_id, words)
            plan = compare(session, scope, batch)
            remarks = batch.remarks
            applying = self._applying(session, row)
            remarks += plan.remarks
            kept = applying.carry_out(plan)
            book.note_seen(session, run_id, plan.unchanged)
            book.note_remarks(session, run_id, [*remarks, *kept])
            position = arrivals[-1].position if arrivals else after
            counts = counts_of(plan, len(arrivals), remarks, applying.deleted)
            book.advance(row, position, counts, self._clock())
            return book.view(row)

        return self._database.transact(work)

    def finish(self, run_id: str, after: int = 0, *, delete_many: bool = False) -> Step:
        """A slice of the end of a run: what a complete feed had no more is deleted. Raises
        UnknownRun, RunMoved, TooManyGone."""

        def work(session: Session) -> Step:
            row = book.row_of(session, run_id)
            book.at_work(session, run_id, row.position)
            seen = book.read_seen(session, run_id, self._seen.setdefault(run_id, Seen()))
            step = self._delete_absent(session, row, seen, after, delete_many)
            if not step.done:
                return step
            book.end(session, row, RunState.DONE, self._clock())
            self._note(session, row, "import.done")
            return Step(done=True)

        step = self._database.transact(work)
        if step.done:
            self._seen.pop(run_id, None)
        return step

    def interrupt(self, run_id: str) -> None:
        """Whoever read the feed stops, and may go on later."""
        self._database.transact(lambda s: book.interrupt(s, run_id, self._clock()))

    def rollback(self, run_id: str, author: str) -> Step:
        """A slice of undoing a run, the last change first; call until it is done. What was lent or
        changed since stays, and is listed. Raises UnknownRun."""

        def work(session: Session) -> Step:
            row = book.row_of(session, run_id)
            if row.state == RunState.ROLLED_BACK:
                return Step(done=True)
            if row.state != RunState.ROLLING_BACK:
                book.end(session, row, RunState.ROLLING_BACK, self._clock())
                self._note(session, row, "import.rollback", author)
            undoing = Undoing(session, self._central, row.source, run_id, self._clock())
            left, kept = undoing.some(SLICE)
            book.note_remarks(session, run_id, kept)
            if not left:
                book.end_rolled_back(session, row, self._clock())
            return Step(done=not left, after=left)

        return self._database.transact(work)

    def differences(self, start: Start, arrivals: Sequence[Arrival]) -> Differences:
        """What these records would change; nothing is written."""
        with self._database.read() as session:
            return differences(session, start, words_of(session, start.rules), arrivals)

    def followed(self, source: str, after: int = 0, limit: int = 500) -> list[Followed]:
        """The records of a source that the town follows, behind a number."""
        with self._database.read() as session:
            return followed(session, source, after, limit)

    def exported(self, after: str = "", limit: int = 500) -> list[ExportedTitle]:
        """A page of the catalogue, behind the id of a title."""
        with self._database.read() as session:
            return page(session, after, limit)

    def run(self, run_id: str) -> Run:
        """Raises UnknownRun."""
        with self._database.read() as session:
            return book.view(book.row_of(session, run_id))

    def runs(self, source: str | None = None, limit: int = 50) -> list[Run]:
        """The newest first."""
        with self._database.read() as session:
            return book.runs(session, source, limit)

    def last_done(self, source: str) -> Run | None:
        """The newest run of a source that came to its end and stands."""
        with self._database.read() as session:
            return book.last_done(session, source)

    def remarks(self, run_id: str, after: int = 0, limit: int = 500) -> list[tuple[int, Remark]]:
        """What a run did not take, and what it kept, each with a number to go on after. Raises
        UnknownRun."""
        with self._database.read() as session:
            book.row_of(session, run_id)
            return book.remarks(session, run_id, after, limit)

    def _applying(self, session: Session, row: ImportRun) -> Applying:
        return Applying(session, self._central, row.source, row.id, self._clock())

    def _make_branches(self, session: Session, run_id: str, words: Words) -> None:
        if not words.made:
            return
        put_setting(session, FROM_FEEDS, "yes")
        for branch, name in words.made.items():
            session.add(Branch(id=branch, name=name, closed_weekdays=""))
            session.add(ImportChange(run=run_id, what="branch", key=branch, before=None))
            mark(session, "branch", branch)
        session.flush()

    def _delete_absent(
        self, session: Session, row: ImportRun, seen: Seen, after: int, delete_many: bool
    ) -> Step:
        if after == 0 and row.complete:
            book.forget_kept(session, row.id)
            absent, gone_before = known.count_absent(session, row.source, row.id, seen)
            if not absent and not gone_before:
                return Step(done=True)
            lost = book.unreadable(session, row.id)
            if lost and absent:
                reason = (
                    f"{absent} titles are not in the feed, but {lost} of its records could not be"
                    " read: nothing is deleted"
                )
                remark = Remark(RemarkKind.KEPT, 0, "", "", reason)
                book.note_remarks(session, row.id, [remark])
                return Step(done=True)
            total = book.records_left(session, row.source)
            if absent > MANY and absent * MUCH > total and not delete_many:
                raise TooManyGone(
                    f"{absent} of {total} titles of {row.source} are not in the feed: is it whole?"
                    " With --delete-many they are deleted"
                )
        gone, upto = known.absent(
            session, row.source, row.id, seen, after, SLICE, complete=row.complete
        )
        applying = self._applying(session, row)
        kept = applying.delete([Deleted(*each) for each in gone])
        applying.finish()
        book.note_remarks(session, row.id, kept)
        book.advance(row, row.position, Counts(deleted=applying.deleted), self._clock())
        return Step(done=upto is None, after=upto or 0)

    def _note(self, session: Session, row: ImportRun, action: str, author: str = "") -> None:
        done = {"created": row.created, "updated": row.updated, "deleted": row.deleted}
        audit.write(
            session, self._clock(), author or row.author, action, f"import:{row.id}", {**done}
        )


def words_of(session: Session, rules: Rules) -> Words:
    """The rules of a source with the branches there are."""
    found = session.execute(select(Branch.id, Branch.name)).all()
    set_up = session.scalar(select(ConfigVersion.n).limit(1)) is not None
    from_feeds = not found or setting(session, FROM_FEEDS, "") == "yes"
    return Words(rules, {row.id: row.name for row in found}, may_make=from_feeds and not set_up)
