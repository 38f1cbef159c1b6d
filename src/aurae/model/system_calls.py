"""Sets of system calls by name, for `system_calls` of a sandbox.

A set holds names and other sets. Names of calls that an architecture or the filter library does
not know are passed over within a set. What no set holds is allowed only where all is.
"""

from __future__ import annotations

from aurae.model import capabilities
from aurae.model.refusal import BadValue

SETS: dict[str, str] = {
    # What every program needs to live and to end.
    "@default": """
        @sandbox-start arch_prctl brk cacheflush clock_getres clock_getres_time64 clock_gettime
        clock_gettime64 clock_nanosleep clock_nanosleep_time64 execve exit exit_group futex
        futex_requeue futex_time64 futex_wait futex_waitv futex_wake get_robust_list
        get_thread_area getegid getegid32 geteuid geteuid32 getgid getgid32 getgroups getgroups32
        getpgid getpgrp getpid getppid getrandom getresgid getresgid32 getresuid getresuid32
        getrlimit getsid gettid gettimeofday getuid getuid32 map_shadow_stack membarrier mmap mmap2
        mprotect mseal munmap nanosleep pause prlimit64 restart_syscall riscv_flush_icache
        riscv_hwprobe rseq rt_sigreturn sched_getaffinity sched_yield set_robust_list
        set_thread_area set_tid_address set_tls sigreturn time ugetrlimit uretprobe""",
    # What a start goes through once its filter is in force: a failure is told by write.
    "@sandbox-start": "execve exit exit_group rt_sigreturn write",
    "@aio": """
        io_cancel io_destroy io_getevents io_pgetevents io_pgetevents_time64 io_setup io_submit
        io_uring_enter io_uring_register io_uring_setup""",
    "@basic-io": """
        _llseek close close_range dup dup2 dup3 lseek pread64 preadv preadv2 pwrite64 pwritev
        pwritev2 read readv write writev""",
    "@chown": "chown chown32 fchown fchown32 fchownat lchown lchown32",
    "@clock": """
        adjtimex clock_adjtime clock_adjtime64 clock_settime clock_settime64 settimeofday stime""",
    # What programs of an image need and what harms nobody else. Each capability opens more.
    "@container": """
        @basic-io @chown @default @file-system @io-event @memlock @network-io @pkey @sandbox
        @setuid @signal @sync @timer adjtimex arm_fadvise64_64 capget capset clock_adjtime
        clock_adjtime64 clone clone3 copy_file_range execveat fadvise64 fadvise64_64
        fanotify_mark flock fork getcpu getpriority getrusage io_cancel io_destroy io_getevents
        io_pgetevents io_pgetevents_time64 io_setup io_submit ioctl ioprio_get ioprio_set ipc
        kill lsm_get_self_attr lsm_list_modules lsm_set_self_attr madvise memfd_create
        memfd_secret mincore modify_ldt mq_getsetattr mq_notify mq_open mq_timedreceive
        mq_timedreceive_time64 mq_timedsend mq_timedsend_time64 mq_unlink mremap msgctl msgget
        msgrcv msgsnd name_to_handle_at nice oldolduname olduname personality pidfd_open
        pidfd_send_signal pipe pipe2 prctl process_mrelease process_vm_readv process_vm_writev
        ptrace readahead readdir remap_file_pages rt_sigqueueinfo rt_tgsigqueueinfo
        sched_get_priority_max sched_get_priority_min sched_getattr sched_getparam
        sched_getscheduler sched_rr_get_interval sched_rr_get_interval_time64 sched_setaffinity
        sched_setattr sched_setparam sched_setscheduler semctl semget semop semtimedop
        semtimedop_time64 sendfile sendfile64 setfsgid setfsgid32 setfsuid setfsuid32 setpgid
        setpriority setrlimit setsid shmat shmctl shmdt shmget splice swapcontext sysinfo tee
        tgkill times tkill umask uname unshare vfork vmsplice wait4 waitid waitpid""",
    "@cpu-emulation": "modify_ldt subpage_prot switch_endian vm86 vm86old",
    "@debug": """
        lookup_dcookie perf_event_open pidfd_getfd ptrace rtas s390_runtime_instr
        sys_debug_setcontext""",
    "@file-system": """
        access cachestat chdir chmod close creat faccessat faccessat2 fallocate fchdir fchmod
        fchmodat fchmodat2 fcntl fcntl64 fgetxattr file_getattr file_setattr flistxattr
        fremovexattr fsetxattr fstat fstat64 fstatat64 fstatfs fstatfs64 ftruncate ftruncate64
        futimesat getcwd getdents getdents64 getxattr getxattrat inotify_add_watch inotify_init
        inotify_init1 inotify_rm_watch lgetxattr link linkat listmount listxattr listxattrat
        llistxattr lremovexattr lsetxattr lstat lstat64 mkdir mkdirat mknod mknodat newfstatat
        oldfstat oldlstat oldstat open openat openat2 readlink readlinkat removexattr removexattrat
        rename renameat renameat2 rmdir setxattr setxattrat stat stat64 statfs statfs64 statmount
        statx symlink symlinkat truncate truncate64 unlink unlinkat utime utimensat
        utimensat_time64 utimes""",
    "@io-event": """
        _newselect epoll_create epoll_create1 epoll_ctl epoll_ctl_old epoll_pwait epoll_pwait2
        epoll_wait epoll_wait_old eventfd eventfd2 poll ppoll ppoll_time64 pselect6
        pselect6_time64 select""",
    "@ipc": """
        ipc memfd_create mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedreceive_time64
        mq_timedsend mq_timedsend_time64 mq_unlink msgctl msgget msgrcv msgsnd pipe pipe2
        process_madvise process_vm_readv process_vm_writev semctl semget semop semtimedop
        semtimedop_time64 shmat shmctl shmdt shmget""",
    "@keyring": "add_key keyctl request_key",
    "@memlock": "mlock mlock2 mlockall munlock munlockall",
    "@module": "create_module delete_module finit_module init_module",
    "@mount": """
        chroot fsconfig fsmount fsopen fspick mount mount_setattr move_mount open_tree
        open_tree_attr pivot_root umount umount2""",
    "@network-io": """
        accept accept4 bind connect getpeername getsockname getsockopt listen recv recvfrom
        recvmmsg recvmmsg_time64 recvmsg send sendmmsg sendmsg sendto setsockopt shutdown socket
        socketcall socketpair""",
    "@obsolete": """
        _sysctl afs_syscall bdflush break create_module ftime get_kernel_syms getpmsg gtty idle
        lock mpx prof profil putpmsg query_module security sgetmask ssetmask stime stty sysfs
        tuxcall ulimit uselib ustat vserver""",
    "@pkey": "pkey_alloc pkey_free pkey_mprotect",
    "@privileged": """
        @chown @clock @module @raw-io @reboot @swap _sysctl acct bpf capset chroot fanotify_init
        fanotify_mark nfsservctl open_by_handle_at pivot_root quotactl quotactl_fd setdomainname
        setfsuid setfsuid32 setgroups setgroups32 sethostname setresuid setresuid32 setreuid
        setreuid32 setuid setuid32 vhangup""",
    "@process": """
        capget clone clone3 execveat fork getrusage kill pidfd_open pidfd_send_signal prctl
        rt_sigqueueinfo rt_tgsigqueueinfo setns swapcontext tgkill times tkill unshare vfork wait4
        waitid waitpid""",
    "@raw-io": """
        ioperm iopl pciconfig_iobase pciconfig_read pciconfig_write s390_pci_mmio_read
        s390_pci_mmio_write""",
    "@reboot": "kexec_file_load kexec_load reboot",
    "@resources": """
        ioprio_set mbind migrate_pages move_pages nice sched_setaffinity sched_setattr
        sched_setparam sched_setscheduler set_mempolicy set_mempolicy_home_node setpriority
        setrlimit""",
    "@sandbox": """
        landlock_add_rule landlock_create_ruleset landlock_restrict_self seccomp""",
    "@setuid": """
        setgid setgid32 setgroups setgroups32 setregid setregid32 setresgid setresgid32 setresuid
        setresuid32 setreuid setreuid32 setuid setuid32""",
    "@signal": """
        rt_sigaction rt_sigpending rt_sigprocmask rt_sigsuspend rt_sigtimedwait
        rt_sigtimedwait_time64 sigaction sigaltstack signal signalfd signalfd4 sigpending
        sigprocmask sigsuspend""",
    "@swap": "swapoff swapon",
    "@sync": "fdatasync fsync msync sync sync_file_range sync_file_range2 syncfs",
    "@system-service": """
        @aio @basic-io @chown @default @file-system @io-event @ipc @keyring @memlock @network-io
        @pkey @process @resources @sandbox @setuid @signal @sync @timer arm_fadvise64_64 capset
        copy_file_range fadvise64 fadvise64_64 flock get_mempolicy getcpu getpriority ioctl
        ioprio_get kcmp madvise mincore mremap name_to_handle_at oldolduname olduname personality
        readahead readdir remap_file_pages sched_get_priority_max sched_get_priority_min
        sched_getattr sched_getparam sched_getscheduler sched_rr_get_interval
        sched_rr_get_interval_time64 sched_setattr sched_setparam sched_setscheduler sendfile
        sendfile64 setfsgid setfsgid32 setfsuid setfsuid32 setpgid setsid splice sysinfo tee umask
        uname vmsplice""",
    "@timer": """
        alarm getitimer setitimer timer_create timer_delete timer_getoverrun timer_gettime
        timer_gettime64 timer_settime timer_settime64 timerfd_create timerfd_gettime
        timerfd_gettime64 timerfd_settime timerfd_settime64 times""",
}
OPENED_BY = {
    "BPF": "bpf",
    "DAC_READ_SEARCH": "open_by_handle_at",
    "PERFMON": "perf_event_open",
    "SYSLOG": "syslog",
    "SYS_ADMIN": """
        bpf fanotify_init fsconfig fsmount fsopen fspick lookup_dcookie mount mount_setattr
        move_mount open_tree open_tree_attr perf_event_open quotactl quotactl_fd setdomainname
        sethostname setns syslog umount umount2""",
    "SYS_BOOT": "reboot",
    "SYS_CHROOT": "chroot",
    "SYS_MODULE": "delete_module finit_module init_module",
    "SYS_NICE": "get_mempolicy mbind set_mempolicy set_mempolicy_home_node",
    "SYS_PACCT": "acct",
    "SYS_PTRACE": "kcmp pidfd_getfd process_madvise",
    "SYS_RAWIO": "ioperm iopl",
    "SYS_TIME": "clock_settime clock_settime64 settimeofday stime",
    "SYS_TTY_CONFIG": "vhangup",
}
"""Calls that a container has with a capability: without it they are for nobody, or for attackers."""
KNOWN = "@known"
"""Every call that a set holds."""
_SPARE = """
    lsm_get_self_attr lsm_list_modules lsm_set_self_attr memfd_secret process_mrelease syslog
    userfaultfd"""
