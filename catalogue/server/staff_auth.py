"""Who asks, and may she? The guards of every address that is not a station's.

A router names its guard as a dependency:

    MayHolds = Annotated[Member, Depends(require(Right.HOLDS))]

and where its object has a branch: `assert_branch(member, branch)`.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials

from catalogue.domain.rights import OPERATOR, Member, Right
from catalogue.server.problems import ProblemError
from catalogue.server.routes import BEARER, ServicesDep

Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]


def signed_in(request: Request, town: ServicesDep, credentials: Credentials) -> Member:
    """A member of staff with a session, or the operator. Ends the request with 401 otherwise."""
    token = "" if credentials is None else credentials.credentials
    if hmac.compare_digest(token.encode(), town.keys.admin_token.encode()):
        found: Member | None = OPERATOR
    else:
        found = town.staff_sessions.member(token) if token else None
    if found is None:
        raise ProblemError(HTTPStatus.UNAUTHORIZED, "not_signed_in", "Sign in first")
    request.state.actor = found.actor
    return found


MemberDep = Annotated[Member, Depends(signed_in)]


@dataclass(frozen=True, slots=True)
class Require:
    """A dependency that lets only members with this right pass. 403 otherwise."""

    right: Right

    def __call__(self, member: MemberDep) -> Member:
        """The member, if she may."""
        if not member.may(self.right):
            raise ProblemError(
                HTTPStatus.FORBIDDEN, "right_missing", f"This needs the right “{self.right}”"
            )
        return member


def require(right: Right) -> Callable[..., Member]:
    """The guard of an address: this right."""
    return Require(right)


def assert_branch(member: Member, branch: str | None) -> None:
    """Ends the request with 403 when the object is of a branch that is not hers."""
    if not member.may_in(branch):
        raise ProblemError(
            HTTPStatus.FORBIDDEN, "other_branch", "This belongs to a branch that is not yours"
        )
