"""A small language client over a program's stdin and stdout."""

import json
import subprocess
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.until import until

Message = dict[str, Any]

CAPABILITIES: Message = {
    "workspace": {
        "configuration": True,
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True},
    },
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}},
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
        "definition": {"linkSupport": True},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "semanticTokens": {
            "requests": {"full": True, "range": True},
            "tokenTypes": [],
            "tokenModifiers": [],
            "formats": ["relative"],
        },
    },
}


class LanguageClient:
    """A language server's process, and what it said."""

    def __init__(
        self,
        command: list[str],
        folder: Path,
        environment: dict[str, str] | None = None,
        capabilities: Message | None = None,
    ) -> None:
        self.folder = folder
        self.said: list[Message] = []
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment,
        )
        self.errors = ""
        self._capabilities = CAPABILITIES if capabilities is None else capabilities
        self._last = 0
        self._versions: dict[str, int] = {}
        self._readers = [
            threading.Thread(target=work, daemon=True) for work in (self._read, self._complain)
        ]
        for reader in self._readers:
            reader.start()

    def __enter__(self) -> Self:
        self.capabilities = self.call(
            "initialize",
            processId=None,
            rootUri=self.folder.as_uri(),
            capabilities=self._capabilities,
        )
        self.notify("initialized")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def end(self) -> None:
        """Stop the server, kindly if it still listens, and wait for it."""
        if self.process.poll() is None:
            try:
                self.call("shutdown")
                self.notify("exit")
            except (AssertionError, OSError):
                self.process.kill()
        self.process.wait(timeout=60)
        for reader in self._readers:
            reader.join(timeout=60)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()

    def write(self, data: bytes) -> None:
        """Write bytes as they are."""
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: Message) -> None:
        """Write one message."""
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        self.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def notify(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self.send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> int:
        """Send a request; returns its number."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": params}
        if method == "shutdown":
            del message["params"]
        self.send(message)
        return self._last

    def answer(self, number: int, limit: float = 60.0) -> Message:
        """Wait for the answer with this number."""
        found = until(lambda: self._answered(number), f"answer {number}", limit)
        assert found is not None
        return found

    def call(self, method: str, **params: Any) -> Any:
        """Send a request and return its result."""
        answer = self.answer(self.ask(method, **params))
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def open(self, name: str, text: str | None = None, language: str = "aurae") -> str:
        """Open a document, by default as the file has it; returns its address."""
        path = self.folder / name
        uri = path.as_uri()
        self._versions[uri] = 1
        document = {
            "uri": uri,
            "languageId": language,
            "version": 1,
            "text": path.read_text() if text is None else text,
        }
        self.notify("textDocument/didOpen", textDocument=document)
        return uri

    def change(self, uri: str, text: str) -> None:
        """Give a document another text."""
        self._versions[uri] += 1
        self.notify(
            "textDocument/didChange",
            textDocument={"uri": uri, "version": self._versions[uri]},
            contentChanges=[{"text": text}],
        )

    def close(self, uri: str) -> None:
        """Close a document."""
        self.notify("textDocument/didClose", textDocument={"uri": uri})

    def at(self, method: str, uri: str, line: int, character: int, **more: Any) -> Any:
        """Ask something about a place."""
        place = {"line": line, "character": character}
        return self.call(
            f"textDocument/{method}", textDocument={"uri": uri}, position=place, **more
        )

    def diagnostics(self, uri: str, limit: float = 60.0) -> list[Message]:
        """Wait for what is wrong with the version of a document that was sent last."""

        def newest() -> list[Message] | None:
            for message in reversed(self.published(uri)):
                if message.get("version") == self._versions[uri]:
                    return [*message["diagnostics"], {}]
            return None

        # The empty one makes no diagnostics at all a true value.
        return (until(newest, f"diagnostics of {uri}", limit) or [{}])[:-1]

    def published(self, uri: str) -> list[Message]:
        """Return what the server published about a document so far."""
        return [
            message["params"]
            for message in list(self.said)
            if message.get("method") == "textDocument/publishDiagnostics"
            and message["params"]["uri"] == uri
        ]

    def _answered(self, number: int) -> Message | None:
        for message in reversed(self.said):
            if message.get("id") == number and "method" not in message:
                return message
        assert self.process.poll() is None, f"the server has ended: {self.errors}"
        return None

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                header = stream.readline()
            message = json.loads(stream.read(length))
            self.said.append(message)
            if "method" in message and "id" in message:
                with suppress(OSError, ValueError):  # the test has ended the conversation
                    self.send({"id": message["id"], "result": None})

    def _complain(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.errors += line.decode(errors="replace")


def edited(text: str, edits: list[Message]) -> str:
    """Return a text with edits, whose places are in UTF-16 code units as the protocol has them."""
    lines = text.split("\n")

    def offset(place: Message) -> int:
        before = lines[place["line"]].encode("utf-16-le")[: 2 * place["character"]]
        above = sum(len(line) + 1 for line in lines[: place["line"]])
        return above + len(before.decode("utf-16-le"))

    def start(edit: Message) -> int:
        return offset(edit["range"]["start"])

    for edit in sorted(edits, key=start, reverse=True):
        text = text[: start(edit)] + edit["newText"] + text[offset(edit["range"]["end"]) :]
    return text
