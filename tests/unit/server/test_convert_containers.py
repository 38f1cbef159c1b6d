"""A container's message becomes what the model knows and comes back, without its secrets."""

from dataclasses import replace

import pytest
from google.protobuf.duration_pb2 import Duration

from aurae.model.cell import Limits, Memory
from aurae.model.container import (
    BindMount,
    Container,
    Dns,
    Mount,
    Network,
    Paths,
    Propagation,
    SecretMount,
)
from aurae.model.execution import Credential
from aurae.model.refusal import InvalidField
from aurae.model.service import Service
from aurae.model.workload import Executable, Kind, WorkloadSpec
from aurae.proto import cells_pb2, container_pb2
from aurae.proto import runtime_pb2 as api
from aurae.server import convert_spec

CONTAINER = Container(
    image="nginx:1.27",
    entrypoint=("/entry",),
    hostname="web-1",
    network=Network.HOST,
    mounts=(
        Mount("/data", bind=BindMount("/srv", Propagation.SLAVE, recursive=False)),
        Mount("/part", bind=BindMount("/srv", sub_path="a/b", set_ids=True, devices=True)),
        Mount("/run/key", read_only=True, secret=SecretMount(file="/etc/key", mode=0o440)),
    ),
    sysctls={"net.core.somaxconn": "10"},
    shm_size=8192,
    limits=Limits(memory=Memory(max=1 << 20)),
    dns=Dns(servers=("127.0.0.1",)),
    masked_paths=Paths(),
    labels={"a": "b"},
)
FULL = WorkloadSpec(
    "web",
    Executable(
        ("serve", "-v"),
        env={"A": "1"},
        user="www-data:www-data",
        stop_signal=3,
        stop_timeout=1.5,
        credentials=(Credential("key", file="/etc/key"),),
    ),
    Service(description="a web"),
    CONTAINER,
)


IO = cells_pb2.IoController(devices=[cells_pb2.IoDevice(device="1:1")] * 65)


def spec(**container):
    container.setdefault("image", "nginx")
    return convert_spec.spec(api.WorkloadSpec(name="web", container=api.Container(**container)))


def test_all_that_is_said_comes_back():
    message = convert_spec.spec_message(FULL, "a")
    assert message.WhichOneof("kind") == "container"
    assert message.container.process.stop_signal == "SIGQUIT"
    assert convert_spec.spec(api.WorkloadSpec.FromString(message.SerializeToString())) == FULL


def test_what_is_not_said_is_left_to_the_image():
    found = spec()
    assert found.kind is Kind.CONTAINER
    assert found.container == Container("nginx")
    assert found.executable == Executable((), stop_signal=0)
    assert convert_spec.spec(convert_spec.spec_message(found, "")) == found


def test_a_list_of_paths_may_be_there_and_empty():
    assert spec(masked_paths=container_pb2.Paths()).container.masked_paths == Paths()
    assert spec().container.masked_paths is None


@pytest.mark.parametrize(
    ("container", "text"),
    [
        ({"image": ""}, "cannot start web: container.image: is not set"),
        ({"process": api.Executable(argv=["a"], command="b")}, "container.process.command: excl"),
        ({"process": api.Executable(shell=True)}, "container.process.command: is empty"),
        ({"process": api.Executable(stop_signal="SIGX")}, "container.process.stop_signal: unkno"),
        (
            {"process": api.Executable(stop_timeout=Duration(seconds=-1))},
            "container.process.stop_timeout: is not between 0 s and 1 h",
        ),
        ({"network": 9}, "container.network: has no value 9"),
        ({"mounts": [container_pb2.Mount()]}, "container.mounts[0].target: is not set"),
        (
            {"mounts": [container_pb2.Mount(target="/a")] * 257},
            "container.mounts: has 257 entries",
        ),
        ({"devices": [container_pb2.DeviceNode()] * 65}, "container.devices: has 65 entries"),
        (
            {"limits": container_pb2.Limits(io=IO)},
            "container.limits.io.devices: has 65 entries",
        ),
    ],
)
def test_a_bad_field_is_named(container, text):
    with pytest.raises(InvalidField) as caught:
        spec(**container)
    assert text in str(caught.value)


def test_secrets_are_not_shown_and_stay_in_an_edit_that_names_them():
    secret = Mount("/run/key", secret=SecretMount(b"hidden", mode=0o400))
    container = replace(CONTAINER, mounts=(secret,))
    executable = replace(
        FULL.executable, stdin=b"hidden", credentials=(Credential("a", b"hidden"),)
    )
    item = replace(FULL, executable=executable, container=container)
    message = convert_spec.spec_message(item, "")
    assert b"hidden" not in message.SerializeToString()
    assert "hidden" not in repr(item.container)
    back = convert_spec.spec(message)
    assert convert_spec.secrets_of(back, item) == item
    moved = replace(container, mounts=(replace(secret, target="/other"),))
    other = convert_spec.secrets_of(back, replace(item, container=moved))
    assert other.container is not None
    assert other.container.mounts[0].secret == SecretMount(mode=0o400)
