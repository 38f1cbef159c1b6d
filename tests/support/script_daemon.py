"""A daemon for the script library's tests: the real API over mTLS, with canned workloads.

grpclib serves it in a thread of the test process, or in a process of its own that can be killed
(`DaemonProcess`); certificates are made for it. What a script gets from the real daemon is tested
in tests/host; here each answer and each fault is the test's choice.
"""

import asyncio
import datetime as dt
import ssl
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from google.protobuf.timestamp_pb2 import Timestamp
from grpclib import GRPCError, Status
from grpclib.encoding.base import StatusDetailsCodecBase
from grpclib.health.service import Health
from grpclib.server import Server, Stream
from typing_extensions import override

from aurae.model.refusal import InvalidField
from aurae.proto import (
    discovery_grpc,
    discovery_pb2,
    identity_grpc,
    identity_pb2,
    runtime_pb2,
    system_grpc,
    system_pb2,
)
from aurae.server.errors import translate
from tests.support.small_services import Services

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grpclib._typing import IServable

MOMENT = Timestamp(seconds=1_700_000_000, nanos=123_456_789)
CLIENT = "spiffe://aurae.local/host/n1/user/ada"
SERVER = "spiffe://aurae.local/node/n1"


class Discovery(discovery_grpc.DiscoveryServiceBase):
    """Says that all is well."""

    @override
    async def Discover(
        self, stream: Stream[discovery_pb2.DiscoverRequest, discovery_pb2.DiscoverResponse]
    ) -> None:
        await stream.recv_message()
        await stream.send_message(discovery_pb2.DiscoverResponse(healthy=True, version="1.2.3"))


class Details(StatusDetailsCodecBase):
    """Sends an error's details as they are: encoded already."""

    @override
    def encode(self, status: Status, message: str | None, details: object) -> bytes:
        assert isinstance(details, bytes)
        return details

    @override
    def decode(self, status: Status, message: str | None, data: bytes) -> bytes:
        return data


class Identity(identity_grpc.IdentityServiceBase):
    """Answers with the URI of the certificate it really got."""

    def __init__(self, node: str) -> None:
        self._node = node

    @override
    async def WhoAmI(
        self, stream: Stream[identity_pb2.WhoAmIRequest, identity_pb2.WhoAmIResponse]
    ) -> None:
        await stream.recv_message()
        certificate = stream.peer.cert() or {}
        names = dict(certificate.get("subjectAltName", ()))
        server = identity_pb2.Server(version="1.2.3", node_name=self._node, spiffe_id=SERVER)
        await stream.send_message(
            identity_pb2.WhoAmIResponse(
                subject_common_name="ada",
                issuer_common_name="Aurae test root",
                sha256_fingerprint="ab" * 32,
                key_algorithm="ECDSA P-256",
                spiffe_id=str(names.get("URI", "")),
                trust_domain="aurae.local",
                not_after=MOMENT,
                uid=0,
                server=server,
            )
        )


class System(system_grpc.SystemServiceBase):
    """Has 64-bit numbers that a double cannot hold."""

    @override
    async def Status(
        self, stream: Stream[system_pb2.StatusRequest, system_pb2.StatusResponse]
    ) -> None:
        await stream.recv_message()
        await stream.send_message(
            system_pb2.StatusResponse(version="1.2.3", lost_exits=2**64 - 1, init_pid=7)
        )

    @override
    async def Reexec(
        self, stream: Stream[system_pb2.ReexecRequest, system_pb2.ReexecResponse]
    ) -> None:
        raise GRPCError(Status.FAILED_PRECONDITION, "cannot reexec: trial: naïve 100%")


