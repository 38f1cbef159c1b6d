"""`auraescript test`: runs the tests in `*_test.aurae`, `*.test.aurae` and `*_test.ts`.

Deno's own test runner runs and reports them. It takes modules from files only, so each file of tests
gets a small one in a folder of its own, which lets `tester.js` load it as scripts are loaded. What
Deno then says of these modules is put in the user's words: see `aurae.script.renaming`.
"""

from __future__ import annotations

import os
import sys

from aurae.model.shown import escaped
from aurae.script import engine, launch
from aurae.script.line import Line, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

USAGE = """\
usage: auraescript test [OPTIONS] [FILES|FOLDERS]

Runs the tests of AuraeScripts: Deno.test(...), or test(...) for short, in *_test.aurae, *.test.aurae
and *_test.ts under the folders (default: the working directory).

options:
  --filter TEXT          only tests whose name has TEXT, or matches /PATTERN/
  --fail-fast[=N]        stop after the first failure, or after N
  --reporter NAME        pretty, dot, junit or tap
  --junit-path FILE      also write a report in JUnit's format
  --shuffle[=SEED]       in another order each time
  --parallel             files at the same time
  --config, --host, --allow-..., --deny-...   as for a script: see auraescript --help
  --help                 show this

exit status: 0 when all tests pass, 1 when one fails or there is none, 2 for usage
"""
ENDINGS = ("_test.aurae", ".test.aurae", "_test.ts")
REPORTERS = ("pretty", "dot", "junit", "tap")
# Options of Deno's test runner: those with a value of their own, those that may have one.
VALUED = ("--filter", "--reporter", "--junit-path")
OPTIONAL = ("--fail-fast", "--shuffle", "--parallel")
STUB = 'import {{ run }} from "file://{tester}";\nawait run({number});\n'


class Words:
    """The command line: what Deno's runner is told, what launch is told, and where to look."""

    __slots__ = ("help", "line", "places", "runner")

    def __init__(self, words: list[str]) -> None:
        self.runner: list[str] = []
        self.places: list[str] = []
        self.help = False
        launching: list[str] = []
        rest = iter(words)
        for word in rest:
            name, equals, value = word.partition("=")
            if word == "--":
                self.places += rest
            elif not word.startswith("-"):
                self.places.append(word)
            elif word in ("-h", "--help"):
                self.help = True
            elif name in VALUED:
                self._valued(name, value if equals else next(rest, ""))
            elif name in OPTIONAL:
                self.runner.append(word)
            elif name in ("-e", "--eval", "-V", "--version"):
                raise UsageError(f"unknown option {name} of test")
            else:
                launching.append(word)
                if name in ("--config", "--host") and not equals:
                    launching += [value for value in (next(rest, None),) if value is not None]
        self.line = Line(launching)

    def _valued(self, name: str, value: str) -> None:
        if not value:
            raise UsageError(f"{name} needs a value")
        if name == "--reporter" and value not in REPORTERS:
            raise UsageError(f"--reporter must be one of {', '.join(REPORTERS)}")
        self.runner.append(f"{name}={value}")


def main(words: list[str]) -> int:
    """Run the tests; returns the exit status."""
    try:
        asked = Words(words)
    except UsageError as error:
        return launch.usage(UsageError(escaped(str(error))))
    if asked.help:
        sys.stdout.write(USAGE)
        return 0
    try:
        files = list(dict.fromkeys(_files(asked.places or ["."])))
    except OSError as error:
        return _fail(f"{error.filename}: {_why(error)}")
    if not files:
        return _fail("no test files")
    try:
        return _run(asked, files)
    except engine.NoEngine as error:
        return _fail(str(error))


def _run(asked: Words, files: list[str]) -> int:
    import tempfile

    from aurae.script.renaming import Names, run

    deno = engine.find()
    engine.prepare()
    with tempfile.TemporaryDirectory(prefix="auraescript-") as folder:
        scratch = os.path.realpath(folder)
        stubs = list(_stubs(scratch, len(files)))
        rights, plan = launch.planned(asked.line, files, scratch)
        names = Names(scratch, files)
        status = run(
            [deno, "test", *launch.QUIET, *rights.words, *asked.runner, *stubs, "--", plan], names
        )
        for word in asked.runner:
            option, _, path = word.partition("=")
            if option == "--junit-path" and os.path.isfile(path):
                names.rewrite(path)
    return status


def _stubs(scratch: str, count: int) -> Iterator[str]:
    from urllib.parse import quote

    tester = quote(os.path.join(engine.BUNDLE, "tester.js"))
    for number in range(count):
        path = os.path.join(scratch, f"{number}.js")
        with open(path, "w", encoding="utf-8") as file:
            file.write(STUB.format(tester=tester, number=number))
        yield path


def _files(places: Iterable[str]) -> Iterator[str]:
    """Files of tests in places, in their order; OSError for a place that is not there."""
    for place in places:
        if os.path.isdir(place):
            yield from _below(place)
        else:
            os.stat(place)
            yield os.path.normpath(place)


def _below(folder: str) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name != "node_modules"
        )
        for name in sorted(names):
            path = os.path.normpath(os.path.join(root, name))
            # A pipe would be waited for; a link that leads nowhere is told by who reads it.
            usable = os.path.isfile(path) or not os.path.exists(path)
            if name.endswith(ENDINGS) and not name.startswith(".") and usable:
                yield path


def _why(error: OSError) -> str:
    return "no such file" if isinstance(error, FileNotFoundError) else str(error.strerror)


def _fail(why: str) -> int:
    sys.stderr.write(f"auraescript: cannot test: {escaped(why)}\n")
    return 1
