"""Messages come out of DATA as they went in; limits hold at their first five bytes."""

import struct

import pytest
from grpclib.const import Status
from hypothesis import given
from hypothesis import strategies as st

from aurae.server.inbox import BadMessage, Budget, Inbox

MIB = 1024 * 1024


class Credits:
    """Counts the credit given back."""

    def __init__(self) -> None:
        self.given = 0

    def __call__(self, size: int) -> None:
        self.given += size


def message(payload: bytes, flag: int = 0) -> bytes:
    return struct.pack(">BI", flag, len(payload)) + payload


def inbox(limit: int = MIB, budget: Budget | None = None) -> tuple[Inbox, Credits]:
    credits_given = Credits()
    return Inbox(limit, budget or Budget(10 * MIB), credits_given), credits_given


async def read_all(box: Inbox) -> list[bytes]:
    found = []
    while (item := await box.read()) is not None:
        found.append(item)
    return found


@given(st.lists(st.binary(max_size=200), max_size=8), st.lists(st.integers(1, 50), max_size=60))
def test_messages_survive_any_cut(payloads: list[bytes], cuts: list[int]) -> None:
    box, credit = inbox()
    stream = b"".join(message(payload) for payload in payloads)
    total = len(stream)
    for cut in cuts:
        if stream:
            box.add(stream[:cut], len(stream[:cut]))
            stream = stream[cut:]
    if stream:
        box.add(stream, len(stream))
    box.end()
    with pytest.raises(StopIteration) as stopped:
        read_all(box).send(None)  # all is there: it ends without waiting
    assert stopped.value.value == payloads
    assert credit.given == total


@pytest.mark.asyncio
async def test_a_long_message_is_refused_at_its_prefix() -> None:
    box, credit = inbox(limit=1000)
    with pytest.raises(BadMessage, match="1001 bytes, the limit is 1000") as caught:
        box.add(struct.pack(">BI", 0, 1001), 5)
    assert caught.value.status is Status.RESOURCE_EXHAUSTED
    box.add(bytes(100_000), 100_000)
    assert credit.given == 0
    assert box.close() == 100_005
    with pytest.raises(BadMessage):
        await box.read()


@pytest.mark.asyncio
async def test_a_compressed_message_is_refused() -> None:
    box, _ = inbox()
    with pytest.raises(BadMessage, match="compression") as caught:
        box.add(message(b"abc", flag=1), 8)
    assert caught.value.status is Status.UNIMPLEMENTED


@pytest.mark.asyncio
async def test_a_message_that_ends_early_is_an_error() -> None:
    box, _ = inbox()
    box.add(message(b"abc")[:-1], 7)
    box.end()
    with pytest.raises(BadMessage, match="ends too early"):
        await box.read()


@pytest.mark.asyncio
async def test_credit_is_held_back_while_messages_wait() -> None:
    box, credit = inbox()
    for _ in range(3):
        box.add(message(b"abc"), 8)
    assert credit.given == 0
    assert [await box.read() for _ in range(3)] == [b"abc"] * 3
    assert credit.given == 24


@pytest.mark.asyncio
async def test_large_messages_share_a_budget() -> None:
    whole = Budget(4 * MIB)
    first, _ = inbox(4 * MIB, Budget(3 * MIB, whole))
    second, _ = inbox(4 * MIB, Budget(3 * MIB, whole))
    first.add(struct.pack(">BI", 0, 3 * MIB), 5)
    with pytest.raises(BadMessage, match="at the same time"):
        second.add(struct.pack(">BI", 0, 2 * MIB), 5)
    first.close()
    third, _ = inbox(4 * MIB, Budget(3 * MIB, whole))
    third.add(struct.pack(">BI", 0, 2 * MIB), 5)
    third.add(bytes(2 * MIB), 2 * MIB)
    assert await third.read() == bytes(2 * MIB)
    assert whole.take(4 * MIB)