"""Calls of no set of their own."""


def members(name: str) -> frozenset[str]:
    """Return the calls of a set, its inner sets included; BadValue for an unknown one."""
    if name == KNOWN:
        return frozenset(_SPARE.split()).union(*map(members, SETS))
    if name not in SETS:
        raise BadValue("", f"unknown set of system calls {name[:40]!r}")
    found: set[str] = set()
    for word in SETS[name].split():
        found |= members(word) if word.startswith("@") else {word}
    return frozenset(found)


def opened_calls(held: int) -> list[str]:
    """Return the calls that these capabilities open in a container."""
    names = capabilities.names_of(held)
    return [call for name in names for call in OPENED_BY.get(name, "").split()]


def is_set(name: str) -> bool:
    """Say whether it is the name of a set, known or not."""
    return name.startswith("@")


def selected(words: tuple[str, ...]) -> tuple[bool, frozenset[str]]:
    """Say whether the calls that are returned are the allowed ones, or else the denied ones.

    With a leading `~` words deny. What a start calls under its filter is always allowed.
    """
    allowed: set[str] = set()
    denied: set[str] = set()
    for word in words:
        name = word.removeprefix("~")
        found = members(name) if is_set(name) else {name}
        (denied if word.startswith("~") else allowed).update(found)
    always = members("@sandbox-start")
    if allowed:
        return True, frozenset(allowed - denied) | always
    return False, frozenset(denied) - always
