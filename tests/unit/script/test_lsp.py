"""The language server: what an editor is told of scripts."""

import json
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.auraescript import PROGRAM
from tests.support.lsp_client import LanguageClient, edited
from tests.support.require import need
from tests.support.until import until

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
LIBRARY = (
    "export function add(a: number, b: number) {\n  if a > b{ return a; }\n  return a + b;\n}\n"
)


def start(folder: Path) -> LanguageClient:
    need("deno")
    return LanguageClient([str(PROGRAM), "lsp"], folder)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageClient]:
    folder = tmp_path_factory.mktemp("scripts")
    (folder / "library.aurae").write_text(LIBRARY)
    with start(folder) as client:
        yield client


def place(text: str, word: str) -> tuple[int, int]:
    """Line and column of a word."""
    before = text[: text.index(word)].split("\n")
    return len(before) - 1, len(before[-1].encode("utf-16-le")) // 2


def errors(client: LanguageClient, uri: str, wanted: int) -> list[dict[str, Any]]:
    """Wait until as many errors are known of a document."""

    def found() -> list[dict[str, Any]]:
        said = client.published(uri)
        newest = [one for one in said[-1]["diagnostics"] if one["severity"] == 1] if said else []
        return newest if len(newest) == wanted else []

    return until(found, f"{wanted} errors in {uri}", 60)


def labels(client: LanguageClient, uri: str, line: int, character: int) -> dict[str, Any]:
    answer = client.at("completion", uri, line, character)
    return {item["label"]: item for item in answer["items"]}


def test_the_command_line() -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PROGRAM, "lsp", *words], capture_output=True, text=True, check=False, timeout=30
        )

    assert run("--help").stdout.startswith("usage: auraescript lsp\n")
    wrong = run("--stdio", "x")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr == "auraescript lsp: cannot use '--stdio x'; see auraescript lsp --help\n"


def test_an_editor_is_offered_what_is_there(client: LanguageClient) -> None:
    assert client.capabilities["serverInfo"]["name"] == "auraescript"
    offered = client.capabilities["capabilities"]
    assert offered["textDocumentSync"]["change"] == 1
    assert {"hoverProvider", "renameProvider", "documentFormattingProvider"} <= set(offered)
    assert not {"executeCommandProvider", "diagnosticProvider", "codeLensProvider"} & set(offered)


def test_the_example_of_the_repository_has_no_errors(client: LanguageClient) -> None:
    uri = client.open("hello.aurae", (ROOT / "examples/hello.aurae").read_text())
    assert client.diagnostics(uri) == []


SOURCES = {
    "types": 'let a: number = "x";\nif a.nope{ a = null; }\nfor const b of 5 { b; }\n',
    "names": 'let s = "😀"; if s == nope{ connect().nope(); }\ntry { s; } catch (e) { e.code; }\n',
    "imports": 'import { add, gone } from "./library.aurae";\nwhile add(1, "x") > gone { }\n',
    "missing": 'import { x } from "./nowhere.aurae";\nx;\n',
    "service": 'import { Cell } from "aurae/cells";\nlet c: Cell = 1;\nexec(1); c;\n',
    "upstream": 'import * as c from "../auraescript/gen/cells.ts";\nc.nope; c.Cell;\n',
}


@pytest.mark.parametrize("name", SOURCES)
def test_errors_are_those_of_check(client: LanguageClient, name: str) -> None:
    source = client.folder / f"{name}.aurae"
    source.write_text(SOURCES[name])
    done = subprocess.run(
        [PROGRAM, "check", "--json", source.name],
        cwd=client.folder,
        capture_output=True,
        check=False,
    )
    wanted = [
        (one["line"], one["column"], one["endLine"], one["endColumn"], one["message"])
        for one in json.loads(done.stdout)
    ]
    assert wanted
    found = errors(client, client.open(source.name), len(wanted))
    assert sorted(wanted) == sorted(
        (
            one["range"]["start"]["line"] + 1,
            one["range"]["start"]["character"] + 1,
            one["range"]["end"]["line"] + 1,
            one["range"]["end"]["character"] + 1,
            # A module is called as its importer does, or as the command line does.
            one["message"].replace("'\"./", "'\""),
        )
        for one in found
    )


