"""The server process: `python -I -m aurae.server <flags of auraed>`, started by init.

File descriptor 3 is the socket to init. With `--trial` before the flags it ends at once, with status
0 when it could run: so new code is tried before it is used.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from typing import TYPE_CHECKING

import uvloop

from aurae.config.loading import SettingsError, load
from aurae.identity.keyfiles import CannotLoadCa
from aurae.processes.init import InitGone
from aurae.server.serving import serve
from aurae.server.sockets import CannotListen
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override

INIT_FD = 3

SWITCH_INTERVAL = 0.0005
"""Seconds after which a thread that waits gets its turn. A commit changes threads several times; with
Python's 5 ms each of them could cost that much while calls keep the event loop busy."""

_log = logging.getLogger("aurae.server")


class OneLine(logging.Formatter):
    """Writes each event on one line, also one with a traceback or with text from outside."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return super().format(record).replace("\r", "\\r").replace("\n", " | ")


def main(flags: list[str]) -> int:
    """Run the server; returns its exit status."""
    if flags[:1] == ["--trial"]:
        return _try(flags[1:])
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    sys.setswitchinterval(SWITCH_INTERVAL)
    os.set_inheritable(INIT_FD, False)
    try:
        settings = load(flags, os.environ).settings
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serve(settings, INIT_FD))
    except (SettingsError, StateFailed, CannotLoadCa, CannotListen, InitGone, OSError) as error:
        _log.error("cannot serve: %s", error)
        return 1
    except ExceptionGroup as group:
        return _report(group)
    return 0


def _try(flags: list[str]) -> int:
    """Say whether this code can be imported, as it was, and takes the settings."""
    try:
        load(flags, os.environ)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _report(group: ExceptionGroup[Exception]) -> int:
    """Say why the task group ended: in a line where that is known, with a traceback for a bug."""
    known, bugs = group.split((StateFailed, CannotLoadCa, CannotListen, InitGone, OSError))
    if bugs is not None:
        _log.error("the server ends because of a bug", exc_info=bugs)
    elif known is not None:
        for error in known.exceptions:
            _log.error("cannot serve: %s", error)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
