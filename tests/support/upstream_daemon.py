"""A daemon that serves all services that scripts of upstream's know: VMs, observation, pods, cells.

Messages are made from the protos themselves, by protobuf's own runtime: nothing of the script
library has a part in it. It runs nothing, remembers what it was told, and keeps each request. About
cells it says what the real daemon says, which needs controllers for some of them.
"""

import asyncio
import json
import re
import tempfile
from collections.abc import AsyncIterator, Callable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from grpc_tools import protoc
from grpclib import GRPCError, Status
from grpclib.const import Cardinality, Handler
from grpclib.server import Stream

from tests.support.script_daemon import ScriptDaemon

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "proto", ROOT / "sdk/typescript/upstream")
SERVICES = (
    "aurae.cells.v0.CellService",
    "aurae.discovery.v0.DiscoveryService",
    "aurae.observe.v0.ObserveService",
    "aurae.vms.v0.VmService",
    "grpc.health.v1.Health",
    "runtime.v1.ImageService",
    "runtime.v1.RuntimeService",
)
# Upstream's rule for each component of a cell's name, in upstream's own words.
COMPONENT = "^(?=.{1,63}$)(?![-])[a-zA-Z0-9-]+(?<![-])$"
Answers = AsyncIterator[dict[str, Any]]


@cache
def pool() -> descriptor_pool.DescriptorPool:
    """Descriptors of our protos and of upstream's."""
    sources = [str(p.relative_to(folder)) for folder in FOLDERS for p in folder.rglob("*.proto")]
    with tempfile.NamedTemporaryFile() as out:
        words = [
            "protoc",
            *(f"-I{folder}" for folder in FOLDERS),
            f"-I{resources.files('grpc_tools') / '_proto'}",
            "--include_imports",
            f"--descriptor_set_out={out.name}",
        ]
        assert protoc.main([*words, *sources]) == 0
        files = descriptor_pb2.FileDescriptorSet.FromString(Path(out.name).read_bytes())
    made = descriptor_pool.DescriptorPool()
    for file in files.file:
        made.Add(file)
    return made


