"""What services and clients try against the daemon, and each other."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import grpc
import pytest

from aurae.proto import runtime_pb2 as api
from tests.support.api import Api
from tests.support.hung_fuse import hung_folder
from tests.support.proc import cgroup_processes
from tests.support.services import Services, line, plain, refusal, shell
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.daemon import Daemon
    from tests.support.puppet import Puppet

READY = "say('READY=1')"
LIKELY = {"OK", "NOT_FOUND", "FAILED_PRECONDITION", "ALREADY_EXISTS"}
NEST = (
    "import select; nest = [select.epoll() for _ in range(7)]; "
    "[one.register(other, 1) for one, other in zip(nest[1:5], nest)]"
)
LINGER = 20
"""Seconds."""
LINGERING = (
    "import struct; inlet = socket.create_server(('127.0.0.1', 0)); "
    "slow = socket.create_connection(inlet.getsockname()); "
    f"slow.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, {LINGER})); "
    "other = inlet.accept()[0]; slow.settimeout(0.2); exec('try: slow.sendall(bytes(1 << 26))\\nexcept OSError: pass')"
)


def test_a_stored_descriptor_that_cannot_be_watched_harms_nobody(
    services: Services, puppet: Puppet
) -> None:
    """The kernel refuses to nest epoll descriptors deeper than it can follow."""
    services.start(puppet.spec(type="TYPE_NOTIFY", fd_store=8), no_block=True)
    services.until_phase("puppet", "ACTIVATING")
    puppet.do(NEST)
    puppet.do("say('FDSTORE=1\\nFDNAME=nest', nest[4].fileno())")
    puppet.do(READY)
    services.until_phase("puppet", "ACTIVE")
    assert services.get("puppet").service.stored_fds == 1


def test_a_flood_of_states_is_told_twice_a_second(services: Services, puppet: Puppet) -> None:
    services.start(puppet.spec(type="TYPE_NOTIFY"), no_block=True)
    services.until_phase("puppet", "ACTIVATING")
    puppet.do(READY)
    services.until_phase("puppet", "ACTIVE")
    begin = time.monotonic()
    changes = services.api.stream("RuntimeService.Watch", api.WatchRequest(name="puppet"))
    next(changes)
    puppet.do("[say('STATUS=%d' % number) for number in range(300)] and None")
    seen = 1
    while next(changes).workload.service.status_text != "299":
        seen += 1
    assert seen <= 3 + 2 * (time.monotonic() - begin)
    services.until_state("puppet", status_text="299")


def test_edits_of_two_clients_at_a_time_lose_nothing(services: Services) -> None:
    services.start(shell("web", "exec sleep 1000"))
    edits: dict[str, dict[str, Any]] = {
        "service.description": {"service": {"description": "told"}},
        "service.start_timeout": {"service": {"start_timeout": "7s"}},
        "executable.umask": {"executable": {"argv": ["x"], "umask": 63}},
        "executable.working_directory": {
            "executable": {"argv": ["x"], "working_directory": "/tmp"}
        },
        "service.command_timeout": {"service": {"command_timeout": "8s"}},
    }
    for document in edits.values():
        document.setdefault("executable", {"argv": ["x"]})
    with ThreadPoolExecutor(len(edits)) as clients:
        list(clients.map(lambda item: services.edit("web", [item[0]], item[1]), edits.items()))
    found = services.status("web").spec
    assert found.service.description == "told"
    assert found.service.start_timeout.seconds == 7
    assert found.service.command_timeout.seconds == 8
    assert found.executable.umask == 63
    assert found.executable.working_directory == "/tmp"


def test_what_one_client_removes_no_other_brings_back(daemon: Daemon) -> None:
    """Neither at once nor with the next server, and nothing of it runs on."""
    with Api(daemon.client_config) as client:
        services = Services(client)
        document = shell("web", "exec sleep 1000", stop_post=[line("true")])
        calls: list[Callable[[], object]] = [
            lambda: services.remove("web", stop=True),
            lambda: services.stop("web", 0),
            lambda: services.edit("web", ["service.description"], {**document, "service": {}}),
            lambda: services.restart("web"),
            lambda: services.start_again("web"),
            lambda: services.remove("web"),
        ]
        with ThreadPoolExecutor(len(calls)) as clients:
            for _ in range(8):
                services.start(document)
                assert set(clients.map(_told, calls)) <= LIKELY
                _told(lambda: services.remove("web", stop=True))
                assert services.list() == {}
        daemon.kill_server()
        assert services.list() == {}
        until(lambda: not cgroup_processes(daemon.cgroup), "nothing of it runs")


def _told(call: Callable[[], object]) -> str:
    """Return the code of a refusal; OK without one."""
    try:
        call()
    except grpc.RpcError as error:
        return refusal(error)[0]
    return "OK"


QUEUED = (
    "near, far = socket.socketpair(socket.AF_UNIX); "
    "socket.send_fds(near, [b'x'], [slow.fileno()]); slow.close(); near.close(); slow = far"
)
"""The lingering connection is within the queue of another socket, where nobody can reach it."""


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("queued", [False, True])
def test_a_connection_that_lingers_holds_up_nobody(
    services: Services, puppet: Puppet, daemon: Daemon, *, kept: bool, queued: bool
) -> None:
    """Whoever closes it last waits until all is sent that it has; nobody takes it here."""
    services.start(puppet.spec(type="TYPE_NOTIFY", fd_store=8), no_block=True)
    services.until_phase("puppet", "ACTIVATING")
    puppet.do(READY)
    services.until_phase("puppet", "ACTIVE")
    puppet.do(LINGERING)
    if queued:
        puppet.do(QUEUED)
    what = "FDSTORE=1\\nFDPOLL=0\\nFDNAME=slow" if kept else "X_OWN=1"
    server = daemon.pids()["server"]
    os.kill(server, signal.SIGSTOP)
    puppet.do(f"say('{what}', slow.fileno())")
    puppet.do("slow.close()")  # not the last one: it waits in a message
    os.kill(server, signal.SIGCONT)
    begin = time.monotonic()
    if kept:
        services.until_state("puppet", stored_fds=1)
    puppet.do("say('FDSTOREREMOVE=1\\nFDNAME=slow\\nSTATUS=over')")
    services.until_state("puppet", status_text="over")
    services.signal("puppet", "SIGCONT")
    services.stop("puppet", 0)
    assert time.monotonic() - begin < LINGER / 2


def test_a_file_whose_close_hangs_is_not_stored_and_holds_up_nobody(
    services: Services, puppet: Puppet, tmp_path: Path
) -> None:
    """Each close of such a file asks its file system, whether it is the last one or not."""
    folder = tmp_path / "hung"
    folder.mkdir()
    with hung_folder(folder, opens=True) as taken:
        services.start(puppet.spec(type="TYPE_NOTIFY", fd_store=8), no_block=True)
        services.until_phase("puppet", "ACTIVATING")
        puppet.do(READY)
        puppet.do(f"hung = os.open('{folder}/file', os.O_RDONLY)")
        puppet.do("say('FDSTORE=1\\nFDNAME=hung', hung)")
        puppet.do("say('FDSTORE=1\\nFDNAME=own', os.memfd_create('own'))")
        services.until_state("puppet", stored_fds=1)
        assert os.read(taken, 1) == b"x"  # somebody closes it
        services.start(shell("other", "exec sleep 1000"))
        services.stop("other", 0)


def test_no_more_descriptors_are_promised_than_can_be_kept(services: Services) -> None:
    for number in range(6):
        services.start(plain(f"store{number}", "sleep", "1000", fd_store=512))
    one_more = plain("more", "sleep", "1000", fd_store=1)
    with pytest.raises(grpc.RpcError) as refused:
        services.start(one_more)
    code, text = refusal(refused.value)
    assert code == "RESOURCE_EXHAUSTED"
    assert "fd_store is 1, and 3072 of 3072 are promised to other services" in text
    services.stop("store0", 0)
    services.remove("store0")
    services.start(one_more)
