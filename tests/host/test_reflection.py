"""A stock gRPC client learns the API from the daemon itself, as grpcurl would."""

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorProto
from grpclib.reflection.v1 import reflection_pb2 as v1
from grpclib.reflection.v1alpha import reflection_pb2 as v1alpha

from tests.support.api import Api
from tests.support.daemon import Daemon

pytestmark = pytest.mark.host


@pytest.mark.parametrize(("package", "messages"), [("v1", v1), ("v1alpha", v1alpha)])
def test_a_client_can_list_services_and_fetch_their_files(
    shared_daemon: Daemon, package, messages
):
    shared_daemon.login()
    with Api(shared_daemon.home / ".aurae" / "config") as api:
        ask = api._channel.stream_stream(
            f"/grpc.reflection.{package}.ServerReflection/ServerReflectionInfo",
            messages.ServerReflectionRequest.SerializeToString,
            messages.ServerReflectionResponse.FromString,
        )
        requests = [
            messages.ServerReflectionRequest(list_services=""),
            messages.ServerReflectionRequest(
                file_containing_symbol="aurae.runtime.v0.RuntimeService"
            ),
            messages.ServerReflectionRequest(file_by_filename="google/protobuf/timestamp.proto"),
        ]
        listed, runtime, timestamp = ask(iter(requests), timeout=20)
    names = {service.name for service in listed.list_services_response.service}
    assert {
        "aurae.cells.v0.CellService",
        "aurae.discovery.v0.DiscoveryService",
        "aurae.identity.v0.IdentityService",
        "aurae.runtime.v0.RuntimeService",
        "aurae.system.v0.SystemService",
        "grpc.health.v1.Health",
    } <= names
    file = FileDescriptorProto.FromString(
        runtime.file_descriptor_response.file_descriptor_proto[0]
    )
    assert file.name == "aurae/runtime/v0/runtime.proto"
    assert timestamp.file_descriptor_response.file_descriptor_proto
