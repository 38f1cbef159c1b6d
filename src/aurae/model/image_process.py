"""What an image says of how it is run, and what a specification replaces of it.

The rules are those that images are built for: an argv replaces the image's Cmd, an entrypoint
replaces its Entrypoint and takes its Cmd away, variables are added one by one.
"""

from __future__ import annotations

import re
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from aurae.model.container_defaults import PATH, TERM
from aurae.model.container_process import check_user_word, largest_id
from aurae.model.refusal import BadValue, FailedPrecondition
from aurae.model.validation import LONGEST_COMMAND, signal_number, whole_size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.model.image_config import RunConfig
    from aurae.model.workload import Executable

NOTHING: Mapping[str, str] = {}
NO_ENTRYPOINT = ("",)
HIGHEST_SIGNAL = 64

_REAL_TIME = re.compile(r"(?:SIG)?(RTMIN\+|RTMAX-)([0-9]{1,2})", re.ASCII)


class Imaged(Protocol):
    """What is asked of a container or a machine of an image."""

    @property
    def entrypoint(self) -> tuple[str, ...]:
        """What replaces the image's; empty for the image's."""

    @property
    def has_own_users(self) -> bool:
        """Whether its users are a range of the host's."""


@dataclass(frozen=True, slots=True)
class ImageProcess:
    """What runs in a container or a machine.

    `user` and `group` are words for the image's own files, an empty one for root, or for the user's
    own group. `env` has a HOME only where somebody said it: the image's files tell it.
    """

    argv: tuple[str, ...]
    env: Mapping[str, str]
    working_directory: str
    user: str
    group: str
    stop_signal: int


def resolve(
    action: str,
    run: RunConfig,
    executable: Executable,
    asked: Imaged,
    prepared: Mapping[str, str] = NOTHING,
    fixed: Mapping[str, str] = NOTHING,
) -> ImageProcess:
    """Return what runs in a container or a machine of an image.

    `prepared` are variables that the specification's own replace, `fixed` those that hold whatever
    anybody says. FailedPrecondition when the image names what cannot be.
    """
    argv = command(run, executable, asked)
    if not argv or not argv[0]:
        raise FailedPrecondition(action, "the image names no command: give one")
    env = environment(run, executable, prepared, fixed)
    folder = executable.working_directory or f"/{run.working_dir.removeprefix('/')}"
    try:
        user, group = _user(run, executable, largest_id(has_own_users=asked.has_own_users))
        stop_signal = executable.stop_signal or image_signal(run.stop_signal)
        _check_words(argv, env, folder)
    except BadValue as error:
        raise FailedPrecondition(action, f"the image's {error.field} {error.why}") from None
    return ImageProcess(argv, env, folder, user, group, stop_signal)


def command(run: RunConfig, executable: Executable, asked: Imaged) -> tuple[str, ...]:
    """Return the words of the command; none where nobody says any."""
    if asked.entrypoint:
        own = () if asked.entrypoint == NO_ENTRYPOINT else asked.entrypoint
        return (*own, *executable.argv)
    return (*(run.entrypoint or ()), *(executable.argv or run.cmd or ()))


def environment(
    run: RunConfig,
    executable: Executable,
    prepared: Mapping[str, str] = NOTHING,
    fixed: Mapping[str, str] = NOTHING,
) -> dict[str, str]:
    """Return the variables: the image's, then what was prepared, then the specification's own."""
    given = {"PATH": PATH}
    if executable.terminal:
        given["TERM"] = TERM
    for variable in run.env:
        name, _, value = variable.partition("=")
        given[name] = value
    return given | dict(prepared) | dict(executable.env) | dict(fixed)


def image_signal(text: str) -> int:
    """Return the number of an image's stop signal: a name, a number or `SIGRTMIN+3`; BadValue."""
    try:
        if text.isascii() and text.isdigit():
            number = int(text[:9])
            known = number in signal.Signals.__members__.values()
            return signal_number(signal.Signals(number).name) if known else _real_time(number)
        if found := _REAL_TIME.fullmatch(text):
            offset = int(found[2])
            least, most = int(signal.SIGRTMIN), int(signal.SIGRTMAX)
            return _real_time(least + offset if found[1] == "RTMIN+" else most - offset)
        return signal_number(text)
    except BadValue as error:
        raise BadValue("stop signal", f"is none: {error.why}") from None


def _real_time(number: int) -> int:
    if not signal.SIGRTMIN <= number <= HIGHEST_SIGNAL:
        raise BadValue("", f"unknown signal {number}")
    return number


def _user(run: RunConfig, executable: Executable, most: int) -> tuple[str, str]:
    """Return the words for user and group, a group without a user that of the image's user."""
    user, _, group = executable.user.partition(":")
    if not user:
        user, _, group = run.user.partition(":")
        check_user_word("user", user, most)
        check_user_word("user", group, most)
    return user, executable.group or group


def _check_words(argv: tuple[str, ...], env: Mapping[str, str], folder: str) -> None:
    if any("\0" in word for word in (*argv, *env, *env.values(), folder)):
        raise BadValue("configuration", "has a NUL character in a word")
    size = whole_size(argv, env)
    if size > LONGEST_COMMAND:
        why = f"and the given words have {size} bytes, the kernel takes {LONGEST_COMMAND}"
        raise BadValue("configuration", why)