class Runtime(Services):
    """Runs nothing: a workload's words decide what is answered.

    `events` gets a line for each start, and for each call that its client gave up.
    """

    def __init__(self, events: list[str]) -> None:
        super().__init__(lambda: None)
        self._events = events

    @override
    async def Start(
        self, stream: Stream[runtime_pb2.StartRequest, runtime_pb2.StartResponse]
    ) -> None:
        request = await stream.recv_message()
        assert request is not None
        if request.name or request.workload.HasField("service"):
            await self.start_service(stream, request)
            return
        executable = request.workload.executable
        words = list(executable.argv) or executable.command.split()
        self._events.append(f"start {request.workload.name or words[0]}")
        if not request.workload.name.isprintable():
            error = translate(InvalidField("start", "workload.name", "is no name"))
            assert error is not None
            raise error
        if words[0] == "/bin/nope":
            why = "cannot start nope: execve /bin/nope: No such file or directory"
            raise GRPCError(Status.FAILED_PRECONDITION, why)
        try:
            if words[0] == "hang":
                await asyncio.Event().wait()
            if words[0] == "slow":
                await asyncio.sleep(float(words[1]))
        except asyncio.CancelledError:
            self._events.append(f"cancelled {words[0]}")
            raise
        answer = runtime_pb2.StartResponse(workload=workload(request.workload.name or words[0]))
        answer.workload.argv.extend(words)
        if not request.HasField("wait"):
            answer.workload.status = runtime_pb2.STATUS_RUNNING
            answer.workload.ClearField("exit_code")
            answer.workload.ClearField("finished_at")
        elif words[0] == "large":
            answer.output.stdout = b"x" * 4 * 2**20
        else:
            answer.output.stdout = " ".join(words[1:]).encode() + b"\n"
            answer.output.stderr = b"\xff\x00bytes"
        await stream.send_message(answer)

    @override
    async def Stop(
        self, stream: Stream[runtime_pb2.StopRequest, runtime_pb2.StopResponse]
    ) -> None:
        request = await stream.recv_message()
        assert request is not None
        await stream.send_message(runtime_pb2.StopResponse(workload=workload(request.name)))

    @override
    async def Wait(
        self, stream: Stream[runtime_pb2.WaitRequest, runtime_pb2.WaitResponse]
    ) -> None:
        request = await stream.recv_message()
        assert request is not None
        await stream.send_message(runtime_pb2.WaitResponse(workload=workload(request.name)))

    @override
    async def List(
        self, stream: Stream[runtime_pb2.ListRequest, runtime_pb2.ListResponse]
    ) -> None:
        request = await stream.recv_message()
        assert request is not None
        first = request.page_token == ""
        names = ("one", "two") if first else ("three",)
        answer = runtime_pb2.ListResponse(workloads=[workload(name) for name in names])
        answer.next_page_token = "more" if first else ""
        await stream.send_message(answer)

    @override
    async def Get(self, stream: Stream[runtime_pb2.GetRequest, runtime_pb2.GetResponse]) -> None:
        request = await stream.recv_message()
        assert request is not None
        raise GRPCError(Status.NOT_FOUND, f"cannot get {request.name}: no such workload")

    @override
    async def Logs(
        self, stream: Stream[runtime_pb2.LogsRequest, runtime_pb2.LogsResponse]
    ) -> None:
        request = await stream.recv_message()
        assert request is not None
        number = 0
        try:
            while request.follow or number < 3:
                line = runtime_pb2.LogLine(
                    stream=runtime_pb2.LOG_STREAM_STDOUT,
                    time=MOMENT,
                    line=f"{request.name} {number}".encode(),
                )
                await stream.send_message(runtime_pb2.LogsResponse(lines=[line]))
                number += 1
                # Writing alone lets nothing else run, so that the client's end would not be seen.
                await asyncio.sleep(0)
                if request.name == "quiet":
                    await asyncio.Event().wait()
        except asyncio.CancelledError:
            self._events.append(f"cancelled logs of {request.name}")
            raise


def workload(name: str) -> runtime_pb2.Workload:
    """A workload that ended well."""
    return runtime_pb2.Workload(
        name=name,
        id=2**63 + 1,
        kind=runtime_pb2.KIND_EXECUTABLE,
        cell="/",
        pid=4711,
        status=runtime_pb2.STATUS_EXITED,
        exit_code=0,
        created_at=MOMENT,
        started_at=MOMENT,
        finished_at=Timestamp(seconds=1_700_000_001),
        owner=CLIENT,
    )


