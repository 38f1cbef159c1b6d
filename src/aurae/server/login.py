"""Issues client identities to local users; the kernel's word on the socket's peer is the proof."""

import os
from typing import TYPE_CHECKING

from grpclib.const import Status
from grpclib.exceptions import GRPCError

from aurae.identity.authority import Authority
from aurae.identity.requests import RequestRefused
from aurae.identity.spiffe import InvalidSpiffeId
from aurae.proto.identity_grpc import LoginServiceBase
from aurae.proto.identity_pb2 import LoginRequest, LoginResponse
from aurae.server.caller import current
from aurae.server.rates import Rates
from aurae.supervise.accounts import is_member, user_name
from aurae.supervise.name_service import NameService, NoAnswer

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override
else:
    from aurae.model.override import override


LOGINS_PER_SECOND = 5.0
LOGINS_AT_ONCE = 16
"""Logins of one user in the long run and in a burst; the daemon's owner has no limit."""


class LoginService(LoginServiceBase):
    """Signs certificate requests of the daemon's owner and the members of its group."""

    def __init__(self, authority: Authority, group: str, names: NameService) -> None:
        """Issue from `authority` to the owner and to members of `group` (nobody else when empty)."""
        self._authority = authority
        self._names = names
        self._group = group
        self._rates = Rates(LOGINS_PER_SECOND, LOGINS_AT_ONCE)

    @override
    async def Login(  # noqa: N802 (named by the proto)
        self, stream: "Stream[LoginRequest, LoginResponse]"
    ) -> None:
        """Answer with the certificate chain, leaf first, and the trust bundle."""
        request = await stream.recv_message()
        assert request is not None
        uid = current().uid
        if uid is None:
            raise GRPCError(Status.PERMISSION_DENIED, "cannot log in: not a local user")
        if uid != os.geteuid() and not self._rates.take(uid):
            raise GRPCError(
                Status.RESOURCE_EXHAUSTED,
                f"cannot log in: uid {uid} does so more than {LOGINS_PER_SECOND:g} times a second",
            )
        name, may = await self._look_up(uid)
        if not may:
            raise GRPCError(
                Status.PERMISSION_DENIED,
                f"cannot log in: user {name} is not in group {self._group}; as an administrator"
                f" run `usermod -aG {self._group} {name}`, then try again",
            )
        try:
            issued = self._authority.issue_user(request.certificate_request, name, uid)
        except RequestRefused as error:
            raise GRPCError(
                Status.INVALID_ARGUMENT, f"cannot log in: certificate_request: {error}"
            ) from None
        except InvalidSpiffeId:
            raise GRPCError(
                Status.FAILED_PRECONDITION,
                f"cannot log in: user name {name!r} has characters that a SPIFFE ID cannot hold",
            ) from None
        response = LoginResponse(
            certificate_chain=issued.chain,
            trust_bundle=sorted(self._authority.bundle),
            spiffe_id=str(issued.spiffe_id),
        )
        response.not_after.FromDatetime(issued.not_after)
        await stream.send_message(response)

    async def _look_up(self, uid: int) -> tuple[str, bool]:
        """Return the user's name and whether it may log in, as of now; raises GRPCError."""
        try:
            name = await self._names.ask(user_name, uid)
            if not name:
                raise GRPCError(
                    Status.PERMISSION_DENIED, f"cannot log in: uid {uid} has no name on this node"
                )
            owner = uid == os.geteuid()
            return name, owner or await self._names.ask(is_member, name, self._group)
        except NoAnswer as error:
            raise GRPCError(Status.UNAVAILABLE, f"cannot log in: {error}") from None
