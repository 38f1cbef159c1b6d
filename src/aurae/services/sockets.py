"""The sockets of a service that outlive its processes: notifications, listeners, what it stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aurae.model.service_record import ServiceRecord
    from aurae.services.life import Life
    from aurae.services.means import Means


async def open_notify(life: Life) -> None:
    """Have a socket for notifications, if there is somebody to hear."""


async def open_listeners(life: Life) -> None:
    """Have the sockets that it is handed."""


async def close_all(life: Life) -> None:
    """Close what a service at rest has no use for."""


def drop_strangers(means: Means, known: list[ServiceRecord]) -> None:
    """Have init keep nothing that belongs to no service."""


async def take_back(life: Life) -> None:
    """Take from init what it keeps for a service."""


def take_named_main(life: Life) -> None:
    """Look after the process that MAINPID= had named."""


def await_connection(life: Life) -> None:
    """Have the first connection set the service off."""
