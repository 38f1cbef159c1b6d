"""Virtual machines as workloads: what init, the server and a real guest do together."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import grpc
import pytest

from aurae.proto import runtime_pb2
from tests.support.api import Api
from tests.support.containers import load
from tests.support.guests import kernel_folder
from tests.support.machines import BOOT, node, refused, run, service, settings, spec, start
from tests.support.services import Services
from tests.support.talking import Exec, Talk
from tests.support.unharmed import unharmed
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
STATUS = runtime_pb2.Status
WAITS = "trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.1; done"


@pytest.fixture(scope="module")
def daemon() -> Iterator[Daemon]:
    """A daemon that has what its machines share."""
    with node() as daemon:
        yield daemon


@pytest.fixture
def api(daemon: Daemon) -> Iterator[Api]:
    """A client of the daemon, which has to be as it was when the test is over."""
    with unharmed(daemon) as client:
        yield client
        for name in client.running():
            # What a test that failed has left would fail the next ones.
            request = runtime_pb2.StopRequest(name=name)
            request.timeout.FromMilliseconds(0)
            client.call("RuntimeService.Stop", request)


@pytest.fixture
def services(api: Api) -> Iterator[Services]:
    """Calls to the daemon, which is left without services."""
    calls = Services(api)
    yield calls
    calls.clear()


def shell(api: Api, script: str, **more: Any) -> runtime_pb2.Workload:
    """Start a machine that runs a script."""
    return start(api, "/bin/sh", "-c", script, **more)


def inside(api: Api, name: str, script: str) -> str:
    """Run a script in a guest and return what it writes."""
    with Exec(api, name, "/bin/sh", "-c", script, no_stdin=True) as session:
        session.begun()
        ended = session.rest().ended
    assert ended.exit_code == 0, (ended, session.stderr)
    return session.stdout.decode()


def qemu(workload: runtime_pb2.Workload) -> int:
    """Return the pid of QEMU, which has to be itself."""
    name = os.readlink(f"/proc/{workload.pid}/exe")
    assert name.endswith("qemu-system-x86_64"), name
    return workload.pid


def test_what_it_writes_is_logged_and_its_exit_status_is_the_workloads(api: Api) -> None:
    answer = run(api, "/bin/sh", "-c", "echo hello; echo oh >&2; exit 3", name="vm")
    assert (answer.output.stdout, answer.output.stderr) == (b"hello\n", b"oh\n")
    workload = answer.workload
    assert (workload.status, workload.exit_code) == (STATUS.STATUS_EXITED, 3)
    assert workload.reason == ""


def test_what_it_is_given_it_reads_and_much_of_it_comes_out_again(api: Api) -> None:
    given = os.urandom(300_000)
    answer = run(api, "/bin/cat", name="vm", process={"stdin": given})
    assert answer.workload.exit_code == 0
    assert api.output("vm", 1) == given


def test_a_command_that_is_not_there_is_the_starts_refusal(api: Api) -> None:
    code, text = refused(api, "/nope", name="vm")
    assert code is grpc.StatusCode.NOT_FOUND
    assert text == "cannot start vm: start: execve /nope: No such file or directory"


def test_what_no_machine_can_be_is_refused_by_its_field(api: Api) -> None:
    for field, more in (
        ("vm.vcpus", {"vcpus": 300}),
        ("vm.memory", {"memory": 1 << 20}),
        ("vm.memory", {"memory": 1 << 43}),
        ("vm.kernel_args[0]", {"kernel_args": ["a\nb"]}),
        ("vm.kernel_args[1]", {"kernel_args": ["a=1", 'b="']}),
        ("vm.image", {"image": ""}),
    ):
        code, text = refused(api, "/bin/true", name="vm", **more)
        assert code is grpc.StatusCode.INVALID_ARGUMENT, (field, text)
        assert f" {field} " in text.replace(":", " "), text
    code, text = refused(api, "/bin/true", name="vm", memory=32 << 20)
    assert code is grpc.StatusCode.FAILED_PRECONDITION
    assert text.startswith("cannot start vm: its guest did not come up: "), text
    code, text = refused(api, name="vm", image="", kernel="/nope")
    assert (code, text) == (
        grpc.StatusCode.FAILED_PRECONDITION,
        "cannot use the kernel /nope: No such file or directory",
    )


def test_a_machine_that_runs_is_entered_paused_signalled_and_stopped(
    api: Api, daemon: Daemon
) -> None:
    workload = shell(api, WAITS, name="vm")
    qemu(workload)
    until(lambda: api.output("vm", 1) == b"up\n", "it has begun")
    assert inside(api, "vm", "hostname; cat /proc/1/comm; wc -l </proc/cpuinfo").split()[0] == "vm"
    daemon.aer("vm", "pause", "vm")
    with pytest.raises(grpc.RpcError, match="it is paused"):
        inside(api, "vm", "true")
    daemon.aer("vm", "resume", "vm")
    assert inside(api, "vm", "echo on") == "on\n"
    request = runtime_pb2.SignalRequest(name="vm", signal="SIGTERM")
    api.call("RuntimeService.Signal", request)
    ended = api.wait("vm")
    assert (ended.exit_code, api.output("vm", 1)) == (7, b"up\nbye\n")


def test_a_stop_asks_the_process_in_the_guest(api: Api) -> None:
    shell(api, WAITS, name="vm")
    until(lambda: api.output("vm", 1) == b"up\n", "it has begun")
    stopped = api.stop("vm")
    assert (stopped.exit_code, stopped.reason) == (7, "stopped by request")
    assert api.output("vm", 1) == b"up\nbye\n"


def test_a_process_that_ignores_the_stop_is_killed_in_the_guest(api: Api) -> None:
    shell(api, "trap '' TERM; echo up; while :; do sleep 0.1; done", name="vm")
    until(lambda: api.output("vm", 1) == b"up\n", "it has begun")
    request = runtime_pb2.StopRequest(name="vm")
    request.timeout.FromMilliseconds(500)
    stopped = api.call("RuntimeService.Stop", request).workload
    assert (stopped.signal, stopped.reason) == (9, "stopped by request; ended by SIGKILL")


def test_the_reasons_of_an_end_are_told_apart(api: Api) -> None:
    panic = "sysctl -qw kernel.sysrq=1; sleep 0.2; echo c >/proc/sysrq-trigger; sleep 60"
    crashed = run(api, "/bin/sh", "-c", panic, name="crash").workload
    assert (crashed.signal, crashed.reason) == (signal.SIGABRT, "panic: sysrq triggered crash")
    greedy = run(api, "/bin/sh", "-c", "tail /dev/zero", name="greedy").workload
    assert (greedy.signal, greedy.reason) == (9, "oom-kill: ended by SIGKILL"), greedy
    workload = shell(api, "sleep 1000", name="vm")
    os.kill(qemu(workload), signal.SIGKILL)
    died = api.wait("vm")
    assert (died.signal, died.reason) == (signal.SIGKILL, "ended by SIGKILL")


def test_a_guest_that_does_not_answer_is_killed(api: Api) -> None:
    workload = shell(api, "sleep 1000", name="vm", heartbeat={"seconds": 1})
    os.kill(qemu(workload), signal.SIGSTOP)
    hung = api.wait("vm")
    assert hung.reason == "hang: the guest has not answered for 1 s; ended by SIGKILL"


def test_a_start_that_is_stopped_comes_to_nothing(api: Api) -> None:
    with ThreadPoolExecutor() as pool:
        begun = pool.submit(refused, api, "/bin/true", name="vm")
        until(lambda: boots(api, "vm"), "QEMU runs")
        api.stop("vm")
        code, text = begun.result()
    assert code is grpc.StatusCode.FAILED_PRECONDITION
    assert text == "cannot start vm: stopped before it had started"


def test_a_server_that_is_killed_costs_no_machine_and_no_end_of_one(daemon: Daemon) -> None:
    ends = "echo up; until [ -e /tmp/go ]; do sleep 0.1; done; sleep 1; echo end; exit 5"
    with Api(daemon.client_config) as api:
        workload = shell(api, ends, name="vm")
        first = qemu(workload)
    old = daemon.kill_server()
    daemon.wait_serving(old)
    with Api(daemon.client_config) as api:
        assert (api.get("vm").pid, api.get("vm").status) == (first, STATUS.STATUS_RUNNING)
        until(lambda: reached(api), "the guest is reached again")
        # It ends when nobody hears it.
        inside(api, "vm", "touch /tmp/go")
    old = daemon.kill_server()
    daemon.wait_serving(old)
    with Api(daemon.client_config) as api:
        ended = api.wait("vm")
        assert (ended.exit_code, ended.reason) == (5, "")
        assert api.output("vm", 1) == b"up\nend\n"


def test_a_server_that_dies_while_a_guest_boots_has_the_next_one_go_on(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api, ThreadPoolExecutor() as pool:
        begun = pool.submit(refused, api, "/bin/sh", "-c", "echo up; sleep 1000", name="vm")
        until(lambda: boots(api, "vm"), "QEMU runs")
        daemon.wait_serving(daemon.kill_server())
        assert begun.result()[0] is grpc.StatusCode.UNAVAILABLE
    with Api(daemon.client_config) as api:
        until(lambda: api.get("vm").status == STATUS.STATUS_RUNNING, "it has begun", BOOT)
        assert inside(api, "vm", "echo on") == "on\n"
        assert api.stop("vm").signal == signal.SIGTERM


def boots(api: Api, name: str) -> bool:
    """Say whether QEMU runs, and nothing in the guest does."""
    try:
        workload = api.get(name)
    except grpc.RpcError:
        return False
    return workload.status == STATUS.STATUS_STARTING and workload.pid > 0


def reached(api: Api) -> bool:
    """Say whether a command can be run in the guest."""
    try:
        return inside(api, "vm", "echo on") == "on\n"
    except grpc.RpcError:
        return False


def test_a_service_is_restarted_with_what_it_has_written_and_is_healthy(
    daemon: Daemon, services: Services
) -> None:
    script = "echo >>/srv/starts; wc -l </srv/starts; [ $(wc -l </srv/starts) -gt 1 ] || exit 3; "
    health = [
        {"name": "well", "command": {"argv": ["/bin/test", "-e", "/tmp/well"]}},
        {"name": "http", "http": {"port": 8080, "path": "/well"}},
    ]
    services.start(
        service(
            "web",
            *(
                "/bin/sh",
                "-c",
                script
                + "touch /tmp/well; httpd -p 127.0.0.1:8080 -h /tmp; trap 'exit 0' TERM; sleep 1000 & wait",
            ),
            restart={"policy": "POLICY_ON_FAILURE", "delay": "0.05s"},
            health=[{**one, "interval": "0.2s", "effect": "EFFECT_READINESS"} for one in health],
            start_post=[{"argv": ["/bin/sh", "-c", "echo post >/srv/post"]}],
        ),
        no_block=True,
    )
    services.until_phase("web", "ACTIVE", limit=BOOT)
    assert services.lines("web") == ["1", "2"]
    assert inside(services.api, "web", "cat /srv/post") == "post\n"
    services.stop("web")


def test_a_terminal_is_one_in_the_guest_and_has_the_size_of_who_is_attached(api: Api) -> None:
    script = "stty size; read line; echo got $line; stty size"
    shell(api, script, name="vm", process={"terminal": True})
    until(lambda: api.output("vm", 1) == b"24 80\r\n", "it has looked")
    first = runtime_pb2.AttachStart(name="vm", history=1000)
    first.size.rows, first.size.columns = 40, 100
    with Talk(api, "RuntimeService.Attach", runtime_pb2.AttachRequest(start=first)) as talk:
        until(lambda: b"40 100" in inside(api, "vm", "stty -F /dev/pts/0 size").encode(), "sized")
        talk.send(runtime_pb2.AttachRequest(stdin=b"this\n"))
        assert b"got this\r\n40 100\r\n" in talk.until(b"40 100\r\n")
    assert api.wait("vm").exit_code == 0


def test_a_machine_of_a_kernel_is_its_console_and_has_a_power_button(
    api: Api, daemon: Daemon
) -> None:
    kernel = str(kernel_folder() / "vmlinuz")
    (initrd,) = daemon.state_dir.glob("vms/kernels/initramfs-*")
    more: dict[str, Any] = {"image": "", "kernel": kernel, "initrd": str(initrd)}
    workload = start(api, name="vm", kernel_args=["loglevel=7"], **more)
    qemu(workload)
    until(lambda: b"Run /init as init process" in api.output("vm", 1), "it boots", BOOT)
    with pytest.raises(grpc.RpcError, match="no agent of ours is in its guest"):
        inside(api, "vm", "true")
    request = runtime_pb2.StopRequest(name="vm")
    request.timeout.FromMilliseconds(60_000)
    ended = api.call("RuntimeService.Stop", request, 80).workload
    assert (ended.exit_code, ended.reason) == (0, "stopped by request")


def test_a_daemon_that_stops_asks_its_guests(make_daemon: Callable[..., Daemon]) -> None:
    daemon = make_daemon(**settings())
    load(daemon)
    with Api(daemon.client_config) as api:
        shell(api, WAITS, name="vm")
        until(lambda: api.output("vm", 1) == b"up\n", "it has begun")
    assert daemon.stop() == 0
    (log,) = (
        path for path in daemon.log_dir.rglob("*") if path.is_file() and b"up" in path.read_bytes()
    )
    assert log.read_bytes() == b"up\nbye\n"


def test_the_steps_of_a_start_are_told_and_nothing_is_done(api: Api) -> None:
    request = runtime_pb2.ExplainRequest(workload=spec("/bin/true", name="vm"))
    steps = list(api.call("RuntimeService.Explain", request).steps)
    assert any("/usr/bin/qemu-system-x86_64" in step for step in steps), steps
    assert any("no_new_privs" in step.lower() or "no new priv" in step.lower() for step in steps)


def test_what_nobody_reads_is_written_nowhere(api: Api):
    for sinks in ({"stdout": "SINK_NULL"}, {"stderr": "SINK_NULL"}):
        done = run(api, "sh", "-c", "echo out; echo err >&2", process=sinks)
        assert done.workload.exit_code == 0
        assert (done.output.stdout == b"") == ("stdout" in sinks)
        assert (done.output.stderr == b"") == ("stderr" in sinks)
