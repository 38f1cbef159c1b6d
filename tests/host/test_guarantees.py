"""The four guarantees that SPECIFICATION.md opens with, against a real daemon and a stock gRPC client."""

import os
import signal
import socket
import ssl
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import grpc
import pytest

from aurae.proto import runtime_pb2
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.proc import alive, cgroup_processes, command
from tests.support.until import until

# A shell with a child; both ignore SIGTERM.
STUBBORN = "trap '' TERM; (trap '' TERM; while :; do sleep 60; done) & while :; do sleep 60; done"


@pytest.fixture
def api(shared_daemon: Daemon) -> Iterator[Api]:
    """A client of the shared daemon."""
    with Api(shared_daemon.client_config) as client:
        yield client


# Becomes nobody once everything is imported: nobody may not be able to read our interpreter.
LOGIN_AS_NOBODY = """
import os, sys
import grpc
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from aurae.proto.identity_pb2 import LoginRequest
request = x509.CertificateSigningRequestBuilder(x509.Name([]))
signed = request.sign(ec.generate_private_key(ec.SECP256R1()), hashes.SHA256())
message = LoginRequest(certificate_request=signed.public_bytes(serialization.Encoding.DER))
grpc.insecure_channel("unix:/nowhere").close()  # loads the rest while it may be read
os.setgroups([]), os.setgid(65534), os.setuid(65534)
channel = grpc.insecure_channel("unix:" + sys.argv[1])
try:
    channel.unary_unary("/aurae.identity.v0.LoginService/Login")(message.SerializeToString())
except grpc.RpcError as error:
    print(error.code().name, error.details())
"""


# State: what runs is what the daemon says runs; nothing accepted is lost.


