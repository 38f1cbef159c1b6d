"""What guests run with is found by a guest that runs, and is remembered."""

from __future__ import annotations

import asyncio
import itertools
import os
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aurae.linux.process import sealed_memory
from aurae.processes.tools import Tools
from aurae.vms import accelerator
from aurae.vms.accelerator import WORKS, Accelerators, smallest_kernel, trial
from aurae.vms.hardware import Accelerator
from tests.support.init_process import running_init
from tests.support.require import need

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

FLAGS = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")

pytestmark = [pytest.mark.host, pytest.mark.asyncio]


@asynccontextmanager
async def tools() -> AsyncIterator[Tools]:
    """Give tools that a real init runs."""
    idents = itertools.count(1)
    async with running_init() as (_, init), asyncio.TaskGroup() as tasks:
        yield Tools(init, lambda: next(idents), tasks.create_task)


async def test_a_kernel_of_7_bytes_ends_qemu_as_nothing_else_does() -> None:
    qemu = need("qemu-system-x86_64")
    kernel = sealed_memory("kernel", smallest_kernel())
    try:
        async with tools() as real:
            ended = await real.run_plan(trial(qemu, Accelerator.TCG), kernel, 30)
    finally:
        os.close(kernel)
    assert ended.status == WORKS, ended.said


async def test_the_answer_is_remembered_and_its_reason_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    qemu = Path(need("qemu-system-x86_64"))
    monkeypatch.setattr(accelerator, "lacking", lambda: "")
    async with tools() as real:
        found = await Accelerators(real, qemu, tmp_path).find()
        if found.engine.accelerator is Accelerator.TCG:
            assert found.why.startswith("QEMU translates (TCG)")
            assert found.engine.tsc_khz > 100_000
        monkeypatch.setattr(accelerator, "trial", lambda *_: pytest.fail("it is tried again"))
        again = await Accelerators(real, qemu, tmp_path).find()
        assert (again.engine.accelerator, again.why) == (found.engine.accelerator, found.why)
        (tmp_path / accelerator.CACHE).write_text("{")
        monkeypatch.setattr(accelerator, "trial", trial)
        assert (await Accelerators(real, qemu, tmp_path).find()).why == found.why


async def test_what_is_missing_at_first_sight_is_said() -> None:
    why = accelerator.lacking()
    flags = FLAGS.split()
    if os.access("/dev/kvm", os.R_OK | os.W_OK) and not {"vmx", "svm"} & set(flags):
        assert "neither vmx nor svm" in why
