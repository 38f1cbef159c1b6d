"""Checks what runs in a container, and what of a service there can be; fields below the process or service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.container import Network
from aurae.model.container_defaults import IDS
from aurae.model.container_sandbox import HELD, resolve
from aurae.model.execution import Home, System
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from aurae.model.container import Container
    from aurae.model.execution import Sandbox
    from aurae.model.service import Service
    from aurae.model.workload import Executable

LARGEST_ID = 2**31 - 1
"""Of a user or group of the host that a container's process may be."""
LONGEST_NAME = 255
MOST_WORDS = 1024
"""Of an entrypoint."""

OF_THE_HOST = {
    "folders": "are places of the host: mount them",
    "dynamic_user": "is for executables: a container has users of its own",
    "stdin_file": "is a path of the host: give `stdin`, or mount the file",
}
COMMANDS = {
    "condition": "yet",
    "start_pre": "yet",
    "then": "any more",
    "stop_post": "any more",
}
"""Commands of a service for which a container, or a guest, is not there."""


def check_within(executable: Executable, container: Container) -> None:
    """BadValue when something of a process makes no sense in a container."""
    for field, why in OF_THE_HOST.items():
        if getattr(executable, field):
            raise BadValue(field, why)
    user, colon, group = executable.user.partition(":")
    if colon and executable.group:
        raise BadValue("group", "is said by user already")
    if colon and not (user and group):
        raise BadValue("user", "is not `user:group`")
    most = largest_id(has_own_users=container.has_own_users)
    check_user_word("user", user, most)
    check_user_word("user" if colon else "group", group or executable.group, most)
    for index, word in enumerate(executable.supplementary_groups):
        check_user_word(f"supplementary_groups[{index}]", word, most)
    if executable.sandbox is not None:
        try:
            _check_sandbox(executable.sandbox, container)
        except BadValue as error:
            raise BadValue(f"sandbox.{error.field}", error.why) from None


def largest_id(*, has_own_users: bool) -> int:
    """Return the largest number of a user or group that there is in a container, or in a guest."""
    return IDS - 1 if has_own_users else LARGEST_ID


def check_user_word(field: str, word: str, most: int) -> None:
    """BadValue for what is neither a number in range nor the name of a user or group.

    A word of digits is a number whatever it is, and never a name.
    """
    if word.isascii() and word.isdigit():
        if len(word) > 10 or int(word) > most:
            raise BadValue(field, f"{word[:20]} is not between 0 and {most}")
    elif len(word) > LONGEST_NAME or not (word.isprintable() and ":" not in word):
        raise BadValue(field, "is no name of a user or group")


def check_entrypoint(words: tuple[str, ...]) -> None:
    """BadValue when an entrypoint cannot be run. One empty word says that there is none."""
    if words == ("",):
        return
    if len(words) > MOST_WORDS:
        raise BadValue("entrypoint", f"has {len(words)} entries, at most {MOST_WORDS} are allowed")
    if words and not words[0]:
        raise BadValue("entrypoint[0]", "is empty")
    for index, word in enumerate(words):
        if "\0" in word:
            raise BadValue(f"entrypoint[{index}]", "has a NUL character")


def check_service(service: Service, noun: str = "container") -> None:
    """BadValue when a service has commands that would need a container when there is none."""
    for field, when in COMMANDS.items():
        if getattr(service, field):
            raise BadValue(field, f"cannot be of a {noun}: there is no {noun} {when}")


def _check_sandbox(sandbox: Sandbox, container: Container) -> None:
    if container.privileged and sandbox.profile:
        raise BadValue("profile", "is excluded by privileged")
    resolve(sandbox)
    for field in HELD:
        if getattr(sandbox, field) is False:
            raise BadValue(field, "holds for every container")
    if sandbox.home in (Home.OPEN, Home.READ_ONLY):
        raise BadValue("home", "is the host's: no container sees it")
    if sandbox.system in (System.USR, System.FULL):
        raise BadValue("system", "of a container is open or strict")
    if sandbox.read_write_paths:
        raise BadValue("read_write_paths", "are for executables: mount what is to be written")
    own = container.network is not Network.HOST
    if sandbox.private_network is not None and sandbox.private_network is not own:
        raise BadValue("private_network", "is said by `network` of the container")
