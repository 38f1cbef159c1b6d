"""Machines of images begin as a copy of one that has booted: sooner, and each somebody else."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aurae.proto import runtime_pb2
from tests.support.api import Api
from tests.support.machines import node, run, start
from tests.support.unharmed import unharmed
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
WHO = "cat /etc/machine-id; head -c 16 /dev/urandom | od -An -tx1; date +%s; hostname"


def templates(daemon: Daemon) -> set[Path]:
    """Return the folders of templates that are whole."""
    return {path.parent for path in (daemon.state_dir / "vms" / "templates").glob("*/about")}


@pytest.fixture(scope="module")
def daemon() -> Iterator[Daemon]:
    """A daemon that has made a template beside the machine which it has started."""
    with node(vm_templates="on") as daemon:
        until(lambda: templates(daemon), "there is a template", 90)
        until(lambda: not list(daemon.runtime_dir.glob("vms/template-*")), "its machine has gone")
        with Api(daemon.client_config) as api:
            run(api, "/bin/true")  # the first one makes the memory that all begin with
        yield daemon


@pytest.fixture
def api(daemon: Daemon) -> Iterator[Api]:
    """A client of the daemon, which has to be as it was when the test is over."""
    with unharmed(daemon) as client:
        yield client


def said(api: Api, script: str, name: str) -> list[str]:
    """Return the lines that a machine has written."""
    answer = run(api, "/bin/sh", "-c", script, name=name)
    assert answer.workload.exit_code == 0, answer
    lines: list[str] = answer.output.stdout.decode().splitlines()
    return lines


def test_machines_that_begin_as_one_are_not_the_same(api: Api, daemon: Daemon) -> None:
    before = templates(daemon)
    found = []
    for name in ("one", "two"):
        began = time.monotonic()
        found.append(said(api, WHO, name=name))
        print(f"start to end of a machine from a template: {time.monotonic() - began:.3f} s")
        assert abs(int(found[-1][2]) - time.time()) < 5
    one, two = found
    assert one[3] == "one"
    assert two[3] == "two"
    assert one[0] != two[0]
    assert one[1] != two[1]
    assert templates(daemon) == before


def test_it_goes_on_and_does_not_boot(api: Api) -> None:
    workload = start(api, "/bin/sleep", "1000", name="lasting")
    words = Path(f"/proc/{workload.pid}/cmdline").read_bytes().split(b"\0")
    assert b"-incoming" in words
    assert b"-kernel" not in words
    with open(f"/proc/{workload.pid}/smaps_rollup", encoding="ascii") as lines:
        kilobytes = {line.split()[0]: line.split()[1] for line in lines if "kB" in line}
    print(f"PSS of a machine from a template: {int(kilobytes['Pss:']) >> 10} MiB")
    api.call("RuntimeService.Stop", runtime_pb2.StopRequest(name="lasting"))


def test_whoever_wants_a_boot_has_one(api: Api) -> None:
    cold = runtime_pb2.VirtualMachine.BOOT_COLD
    workload = start(api, "/bin/sleep", "1000", name="cold", boot=cold)
    assert b"-kernel" in Path(f"/proc/{workload.pid}/cmdline").read_bytes().split(b"\0")
    api.call("RuntimeService.Stop", runtime_pb2.StopRequest(name="cold"))


def test_it_writes_on_its_own_disk(api: Api) -> None:
    assert said(api, "cat /left 2>/dev/null; echo mine >/left; cat /left", name="a") == ["mine"]
    assert said(api, "cat /left 2>/dev/null; echo mine >/left; cat /left", name="b") == ["mine"]


def test_a_template_that_is_damaged_is_no_failed_start(api: Api, daemon: Daemon) -> None:
    for folder in templates(daemon):
        os.truncate(folder / "state", 100)
    assert said(api, "echo fine", name="fine") == ["fine"]
