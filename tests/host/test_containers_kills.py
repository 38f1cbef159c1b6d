"""Server, journal and init are replaced while containers run: none ends, no line is lost, each can be entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aurae.proto import container_pb2
from tests.support.api import Api
from tests.support.containers import load, run, service, start
from tests.support.proc import alive
from tests.support.services import Services
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.daemon import Daemon

pytestmark = [pytest.mark.host, pytest.mark.timeout(300)]
COUNTS = """
trap 'echo last $i; exit 6' TERM; i=0
while :; do i=$((i+1)); echo $i; [ $((i % 50)) -gt 0 ] || sleep 0.01; done
"""


def kill_server(daemon: Daemon) -> None:
    daemon.kill_server()


def kill_journal(daemon: Daemon) -> None:
    daemon.kill_journal()


def reexec(daemon: Daemon) -> None:
    done = daemon.aer("reexec")
    assert done.returncode == 0, done.stderr


def test_containers_outlive_whoever_is_replaced_and_every_line_of_them_is_kept(
    daemon: Daemon,
) -> None:
    load(daemon)
    replaced: list[Callable[[Daemon], None]] = [
        kill_journal, reexec, kill_server, kill_journal, reexec, kill_server,
    ]  # fmt: skip
    with Api(daemon.client_config) as api:
        once = start(api, "/bin/sh", "-c", COUNTS, name="once")
        web = Services(api).start(service("web", "/bin/sh", "-c", COUNTS))
    for replace in replaced:
        replace(daemon)
        daemon.wait_serving()
        with Api(daemon.client_config) as api:
            assert (api.get("once").pid, api.get("web").pid) == (once.pid, web.pid)
            for name in ("once", "web"):
                done = daemon.aer("exec", name, "--", "/bin/sh", "-c", "echo $$; hostname")
                assert done.stdout.split()[1:] == [name], done.stderr
    with Api(daemon.client_config) as api:
        services = Services(api)
        assert api.stop("once").exit_code == 6
        services.stop("web")
        for name in ("once", "web"):
            *numbers, last = services.lines(name)
            assert last.startswith("last ")
            assert numbers == [str(number + 1) for number in range(len(numbers))]
            assert len(numbers) - int(last.split()[1]) in (0, -1)
        services.remove("web")
    assert "Traceback" not in daemon.log(), daemon.log()


def test_a_container_that_ends_while_nobody_serves_is_told_with_its_exit_status(
    daemon: Daemon, tmp_path: Path
) -> None:
    load(daemon)
    script = "while [ ! -e /given/go ]; do sleep 0.02; done; exit 23"
    bound = container_pb2.BindMount(source=str(tmp_path))
    mounts = [container_pb2.Mount(target="/given", bind=bound)]
    with Api(daemon.client_config) as api:
        begun = start(api, "/bin/sh", "-c", script, name="once", mounts=mounts)
    root = daemon.state_dir / "containers" / f"run-{begun.id}"
    assert root.exists()
    daemon.kill_server(wait=False)
    (tmp_path / "go").touch()
    until(lambda: not alive(begun.pid), "it has ended")
    daemon.wait_serving()
    with Api(daemon.client_config) as api:
        assert api.wait("once").exit_code == 23
        until(lambda: not root.exists(), "its root has gone")
        assert run(api, "/bin/true").workload.exit_code == 0