def test_what_runs_is_what_the_daemon_says_runs(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        started = {api.start("sleep", "600", name=f"s{number}").pid for number in range(10)}
        assert set(cgroup_processes(daemon.cgroup)) >= started
        assert set(api.running().values()) == started
        api.stop("s3")
        os.kill(api.get("s7").pid, signal.SIGKILL)
        until(lambda: len(api.running()) == 8, "the killed workload is no longer listed")
        assert all(alive(pid) for pid in api.running().values())


def test_a_killed_server_comes_back_with_every_workload(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        for number in range(10):
            api.start("sleep", "600", name=f"s{number}")
        before = api.running()
        daemon.kill_server()
        assert api.running() == before
        assert all(alive(pid) for pid in before.values())


def test_a_start_is_on_disk_before_it_is_acknowledged(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        for number in range(5):
            acknowledged = api.start("sleep", "600", name=f"s{number}")
            daemon.kill_server()
            found = api.get(f"s{number}")
            assert (found.id, found.pid) == (acknowledged.id, acknowledged.pid)


# Synchronicity: when a call has returned, it has happened.


def test_when_start_has_returned_the_command_itself_runs(api: Api) -> None:
    for _ in range(20):
        workload = api.start("sleep", "600", name="now")
        assert command(workload.pid) == ["sleep", "600"]
        api.stop("now")


def test_a_start_that_cannot_be_says_why_and_leaves_nothing(
    api: Api, shared_daemon: Daemon
) -> None:
    before = cgroup_processes(shared_daemon.cgroup)
    with pytest.raises(grpc.RpcError) as refused:
        api.start("/bin/nope", name="nope")
    assert refused.value.code() is grpc.StatusCode.FAILED_PRECONDITION
    told = refused.value.details()
    assert told == "cannot start nope: execve /bin/nope: No such file or directory"
    assert "nope" not in api.running()
    assert cgroup_processes(shared_daemon.cgroup) == before


def test_when_stop_has_returned_nothing_of_the_workload_runs(
    make_daemon: Callable[..., Daemon],
) -> None:
    daemon = make_daemon(stop_timeout="200ms")
    with Api(daemon.client_config) as api:
        workload = api.start("sh", "-c", STUBBORN, name="stubborn")
        leaf = daemon.cgroup / f"_{workload.id}"
        until(lambda: len(cgroup_processes(leaf)) >= 4, "two shells and their sleeps run")
        processes = cgroup_processes(leaf)
        stopped = api.stop("stubborn")
        assert not any(alive(pid) for pid in processes)
        assert cgroup_processes(leaf) == []
        assert (stopped.status, stopped.signal) == (runtime_pb2.STATUS_EXITED, signal.SIGKILL)


# Awareness: every output, end and reason is known, and kept.


def test_every_byte_of_output_is_kept_after_the_end(api: Api) -> None:
    program = (
        "import os; [os.write(1, b'%d\\n' % n) for n in range(20000)]; os.write(2, b'no\\xff')"
    )
    api.start(sys.executable, "-c", program, name="bytes")
    assert api.wait("bytes").exit_code == 0
    assert api.output("bytes", 1) == b"".join(b"%d\n" % number for number in range(20000))
    assert api.output("bytes", 2) == b"no\xff"


def test_the_reason_of_an_end_is_known(api: Api) -> None:
    api.start("sh", "-c", "exit 7", name="seven")
    assert api.wait("seven").exit_code == 7
    api.start("sh", "-c", "kill -SEGV $$", name="fault")
    ended = api.wait("fault")
    assert ended.signal == signal.SIGSEGV
    assert not ended.HasField("exit_code")
    assert ended.started_at.ToNanoseconds() < ended.finished_at.ToNanoseconds()


def test_an_end_while_the_server_was_down_is_known_with_its_status(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        pid = api.start("sleep", "600", name="late").pid
        server = daemon.pids()["server"]
        os.kill(server, signal.SIGSTOP)
        os.kill(pid, signal.SIGKILL)
        until(lambda: not alive(pid), "the workload has ended")
        os.kill(server, signal.SIGKILL)
        daemon.wait_serving(server)
        ended = api.wait("late")
        assert (ended.status, ended.signal) == (runtime_pb2.STATUS_EXITED, signal.SIGKILL)


# Security: nobody without an identity, and with one nothing that was not given.


def is_refused(daemon: Daemon, context: ssl.SSLContext) -> bool:
    """Connect to the API and say whether it hangs up instead of sending its HTTP/2 settings."""
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    with socket.socket(socket.AF_UNIX) as raw:
        raw.settimeout(10)
        raw.connect(str(daemon.socket))
        try:
            with context.wrap_socket(raw) as tls:
                return tls.recv(100) == b""
        except (ssl.SSLError, ConnectionError):
            return True


def test_a_connection_without_a_certificate_gets_no_further(shared_daemon: Daemon) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    assert is_refused(shared_daemon, context)


def test_tls_1_2_is_refused(shared_daemon: Daemon) -> None:
    home = shared_daemon.home / ".aurae"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_cert_chain(home / "client.crt", home / "client.key")
    assert not is_refused(shared_daemon, context)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    assert is_refused(shared_daemon, context)


def test_plain_text_is_refused(shared_daemon: Daemon) -> None:
    with socket.socket(socket.AF_UNIX) as raw:
        raw.settimeout(10)
        raw.connect(str(shared_daemon.socket))
        raw.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        answer = b"".join(iter(lambda: raw.recv(4096), b""))
    # At most a TLS alert (record type 21).
    assert answer[:1] in (b"", b"\x15")


def test_another_local_user_may_nothing_and_is_told_what_to_do(shared_daemon: Daemon) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOGIN_AS_NOBODY, str(shared_daemon.login_socket)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.stdout.startswith("PERMISSION_DENIED"), done.stderr
    assert "usermod -aG aurae nobody" in done.stdout


def test_keys_can_be_read_by_their_owner_only(shared_daemon: Daemon) -> None:
    keys = [*shared_daemon.folder.rglob("*.key")]
    assert keys
    modes = {str(path): stat.S_IMODE(path.stat().st_mode) for path in keys}
    assert {path: oct(mode) for path, mode in modes.items() if mode & 0o077} == {}
    assert stat.S_IMODE((shared_daemon.state_dir / "pki").stat().st_mode) == 0o700
    assert Path(shared_daemon.runtime_dir / "ca.crt").stat().st_mode & 0o004
