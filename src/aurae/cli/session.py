"""From the options of a command to an open channel."""

import argparse
import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aurae.client import config, identity
from aurae.client.channel import Channel
from aurae.model.shown import escaped

S = TypeVar("S")
T = TypeVar("T")

ANSWER = 30.0
"""Seconds that a command waits for an answer unless --timeout says otherwise."""


def connect(options: argparse.Namespace) -> Channel:
    """Prepare a channel as the options and the environment say; raises NoIdentityError.

    Use it with `async with`; the connection itself is made by the first call.
    """
    found = config.find(options.config, os.environ, warn)
    return Channel(options.host or found.socket, identity.load(found))


def ask(
    options: argparse.Namespace,
    service: Callable[[Channel], S],
    question: Callable[[S], Awaitable[T]],
) -> T:
    """Ask something of a service, of which `service` makes the stub. Raises ClientError."""

    async def connected() -> T:
        async with connect(options) as channel:
            return await question(service(channel))

    return asyncio.run(connected())


def limit(options: argparse.Namespace) -> float:
    """Return the seconds that one answer may take."""
    return ANSWER if options.timeout is None else float(options.timeout)


def warn(text: str) -> None:
    """Tell the user something that is no failure."""
    sys.stdout.flush()
    print(f"aer: warning: {escaped(text)}", file=sys.stderr)
