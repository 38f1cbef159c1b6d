"""What somebody tries who is root in a sandbox: prints the name of each attempt that got through.

It is handed to another interpreter as text, and imports nothing of ours. Arguments: a path that is hidden
and holds `key` and a listening `socket`, a listening socket below /run, the pid of a process outside, and
names of attempts, all of them when there are none.
"""

import ctypes
import glob
import mmap
import os
import socket
import stat
import sys
from collections.abc import Callable

HIDDEN, DOOR, OUTSIDE = sys.argv[1], sys.argv[2], int(sys.argv[3])
LIBC = ctypes.CDLL(None, use_errno=True)
NEWNS, NEWUSER, NEWPID = 0x20000, 0x10000000, 0x20000000
NOBODY = 65534
ATTEMPTS: dict[str, Callable[[], object]] = {}


def attempt(function):
    ATTEMPTS[function.__name__] = function
    return function


def call(*words):
    """A system call by its number on x86_64; OSError when it fails."""
    result = LIBC.syscall(*(ctypes.c_long(w) if isinstance(w, int) else w for w in words))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def mount(source, target, kind, flags=0, data=b""):
    return call(165, source, target, kind, flags, data)


def read(path):
    with open(path, "rb") as file:
        return file.read(64)


def write(path, data):
    with open(path, "r+b", buffering=0) as file:
        file.write(data)
    return True


def others():
    return [
        int(name) for name in os.listdir("/proc") if name.isdecimal() and int(name) != os.getpid()
    ]


@attempt
def read_what_is_hidden():
    return read(f"{HIDDEN}/key")


@attempt
def talk_to_the_daemon():
    with socket.socket(socket.AF_UNIX) as channel:
        channel.connect(f"{HIDDEN}/socket")
    return True


@attempt
def talk_to_another_daemon():
    with socket.socket(socket.AF_UNIX) as channel:
        channel.connect(DOOR)
    return True


def through(pid):
    for way in ("root", "cwd"):
        try:
            return read(f"/proc/{pid}/{way}{HIDDEN}/key")
        except OSError:
            pass
    try:
        for fd in os.listdir(f"/proc/{pid}/fd"):
            try:
                return read(f"/proc/{pid}/fd/{fd}{HIDDEN}/key")
            except OSError:
                pass
    except OSError:
        pass
    return None


@attempt
def walk_through_a_process():
    return any(through(pid) for pid in others())


@attempt
def walk_through_a_process_as_its_user():
    for uid in (NOBODY, 0):
        LIBC.setfsgid(uid)
        LIBC.setfsuid(uid)
        found = any(through(pid) for pid in others())
        LIBC.setfsuid(0)
        LIBC.setfsgid(0)
        if found:
            return True
    return False


@attempt
def walk_through_a_process_having_become_its_user():
    pid = os.fork()
    if pid == 0:
        try:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
            os._exit(0 if any(through(pid) for pid in others()) else 1)
        except OSError:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


@attempt
def see_the_tree_of_pid_1():
    return "etc" in os.listdir("/proc/1/root")


@attempt
def see_a_process_outside():
    return OUTSIDE in others()


@attempt
def signal_a_process_outside():
    os.kill(OUTSIDE, 0)
    return True


@attempt
def trace_pid_1_out_of_its_filter():
    """Trace PID 1, have it call mkdir, and see whether that went through its filter."""
    call(101, 0x4206, 1, 0, 0)  # PTRACE_SEIZE
    return "2" not in [
        line.split()[1] for line in open("/proc/1/status") if line.startswith("Seccomp:")
    ]


@attempt
def read_memory_of_pid_1():
    return read("/proc/1/mem")


@attempt
def take_a_descriptor_of_a_process_outside():
    return call(438, call(434, OUTSIDE, 0), 0, 0)


@attempt
def enter_namespaces_of_pid_1():
    fd = os.open("/proc/1/ns/mnt", os.O_RDONLY)
    return call(308, fd, 0) == 0


@attempt
def mount_a_file_system():
    return mount(b"none", b"/tmp", b"tmpfs") == 0


@attempt
def mount_proc_anew():
    return mount(b"proc", b"/tmp", b"proc") == 0


@attempt
def unmount_what_covers():
    return call(166, HIDDEN.encode(), 2) == 0


@attempt
def make_the_system_writable():
    return mount(b"none", b"/", b"", 0x20 | 0x1000) == 0


@attempt
def move_the_root():
    return call(155, b"/tmp", b"/tmp") == 0


@attempt
def make_a_user_namespace():
    return call(272, NEWUSER | NEWNS) == 0


