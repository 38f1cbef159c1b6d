"""The REPL's prompt: editing, history and completion, on a terminal."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import has_focus
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import create_output
from typing_extensions import override

from aurae.script import repl_history
from aurae.script.repl_engine import Ended, Engine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.document import Document

PROMPT = "> "
MORE = "... "
# After two blank lines an input ends, whole or not.
GIVEN_UP = re.compile(r"\n[ \t]*\n[ \t]*\Z")
MEMBER = re.compile(r"\.[\w$]*\Z")
OPENER = re.compile(r"[{(\[]\s*\Z")


class Editor:
    """Asks for inputs; `engine` says which one runs now."""

    def __init__(self, engine: Callable[[], Engine], commands: Iterable[str]) -> None:
        self._engine = engine
        self._session: PromptSession[str] = PromptSession(
            PROMPT,
            multiline=True,
            prompt_continuation=MORE,
            history=repl_history.HistoryFile(repl_history.place()),
            completer=_Members(engine, sorted(commands)),
            complete_while_typing=True,
            key_bindings=self._keys(),
            output=create_output(),
        )

    def ask(self) -> str:
        """Return the next input; EOFError at its end, KeyboardInterrupt where it was given up."""
        return self._session.prompt(pre_run=self._listen)

    def _listen(self) -> None:
        """Print what the engine's timers print above the line that is being edited."""
        app = get_app()
        loop = asyncio.get_running_loop()
        engine = self._engine()

        def heard() -> None:
            try:
                text = engine.take_prints()
            except Ended as ended:
                loop.remove_reader(number)
                app.exit(exception=ended)
                return
            if text:
                shown = run_in_terminal(lambda: app.output.write_raw(text))
                _ = app.create_background_task(_done(shown))

        number = engine.fileno()
        loop.add_reader(number, heard)

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()

        @keys.add("enter", filter=has_focus(DEFAULT_BUFFER))
        def _enter(event: KeyPressEvent) -> None:
            buffer = event.current_buffer
            if buffer.complete_state and buffer.complete_state.current_completion:
                buffer.complete_state = None
            elif self._ends(buffer):
                buffer.validate_and_handle()
            else:
                _break(buffer)

        @keys.add("escape", "enter", filter=has_focus(DEFAULT_BUFFER))
        def _now(event: KeyPressEvent) -> None:
            event.current_buffer.validate_and_handle()

        @keys.add("}", filter=has_focus(DEFAULT_BUFFER))
        def _brace(event: KeyPressEvent) -> None:
            buffer = event.current_buffer
            if re.fullmatch("  +", buffer.document.current_line_before_cursor):
                buffer.delete_before_cursor(2)
            buffer.insert_text("}")

        return keys

    def _ends(self, buffer: Buffer) -> bool:
        if buffer.document.text_after_cursor.strip():
            return "\n" not in buffer.text and self._whole(buffer.text)
        return self._whole(buffer.text)

    def _whole(self, text: str) -> bool:
        words = text.strip()
        if not words or words.startswith(".") or GIVEN_UP.search(text):
            return True
        try:
            return self._engine().finished(text)
        except Ended:
            return True


class _Members(Completer):
    """Asks the engine: after a dot by itself, elsewhere at the Tab key."""

    def __init__(self, engine: Callable[[], Engine], commands: list[str]) -> None:
        self._engine = engine
        self._commands = commands

    @override
    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        text = document.text_before_cursor
        if text.startswith("."):
            for command in self._commands:
                if command.startswith(text):
                    yield Completion(command, -len(text))
            return
        if not complete_event.completion_requested and not MEMBER.search(text):
            return
        try:
            start, candidates = self._engine().complete(text)
        except Ended:
            return
        for word, about in candidates:
            yield Completion(word, start - len(text), display_meta=about)


async def _done(shown: Awaitable[None]) -> None:
    await shown


def _break(buffer: Buffer) -> None:
    """Begin a new line as deep as the one before, or deeper in a bracket."""
    line = buffer.document.current_line_before_cursor
    depth = len(line) - len(line.lstrip(" "))
    if line.strip() == "":
        depth = 0
    buffer.insert_text("\n" + " " * (depth + (2 if OPENER.search(line) else 0)))
