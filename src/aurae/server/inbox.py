"""Messages of one stream as they come in: limits are checked at the five bytes before a message."""

import asyncio
from collections import deque
from collections.abc import Callable

from grpclib.const import Status

PREFIX = 5
FREE = 64 * 1024
"""Messages up to this many bytes need no place in the budget: the flow-control window bounds them."""


class BadMessage(Exception):
    """The stream cannot go on; `status` and text are the answer to the call."""

    def __init__(self, status: Status, text: str) -> None:
        super().__init__(text)
        self.status = status


class Budget:
    """Bytes that messages may take while they come in, over all connections or those of one."""

    def __init__(self, total: int, parent: "Budget | None" = None) -> None:
        self._left = total
        self._parent = parent

    def take(self, size: int) -> bool:
        """Reserve `size` bytes; False when there is no room."""
        if size > self._left or (self._parent is not None and not self._parent.take(size)):
            return False
        self._left -= size
        return True

    def give(self, size: int) -> None:
        """Return reserved bytes."""
        self._left += size
        if self._parent is not None:
            self._parent.give(size)


class Inbox:
    """Cuts DATA into messages and holds back flow-control credit while messages wait to be read."""

    def __init__(self, limit: int, budget: Budget, credit: Callable[[int], None]) -> None:
        """Take messages of up to `limit` bytes; `credit(n)` lets the peer send `n` bytes more."""
        self._limit = limit
        self._budget = budget
        self._credit = credit
        self._messages: deque[bytes] = deque()
        self._partial = bytearray()
        self._wanted = 0
        self._reserved = 0
        self._held = 0
        self._ended = False
        self._error: BadMessage | None = None
        self._waiter: asyncio.Future[None] | None = None

    def add(self, data: bytes, size: int) -> None:
        """Take the payload of one DATA frame that used `size` bytes of the window; raises BadMessage."""
        if self._error is not None:
            # Dropped; credit that is not given back stops the peer.
            self._held += size
            return
        if self._partial or not self._whole(data):
            self._partial += data
            try:
                self._cut()
            except BadMessage as error:
                self._error = error
                self._partial = bytearray()
                self._held += size
                raise
        if self._messages:
            self._held += size
            self._wake()
        else:
            self._credit(size)

    def end(self) -> None:
        """Note that the peer sends no more."""
        self._ended = True
        if self._partial and self._error is None:
            self._error = BadMessage(
                Status.INVALID_ARGUMENT, "cannot read message: it ends too early"
            )
        self._wake()

    def close(self) -> int:
        """Drop everything and give the budget back; returns the credit that was held."""
        self._budget.give(self._reserved)
        self._reserved = 0
        self._messages.clear()
        self._partial = bytearray()
        held, self._held = self._held, 0
        return held

    async def read(self) -> bytes | None:
        """Return the next message, None at the end; raises BadMessage."""
        while not self._messages:
            if self._error is not None:
                raise self._error
            if self._ended:
                return None
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        message = self._messages.popleft()
        if not self._messages and self._held:
            held, self._held = self._held, 0
            self._credit(held)
        return message

    def _whole(self, data: bytes) -> bool:
        if len(data) < PREFIX or data[0] or int.from_bytes(data[1:5], "big") != len(data) - PREFIX:
            return False
        if len(data) - PREFIX > self._limit:
            return False
        self._messages.append(data[PREFIX:])
        return True

    def _cut(self) -> None:
        while True:
            if not self._wanted:
                if len(self._partial) < PREFIX:
                    return
                self._wanted = PREFIX + self._length()
            if len(self._partial) < self._wanted:
                return
            self._messages.append(bytes(memoryview(self._partial)[PREFIX : self._wanted]))
            del self._partial[: self._wanted]
            self._wanted = 0
            self._budget.give(self._reserved)
            self._reserved = 0

    def _length(self) -> int:
        flag = self._partial[0]
        if flag:
            raise BadMessage(
                Status.UNIMPLEMENTED, "cannot read message: compression is not supported"
            )
        length = int.from_bytes(self._partial[1:PREFIX], "big")
        if length > self._limit:
            raise BadMessage(
                Status.RESOURCE_EXHAUSTED,
                f"cannot read message: {length} bytes, the limit is {self._limit}",
            )
        if length > FREE:
            if not self._budget.take(length):
                raise BadMessage(
                    Status.RESOURCE_EXHAUSTED,
                    "cannot read message: too many large messages at the same time",
                )
            self._reserved = length
        return length

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
