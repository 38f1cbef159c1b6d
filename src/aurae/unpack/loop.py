"""The unpack process: takes orders from the server, and has a confined child do each.

It reads nothing of a layer itself. Whatever a child says is bounded and checked.
"""

from __future__ import annotations

import os
import select
import signal
import time

from aurae.linux import clone, seqpacket
from aurae.unpack import child, confinement, errand, opaque, users
from aurae.wire import container_files, unpacking

READ = 65536
CLONED = "cannot start a process that unpacks"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from aurae.linux.seqpacket import Socket
    from aurae.wire.messages import Message


class Job:
    """A layer that is being unpacked, and what its child has said until now."""

    __slots__ = ("answer", "deadline", "ident", "killed", "pid", "pidfd", "said", "size", "tree")

    def __init__(self, ident: int, tree: int, answer: int, deadline: float) -> None:
        """The child is noted once there is one."""
        self.ident, self.tree, self.answer, self.deadline = ident, tree, answer, deadline
        self.pid, self.pidfd = 0, -1
        self.said: list[bytes] = []
        self.size = 0
        self.killed = ""

    def kill(self, why: str) -> None:
        """End the child; `why` is what the server hears."""
        self.killed = self.killed or why
        signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)

    def close(self) -> None:
        """Close all descriptors."""
        for fd in (self.tree, self.answer, self.pidfd):
            if fd >= 0:
                os.close(fd)


class Loop:
    """Serves one server until it goes."""

    __slots__ = ("_channel", "_jobs", "_poll", "_program")

    def __init__(self, channel: Socket) -> None:
        """`channel` is the socket to the server."""
        self._channel = channel
        self._channel.setblocking(True)
        self._jobs: dict[int, Job] = {}
        self._program = b""
        self._poll = select.poll()
        self._poll.register(channel.fileno(), select.POLLIN)

    def run(self) -> None:
        """Return when the server has gone; children end with this process."""
        while True:
            for fd, _ in self._poll.poll(self._patience()):
                if fd == self._channel.fileno():
                    if not self._hear():
                        return
                elif job := self._jobs.get(fd):
                    self._read(job)
            now = time.monotonic()
            for job in self._jobs.values():
                if job.deadline <= now and not job.killed:
                    job.kill("it takes too long")

    def _patience(self) -> int | None:
        times = [job.deadline for job in self._jobs.values() if not job.killed]
        if not times:
            return None
        return max(0, round((min(times) - time.monotonic()) * 1000)) + 1

    def _hear(self) -> bool:
        """Take one message; False at the end of the server."""
        data, fds = seqpacket.receive(self._channel, unpacking.LIMIT, unpacking.DESCRIPTORS)
        if not data:
            return False
        message = unpacking.unpack(data)
        if message.kind == unpacking.FILTER:
            self._program = message.body
        elif message.kind == unpacking.STOP:
            for job in self._jobs.values():
                if job.ident == message.id:
                    job.kill("it was stopped")
        elif message.kind == unpacking.LAYER and len(fds) == unpacking.DESCRIPTORS:
            self._begin(message, fds)
            return True
        elif message.kind == container_files.FILES and fds:
            self._attend(message, fds)
            return True
        elif message.kind in (unpacking.LAYER, container_files.FILES):
            self._refuse(message.id, "no descriptor is free")
        for fd in fds:
            os.close(fd)
        return True

    def _begin(self, message: Message, fds: list[int]) -> None:
        """Have a child unpack a layer."""
        layer, tree = fds
        order = unpacking.order_body(message.body)

        def become(answer: int) -> NoReturn:
            child.become(order, layer, tree, answer, self._program)

        self._start(message.id, order.seconds, tree, become)
        os.close(layer)

    def _attend(self, message: Message, fds: list[int]) -> None:
        """Have a child see to files of a container."""
        order = container_files.unpack(message.body)
        stream, pidfd = fds[0], fds[1] if len(fds) > 1 else -1
        user = -1
        try:
            if order.count:
                user = users.made(order.first, order.count)
        except OSError as error:
            self._refuse(message.id, f"cannot make a user namespace: {error.strerror}")
        else:

            def become(answer: int) -> NoReturn:
                errand.become(order, stream, pidfd, user, answer, self._program)

            self._start(message.id, order.seconds, -1, become)
        for fd in (*fds, user):
            if fd >= 0:
                os.close(fd)

    def _start(
        self, ident: int, seconds: int, tree: int, become: Callable[[int], NoReturn]
    ) -> None:
        """Start the child of a job, which becomes what is given and writes its answer there."""
        answer, theirs = os.pipe2(os.O_CLOEXEC)
        job = Job(ident, tree, answer, time.monotonic() + seconds)
        try:
            job.pid, job.pidfd = clone.clone3(flags=confinement.NAMESPACES)
            if job.pid == 0:
                become(theirs)
        except OSError as error:
            job.close()
            self._refuse(ident, f"{CLONED}: {error.strerror}")
        else:
            self._jobs[answer] = job
            self._poll.register(answer, select.POLLIN)
        finally:
            os.close(theirs)

    def _read(self, job: Job) -> None:
        data = os.read(job.answer, READ)
        if data:
            job.said.append(data)
            job.size += len(data)
            if job.size > unpacking.FRAMES_LIMIT:
                job.kill("it says too much")
                job.said.clear()
            return
        self._poll.unregister(job.answer)
        del self._jobs[job.answer]
        # It has said all; should it not end by itself, it is not to hold us up.
        signal.pidfd_send_signal(job.pidfd, signal.SIGKILL)
        _, status = os.waitpid(job.pid, 0)
        self._answer(job, status)
        job.close()

    def _answer(self, job: Job, status: int) -> None:
        """Tell the server what became of a layer."""
        if job.killed:
            self._refuse(job.ident, job.killed)
            return
        try:
            frames = unpacking.frames(b"".join(job.said))
            kind, payload = frames[-1]
            if kind == unpacking.ENDED:
                unpacking.done_body(payload)
                for said, path in frames[:-1]:
                    if said == unpacking.OPAQUE:
                        opaque.mark(job.tree, path)
                self._send(unpacking.pack(unpacking.DONE, job.ident, body=payload))
                return
            number, why = unpacking.failed_body(payload)
            flags = unpacking.UNFIT if kind == unpacking.REFUSED else 0
            body = unpacking.failed(why, number)
            self._send(unpacking.pack(unpacking.FAILED, job.ident, flags, body))
        except OSError as error:
            why = f"cannot mark an opaque folder: {error.strerror or error}"
            self._refuse(job.ident, why, error.errno or 0)
        except (ValueError, IndexError):
            number = os.waitstatus_to_exitcode(status)
            self._refuse(job.ident, f"the process that unpacks ended with {number}")

    def _refuse(self, ident: int, why: str, number: int = 0) -> None:
        body = unpacking.failed(why, number)
        self._send(unpacking.pack(unpacking.FAILED, ident, body=body))

    def _send(self, data: bytes) -> None:
        seqpacket.send(self._channel, data)
