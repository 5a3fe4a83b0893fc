"""Digital loans at their distributor: asked for (ODL 1.0), followed by their status documents
(Readium LSD 1.0), given back and renewed by the links these have.

The licence wins over the status, both over what is noted here. A distributor that does not answer
blocks nothing: the loan ends on its day. No address of a status document is written anywhere but,
sealed, into the loan's row.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urljoin

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from uritemplate import URITemplate
from uritemplate.variable import VariableValueDict

from catalogue.db.database import Database
from catalogue.db.digital import DigitalLoan, DigitalProvider, EbookLicence
from catalogue.db.postgresql import Lock, hold
from catalogue.domain.digital.licences import DAY_MS, NoLoan
from catalogue.domain.digital.lsd import (
    HTML,
    OPEN,
    BadDocument,
    Link,
    Status,
    StatusDocument,
    judged,
    read_licence,
    read_status,
)
from catalogue.services.digital.file import host_of
from catalogue.services.digital.provider_client import (
    Answer,
    ProviderAway,
    ProviderClient,
    ProviderRefused,
)
from catalogue.services.digital.pseudonyms import Pseudonyms, SecretMissing, Secrets
from catalogue.services.digital.shelf import Shelf
from catalogue.services.town import Clock

NAME = "Bibliothèque"
"""What a distributor is told a loan is managed by."""
AGAIN_MS = 6 * 3600 * 1000
"""A loan is looked at again after so long."""
ENDED_THERE = ("return/already", "return/expired")


@dataclass(frozen=True, slots=True)
class Page:
    """An address that is for her alone."""

    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Loan:
    """What is asked for or followed. `lsd` None: the distributor has not given it yet."""

    id: str
    title: str
    patron: str | None
    ends_ms: int
    lsd: str | None = field(repr=False)
    borrow_url: str = field(repr=False)
    secret: str | None
    hosts: frozenset[str]


class Distributors:
    """Asks and follows. Never inside a transaction. Any thread."""

    def __init__(
        self,
        database: Database,
        client: ProviderClient,
        pseudonyms: Pseudonyms,
        secrets: Secrets,
        clock: Clock,
    ) -> None:
        self._database = database
        self._client = client
        self._pseudonyms = pseudonyms
        self._secrets = secrets
        self._clock = clock

    def passphrase(self, patron: str) -> str:
        """Hers for all her protected books: told to her, and to distributors as a hash."""
        return self._pseudonyms.pairwise("passphrase", "", patron)[:12]

    def check_out(self, loan: str) -> NoLoan | None:
        """Ask for a loan whose seat is taken; None: it stands. Asking again is safe."""
        row = self._read(loan)
        if row is None or row.lsd is not None or not row.borrow_url or row.patron is None:
            return None
        try:
            answer = self._ask_for(row, row.patron)
            document = read_status(answer.content)
        except (ProviderAway, SecretMissing, BadDocument):
            return None
        except ProviderRefused:
            self._void(row)
            return NoLoan.REFUSED
        self._attach(row, answer, document)
        return None

    def attach(self, loan: str, lsd_url: str) -> None:
        """A loan's status document, told by another way than ODL; it is looked at at once."""
        self._set_lsd(loan, lsd_url)
        self.follow(loan)

    def follow(self, loan: str) -> bool:
        """Look at a loan's status document and licence; False: the distributor did not answer, and
        nothing is changed."""
        row = self._read(loan)
        if row is None or row.lsd is None:
            return row is not None and self.check_out(loan) is None
        try:
            document = self._document(row)
        except (ProviderAway, ProviderRefused, BadDocument):
            return False
        self._take_over(row, document, self._licence_end(row, document))
        return True

    def follow_due(self, limit: int = 200) -> tuple[int, int]:
        """Look at the open loans nobody has looked at for a while. Returns how many answered, and
        how many did not."""
        with self._database.read() as session:
            due = session.scalars(
                select(DigitalLoan.id)
                .join(EbookLicence, EbookLicence.id == DigitalLoan.licence)
                .where(
                    DigitalLoan.open,
                    or_(DigitalLoan.lsd.is_not(None), EbookLicence.borrow_url != ""),
                    or_(
                        DigitalLoan.checked_ms.is_(None),
                        DigitalLoan.checked_ms < self._clock() - AGAIN_MS,
                    ),
                )
                .order_by(DigitalLoan.checked_ms, DigitalLoan.id)
                .limit(limit)
            ).all()
        answered, away = 0, set[frozenset[str]]()
        for loan in due:
            row = self._read(loan)
            # Who does not answer is not asked again in the same round.
            if row is None or row.hosts in away:
                continue
            if self.follow(loan):
                answered += 1
            else:
                away.add(row.hosts)
        return answered, len(due) - answered

    def give_back(self, loan: str) -> NoLoan | None:
        """End a loan by its document's `return` (section 2.5.3). One without a document ends
        here."""
        row = self._read(loan)
        if row is None:
            return NoLoan.NO_SUCH_LOAN
        if row.lsd is None:
            if row.borrow_url:
                return NoLoan.UNREACHABLE
            self._end(row, Status.RETURNED)
            return None
        try:
            link = self._document(row).links.get("return")
            if link is None:
                return NoLoan.NOT_SUPPORTED
            document = read_status(self._put(row, link, {}).content)
        except ProviderRefused as error:
            if error.problem not in ENDED_THERE:
                return NoLoan.REFUSED
            self._end(row, Status.RETURNED)
            return None
        except (ProviderAway, BadDocument):
            return NoLoan.UNREACHABLE
        self._take_over(row, document, None)
        return None

    def renew(self, loan: str, days: int) -> Page | NoLoan | None:
        """Ask for a later end by the document's `renew` (section 2.5.4): so many days from now, no
        later than it may be. A page: she goes there herself."""
        row = self._read(loan)
        if row is None or row.lsd is None:
            return NoLoan.NOT_SUPPORTED
        try:
            before = self._document(row)
            link = before.links.get("renew")
            if link is None:
                return NoLoan.NOT_SUPPORTED
            if link.type == HTML:
                return Page(self._expanded(row, link, {}))
            wanted_ms = self._clock() + days * DAY_MS
            if before.ceiling_ms is not None:
                wanted_ms = min(wanted_ms, before.ceiling_ms)
            answer = self._put(row, link, {"end": _iso(wanted_ms)})
            document = read_status(answer.content)
        except ProviderRefused:
            return NoLoan.REFUSED
        except (ProviderAway, BadDocument):
            return NoLoan.UNREACHABLE
        self._take_over(row, document, self._licence_end(row, document))
        return None

    def licence_page(self, loan: str) -> Page | NoLoan:
        """Where the licence of a loan is fetched."""
        row = self._read(loan)
        if row is None or row.lsd is None:
            return NoLoan.UNREACHABLE
        try:
            link = self._document(row).links.get("license")
        except (ProviderAway, ProviderRefused, BadDocument):
            return NoLoan.UNREACHABLE
        return NoLoan.NOT_SUPPORTED if link is None else Page(self._expanded(row, link, {}))

    def _ask_for(self, row: _Loan, patron: str) -> Answer:
        secret = self._secrets.of(row.secret) if row.secret else ""
        user, _, password = secret.partition(":")
        given: VariableValueDict = {
            "id": row.id,
            "checkout_id": row.id,
            "patron_id": self._pseudonyms.pairwise(
                "distributor", ",".join(sorted(row.hosts)), patron
            ),
            "expires": _iso(row.ends_ms),
            "passphrase": hashlib.sha256(self.passphrase(patron).encode()).hexdigest(),
            "hint": "Sur la page de votre emprunt, à la bibliothèque",
        }
        url = URITemplate(row.borrow_url).expand(given)
        return self._client.ask("POST", url, row.hosts, (user, password) if secret else None)

    def _attach(self, row: _Loan, answer: Answer, document: StatusDocument) -> None:
        own = document.links.get("self")
        self._set_lsd(row.id, urljoin(answer.url, own.href) if own is not None else answer.url)
        self.follow(row.id)

    def _document(self, row: _Loan) -> StatusDocument:
        answer = self._client.ask("GET", row.lsd or "", row.hosts)
        return read_status(answer.content)

    def _licence_end(self, row: _Loan, document: StatusDocument) -> int | None:
        """When the licence ends; None: it does not say, or is not there: then what is known here
        stays."""
        link = document.links.get("license")
        if link is None:
            return None
        try:
            answer = self._client.ask("GET", self._expanded(row, link, {}), row.hosts)
            return read_licence(answer.content).end_ms
        except (ProviderAway, ProviderRefused, BadDocument):
            return None

    def _put(self, row: _Loan, link: Link, values: dict[str, str]) -> Answer:
        return self._client.ask("PUT", self._expanded(row, link, values), row.hosts)

    def _expanded(self, row: _Loan, link: Link, values: dict[str, str]) -> str:
        given: VariableValueDict = {"id": row.id, "name": NAME, **values}
        href = URITemplate(link.href).expand(given) if link.templated else link.href
        return urljoin(row.lsd or "", href)

    def _take_over(self, row: _Loan, document: StatusDocument, end_ms: int | None) -> None:
        now_ms = self._clock()

        def work(session: Session) -> None:
            hold(session, Lock.DIGITAL, (f"title:{row.title}",))
            found = session.get_one(DigitalLoan, row.id)
            if not found.open:
                return
            found.checked_ms = now_ms
            # Before the shelf ends what is over by the day that was known here.
            found.ends_ms = found.ends_ms if end_ms is None else end_ms
            session.flush()
            shelf = Shelf(session, row.title, now_ms)
            status = judged(document, end_ms, now_ms)
            if not found.open:
                return
            if status in OPEN:
                found.status = status
            else:
                shelf.end_loan(found, status, now_ms)

        self._database.transact(work)

    def _end(self, row: _Loan, status: Status) -> None:
        def work(session: Session) -> None:
            now_ms = self._clock()
            shelf = Shelf(session, row.title, now_ms)
            found = session.get_one(DigitalLoan, row.id)
            session.refresh(found)
            if found.open:
                shelf.end_loan(found, status, now_ms)

        self._database.transact(work)

    def _void(self, row: _Loan) -> None:
        """No loan began: seat and token are there again."""

        def work(session: Session) -> None:
            now_ms = self._clock()
            shelf = Shelf(session, row.title, now_ms)
            found = session.get_one(DigitalLoan, row.id)
            session.refresh(found)
            if not found.open or found.lsd is not None:
                return
            licence = session.get_one(EbookLicence, found.licence)
            if licence.tokens_left is not None:
                licence.tokens_left += 1
            shelf.end_loan(found, Status.CANCELLED, now_ms)

        self._database.transact(work)

    def _set_lsd(self, loan: str, url: str) -> None:
        def work(session: Session) -> None:
            found = session.get_one(DigitalLoan, loan, with_for_update=True)
            found.lsd = self._pseudonyms.seal(url)

        self._database.transact(work)

    def _read(self, loan: str) -> _Loan | None:
        with self._database.read() as session:
            row = session.get(DigitalLoan, loan)
            if row is None:
                return None
            licence = session.get_one(EbookLicence, row.licence)
            lsd = None if row.lsd is None else self._pseudonyms.unseal(row.lsd)
            return _Loan(
                id=row.id,
                title=row.title,
                patron=row.patron,
                ends_ms=row.ends_ms,
                lsd=lsd,
                borrow_url=licence.borrow_url,
                secret=licence.secret,
                hosts=_hosts(session, licence, lsd),
            )


def _hosts(session: Session, licence: EbookLicence, lsd: str | None) -> frozenset[str]:
    """Where this licence's distributor may be asked: the provider's hosts; where none are said, the
    host the town itself was given."""
    provider = None if licence.provider is None else session.get(DigitalProvider, licence.provider)
    said: Collection[str] = () if provider is None else provider.hosts
    return frozenset(said) or frozenset(host_of(u) for u in (licence.borrow_url, lsd or "") if u)


def _iso(moment_ms: int) -> str:
    return dt.datetime.fromtimestamp(moment_ms / 1000, dt.UTC).isoformat().replace("+00:00", "Z")
