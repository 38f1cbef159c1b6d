"""Who may call what: one line for each method, and no for everything else."""

from __future__ import annotations

import enum
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from grpclib.const import Status
from grpclib.exceptions import GRPCError

from aurae.supervise.accounts import is_user_or_member
from aurae.supervise.name_service import NoAnswer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.server.caller import Caller
    from aurae.server.calls import Permission
    from aurae.supervise.name_service import NameService


class Rule(enum.Enum):
    """Who may call a method."""

    MEMBERS = "the daemon's owner and the members of its group"
    LOCAL = "everybody who reaches the login socket; the service itself looks at who it is"


class Entry(NamedTuple):
    """A method's rule and the reason for it."""

    rule: Rule
    reason: str


ACCESS: Mapping[str, Entry] = {
    "/aurae.cells.v0.CellService/Allocate": Entry(
        Rule.MEMBERS, "takes memory and CPUs away from everybody else"
    ),
    "/aurae.cells.v0.CellService/Free": Entry(Rule.MEMBERS, "ends other people's work"),
    "/aurae.cells.v0.CellService/Start": Entry(
        Rule.MEMBERS, "runs any command as any user: as good as root"
    ),
    "/aurae.cells.v0.CellService/Stop": Entry(Rule.MEMBERS, "ends other people's work"),
    "/aurae.cells.v0.CellService/List": Entry(
        Rule.MEMBERS, "annotations may hold what others should not see"
    ),
    "/aurae.cells.v0.CellService/Get": Entry(
        Rule.MEMBERS, "annotations may hold what others should not see"
    ),
    "/aurae.cells.v0.CellService/Update": Entry(
        Rule.MEMBERS, "takes memory and CPUs away from everybody else"
    ),
    "/aurae.cells.v0.CellService/Freeze": Entry(Rule.MEMBERS, "stops other people's work"),
    "/aurae.cells.v0.CellService/Thaw": Entry(
        Rule.MEMBERS, "lets work go on that somebody has stopped for a reason"
    ),
    "/aurae.cells.v0.CellService/Kill": Entry(Rule.MEMBERS, "ends other people's work"),
    "/aurae.cells.v0.CellService/Stats": Entry(
        Rule.MEMBERS, "use over time tells what somebody does"
    ),
    "/aurae.cells.v0.CellService/Watch": Entry(Rule.MEMBERS, "as List, and holds a stream open"),
    "/aurae.containers.v0.ContainerService/Create": Entry(
        Rule.MEMBERS, "decides what runs under a name, as any user: as good as root"
    ),
    "/aurae.containers.v0.ContainerService/Start": Entry(
        Rule.MEMBERS, "runs what may reach the machine: as good as root"
    ),
    "/aurae.containers.v0.ContainerService/Stop": Entry(Rule.MEMBERS, "ends other people's work"),
    "/aurae.containers.v0.ContainerService/Kill": Entry(Rule.MEMBERS, "ends other people's work"),
    "/aurae.containers.v0.ContainerService/Delete": Entry(
        Rule.MEMBERS, "takes away what other people's work has written"
    ),
    "/aurae.containers.v0.ContainerService/Get": Entry(
        Rule.MEMBERS, "environments may hold what others should not see"
    ),
    "/aurae.containers.v0.ContainerService/List": Entry(
        Rule.MEMBERS, "command lines may hold what others should not see"
    ),
    "/aurae.containers.v0.ContainerService/Update": Entry(
        Rule.MEMBERS, "runs any command as any user: as good as root"
    ),
    "/aurae.containers.v0.ContainerService/Pause": Entry(
        Rule.MEMBERS, "stops other people's work"
    ),
    "/aurae.containers.v0.ContainerService/Resume": Entry(
        Rule.MEMBERS, "lets work go on that somebody has stopped for a reason"
    ),
    "/aurae.containers.v0.ContainerService/Exec": Entry(
        Rule.MEMBERS, "runs any command with all that the container may"
    ),
    "/aurae.containers.v0.ContainerService/Attach": Entry(
        Rule.MEMBERS, "types into other people's work"
    ),
    "/aurae.containers.v0.ContainerService/CopyIn": Entry(
        Rule.MEMBERS, "changes what other people's work runs and reads"
    ),
    "/aurae.containers.v0.ContainerService/CopyOut": Entry(
        Rule.MEMBERS, "reads what other people's work keeps for itself"
    ),
    "/aurae.containers.v0.ContainerService/Logs": Entry(
        Rule.MEMBERS, "shows what workloads write"
    ),
    "/aurae.containers.v0.ContainerService/Stats": Entry(
        Rule.MEMBERS, "use over time tells what somebody does"
    ),
    "/aurae.containers.v0.ContainerService/Top": Entry(
        Rule.MEMBERS, "command lines may hold what others should not see"
    ),
    "/aurae.containers.v0.ContainerService/Wait": Entry(
        Rule.MEMBERS, "shows what workloads write"
    ),
    "/aurae.containers.v0.ContainerService/Diff": Entry(
        Rule.MEMBERS, "names of files may tell what others should not know"
    ),
    "/aurae.containers.v0.ContainerService/Commit": Entry(
        Rule.MEMBERS, "copies what other people's work keeps for itself, and uses the disk"
    ),
    "/aurae.containers.v0.ContainerService/Export": Entry(
        Rule.MEMBERS, "reads what other people's work keeps for itself"
    ),
    "/aurae.discovery.v0.DiscoveryService/Discover": Entry(
        Rule.MEMBERS, "the version tells an attacker what to try"
    ),
    "/aurae.identity.v0.IdentityService/WhoAmI": Entry(
        Rule.MEMBERS, "harmless, and of no use to those who may do nothing else"
    ),
    "/aurae.identity.v0.LoginService/Login": Entry(
        Rule.LOCAL, "this is how a member gets the identity that all other methods ask for"
    ),
    "/aurae.images.v0.ImageService/Pull": Entry(
        Rule.MEMBERS, "uses the network, the disk and the credentials of the machine's owner"
    ),
    "/aurae.images.v0.ImageService/Push": Entry(
        Rule.MEMBERS, "sends what is here elsewhere, with the credentials of the machine's owner"
    ),
    "/aurae.images.v0.ImageService/Export": Entry(
        Rule.MEMBERS, "images may hold what others should not see"
    ),
    "/aurae.images.v0.ImageService/Import": Entry(
        Rule.MEMBERS, "changes what runs under a name the next time; uses the disk"
    ),
    "/aurae.images.v0.ImageService/Tag": Entry(
        Rule.MEMBERS, "changes what runs under a name the next time"
    ),
    "/aurae.images.v0.ImageService/List": Entry(
        Rule.MEMBERS, "tells what runs here, and how old it is"
    ),
    "/aurae.images.v0.ImageService/Get": Entry(
        Rule.MEMBERS, "environments of images may hold what others should not see"
    ),
    "/aurae.images.v0.ImageService/History": Entry(
        Rule.MEMBERS, "build commands may hold what others should not see"
    ),
    "/aurae.images.v0.ImageService/Remove": Entry(
        Rule.MEMBERS, "what needs it the next time may not find it"
    ),
    "/aurae.images.v0.ImageService/Prune": Entry(
        Rule.MEMBERS, "what needs it the next time may not find it"
    ),
    "/aurae.images.v0.ImageService/Usage": Entry(
        Rule.MEMBERS, "reads the whole store; tells what runs here"
    ),
    "/aurae.images.v0.ImageService/Scrub": Entry(
        Rule.MEMBERS, "reads the whole store, and uses the network"
    ),
    "/aurae.networks.v0.NetworkService/Create": Entry(
        Rule.MEMBERS, "takes addresses, and connects what was apart"
    ),
    "/aurae.networks.v0.NetworkService/Get": Entry(
        Rule.MEMBERS, "tells an attacker where to knock"
    ),
    "/aurae.networks.v0.NetworkService/List": Entry(
        Rule.MEMBERS, "tells an attacker where to knock"
    ),
    "/aurae.networks.v0.NetworkService/Delete": Entry(
        Rule.MEMBERS, "what needs it the next time may not find it; the room looks at whose it is"
    ),
    "/aurae.networks.v0.NetworkService/Prune": Entry(
        Rule.MEMBERS, "what needs them the next time may not find them"
    ),
    "/aurae.networks.v0.NetworkService/Connect": Entry(
        Rule.MEMBERS, "lets others reach somebody's work; the room looks at whose network it is"
    ),
    "/aurae.networks.v0.NetworkService/Disconnect": Entry(
        Rule.MEMBERS, "cuts other people's work off"
    ),
    "/aurae.networks.v0.NetworkService/Publish": Entry(
        Rule.MEMBERS, "lets the world reach somebody's work; takes a port of the machine"
    ),
    "/aurae.networks.v0.NetworkService/Unpublish": Entry(
        Rule.MEMBERS, "cuts other people's work off"
    ),
    "/aurae.networks.v0.NetworkService/ListPorts": Entry(
        Rule.MEMBERS, "tells an attacker where to knock"
    ),
    "/aurae.networks.v0.NetworkService/Reconcile": Entry(
        Rule.MEMBERS, "harmless, and takes time of the server"
    ),
    "/aurae.pods.v0.PodService/Create": Entry(
        Rule.MEMBERS, "decides what runs under a name, as any user: as good as root"
    ),
    "/aurae.pods.v0.PodService/Start": Entry(
        Rule.MEMBERS, "runs what may reach the machine: as good as root"
    ),
    "/aurae.pods.v0.PodService/Stop": Entry(Rule.MEMBERS, "ends other people's work"),
    "/aurae.pods.v0.PodService/Delete": Entry(
        Rule.MEMBERS, "takes away what other people's work has written"
    ),
    "/aurae.pods.v0.PodService/Get": Entry(
        Rule.MEMBERS, "environments may hold what others should not see"
    ),
    "/aurae.pods.v0.PodService/List": Entry(
        Rule.MEMBERS, "command lines may hold what others should not see"
    ),
    "/aurae.pods.v0.PodService/Stats": Entry(
        Rule.MEMBERS, "use over time tells what somebody does"
    ),
    "/aurae.pods.v0.PodService/Watch": Entry(Rule.MEMBERS, "as List, and holds a stream open"),
    "/aurae.pods.v0.RolloutService/Apply": Entry(
        Rule.MEMBERS, "runs what may reach the machine: as good as root"
    ),
    "/aurae.pods.v0.RolloutService/Undo": Entry(Rule.MEMBERS, "as Apply"),
    "/aurae.pods.v0.RolloutService/Get": Entry(
        Rule.MEMBERS, "environments may hold what others should not see"
    ),
    "/aurae.pods.v0.RolloutService/List": Entry(
        Rule.MEMBERS, "command lines may hold what others should not see"
    ),
    "/aurae.pods.v0.RolloutService/Delete": Entry(
        Rule.MEMBERS, "takes away what other people's work has written"
    ),
    "/aurae.pods.v0.RolloutService/Watch": Entry(Rule.MEMBERS, "as List, and holds a stream open"),
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
    "/aurae.runtime.v0.RuntimeService/Restart": Entry(Rule.MEMBERS, "ends other people's work"),
    "/aurae.runtime.v0.RuntimeService/Reload": Entry(
        Rule.MEMBERS, "changes how other people's work goes on"
    ),
    "/aurae.runtime.v0.RuntimeService/Signal": Entry(Rule.MEMBERS, "ends other people's work"),
    "/aurae.runtime.v0.RuntimeService/ResetFailed": Entry(
        Rule.MEMBERS, "hides that something went wrong"
    ),
    "/aurae.runtime.v0.RuntimeService/Edit": Entry(
        Rule.MEMBERS, "runs any command as any user: as good as root"
    ),
    "/aurae.runtime.v0.RuntimeService/Remove": Entry(Rule.MEMBERS, "ends other people's work"),
    "/aurae.runtime.v0.RuntimeService/Explain": Entry(
        Rule.MEMBERS, "command lines may hold what others should not see"
    ),
    "/aurae.runtime.v0.RuntimeService/Security": Entry(
        Rule.MEMBERS, "tells an attacker where to begin"
    ),
    "/aurae.runtime.v0.RuntimeService/Status": Entry(
        Rule.MEMBERS, "command lines may hold what others should not see"
    ),
    "/aurae.runtime.v0.RuntimeService/Watch": Entry(
        Rule.MEMBERS, "as Get, and holds a stream open"
    ),
    "/aurae.runtime.v0.RuntimeService/Exec": Entry(
        Rule.MEMBERS, "runs any command as any user: as good as root"
    ),
    "/aurae.runtime.v0.RuntimeService/Attach": Entry(
        Rule.MEMBERS, "types into other people's work"
    ),
    "/aurae.system.v0.SystemService/Status": Entry(
        Rule.MEMBERS, "problems of the machine are its owner's business"
    ),
    "/aurae.system.v0.SystemService/Reexec": Entry(
        Rule.MEMBERS, "replaces the running code by what is on disk"
    ),
    "/aurae.vms.v0.VmService/Allocate": Entry(
        Rule.MEMBERS,
        "decides what runs under a name, and reads disks of the host: as good as root",
    ),
    "/aurae.vms.v0.VmService/Free": Entry(
        Rule.MEMBERS, "takes away what other people's work has written"
    ),
    "/aurae.vms.v0.VmService/Start": Entry(
        Rule.MEMBERS, "runs what may reach disks and folders of the host"
    ),
    "/aurae.vms.v0.VmService/Stop": Entry(Rule.MEMBERS, "ends other people's work"),
    "/aurae.vms.v0.VmService/List": Entry(
        Rule.MEMBERS, "command lines may hold what others should not see"
    ),
    "/aurae.vms.v0.VmService/Get": Entry(
        Rule.MEMBERS, "environments may hold what others should not see"
    ),
    "/aurae.vms.v0.VmService/Update": Entry(
        Rule.MEMBERS, "decides what runs, and reads disks of the host: as good as root"
    ),
    "/aurae.vms.v0.VmService/Kill": Entry(Rule.MEMBERS, "ends other people's work"),
    "/aurae.vms.v0.VmService/Pause": Entry(Rule.MEMBERS, "stops other people's work"),
    "/aurae.vms.v0.VmService/Resume": Entry(
        Rule.MEMBERS, "lets work go on that somebody has stopped for a reason"
    ),
    "/aurae.vms.v0.VmService/Wait": Entry(Rule.MEMBERS, "shows what workloads write"),
    "/aurae.vms.v0.VmService/Watch": Entry(Rule.MEMBERS, "as List, and holds a stream open"),
    "/aurae.vms.v0.VmService/Logs": Entry(Rule.MEMBERS, "shows what workloads write"),
    "/aurae.vms.v0.VmService/Exec": Entry(
        Rule.MEMBERS, "runs any command with all that the guest may"
    ),
    "/aurae.vms.v0.VmService/Attach": Entry(Rule.MEMBERS, "types into other people's work"),
    "/aurae.vms.v0.VmService/Console": Entry(Rule.MEMBERS, "types into other people's work"),
    "/aurae.vms.v0.VmService/Stats": Entry(Rule.MEMBERS, "use over time tells what somebody does"),
    "/aurae.vms.v0.VmService/Top": Entry(
        Rule.MEMBERS, "command lines may hold what others should not see"
    ),
    "/aurae.vms.v0.VmService/CopyIn": Entry(
        Rule.MEMBERS, "changes what other people's work runs and reads"
    ),
    "/aurae.vms.v0.VmService/CopyOut": Entry(
        Rule.MEMBERS, "reads what other people's work keeps for itself"
    ),
    "/aurae.vms.v0.VmService/GetMetadata": Entry(Rule.MEMBERS, "metadata may hold credentials"),
    "/aurae.vms.v0.VmService/SetMetadata": Entry(
        Rule.MEMBERS, "changes what other people's work reads of itself"
    ),
    "/aurae.vms.v0.VmService/SendKeys": Entry(Rule.MEMBERS, "may end other people's work"),
    "/aurae.vms.v0.VmService/UpdateNic": Entry(Rule.MEMBERS, "slows other people's work down"),
    "/aurae.vms.v0.VmService/AttachDrive": Entry(
        Rule.MEMBERS, "reads and writes disks of the host: as good as root"
    ),
    "/aurae.vms.v0.VmService/DetachDrive": Entry(
        Rule.MEMBERS, "takes away what other people's work stands on"
    ),
    "/aurae.vms.v0.VmService/UpdateDrive": Entry(
        Rule.MEMBERS, "reads and writes disks of the host: as good as root"
    ),
    "/aurae.vms.v0.VmService/Resize": Entry(
        Rule.MEMBERS, "takes memory away from other people's work"
    ),
    "/aurae.volumes.v0.VolumeService/Create": Entry(Rule.MEMBERS, "uses the disk"),
    "/aurae.volumes.v0.VolumeService/Get": Entry(
        Rule.MEMBERS, "tells what runs here, and how much it keeps"
    ),
    "/aurae.volumes.v0.VolumeService/List": Entry(
        Rule.MEMBERS, "tells what runs here, and what it keeps"
    ),
    "/aurae.volumes.v0.VolumeService/Update": Entry(Rule.MEMBERS, "uses the disk"),
    "/aurae.volumes.v0.VolumeService/Delete": Entry(
        Rule.MEMBERS, "takes away what work of the same owner has kept"
    ),
    "/aurae.volumes.v0.VolumeService/Prune": Entry(
        Rule.MEMBERS, "takes away what work of the same owner has kept"
    ),
    "/aurae.volumes.v0.VolumeService/Export": Entry(
        Rule.MEMBERS, "reads what work of the same owner keeps for itself"
    ),
    "/aurae.volumes.v0.VolumeService/Import": Entry(
        Rule.MEMBERS, "changes what work of the same owner reads, and uses the disk"
    ),
    "/aurae.volumes.v0.VolumeService/Clone": Entry(
        Rule.MEMBERS, "copies what work of the same owner keeps for itself, and uses the disk"
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

    def __init__(self, owner: int, group: str, names: NameService) -> None:
        """`owner` is a uid; nobody is a member of a `group` that is empty or does not exist."""
        self._owner = owner
        self._group = group
        self._names = names

    def known(self, user: str, uid: int | None) -> bool | None:
        """Say whether the user of this name, still `uid`, is one; None when not asked lately.

        A removed member is one for 5 s more.
        """
        return self._names.recall(is_user_or_member, user, uid, self._owner, self._group)

    async def ask(self, user: str, uid: int | None) -> bool:
        """Say whether the user of this name, still `uid`, is one now; raises NoAnswer."""
        return await self._names.ask(is_user_or_member, user, uid, self._owner, self._group)


class Access:
    """Decides by the table."""

    def __init__(self, members: Members, trust_domain: str, node_name: str, group: str) -> None:
        """Users are known by SPIFFE IDs of this trust domain and this node."""
        self._members = members
        self._trust_domain = trust_domain
        self._node_name = node_name
        self._group = group

    def authorize(self, path: str, caller: Caller) -> Permission:
        """Return None when the caller may call this method; raises GRPCError.

        Where the name service must be asked first, what is returned does so, and raises alike.
        """
        entry = ACCESS.get(path)
        if entry is not None and entry.rule is Rule.LOCAL and caller.transport == "login":
            return None
        user, uid = self._local_user(caller)
        if entry is None or entry.rule is Rule.LOCAL or not user:
            raise self._denial(path, caller)
        known = self._members.known(user, uid)
        if known is None:
            return partial(self._ask, path, caller, user, uid)
        if not known:
            raise self._denial(path, caller)
        return None

    async def _ask(self, path: str, caller: Caller, user: str, uid: int | None) -> None:
        try:
            member = await self._members.ask(user, uid)
        except NoAnswer as error:
            method = path.rpartition("/")[2]
            raise GRPCError(Status.UNAVAILABLE, f"cannot call {method}: {error}") from None
        if not member:
            raise self._denial(path, caller)

    def _local_user(self, caller: Caller) -> tuple[str, int | None]:
        """Return the name of the user of this node that calls, and the uid it had at its login.

        The name is empty when it is none.
        """
        if caller.peer is None:
            return "", None
        spiffe_id = caller.peer.spiffe_id
        match spiffe_id.local_user():
            case (self._node_name, str(user)) if spiffe_id.trust_domain == self._trust_domain:
                return user, caller.peer.uid
            case _:
                return "", None

    def _denial(self, path: str, caller: Caller) -> GRPCError:
        method = path.rpartition("/")[2]
        who = f"group {self._group}" if self._group else "the daemon's group (setting `group`)"
        return GRPCError(
            Status.PERMISSION_DENIED,
            f"cannot call {method}: {caller} may not; ask an administrator to add you to {who}, "
            "then run `aer login --local`",
        )
