"""Plug-ins that misbehave, seen through the API: starts are refused with their words, and nothing is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import grpc
import pytest

from tests.support import networks
from tests.support.api import Api
from tests.support.cni import GOOD, Plugins
from tests.support.containers import load, said, start
from tests.support.netns_daemon import NetnsDaemon
from tests.support.networks import Attachment, Port, create, endpoints, names, ports, refusal
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.host

UNREADY, TAKEN = grpc.StatusCode.FAILED_PRECONDITION, grpc.StatusCode.ALREADY_EXISTS
ON = [Attachment(network="lab")]


@pytest.fixture(scope="module")
def plugins(tmp_path_factory: pytest.TempPathFactory) -> Plugins:
    """A network of one plug-in, which makes nothing."""
    found = Plugins(tmp_path_factory.mktemp("cni"))
    found.network({"type": "first"})
    return found


@pytest.fixture(scope="module")
def node(plugins: Plugins) -> Iterator[NetnsDaemon]:
    """A daemon with a network of its own that has these plug-ins."""
    folders = {"cni_conf_dir": str(plugins.etc), "cni_bin_dirs": str(plugins.bin)}
    with NetnsDaemon(**folders, cni_timeout="1s") as daemon:
        load(daemon)
        with Api(daemon.client_config) as connection:  # it keeps what the first network opens
            create(connection, "first")
            networks.delete(connection, "first")
        yield daemon


@pytest.fixture
def api(node: NetnsDaemon, plugins: Plugins) -> Iterator[Api]:
    """A connection; afterwards nobody is on the network, and no plug-in runs."""
    plugins.plugin("first", GOOD)
    with Api(node.client_config) as connection:
        yield connection
        assert endpoints(connection, "lab") == []
        assert ports(connection) == []
    until(lambda: not list(node.cgroup.glob(".cni_*")), "no plug-in runs")


def refused(call: Callable[..., Any], *words: Any, **more: Any) -> tuple[grpc.StatusCode, str]:
    """Return how a call is refused."""
    with pytest.raises(grpc.RpcError) as error:
        call(*words, **more)
    return refusal(error.value)


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ('echo \'{"code":7,"msg":"no room"}\'; exit 1', "network: plug-in first: no room"),
        ("exec sleep 1000", "network: plug-in first has not ended within 1 s"),
        ("echo rubbish", "network: plug-in first: its answer cannot be taken"),
    ],
)
def test_a_start_is_refused_with_the_words_of_the_plug_in(
    api: Api, plugins: Plugins, script: str, why: str
):
    plugins.plugin("first", f'[ "$CNI_COMMAND" = DEL ] && exit 0; {script}')
    code, text = refused(start, api, "true", name="web", networks=ON)
    assert code is UNREADY, text
    assert why in text
    assert plugins.calls("first")[-1] == "DEL"
    plugins.plugin("first", GOOD)
    said(api, "true", name="web", networks=ON)


def test_what_cannot_be_taken_back_is_owed_until_it_can(api: Api, plugins: Plugins):
    start(api, "/bin/sh", "-c", "sleep 1000", name="web", networks=ON)
    plugins.plugin("first", 'echo "not now" >&2; exit 1')
    networks.remove(api, "web")
    assert networks.repair(api) == []
    plugins.plugin("first", GOOD)
    assert networks.repair(api) == ["web on network 'lab' was not taken back"]
    assert networks.repair(api) == []


def test_a_network_of_plug_ins_is_neither_made_nor_deleted_nor_mixed(api: Api):
    assert names(api) == ["lab"]
    assert refused(create, api, "lab")[0] is TAKEN
    assert refused(networks.delete, api, "lab")[0] is UNREADY
    code, text = refused(start, api, "true", networks=ON, ports=[Port(port=80)])
    assert code is UNREADY
    assert "no plug-in of network 'lab' publishes ports" in text
    create(api, "lan")
    both = [*ON, Attachment(network="lan")]
    assert refused(start, api, "true", networks=both)[0] is UNREADY
    networks.delete(api, "lan")
    start(api, "/bin/sh", "-c", "sleep 1000", name="web", networks=ON)
    assert refused(networks.publish, api, "web", 80)[0] is UNREADY
    assert refused(networks.disconnect, api, "web", "lab")[0] is UNREADY
    networks.remove(api, "web")
