"""Waits until a service is up or has failed, also when the daemon's server restarts meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, cast

from aurae.cli.arguments import Argument, seconds
from aurae.cli.phases import SETTLED, is_up, standing, why
from aurae.client.calls import Patience, call, is_passing, stream
from aurae.client.errors import CallError, ClientError
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import GetRequest, WatchRequest, Workload

if TYPE_CHECKING:
    import argparse

    from aurae.client.channel import Channel

LONGEST = 3600.0
"""Seconds of a wait without --timeout."""
WAIT = Argument(
    ("--timeout",),
    "Wait at most this long, 1h when not given; what was begun goes on.",
    "DURATION",
    seconds,
)


def longest(options: "argparse.Namespace") -> float:
    """Return the seconds that a wait may last."""
    return LONGEST if options.timeout is None else float(options.timeout)


async def settle(
    stub: RuntimeServiceStub,
    name: str,
    ask: Callable[[], Awaitable[Workload]],
    limit: float,
) -> Workload:
    """Ask for something that ends with the service being up, and return it then.

    When the answer is lost with the daemon's server, what was accepted goes on and is watched.
    Raises ClientError.
    """
    try:
        async with asyncio.timeout(limit):
            return await _settle(stub, name, ask)
    except TimeoutError:
        raise await _too_long(stub, name) from None


async def _settle(
    stub: RuntimeServiceStub, name: str, ask: Callable[[], Awaitable[Workload]]
) -> Workload:
    patience = Patience()
    while True:
        try:
            return await ask()
        except ClientError as error:
            # Nothing was accepted over a connection that never was.
            channel = cast("Channel", stub.Start.channel)
            if not (is_passing(error) and channel.daemon_id):
                raise
            await patience.bear(error)
        found = await _watched(stub, name)
        if found is not None:
            if is_up(found):
                return found
            text = why(found) or standing(found)
            raise ClientError(f"cannot tell whether {name} came up: {text}")


async def _watched(stub: RuntimeServiceStub, name: str) -> Workload | None:
    """Return a service once it does not change any more by itself, None when there is none."""
    patience = Patience()
    while True:
        try:
            async for change in stream(stub.Watch, WatchRequest(name=name)):
                patience.success()
                if change.removed:
                    return None
                if change.workload.service.phase in SETTLED:
                    return change.workload
        except CallError as error:
            if error.status == "NOT_FOUND":
                return None
            await patience.bear(error)
        except ClientError as error:
            await patience.bear(error)
        await asyncio.sleep(0.05)


async def _too_long(stub: RuntimeServiceStub, name: str) -> ClientError:
    """Return what is to be told when the wait is over."""
    try:
        found = (await call(stub.Get, GetRequest(name=name), 5.0)).workload
    except ClientError as error:
        return error
    waits = ", ".join(found.service.waits_for)
    text = f"{standing(found)} for {waits}" if waits else standing(found)
    return ClientError(f"cannot wait for {name} any longer: it is {text}")
