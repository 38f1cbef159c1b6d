"""Containers of the busybox image, through the API."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import grpc
from google.protobuf.duration_pb2 import Duration

from aurae.proto import images_pb2, runtime_pb2, service_pb2
from tests.support.api import Api
from tests.support.busybox_image import archive, base_layer
from tests.support.daemon import Daemon

IMAGE = "busybox:1"


def load(daemon: Daemon, name: str = IMAGE, *layers: bytes, **config: Any) -> None:
    """Have an image of busybox and further layers on a node."""
    path = daemon.folder / "image.tar"
    path.write_bytes(archive(name, base_layer(), *layers, **({"Cmd": ["/bin/sh"]} | config)))
    done = daemon.aer("image", "load", "-i", str(path))
    assert done.returncode == 0, done.stderr
    path.unlink()


@contextmanager
def loaded(daemon: Daemon, name: str = IMAGE, *layers: bytes, **config: Any) -> Iterator[str]:
    """Have an image while the block runs."""
    load(daemon, name, *layers, **config)
    try:
        yield name
    finally:
        with Api(daemon.client_config) as api:
            api.call("ImageService.Remove", images_pb2.RemoveImageRequest(name=name))


def spec(
    *argv: str,
    name: str = "",
    cell: str = "",
    process: dict[str, Any] | None = None,
    service: service_pb2.Service | None = None,
    **container: Any,
) -> runtime_pb2.WorkloadSpec:
    """Return what a container is asked to be."""
    executable = runtime_pb2.Executable(argv=argv, **(process or {}))
    made = runtime_pb2.Container(process=executable, **({"image": IMAGE} | container))
    return runtime_pb2.WorkloadSpec(name=name, cell=cell, container=made, service=service)


def run(api: Api, *argv: str, wait: float = 60, **more: Any) -> Any:
    """Run a container to its end and return the whole answer."""
    limit = Duration()
    limit.FromMilliseconds(round(wait * 1000))
    request = runtime_pb2.StartRequest(workload=spec(*argv, **more), wait=limit)
    return api.call("RuntimeService.Start", request, wait + 30)


def said(api: Api, *argv: str, **more: Any) -> str:
    """Run a container that ends well and return what it wrote."""
    answer = run(api, *argv, **more)
    text: str = answer.output.stdout.decode() + answer.output.stderr.decode()
    assert answer.workload.exit_code == 0, (answer.workload, text)
    return text


def shell(api: Api, script: str, **more: Any) -> str:
    """Run a script that ends well in a container and return what it wrote."""
    return said(api, "/bin/sh", "-ec", script, **more)


def start(api: Api, *argv: str, **more: Any) -> runtime_pb2.Workload:
    """Start a container."""
    request = runtime_pb2.StartRequest(workload=spec(*argv, **more))
    workload: runtime_pb2.Workload = api.call("RuntimeService.Start", request).workload
    return workload


def refused(api: Api, *argv: str, **more: Any) -> tuple[grpc.StatusCode, str]:
    """Ask for a container that is refused; return the code and the text."""
    try:
        answer = run(api, *argv, **more)
    except grpc.RpcError as error:
        return error.code(), error.details() or ""
    raise AssertionError(f"it was not refused: {answer}")


def service(
    name: str,
    *argv: str,
    cell: str = "",
    container: dict[str, Any] | None = None,
    process: dict[str, Any] | None = None,
    **service: Any,
) -> dict[str, Any]:
    """Return the specification of a service that is a container, as proto JSON."""
    made = {"image": IMAGE, "process": {"argv": argv, **(process or {})}, **(container or {})}
    return {"name": name, "cell": cell, "container": made, "service": service}
