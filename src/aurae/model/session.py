"""What runs beside a workload for as long as somebody holds on to it."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  the fields' types are read at run time
from dataclasses import dataclass, field

from aurae.model.refusal import BadValue
from aurae.model.validation import check_executable
from aurae.model.workload import Executable

MOST_CELLS = 65_535
"""Rows or columns of a terminal: the kernel counts them in 16 bits."""


@dataclass(frozen=True, slots=True)
class Size:
    """Of a terminal; 0 is unknown."""

    rows: int = 0
    columns: int = 0

    def check(self) -> None:
        """BadValue when a number is too large."""
        for name, value in (("rows", self.rows), ("columns", self.columns)):
            if value > MOST_CELLS:
                raise BadValue(name, f"is above {MOST_CELLS}")


@dataclass(frozen=True, slots=True)
class SessionSpec:
    """What to run; what is empty is as the workload's main process has it.

    With `terminal` its streams are a terminal of that size, and `no_stdin` gives it no input.
    """

    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    working_directory: str = ""
    user: str = ""
    group: str = ""
    terminal: Size | None = None
    no_stdin: bool = False

    def check(self) -> None:
        """BadValue when the kernel could never run it."""
        executable = Executable(
            self.argv,
            self.env,
            working_directory=self.working_directory or "/",
            user=self.user,
            group=self.group,
        )
        check_executable(executable)
        if self.terminal is not None:
            try:
                self.terminal.check()
            except BadValue as error:
                raise BadValue(f"terminal.{error.field}", error.why) from None
