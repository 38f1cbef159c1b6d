"""The words of the options of containers, and what `aer container run` makes of all of them."""

import argparse
import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.cli import aer, container_options, container_words
from aurae.cli.container_cp import Place, place
from aurae.cli.container_ls import label
from aurae.client.errors import ClientError
from aurae.proto.runtime_pb2 import WorkloadSpec

READERS = (
    container_words.volume, container_words.mount, container_words.tmpfs, container_words.device,
    container_words.host, container_words.cpus, container_words.moment,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("data:/b", {"name": "data", "create": True}),
        ("data:/b:nocopy,subpath=a/b", {
            "name": "data", "create": True, "no_copy": True, "sub_path": "a/b",
        }),
    ],
)  # fmt: skip
def test_a_volume_with_a_name_is_made_if_need_be(text: str, expected: dict[str, object]) -> None:
    assert container_words.volume(text) == {"target": "/b", "volume": expected}
    assert container_words.volume(f"{text}:ro" if text.count(":") == 1 else f"{text},ro") == {
        "target": "/b",
        "read_only": True,
        "volume": expected,
    }


def test_a_mount_names_a_volume() -> None:
    text = "type=volume,source=data,target=/b,volume-subpath=a,volume-nocopy,readonly"
    inner = {"name": "data", "sub_path": "a", "no_copy": True, "create": True}
    assert container_words.mount(text) == {"target": "/b", "read_only": True, "volume": inner}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/a:/b", {"target": "/b", "bind": {"source": "/a"}}),
        ("/a:/b:ro", {"target": "/b", "read_only": True, "bind": {"source": "/a"}}),
        ("/a:/b:rw,slave", {"target": "/b", "bind": {"source": "/a", "propagation": "slave"}}),
        (
            "/a:/b:rro,create,noidmap",
            {
                "target": "/b", "read_only": True, "recursive_read_only": True,
                "bind": {"source": "/a", "create": True, "idmapped": False},
            },
        ),
        (
            "/a:/b:ro,subpath=c/d,suid,dev",
            {
                "target": "/b", "read_only": True,
                "bind": {"source": "/a", "sub_path": "c/d", "set_ids": True, "devices": True},
            },
        ),
    ],
)  # fmt: skip
def test_a_volume_with_a_path_is_a_bound_folder(text: str, expected: dict[str, object]) -> None:
    assert container_words.volume(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "type=bind,src=/a,dst=/b,readonly",
            {"target": "/b", "read_only": True, "bind": {"source": "/a"}},
        ),
        (
            "source=/a,target=/b,subpath=c/d,suid,dev=false",
            {
                "target": "/b",
                "bind": {"source": "/a", "sub_path": "c/d", "set_ids": True, "devices": False},
            },
        ),
        ("source=/a,target=/b", {"target": "/b", "bind": {"source": "/a"}}),
        (
            "type=tmpfs,target=/t,tmpfs-size=1MiB,tmpfs-mode=700",
            {"target": "/t", "tmpfs": {"size": 1 << 20, "mode": "700"}},
        ),
        (
            "type=image,source=alpine:3,target=/i,subpath=etc",
            {"target": "/i", "image": {"image": "alpine:3", "sub_path": "etc"}},
        ),
        ("type=secret,source=/k,target=/s", {"target": "/s", "secret": {"file": "/k"}}),
    ],
)
def test_a_mount_has_a_type_and_words_of_it(text: str, expected: dict[str, object]) -> None:
    assert container_words.mount(text) == expected


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (container_words.volume, "data:"),
        (container_words.volume, "data:/b:slave"),
        (container_words.volume, "/a:/b:nocopy"),
        (container_words.volume, "/a"),
        (container_words.volume, "/a:/b:ro:rw"),
        (container_words.volume, "/a:/b:never"),
        (container_words.volume, "/a:/b:subpath="),
        (container_words.mount, "type=volume,target=/a"),
        (container_words.mount, "type=tmpfs,source=/a,target=/b"),
        (container_words.mount, "target=/a,wide"),
        (container_words.mount, "target=/a,source="),
        (container_words.mount, "target=/a,ro=perhaps"),
        (container_words.tmpfs, "/a:exec"),
        (container_words.device, "/dev/a:/dev/b:r:w"),
        (container_words.host, "web"),
        (container_words.cpus, "0"),
        (container_words.cpus, "-1"),
        (container_words.moment, "soon"),
    ],
)
def test_words_that_say_nothing_are_wrong_usage(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        read(text)


@given(st.text(), st.sampled_from(READERS))
def test_any_text_is_read_or_wrong_usage(text: str, read: Callable[[str], object]) -> None:
    with contextlib.suppress(argparse.ArgumentTypeError):
        read(text)


def test_devices_hosts_and_cpus_have_short_forms() -> None:
    assert container_words.device("/dev/kvm:rw") == {
        "path": "/dev/kvm", "target": "", "access": "rw",
    }  # fmt: skip
    assert container_words.device("/dev/a:/dev/b:r")["target"] == "/dev/b"
    assert container_words.host("db=fd00::1") == "db:fd00::1"
    assert container_words.cpus("1.5") == 150_000
    assert label("a") == ("a", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("web:/etc/x", Place("web", "/etc/x")),
        ("a/b/web:/x", Place("a/b/web", "/x")),
        ("./web:/x", Place("", "./web:/x")),
        ("/tmp/a:b", Place("", "/tmp/a:b")),
        ("plain", Place("", "plain")),
        ("-", Place("", "-")),
    ],
)
def test_a_place_is_in_a_container_or_here(text: str, expected: Place) -> None:
    assert place(text) == expected


