"""How answers print: as `aer` prints the same messages."""

import base64
import io
import json
import random
import subprocess
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest
import yaml as pyyaml
from google.protobuf.timestamp_pb2 import Timestamp

from aurae.cli.document import Plain, plain
from aurae.cli.ps import _table
from aurae.cli.table import listing
from aurae.cli.workloads import details
from aurae.cli.yaml import emit
from aurae.proto.runtime_pb2 import Kind, Status, Workload
from tests.support.auraescript import run
from tests.support.require import need
from tests.support.script_daemon import ScriptDaemon, workload

SDK = Path(__file__).resolve().parents[3] / "sdk/typescript"
WORDS = (
    *(
        "",
        " ",
        "yes",
        "No",
        "null",
        "~",
        "1",
        "1.5",
        "0x1f",
        "-",
        "- a",
        "a: b",
        "a #b",
        "#",
        "nan",
    ),
    *("a b", "a  b", " a", "a ", "/bin/sh", "x=y", "'", '"', "\\", "\n", "\t", "\0", "\x1b[31m"),
    *(
        "\x7f",
        "\x85",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\uffff",
        "ä",
        "日本",
        "😀",
        "e\u0301",
        "@",
        "%",
    ),
    *(
        "[a]",
        "{a}",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "a\nb\n",
        "true",
        "2024-01-01",
        "1_000",
        "=",
        "<<",
    ),
)


def messages(count: int) -> list[Workload]:
    """Workloads of all sorts; the same ones each time."""
    dice = random.Random(5)

    def text() -> str:
        if dice.random() < 0.6:
            return dice.choice(WORDS)
        signs = [
            chr(dice.randrange(0x20)),
            chr(dice.randrange(0x20, 0x3000)),
            dice.choice("ab -:/"),
        ]
        return "".join(dice.choice(signs) for _ in range(dice.randrange(6)))

    found = []
    for _ in range(count):
        one = Workload(
            name=text(),
            id=dice.choice([0, 7, 2**53 - 1, 2**53, 2**64 - 1]),
            kind=Kind.ValueType(dice.choice([0, 1, 77])),
            cell=text(),
            status=Status.ValueType(dice.choice([0, 2, 4, 99])),
            reason=text(),
            argv=[text() for _ in range(dice.randrange(4))],
            owner=text(),
        )
        if dice.random() < 0.5:
            one.exit_code = dice.choice([0, 1, -1, 2**31 - 1])
        elif dice.random() < 0.5:
            one.signal = dice.choice([1, 9, 15, 34, 40, 64, 99])
        if dice.random() < 0.5:
            one.pid = dice.randrange(1, 2**22)
        if dice.random() < 0.7:
            nanos = dice.choice([0, 1, 500_000_000, 123_456_789])
            one.created_at.CopyFrom(Timestamp(seconds=dice.randrange(2**31), nanos=nanos))
        found.append(one)
    return found


def deno(what: str, items: list[Workload]) -> str:
    """What the library prints of these."""
    lines = "\n".join(base64.b64encode(item.SerializeToString()).decode() for item in items)
    done = subprocess.run(
        [need("deno"), "run", "--quiet", "--no-check", "--allow-read", "tests/printed.ts", what],
        cwd=SDK,
        input=lines + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_yaml_is_what_aer_prints_and_reads_as_what_it_was() -> None:
    items = messages(400)
    for item, printed in zip(items, json.loads(deno("yaml", items)), strict=True):
        assert printed + "\n" == emit(plain(item))
        assert pyyaml.load(printed, Loader=pyyaml.BaseLoader)["name"] == item.name
        safe = pyyaml.safe_load(printed)
        assert (safe["id"], safe["argv"], safe["owner"]) == (item.id, list(item.argv), item.owner)


def test_a_table_is_the_one_of_aer_ps() -> None:
    # The library knows which signs take two columns or none.
    items = [one for one in messages(400) if one.name.isascii() and one.cell.isascii()]
    items = [one for one in items if one.HasField("created_at") and one.id < 2**53]
    assert len(items) > 30
    with redirect_stdout(io.StringIO()):
        expected = _table(items)
    assert deno("table", items) == expected


@pytest.fixture(scope="module")
def daemon() -> Iterator[ScriptDaemon]:
    need("deno")
    with ScriptDaemon() as daemon:
        yield daemon


@pytest.fixture
def printed(daemon: ScriptDaemon, tmp_path: Path) -> Callable[[str], str]:
    """Run the text; what it prints."""

    def go(text: str) -> str:
        (tmp_path / "x.aurae").write_text(text)
        done = run("x.aurae", config=daemon.config, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return go


def test_a_list_of_workloads_prints_in_each_format(printed: Callable[[str], str]) -> None:
    items = [workload(name) for name in ("one", "two", "three")]
    assert printed("connect().runtime().list().yaml()") == emit([plain(one) for one in items])
    assert printed("connect().runtime().list().table()") == _table(items)
    names = [one["name"] for one in json.loads(printed("connect().runtime().list().json()"))]
    assert names == ["one", "two", "three"]


def test_a_workload_prints_in_each_format(printed: Callable[[str], str]) -> None:
    assert printed('connect().runtime().stop("web").yaml()') == emit(plain(workload("web")))
    assert printed('connect().runtime().stop("web").table()') == listing(details(workload("web")))
    ran = pyyaml.safe_load(printed('connect().runtime().start(exec("echo hi")).yaml()'))
    assert (ran["stdout"], ran["stderr"]) == ("hi\n", "\ufffd\0bytes")


def test_a_single_message_prints_as_names_and_values(printed: Callable[[str], str]) -> None:
    lines = dict(line.split(":", 1) for line in printed("connect().info().table()").splitlines())
    assert lines["server node name"].strip() == "n1"
    assert lines["trust domain"].strip() == "aurae.local"
    status = pyyaml.safe_load(printed("connect().system().status().yaml()"))
    assert status["lost_exits"] == 2**64 - 1


def test_the_items_of_a_stream_print_too(printed: Callable[[str], str]) -> None:
    text = """
    let lines = [...connect().runtime().logs("web", {tail: 1})]
    let line = lines[0]
    line.json(); line.yaml(); line.table(); print(line); print(JSON.stringify(line))
    """
    found = printed(text)
    moment = "2023-11-14T22:13:20.123456789Z"
    document: dict[str, Plain] = {
        "stream": "stdout",
        "time": moment,
        "line": "web 0",
        "partial": False,
    }
    shown = json.dumps(document, indent=2)
    assert found == (
        f"{shown}\n{emit(document)}time:   {moment}\nstream: stdout\nline:   web 0\n"
        f"{shown}\n{json.dumps(document, separators=(',', ':'))}\n"
    )


def test_json_escapes_what_turns_text_around(printed: Callable[[str], str]) -> None:
    text = 'connect().runtime().start(exec(["echo", "a\\u202eb\\u009b"])).json()'
    found = printed(text)
    assert "\u202e" not in found
    assert "\u009b" not in found
    assert json.loads(found)["stdout"] == "a\u202eb\u009b\n"
