"""Who may call what: one line for each method, and no for everything else."""

from __future__ import annotations

import enum
import pwd
import time
from typing import TYPE_CHECKING, NamedTuple

from grpclib.const import Status
from grpclib.exceptions import GRPCError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.identity.spiffe import SpiffeId
    from aurae.server.caller import Caller
from aurae.server.login import is_member

KEPT = 5.0
"""Seconds that the name service's answer about a user is used again."""


class Rule(enum.Enum):
    """Who may call a method."""

    MEMBERS = "the daemon's owner and the members of its group"
    LOCAL = "everybody who reaches the login socket; the service itself looks at who it is"


class Entry(NamedTuple):
    """A method's rule and the reason for it."""

    rule: Rule
    reason: str


ACCESS: Mapping[str, Entry] = {
    "/aurae.discovery.v0.DiscoveryService/Discover": Entry(
        Rule.MEMBERS, "the version tells an attacker what to try"
    ),
    "/aurae.identity.v0.IdentityService/WhoAmI": Entry(
        Rule.MEMBERS, "harmless, and of no use to those who may do nothing else"
    ),
    "/aurae.identity.v0.LoginService/Login": Entry(
        Rule.LOCAL, "this is how a member gets the identity that all other methods ask for"
    ),
    "/aurae.runtime.v0.RuntimeService/Start": Entry(
        Rule.MEMBERS, "runs any command as any user: as good as root"
    ),
    "/aurae.runtime.v0.RuntimeService/Stop": Entry(Rule.MEMBERS, "ends other people's work"),
    "/aurae.runtime.v0.RuntimeService/Wait": Entry(Rule.MEMBERS, "shows what workloads write"),
    "/aurae.runtime.v0.RuntimeService/List": Entry(
        Rule.MEMBERS, "command lines may hold what others should not see"
    ),
    "/aurae.runtime.v0.RuntimeService/Get": Entry(
        Rule.MEMBERS, "command lines may hold what others should not see"
    ),
    "/aurae.runtime.v0.RuntimeService/Logs": Entry(Rule.MEMBERS, "shows what workloads write"),
    "/aurae.system.v0.SystemService/Status": Entry(
        Rule.MEMBERS, "problems of the machine are its owner's business"
    ),
    "/aurae.system.v0.SystemService/Reexec": Entry(
        Rule.MEMBERS, "replaces the running code by what is on disk"
    ),
    "/grpc.health.v1.Health/Check": Entry(
        Rule.MEMBERS, "part of the API like any other; service managers are told by sd_notify"
    ),
    "/grpc.health.v1.Health/Watch": Entry(Rule.MEMBERS, "as Check, and holds a stream open"),
    "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo": Entry(
        Rule.MEMBERS, "describes the API to those who may use it"
    ),
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo": Entry(
        Rule.MEMBERS, "the same under the name that older clients ask for"
    ),
}


class Members:
    """Local users that may use the API: the daemon's owner, and the members of one group."""

    def __init__(self, owner: int, group: str) -> None:
        """`owner` is a uid; nobody is a member of a `group` that is empty or does not exist."""
        self._owner = owner
        self._group = group
        self._known: dict[str, tuple[float, bool]] = {}

    def has(self, user: str) -> bool:
        """Say whether the user of this name is one; a removed member is one for 5 s more."""
        now = time.monotonic()
        kept = self._known.get(user)
        if kept is not None and now - kept[0] < KEPT:
            return kept[1]
        if len(self._known) >= 1000:
            self._known.clear()
        found = self._ask(user)
        self._known[user] = (now, found)
        return found

    def _ask(self, user: str) -> bool:
        try:
            if pwd.getpwnam(user).pw_uid == self._owner:
                return True
        except KeyError:
            return False
        return bool(self._group) and is_member(user, self._group)


class Access:
    """Decides by the table."""

    def __init__(self, members: Members, trust_domain: str, node_name: str, group: str) -> None:
        """Users are known by SPIFFE IDs of this trust domain and this node."""
        self._members = members
        self._trust_domain = trust_domain
        self._node_name = node_name
        self._group = group

    def authorize(self, path: str, caller: Caller) -> None:
        """Return when the caller may call this method; raises GRPCError."""
        entry = ACCESS.get(path)
        if entry is not None and self._allows(entry.rule, caller):
            return
        raise GRPCError(Status.PERMISSION_DENIED, self._denial(path, caller))

    def _allows(self, rule: Rule, caller: Caller) -> bool:
        if rule is Rule.LOCAL:
            return caller.transport == "login"
        return caller.peer is not None and self._is_member(caller.peer.spiffe_id)

    def _is_member(self, spiffe_id: SpiffeId) -> bool:
        match spiffe_id.local_user():
            case (self._node_name, str(user)):
                return spiffe_id.trust_domain == self._trust_domain and self._members.has(user)
            case _:
                return False

    def _denial(self, path: str, caller: Caller) -> str:
        method = path.rpartition("/")[2]
        who = f"group {self._group}" if self._group else "the daemon's group (setting `group`)"
        return (
            f"cannot call {method}: {caller} may not; ask an administrator to add you to {who}, "
            "then run `aer login --local`"
        )
