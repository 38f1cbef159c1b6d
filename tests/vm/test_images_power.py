"""The power goes off in the middle of an import: what was answered is there, the rest is whole or has gone."""

import json

import pytest

from tests.support.until import until
from tests.support.vm.image_store import NAMES
from tests.support.vm.machine import Machine
from tests.support.vm.qemu import Shape

pytestmark = pytest.mark.timeout(900)

TREE = "/opt/aurae/tree"
ARGUMENTS = f"init={TREE}/tests/vm/inits/on_disk AURAE_STATE_DIR=/disk/state"
HOME = {"HOME": "/disk/home"}
SLOW = 180.0
"""Seconds for one command where nothing but QEMU runs the guest, and the host is busy."""


def aer(machine: Machine, *words: str) -> str:
    return machine.run(["aer", *words], SLOW, env=HOME).stdout


def helped(machine: Machine, *words: str) -> None:
    """Have our own words run in the guest."""
    python = ["/opt/aurae/bin/python3", "-m", "tests.support.vm.image_store"]
    machine.run([*python, *words], SLOW, env=HOME, cwd=TREE)


def blobs(machine: Machine) -> set[str]:
    return {*machine.run(["ls", "/disk/state/content/blobs/sha256"]).stdout.split()}


def tags(machine: Machine) -> set[str]:
    return {
        tag
        for image in json.loads(aer(machine, "image", "ls", "-o", "json"))
        for tag in image["tags"]
    }


def test_images_are_whole_or_gone_after_the_power_went_off_in_an_import():
    with Machine(Shape(arguments=ARGUMENTS)) as machine:
        aer(machine, "login", "--local")
        helped(machine, "write", "/disk")
        load = ["image", "load", "-q", "-i"]
        aer(machine, *load, "/disk/first")
        before = blobs(machine)
        machine.run(["sync"])  # the second archive
        behind = f"aer {' '.join(load)} /disk/second >/dev/null 2>&1 &"
        machine.run(["sh", "-c", behind], SLOW, env=HOME)
        until(lambda: blobs(machine) > before, "some of it is there", SLOW)
        machine.kill()
        machine.start()
        helped(machine, "check", "/disk/home/.aurae/config", "/disk/state")
        aer(machine, *load, "/disk/second")
        assert tags(machine) == {*NAMES.values()}
