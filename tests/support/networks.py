"""Networks and containers on them, through the API of a daemon that has a network of its own."""

from typing import Any

import grpc

from aurae.proto import containers_pb2, networks_pb2, runtime_pb2
from tests.support.api import Api
from tests.support.containers import spec
from tests.support.netns_daemon import NetnsDaemon
from tests.support.require import need
from tests.support.until import until

Attachment = networks_pb2.Attachment
Port = networks_pb2.PublishedPort
UDP = Port.PROTOCOL_UDP


def create(api: Api, name: str, **fields: Any) -> networks_pb2.Network:
    """Make a network."""
    wanted = networks_pb2.NetworkSpec(name=name, **fields)
    request = networks_pb2.CreateNetworkRequest(network=wanted)
    made: networks_pb2.Network = api.call("NetworkService.Create", request).network
    return made


def delete(api: Api, name: str) -> None:
    """Delete a network."""
    api.call("NetworkService.Delete", networks_pb2.DeleteNetworkRequest(name=name))


def names(api: Api) -> list[str]:
    """Return the names of all networks."""
    found = api.call("NetworkService.List", networks_pb2.ListNetworksRequest()).networks
    return [one.spec.name for one in found]


def endpoints(api: Api, name: str) -> list[networks_pb2.Endpoint]:
    """Return who is on a network."""
    request = networks_pb2.GetNetworkRequest(name=name)
    return list(api.call("NetworkService.Get", request).endpoints)


def ports(api: Api, name: str = "") -> list[networks_pb2.Port]:
    """Return published ports."""
    request = networks_pb2.ListPortsRequest(name=name)
    return list(api.call("NetworkService.ListPorts", request).ports)


def connect(api: Api, name: str, network: str, **fields: Any) -> networks_pb2.Endpoint:
    """Connect a container to one more network."""
    request = networks_pb2.ConnectNetworkRequest(
        name=name, attachment=Attachment(network=network, **fields)
    )
    found: networks_pb2.Endpoint = api.call("NetworkService.Connect", request).endpoint
    return found


def disconnect(api: Api, name: str, network: str) -> None:
    """Take a container off a network."""
    request = networks_pb2.DisconnectNetworkRequest(name=name, network=network)
    api.call("NetworkService.Disconnect", request)


def publish(api: Api, name: str, port: int, **fields: Any) -> networks_pb2.PublishedPort:
    """Publish a port of a container."""
    request = networks_pb2.PublishPortRequest(name=name, port=Port(port=port, **fields))
    found: networks_pb2.PublishedPort = api.call("NetworkService.Publish", request).port
    return found


def unpublish(api: Api, name: str, port: int, **fields: Any) -> list[networks_pb2.PublishedPort]:
    """End the publication of a port."""
    request = networks_pb2.UnpublishPortRequest(name=name, port=Port(port=port, **fields))
    return list(api.call("NetworkService.Unpublish", request).ports)


def repair(api: Api) -> list[str]:
    """Have what somebody has changed put right, and return what that was."""
    answer = api.call("NetworkService.Reconcile", networks_pb2.ReconcileNetworksRequest())
    return list(answer.repaired)


def keep(api: Api, name: str, *argv: str, **more: Any) -> containers_pb2.ContainerState:
    """Make a container that is kept, and start it."""
    made = spec(*argv, name=name, **more)
    api.call("ContainerService.Create", containers_pb2.CreateContainerRequest(workload=made))
    return up(api, name)


def up(api: Api, name: str) -> containers_pb2.ContainerState:
    """Start a container that is down."""
    request = containers_pb2.StartContainerRequest(name=name)
    found: containers_pb2.ContainerState = api.call("ContainerService.Start", request).container
    return found


def down(api: Api, name: str) -> None:
    """Stop a container at once."""
    request = containers_pb2.StopContainerRequest(name=name)
    request.timeout.SetInParent()
    api.call("ContainerService.Stop", request)


def remove(api: Api, name: str) -> None:
    """Forget a container, whatever it does."""
    request = containers_pb2.DeleteContainerRequest(name=name, force=True)
    api.call("ContainerService.Delete", request)


def kept_spec(api: Api, name: str) -> runtime_pb2.Container:
    """Return what is asked of a container that is kept."""
    request = containers_pb2.GetContainerRequest(name=name)
    found: runtime_pb2.Container = api.call("ContainerService.Get", request).spec.container
    return found


def refusal(error: grpc.RpcError) -> tuple[grpc.StatusCode, str]:
    """Return code and text of what was refused."""
    return error.code(), error.details() or ""


def serve(text: str, port: int = 80) -> tuple[str, ...]:
    """Return the words of a container that says this to everybody who asks by HTTP, and dies when told to."""
    script = (
        f"trap 'exit 0' TERM; mkdir -p /tmp/www; echo {text} > /tmp/www/index.html; "
        f"httpd -p [::]:{port} -h /tmp/www; sleep 100000 & wait"
    )
    return ("/bin/sh", "-c", script)


def says(daemon: NetnsDaemon, url: str, *, inside: bool = False) -> str:
    """Return what a page says, asked for from outside or from the daemon's machine; empty for none."""
    ask = daemon.inside if inside else daemon.outside
    return ask(need("curl"), "-s", "-m", "2", "--noproxy", "*", url, check=False).strip()


def says_soon(daemon: NetnsDaemon, url: str, text: str, *, inside: bool = False) -> None:
    """Wait until a page says this: a program takes its time until it listens."""
    until(lambda: says(daemon, url, inside=inside) == text, f"{url} says {text}")


def asked_of(address: str) -> str:
    """Return the script that asks a server in a container for its page, until there is one."""
    return f"until printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 2 {address} 80 | grep hello; do sleep 0.1; done"
