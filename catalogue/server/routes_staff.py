"""Addresses for staff to sign in and out, and for whoever keeps their accounts. Rights are given
here, so it takes the right `config`, in no branch alone, or who has few could give herself more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from catalogue.domain.rights import Member, Right
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import PUBLIC, ServicesDep
from catalogue.server.staff_auth import Credentials, MemberDep, assert_branch, require
from catalogue.services.staff.passwords import WeakPassword
from catalogue.services.staff.people import FirstPassword, StaffAccounts, StaffRefused
from catalogue.services.staff.sessions import MustChange, SignInRefused
from catalogue.wire import staff as wire

router = APIRouter(prefix="/v1/staff")


def keeper(member: Annotated[Member, Depends(require(Right.CONFIG))]) -> Member:
    """Whoever keeps the accounts of the whole town."""
    assert_branch(member, None)
    return member


KeeperDep = Annotated[Member, Depends(keeper)]
STAFF = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
SIGN_IN = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)
ACCOUNTS = declared(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT)


@router.post("/sessions", dependencies=PUBLIC, responses=SIGN_IN)
def sign_in(town: ServicesDep, http: Request, request: wire.SignIn) -> wire.StaffSession:
    """A member of staff signs in; with `new_password` she changes hers."""
    one_try = town.tries.staff(http, request.name)
    try:
        found = town.staff_sessions.sign_in(request.name, request.password, request.new_password)
    except SignInRefused as error:
        raise ProblemError(
            HTTPStatus.UNAUTHORIZED, "sign_in_refused", "Name or password is wrong"
        ) from error
    except MustChange as error:
        one_try.was_right()
        raise ProblemError(
            HTTPStatus.FORBIDDEN, "password_must_change", "Choose another password first"
        ) from error
    except WeakPassword as error:
        one_try.was_right()
        raise ProblemError(
            HTTPStatus.FORBIDDEN, "password_weak", "Choose another password", detail=str(error)
        ) from error
    one_try.was_right()
    return wire.StaffSession(
        **_identity(found.member).model_dump(), token=found.token, expires_ms=found.expires_ms
    )


@router.post("/sessions/end", status_code=HTTPStatus.NO_CONTENT, responses=STAFF)
def sign_out(town: ServicesDep, _who: MemberDep, credentials: Credentials) -> Response:
    """The session whose token comes with the request ends."""
    if credentials is not None:
        town.staff_sessions.sign_out(credentials.credentials)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/me", responses=STAFF)
def me(who: MemberDep) -> wire.StaffIdentity:
    """Who is signed in, and what she may."""
    return _identity(who)


@router.get("", responses=STAFF)
def accounts(town: ServicesDep, _who: KeeperDep) -> wire.StaffList:
    """Everybody, and what each role gives."""
    return staff_of(town.staff)


@router.post("", responses=ACCOUNTS)
def add(town: ServicesDep, who: KeeperDep, request: wire.NewStaff) -> wire.FirstPassword:
    """A new account and its first password."""
    with _refusing():
        return first_password_of(
            town.staff.add(who.actor, request.name, request.roles, request.branches)
        )


@router.post("/reset", responses=ACCOUNTS)
def reset(town: ServicesDep, who: KeeperDep, request: wire.StaffName) -> wire.FirstPassword:
    """Another first password; her sessions end."""
    with _refusing():
        return first_password_of(town.staff.reset(who.actor, request.name))


@router.post("/roles", status_code=HTTPStatus.NO_CONTENT, responses=ACCOUNTS)
def roles(town: ServicesDep, who: KeeperDep, request: wire.NewStaff) -> Response:
    """Other roles and branches."""
    with _refusing():
        town.staff.set_roles(who.actor, request.name, request.roles, request.branches)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.post("/disable", status_code=HTTPStatus.NO_CONTENT, responses=ACCOUNTS)
def disable(town: ServicesDep, who: KeeperDep, request: wire.StaffName) -> Response:
    """Nobody signs in as her any more; her sessions end."""
    with _refusing():
        town.staff.disable(who.actor, request.name)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.post("/enable", status_code=HTTPStatus.NO_CONTENT, responses=ACCOUNTS)
def enable(town: ServicesDep, who: KeeperDep, request: wire.StaffName) -> Response:
    """She may sign in again."""
    with _refusing():
        town.staff.enable(who.actor, request.name)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except StaffRefused as error:
        raise ProblemError(
            HTTPStatus.CONFLICT, "staff_refused", "This cannot be", detail=str(error)
        ) from error


def staff_of(staff: StaffAccounts) -> wire.StaffList:
    """The list, as a message."""
    return wire.StaffList(
        staff=[wire.StaffAccount.model_validate(asdict(each)) for each in staff.list()],
        roles={role: list(rights) for role, rights in staff.roles().items()},
    )


def _identity(member: Member) -> wire.StaffIdentity:
    branches = None if member.branches is None else sorted(member.branches)
    return wire.StaffIdentity(name=member.name, rights=sorted(member.rights), branches=branches)


def first_password_of(made: FirstPassword) -> wire.FirstPassword:
    """As a message."""
    return wire.FirstPassword(name=made.name, password=made.password, until_ms=made.until_ms)
