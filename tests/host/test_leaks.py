"""The check that runs after every test sees what is left behind."""

import os
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from aurae.linux import rtnetlink
from aurae.linux.netlink import Netlink
from aurae.linux.nftables import Nftables
from tests.support import leaks
from tests.support.daemon import Daemon
from tests.support.netspace import moved
from tests.support.proc import cgroup_mount
from tests.support.until import until


def left(before: leaks.Tally) -> str:
    return "\n".join(before.leaked(leaks.Tally()))


def test_a_process_and_its_namespace_are_seen():
    before = leaks.Tally()
    with subprocess.Popen(["unshare", "--uts", "sleep", "60"]) as process:
        try:
            until(lambda: "namespace uts:" in left(before), "a namespace is seen")
            assert "sleep 60" in left(before)
        finally:
            process.kill()
    assert left(before) == ""


def test_an_orphan_is_seen_and_reaped():
    before = leaks.Tally()
    script = "sleep 60 >/dev/null 2>&1 & echo $!"
    pid = int(subprocess.run(["sh", "-c", script], check=True, capture_output=True).stdout)
    until(lambda: f"process {pid} sleep 60" in left(before), "the orphan is seen")
    os.kill(pid, 9)
    leaks.check(before)
    assert not Path(f"/proc/{pid}").exists()


def test_a_mount_and_a_cgroup_are_seen(tmp_path: Path):
    before = leaks.Tally()
    group = cgroup_mount() / f"{leaks.OWN_GROUPS}leak"
    group.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "none", tmp_path], check=True)
    try:
        assert left(before) == f"cgroup {group}\nmount {tmp_path}"
    finally:
        subprocess.run(["umount", tmp_path], check=True)
        group.rmdir()
    assert left(before) == ""


def test_links_and_rules_of_a_daemon_are_seen():
    with moved(), closing(Nftables()) as nft, Netlink() as kernel:
        before = leaks.Tally()
        for name in ("au0123abcdb1", "au0123abcdefg", "other0"):
            kernel.call(rtnetlink.add_bridge(name, 1500, b"\2" + bytes(5)))
        nft.run("add table inet aurae_0123abcd\nadd table inet other")
        assert left(before) == "link au0123abcdb1\nlink au0123abcdefg\ntable aurae_0123abcd"
        kernel.call(*(rtnetlink.delete_link(name) for name in ("au0123abcdb1", "au0123abcdefg")))
        nft.run("delete table inet aurae_0123abcd")
        assert left(before) == ""


def test_a_mount_of_another_run_does_not_count():
    before = leaks.Tally()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "none", folder], check=True)
        try:
            assert left(before) == ""
        finally:
            subprocess.run(["umount", folder], check=True)


def test_what_a_shared_daemon_keeps_is_seen(shared_daemon: Daemon):
    before = leaks.Tally()
    group, file = shared_daemon.cgroup / "left", shared_daemon.runtime_dir / "left"
    group.mkdir()
    with closing(file.open("w")):
        pass
    try:
        assert left(before) == f"cgroup {group}\nfile {file}"
    finally:
        group.rmdir()
        file.unlink()


def test_what_is_left_fails_the_test(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(leaks, "LIMIT", 0.05)
    before = leaks.Tally()
    with subprocess.Popen(["sleep", "60"]) as process:
        with pytest.raises(
            AssertionError, match=rf"(?s)left behind:.*process {process.pid} sleep"
        ):
            leaks.check(before)
        process.kill()
