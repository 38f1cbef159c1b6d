"""How a command says what it takes, once: the parser, completion and the reference come from it."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from aurae.client.address import Address, parse
from aurae.config.values import duration
from aurae.model.shown import escaped

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override


class Argument(NamedTuple):
    """One option (its `names` begin with `-`) or one positional argument.

    Without a `metavar` an option is a switch. The metavars NAME (a workload), FILE and DIR say
    what completion offers. `many` is argparse's: `append`, `+`, `*`, `?`, or `...` for the rest.
    """

    names: tuple[str, ...]
    help: str
    metavar: str = ""
    parse: Callable[[str], object] = str
    many: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False

    @property
    def is_option(self) -> bool:
        """Whether it is given by name."""
        return self.names[0].startswith("-")


LONGEST = 3650 * 86400.0
"""Seconds that a wait may be told to last; what messages of the API and timers hold is more."""


def seconds(text: str) -> float:
    """Read a duration such as `10s`; for the command line."""
    try:
        value = duration(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} {error}") from None
    if value > LONGEST:
        raise argparse.ArgumentTypeError(f"{text!r} is over 3650d")
    return value


def whole(text: str) -> int:
    """Read a whole number, 0 or more; for the command line."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def daemon(text: str) -> Address:
    """Read a daemon's address; for the command line."""
    try:
        return parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


COMMON = (
    Argument(
        ("--config",), "Client configuration instead of the ones that are searched.", "FILE"
    ),
    Argument(
        ("--host",),
        "Daemon to call with the identity of the configuration: a socket's path or host:port.",
        "ADDRESS",
        daemon,
    ),
    Argument(
        ("-o", "--output"), "How to print the result; a table when not given.", "FORMAT",
        choices=("table", "json", "yaml"),
    ),
)  # fmt: skip
LIMIT = Argument(
    ("--timeout",),
    "Wait this long for the daemon's answer; 30s when not given.",
    "DURATION",
    seconds,
)


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, with exit code 2."""

    @override
    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {escaped(message)} (see `{self.prog} --help`)", file=sys.stderr)
        sys.exit(2)


def parser_of(program: str, summary: str, arguments: Sequence[Argument]) -> Parser:
    """Build the parser of one command."""
    # Options of one letter more would be taken for others in a later version.
    parser = Parser(prog=program, description=summary, allow_abbrev=False)
    for argument in arguments:
        _add(parser, argument)
    return parser


def _add(parser: Parser, argument: Argument) -> None:
    text = argument.help.replace("%", "%%")
    if not argument.is_option:
        parser.add_argument(
            argument.names[0],
            help=text,
            metavar=argument.metavar,
            type=argument.parse,
            nargs=argument.many or None,
        )
    elif not argument.metavar:
        parser.add_argument(
            *argument.names, help=text, action="store_true", required=argument.required
        )
    elif argument.many == "append":
        parser.add_argument(
            *argument.names,
            help=text,
            metavar=argument.metavar,
            type=argument.parse,
            action="append",
            default=[],
        )
    else:
        parser.add_argument(
            *argument.names,
            help=text,
            metavar=argument.metavar,
            type=argument.parse,
            choices=argument.choices or None,
            required=argument.required,
        )
