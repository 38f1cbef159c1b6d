"""A small daemon for tests of the client side: real gRPC, real TLS, workloads that only pretend.

It serves in a thread of its own, so that a test can call `aer` as a function or as a program.
"""

import asyncio
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cryptography import x509
from grpclib.const import Status
from grpclib.exceptions import GRPCError
from grpclib.health.service import Health
from grpclib.protocol import H2Protocol
from grpclib.server import Server, Stream
from typing_extensions import override

from aurae.proto import discovery_pb2, identity_pb2, runtime_pb2, system_pb2
from aurae.proto.discovery_grpc import DiscoveryServiceBase
from aurae.proto.identity_grpc import IdentityServiceBase, LoginServiceBase
from aurae.proto.system_grpc import SystemServiceBase
from tests.support.certificates import DER, Authority
from tests.support.small_cells import Cells
from tests.support.small_services import Services

USER = "spiffe://aurae.local/host/test/user/tester"
NODE = "spiffe://aurae.local/node/test"


class Runtime(Services):
    """Workloads by name; what they do is in their first argument.

    `echo` prints the other arguments and ends, `fail` ends with the code in the second one,
    `sleep` runs until it is stopped, `stubborn` for ever, `drop` breaks the connection once in the middle of its lines.
    """

    def __init__(self, drop: Callable[[], None]) -> None:
        super().__init__(drop)
        self.workloads: dict[str, runtime_pb2.Workload] = {}
        self.ended: dict[str, asyncio.Event] = {}
        self._dropped = False

    @override
    async def Start(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        self.requests.append(request)
        spec = request.workload
        if request.name or spec.HasField("service"):
            await self.start_service(stream, request)
            return
        argv = list(spec.executable.argv) or [spec.executable.command]
        name = spec.name or f"{argv[0]}-1"
        if argv[0] == "missing":
            text = f"cannot start {name}: execve missing: No such file or directory"
            raise GRPCError(Status.FAILED_PRECONDITION, text)
        if argv[0] == "forbidden":
            text = f"cannot start {name}: execve forbidden: Permission denied"
            raise GRPCError(Status.FAILED_PRECONDITION, text)
        workload = runtime_pb2.Workload(
            name=name,
            id=len(self.workloads) + 1,
            kind=runtime_pb2.KIND_EXECUTABLE,
            cell=spec.cell or "/",
            pid=4242,
            status=runtime_pb2.STATUS_RUNNING,
            argv=argv,
            owner=USER,
        )
        workload.created_at.GetCurrentTime()
        workload.started_at.GetCurrentTime()
        name = f"{spec.cell}/{name}" if spec.cell else name
        self.workloads[name] = workload
        self.ended[name] = asyncio.Event()
        if argv[0] not in {"sleep", "stubborn"}:
            self._end(name, int(argv[1]) if argv[0] == "fail" else 0)
        await stream.send_message(runtime_pb2.StartResponse(workload=workload))

    @override
    async def Stop(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        self.requests.append(request)
        if request.name in self.known:
            await self.stop_service(stream, request.name)
            return
        workload = self._find(request.name, "stop")
        if workload.argv[0] == "stubborn":
            await asyncio.Event().wait()
        if workload.status == runtime_pb2.STATUS_RUNNING:
            workload.signal = 15
            self._end(request.name, None)
        await stream.send_message(runtime_pb2.StopResponse(workload=workload))

    @override
    async def Wait(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        workload = self._find(request.name, "wait for")
        try:
            async with asyncio.timeout(request.timeout.ToTimedelta().total_seconds()):
                await self.ended[request.name].wait()
        except TimeoutError:
            pass
        await stream.send_message(runtime_pb2.WaitResponse(workload=workload))

    @override
    async def List(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        shown = [
            workload
            for workload in (self.known if request.services else self.workloads).values()
            if (request.services or request.all or workload.status == runtime_pb2.STATUS_RUNNING)
            and f"{workload.cell}/".startswith(f"{request.cell}/" if request.cell else "")
        ]
        # One a page, so that a client that forgets the next page is found out.
        at = int(request.page_token or 0)
        following = str(at + 1) if at + 1 < len(shown) else ""
        await stream.send_message(
            runtime_pb2.ListResponse(workloads=shown[at : at + 1], next_page_token=following)
        )

    @override
    async def Get(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        workload = self.known.get(request.name) or self._find(request.name, "get")
        await stream.send_message(runtime_pb2.GetResponse(workload=workload))

    @override
    async def Logs(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        self.requests.append(request)
        workload = self._find(request.name, "read the logs of")
        lines = self._lines(workload)
        for number in range(int(request.cursor or 0), len(lines)):
            if workload.argv[0] == "drop" and number == 2 and not self._dropped:
                self._dropped = True
                self._drop()
                await asyncio.Event().wait()
            await stream.send_message(
                runtime_pb2.LogsResponse(lines=[lines[number]], cursor=str(number + 1))
            )
        if request.follow:
            await self.ended[request.name].wait()

    def _lines(self, workload: runtime_pb2.Workload) -> list[runtime_pb2.LogLine]:
        lines = []
        for number, word in enumerate(workload.argv[1:]):
            stream = 2 if word.startswith("err") else 1
            partial = number == len(workload.argv) - 2 and word.endswith("...")
            line = runtime_pb2.LogLine(
                stream=runtime_pb2.LogStream.ValueType(stream),
                line=word.encode("utf-8", "surrogateescape"),
                partial=partial,
            )
            line.time.FromNanoseconds(1_700_000_000_123_456_789 + number)
            lines.append(line)
        return lines

    def _find(self, name: str, what: str) -> runtime_pb2.Workload:
        if name not in self.workloads:
            raise GRPCError(Status.NOT_FOUND, f"cannot {what} {name}: no such workload")
        return self.workloads[name]

    def _end(self, name: str, code: int | None) -> None:
        workload = self.workloads[name]
        workload.status = runtime_pb2.STATUS_EXITED
        if code is not None:
            workload.exit_code = code
        workload.finished_at.GetCurrentTime()
        self.ended[name].set()


class Discovery(DiscoveryServiceBase):
    """Always healthy."""

    @override
    async def Discover(self, stream: Stream[Any, Any]) -> None:
        await stream.recv_message()
        await stream.send_message(discovery_pb2.DiscoverResponse(healthy=True, version="9.9.9"))


class Identity(IdentityServiceBase):
    """Says the same to everybody."""

    @override
    async def WhoAmI(self, stream: Stream[Any, Any]) -> None:
        await stream.recv_message()
        reply = identity_pb2.WhoAmIResponse(
            spiffe_id=USER,
            trust_domain="aurae.local",
            issuer_common_name="intermediate",
            sha256_fingerprint="ab" * 32,
            key_algorithm="ECDSA P-256",
            uid=0,
            server=identity_pb2.Server(version="9.9.9", node_name="test", spiffe_id=NODE),
        )
        reply.not_after.FromSeconds(1_800_000_000)
        await stream.send_message(reply)


class System(SystemServiceBase):
    """A daemon whose server is another one after each re-execution."""

    generation = 1

    @override
    async def Status(self, stream: Stream[Any, Any]) -> None:
        await stream.recv_message()
        await stream.send_message(
            system_pb2.StatusResponse(
                version="9.9.9",
                node_name="test",
                generation=self.generation,
                init_pid=10,
                server_pid=100 + self.generation,
                journal_pid=12,
                problems=["the disk is full"],
            )
        )

    @override
    async def Reexec(self, stream: Stream[Any, Any]) -> None:
        await stream.recv_message()
        self.generation += 1
        await stream.send_message(system_pb2.ReexecResponse(generation=self.generation))


class Login(LoginServiceBase):
    """Signs whatever comes."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority

    @override
    async def Login(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        signing = x509.load_der_x509_csr(request.certificate_request)
        key: Any = signing.public_key()
        leaf = self._authority.leaf(key, USER)
        await stream.send_message(
            identity_pb2.LoginResponse(
                certificate_chain=[
                    leaf.public_bytes(DER),
                    self._authority.intermediate.public_bytes(DER),
                ],
                trust_bundle=[self._authority.root.public_bytes(DER)],
                spiffe_id=USER,
            )
        )


class RememberingServer(Server):
    """A server that notes its connections."""

    def __init__(self, services: list[Any], protocols: list[H2Protocol]) -> None:
        super().__init__(services)
        self._noted = protocols

    @override
    def _protocol_factory(self) -> H2Protocol:
        protocol = super()._protocol_factory()
        self._noted.append(protocol)
        return protocol


class SmallDaemon:
    """Serves on `folder`/aurae.sock (mTLS) and `folder`/login.sock until the block ends."""

    def __init__(
        self,
        folder: Path,
        authority: Authority,
        *,
        server_id: str = NODE,
        client_authority: Authority | None = None,
    ) -> None:
        self.folder = folder
        self.socket = folder / "aurae.sock"
        self.login_socket = folder / "login.sock"
        self.authority = authority
        self.runtime: Runtime | None = None
        self.cells = Cells()
        self._context = self._tls(server_id, client_authority or authority)
        self._servers: list[Server] = []
        self._protocols: list[H2Protocol] = []
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._loop.call_soon(ready.set)
        self._thread.start()
        assert ready.wait(60)
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(60)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(60)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(60)
        self._loop.close()

    def config(self, name: str = "client", uri: str = USER, **times: Any) -> Path:
        """Issue a client identity and write its configuration; returns the file."""
        crt, key = self.authority.issue(self.folder, name, uri, **times)
        bundle = self.authority.bundle(self.folder / "ca.crt")
        path = self.folder / f"{name}.toml"
        path.write_text(
            f'[auth]\nca_crt = "{bundle}"\nclient_crt = "{crt}"\nclient_key = "{key}"\n'
            f'[system]\nsocket = "{self.socket}"\n'
        )
        return path

    def drop_connections(self) -> None:
        """Break every connection, as a killed server does."""
        for protocol in self._protocols:
            if not protocol.connection.is_closing():
                protocol.connection._transport.abort()
        self._protocols.clear()

    def _tls(self, server_id: str, clients: Authority) -> ssl.SSLContext:
        crt, key = self.authority.issue(self.folder, "server", server_id)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.verify_mode = ssl.CERT_REQUIRED
        context.num_tickets = 0
        context.load_cert_chain(crt, key)
        context.load_verify_locations(clients.bundle(self.folder / "clients.crt"))
        context.set_alpn_protocols(["h2"])
        return context

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    async def _open(self) -> None:
        self.runtime = Runtime(self.drop_connections)
        services = [self.runtime, self.cells, Discovery(), Identity(), System(), Health()]
        api = RememberingServer(services, self._protocols)
        await api.start(path=str(self.socket), ssl=self._context)
        login = Server([Login(self.authority)])
        await login.start(path=str(self.login_socket))
        self._servers = [api, login]

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        for server in self._servers:
            await server.wait_closed()
