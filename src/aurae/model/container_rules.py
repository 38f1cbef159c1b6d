"""Checks what is asked of a container field by field; every refusal names the field by its path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model import image_name
from aurae.model.digest import check_digest
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from aurae.model.container import Container
    from aurae.model.service import Service
    from aurae.model.workload import Executable

DIGEST = ("sha256:", "sha512:")

OF_THE_HOST = {
    "folders": "are places of the host: mount them",
    "dynamic_user": "is for executables: a container has users of its own",
    "stdin_file": "is a path of the host: give `stdin`, or mount the file",
}
COMMANDS = {
    "condition": "there is no container yet",
    "start_pre": "there is no container yet",
    "stop_post": "there is no container any more",
}
"""Commands of a service for which a container is not there."""


def check_container(container: Container) -> None:
    """BadValue when no container can be as this says."""
    check_image("image", container.image)


def check_image(field: str, text: str) -> None:
    """BadValue unless a text can mean an image: a name, a digest or the beginning of an id."""
    try:
        if text.startswith(DIGEST):
            check_digest(text)
        else:
            image_name.parse(text)
    except BadValue as error:
        raise BadValue(field, error.why) from None


def check_within(executable: Executable) -> None:
    """BadValue when something of a process makes no sense in a container."""
    for field, why in OF_THE_HOST.items():
        if getattr(executable, field):
            raise BadValue(field, why)


def check_service(service: Service) -> None:
    """BadValue when a service has commands that would need a container when there is none."""
    for field, why in COMMANDS.items():
        if getattr(service, field):
            raise BadValue(field, f"cannot be of a container: {why}")
