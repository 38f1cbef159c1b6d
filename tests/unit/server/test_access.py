"""The access table has exactly the methods that are served, and says no to everything else."""

import os
import pwd
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from grpclib.const import Status
from grpclib.exceptions import GRPCError
from grpclib.health.v1 import health_pb2
from grpclib.reflection.v1 import reflection_pb2
from grpclib.reflection.v1alpha import reflection_pb2 as old_reflection_pb2

from aurae.identity.leaf import Peer
from aurae.identity.spiffe import SpiffeId, node_id, user_id
from aurae.proto import (
    cells_pb2,
    containers_pb2,
    discovery_pb2,
    identity_pb2,
    images_pb2,
    networks_pb2,
    pods_pb2,
    rollouts_pb2,
    runtime_pb2,
    system_pb2,
    vms_pb2,
    volumes_pb2,
)
from aurae.server.access import ACCESS, Access, Members, Rule
from aurae.server.caller import Caller
from aurae.supervise import name_service
from aurae.supervise.name_service import NameService
from tests.support.names import occupied

SERVED = (
    cells_pb2, containers_pb2, discovery_pb2, identity_pb2, images_pb2, networks_pb2,
    pods_pb2, rollouts_pb2, runtime_pb2, system_pb2, vms_pb2, volumes_pb2, health_pb2, reflection_pb2,
    old_reflection_pb2,
)  # fmt: skip
LIST = "/aurae.runtime.v0.RuntimeService/List"
OWNER_UID = os.geteuid()
OWNER = pwd.getpwuid(OWNER_UID).pw_name


@pytest.fixture
def names() -> Iterator[NameService]:
    service = NameService()
    yield service
    service.close()


@pytest.fixture
def access(names: NameService) -> Access:
    return Access(Members(os.geteuid(), "aurae", names), "aurae.local", "node-1", "aurae")


async def decide(access: Access, path: str, who: Caller) -> None:
    """Ask as a connection does: what is not known is awaited."""
    permission = access.authorize(path, who)
    if permission is not None:
        await permission()


def caller(spiffe_id: SpiffeId | None, transport="unix", uid: int | None = OWNER_UID) -> Caller:
    peer = None
    if spiffe_id is not None:
        until = datetime(2030, 1, 1, tzinfo=UTC)
        peer = Peer(spiffe_id, "", "", "00", "ECDSA P-256", until, uid)
    return Caller(peer, os.geteuid(), os.getpid(), transport)


def user(name: str, node: str = "node-1", domain: str = "aurae.local") -> SpiffeId:
    return user_id(domain, node, name)


def test_the_table_has_every_method_and_no_other():
    methods = {
        f"/{service.full_name}/{method.name}"
        for module in SERVED
        for service in module.DESCRIPTOR.services_by_name.values()
        for method in service.methods
    }
    assert set(ACCESS) == methods


def test_every_entry_gives_a_reason():
    assert all(entry.reason for entry in ACCESS.values())


@pytest.mark.parametrize(
    "path", [path for path, entry in ACCESS.items() if entry.rule is Rule.MEMBERS]
)
@pytest.mark.asyncio
async def test_the_owner_may_and_strangers_may_not(path, access):
    await decide(access, path, caller(user(OWNER)))
    assert access.authorize(path, caller(user(OWNER), "tcp")) is None
    for stranger in (
        caller(user("nobody")),
        caller(user("no-such-user")),
        caller(user(OWNER), uid=OWNER_UID + 1),  # a name that went to somebody else
        caller(user(OWNER), "tcp", uid=OWNER_UID + 1),
        caller(user(OWNER), uid=None),
        caller(user(OWNER, node="node-2")),
        caller(user(OWNER, domain="other.local")),
        caller(node_id("aurae.local", "node-1")),
        caller(None),
        caller(None, "login"),
    ):
        with pytest.raises(GRPCError) as caught:
            await decide(access, path, stranger)
        assert caught.value.status is Status.PERMISSION_DENIED


def test_a_method_that_is_not_in_the_table_is_denied(access):
    with pytest.raises(GRPCError):
        access.authorize("/aurae.runtime.v0.RuntimeService/Nope", caller(user(OWNER)))


def test_login_is_for_the_login_socket_alone(access):
    path = "/aurae.identity.v0.LoginService/Login"
    assert access.authorize(path, caller(None, "login")) is None
    with pytest.raises(GRPCError):
        access.authorize(path, caller(user(OWNER)))


@pytest.mark.asyncio
async def test_a_denial_says_who_and_how_and_is_kept(access):
    with pytest.raises(GRPCError) as caught:
        await decide(access, LIST, caller(user("nobody")))
    assert caught.value.message == (
        "cannot call List: spiffe://aurae.local/host/node-1/user/nobody may not; ask an "
        "administrator to add you to group aurae, then run `aer login --local`"
    )

    with pytest.raises(GRPCError):
        access.authorize(LIST, caller(user("nobody")))


@pytest.mark.asyncio
async def test_nobody_is_a_member_of_a_group_that_does_not_exist(names):
    members = Members(os.geteuid(), "no-such-group", names)
    other = pwd.getpwnam("nobody" if OWNER != "nobody" else "daemon")
    assert not await members.ask(other.pw_name, other.pw_uid)
    assert await Members(OWNER_UID, "", names).ask(OWNER, OWNER_UID)


@pytest.mark.asyncio
async def test_a_silent_name_service_is_an_answer_and_holds_nobody_up(access, names, monkeypatch):
    await decide(access, LIST, caller(user(OWNER)))
    monkeypatch.setattr(name_service, "LIMIT", 0.05)
    with occupied(names):
        with pytest.raises(GRPCError) as caught:
            await decide(access, LIST, caller(user("nobody")))
        assert caught.value.status is Status.UNAVAILABLE
        assert caught.value.message == "cannot call List: the name service does not answer"
        assert access.authorize(LIST, caller(user(OWNER))) is None
