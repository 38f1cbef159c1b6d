"""A container of a pod against the others in it: what it does not share it does not reach."""

from __future__ import annotations

import pytest

from tests.support.contained import container_world
from tests.support.podded import begin, make_pod, said

pytestmark = [pytest.mark.host, pytest.mark.asyncio, pytest.mark.timeout(300)]

WATCH = r"""
while :; do for p in /proc/[0-9]*; do
  [ $p = /proc/1 ] && continue
  read -r name 2>/dev/null <$p/comm || continue
  case $name in auraed-*) ;; *) continue ;; esac
  echo $name >>/shared/seen
  for fd in 3 4 5 6 7 8 9 10 11 12 13 14; do
    got=$(readlink $p/fd/$fd 2>/dev/null) && echo $name $fd $got >>/shared/won
  done
  for what in exe maps environ; do
    case $what in
    exe) got=$(readlink $p/exe 2>/dev/null) ;;
    *) got=$(head -c 4096 $p/$what 2>/dev/null | tr '\0' ' ') ;;
    esac
    case $got in *python*|*AURAE*) echo $name $what $got >>/shared/won ;; esac
  done
done; done
"""
"""Looks for copies of init on their way to be a member, and tries to look into them.

Of what execve(2) has made of one there is nothing to be won, also while it has its old name.
"""


async def test_what_is_not_shared_is_not_reached() -> None:
    async with container_world() as node:
        await make_pod(node)
        await begin(node, "victim", "echo secret >/secret; exec sleep 7777")
        await begin(node, "attacker")
        out = await said(
            node,
            "attacker",
            "ls -d /proc/[0-9]* | wc -l; cat /proc/[0-9]*/cmdline | tr '\\0' ' ';"
            "cat /secret; ls /sys/fs/cgroup; echo 1 >/sys/fs/cgroup/cgroup.kill;"
            "mkdir /sys/fs/cgroup/mine; cat /proc/self/cgroup; echo x >/proc/sys/kernel/hostname;"
            "mount -t tmpfs x /mnt; mount -o remount,size=1g /dev/shm; hostname other;"
            "dd if=/dev/zero of=/dev/shm/full bs=1M count=100 2>&1 | grep -c 'No space'; rm /dev/shm/full",
        )
        assert "7777" not in out
        assert "secret" not in out.replace("/secret", "")
        assert "0::/\n" in out
        assert out.count("Read-only file system") >= 3
        assert "hostname: sethostname: Operation not permitted" in out
        assert out.rstrip().endswith("1")
        await said(node, "attacker", "kill -9 -1")  # and so itself
        victim = node.supervisor.run_named("pod", "victim")
        assert victim is not None
        assert not victim.workload.ended
        assert (await said(node, "victim", "hostname")) == "pod\n"


async def test_abstract_sockets_and_queues_are_shared_by_design() -> None:
    async with container_world() as node:
        await make_pod(node)
        await begin(node, "one", "touch /dev/mqueue/q; exec sleep 1000")
        await begin(node, "other")
        assert "q" in await said(node, "other", "ls /dev/mqueue")
        one = node.supervisor.run_named("pod", "one")
        assert one is not None


async def test_nobody_looks_into_a_member_that_is_being_made() -> None:
    async with container_world() as node:
        await make_pod(node, process=True)
        await begin(node, "watcher", WATCH)
        seen, number = node.shared / "seen", 0
        while number < 8 or not seen.exists():
            await begin(node, f"late-{number}", "exit 0")
            await node.supervisor.wait("pod", f"late-{number}", 30)
            number += 1
        won = node.shared / "won"
        assert not won.exists(), won.read_text()


async def test_pid_1_of_a_pod_is_no_way_out() -> None:
    async with container_world() as node:
        await make_pod(node, process=True)
        await begin(node, "one")
        out = await said(
            node,
            "one",
            "ls -A /proc/1/root/ /proc/1/cwd/ /proc/1/fd; grep -E '^(Cap|NoNew|Seccomp:)' /proc/1/status;"
            "for n in 1 2 9 15 17 19; do kill -$n 1; done; cat /proc/1/comm",
        )
        assert "Seccomp:\t2" in out
        assert "NoNewPrivs:\t1" in out
        assert "CapEff:\t0000000000000000" in out
        assert out.rstrip().endswith("auraed-pod")
        shown = out.partition("Cap")[0]
        assert not any(word in shown for word in ("bin", "etc", "shared", "socket"))