def test_the_library_is_completed_with_its_documentation(client: LanguageClient) -> None:
    uri = client.open("complete.aurae", "let aurae = connect();\naurae.\n")
    found = labels(client, uri, 1, 6)
    assert {"info", "runtime", "close"} <= set(found)
    resolved = client.call("completionItem/resolve", **found["close"])
    assert "Close the connection" in resolved["documentation"]["value"]
    uri = client.open("runtime.aurae", "connect().runtime().\n")
    assert {"start", "stop", "logs"} <= set(labels(client, uri, 0, 20))


def test_an_unfinished_condition_is_completed(client: LanguageClient) -> None:
    text = "let aurae = connect();\nif aurae. {\n}\nif aurae.inf{\n}\n"
    uri = client.open("unfinished.aurae", text)
    assert "info" in labels(client, uri, 1, 9)
    assert "info" in labels(client, uri, 3, 12)


def test_places_in_a_condition_without_blanks_are_the_users(client: LanguageClient) -> None:
    text = 'let word = "😀";\nif!word.length{ word; } else if"a"==word{ word.at(0); }\n'
    uri = client.open("places.aurae", text)
    shown = client.at("hover", uri, *place(text, "length"))
    line, column = place(text, "length")
    assert shown["range"] == {
        "start": {"line": line, "character": column},
        "end": {"line": line, "character": column + len("length")},
    }
    uses = client.at("documentHighlight", uri, *place(text, "word"))
    assert [one["range"]["start"]["character"] for one in uses] == [4, 3, 16, 36, 42]
    found = client.at("definition", uri, *place(text, "word{"))
    assert found[0]["targetSelectionRange"]["start"] == {"line": 0, "character": 4}


def test_tokens_of_a_condition_without_blanks_are_the_users(client: LanguageClient) -> None:
    text = "let word = 1;\nif!word{ word; }\nwhile word{ word--; }\n"
    uri = client.open("tokens.aurae", text)
    data = client.call("textDocument/semanticTokens/full", textDocument={"uri": uri})["data"]
    line = column = 0
    found = []
    for at in range(0, len(data), 5):
        down, right, length = data[at : at + 3]
        line, column = line + down, right if down else column + right
        found.append(text.split("\n")[line][column : column + length])
    assert found == ["word"] * 5


def test_a_rename_leaves_conditions_without_parentheses(client: LanguageClient) -> None:
    text = "let word = 1;\nif word{ word; }\nif!word{ }\nfor ; word < 9; word++{ }\ndo { } while word\n"
    uri = client.open("rename.aurae", text)
    edit = client.at("rename", uri, 1, 4, newName="other")
    assert edited(text, edit["changes"][uri]) == text.replace("word", "other")


def test_a_rename_reaches_the_files_that_are_imported(client: LanguageClient) -> None:
    text = 'import { add } from "./library.aurae";\nif add(1, 2) > 2{ add(3, 4); }\n'
    uri = client.open("importer.aurae", text)
    changes = client.at("rename", uri, *place(text, "add(1"), newName="sum")["changes"]
    library = (client.folder / "library.aurae").as_uri()
    assert edited(text, changes[uri]) == text.replace("add", "sum")
    assert edited(LIBRARY, changes[library]) == LIBRARY.replace("add", "sum")


def test_code_actions_leave_conditions_without_parentheses(client: LanguageClient) -> None:
    text = "let a = 1;\nif a == 1 && !(a > 2){\n  console.log(a);\n}\n"
    uri = client.open("actions.aurae", text)
    actions = client.call(
        "textDocument/codeAction",
        textDocument={"uri": uri},
        range={"start": {"line": 1, "character": 3}, "end": {"line": 1, "character": 21}},
        context={"diagnostics": []},
    )
    assert not [one for one in actions if one["title"] == "Move to a new file"]
    extract = next(one for one in actions if one["title"].startswith("Extract to constant"))
    edit = client.call("codeAction/resolve", **extract)["edit"]
    assert edited(text, edit["documentChanges"][0]["edits"]) == (
        "let a = 1;\nconst newLocal = a == 1 && !(a > 2);\nif newLocal{\n  console.log(a);\n}\n"
    )


