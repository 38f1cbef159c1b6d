"""Which system calls QEMU may make: what it is seen to make from execve on, with either accelerator, and no other.

Theory. Whatever is not here does not exist (ENOSYS): the C library falls back to older calls then, as it does for
clone3, whose flags a filter cannot see. There is no way to another process, to a network, to a mount, to keys, to a new
namespace. QEMU's own filter (-sandbox) comes on top of it, and takes away execve(2), which it needs once.
"""

from __future__ import annotations

import errno
from functools import cache

from aurae.linux import namespaces
from aurae.linux.libseccomp import ALLOW, ERRNO, MASKED_EQ, Filter
from aurae.vms.hardware import Accelerator

ABSENT = ERRNO | errno.ENOSYS
INT = 0xFFFF_FFFF
POINTER = 0xFFFF_FFFF_FFFF_FFFF
FILES = (
    *("read", "readv", "pread64", "preadv", "preadv2", "write", "writev", "pwrite64", "pwritev"),
    *(
        "pwritev2",
        "open",
        "openat",
        "close",
        "close_range",
        "lseek",
        "fstat",
        "newfstatat",
        "stat",
    ),
    *("lstat", "statx", "fstatfs", "access", "faccessat", "faccessat2", "readlink", "readlinkat"),
    *("getcwd", "getdents64", "dup", "dup2", "dup3", "fcntl", "flock", "ftruncate", "fallocate"),
    *("fdatasync", "fsync", "sync_file_range", "fadvise64", "copy_file_range", "umask"),
)
MEMORY = (
    *("mmap", "munmap", "mprotect", "mremap", "madvise", "msync", "brk", "mincore"),
    *("memfd_create", "membarrier"),
)
THREADS = (
    *("futex", "set_robust_list", "get_robust_list", "rseq", "set_tid_address", "arch_prctl"),
    *("exit", "exit_group", "gettid", "getpid", "getppid", "getuid", "geteuid", "getgid"),
    *("getegid", "sched_yield", "sched_getaffinity", "sched_getparam", "sched_getscheduler"),
    *("getcpu", "prctl", "tgkill", "execve", "seccomp", "restart_syscall"),
)
SIGNALS = (
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending", "rt_sigtimedwait"),
    *("rt_sigsuspend", "sigaltstack", "signalfd", "signalfd4"),
)
WAITING = (
    *("eventfd", "eventfd2", "timerfd_create", "timerfd_settime", "timerfd_gettime"),
    *("epoll_create", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "epoll_pwait2"),
    *("poll", "ppoll", "select", "pselect6", "pipe", "pipe2", "clock_gettime", "clock_getres"),
    *("clock_nanosleep", "nanosleep", "gettimeofday", "time"),
)
MACHINE = ("getrandom", "sysinfo", "uname", "getrlimit", "getrusage")
SOCKETS = (
    *("accept", "accept4", "listen", "getsockname", "getpeername", "getsockopt", "setsockopt"),
    *("recvmsg", "sendmsg", "recvfrom", "sendto", "shutdown"),
)
"""Of those that it is given: it can make and connect none."""
CALLS = (*FILES, *MEMORY, *THREADS, *SIGNALS, *WAITING, *MACHINE, *SOCKETS)
IO_URING = ("io_uring_setup", "io_uring_enter", "io_uring_register")
THREAD = 0x1_0000
"""CLONE_THREAD, without which a clone is another process."""
APART = (
    namespaces.CLONE_NEWNS
    | namespaces.CLONE_NEWCGROUP
    | namespaces.CLONE_NEWUTS
    | namespaces.CLONE_NEWIPC
    | namespaces.CLONE_NEWPID
    | namespaces.CLONE_NEWNET
    | 0x1000_0000  # user
)
UNIX = 1
REQUESTS = (
    *(0x5401, 0x5402, 0x5403, 0x5404, 0x540B, 0x5413, 0x5415, 0x541B, 0x5421),  # of terminals
    *(0x800454CF, 0x800454D2, 0x400454D0, 0x400454D8, 0x800454D7, 0x400454DC, 0x400454DE),  # TUN
    *(0x400454D4, 0x800454D3, 0x400454D9),  # its buffers and queue
    *(0x80081272, 0x1260, 0x1268, 0x127B, 0x1279, 0x1278, 0x127A, 0x125E, 0x1277, 0x127F),  # BLK
    0x0301,  # HDIO_GETGEO
)
"""Requests of ioctl(2): none changes whose a device is, or types into a terminal (TIOCSTI)."""
KVM, TYPE = 0xAE00, 0xFF00
"""The type of KVM's requests (_IOC_TYPE), and where it stands."""


@cache
def program(accelerator: Accelerator, *, io_uring: bool = False) -> bytes:
    """Return the filter as BPF. Raises NoLibrary, OSError."""
    with Filter(ABSENT, foreign=False) as rules:
        for name in (*CALLS, *(IO_URING if io_uring else ())):
            rules.add(ALLOW, name)
        rules.add(ALLOW, "clone", (0, MASKED_EQ, THREAD | APART, THREAD))
        rules.add(ALLOW, "socketpair", (0, MASKED_EQ, INT, UNIX))  # of itself, for shares
        rules.add(ALLOW, "prlimit64", (2, MASKED_EQ, POINTER, 0))  # asked for, not set
        for request in REQUESTS:
            rules.add(ALLOW, "ioctl", (1, MASKED_EQ, INT, request))
        if accelerator is Accelerator.KVM:
            rules.add(ALLOW, "ioctl", (1, MASKED_EQ, TYPE, KVM))
        return rules.program()
