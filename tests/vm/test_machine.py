"""The test machine itself: what every test in a guest relies on."""

import os
import platform
import sys
from pathlib import Path

import pytest

from aurae.proto import discovery_pb2
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.proc import cgroup_mount, command

CONTROLLERS = {"cpu", "cpuset", "io", "memory", "pids"}


def test_cgroups_are_unified_and_have_every_controller():
    assert cgroup_mount() == Path("/sys/fs/cgroup")
    mounts = Path("/proc/self/mountinfo").read_text()
    assert " - cgroup " not in mounts
    assert set((cgroup_mount() / "cgroup.controllers").read_text().split()) >= CONTROLLERS


def test_auraed_is_pid_1(shared_daemon: Daemon):
    assert any(word.endswith("aurae/init/__main__.py") for word in command(1))
    assert set(shared_daemon.pids()) == {"init", "server", "journal"}
    assert shared_daemon.pids()["init"] == 1


def test_it_answers(api: Api):
    answer = api.call("DiscoveryService.Discover", discovery_pb2.DiscoverRequest())
    assert answer.healthy


def test_it_runs_a_program(api: Api):
    api.start("/bin/echo", "from the guest", name="echo")
    assert api.wait("echo").exit_code == 0
    api.stop("echo")


def test_this_tree_is_what_runs():
    import aurae

    assert list(aurae.__path__) == ["/opt/aurae/lib/python3.13/site-packages/aurae"]
    assert sys.version_info[:2] == (3, 13)
    assert platform.release().endswith("amd64")
    assert not os.access(aurae.__path__[0], os.W_OK)


@pytest.mark.vm(own=True, memory="640M", cpus=1)
def test_a_test_can_have_a_machine_of_its_own():
    assert os.cpu_count() == 1
    assert os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") < 640 << 20
