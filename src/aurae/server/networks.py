"""NetworkService: networks are made, looked at and removed, containers connected, ports published."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.model.refusal import Denied, FailedPrecondition, NotFound
from aurae.proto import networks_pb2 as api
from aurae.proto.networks_grpc import NetworkServiceBase
from aurae.server import caller
from aurae.server import convert_networks as convert
from aurae.server.convert import name as split

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.containers.connecting import Connecting
    from aurae.containers.containers import Containers
    from aurae.model.network import Network
    from aurae.networks.all_networks import AllNetworks
    from aurae.services.found import Found
else:
    from aurae.model.override import override


class NetworkService(NetworkServiceBase):
    """Answers for networks."""

    def __init__(
        self,
        networks: AllNetworks,
        containers: Containers,
        connecting: Connecting,
    ) -> None:
        """The rooms have taken over what there is."""
        self._networks = networks
        self._containers = containers
        self._connecting = connecting

    @override
    async def Create(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CreateNetworkRequest, api.CreateNetworkResponse]
    ) -> None:
        """Make a network."""
        request = await stream.recv_message()
        assert request is not None
        spec = convert.spec(request.network)
        owner, action = str(caller.current()), f"create network {spec.name}"
        made = await self._networks.create(spec, owner, action)
        await stream.send_message(api.CreateNetworkResponse(network=convert.network(made)))

    @override
    async def Get(  # noqa: N802  # named by the proto
        self, stream: Stream[api.GetNetworkRequest, api.GetNetworkResponse]
    ) -> None:
        """Show a network, and who is on it."""
        request = await stream.recv_message()
        assert request is not None
        network = self._network("inspect", request.name)
        await stream.send_message(
            api.GetNetworkResponse(
                network=convert.network(network),
                endpoints=[
                    convert.endpoint(one, network.name) for one in self._networks.members(network)
                ],
            )
        )

    @override
    async def List(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ListNetworksRequest, api.ListNetworksResponse]
    ) -> None:
        """Show all networks."""
        request = await stream.recv_message()
        assert request is not None
        labels = convert.labels("list networks", request.labels)
        found = [one for one in self._networks.everything() if convert.has_labels(one, labels)]
        await stream.send_message(
            api.ListNetworksResponse(networks=[convert.network(one) for one in found])
        )

    @override
    async def Delete(  # noqa: N802  # named by the proto
        self, stream: Stream[api.DeleteNetworkRequest, api.DeleteNetworkResponse]
    ) -> None:
        """Forget a network."""
        request = await stream.recv_message()
        assert request is not None
        name = self._network("delete", request.name).name
        await self._networks.delete(name, str(caller.current()), f"delete network {name}")
        await stream.send_message(api.DeleteNetworkResponse())

    @override
    async def Prune(  # noqa: N802  # named by the proto
        self, stream: Stream[api.PruneNetworksRequest, api.PruneNetworksResponse]
    ) -> None:
        """Delete the caller's networks that nobody is on."""
        request = await stream.recv_message()
        assert request is not None
        labels = convert.labels("prune networks", request.labels)
        owner, gone = str(caller.current()), []
        for network in self._networks.everything():
            if network.owner != owner or not convert.has_labels(network, labels):
                continue
            with suppress(FailedPrecondition, NotFound, Denied):
                await self._networks.delete(network.name, owner, "prune networks")
                gone.append(network.name)
        await stream.send_message(api.PruneNetworksResponse(names=gone))

    @override
    async def Connect(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ConnectNetworkRequest, api.ConnectNetworkResponse]
    ) -> None:
        """Connect a container to one more network."""
        request = await stream.recv_message()
        assert request is not None
        attachment = convert.attachment(f"connect {request.name}", request.attachment)
        found = await self._find("connect", request.name)
        made = await self._connecting.connect(found, attachment)
        answer = api.ConnectNetworkResponse()
        if made is not None:
            network = self._networks.network_of(made)
            answer.endpoint.CopyFrom(convert.endpoint(made, network.name))
        await stream.send_message(answer)

    @override
    async def Disconnect(  # noqa: N802  # named by the proto
        self, stream: Stream[api.DisconnectNetworkRequest, api.DisconnectNetworkResponse]
    ) -> None:
        """Take a container off a network."""
        request = await stream.recv_message()
        assert request is not None
        network = convert.name("disconnect from", request.network, "network")
        found = await self._find("disconnect", request.name)
        await self._connecting.disconnect(found, network)
        await stream.send_message(api.DisconnectNetworkResponse())

    @override
    async def Publish(  # noqa: N802  # named by the proto
        self, stream: Stream[api.PublishPortRequest, api.PublishPortResponse]
    ) -> None:
        """Publish a port of a container."""
        request = await stream.recv_message()
        assert request is not None
        port = convert.port(f"publish a port of {request.name}", request.port)
        made = await self._connecting.publish(await self._find("publish", request.name), port)
        await stream.send_message(api.PublishPortResponse(port=convert.port_message(made)))

    @override
    async def Unpublish(  # noqa: N802  # named by the proto
        self, stream: Stream[api.UnpublishPortRequest, api.UnpublishPortResponse]
    ) -> None:
        """End the publication of a port."""
        request = await stream.recv_message()
        assert request is not None
        port = convert.port(f"unpublish a port of {request.name}", request.port)
        gone = await self._connecting.unpublish(await self._find("unpublish", request.name), port)
        await stream.send_message(
            api.UnpublishPortResponse(ports=[convert.port_message(one) for one in gone])
        )

    @override
    async def ListPorts(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ListPortsRequest, api.ListPortsResponse]
    ) -> None:
        """Show published ports."""
        request = await stream.recv_message()
        assert request is not None
        if request.name:
            found = await self._find("list the ports of", request.name)
            endpoints = list(self._networks.endpoints(found.key))
        else:
            endpoints = [
                one
                for network in self._networks.everything()
                for one in self._networks.members(network)
            ]
        await stream.send_message(api.ListPortsResponse(ports=convert.ports(endpoints)))

    @override
    async def Reconcile(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ReconcileNetworksRequest, api.ReconcileNetworksResponse]
    ) -> None:
        """Put right what is not as it has to be."""
        await stream.recv_message()
        repaired = await self._networks.reconcile()
        await stream.send_message(api.ReconcileNetworksResponse(repaired=repaired))

    async def _find(self, verb: str, name: str) -> Found:
        return await self._containers.find(*split(verb, name), verb)

    def _network(self, verb: str, text: str) -> Network:
        """Return the network of a request; `default` is the caller's own."""
        action = f"{verb} network {convert.shown(text)}"
        owner = str(caller.current())
        return self._connecting.network(convert.name(verb, text), owner, action)
