"""CNI plug-ins that hang, fail, lie and shout: each is told of by name, and the chain is taken back."""

import json
import os
import time
from pathlib import Path

import pytest

from aurae.model.network import Protocol, PublishedPort, Rates
from aurae.networks.cni import CniFailed
from tests.support.cni import ANSWER, GOOD, Plugins, calling, wanted

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

NETNS = "/proc/self/ns/net"


@pytest.fixture
def plugins(tmp_path: Path) -> Plugins:
    """Two plug-ins that do as they should, and the network of both."""
    found = Plugins(tmp_path)
    found.plugin("first")
    found.plugin("second")
    found.network({"type": "first"}, {"type": "second", "capabilities": {"portMappings": True}})
    return found


async def test_a_chain_is_called_in_order_and_back_with_what_came_of_it(plugins):
    async with calling(plugins) as cni:
        port = PublishedPort(80, 8080, Protocol.UDP, "127.0.0.1")
        planned = cni.plan(cni.networks()["lab"], wanted(ports=(port,)))
        attached, made = await cni.add(planned, NETNS)
        assert (made.ipv4, made.mac) == ("10.9.0.5", "02:00:00:00:00:09")
        await cni.check(attached, NETNS)
        # What it is called with then is what it was made by.
        plugins.network({"type": "other"})
        await cni.delete(attached)
    assert plugins.calls("first") == plugins.calls("second") == ["ADD", "CHECK", "DEL"]
    first, second = plugins.asked("first"), plugins.asked("second")
    assert first[0] == {"type": "first", "name": "lab", "cniVersion": "1.0.0"}
    assert second[0]["prevResult"] == ANSWER
    assert first[2]["prevResult"] == ANSWER
    mappings = [{"hostPort": 8080, "containerPort": 80, "protocol": "udp", "hostIP": "127.0.0.1"}]
    assert all(one["runtimeConfig"] == {"portMappings": mappings} for one in second)


async def test_plug_ins_are_told_what_they_want_to_know(plugins):
    names = ("ips", "mac", "bandwidth", "aliases")
    plugins.network({"type": "first", "capabilities": dict.fromkeys(names, True)})
    async with calling(plugins) as cni:
        rates = Rates(receive=1000, send=2000, burst=500)
        asked = wanted(ipv4="10.9.0.9", mac="02:00:00:00:00:07", aliases=("db",), rates=rates)
        await cni.add(cni.plan(cni.networks()["lab"], asked), NETNS)
    assert plugins.asked("first")[0]["runtimeConfig"] == {
        "ips": ["10.9.0.9"],
        "mac": "02:00:00:00:00:07",
        "aliases": {"lab": ["db"]},
        "bandwidth": {
            "ingressRate": 8000, "ingressBurst": 4000, "egressRate": 16000, "egressBurst": 4000,
        },
    }  # fmt: skip


FAILURES = {
    "fails with a word": ('echo \'{"code":7,"msg":"no room"}\'; exit 1', "second: no room"),
    "fails with garbage": ("echo rubbish; echo why >&2; exit 3", "second: why"),
    "fails silently": ("exit 3", "second: it ended with code 3"),
    "is killed": ("kill -SEGV $$", "second: it ended with signal 11"),
    "answers garbage": ("echo '{\"ips\":'", "second: its answer cannot be taken: is no JSON"),
    "answers nothing": ("true", "second: its answer cannot be taken: is no JSON"),
    "answers half": (f"echo '{json.dumps(ANSWER)[:40]}'", "second: its answer cannot be taken"),
    "says no with exit 0": (
        'echo \'{"cniVersion":"1.0.0","code":11,"msg":"later"}\'',
        "second: it says later",
    ),
    "answers of another interface": (
        f"echo '{json.dumps(ANSWER).replace('eth0', 'eth9')}'",
        "interfaces: has no eth0 of the workload",
    ),
    "answers in another version": (
        f"echo '{json.dumps({**ANSWER, 'cniVersion': '7.0.0'})}'",
        "cniVersion: '7.0.0' is not one of",
    ),
    "shouts": ("exec yes", "second says more than 1048576 bytes"),
    "shouts about its troubles": ("yes >&2 & sleep 0.1; kill $!; exit 1", "second: "),
}


