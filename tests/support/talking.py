"""Calls in which both sides send messages, with a stock gRPC client."""

import queue
from collections.abc import Iterator
from typing import Any, Self

import grpc
from google.protobuf.message import Message

from aurae.proto import runtime_pb2 as api
from tests.support.api import Api

LIMIT = 60.0


class Talk:
    """One call; a context manager that cancels it."""

    def __init__(self, client: Api, rpc: str, first: Message) -> None:
        self._requests: queue.Queue[Message | None] = queue.Queue()
        self._requests.put(first)
        self.answers: Any = client.talk(rpc, iter(self._requests.get, None), LIMIT)
        self.stdout = b""
        self.stderr = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.done()
        self.answers.cancel()

    def send(self, request: Message) -> None:
        """Send one message more."""
        self._requests.put(request)

    def done(self) -> None:
        """Send nothing more."""
        self._requests.put(None)

    def __iter__(self) -> Iterator[Any]:
        """Give the answers; output is gathered as well."""
        for answer in self.answers:
            self.stdout += getattr(answer, "stdout", b"")
            self.stderr += getattr(answer, "stderr", b"")
            yield answer

    def until(self, text: bytes) -> bytes:
        """Read until standard output holds a text; return all of it so far."""
        if text not in self.stdout:
            for _ in self:
                if text in self.stdout:
                    break
        assert text in self.stdout, self.stdout
        return self.stdout

    def rest(self) -> Any:
        """Read to the end and return the last answer."""
        answers = list(self)
        return answers[-1] if answers else None


class Exec(Talk):
    """One session."""

    def __init__(self, client: Api, name: str, *argv: str, **start: Any) -> None:
        request = api.ExecRequest(start=api.ExecStart(name=name, argv=argv, **start))
        super().__init__(client, "RuntimeService.Exec", request)

    def begun(self) -> int:
        """Return the pid once it runs."""
        return int(next(self.answers).started.pid)

    def type(self, data: bytes) -> None:
        """Type something, in as many messages as it takes."""
        for at in range(0, len(data), 65536):
            self.send(api.ExecRequest(stdin=data[at : at + 65536]))

    def end_input(self) -> None:
        """Type nothing more."""
        self.send(api.ExecRequest(stdin_end=True))

    def ended(self) -> api.ExecEnded:
        """Read to the end and return how it ended."""
        last = self.rest()
        assert last is not None
        assert last.WhichOneof("response") == "ended"
        ended: api.ExecEnded = last.ended
        return ended


class Attach(Talk):
    """One that is attached."""

    def __init__(self, client: Api, name: str, **start: Any) -> None:
        request = api.AttachRequest(start=api.AttachStart(name=name, **start))
        super().__init__(client, "RuntimeService.Attach", request)

    def begun(self) -> api.AttachStarted:
        """Return the first answer."""
        started: api.AttachStarted = next(self.answers).started
        return started

    def type(self, data: bytes) -> None:
        """Type something."""
        self.send(api.AttachRequest(stdin=data))

    def ended(self) -> api.Workload:
        """Read to the end and return the workload."""
        last = self.rest()
        assert last is not None
        assert last.WhichOneof("response") == "ended"
        workload: api.Workload = last.ended
        return workload


def refused(talk: Talk) -> tuple[str, str]:
    """Read to the end of a call that fails; return its status and why."""
    try:
        for _ in talk:
            pass
    except grpc.RpcError as error:
        return error.code().name, error.details()
    raise AssertionError("nothing was refused")


def answers(client: Api, name: str) -> bool:
    """Whether a server is there that knows a workload."""
    try:
        client.get(name)
    except grpc.RpcError as error:
        if error.code() is not grpc.StatusCode.UNAVAILABLE:
            raise
        return False
    return True
