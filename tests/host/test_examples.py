"""The scripts of examples/ against real daemons."""

import subprocess
from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.containers import IMAGE, loaded
from tests.support.daemon import Daemon
from tests.support.docker_registry import DockerRegistry
from tests.support.machines import node
from tests.support.proc import cgroup_mount
from tests.support.published import publish
from tests.support.registry_client import layer

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
# What each says, beside what differs from machine to machine.
SERVICES = {
    "cells": [
        "started true true",
        "found 1",
        "frozen true",
        "frozen false",
        "processes true",
        "signalled true",
        "exists example",
        "freeing example",
        "freed example",
    ],
    "containers": ["containers: 0", "cannot get none: no such container"],
    "discovery": ["auraed "],
    "health": ['"status": "serving"', "the daemon is serving"],
    "identity": ["I am spiffe://", "the daemon is spiffe://"],
    "images": ["images: 0", "bytes: 0", "could go: 0", "image 'localhost/none:1' not found"],
    "runtime": [
        "clock is running",
        "it wrote to stdout",
        "clock ended by signal 15",
        "execve /bin/nope: No such file or directory",
        "NAME",
    ],
    "system": ["generation: ", "init_pid: "],
}


def test_there_is_a_script_for_each_service() -> None:
    assert {path.stem for path in EXAMPLES.glob("services/*.aurae")} == set(SERVICES)


def finished(
    daemon: Daemon, name: str, *words: str, options: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    done = run(EXAMPLES / name, *words, config=daemon.client_config, options=options)
    assert (done.returncode, done.stderr) == (0, "")
    return done


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_used_by_its_script(daemon: Daemon, service: str) -> None:
    said = finished(daemon, f"services/{service}.aurae").stdout
    assert [words for words in SERVICES[service] if words not in said] == []


def test_cells_are_used_with_the_limits_that_this_machine_has(daemon: Daemon) -> None:
    """What no controller is there for is said, and the rest is done."""
    controllers = (cgroup_mount() / "cgroup.controllers").read_text().split()
    said = finished(daemon, "cells.aurae").stdout
    for controller, limit in {"memory": "memory.max", "cpu": "cpu.max"}.items():
        refused = f"{limit} needs the {controller} controller" in said
        assert refused == (controller not in controllers), said
    for words in (
        "busy runs: true",
        "server is in shop/web",
        "shop: 2 processes, ",
        "  web: 1 processes, ",
        "  jobs: 1 processes, ",
        "busy used 0 µs while it was frozen",
        "µs of CPU, frozen" if "memory" not in controllers else "no limit, frozen",
        "busy goes on",
        "grown: yes",
    ):
        assert words in said
    assert said.endswith("left: 0\n")


def test_an_image_is_pulled_shown_and_removed(daemon: Daemon, tmp_path: Path) -> None:
    with DockerRegistry(tmp_path / "registry") as registry:
        image = publish(registry, "app:1", layer(a=b"a"), layer(b=b"b"))
        said = finished(daemon, "images.aurae", image.name).stdout
    for words in ("2 layers came", f"{image.name} is for linux/amd64", "it runs /bin/app"):
        assert words in said
    assert said.endswith("removed: false\nremoved: true\n")


def test_a_container_runs_once_and_one_is_kept(daemon: Daemon) -> None:
    with loaded(daemon):
        said = finished(daemon, "containers.aurae", IMAGE).stdout.splitlines()
    assert said == [
        "I am 0 of once",
        "it is running",
        "it says hello",
        "process 1 of user 0",
        "listed: example",
        "it is paused",
        "it is running",
        "it is exited",
        "left: 0",
    ]


def test_a_machine_runs_once_and_one_is_kept() -> None:
    with node() as daemon:
        said = finished(daemon, "vm.aurae", IMAGE).stdout.splitlines()
    assert said == [
        "vm exited 0",
        "I am 0 under Linux",
        "it is Running",
        "it says hello",
        "listed: example 1 processor, 128 MiB",
        "it is Paused",
        "it is Running",
        "it is Shutdown",
        "left: 0",
    ]


def test_pods_share_and_a_rollout_replaces_them(daemon: Daemon) -> None:
    with loaded(daemon):
        said = finished(daemon, "pods.aurae", IMAGE).stdout.splitlines()
    assert said == [
        "shop is running",
        "the sidecar reads shop",
        "web is running",
        "sidecar is running",
        "revision 1",
        "revision 2 is complete with 2 ready",
        "back at revision 3",
        "left: 0",
    ]


def test_an_image_is_saved_taken_in_again_and_verified(daemon: Daemon, tmp_path: Path) -> None:
    with DockerRegistry(tmp_path / "registry") as registry:
        image = publish(registry, "app:1", layer(a=b"a"), layer(b=b"b"))
        said = finished(daemon, "image_archive.ts", image.name).stdout.splitlines()
    assert said[0].startswith("saved ")
    back = f"{image.name} is back: true"
    assert said[1:] == [back, "damaged: 0", "the same archive: true"]


def test_a_script_replaces_the_running_code(daemon: Daemon) -> None:
    said = finished(daemon, "services/system.aurae", "reexec").stdout
    assert "generation 0 -> 1" in said


def test_one_script_drives_several_daemons(daemon: Daemon) -> None:
    """The identity of one, at two addresses of it."""
    hosts = f"{daemon.socket},unix:{daemon.socket}"
    options = ("--host", hosts)
    said = finished(daemon, "fleet.aurae", "echo", "hi", options=options).stdout
    assert said.splitlines() == [f"{daemon.socket}: hi"] * 2


def test_a_script_says_which_daemons_failed(daemon: Daemon) -> None:
    options = ("--host", f"{daemon.socket},/nowhere/aurae.sock")
    done = run(EXAMPLES / "fleet.aurae", "true", config=daemon.client_config, options=options)
    assert done.returncode == 1
    assert "/nowhere/aurae.sock: cannot connect to /nowhere/aurae.sock: " in done.stdout
