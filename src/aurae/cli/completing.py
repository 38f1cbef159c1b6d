"""What can stand at a place of an `aer` command line; the shells' completion scripts ask this.

`aer __complete INDEX WORD...`: the words of the line with `aer` as the first, and which of them
is being written. Prints one candidate a line; a line `:files` or `:folders` asks the shell for
its own. Whatever fails is silent: nobody wants an error in the middle of a line.
"""

import argparse
from collections.abc import Sequence
from itertools import pairwise
from signal import Signals

from aurae.cli.arguments import COMMON, Argument, daemon
from aurae.cli.commands import COMMANDS, GROUPS, command, members, take_command

ASK = 1.0
"""Seconds that the daemon has to tell the names of its workloads or cells."""


def main(words: Sequence[str]) -> int:
    """Print the candidates; returns 0."""
    if words and words[0].isdigit():
        for candidate in candidates(list(words[1:]), int(words[0])):
            print(candidate)
    return 0


def candidates(line: list[str], index: int) -> list[str]:
    """Return what can stand at `index` of the line, the part that is written already as prefix."""
    line = [*line, *[""] * (index + 1 - len(line))]
    before, word = line[1:index], line[index]
    words = list(before)
    name = take_command(words)
    if name in COMMANDS:
        chosen = command(name)
        if chosen.takes_program and "--" in words:
            return [":files"]
        found = _offers(name, chosen.arguments, words, word)
    elif not name or name in GROUPS:
        found = _before_the_command(name, words, word)
    else:
        found = []
    return [item for item in found if item.startswith((word, ":"))]


def _before_the_command(group: str, words: Sequence[str], word: str) -> list[str]:
    """Offer what can stand where the command, or the second word of a group's, is missing."""
    offers = _offers("", COMMON, words, word)
    if offers or word.startswith("-"):
        return offers
    if group:
        return list(members(group))
    return list(dict.fromkeys(name.partition(" ")[0] for name in COMMANDS))


def _offers(
    name: str, arguments: Sequence[Argument], words: Sequence[str], word: str
) -> list[str]:
    by_name = {option: item for item in arguments for option in item.names if item.is_option}
    pending = by_name.get(words[-1]) if words else None
    if pending is not None and pending.metavar:
        return _values(name, pending, words)
    if word.startswith("-"):
        return sorted([*by_name, "--help"])
    positional = [item for item in arguments if not item.is_option]
    given = _positional(words, by_name)
    if not positional:
        return []
    # The last one takes all the rest, if it takes several.
    if len(given) >= len(positional) and not positional[-1].many:
        return []
    return _values(name, positional[min(len(given), len(positional) - 1)], words, given)


def _positional(words: Sequence[str], by_name: dict[str, Argument]) -> list[str]:
    """Return the words that are neither options nor values of options."""
    found, at = [], 0
    while at < len(words):
        option = by_name.get(words[at])
        if not words[at].startswith("-"):
            found.append(words[at])
        at += 2 if option is not None and option.metavar else 1
    return found


def _values(
    name: str, item: Argument, words: Sequence[str], given: Sequence[str] = ()
) -> list[str]:
    if item.choices:
        return list(item.choices)
    if item.metavar == "NAME":
        return _workloads(name, words)
    if item.metavar == "CELL":
        # A new cell stands below one that exists.
        end = "/" if name == "cell allocate" else ""
        return [f"{cell}{end}" for cell in _cells(words)]
    if item.metavar == "EXECUTABLE":
        return _workloads(name, words, given[0] if given else "")
    listed = {
        "SERVICE": _services,
        "IMAGE": _images,
        "CONTAINER": _containers,
        "NETWORK": _networks,
        "VOLUME": _volumes,
    }
    if asking := listed.get(item.metavar.partition("[")[0]):
        return asking(words)
    if item.metavar == "SIGNAL":
        return sorted(signal.name for signal in Signals)
    if item.metavar == "FIELD":
        from aurae.cli.cell_limits import CLEARABLE

        return list(CLEARABLE)
    return {"FILE": [":files"], "DIR": [":folders"], "COMMAND": [":files"]}.get(item.metavar, [])


def _services(words: Sequence[str]) -> list[str]:
    import asyncio

    from aurae.cli.services import services_of
    from aurae.cli.workloads import full_name
    from aurae.client.errors import ClientError

    try:
        found = asyncio.run(services_of(_connection(words)))
    except (ClientError, OSError, argparse.ArgumentTypeError):
        return []
    return [full_name(service) for service in found]


def _cells(words: Sequence[str]) -> list[str]:
    import asyncio

    from aurae.cli.cell_list import cells_of
    from aurae.cli.cells import flat
    from aurae.client.errors import ClientError

    try:
        options = _connection(words, label=[])
        return [node.cell.name for node in flat(asyncio.run(cells_of(options)))]
    except (ClientError, OSError, argparse.ArgumentTypeError):
        return []


def _images(words: Sequence[str]) -> list[str]:
    from aurae.cli.image_ls import images_of
    from aurae.client.errors import ClientError

    try:
        images = images_of(_connection(words))
    except (ClientError, OSError, argparse.ArgumentTypeError):
        return []
    return [name for image in images for name in (*image.tags, *image.digests)]


def _containers(words: Sequence[str]) -> list[str]:
    from aurae.cli.container_ls import containers_of
    from aurae.cli.containers import full_name
    from aurae.client.errors import ClientError

    try:
        found = containers_of(_connection(words, all=True, cell=None, label=[]))
    except (ClientError, OSError, argparse.ArgumentTypeError):
        return []
    return [full_name(container) for container in found]


def _networks(words: Sequence[str]) -> list[str]:
    from aurae.cli.network_calls import networks_of
    from aurae.client.errors import ClientError

    try:
        found = networks_of(_connection(words, label=[]))
    except (ClientError, OSError, argparse.ArgumentTypeError):
        return []
    return [network.spec.name for network in found]


def _volumes(words: Sequence[str]) -> list[str]:
    from aurae.cli.volume_ls import volumes_of
    from aurae.client.errors import ClientError

    try:
        return [found.spec.name for found in volumes_of(_connection(words, label=[]))]
    except (ClientError, OSError, argparse.ArgumentTypeError):
        return []


def _workloads(name: str, words: Sequence[str], cell: str | None = None) -> list[str]:
    """Return full names of workloads; with a `cell` the bare ones of those that are in it."""
    import asyncio

    from aurae.cli.ps import workloads_of
    from aurae.cli.workloads import full_name
    from aurae.client.errors import ClientError

    try:
        options = _connection(words, all=name not in {"stop", "cell stop"}, cell=None)
        found = asyncio.run(workloads_of(options))
    except (ClientError, OSError, argparse.ArgumentTypeError):
        return []
    if cell is None:
        # One of which nothing has run yet is no workload of the past.
        services = [] if name == "stop" else _services(words)
        return sorted({*services, *(full_name(workload) for workload in found)})
    inside = cell.strip("/")
    return sorted({workload.name for workload in found if workload.cell.strip("/") == inside})


def _connection(words: Sequence[str], **more: object) -> argparse.Namespace:
    """Return the options that say how to reach the daemon, and `more`."""
    given = {
        option: value for option, value in pairwise(words) if option in {"--config", "--host"}
    }
    host = daemon(given["--host"]) if "--host" in given else None
    return argparse.Namespace(config=given.get("--config"), host=host, timeout=ASK, **more)
