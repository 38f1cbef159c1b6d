"""From the options of a command to an open channel."""

import argparse
import os
import sys

from aurae.client import config, identity
from aurae.client.channel import Channel
from aurae.model.shown import escaped

ANSWER = 30.0
"""Seconds that a command waits for an answer unless --timeout says otherwise."""


def connect(options: argparse.Namespace) -> Channel:
    """Prepare a channel as the options and the environment say; raises NoIdentityError.

    Use it with `async with`; the connection itself is made by the first call.
    """
    found = config.find(options.config, os.environ, warn)
    return Channel(options.host or found.socket, identity.load(found))


def limit(options: argparse.Namespace) -> float:
    """Return the seconds that one answer may take."""
    return ANSWER if options.timeout is None else float(options.timeout)


def warn(text: str) -> None:
    """Tell the user something that is no failure."""
    sys.stdout.flush()
    print(f"aer: warning: {escaped(text)}", file=sys.stderr)
