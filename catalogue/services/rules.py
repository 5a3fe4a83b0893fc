"""Which lending policy holds: the most specific for a category, a kind of item and a branch.

A policy that names more of the three wins; between two that name as many, the one that names the
category, then the one that names the kind. The branch is the one where the item is lent.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import ANY, Category, Item, Policy
from catalogue.services.marking import mark

_MATCHING = select(Policy).where(
    Policy.category.in_((bindparam("category"), ANY)),
    Policy.kind.in_((bindparam("kind"), ANY)),
    Policy.branch.in_((bindparam("branch"), ANY)),
)


def policy_for(session: Session, category: str, kind: str, branch: str | None) -> Policy | None:
    """The policy for a loan of this kind to this category at this branch; None: it is not lent."""
    wanted = {"category": category, "kind": kind, "branch": branch or ANY}
    return max(session.scalars(_MATCHING, wanted), key=_specific, default=None)


def policy_among(
    policies: Iterable[Policy], category: str, kind: str, branch: str
) -> Policy | None:
    """As `policy_for`, among policies read before."""
    matching = (
        rule
        for rule in policies
        if rule.category in (category, ANY)
        and rule.kind in (kind, ANY)
        and rule.branch in (branch, ANY)
    )
    return max(matching, key=_specific, default=None)


def _specific(rule: Policy) -> tuple[int, bool, bool]:
    named = [rule.category != ANY, rule.kind != ANY, rule.branch != ANY]
    return sum(named), named[0], named[1]


def mark_policies(session: Session) -> None:
    """Policies were changed: stations get what holds for them anew, under `category/kind`."""
    categories = session.scalars(select(Category.id)).all()
    kinds = {*session.scalars(select(Item.kind).distinct()), *session.scalars(select(Policy.kind))}
    for category, kind in product(sorted(categories), sorted(kinds - {ANY})):
        mark(session, "policy", f"{category}/{kind}")
