"""`auraescript types`: what it writes lets plain TypeScript check a script."""

import re
import subprocess
from pathlib import Path

import pytest

from aurae.script import types
from tests.support.auraescript import PROGRAM
from tests.support.require import missing

ROOT = Path(__file__).resolve().parents[3]
NPM = ROOT / "sdk/typescript/node_modules"
BROWSER = ["--lib", "esnext,dom"]
NODE = ["--skipLibCheck", "--lib", "esnext", "--types", "node", "--typeRoots", str(NPM / "@types")]
GOOD = """\
import * as library from "../auraescript/gen/aurae.ts";
import * as cells from "../auraescript/gen/cells.ts";
import * as cri from "../../auraescript/gen/kubernetes_cri.ts";
import { AuraeError as Failed } from "aurae";
import { Workload } from "aurae/runtime";

const aurae: Aurae = connect();
const example = exec(["cat", "/etc/hostname"], { env: { A: "1" } });
const ran = aurae.runtime().start(example);
const status: string = ran.status;
print(status, args.length, ran.json());

const client = await createClient();
const service = new cells.CellServiceClient(client);
const request = <cells.CellServiceAllocateRequest> {
  cell: cells.Cell.fromPartial({ name: "x", cpu: { weight: 2, max: 400n } }),
};
const name: string = (await service.allocate(request)).cellName;
const pods = new cri.RuntimeServiceClient(client);
await pods.runPodSandbox(<cri.RunPodSandboxRequest> { config: undefined });
for await (const answer of new (await import("aurae/health")).HealthClient(client).watch({ service: name })) {
  const value: number = answer.status;
  library.print(value, Failed, Workload.fromPartial({}).id);
}
"""
WRONG = {
    "connect(3);": "TS2345",
    "connect().runtime().strat(exec('x'));": "TS2551",
    "let n: number = exec('x');": "TS2322",
    'import { Cel } from "aurae/cells";': "TS2724",
    'import { Cell } from "../auraescript/gen/cells.ts"; Cell.fromPartial({ nme: 1 });': "TS2322",
    'import {} from "../auraescript/gen/nothing.ts";': "TS2307",
}


def tsc(folder: Path, texts: list[str], *words: str) -> list[list[str]]:
    """Check scripts with TypeScript's own compiler and the declarations: the errors of each."""
    if not NPM.exists():
        missing("node_modules", f"{NPM} is not there: `make test` installs it")
    names = [f"script{number}.ts" for number in range(len(texts))]
    for name, text in zip(names, texts, strict=True):
        (folder / name).write_text(f"{text}\nexport {{}};\n")
    options = ["--noEmit", "--ignoreConfig", "--strict", "--allowImportingTsExtensions"]
    options += ["--target", "esnext", "--module", "esnext", "--moduleResolution", "bundler"]
    done = subprocess.run(
        [str(NPM / ".bin/tsc"), *options, *words, *names, "aurae.d.ts"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    errors = re.findall(r"^([\w.]+)\(.*?: error (TS\d+): ", done.stdout, re.MULTILINE)
    assert {name for name, _ in errors} <= set(names), done.stdout
    return [[code for where, code in errors if where == name] for name in names]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert types.main(["-o", str(tmp_path / "aurae.d.ts")]) == 0
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("words", [BROWSER, NODE], ids=["browser", "node"])
def test_typescript_checks_a_script_with_them(folder: Path, words: list[str]) -> None:
    assert tsc(folder, [GOOD], *words) == [[]]


@pytest.mark.slow
def test_typescript_finds_what_is_wrong_with_them(folder: Path) -> None:
    assert tsc(folder, list(WRONG), *NODE) == [[code] for code in WRONG.values()]


@pytest.mark.parametrize("words", [["x"], ["-o"], ["--output="], ["-o", ""], ["--json"]])
def test_what_is_no_word_of_it_is_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert types.main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("auraescript types: ")
    assert said.err.endswith("; see auraescript types --help\n")


def test_they_go_to_stdout_or_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert types.main([]) == 0
    printed = capsys.readouterr().out
    assert 'declare module "aurae/cells" {' in printed
    assert types.main([f"--output={tmp_path / 'a.d.ts'}"]) == 0
    assert (tmp_path / "a.d.ts").read_text() == printed
    assert types.main(["-o", str(tmp_path / "no/a.d.ts")]) == 1
    why = f"cannot write {tmp_path}/no/a.d.ts: No such file or directory\n"
    assert capsys.readouterr().err == f"auraescript types: {why}"


def test_a_reader_that_stops_reading_is_no_mistake() -> None:
    done = subprocess.run(
        f"{PROGRAM} types | head -1", shell=True, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("// Generated")
    assert done.stderr == ""
