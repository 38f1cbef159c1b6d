"""An RPC is done when it is in the access table, aer, the script library, the docs and a test."""

import re
from pathlib import Path

import pytest
from grpclib.health.v1 import health_pb2

from aurae.proto import (
    cells_pb2,
    containers_pb2,
    discovery_pb2,
    identity_pb2,
    images_pb2,
    networks_pb2,
    pods_pb2,
    rollouts_pb2,
    runtime_pb2,
    system_pb2,
    vms_pb2,
)
from aurae.server.access import ACCESS

ROOT = Path(__file__).resolve().parent.parent.parent
RPCS = [
    (Path(module.DESCRIPTOR.name).stem, service.full_name, service.name, method.name)
    for module in (
        cells_pb2,
        containers_pb2,
        discovery_pb2,
        identity_pb2,
        images_pb2,
        networks_pb2,
        pods_pb2,
        rollouts_pb2,
        runtime_pb2,
        system_pb2,
        vms_pb2,
        health_pb2,
    )
    for service in module.DESCRIPTOR.services_by_name.values()
    for method in service.methods
]


def read(*patterns: str) -> str:
    """Return the text of all files that match, one behind the other."""
    found = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    assert found, f"nothing matches {patterns}"
    return "\n".join(path.read_text() for path in found)


CLIENTS = read("src/aurae/cli/*.py", "src/aurae/client/*.py")
DOCS = read("docs/reference/api.md")
TESTS = read("tests/unit/**/*.py", "tests/host/*.py", "tests/support/*.py")


@pytest.mark.parametrize(("module", "full_name", "service", "method"), RPCS)
def test_an_rpc_is_everywhere(module: str, full_name: str, service: str, method: str) -> None:
    # Its own module: those of services that only upstream has use the same words.
    script = read(f"sdk/typescript/gen/{module}.ts")
    camel = method[0].lower() + method[1:]
    assert f"/{full_name}/{method}" in ACCESS, "the access table"
    assert re.search(rf"\.{method}\b", CLIENTS), "aer"
    assert re.search(rf"\b{camel}\(", script), "the script library"
    assert re.search(rf"\b{service}\b", script), "the script library"
    assert re.search(rf"\b{method}\b", TESTS), "a test"
    if full_name.startswith("aurae."):
        assert re.search(rf"\b{method}\b", DOCS), "the reference"


def test_what_is_served_is_in_proto_alone() -> None:
    served, upstream = (
        {str(path.relative_to(ROOT / folder)) for path in (ROOT / folder).rglob("*.proto")}
        for folder in ("proto", "sdk/typescript/upstream")
    )
    assert served & upstream == set()
    names = [Path(path).name for path in served | upstream]
    assert len(set(names)) == len(names), "each is a module of the script library"
