"""Which field was wrong, as google.rpc.BadRequest has it, read by protobuf's own library."""

import base64
from typing import Any

import pytest
from google.protobuf import any_pb2, descriptor_pb2, descriptor_pool, message_factory
from grpclib.const import Status
from grpclib.exceptions import GRPCError

from aurae.model.refusal import InvalidField, NotFound
from aurae.server.calls import refusal_headers
from aurae.server.errors import inside, translate


def messages() -> list[Any]:
    """google.rpc's Status and BadRequest, described as its protos describe them."""
    types = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="rpc.proto", package="google.rpc")
    file.dependency.append("google/protobuf/any.proto")
    status = file.message_type.add(name="Status")
    status.field.add(name="code", number=1, type=types.TYPE_INT32, label=1)
    status.field.add(name="message", number=2, type=types.TYPE_STRING, label=1)
    status.field.add(
        name="details",
        number=3,
        type=types.TYPE_MESSAGE,
        label=3,
        type_name=".google.protobuf.Any",
    )
    bad = file.message_type.add(name="BadRequest")
    violation = bad.nested_type.add(name="FieldViolation")
    violation.field.add(name="field", number=1, type=types.TYPE_STRING, label=1)
    violation.field.add(name="description", number=2, type=types.TYPE_STRING, label=1)
    bad.field.add(
        name="field_violations",
        number=1,
        type=types.TYPE_MESSAGE,
        label=3,
        type_name=".google.rpc.BadRequest.FieldViolation",
    )
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(any_pb2.DESCRIPTOR.serialized_pb)
    pool.Add(file)
    return [
        message_factory.GetMessageClass(pool.FindMessageTypeByName(f"google.rpc.{name}"))
        for name in ("Status", "BadRequest")
    ]


def details(error: Exception) -> dict[str, str]:
    """The bad fields in the headers that answer with this error, and why."""
    answer = translate(error)
    assert isinstance(answer, GRPCError)
    headers = dict(refusal_headers(answer))
    encoded = headers.get("grpc-status-details-bin")
    if encoded is None:
        return {}
    status_type, bad_type = messages()
    status = status_type.FromString(base64.b64decode(encoded + "=" * (-len(encoded) % 4)))
    assert status.code == answer.status.value
    assert status.message == answer.message
    (packed,) = status.details
    bad = bad_type()
    assert packed.type_url == "type.googleapis.com/google.rpc.BadRequest"
    bad.ParseFromString(packed.value)
    return {one.field: one.description for one in bad.field_violations}


@pytest.mark.parametrize("why", ["is empty", "x" * 127, "x" * 128, "naïve €"])
def test_a_bad_field_is_named_with_the_reason(why: str) -> None:
    assert details(InvalidField("start web", "wait", why)) == {"wait": f"wait: {why}"}


def test_a_field_inside_a_part_has_its_whole_path_and_the_text_stays() -> None:
    with pytest.raises(InvalidField) as caught, inside("workload"):
        raise InvalidField("start web", "executable.argv[0]", "is empty")
    assert details(caught.value) == {"workload.executable.argv[0]": "executable.argv[0]: is empty"}
    assert str(caught.value) == "cannot start web: executable.argv[0]: is empty"


def test_what_is_about_no_field_has_no_details() -> None:
    assert details(NotFound("get web", "no such workload")) == {}
    assert details(InvalidField("read logs", "", "is over")) == {}


def test_long_details_are_left_out_so_that_the_headers_fit() -> None:
    error = InvalidField("start web", "wait", "x" * 5000)
    assert details(error) == {}
    answer = translate(error)
    assert answer is not None
    assert answer.status is Status.INVALID_ARGUMENT
