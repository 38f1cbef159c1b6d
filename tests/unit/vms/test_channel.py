"""The channel to a guest that may do anything: nothing of it costs more than its limits, and the reason is told."""

import asyncio
import gc
import socket
import tracemalloc
from collections.abc import Coroutine
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurae.vms import frames
from aurae.vms.channel import GUEST_STREAMS, HELD_LIMIT, STREAMS, Busy, Channel
from aurae.vms.fields import Fields, fields
from aurae.vms.frames import LARGEST, MORE, Kind
from aurae.vms.inflow import WINDOW, Heading
from aurae.vms.line import UNSENT_LIMIT
from aurae.vms.streams import Ended, Refused, Stream
from aurae.vms.tags import Tag
from tests.support.guest_peer import met
from tests.support.loops import in_loop
from tests.support.until import eventually


async def outcome(operation: Coroutine[None, None, object]) -> Ended | Refused | None:
    """How it is refused."""
    try:
        await operation
    except (Ended, Refused) as error:
        return error
    return None


ERROR = fields([(Tag.ERRNO, 2), (Tag.TEXT, "cannot see it: No such file or directory")])


def test_a_request_is_answered_and_its_stream_over_without_another_word():
    async def scene():
        async with met() as (channel, peer), asyncio.TaskGroup() as group:
            with channel.stream() as stream:
                asked = group.create_task(stream.ask(Kind.PING))
                frame = await peer.frame()
                assert (frame.stream, frame.kind) == (1, Kind.PING)
                await peer.send(1, Kind.OK, fields([(Tag.UPTIME, 7)]))
                assert (await asked).natural(Tag.UPTIME) == 7
            with channel.stream() as stream:
                refusing = group.create_task(outcome(stream.ask(Kind.TOP)))
                assert (await peer.frame()).stream == 3
                await peer.send(3, Kind.ERROR, ERROR)
                refused = await refusing
                assert isinstance(refused, Refused)
                assert (refused.errno, str(refused)[:13]) == (2, "cannot see it")

    in_loop(scene())


def test_messages_longer_than_a_frame_go_and_come_in_parts():
    async def scene():
        async with met() as (channel, peer), asyncio.TaskGroup() as group:
            long = fields([(Tag.ENV, "A=" + "x" * 100_000)])
            stream = channel.stream()
            asked = group.create_task(stream.ask(Kind.EXEC, long))
            got = b""
            while True:
                frame = await peer.frame()
                got += frame.payload
                if not frame.flags & MORE:
                    break
            assert got == long
            for part in frames.parts(1, Kind.OK, long):
                await peer.raw(part)
            assert len((await asked).bytes(Tag.ENV)) == 100_002

    in_loop(scene())