@pytest.mark.parametrize("how", FAILURES)
async def test_what_a_plug_in_has_done_wrong_is_told_and_the_chain_taken_back(plugins, how):
    script, why = FAILURES[how]
    plugins.plugin("second", f'[ "$CNI_COMMAND" = DEL ] && exit 0; {script}')
    async with calling(plugins) as cni:
        with pytest.raises(CniFailed) as failed:
            await cni.add(cni.plan(cni.networks()["lab"], wanted()), NETNS)
    assert why in str(failed.value)
    assert plugins.calls("first") == plugins.calls("second") == ["ADD", "DEL"]


async def test_one_that_hangs_is_ended_with_all_that_it_began(plugins):
    plugins.plugin(
        "second", f"echo $$ > {plugins.bin}/pid; sleep 1000 & echo $! >> {plugins.bin}/pid; wait"
    )
    async with calling(plugins, limit=1.0) as cni:
        began = time.monotonic()
        with pytest.raises(CniFailed, match="second has not ended within 1 s"):
            await cni.add(cni.plan(cni.networks()["lab"], wanted()), NETNS)
        assert time.monotonic() - began < 15
    # It hangs at DEL as well; the first one was told all the same.
    assert plugins.calls("first") == ["ADD", "DEL"]
    for pid in (plugins.bin / "pid").read_text().split():
        assert pid not in os.listdir("/proc")


async def test_a_grandchild_that_holds_the_pipe_ends_with_the_limit(plugins):
    plugins.plugin("first", f"sleep 1000 & {GOOD.removeprefix('cat > /dev/null; ')}")
    async with calling(plugins, limit=1.0) as cni:
        with pytest.raises(CniFailed, match="first has not ended within 1 s"):
            await cni.add(cni.plan(cni.networks()["lab"], wanted()), NETNS)


async def test_a_plug_in_that_is_not_there_is_named(plugins):
    plugins.network({"type": "first"}, {"type": "missing"})
    async with calling(plugins) as cni:
        with pytest.raises(CniFailed, match="plug-in missing is not installed in"):
            await cni.add(cni.plan(cni.networks()["lab"], wanted()), NETNS)
    assert plugins.calls("first") == ["ADD", "DEL"]


async def test_a_plug_in_that_is_no_program_is_named(plugins):
    (plugins.bin / "second").write_text("#!/nonexistent\n")
    async with calling(plugins) as cni:
        with pytest.raises(CniFailed, match="second: cannot be started"):
            await cni.add(cni.plan(cni.networks()["lab"], wanted()), NETNS)


async def test_all_are_taken_back_whatever_one_of_them_says(plugins):
    async with calling(plugins) as cni:
        attached, _ = await cni.add(cni.plan(cni.networks()["lab"], wanted()), NETNS)
        plugins.plugin("second", "exit 5")
        with pytest.raises(CniFailed, match="second: it ended with code 5"):
            await cni.delete(attached)
    assert plugins.calls("first")[-1] == "DEL"


async def test_a_newer_version_is_asked_for_its_status_and_to_forget(plugins):
    answer = json.dumps({**ANSWER, "cniVersion": "1.1.0"})
    plugins.plugin("first", f"case $CNI_COMMAND in ADD) echo '{answer}';; esac")
    plugins.network({"type": "first"}, version="1.1.0")
    async with calling(plugins) as cni:
        attached, _ = await cni.add(cni.plan(cni.networks()["lab"], wanted()), NETNS)
        await cni.collect([attached])
    assert plugins.calls("first") == ["STATUS", "ADD", "GC"]
    kept = [{"containerID": "aurae-0a1b2c3d-run-7", "ifname": "eth0"}]
    assert plugins.asked("first")[2]["cni.dev/valid-attachments"] == kept


async def test_files_are_read_when_they_change_and_bad_ones_left_out(plugins, caplog):
    async with calling(plugins) as cni:
        assert list(cni.networks()) == ["lab"]
        (plugins.etc / "05-bad.conf").write_text("{")
        os.mkfifo(plugins.etc / "06-pipe.conf")
        (plugins.etc / "20-lab.conflist").write_text(
            (plugins.etc / "10-lab.conflist").read_text().replace("first", "shadowed")
        )
        (plugins.etc / "notes.txt").write_text("no network")
        assert [plugin.type for plugin in cni.networks()["lab"].plugins] == ["first", "second"]
        assert list(cni.networks()) == ["lab"]
        assert sum("05-bad" in one for one in caplog.messages) == 1, "told once"
        (plugins.etc / "10-lab.conflist").unlink()
        assert [plugin.type for plugin in cni.networks()["lab"].plugins] == ["shadowed", "second"]