def described(*words: str) -> WorkloadSpec:
    spec = WorkloadSpec()
    container_options.fill(spec, aer.parse("container run", [*words]))
    return spec


def test_options_say_what_a_container_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HERE", "there")
    spec = described(
        "--name", "web", "--cell", "a/b", "-e", "A=1", "-e", "HERE", "-v", "/srv:/srv:ro",
        "--tmpfs", "/t", "--mount", "type=image,source=b,target=/b", "--cap-add", "NET_ADMIN",
        "--cap-drop", "KILL", "--read-only", "--network", "host", "--memory", "64MiB", "--cpus", "0.5",
        "--pids-limit", "9", "--sysctl", "kernel.shmmax=1", "--ulimit", "nofile=5:6", "-l", "x=y",
        "--add-host", "db:10.0.0.1", "-u", "web:web", "-w", "/srv", "--entrypoint", "/bin/x",
        "--security", "strict", "--init", "--userns", "host", "nginx:1", "-g", "daemon off;",
    )  # fmt: skip
    container = spec.container
    assert (spec.name, spec.cell, container.image) == ("web", "a/b", "nginx:1")
    assert list(container.process.argv) == ["-g", "daemon off;"]
    assert dict(container.process.env) == {"A": "1", "HERE": "there"}
    assert [mount.target for mount in container.mounts] == ["/srv", "/b", "/t"]
    assert container.mounts[0].read_only
    assert list(container.process.sandbox.add_capabilities) == ["NET_ADMIN"]
    assert (container.read_only, container.reaper, container.network) == (True, True, 3)
    assert container.limits.memory.max == 64 << 20
    assert (container.limits.cpu.max, container.limits.pids.max) == (50_000, 9)
    assert dict(container.sysctls) == {"kernel.shmmax": "1"}
    assert container.process.rlimits["nofile"].hard == 6
    assert list(container.extra_hosts) == ["db:10.0.0.1"]
    assert (container.process.user, list(container.entrypoint)) == ("web:web", ["/bin/x"])
    assert not spec.HasField("service")


def test_what_only_a_kept_one_has_makes_it_a_service() -> None:
    spec = described(
        "--restart", "unless-stopped", "--health-cmd", "test -e /ok", "--health-interval", "2s",
        "--health-retries", "7", "a",
    )  # fmt: skip
    assert spec.service.restart.policy == 2
    check = spec.service.health[0]
    assert list(check.command.argv) == ["/bin/sh", "-c", "test -e /ok"]
    assert (check.interval.seconds, check.failures) == (2, 7)
    assert described("--set", "service.type=notify", "a").service.type == 2


def test_an_interval_without_a_check_is_refused() -> None:
    with pytest.raises(ClientError, match="--health-cmd"):
        described("--health-interval", "2s", "a")


def test_a_terminal_takes_what_is_typed_and_a_pipe_does_without_one() -> None:
    assert described("-it", "a").container.process.terminal
    assert not described("-it", "a").container.process.stdin_open
    assert described("-i", "a").container.process.stdin_open
