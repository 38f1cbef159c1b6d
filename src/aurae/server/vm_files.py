"""The calls of VmService that move files and metadata into guests and out of them."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model import metadata as documents
from aurae.model.refusal import BadValue, FailedPrecondition, InvalidField
from aurae.model.vm import Metadata
from aurae.proto import containers_pb2 as files
from aurae.proto import vms_pb2 as api
from aurae.server import convert_vms as convert
from aurae.server.containers import data_of
from aurae.server.convert_containers import path as checked_path
from aurae.server.errors import inside
from aurae.server.pieces import pieces
from aurae.server.vm_calls import VmCalls

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.model.workload import WorkloadSpec
    from aurae.vms.guest_files import GuestFiles
    from aurae.vms.networking import Networking
else:
    from aurae.model.override import override


class VmFileCalls(VmCalls):
    """Moves files."""

    _files: GuestFiles
    _networking: Networking

    @override
    async def CopyIn(self, stream: Stream[files.CopyInRequest, files.CopyInResponse]) -> None:  # noqa: N802  # named by the proto
        """Unpack an archive into a guest."""
        request = await stream.recv_message()
        if request is None or request.WhichOneof("request") != "start":
            raise InvalidField("copy", "start", "has to be the first message")
        start = request.start
        found = await self._find("copy to", start.name)
        action = f"copy to {found.full_name}"
        with inside("start"):
            path = checked_path(action, start.path)
        guest = self._vms.machine(found, action).agent(action)
        async with aclosing(pieces(action, stream, data_of)) as archive:
            entries = await self._files.copy_in(
                guest, path, archive, keep_owners=start.keep_owners, replace=start.replace
            )
        await stream.send_message(files.CopyInResponse(entries=entries))

    @override
    async def CopyOut(self, stream: Stream[files.CopyOutRequest, files.CopyOutResponse]) -> None:  # noqa: N802  # named by the proto
        """Pack a file or folder of a guest."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._find("copy from", request.name)
        action = f"copy from {found.full_name}"
        path = checked_path(action, request.path)
        guest = self._vms.machine(found, action).agent(action)
        copying = self._files.copy_out(guest, path, follow=request.follow)
        async with aclosing(copying) as archive:
            async for piece in archive:
                await stream.send_message(files.CopyOutResponse(data=piece))

    @override
    async def GetMetadata(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceGetMetadataRequest, api.VmServiceGetMetadataResponse]
    ) -> None:
        """Show what a guest reads."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._find("read the metadata of", request.vm_id)
        if found.vm is None:
            why = "it is a single run: what was asked of it is not kept"
            raise FailedPrecondition(f"read the metadata of {found.full_name}", why)
        await stream.send_message(
            api.VmServiceGetMetadataResponse(metadata=convert.metadata(found.vm.metadata))
        )

    @override
    async def SetMetadata(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceSetMetadataRequest, api.VmServiceSetMetadataResponse]
    ) -> None:
        """Change what a guest reads."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._find("set the metadata of", request.vm_id)
        action = f"set the metadata of {found.full_name}"
        if found.life is None or found.vm is None:
            why = "it is a single run: what was asked of it is not kept"
            raise FailedPrecondition(action, why)

        def changed(spec: WorkloadSpec) -> WorkloadSpec:
            assert spec.vm is not None
            metadata = _changed(action, request, spec.vm.metadata)
            return replace(spec, vm=replace(spec.vm, metadata=metadata))

        vm = (await self._runtime.alter(found.life, changed)).vm
        assert vm is not None
        if not found.is_down:
            self._networking.tell(found.key, vm, action)
        await stream.send_message(
            api.VmServiceSetMetadataResponse(metadata=convert.metadata(vm.metadata))
        )


def _changed(
    action: str, request: api.VmServiceSetMetadataRequest, known: Metadata | None
) -> Metadata:
    """Return what a guest is to read; InvalidField when it can be no document."""
    usual = known or Metadata()
    try:
        if request.merge:
            document = documents.merge(usual.document or "{}", request.document)
        else:
            document = request.document
        documents.parse(document)
    except BadValue as error:
        raise InvalidField(action, "document", error.why) from None
    version = convert.metadata_version(action, request.version) or usual.version
    return Metadata(document, version)
