"""Who makes the namespaces of a pod: a child of init, born in them, that furnishes them and ends.

Theory. init keeps descriptors of the namespaces, so no process has to stay in them. Only a PID
namespace needs one: its PID 1, which is this child then. Members of the pod may be root in it, or trace
processes there, and must gain nothing by it: it has an empty tree of files, no descriptor, and a
filter that allows it nothing but to wait.

The mount namespace has one file system, in memory, that becomes /dev/shm of all members: a copy of a mount
can only be taken where it is mounted (open_tree(2)).
"""

from __future__ import annotations

import errno
import os

from aurae.linux import idling, namespaces, privileges, process, root, seqpacket, tree
from aurae.linux.signals import signal
from aurae.spawn import steps
from aurae.spawn.child import READY, content, fail, sentence
from aurae.spawn.inside import be_root
from aurae.spawn.reaper import see_nothing
from aurae.wire import plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

NAME = "auraed-pod"
MAPPED = b"m"
"""What init says once the ids are mapped."""
ATTRIBUTES = tree.NOSUID | tree.NODEV | tree.NOEXEC


class Order:
    """What the child works on: `status`, the socket to init, and `plan`, the memory file.

    `users`: it is to be root of a user namespace; `stays`: it is PID 1.
    """

    __slots__ = ("plan", "status", "stays", "users")

    def __init__(self, status: int, plan_fd: int, *, users: bool, stays: bool) -> None:
        """Note them."""
        self.status, self.plan = status, plan_fd
        self.users, self.stays = users, stays


def become(order: Order) -> NoReturn:
    """Turn this child of init, born in the new namespaces, into who makes them. Never returns."""
    item = None
    try:
        os.setsid()
        process.close_all_but(process.STDERR + 1, {order.status, order.plan})
        privileges.join_keyring()
        channel = seqpacket.opened(order.status)
        channel.setblocking(True)
        items = plan.decode(content(order.plan))
        if seqpacket.receive(channel, 16, 0)[0] != MAPPED:
            os._exit(steps.FAILED)  # init has gone, or knows why
        if order.users:
            be_root()
        for item in items:
            _take(item)
        item = None
        if order.stays:
            _stay(channel)
        seqpacket.send(channel, READY)
        os._exit(0)
    except OSError as error:
        fail(order.status, error.errno or 0, sentence(item, error))
    except BaseException as error:  # noqa: BLE001  nothing may unwind into init's frames
        fail(order.status, 0, f"make namespaces: {type(error).__name__}: {error}")


def _take(item: plan.Step) -> None:
    if isinstance(item, plan.Hostname):
        namespaces.set_names(item.name)
    elif isinstance(item, plan.Sysctl):
        # Of the machine's own proc: what is seen there is of who looks (proc_sys(5)).
        _write(b"/proc/sys/" + item.name, item.value)
    elif isinstance(item, plan.NewMount):
        root.enter(tree.new(item.kind, item.options, ATTRIBUTES))
    else:
        steps.Taker(-1).take(item)


def _write(path: bytes, value: bytes) -> None:
    place = tree.open_place(path, direct=True)
    fd = os.open(b"/proc/self/fd/%d" % place, os.O_WRONLY | os.O_CLOEXEC)
    try:
        if os.write(fd, value) != len(value):
            raise OSError(errno.EINVAL, "the kernel takes only a part of it")
    finally:
        os.close(fd)
        os.close(place)


def _stay(channel: seqpacket.Socket) -> NoReturn:
    """Be PID 1 for ever: reap, by not caring, and hear no signal."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    program = idling.prepare(NAME)
    process.close_all_but(0, {fd for fd in (channel.fileno(), program) if fd >= 0})
    see_nothing()
    process.set_name(NAME)
    seqpacket.send(channel, READY)
    privileges.prctl(privileges.PR_SET_NO_NEW_PRIVS, 1)
    privileges.keep_bounding(0)
    if program >= 0:
        privileges.filter_system_calls(idling.watching_filter(os.uname().machine))
        os.execve(program, [NAME], {})
    # No program may run from memory here: this copy of init waits instead.
    process.close_all_but(0, set())
    while True:
        idling.pause()