class Authority:
    """A root that signs leaves for SPIFFE IDs; all of it lies in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder: Path = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Aurae test root")])
        certificate = self._sign(self.name, self.key.public_key(), [], authority=True)
        (folder / "ca.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def issue(self, stem: str, spiffe_id: str, *, valid: bool = True) -> None:
        """Write `<stem>.crt` and `<stem>.key`; expired ones unless `valid`."""
        key = ec.generate_private_key(ec.SECP256R1())
        names: list[x509.GeneralName] = [x509.UniformResourceIdentifier(spiffe_id)]
        if spiffe_id == SERVER:
            names += [x509.DNSName("localhost"), x509.DNSName("server.unsafe.aurae.io")]
        leaf = self._sign(x509.Name([]), key.public_key(), names, valid=valid)
        (self.folder / f"{stem}.crt").write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (self.folder / f"{stem}.key").write_bytes(pem)

    def _sign(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePublicKey,
        names: list[x509.GeneralName],
        *,
        authority: bool = False,
        valid: bool = True,
    ) -> x509.Certificate:
        now = dt.datetime.now(dt.UTC)
        end = now + dt.timedelta(hours=1 if valid else -1)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(hours=2))
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=True)
        return builder.sign(self.key, hashes.SHA256())


class ScriptDaemon:
    """The daemon, from `with` to its end; `folder` holds its socket and a client's files.

    `config` is a ready client configuration. One `beside` another has that one's authority and
    clients, and a socket of its own; `node` is its name. `events` tells what was called.
    """

    def __init__(
        self,
        services: "Sequence[IServable]" = (),
        *,
        folder: Path | None = None,
        beside: Self | None = None,
        node: str = "n1",
    ) -> None:
        """`services` are served beside the daemon's own."""
        self._services = services
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        if beside is not None:
            folder = beside.folder
        elif folder is None:
            self._scratch = tempfile.TemporaryDirectory(prefix="aurae-")
            folder = Path(self._scratch.name)
        self.folder: Path = folder
        self.node = node
        self.events: list[str] = []
        self.socket = self.folder / ("aurae.sock" if node == "n1" else f"{node}.sock")
        if not (self.folder / "ca.crt").exists():
            authority = Authority(self.folder)
            authority.issue("server", SERVER)
            authority.issue("client", CLIENT)
            authority.issue("expired", CLIENT, valid=False)
        self.config = self.write_config("config" if node == "n1" else f"config-{node}", "client")
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def write_config(self, name: str, client: str, socket: str = "") -> Path:
        """Write a client configuration that uses the identity `client`; returns its path."""
        path = self.folder / name
        path.write_text(
            f'[auth]\nca_crt = "{self.folder}/ca.crt"\nclient_crt = "{self.folder}/{client}.crt"\n'
            f'client_key = "{self.folder}/{client}.key"\n\n[system]\n'
            f'socket = "{socket or self.socket}"\n'
        )
        return path

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(60)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(60)
        self._loop.close()
        if self._scratch:
            self._scratch.cleanup()

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.num_tickets = 0
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(self.folder / "ca.crt")
        context.load_cert_chain(self.folder / "server.crt", self.folder / "server.key")
        context.set_alpn_protocols(["h2"])
        own: list[IServable] = [
            Discovery(),
            Identity(self.node),
            Runtime(self.events),
            System(),
            Health(),
        ]
        server = Server([*own, *self._services], status_details_codec=Details())
        self.socket.unlink(missing_ok=True)
        await server.start(path=str(self.socket), ssl=context)
        self._ready.set()
        await self._stop.wait()
        server.close()
        await server.wait_closed()


class DaemonProcess:
    """A ScriptDaemon in a process of its own, in `folder`; it can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder: Path = folder
        self.config = folder / "config"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it; returns when it serves."""
        command = [sys.executable, "-m", "tests.support.script_daemon", str(self.folder)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline()

    def kill(self) -> None:
        """End it without a word to its clients; its socket's file stays."""
        process = self._process
        if process is None:
            return
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
        self._process = None

    def restart(self) -> None:
        """Kill it, and start it again on the same socket."""
        self.kill()
        self.start()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()


def main(words: list[str]) -> None:
    """Serve in the folder that is named, or in a new one, and print the configuration's path."""
    with ScriptDaemon(folder=Path(words[0]) if words else None) as daemon:
        print(daemon.config, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1:])
