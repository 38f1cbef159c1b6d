"""Descriptors that init holds for this server and for later ones."""

import asyncio
import contextlib
import errno
import os
from collections.abc import Callable

from aurae.processes import closing
from aurae.processes.descriptors import copies
from aurae.processes.told import InitGone
from aurae.wire import messages

LIMIT = 4096
"""Descriptors that init keeps at most, as aurae.init.keeping has it."""


class Kept:
    """Which ones init holds, and what it has yet to answer.

    The kernel does with a descriptor's last copy what may take long, and init cannot wait: this end
    keeps its copy until init has closed its own. An init of before answers nothing.
    """

    def __init__(self, send: Callable[[bytes, list[int]], None]) -> None:
        """`send(message, descriptors)` reaches init; the descriptors are taken."""
        self.answers = False
        self._send = send
        self._idents: set[int] = set()
        self._asked: dict[int, asyncio.Future[int]] = {}
        self._last: dict[int, int] = {}

    def know(self, ident: int) -> None:
        """Note one that init has from before."""
        self._idents.add(ident)

    async def keep(self, ident: int, fd: int) -> None:
        """Have a copy of `fd` held. Raises OSError, and none is held then; InitGone."""
        if ident not in self._idents and len(self._idents) >= LIMIT:
            raise OSError(errno.ENOSPC, f"init keeps {LIMIT} descriptors already")
        message = messages.pack(messages.KEEP, ident, messages.ANSWER * self.answers)
        sent = copies([fd])
        self._idents.add(ident)
        answer = self._asked[ident] = asyncio.get_running_loop().create_future()
        self._send(message, sent)
        if not self.answers:
            self.answer(ident, 0)
        try:
            number = await answer
        except asyncio.CancelledError:
            with contextlib.suppress(OSError):
                self.drop(ident, os.dup(fd))
            raise
        if number:
            self._idents.discard(ident)
            raise OSError(number, f"init cannot keep it: {errno.errorcode.get(number, number)}")

    def drop(self, ident: int, last: int = -1) -> None:
        """Have it closed; nothing when there is none. `last` is taken, and closed after init's."""
        if ident not in self._idents:
            closing.close(last)
            return
        self._idents.discard(ident)
        if last >= 0 and self.answers:
            self._last[ident] = last
        self._send(messages.pack(messages.DROP, ident, messages.ANSWER * self.answers), [])
        if not self.answers:
            closing.close(last)

    def answer(self, ident: int, number: int) -> None:
        """Take what init, or the way to it, says of the earliest that is asked of `ident`."""
        asked = self._asked.pop(ident, None)
        if asked is None:
            closing.close(self._last.pop(ident, -1))
        elif not asked.done():
            asked.set_result(number)

    def refuse(self) -> None:
        """Init has gone: whoever waits is told so."""
        for asked in self._asked.values():
            if not asked.done():
                asked.set_exception(InitGone("cannot reach init: it has ended"))
                asked.exception()  # nobody may be left to read it
        self._asked.clear()
        closing.close(*self._last.values())
        self._last.clear()