def test_a_document_is_formatted_as_the_formatter_does(client: LanguageClient) -> None:
    text = "let a=1\nif a==1{a++}\n\n\nwhile   a  { a-- }\n"
    uri = client.open("format.aurae", text)
    edits = client.call("textDocument/formatting", textDocument={"uri": uri}, options={})
    done = subprocess.run(
        [PROGRAM, "fmt", "-"], input=text.encode(), capture_output=True, check=True
    )
    assert edited(text, edits) == done.stdout.decode() != text


def test_what_cannot_be_formatted_is_said_and_left_alone(client: LanguageClient) -> None:
    uri = client.open("broken.aurae", "let = = 1;\n")
    number = client.ask("textDocument/formatting", textDocument={"uri": uri}, options={})
    assert client.answer(number)["error"]["message"]


def test_typescript_stays_as_it_is(client: LanguageClient) -> None:
    uri = client.open("plain.ts", "let a = 1;\nif (a == 1) { a.nope; }\nif a { }\n", "typescript")
    found = errors(client, uri, 3)
    assert "'(' expected." in {one["message"] for one in found}


def test_imported_scripts_follow_the_disk_and_the_editor(client: LanguageClient) -> None:
    shared = client.folder / "shared.aurae"
    shared.write_text("export let value: number = 1;\n")
    (client.folder / "between.ts").write_text('export * from "./shared.aurae";\n')
    uri = client.open("user.aurae", 'import { value } from "./between.ts";\nvalue.trim();\n')
    errors(client, uri, 1)
    shared.write_text("export let value: string = '';\n")
    changes = [{"uri": shared.as_uri(), "type": 2}]
    client.notify("workspace/didChangeWatchedFiles", changes=changes)
    until(lambda: client.published(uri)[-1]["diagnostics"] == [], "the error is gone")
    opened = client.open("shared.aurae", "export let value: boolean = true;\n")
    errors(client, uri, 1)
    client.close(opened)
    until(lambda: client.published(uri)[-1]["diagnostics"] == [], "the file counts again")
    client.close(uri)
    assert client.published(opened)[-1]["diagnostics"] == []


def test_what_the_editor_has_not_opened_is_not_its_business(client: LanguageClient) -> None:
    (client.folder / "wrong.aurae").write_text('export let wrong: number = "x";\n')
    uri = client.open("right.aurae", 'import { wrong } from "./wrong.aurae";\nwrong.nope;\n')
    errors(client, uri, 1)
    assert client.published((client.folder / "wrong.aurae").as_uri()) == []


def test_the_last_of_many_changes_counts(client: LanguageClient) -> None:
    uri = client.open("typing.aurae", "")
    text = "if connect().nope{ }"
    for end in range(1, len(text) + 1):
        client.change(uri, text[:end])
    found = client.diagnostics(uri)
    assert [one["message"] for one in found if one["severity"] == 1] == [
        "Property 'nope' does not exist on type 'Aurae'."
    ]
    assert found[0]["range"]["start"] == {"line": 0, "character": 13}


def test_nothing_is_downloaded(client: LanguageClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        uri = client.open("remote.aurae", f'import "http://127.0.0.1:{port}/x.ts";\n')
        errors(client, uri, 1)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_request_that_is_cancelled_is_answered(client: LanguageClient) -> None:
    uri = client.open("cancel.aurae", "connect().\n")
    number = client.ask(
        "textDocument/completion",
        textDocument={"uri": uri},
        position={"line": 0, "character": 10},
    )
    client.notify("$/cancelRequest", id=number)
    answer = client.answer(number)
    assert "result" in answer or answer["error"]["code"] == -32800
    assert client.at("hover", uri, 0, 2)