def test_bytes_go_with_credit_both_ways():
    async def scene():
        async with met() as (channel, peer), asyncio.TaskGroup() as group:
            stream = channel.stream()
            writing = group.create_task(stream.write(b"x" * (WINDOW + 5)))
            taken = 0
            while taken < WINDOW:
                taken += len((await peer.frame()).payload)
            assert taken == WINDOW
            assert not writing.done()
            await peer.send(1, Kind.WINDOW, frames.window(100))
            assert len((await peer.frame()).payload) == 5
            await writing
            for _ in range(WINDOW // LARGEST):
                await peer.send(1, Kind.DATA, bytes(LARGEST), 1)
            # Credit is given only for what somebody has read.
            given, read = 0, 0
            while read < WINDOW:
                read += len(await stream.read(1))
            while given < WINDOW:
                frame = await peer.frame()
                assert frame.kind == Kind.WINDOW
                given += frames.number(frame.payload)
            assert given == WINDOW

    in_loop(scene())


def test_outputs_are_read_each_for_itself_and_have_each_its_end():
    async def scene():
        async with met() as (channel, peer):
            stream = channel.stream()
            await stream.say(Kind.EXEC)
            await peer.send(1, Kind.DATA, b"one", 1)
            await peer.send(1, Kind.DATA, b"two", 2)
            await peer.send(1, Kind.EOF, flags=1)
            assert await stream.read(1) == b"one"
            assert await stream.read(1) == b""
            assert await stream.read(2) == b"two"
            await peer.send(1, Kind.CLOSE)
            assert await stream.read(2) == b""
            with pytest.raises(Ended, match="closed"):
                await stream.hear()

    in_loop(scene())


def test_headings_keep_their_place_among_the_bytes():
    async def scene():
        async with met() as (channel, peer):
            stream = channel.stream()
            await stream.say(Kind.WALK)
            first, second = fields([(Tag.PATH, "a" * 40)]), fields([(Tag.PATH, "b" * 40)])
            await peer.send(1, Kind.ENTRY, first)
            await peer.send(1, Kind.DATA, b"aa")
            await peer.send(1, Kind.ENTRY, second[:10], MORE)
            await peer.send(1, Kind.ENTRY, second[10:])
            await peer.send(1, Kind.OK, fields([(Tag.ENTRIES, 2)]))
            assert await stream.next() == Heading(first)
            assert await stream.next() == b"aa"
            assert await stream.next() == Heading(second)
            assert await stream.next() is None
            assert (await stream.answer(Kind.OK))[1].natural(Tag.ENTRIES) == 2

    in_loop(scene())


def test_a_stream_that_is_closed_while_much_comes_does_not_disturb_the_others():
    async def scene():
        async with met() as (channel, peer), asyncio.TaskGroup() as group:
            stream = channel.stream()
            await stream.say(Kind.EXEC)
            assert (await peer.frame()).kind == Kind.EXEC
            await peer.send(1, Kind.DATA, b"much", 1)
            stream.close()
            assert (await peer.frame()).kind == Kind.CLOSE
            await peer.send(1, Kind.DATA, b"more", 1)
            await peer.send(1, Kind.EXIT, fields([(Tag.STATUS, 0)]))
            other = channel.stream()
            asked = group.create_task(other.ask(Kind.PING))
            await peer.frame()
            await peer.send(other.id, Kind.OK)
            await asked

    in_loop(scene())


def flood_of_messages() -> bytes:
    return frames.pack(1, Kind.OK, bytes(LARGEST)) * (HELD_LIMIT // LARGEST + 1)


WRONG = {
    "a length that cannot be": b"\1\0\0\0\4\0\0\0\xff\xff\xff\xff",
    "zeros": bytes(12),
    "more bytes than may come": frames.pack(1, Kind.DATA, bytes(LARGEST), 1) * 9,
    "headings that say nothing": frames.pack(1, Kind.ENTRY, b"x"),
    "bytes of a stream that no program has": frames.pack(1, Kind.DATA, b"x", 77),
    "too many messages": frames.pack(1, Kind.OK) * 65,
    "too long messages": flood_of_messages(),
    "parts without end": frames.pack(1, Kind.OK, bytes(LARGEST), MORE) * 40,
    "parts of two kinds": frames.pack(1, Kind.OK, b"", MORE) + frames.pack(1, Kind.EXIT),
    "too much credit": frames.pack(1, Kind.WINDOW, b"\xff\xff\xff\x7f") * 2,
    "credit that is no number": frames.pack(1, Kind.WINDOW, b"abc"),
    "a stream of ours": frames.pack(3, Kind.OPEN),
    "an old stream": frames.pack(4, Kind.OPEN) + frames.pack(2, Kind.OPEN),
    "a service that is garbled": frames.pack(2, Kind.OPEN, b"abc"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_guest_that_keeps_to_no_rule_ends_the_channel_and_the_reason_is_told(wrong):
    async def scene():
        async with met([]) as (channel, peer):
            stream = channel.stream()
            await stream.say(Kind.EXEC)
            async with asyncio.TaskGroup() as group:
                sending = group.create_task(peer.raw(wrong))
                async with asyncio.timeout(20):
                    await channel.ended.wait()
                sending.cancel()
            assert channel.is_broken
            assert "not of the protocol" in channel.why
            with pytest.raises(Ended, match="not of the protocol"):
                await stream.write(b"x")
            with pytest.raises(Ended):
                channel.stream()

    in_loop(scene())


def test_an_answer_of_the_wrong_kind_ends_the_channel():
    async def scene():
        async with met() as (channel, peer), asyncio.TaskGroup() as group:
            asked = group.create_task(outcome(channel.stream().ask(Kind.PING)))
            await peer.frame()
            await peer.send(1, Kind.EXIT)
            assert "no answer" in str(await asked)
            assert channel.is_broken

    in_loop(scene())


def test_a_guest_that_never_reads_holds_up_nobody_and_costs_little():
    async def scene():
        async with met() as (channel, _), asyncio.TaskGroup() as group:
            streams = [channel.stream() for _ in range(20)]
            writing = [group.create_task(outcome(one.write(bytes(1 << 20)))) for one in streams]
            await eventually(lambda: not channel.line.is_roomy, "the socket is full")
            for _ in range(100_000):
                streams[0].hint(Kind.RESIZE)
            assert channel.is_open
            assert len(channel.line._unsent) < UNSENT_LIMIT // 2
            for stream in streams[:10]:
                stream.close()
            channel.close()
            for task in writing:
                assert isinstance(await task, Ended)

    in_loop(scene())


def test_a_guest_that_asks_and_never_reads_the_answers_ends_the_channel():
    async def scene():
        async with met([]) as (channel, peer):
            wrong = b"".join(frames.pack(0, Kind.PING) for _ in range(30_000))
            async with asyncio.TaskGroup() as group:
                sending = group.create_task(peer.raw(wrong))
                async with asyncio.timeout(20):
                    await channel.ended.wait()
                sending.cancel()
            assert "does not read" in channel.why

    in_loop(scene())


def test_a_flood_of_frames_leaves_the_loop_to_others():
    async def scene():
        async with met() as (channel, peer), asyncio.TaskGroup() as group:
            channel.stream()
            flood = group.create_task(peer.raw(frames.pack(9, Kind.DATA, b"") * 3_000_000))
            loop = asyncio.get_running_loop()
            turns = 0
            end = loop.time() + 0.2
            while loop.time() < end:
                await asyncio.sleep(0.001)
                turns += 1
            assert not flood.done()
            assert channel.is_open
            assert turns > 10
            flood.cancel()

    in_loop(scene())


def test_garbage_instead_of_a_greeting_is_waited_out_at_little_cost():
    async def scene():
        ours, theirs = socket.socketpair()
        theirs.setblocking(False)
        channel = Channel(ours)
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.TaskGroup() as group:
                pouring = group.create_task(loop.sock_sendall(theirs, bytes(1 << 30)))
                with pytest.raises(TimeoutError):
                    await channel.greet(0.3)
                pouring.cancel()
            assert channel.is_open
            assert not channel.is_broken
        finally:
            channel.close()
            theirs.close()

    in_loop(scene())


def test_a_guest_that_goes_is_told_to_everybody_who_waits():
    async def scene():
        async with met() as (channel, peer), asyncio.TaskGroup() as group:
            stream = channel.stream()
            asked = group.create_task(outcome(stream.ask(Kind.PING)))
            reading = group.create_task(channel.stream().read(1))
            await peer.frame()
            peer.sock.close()
            assert "other end is closed" in str(await asked)
            assert await reading == b""
            assert not channel.is_broken

    in_loop(scene())


def test_only_so_many_streams_are_open():
    async def scene():
        offered: list[tuple[Stream, Fields]] = []
        async with met(offered) as (channel, peer):
            for _ in range(STREAMS):
                channel.stream()
            with pytest.raises(Busy):
                channel.stream()
            for ident in range(2, 2 * GUEST_STREAMS + 4, 2):
                await peer.send(ident, Kind.OPEN, fields([(Tag.SERVICE, "x")]))
            frame = await peer.frame()
            assert (frame.stream, frame.kind) == (2 * GUEST_STREAMS + 2, Kind.ERROR)
            assert len(offered) == GUEST_STREAMS
            offered[0][0].close()
            assert (await peer.frame()).kind == Kind.CLOSE
            await peer.send(90, Kind.OPEN, fields([(Tag.SERVICE, "x")]))
            await eventually(lambda: len(offered) == GUEST_STREAMS + 1, "it is offered")

    in_loop(scene())


def test_small_pieces_are_kept_together():
    async def scene():
        async with met() as (channel, peer):
            stream = channel.stream()
            await stream.say(Kind.EXEC)
            tracemalloc.start()
            gc.collect()
            before = tracemalloc.get_traced_memory()[0]
            await peer.raw(frames.pack(1, Kind.DATA, b"x", 1) * 30_000)
            given = stream._inflow._given
            await eventually(lambda: sum(map(len, given.get(1, ()))) == 30_000, "all has come", 60)
            gc.collect()
            grown = tracemalloc.get_traced_memory()[0] - before
            tracemalloc.stop()
            assert grown < 300_000

    in_loop(scene())


KINDS = st.sampled_from([*Kind, 77, 255])
MEANT = {"error": ERROR, "long": bytes(LARGEST), "number": fields([(16, 1)])}
HOSTILE = st.lists(
    st.tuples(
        st.integers(0, 6),
        KINDS,
        st.sampled_from([0, 1, 2, MORE, 3]),
        st.binary(max_size=40) | st.sampled_from(["error", "long", "number"]),
    ),
    max_size=30,
)


@settings(max_examples=100)
@given(HOSTILE, st.binary(max_size=30))
def test_whatever_frames_a_guest_sends_nothing_but_the_channel_ends(sent, tail):
    async def ask(channel, kind):
        try:
            with channel.stream() as stream:
                await stream.ask(kind)
        except (Ended, Refused):
            pass

    async def read(channel):
        try:
            with channel.stream() as stream:
                await stream.say(Kind.WALK)
                while await stream.next() is not None:
                    pass
        except Ended:
            pass

    async def scene():
        async with met([]) as (channel, peer), asyncio.TaskGroup() as group:
            group.create_task(ask(channel, Kind.PING))
            group.create_task(read(channel))
            group.create_task(ask(channel, Kind.TOP))
            data = b"".join(frames.pack(s, k, MEANT.get(p, p), f) for s, k, f, p in sent)
            await peer.raw(data + tail)
            with suppress(OSError):  # perhaps the host has closed it
                peer.sock.shutdown(socket.SHUT_WR)
            async with asyncio.timeout(30):
                await channel.ended.wait()
            assert channel.held <= HELD_LIMIT + LARGEST

    with asyncio.Runner() as runner:
        runner.run(scene())
