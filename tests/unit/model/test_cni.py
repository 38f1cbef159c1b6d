"""Files and answers of CNI: what is read of them, and that nothing else is raised than BadValue."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model import cni
from aurae.model.refusal import BadValue

BRIDGE = {
    "cniVersion": "1.0.0",
    "name": "podman",
    "plugins": [
        {"type": "bridge", "bridge": "cni0", "ipam": {"type": "host-local"}},
        {"type": "portmap", "capabilities": {"portMappings": True, "aliases": False}},
    ],
}
RESULT = {
    "cniVersion": "1.0.0",
    "interfaces": [
        {"name": "cni0", "mac": "0A:00:00:00:00:01"},
        {"name": "veth1", "mac": "0a:00:00:00:00:02"},
        {"name": "eth0", "mac": "0A:00:00:00:00:03", "sandbox": "/proc/7/ns/net"},
    ],
    "ips": [
        {"interface": 2, "address": "10.1.0.5/24", "gateway": "10.1.0.1"},
        {"interface": 2, "address": "fd00::5/64", "gateway": "fd00::1"},
        {"interface": 0, "address": "10.9.9.9/24"},
    ],
    "routes": [{"dst": "0.0.0.0/0"}],
    "dns": {"nameservers": ["10.1.0.1"]},
}


def data(value: object) -> bytes:
    return json.dumps(value).encode()


def test_a_list_of_plug_ins_is_read():
    found = cni.configuration(data(BRIDGE))
    assert (found.name, found.version) == ("podman", "1.0.0")
    assert [plugin.type for plugin in found.plugins] == ["bridge", "portmap"]
    assert found.plugins[1].capabilities == {"portMappings"}
    assert found.plugins[0].capabilities == set()


def test_a_file_of_one_plug_in_is_a_list_of_one():
    found = cni.configuration(data({"cniVersion": "0.4.0", "name": "a", "type": "bridge"}))
    assert [plugin.type for plugin in found.plugins] == ["bridge"]


def test_the_newest_version_that_both_speak_is_taken():
    versions = {"cniVersions": ["0.3.1", "1.1.0", "9.0.0"], "cniVersion": "0.4.0"}
    assert cni.configuration(data({**BRIDGE, **versions})).version == "1.1.0"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"cniVersion": "0.2.0"}, "cniVersion"),
        ({"cniVersion": None}, "cniVersion"),
        ({"name": "../etc"}, "name"),
        ({"name": "host"}, "name"),
        ({"name": "a_b"}, "name"),
        ({"plugins": []}, "plugins"),
        ({"plugins": [{"type": "../../bin/sh"}]}, "plugins[0].type"),
        ({"plugins": [{}]}, "plugins[0].type"),
        ({"plugins": [7]}, "plugins[0]"),
        ({"plugins": [{"type": "a"}] * 33}, "plugins"),
        ({"disableCheck": "yes"}, "disableCheck"),
    ],
)
def test_what_is_no_configuration_is_refused_by_its_field(change, field):
    with pytest.raises(BadValue) as refused:
        cni.configuration(data({**BRIDGE, **change}))
    assert refused.value.field == field


def test_an_answer_tells_the_addresses_of_the_workloads_own_interface():
    found, whole = cni.result(data(RESULT), "eth0")
    assert (found.ipv4, found.ipv6) == ("10.1.0.5", "fd00::5")
    assert found.mac == "0a:00:00:00:00:03"
    assert found.gateways == ("10.1.0.1", "fd00::1")
    assert found.servers == ("10.1.0.1",)
    assert whole == RESULT


def test_an_answer_about_other_interfaces_is_refused():
    with pytest.raises(BadValue, match="interfaces: has no eth7 of the workload"):
        cni.result(data(RESULT), "eth7")


def test_an_answer_may_tell_of_no_interface_at_all():
    plain = {"cniVersion": "0.4.0", "ips": [{"address": "10.1.0.5/24"}]}
    assert cni.result(data(plain), "eth0")[0].ipv4 == "10.1.0.5"
    assert cni.result(data({"cniVersion": "0.4.0"}), "eth0")[0] == cni.Result("0.4.0")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"cniVersion": "0.2.0"}, "cniVersion"),
        ({"interfaces": [{"name": "a/b"}]}, "interfaces[0].name"),
        ({"interfaces": [{"name": "x" * 16}]}, "interfaces[0].name"),
        ({"interfaces": 3}, "interfaces"),
        ({"ips": [{"address": "nonsense"}]}, "ips[0].address"),
        ({"ips": [{"address": "10.1.0.5/24", "interface": 3}]}, "ips[0].interface"),
        ({"ips": [{"address": "10.1.0.5/24", "interface": -1}]}, "ips[0].interface"),
        ({"ips": [{"address": "10.1.0.5/24", "gateway": "x"}]}, "ips[0].gateway"),
        ({"routes": [{"dst": "here"}]}, "routes[0].dst"),
        ({"dns": {"nameservers": ["x"]}}, "dns.nameservers[0]"),
    ],
)
def test_what_is_no_answer_is_refused_by_its_field(change, field):
    with pytest.raises(BadValue) as refused:
        cni.result(data({**RESULT, **change}), "eth0")
    assert refused.value.field == field


def test_a_failure_is_one_bounded_line():
    said = data({"code": 11, "msg": "no\naddress\x1b[2J", "details": "x" * 900})
    found = cni.failure(said)
    assert found is not None
    assert found.code == 11
    assert found.message.startswith("no address [2J: xxx")
    assert len(found.message) == 500
    assert cni.failure(b"garbage") is None
    assert cni.failure(b"{}") is None
    assert cni.failure(data({"code": 7})) == cni.Failure(7, "code 7")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *(
                        "name",
                        "type",
                        "plugins",
                        "cniVersion",
                        "ips",
                        "address",
                        "interface",
                        "dns",
                    ),
                    *("interfaces", "routes", "dst", "gateway", "nameservers", "code", "msg"),
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.binary(max_size=64) | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_comes_is_read_or_refused(given_bytes):
    cni.failure(given_bytes)
    for read in (cni.configuration, lambda found: cni.result(found, "eth0"), cni.supported):
        with contextlib.suppress(BadValue):
            read(given_bytes)


@given(JSON, st.sampled_from([*RESULT]))
def test_an_answer_with_one_strange_field_is_read_or_refused(value, field):
    with contextlib.suppress(BadValue):
        cni.result(data({**RESULT, field: value}), "eth0")
