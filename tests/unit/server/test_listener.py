"""The listener keeps its certificate valid, whatever the clock does."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from aurae.identity.authority import Authority
from aurae.server import listener as listener_module
from aurae.server.listener import Listener
from tests.support.doors import DoorSettings, names_of


async def not_before(socket: Path) -> datetime:
    """Return from when on the certificate is valid that the daemon shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    _, writer = await asyncio.open_unix_connection(socket, ssl=context, server_hostname="aurae")
    try:
        shown = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        return x509.load_der_x509_certificate(shown).not_valid_before_utc
    finally:
        writer.transport.abort()


@pytest.mark.asyncio
async def test_a_clock_that_is_set_back_brings_a_new_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener_module, "_LONGEST_SLEEP", 0.02)
    now = datetime(2030, 6, 2, tzinfo=UTC)
    settings = DoorSettings(tmp_path, listen="")
    authority = Authority(tmp_path / "pki", names_of(settings), lambda: now)
    async with asyncio.TaskGroup() as tasks, asyncio.timeout(60):
        listener = Listener([], [], settings, authority, lambda _path, _caller: None)
        await listener.open(tasks)
        first = await not_before(settings.socket)
        assert first <= now
        now -= timedelta(hours=6)
        while (shown := await not_before(settings.socket)) > now:
            assert shown == first
        await listener.drain(1.0)
    authority.close()
