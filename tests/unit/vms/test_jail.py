"""The jail's plan, what it is made of, and what is told of it."""

import os
import re
import shutil
from pathlib import Path

import pytest

from aurae.linux import sealed
from aurae.model.refusal import FailedPrecondition
from aurae.vms import filter as system_calls
from aurae.vms import jail_root, words
from aurae.vms.command_line import QEMU, Command
from aurae.vms.hardware import Accelerator, Engine
from aurae.vms.jail import Jail, jail_plan
from aurae.wire import plan
from tests.support.jail_attempts import ATTEMPTS
from tests.support.require import need

DOCUMENT = Path(__file__).resolve().parents[3] / "docs/vms-jail.md"
FILES = {QEMU: Path("/bin/sh"), "/lib/vm/libc.so.6": Path("/bin/ls")}


def command(accelerator: Accelerator) -> Command:
    return Command((QEMU, "-x"), (7, 8), ((1, 4),), Engine(accelerator), io_uring=False)


def test_each_attempt_stands_in_the_document():
    told = re.findall(r"^\| `([a-z0-9-]+)` \|", DOCUMENT.read_text(), re.MULTILINE)
    assert sorted(told) == sorted(ATTEMPTS)


@pytest.mark.parametrize("accelerator", list(Accelerator))
def test_a_device_of_the_machine_is_there_only_for_kvm(accelerator: Accelerator):
    steps = plan.decode(jail_plan(command(accelerator), Jail(Path("/jail"), 1000)))
    (outside,) = (step for step in steps if isinstance(step, plan.Outside))
    nodes = [step.path for step in plan.decode(outside.plan) if isinstance(step, plan.Node)]
    assert nodes == ([b"kvm"] if accelerator is Accelerator.KVM else [])


def test_rights_are_gone_before_it_is_executed():
    steps = plan.decode(jail_plan(command(Accelerator.TCG), Jail(Path("/jail"), 1000)))
    kinds = [type(step).__name__ for step in steps]
    assert kinds[-2:] == ["Seccomp", "Execve"]
    assert kinds.index("Enter") < kinds.index("Account") < kinds.index("Prctl")
    (bounding,) = (step for step in steps if isinstance(step, plan.Bounding))
    assert bounding.kept == 0


def test_the_filter_has_more_calls_for_rings_and_requests_for_kvm():
    plain = system_calls.program(Accelerator.TCG)
    assert len(system_calls.program(Accelerator.TCG, io_uring=True)) > len(plain)
    assert system_calls.program(Accelerator.KVM) != plain


def test_a_root_is_made_once_and_another_one_when_a_file_changes(tmp_path: Path):
    source = tmp_path / "qemu"
    shutil.copy("/bin/sh", source)
    made_of = jail_root.Parts({**FILES, QEMU: source}, source)
    root = jail_root.make(tmp_path / "jail", made_of)
    program = root / QEMU.lstrip("/")
    assert program.stat().st_mode & 0o777 == 0o711
    assert program.read_bytes() == source.read_bytes()
    assert (root / "proc").is_dir()
    before = root.stat().st_ino
    assert jail_root.make(tmp_path / "jail", made_of).stat().st_ino == before
    os.utime(source, (1, 1))
    other = jail_root.make(tmp_path / "jail", made_of)
    assert other != root
    assert sorted((tmp_path / "jail").iterdir()) == [other], "that of before is removed"


def test_a_root_that_was_left_half_made_is_made_anew(tmp_path: Path):
    made_of = jail_root.Parts(FILES, FILES[QEMU])
    half = tmp_path / f"{made_of.digest}{jail_root.UNFINISHED}"
    (half / "rest").mkdir(parents=True)
    root = jail_root.make(tmp_path, made_of)
    assert not (root / "rest").exists()
    assert not half.exists()


def test_all_libraries_of_the_real_one_are_found():
    found = jail_root.parts(Path(need("qemu-system-x86_64")).resolve())
    names = {Path(place).name for place in found.files}
    assert {"qemu-system-x86_64", "libc.so.6", "qboot.rom"} <= names
    assert len(found.digest) == 32


def test_what_is_no_program_makes_no_root(tmp_path: Path):
    (tmp_path / "text").write_text("#!/bin/sh\n")
    with pytest.raises(FailedPrecondition, match="it is none of 64 bits"):
        jail_root.parts(tmp_path / "text")


def test_what_qemu_says_is_bounded_and_shown_on_one_line():
    fd = words.make()
    try:
        assert words.said(fd) == ""
        writing = os.dup(fd)
        os.write(
            writing, b"qemu-system-x86_64: no\x1b kernel\nqemu_system_shutdown_request reason=6\n"
        )
        assert words.said(fd) == "no  kernel"
        assert words.went_off(fd, "shutdown") == "guest-shutdown"
        assert words.went_off(fd, "running") == ""
        assert words.went_off(fd, "guest-panicked") == "guest-panic"
        os.lseek(writing, words.SIZE, os.SEEK_SET)
        with pytest.raises(PermissionError):
            os.write(writing, b"more")
        os.close(writing)
        assert sealed.is_fixed(fd)
    finally:
        os.close(fd)


def test_a_restart_is_what_nothing_is_said_of():
    fd = words.make()
    try:
        assert words.went_off(fd, "shutdown") == "guest-reset"
    finally:
        os.close(fd)


def test_the_words_of_something_else_are_not_taken_for_qemus():
    with pytest.raises(OSError, match=r"something else|No such|Permission"):
        words.found_again(os.getpid())
