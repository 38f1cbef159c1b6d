"""The system calls of a process that unpacks: to read an archive and to make files, or the other way round."""

from __future__ import annotations

import errno
from functools import cache

from aurae.linux.libseccomp import ALLOW, ERRNO, MASKED_EQ, Filter

DENY = ERRNO | errno.EPERM
PROT_EXEC = 4
CALLS = (
    *("read", "write", "close", "lseek", "openat", "fcntl", "fstat", "newfstatat", "statx"),
    *("mkdirat", "mknodat", "symlinkat", "linkat", "unlinkat", "readlinkat", "getdents64"),
    *("fchown", "fchownat", "fchmod", "fchmodat", "fchmodat2", "utimensat", "fsetxattr"),
    *("pread64", "fgetxattr", "flistxattr"),
    *("ftruncate", "umask", "brk", "munmap", "mremap", "madvise", "futex", "sched_yield"),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "restart_syscall", "getrandom"),
    *("clock_gettime", "gettimeofday", "getpid", "gettid", "exit", "exit_group"),
)


@cache
def program() -> bytes:
    """Return the filter; raises libseccomp.NoLibrary where the machine cannot make one."""
    with Filter(DENY, foreign=False) as rules:
        for name in CALLS:
            rules.add(ALLOW, name)
        for name in ("mmap", "mprotect"):
            rules.add(ALLOW, name, (2, MASKED_EQ, PROT_EXEC, 0))
        return rules.program()
