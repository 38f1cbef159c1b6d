"""TLS handshakes that tell a refused client why."""

import asyncio
import contextlib
import socket
import ssl

from aurae.identity.contexts import LastWords, last_words
from aurae.server.protocol import Patience, ServerProtocol

SHUTDOWN_TIMEOUT = 2.0


async def attach(
    client: socket.socket,
    protocol: ServerProtocol,
    context: ssl.SSLContext | None,
    patience: Patience,
) -> None:
    """Connect an accepted socket to `protocol`, by TLS unless `context` is None.

    The socket belongs to the event loop from here on, and is closed on failure. Raises OSError
    (which ssl.SSLError is) when the handshake fails, after the client could read the alert.
    """
    loop = asyncio.get_running_loop()
    if context is None:
        try:
            await loop.connect_accepted_socket(lambda: protocol, client)
        except BaseException:
            client.close()
            raise
        return
    words = LastWords()
    last_words.set(words)
    try:
        spare = client.dup()
    except OSError:
        client.close()
        raise
    with spare:
        try:
            # uvloop returns its own TLS protocol, so ours is the caller's to keep.
            await loop.connect_accepted_socket(
                lambda: protocol,
                client,
                ssl=context,
                ssl_handshake_timeout=patience.handshake,
                ssl_shutdown_timeout=SHUTDOWN_TIMEOUT,
            )
        except BaseException as error:
            client.close()
            if isinstance(error, ssl.SSLError):
                await _say(spare, words.alert, patience.linger)
            raise


async def _say(spare: socket.socket, alert: bytes, limit: float) -> None:
    """Send the alert and wait for the client to close: a close of ours could overtake the alert."""
    if not alert:
        return
    loop = asyncio.get_running_loop()
    spare.setblocking(False)
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(limit):
            await loop.sock_sendall(spare, alert)
            while await loop.sock_recv(spare, 65536):
                pass
