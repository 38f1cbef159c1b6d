"""libnftables, which turns the text of a rule set into one transaction of the kernel.

It is loaded by whoever asks first: it costs a megabyte, and most machines have no network of ours.
"""

from __future__ import annotations

import _thread
import ctypes
import errno
from functools import cache

STATELESS, JSON, TERSE = 1 << 2, 1 << 4, 1 << 11
"""NFT_CTX_OUTPUT_*: without counters; as JSON; without elements of sets."""
LONGEST_COMPLAINT = 300


class NoLibrary(Exception):
    """The machine has no libnftables."""


@cache
def library() -> ctypes.CDLL:
    """Load the library; NoLibrary when the machine has none."""
    try:
        found = ctypes.CDLL("libnftables.so.1")
    except OSError:
        raise NoLibrary("libnftables.so.1 is not there (package libnftables1)") from None
    context, flags, text = ctypes.c_void_p, ctypes.c_uint, ctypes.c_char_p
    found.nft_ctx_new.restype = context
    found.nft_ctx_new.argtypes = [ctypes.c_uint32]
    found.nft_ctx_free.restype = found.nft_ctx_output_set_flags.restype = None
    found.nft_ctx_free.argtypes = [context]
    found.nft_ctx_output_set_flags.argtypes = [context, flags]
    found.nft_run_cmd_from_buffer.argtypes = [context, text]
    for call in (found.nft_ctx_buffer_output, found.nft_ctx_buffer_error):
        call.argtypes = [context]
    for call in (found.nft_ctx_get_output_buffer, found.nft_ctx_get_error_buffer):
        call.argtypes, call.restype = [context], text
    return found


class Nftables:
    """One context of the library: a netlink socket in the network namespace where it was made.

    Its methods take turns, and run in any thread.
    """

    def __init__(self) -> None:
        """NoLibrary when the machine has none; OSError when the kernel gives no socket."""
        self._library = library()
        self._turn = _thread.allocate_lock()
        self._context = self._library.nft_ctx_new(0)
        if not self._context:
            raise OSError(errno.ENOMEM, "nft_ctx_new: no context")
        self._library.nft_ctx_buffer_output(self._context)
        self._library.nft_ctx_buffer_error(self._context)

    def run(self, commands: str) -> None:
        """Do these commands, all or none. Raises OSError with what the library says of them."""
        self._run(commands, 0)

    def listing(self, command: str) -> bytes:
        """Return what a `list` command says, as JSON without counters. Raises OSError."""
        return self._run(command, STATELESS | JSON)

    def head(self, command: str) -> str:
        """Return what it says as text, without elements of sets. Raises OSError."""
        return self._run(command, STATELESS | TERSE).decode("utf-8", "replace")

    def close(self) -> None:
        """Free it."""
        with self._turn:
            if self._context:
                self._library.nft_ctx_free(self._context)
            self._context = None

    def _run(self, commands: str, flags: int) -> bytes:
        with self._turn:
            if not self._context:
                raise OSError(errno.EBADF, "nft: the context is closed")
            self._library.nft_ctx_output_set_flags(self._context, flags)
            result = self._library.nft_run_cmd_from_buffer(self._context, f"{commands}\n".encode())
            # Getting a buffer also empties it, for the next one.
            output = self._library.nft_ctx_get_output_buffer(self._context) or b""
            complaint = self._library.nft_ctx_get_error_buffer(self._context) or b""
            if result:
                raise _failure(complaint.decode("utf-8", "replace"))
            return bytes(output)


_NUMBERS = (
    ("No such file or directory", errno.ENOENT),
    ("File exists", errno.EEXIST),
    ("Operation not permitted", errno.EPERM),
    ("Device or resource busy", errno.EBUSY),
    ("Operation not supported", errno.EOPNOTSUPP),
)


def _failure(complaint: str) -> OSError:
    """Return the first thing the library says, with the number of the error it names."""
    first = complaint.strip().partition("\n")[0].partition("Error: ")[2] or complaint.strip()
    number = next((number for text, number in _NUMBERS if text in first), errno.EINVAL)
    return OSError(number, f"nft: {first[:LONGEST_COMPLAINT] or 'no reason given'}")
