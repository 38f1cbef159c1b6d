"""How a machine ended: each row of the table."""

from __future__ import annotations

import signal
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aurae.model.lifecycle import Status
from aurae.model.outcome import Result, outcome_of
from aurae.model.service import Service
from aurae.model.workload import Kind, Workload
from aurae.processes.init import Exit
from aurae.vms import outcomes
from aurae.vms.outcomes import How, Learned, final

if TYPE_CHECKING:
    from pathlib import Path

RUNS = Workload(
    id=7,
    name="vm",
    argv=(),
    owner="",
    boot="b",
    init=1,
    created_ns=1,
    kind=Kind.VM,
    status=Status.RUNNING,
    pid=9,
    started_ns=2,
)
STOPS = replace(RUNS, status=Status.STOPPING, reason="stopped by request")
WELL = 0
BADLY = 1 << 8
EXITED, OFF, RESET, PANIC = (
    Learned(How.EXITED, 3 << 8),
    Learned(How.POWEROFF),
    Learned(How.REBOOT),
    Learned(How.PANIC, detail="no init"),
)


@pytest.mark.parametrize(
    ("workload", "learned", "qemu", "kills", "code", "number", "reason"),
    [
        (RUNS, EXITED, WELL, 0, 3, None, ""),
        (STOPS, EXITED, WELL, 0, 3, None, "stopped by request"),
        (RUNS, Learned(How.EXITED, 15), WELL, 0, None, 15, "ended by SIGTERM"),
        (
            RUNS,
            Learned(How.EXITED, 9, was_oom=True),
            WELL,
            0,
            None,
            9,
            "oom-kill: ended by SIGKILL",
        ),
        (RUNS, EXITED, signal.SIGKILL, 1, 3, None, ""),
        (RUNS, OFF, WELL, 0, 0, None, "poweroff: the guest went off by itself"),
        (STOPS, OFF, WELL, 0, 0, None, "stopped by request"),
        (RUNS, RESET, WELL, 0, 0, None, "reboot: the guest asked for one"),
        (STOPS, RESET, WELL, 0, 0, None, "stopped by request"),
        (RUNS, PANIC, WELL, 0, None, 6, "panic: no init"),
        (STOPS, PANIC, WELL, 0, None, 6, "stopped by request; panic: no init"),
        (RUNS, None, WELL, 0, 0, None, "poweroff: the machine went off"),
        (STOPS, None, WELL, 0, 0, None, "stopped by request"),
        (RUNS, None, BADLY, 0, 1, None, "QEMU exited with status 1: oh"),
        (RUNS, None, signal.SIGSEGV, 0, None, 11, "QEMU ended by SIGSEGV: oh"),
        (RUNS, None, signal.SIGKILL, 0, None, 9, "ended by SIGKILL"),
        (RUNS, None, signal.SIGKILL, 1, None, 9, "oom-kill: ended by SIGKILL"),
        (STOPS, None, signal.SIGKILL, 1, None, 9, "stopped by request; ended by SIGKILL"),
    ],
)
def test_what_was_learned_counts_before_what_qemu_says(
    workload: Workload,
    learned: Learned | None,
    qemu: int,
    kills: int,
    code: int | None,
    number: int | None,
    reason: str,
) -> None:
    ended = final(workload, Exit(qemu, 5, 6), kills, learned, "oh")
    assert (ended.exit_code, ended.signal, ended.reason) == (code, number, reason)
    assert (ended.status, ended.finished_ns, ended.cpu_us) == (Status.EXITED, 5, 6)


def test_each_reason_of_qemu_for_a_guests_end_is_one_of_ours() -> None:
    assert set(outcomes.OF_SHUTDOWN.values()) == {How.POWEROFF, How.REBOOT, How.PANIC}


def test_what_was_learned_first_is_kept_until_the_next_run(tmp_path: Path) -> None:
    outcomes.write(tmp_path, 7, PANIC)
    outcomes.write(tmp_path, 7, OFF)
    assert outcomes.read(tmp_path, 7) == PANIC
    assert outcomes.read(tmp_path, 8) is None
    outcomes.forget(tmp_path)
    assert outcomes.read(tmp_path, 7) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"how":"x"}', b"\xff", b"{}" * 4096])
def test_what_cannot_be_read_was_not_learned(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "outcome-7").write_bytes(content)
    assert outcomes.read(tmp_path, 7) is None


def test_a_service_hears_why_its_machine_ended() -> None:
    panicked = outcome_of(final(RUNS, Exit(0, 5, 6), 0, PANIC), Service())
    assert (panicked.result, panicked.reason) == (Result.SIGNAL, "panic: no init")
    hung = replace(RUNS, reason="hang: the guest has not answered for 30 s")
    killed = outcome_of(final(hung, Exit(signal.SIGKILL, 5, 6), 0, None), Service())
    assert killed.result is Result.WATCHDOG
    assert killed.reason.startswith("hang: ")
    off = outcome_of(final(RUNS, Exit(0, 5, 6), 0, OFF), Service())
    assert (off.result, off.reason) == (Result.SUCCESS, "poweroff: the guest went off by itself")
    done = outcome_of(final(RUNS, Exit(0, 5, 6), 0, EXITED), Service())
    assert (done.result, done.reason) == (Result.EXIT_CODE, "exited with status 3")
