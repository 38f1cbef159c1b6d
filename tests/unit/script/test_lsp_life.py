"""The language server's life: how it starts, ends, and outlives its compiler."""

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.auraescript import PROGRAM
from tests.support.lsp_client import LanguageClient
from tests.support.require import need
from tests.support.until import until

pytestmark = pytest.mark.slow

WRONG = "if connect().nope{ }\n"


def start(folder: Path) -> LanguageClient:
    need("deno")
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TMPDIR": str(folder)}
    return LanguageClient([str(PROGRAM), "lsp"], folder, environment)


def compiler(client: LanguageClient) -> int:
    """Process number of Deno's language server."""
    pid = client.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children")

    def found() -> int:
        numbers = [
            number
            for path in children.parent.parent.glob("*/children")
            for number in path.read_text().split()
        ]
        return int(numbers[0]) if numbers else 0

    return until(found, "the compiler runs")


def scratches(folder: Path) -> list[Path]:
    return list(folder.glob("auraescript-*"))


def test_it_ends_when_the_editor_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    with start(tmp_path) as client:
        child = compiler(client)
        assert len(scratches(tmp_path)) == 1
    assert client.process.returncode == 0
    assert client.errors == ""
    assert scratches(tmp_path) == []
    assert not Path(f"/proc/{child}").exists()


def test_it_ends_with_its_editor(tmp_path: Path) -> None:
    with start(tmp_path) as client:
        child = compiler(client)
        client.open("x.aurae", WRONG)
        assert client.process.stdin is not None
        client.process.stdin.close()
        assert client.process.wait(timeout=60) == 1
    assert scratches(tmp_path) == []
    assert not Path(f"/proc/{child}").exists()


def test_a_signal_ends_it(tmp_path: Path) -> None:
    with start(tmp_path) as client:
        child = compiler(client)
        client.process.send_signal(signal.SIGTERM)
        assert client.process.wait(timeout=60) == 143
    assert scratches(tmp_path) == []
    assert not Path(f"/proc/{child}").exists()


def test_messages_arrive_in_any_pieces(tmp_path: Path) -> None:
    with start(tmp_path) as client:
        uri = client.open("x.aurae", "connect();\n")
        question = (
            b'{"jsonrpc":"2.0","id":77,"method":"textDocument/hover","params":{"textDocument":'
            b'{"uri":"%s"},"position":{"line":0,"character":3}}}' % uri.encode()
        )
        for byte in b"content-type: x\r\nCONTENT-LENGTH:%d\r\n\r\n%s" % (len(question), question):
            client.write(bytes([byte]))
        assert "Connect to a daemon" in str(client.answer(77)["result"])


def test_a_message_that_is_no_json_is_refused_alone(tmp_path: Path) -> None:
    with start(tmp_path) as client:
        client.write(b"Content-Length: 3\r\n\r\n{]}")
        refused = until(
            lambda: [one for one in client.said if one.get("id", 0) is None], "a refusal"
        )
        assert refused[0]["error"]["code"] == -32700
        assert client.at("hover", client.open("x.aurae", "connect();\n"), 0, 3)


def test_messages_that_make_no_sense_are_passed_over(tmp_path: Path) -> None:
    with start(tmp_path) as client:
        senseless: list[Any] = [{}, {"textDocument": 1}, {"textDocument": {"uri": 1}}, []]
        for params in senseless:
            for method in ("didOpen", "didChange", "didClose", "didSave", "nonsense"):
                client.send({"method": f"textDocument/{method}", "params": params})
            for method in ("formatting", "nonsense"):
                number = client.ask(f"textDocument/{method}", params=params)
                assert client.answer(number)["error"]["message"]
        client.send({"id": "nobody", "result": None})
        assert client.at("hover", client.open("x.aurae", "connect();\n"), 0, 3)
    assert client.process.returncode == 0


def test_bytes_that_are_no_message_end_it(tmp_path: Path) -> None:
    with start(tmp_path) as client:
        client.write(b"GET / HTTP/1.1\r\n\r\n")
        assert client.process.wait(timeout=60) == 1
    assert client.errors == (
        "auraescript lsp: cannot go on: a message is broken: it has no Content-Length\n"
    )


def test_a_compiler_that_ends_is_started_once_more(tmp_path: Path) -> None:
    with start(tmp_path) as client:
        uri = client.open("x.aurae", WRONG)
        client.diagnostics(uri)
        before = len(client.published(uri))
        os.kill(compiler(client), signal.SIGKILL)
        until(lambda: shown(client), "a message")
        # What is asked meanwhile is answered when it is there again.
        assert client.at("hover", uri, 0, 4)
        until(lambda: len(client.published(uri)) > before, "the document is known again", 60)
        client.change(uri, "connect().info();\n")
        assert client.diagnostics(uri) == []
        os.kill(compiler(client), signal.SIGKILL)
        until(lambda: len(shown(client)) == 2, "another message")
        assert "cannot go on" in shown(client)[1]
        number = client.ask("textDocument/hover", textDocument={"uri": uri}, position={})
        assert client.answer(number)["error"]["message"] == "cannot answer textDocument/hover"
    assert client.process.returncode == 0


def shown(client: LanguageClient) -> list[str]:
    """What the editor shows its user."""
    return [
        one["params"]["message"]
        for one in list(client.said)
        if one.get("method") == "window/showMessage"
    ]


def test_the_first_errors_come_soon(tmp_path: Path) -> None:
    began = time.monotonic()
    with start(tmp_path) as client:
        client.diagnostics(client.open("x.aurae", WRONG))
        # 1.2 s at the median of seven starts; a tenfold is no accident.
        assert time.monotonic() - began < 30
