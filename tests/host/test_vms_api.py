"""VmService through `aer` and scripts, with a real guest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import grpc
import pytest

from aurae.proto import vms_pb2 as api
from tests.support.api import Api
from tests.support.containers import IMAGE
from tests.support.machines import BOOT, node
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from google.protobuf.message import Message

    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
WAITS = "trap 'exit 3' TERM; trap 'echo heard' USR1; echo hello; while :; do sleep 0.1; done"


@pytest.fixture(scope="module")
def daemon() -> Iterator[Daemon]:
    """A daemon with a machine that runs."""
    with node() as daemon:
        words = ("--name", "box", "-m", "128MiB", "-l", "made=here", "--metadata", '{"a": 1}')
        assert daemon.aer("vm", "create", *words, IMAGE, "sh", "-c", WAITS).stdout == "box\n"
        assert listed(daemon)["status"] == "Created"
        assert daemon.aer("vm", "start", "box", limit=BOOT).stdout == "box: running\n"
        yield daemon
        assert daemon.aer("vm", "free", "box", limit=BOOT).stdout == "box: freed\n"
        assert daemon.aer("vm", "list", "-q").stdout == ""


@pytest.fixture
def client(daemon: Daemon) -> Iterator[Api]:
    """A client of the daemon."""
    with Api(daemon.client_config) as client:
        yield client


def document(daemon: Daemon, *words: str) -> Any:
    """Return what a command says as a document."""
    return json.loads(daemon.aer("vm", *words, "-o", "json").stdout)


def listed(daemon: Daemon) -> Any:
    """Return the only machine with the label, as it is listed."""
    (found,) = document(daemon, "list", "-l", "made=here")
    return found


def test_a_machine_is_shown_in_upstreams_words_and_in_ours(daemon: Daemon) -> None:
    shown = listed(daemon)
    assert (shown["id"], shown["status"], shown["state"]) == ("box", "Running", "running")
    assert (shown["mem_size_mb"], shown["vcpu_count"], shown["image"]) == (128, 1, IMAGE)
    assert shown["workload"]["kind"] == "vm"
    assert document(daemon, "get", "box")["spec"]["vm"]["labels"] == {"made": "here"}
    assert "hello" in daemon.aer("vm", "get", "box").stdout
    heading, row = daemon.aer("vm", "list").stdout.splitlines()
    assert heading.split()[:5] == ["ID", "IMAGE", "COMMAND", "VCPUS", "MEMORY"]
    assert row.startswith("box ")


def test_what_it_writes_is_read_and_what_runs_in_it_is_seen(daemon: Daemon) -> None:
    until(lambda: "hello\n" in daemon.aer("vm", "logs", "box").stdout, "it has spoken")
    assert daemon.aer("vm", "exec", "box", "sh", "-c", "uname -s").stdout == "Linux\n"
    assert daemon.aer("vm", "exec", "box", "sh", "-c", "exit 4", check=False).returncode == 4
    assert any("sleep" in one["command"] for one in document(daemon, "top", "box"))
    (stats,) = document(daemon, "stats", "box")
    assert stats["vm_id"] == "box"
    assert 0 < stats["guest"]["memory_total_bytes"] <= 128 << 20
    daemon.aer("vm", "kill", "-s", "usr1", "box")
    until(lambda: "heard\n" in daemon.aer("vm", "logs", "box").stdout, "it has heard")


def test_a_paused_machine_says_nothing_and_goes_on(daemon: Daemon) -> None:
    assert daemon.aer("vm", "pause", "box").stdout == "box: paused\n"
    assert listed(daemon)["status"] == "Paused"
    (stats,) = document(daemon, "stats", "box")
    assert stats["guest"] is None
    assert daemon.aer("vm", "resume", "box").stdout == "box: running\n"
    assert daemon.aer("vm", "exec", "box", "sh", "-c", "echo on").stdout == "on\n"


def test_files_go_in_and_come_out(daemon: Daemon, tmp_path: Path) -> None:
    (tmp_path / "in").write_text("data")
    daemon.aer("vm", "cp", str(tmp_path / "in"), "box:/tmp/there")
    daemon.aer("vm", "cp", "box:/tmp/there", str(tmp_path / "out"))
    assert (tmp_path / "out").read_text() == "data"
    refused = daemon.aer("vm", "cp", "box:/nowhere", str(tmp_path / "no"), check=False)
    assert refused.returncode == 1
    assert refused.stderr.startswith("aer: cannot copy from /nowhere: ")


def test_metadata_is_changed_while_it_runs(daemon: Daemon) -> None:
    daemon.aer("vm", "metadata", "box", "--set", '{"a": 1}')
    daemon.aer(
        "vm", "metadata", "box", "--merge", '{"a": null, "b": 2}', "--metadata-version", "v1"
    )
    shown = document(daemon, "metadata", "box")
    assert (shown["document"], shown["version"]) == ('{"b":2}', "v1")
    refused = daemon.aer("vm", "metadata", "box", "--set", "[1]", check=False)
    assert "document: " in refused.stderr


def test_the_console_is_shown_and_keys_are_pressed(daemon: Daemon, client: Api) -> None:
    assert "PCI: Fatal" in daemon.aer("vm", "console", "--no-follow", "box").stdout
    assert daemon.aer("vm", "send-keys", "-k", "nmi", "box").stdout == "box: nmi\n"
    request = api.VmServiceConsoleRequest()
    request.start.vm_id = "none"
    with pytest.raises(grpc.RpcError) as refused:
        next(client.talk("VmService.Console", iter([request])))
    why = "cannot connect to the console of none: no such virtual machine"
    assert (refused.value.code().name, refused.value.details()) == ("NOT_FOUND", why)


def test_what_is_not_there_or_there_already_is_said(daemon: Daemon) -> None:
    for words, why in (
        (("get", "none"), "cannot get none: no such virtual machine"),
        (("start", "none"), "cannot start none: no such virtual machine is kept"),
        (("create", "--name", "box", IMAGE), "cannot create box: a service of that name"),
        (
            ("nic-update", "box", "front"),
            "cannot change the rates of box: it is not on a network 'front'",
        ),
        (("create", "--pull", "never", "none:1"), "pull it first"),
    ):
        done = daemon.aer("vm", *words, check=False)
        assert done.returncode == 1
        assert why in done.stderr


def test_a_disk_comes_grows_is_another_and_goes(daemon: Daemon, tmp_path: Path) -> None:
    for name, size in (("one", 4), ("two", 6)):
        (tmp_path / name).write_bytes(bytes(size << 20))
    daemon.aer("vm", "drive-attach", "box", f"id=more,path={tmp_path}/one")
    look = ("vm", "exec", "box", "sh", "-c", "cat /sys/block/sda/size")

    def has(sectors: int) -> bool:
        return daemon.aer(*look, check=False).stdout == f"{sectors}\n"

    until(lambda: has(8192), "the disk is there")
    again = daemon.aer("vm", "drive-attach", "box", f"id=more,path={tmp_path}/two", check=False)
    assert again.stderr == "aer: cannot attach a drive to box: it has a drive 'more'\n"
    daemon.aer("vm", "drive-update", "box", "more", "--path", str(tmp_path / "two"))
    until(lambda: has(12288), "it is another")
    daemon.aer("vm", "drive-update", "box", "more", "--size", "8MiB", "--limits", "bps=1MiB")
    until(lambda: has(16384), "it has grown")
    (drive,) = document(daemon, "get", "box")["spec"]["vm"]["drives"]
    assert (drive["path"], drive["limits"]["bytes_per_second"]) == (f"{tmp_path}/two", 1 << 20)
    daemon.aer("vm", "drive-detach", "box", "more")
    assert document(daemon, "get", "box")["spec"]["vm"]["drives"] == []
    assert daemon.aer(*look, check=False).returncode == 1


def test_a_disk_that_is_not_there_is_not_kept(daemon: Daemon, tmp_path: Path) -> None:
    words = ("vm", "drive-attach", "box", f"id=no,path={tmp_path}/none")
    assert daemon.aer(*words, check=False).returncode == 1
    assert document(daemon, "get", "box")["spec"]["vm"]["drives"] == []


def test_memory_is_taken_and_given_back(daemon: Daemon) -> None:
    assert daemon.aer("vm", "resize", "box", "112MiB").stdout.startswith("box: 1")
    assert daemon.aer("vm", "resize", "box", "128MiB").stdout == "box: 128.0 MiB\n"
    refused = daemon.aer("vm", "resize", "box", "256MiB", check=False)
    assert "more come with a new start" in refused.stderr


@pytest.mark.parametrize(
    ("rpc", "request_"),
    [
        ("GetMetadata", api.VmServiceGetMetadataRequest(vm_id="none")),
        ("SetMetadata", api.VmServiceSetMetadataRequest(vm_id="none", document="{}")),
        ("UpdateNic", api.VmServiceUpdateNicRequest(vm_id="none", network="front")),
        ("AttachDrive", api.VmServiceAttachDriveRequest(vm_id="none")),
        ("DetachDrive", api.VmServiceDetachDriveRequest(vm_id="none")),
        ("UpdateDrive", api.VmServiceUpdateDriveRequest(vm_id="none")),
        ("Resize", api.VmServiceResizeRequest(vm_id="none")),
        ("SendKeys", api.VmServiceSendKeysRequest(vm_id="none")),
        ("Kill", api.VmServiceKillRequest(vm_id="none")),
        ("Watch", api.VmServiceWatchRequest(vm_id="none")),
    ],
)
def test_each_call_looks_for_its_machine(client: Api, rpc: str, request_: Message) -> None:
    ask = client.stream if rpc == "Watch" else client.call
    with pytest.raises(grpc.RpcError) as refused:
        list(ask(f"VmService.{rpc}", request_))
    assert refused.value.code() is grpc.StatusCode.NOT_FOUND
    assert "none: no such virtual machine" in (refused.value.details() or "")


def test_limits_and_policies_change(daemon: Daemon) -> None:
    told = daemon.aer("vm", "update", "--restart", "on-failure", "--vcpus", "2", "box").stdout
    assert "service.restart.policy" in told
    shown = document(daemon, "get", "box")["spec"]
    assert (shown["vm"]["vcpus"], shown["service"]["restart"]["policy"]) == (2, "on_failure")


def test_a_watcher_hears_of_a_machine_that_comes_and_goes(daemon: Daemon) -> None:
    script = """
    let vms = (await connectAsync()).vms(), seen = [];
    for await (const { event, machine } of vms.watch()) {
      if (event === "synced") void vms.create(vm("busybox:1", { name: "brief" })).then(() => vms.free("brief"));
      if (machine?.id === "brief") seen.push(`${event} ${machine.status}`.trim());
      if (event === "freed") break;
    }
    print(seen.at(0), "|", seen.at(-1));
    """
    assert daemon.script("-e", script).stdout == "changed Created | freed\n"


def test_the_library_reaches_a_guest(daemon: Daemon) -> None:
    script = """
    let vms = connect().vms();
    print(vms.exec("box", ["sh", "-c", "echo hi"]).stdout.trim(), vms.get("box").machine.status);
    print(new TextDecoder().decode(vms.copyOut("box", "/etc/hostname")).includes("box"));
    print(vms.getMetadata("box").version, vms.top("box").length > 0, vms.stats("box").length);
    print([...vms.console("box", { noFollow: true })].length > 0);
    """
    said = daemon.script("-e", script).stdout.splitlines()
    assert said[0] == "hi Running"
    assert said[1] == "true"
    assert said[2].endswith("true 1")
    assert said[3] == "true"