@attempt
def clone_a_user_namespace():
    args = (ctypes.c_uint64 * 11)(NEWUSER | NEWPID, 0, 0, 0, 17)
    pid = call(435, ctypes.byref(args), ctypes.sizeof(args))
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return True


@attempt
def write_into_the_system():
    found = []
    for folder in (
        "/etc",
        "/usr/bin",
        "/var/spool/cron",
        "/var/lib",
        "/root",
        "/opt",
        "/srv",
        "/",
        "/boot",
    ):
        path = f"{folder}/aurae-attack"
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            os.unlink(path)
            found.append(folder)
        except OSError:
            pass
    return found


@attempt
def open_a_disk():
    return [path for path in glob.glob("/dev/[vsn][dv]*") if _readable(path)]


@attempt
def make_a_disk():
    path = "/tmp/disk"
    os.mknod(path, stat.S_IFBLK | 0o600, os.makedev(254, 0))
    return read(path)


@attempt
def make_a_device_of_memory():
    os.mknod("/dev/shm/mem", stat.S_IFCHR | 0o600, os.makedev(1, 1))
    return True


@attempt
def name_who_gets_cores():
    return write("/proc/sys/kernel/core_pattern", read("/proc/sys/kernel/core_pattern"))


@attempt
def press_sysrq():
    return _writable("/proc/sysrq-trigger")


@attempt
def name_who_hears_of_devices():
    return _writable("/sys/kernel/uevent_helper")


@attempt
def write_into_sys():
    return [p for p in glob.glob("/sys/kernel/*") if os.path.isfile(p) and _writable(p)]


def _writable(path, how=os.O_WRONLY):
    try:
        os.close(os.open(path, how))
    except OSError:
        return False
    return True


def _readable(path):
    return _writable(path, os.O_RDONLY)


@attempt
def make_a_control_group():
    found = []
    for path in ("/sys/fs/cgroup", *glob.glob("/sys/fs/cgroup/*")):
        try:
            os.mkdir(f"{path}/aurae-attack")
            os.rmdir(f"{path}/aurae-attack")
            found.append(path)
        except OSError:
            pass
    return found


@attempt
def name_who_hears_of_empty_groups():
    return [p for p in glob.glob("/sys/fs/cgroup/*/release_agent") if _writable(p)]


@attempt
def leave_the_control_group():
    return [p for p in glob.glob("/sys/fs/cgroup/*/cgroup.procs") if _writable(p)]


@attempt
def load_a_module():
    return call(313, 0, b"", 0) == 0


@attempt
def unload_a_module():
    return call(176, b"aurae_no_such_module", 0x800) == 0


@attempt
def boot_another_kernel():
    return call(246, 0, 0, 0, 0) == 0


@attempt
def switch_ctrl_alt_delete():
    return call(169, 0xFEE1DEAD, 672274793, 0, 0) == 0


@attempt
def load_a_program_of_bpf():
    return call(321, 0, ctypes.create_string_buffer(128), 128) >= 0


@attempt
def profile_the_machine():
    return call(298, ctypes.create_string_buffer(b"\1\0\0\0\x70", 128), -1, 0, -1, 0) >= 0


@attempt
def open_by_handle():
    return call(304, os.open("/", os.O_RDONLY), ctypes.create_string_buffer(128), 0) >= 0


@attempt
def set_the_clock():
    return call(227, 0, ctypes.create_string_buffer(16)) == 0


@attempt
def name_the_host():
    return call(170, b"attacked", 8) == 0


@attempt
def reach_ports():
    return call(172, 3) == 0


@attempt
def use_the_keys_of_root():
    return call(250, 0, -4, 1) >= 0


@attempt
def read_the_log_of_the_kernel():
    return call(103, 10, 0, 0) >= 0


@attempt
def open_raw_packets():
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW).close()
    return True


@attempt
def reach_the_hypervisor():
    socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM).close()
    return True


@attempt
def be_in_real_time():
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    return True


@attempt
def make_a_set_user_id_program():
    path = "/tmp/program"
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o755))
    os.chmod(path, 0o4755)
    return True


@attempt
def call_as_another_architecture():
    """getpid of i386, by int 0x80: what is allowed there may be another call than what was meant."""
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20; int 0x80; ret
    buffer = ctypes.c_char.from_buffer(code)
    function = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(buffer))
    return function() == os.getpid()


def got_through(name):
    """Try in a process of its own: some attempts change who it is."""
    pid = os.fork()
    if pid:
        return os.waitpid(pid, 0)[1] == 0
    try:
        os._exit(0 if ATTEMPTS[name]() else 1)
    except (OSError, AttributeError):
        os._exit(1)


for name in sys.argv[4:] or ATTEMPTS:
    if got_through(name):
        print(name, flush=True)
print("tried")