class Upstream:
    """Answers from what it was told. A method is named for its service and RPC."""

    def __init__(self) -> None:
        self.cells: dict[str, dict[str, Any]] = {}
        self.running: dict[tuple[str, str], int] = {}
        self.machines: dict[str, dict[str, Any]] = {}
        self.pods: dict[str, dict[str, Any]] = {}
        self.pid = 100

    async def cell_service_allocate(self, request: Any) -> Answers:
        name = request.cell.name
        if not all(re.fullmatch(COMPONENT, part) for part in name.split("/")):
            why = f"Field = cell.name;  Regex = {COMPONENT}"
            raise GRPCError(Status.FAILED_PRECONDITION, why)
        if name in self.cells:
            why = f"cannot allocate: cell '{name}' already exists"
            raise GRPCError(Status.ALREADY_EXISTS, why)
        self.cells[name] = json_format.MessageToDict(request.cell)
        yield {"cell_name": name, "cgroup_v2": True}

    async def cell_service_free(self, request: Any) -> Answers:
        name = request.cell_name
        self._known(name, "free")
        self.cells = {
            other: cell
            for other, cell in self.cells.items()
            if other != name and not other.startswith(f"{name}/")
        }
        yield {}

    async def cell_service_start(self, request: Any) -> Answers:
        if request.HasField("cell_name"):
            self._known(request.cell_name, "start")
        self.pid += 1
        self.running[request.cell_name, request.executable.name] = self.pid
        yield {"pid": self.pid, "uid": request.uid, "gid": request.gid}

    async def cell_service_stop(self, request: Any) -> Answers:
        name = request.executable_name
        if self.running.pop((request.cell_name, name), None) is None:
            why = f"cannot stop: executable '{name}' not found"
            raise GRPCError(Status.NOT_FOUND, why)
        yield {}

    async def cell_service_list(self, request: Any) -> Answers:
        yield {"cells": self._below("")}

    def _below(self, parent: str) -> list[dict[str, Any]]:
        prefix = f"{parent}/" if parent else ""
        return [
            {"cell": cell, "children": self._below(name)}
            for name, cell in self.cells.items()
            if name.startswith(prefix) and "/" not in name.removeprefix(prefix)
        ]

    def _known(self, name: str, what: str) -> None:
        if name not in self.cells:
            raise GRPCError(Status.NOT_FOUND, f"cannot {what}: cell '{name}' not found")

    async def vm_service_allocate(self, request: Any) -> Answers:
        machine = request.machine
        self.machines[machine.id] = {
            "id": machine.id,
            "status": "Created",
            "mem_size_mb": machine.mem_size_mb,
            "vcpu_count": machine.vcpu_count,
            "kernel_img_path": machine.kernel_img_path,
            "root_dir_path": machine.root_drive.image_path,
        }
        yield {"vm_id": machine.id}

    async def vm_service_start(self, request: Any) -> Answers:
        address = f"[fe80::2%{len(self.machines)}]:8080"
        self._machine(request.vm_id).update(status="Running", auraed_address=address)
        yield {"auraed_address": address}

    async def vm_service_stop(self, request: Any) -> Answers:
        self._machine(request.vm_id).update(status="Shutdown")
        yield {}

    async def vm_service_free(self, request: Any) -> Answers:
        self._machine(request.vm_id)
        del self.machines[request.vm_id]
        yield {}

    async def vm_service_list(self, request: Any) -> Answers:
        yield {"machines": list(self.machines.values())}

    def _machine(self, name: str) -> dict[str, Any]:
        if name not in self.machines:
            raise GRPCError(Status.NOT_FOUND, f"cannot find {name}: no such machine")
        return self.machines[name]

    async def observe_service_get_sub_process_stream(self, request: Any) -> Answers:
        channel = "stderr" if request.channel_type == 2 else "stdout"
        for number in range(3):
            line = f"{request.process_id} says {number}"
            moment = 1_700_000_000_000 + number
            yield {"item": {"channel": channel, "line": line, "timestamp": moment}}

    async def observe_service_get_posix_signals_stream(self, request: Any) -> Answers:
        for number in (1, 15):
            yield {"signal": {"signal": number, "process_id": 4711}}
        await asyncio.Event().wait()

    async def observe_service_get_aurae_daemon_log_stream(self, request: Any) -> Answers:
        yield {"item": {"channel": "daemon", "line": "began", "timestamp": 2**53 + 1}}
        raise GRPCError(Status.UNAVAILABLE, "cannot read the log: the daemon stops")

    async def runtime_service_version(self, request: Any) -> Answers:
        yield {"version": "v1", "runtime_name": "aurae", "runtime_version": "1.2.3"}

    async def runtime_service_run_pod_sandbox(self, request: Any) -> Answers:
        if not request.HasField("config"):
            raise GRPCError(Status.INVALID_ARGUMENT, "cannot run a pod: it has no configuration")
        name = f"pod-{len(self.pods) + 1}"
        config = json_format.MessageToDict(request.config)
        self.pods[name] = {
            "id": name,
            "metadata": config["metadata"],
            "labels": config.get("labels", {}),
            "state": "SANDBOX_READY",
            "created_at": 1_700_000_000_123_456_789,
        }
        yield {"pod_sandbox_id": name}

    async def runtime_service_stop_pod_sandbox(self, request: Any) -> Answers:
        self.pods[request.pod_sandbox_id]["state"] = "SANDBOX_NOTREADY"
        yield {}

    async def runtime_service_remove_pod_sandbox(self, request: Any) -> Answers:
        self.pods.pop(request.pod_sandbox_id, None)
        yield {}

    async def runtime_service_list_pod_sandbox(self, request: Any) -> Answers:
        wanted = dict(request.filter.label_selector)
        yield {
            "items": [pod for pod in self.pods.values() if wanted.items() <= pod["labels"].items()]
        }

    async def image_service_list_images(self, request: Any) -> Answers:
        yield {
            "images": [
                {"id": "sha256:aa", "repo_tags": ["web:1"], "size": 2**53 + 1},
                {"id": "sha256:bb", "repo_tags": ["db:2", "db:latest"], "size": 1000},
            ]
        }

    async def image_service_pull_image(self, request: Any) -> Answers:
        yield {"image_ref": f"{request.image.image}@sha256:cc"}

    async def discovery_service_discover(self, request: Any) -> Answers:
        yield {"healthy": True, "version": "1.2.3"}

    async def health_check(self, request: Any) -> Answers:
        if request.service not in ("", *SERVICES):
            raise GRPCError(Status.NOT_FOUND, f"cannot check {request.service}: no such service")
        yield {"status": "SERVING"}

    async def health_watch(self, request: Any) -> Answers:
        yield {"status": "SERVING"}
        await asyncio.Event().wait()


class Served:
    """One service of `Upstream`'s, as grpclib wants it; notes each request."""

    def __init__(self, name: str, upstream: Upstream, note: Callable[[str], None]) -> None:
        self.service = pool().FindServiceByName(name)
        self.upstream = upstream
        self.note = note

    def __mapping__(self) -> dict[str, Handler]:
        return {
            f"/{self.service.full_name}/{method.name}": self._handler(method)
            for method in self.service.methods
        }

    def _handler(self, method: MethodDescriptor) -> Handler:
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", f"{self.service.name}_{method.name}").lower()
        answer = getattr(self.upstream, name, None)
        wanted = message_factory.GetMessageClass(method.input_type)
        made = message_factory.GetMessageClass(method.output_type)

        async def serve(stream: Stream[Message, Message]) -> None:
            request = await stream.recv_message()
            assert request is not None
            document = json_format.MessageToDict(request, preserving_proto_field_name=True)
            self.note(f"{self.service.name}/{method.name} {json.dumps(document, sort_keys=True)}")
            if answer is None:
                raise GRPCError(Status.UNIMPLEMENTED, f"cannot {method.name}: not served")
            async for fields in answer(request):
                await stream.send_message(json_format.ParseDict(fields, made()))

        many = method.server_streaming
        return Handler(
            serve, Cardinality.UNARY_STREAM if many else Cardinality.UNARY_UNARY, wanted, made
        )


class UpstreamDaemon(ScriptDaemon):
    """ScriptDaemon with upstream's services; `requests` has a line for each request of theirs."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        upstream = Upstream()
        super().__init__([Served(name, upstream, self.requests.append) for name in SERVICES])
