"""Credential helpers are run by init: what they say, that they say nothing, that they do not end."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

from aurae.images import helping
from aurae.images.helping import Helpers
from aurae.supervise.tasks import OwnedTasks
from tests.support.init_process import running_init
from tests.support.until import eventually

pytestmark = pytest.mark.asyncio

IDS = count(5000)


@contextlib.asynccontextmanager
async def helpers(folder: Path) -> AsyncIterator[Helpers]:
    """Run helpers that lie in a folder; all of them have gone at the end."""
    async with running_init() as (_, init), asyncio.TaskGroup() as group:
        yield Helpers(init, lambda: next(IDS), OwnedTasks(group), str(folder), f"{folder}:/bin")
        await eventually(lambda: not init.table, "init has forgotten the helpers")


def write(folder: Path, script: str) -> None:
    path = folder / "docker-credential-test"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


async def test_a_helper_is_asked_and_answers(tmp_path):
    write(tmp_path, 'read -r name; echo "$1 $name $HOME"')
    async with helpers(tmp_path) as found:
        asked = [found.run("docker-credential-test", b"a.example") for _ in range(5)]
        answers = await asyncio.gather(*asked)
    assert answers == [f"get a.example {tmp_path}\n".encode()] * 5


async def test_what_cannot_be_run_is_told(tmp_path):
    async with helpers(tmp_path) as found:
        with pytest.raises(OSError, match="not found in"):
            await found.run("docker-credential-none", b"a")
        (tmp_path / "docker-credential-bad").write_text("#!/nonexistent\n")
        (tmp_path / "docker-credential-bad").chmod(0o755)
        with pytest.raises(OSError, match="cannot be started"):
            await found.run("docker-credential-bad", b"a")


async def test_one_that_goes_on_for_ever_ends_with_its_caller(tmp_path):
    write(tmp_path, "exec sleep 1000")
    async with helpers(tmp_path) as found:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await found.run("docker-credential-test", b"a")


async def test_one_that_writes_too_much_is_cut(tmp_path):
    write(tmp_path, "exec yes")
    async with helpers(tmp_path) as found:
        answer = await found.run("docker-credential-test", b"a")
    assert helping.LARGEST < len(answer) <= 2 * helping.LARGEST
