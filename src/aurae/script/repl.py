"""`auraescript repl`: asks for lines, runs them and shows what they are worth.

This program edits; an engine (`sdk/typescript/src/repl.ts` in Deno) runs. So an input that never ends
costs its variables at most, and not the terminal. Without a terminal inputs come from standard input,
without prompts.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import stat
import sys
import termios
from typing import TYPE_CHECKING

from aurae.script import engine as deno
from aurae.script import launch
from aurae.script.line import Line, UsageError
from aurae.script.repl_engine import Ended, Engine, Stopped

if TYPE_CHECKING:
    from aurae.script.repl_engine import Message

USAGE = """\
usage: auraescript [repl] [OPTIONS]

Asks for AuraeScript and answers with its value. Without a terminal it reads inputs from standard
input and shows no prompts. The options are those of auraescript: --config, --host, --allow-...

"""
HELP = """\
.clear       begin again with a new engine
.exit        end (so does Ctrl-D)
.help        show this
.load FILE   run a file as if it were typed
.save FILE   write what was run so far

Ctrl-C gives up a line, or interrupts what runs. Tab completes, Ctrl-R searches what was typed before.
An input goes on until it is whole; two blank lines, or Alt-Enter, end it. _ is the last value, _error
the last error.
"""
COMMANDS = (".clear", ".exit", ".help", ".load", ".save")
GONE = "the variables are gone"


def main(words: list[str]) -> int:
    """Run inputs until there are no more; returns the exit status."""
    try:
        line = Line(words)
    except UsageError as error:
        return launch.usage(error)
    if line.script or line.arguments:
        return launch.usage(UsageError("repl takes no FILE; .load FILE runs one"))
    if line.help:
        sys.stdout.write(USAGE + HELP)
        return 0
    try:
        repl = Repl(deno.find(), line)
        return repl.run()
    except deno.NoEngine as error:
        sys.stderr.write(f"auraescript: {error}\n")
    except Ended:
        sys.stderr.write("auraescript: cannot begin: the engine ended\n")
    return 1


class Repl:
    """One run, with one engine at a time."""

    def __init__(self, program: str, line: Line) -> None:
        deno.prepare()
        words = launch.command(line, "repl.js")
        self._command = [program, *words]
        self._plan = json.loads(words[-1])
        self._terminal = sys.stdin.isatty() and sys.stdout.isatty()
        self._modes = termios.tcgetattr(0) if self._terminal else None
        self._inputs: list[str] = []
        self._files = _Files(self._plan)
        self._outcome: int | None = None
        self._engine = self._start()

    def run(self) -> int:
        """Ask and answer; returns the exit status."""
        try:
            return self._on_terminal() if self._terminal else self._on_pipe()
        finally:
            self._engine.close()
            self._restore()

    def _start(self) -> Engine:
        return Engine(self._command, self._files.answer, terminal=self._terminal)

    def _on_terminal(self) -> int:
        from aurae.script.repl_editor import Editor  # 150 ms, while the engine starts

        editor = Editor(lambda: self._engine, COMMANDS)
        self._engine.begin()
        sys.stdout.write(f"{self._banner()}\n")
        while True:
            sys.stdout.flush()
            try:
                status = self._one(editor.ask())
            except KeyboardInterrupt:
                continue
            except EOFError:
                return 0
            except Ended as ended:
                status = self._ended(ended)
            if status is not None:
                return status

    def _on_pipe(self) -> int:
        self._engine.begin()
        text = ""
        for line in sys.stdin:
            text += line
            command = text.lstrip().startswith(".")
            if not command and not self._engine.finished(text):
                continue
            status, text = self._one(text), ""
            if status is not None:
                return status
        return self._one(text) or 0

    def _one(self, text: str) -> int | None:
        """Run an input or a command; returns the exit status where that ends the REPL."""
        words = text.split()
        if not words:
            return None
        if words[0] in COMMANDS:
            return self._obey(words[0], text.strip()[len(words[0]) :].strip())
        self._evaluate(text)
        return self._outcome

    def _evaluate(self, text: str) -> None:
        self._outcome = None
        self._inputs.append(text.rstrip("\n"))
        sys.stdout.flush()
        try:
            self._engine.run(text)
        except Stopped:
            sys.stderr.write(f"\nthe engine was ended; {GONE}\n")
            self._again()
        except Ended as ended:
            self._outcome = self._ended(ended)
        self._restore()

    def _ended(self, ended: Ended) -> int | None:
        """`Deno.exit` is the end; what a signal did is not."""
        if ended.status >= 0:
            return ended.status
        sys.stderr.write(f"the engine ended (signal {-ended.status}); {GONE}\n")
        self._again()
        return None

    def _again(self) -> None:
        self._engine = self._start()
        self._engine.begin()

    def _obey(self, command: str, operand: str) -> int | None:
        if command == ".exit":
            return 0
        if command == ".help":
            sys.stdout.write(HELP)
        elif command == ".clear":
            self._engine.close()
            self._again()
        elif not operand:
            sys.stderr.write(f"{command} needs a FILE\n")
        elif command == ".load":
            return self._load(operand)
        else:
            self._save(operand)
        return None

    def _load(self, path: str) -> int | None:
        try:
            with open(os.path.expanduser(path), encoding="utf-8") as file:
                text = file.read()
        except (OSError, UnicodeDecodeError) as error:
            sys.stderr.write(f"cannot load {path}: {_reason(error)}\n")
            return None
        # The line that names the program is a comment here.
        self._evaluate(f"//{text[2:]}" if text.startswith("#!") else text)
        return self._outcome

    def _save(self, path: str) -> None:
        try:
            with open(os.path.expanduser(path), "w", encoding="utf-8") as file:
                file.writelines(f"{text}\n" for text in self._inputs)
        except OSError as error:
            sys.stderr.write(f"cannot save {path}: {_reason(error)}\n")

    def _banner(self) -> str:
        from importlib.metadata import version

        standard = self._plan["standard"]
        daemon = standard.get("files", {}).get("socket", "")
        where = f"daemon at {daemon}" if daemon else f"no daemon: {standard['problem']}"
        return f"auraescript {version('aurae')}, {where}; `.help` for help"

    def _restore(self) -> None:
        """Leave the terminal as it was found, whatever an input did to it."""
        if self._modes is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(0, termios.TCSADRAIN, self._modes)


class _Files:
    """The files that inputs may import, by the rules for a script in the working directory."""

    def __init__(self, plan: dict[str, object]) -> None:
        standard, configs, granted = plan["standard"], plan["configs"], plan["granted"]
        assert isinstance(standard, dict)
        assert isinstance(configs, dict)
        assert isinstance(granted, list)
        daemons = [standard, *configs.values()]
        files = [one.get("files", {}) for one in daemons]
        names = ("ca", "certificate", "key")
        self._secrets = {os.path.realpath(one[name]) for one in files if one for name in names}
        self._folder = str(plan["folder"])
        self._granted = [str(path) for path in granted]

    def answer(self, path: str) -> Message:
        """Say what the engine gets of a file."""
        real = os.path.realpath(path)
        if not (self._reaches(path) and self._reaches(real)):
            return {"file": path, "problem": "refused"}
        try:
            mode = os.stat(real).st_mode
            if not stat.S_ISREG(mode):
                folder = stat.S_ISDIR(mode)
                return {"file": path, "problem": f"it is {'a folder' if folder else 'no file'}"}
            with open(real, "rb") as file:
                text = base64.b64encode(file.read()).decode()
        except FileNotFoundError:
            return {"file": path, "problem": "no such file"}
        except OSError as error:
            return {"file": path, "problem": _reason(error)}
        return {"file": path, "real": real, "bytes": text}

    def _reaches(self, path: str) -> bool:
        if any(_within(path, given) for given in self._granted):
            return True
        if not self._folder or path in self._secrets or not _within(path, self._folder):
            return False
        return "/." not in path[len(self._folder) :]


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _reason(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return (error.strerror or str(error)).lower()
