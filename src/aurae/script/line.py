"""The command line of `auraescript`: what is to be run, with which daemon and which permissions."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOW = ("read", "write", "net", "env", "run", "sys", "ffi")
GRANTS = tuple(f"--allow-{right}" for right in ALLOW)
DENIALS = tuple(f"--deny-{right}" for right in ALLOW)
# What a script without a file is called in errors, by where it comes from.
NAMES = {"eval": "<eval>", "stdin": "<stdin>"}


class UsageError(Exception):
    """The command line cannot be understood; the text says why."""


class Line:
    """What the command line asks for; UsageError where it cannot be understood.

    `source` is `file`, `eval` for `code`, `stdin`, or empty where nothing is named; `script` is the
    file as the user wrote it, or what stands for it in errors. `before` are the words in front.
    """

    __slots__ = (
        "arguments",
        "before",
        "code",
        "configs",
        "denials",
        "help",
        "hosts",
        "permissions",
        "plain",
        "script",
        "source",
        "version",
    )

    def __init__(self, words: list[str]) -> None:
        self.source = ""
        self.script = ""
        self.code: str | None = None
        self.configs: list[str] = []
        self.hosts: list[str] = []
        self.help = False
        self.version = False
        # `--` stands before the script: it is no command.
        self.plain = False
        self.permissions: list[str] = []
        self.denials: list[str] = []
        self.arguments: list[str] = []
        self.before: list[str] = []
        rest = iter(words)
        for word in rest:
            if word == "--":
                self.plain = True
                self._operands(list(rest))
            elif word == "-" or not word.startswith("-"):
                self._operands([word, *rest])
            else:
                self._option(word, rest)
        behind = len(self.arguments) + (self.source in ("file", "stdin"))
        self.before = words[: len(words) - behind]

    def take(self, source: str, script: str = "") -> None:
        """Run what comes from this source."""
        self.source = source
        self.script = script or NAMES[source]

    def _operands(self, words: list[str]) -> None:
        if self.code is not None:
            self.arguments = words
        elif words:
            script, *self.arguments = words
            if not script:
                raise UsageError("FILE must not be empty")
            if script == "-" and not self.plain:
                self.take("stdin")
            else:
                self.take("file", script)

    def _option(self, word: str, rest: Iterator[str]) -> None:
        name, equals, value = word.partition("=")
        if equals and name in GRANTS + DENIALS and "" in value.split(","):
            raise UsageError(f"{name} has an empty value in its list")
        if name in GRANTS:
            self.permissions.append(word)
        elif name in DENIALS:
            self.denials.append(word)
        elif word in ("-A", "--allow-all"):
            self.permissions += GRANTS
        elif name in ("--config", "--host", "--eval", "-e"):
            operand = value if equals else next(rest, None)
            self._valued(name, operand)
        elif word in ("--help", "-h"):
            self.help = True
        elif word in ("--version", "-V"):
            self.version = True
        else:
            raise UsageError(f"unknown option {word}")

    def _valued(self, name: str, value: str | None) -> None:
        if name == "--config":
            if not value:
                raise UsageError("--config needs a FILE")
            self.configs.append(value)
        elif name == "--host":
            if not value:
                raise UsageError("--host needs an ADDRESS")
            self.hosts += [_address(host) for host in value.split(",")]
        elif value is None:
            raise UsageError(f"{name} needs CODE")
        else:
            self.code = value
            self.take("eval")


def _address(text: str) -> str:
    from aurae.client.address import parse  # takes 10 ms, for those who name a host

    try:
        return str(parse(text))
    except ValueError as error:
        raise UsageError(f"--host: {error}") from None
