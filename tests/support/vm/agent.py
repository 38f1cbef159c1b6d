"""Runs commands in the guest for the host: JSON lines over a virtio port, one command at a time.

It is copied into the guest and stands alone. The host sends {id, argv, env, cwd, stdin, limit};
it gets {agent: uptime} when the port is open, {serving: uptime} when init serves, and of a command
{id, line: text} for each line that it writes to descriptor 3, at last {id, ended, stdout, stderr,
late}. Uptimes and limits are in seconds, bytes are in base64.
"""

import base64
import json
import os
import selectors
import signal
import socket
import time

PORT = "aurae.agent"
PORTS = "/sys/class/virtio-ports"
STEP = 0.05
"""Seconds between two looks; the machine that boots meanwhile has better to do."""

LONGEST = 4 << 20
"""Bytes of an output that are kept; the beginning of a longer one is dropped."""

ENVIRONMENT = {
    "PATH": "/opt/aurae/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LANG": "C.UTF-8",
}
REPORTS = 3


def wait(found):
    """Return the first true value of `found`; what it looks at may not be mounted yet."""
    while True:
        try:
            value = found()
        except OSError:
            value = None
        if value:
            return value
        time.sleep(STEP)


def open_port():
    """Open the virtio port of our name; None when it is not there."""
    for port in os.listdir(PORTS):
        with open(f"{PORTS}/{port}/name") as file:
            if file.read().strip() == PORT:
                return os.open(f"/dev/{port}", os.O_RDWR | os.O_CLOEXEC)
    return None


def serves():
    """Say whether somebody accepts connections on the socket that the kernel's command line names."""
    with open("/proc/cmdline") as file:
        words = dict(word.partition("=")[::2] for word in file.read().split())
    with socket.socket(socket.AF_UNIX) as probe:
        probe.connect(words["vm.serving"])
    return True


def uptime():
    """Return the seconds since the kernel started."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Port:
    """The host's end of the port, line by line."""

    def __init__(self, descriptor):
        self.descriptor = descriptor
        self.rest = b""

    def send(self, **message):
        """Send a message whole."""
        data = json.dumps(message).encode() + b"\n"
        while data:
            data = data[os.write(self.descriptor, data) :]

    def receive(self):
        """Return the next message; None when the host has gone."""
        while b"\n" not in self.rest:
            data = os.read(self.descriptor, 65536)
            if not data:
                return None
            self.rest += data
        line, _, self.rest = self.rest.partition(b"\n")
        return json.loads(line)


def start(request, ends):
    """Fork and execute a command with the pipes' writing ends as its outputs; returns its pid."""
    environment = {**ENVIRONMENT, **request.get("env", {})}
    argv = request["argv"]
    data = base64.b64decode(request.get("stdin", ""))
    stdin = os.memfd_create("stdin")
    os.write(stdin, data)
    os.lseek(stdin, 0, os.SEEK_SET)
    pid = os.fork()
    if pid:
        os.close(stdin)
        return pid
    try:
        os.setsid()
        os.chdir(request.get("cwd", "/"))
        for number, end in ((0, stdin), (1, ends[0]), (2, ends[1]), (REPORTS, ends[2])):
            os.dup2(end, number)
        os.execvpe(argv[0], argv, environment)
    except OSError as error:
        os.write(2, f"cannot run {argv[0]}: {error.strerror}\n".encode())
    finally:
        os._exit(127)


def run(port, request):
    """Run one command and tell the host what it did; its process group dies at the limit."""
    # High numbers, so that none is one of those which the command gets.
    pipes = [[high(end) for end in os.pipe()] for _ in range(3)]
    pid = start(request, [pipe[1] for pipe in pipes])
    for pipe in pipes:
        os.close(pipe[1])
        os.set_blocking(pipe[0], False)
    out, err, reports = (pipe[0] for pipe in pipes)
    kept = {out: b"", err: b"", reports: b""}
    end = os.pidfd_open(pid)
    late = False
    deadline = time.monotonic() + request.get("limit", 60)
    with selectors.DefaultSelector() as selector:
        for descriptor in (*kept, end):
            selector.register(descriptor, selectors.EVENT_READ)
        ended = False
        while not ended:
            ready = selector.select(max(deadline - time.monotonic(), 0))
            if not ready and not late:
                late, deadline = True, deadline + 5
                os.killpg(pid, signal.SIGKILL)
            ended = any(key.fd == end for key, _ in ready)
            # What the command left in the pipes is read once more after its end.
            for descriptor in kept if ended else [key.fd for key, _ in ready]:
                if not take(port, request["id"], kept, descriptor, reports) and not ended:
                    selector.unregister(descriptor)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    for descriptor in (*kept, end):
        os.close(descriptor)
    texts = {"stdout": kept[out], "stderr": kept[err]}
    told = {name: base64.b64encode(data).decode() for name, data in texts.items()}
    port.send(id=request["id"], ended=status, late=late, **told)


def high(descriptor):
    """Return a copy of a descriptor above those that a command gets, in place of it."""
    import fcntl

    copy = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return copy


def take(port, number, kept, descriptor, reports):
    """Read all there is in a pipe, pass whole report lines on; False at its end."""
    while True:
        try:
            data = os.read(descriptor, 65536)
        except BlockingIOError:
            return True
        if not data:
            return False
        kept[descriptor] = (kept[descriptor] + data)[-LONGEST:]
        if descriptor == reports:
            *lines, kept[descriptor] = kept[descriptor].split(b"\n")
            for line in lines:
                port.send(id=number, line=line.decode(errors="replace"))


def main():
    """Serve the host until it goes."""
    # A shell starts what it leaves in the background with these ignored.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    os.setsid()
    port = Port(wait(open_port))
    port.send(agent=uptime())
    wait(serves)
    port.send(serving=uptime())
    while request := port.receive():
        run(port, request)


if __name__ == "__main__":
    main()
