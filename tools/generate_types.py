"""Makes the type declarations of what a script has: `src/aurae/script/types/`.

rollup-plugin-dts (an npm package, pinned in sdk/typescript/package.json) makes one file of each
module; what only the library itself may touch is taken out here. `modules/` has a file for each
import, and `globals.d.ts` for the names that a script has without one: `auraescript check` and the
language server map imports to those. `aurae.d.ts` has it all, for a project of one's own.
"""

import re
import subprocess
import tempfile
from pathlib import Path

from tools.generate_sdk import HEADER, SDK, modules

BINARY = """\
interface BinaryReader {
    readonly pos: number;
    readonly len: number;
}
interface BinaryWriter {
    finish(): Uint8Array;
}
"""
# Upstream's names of the modules, as in sdk/typescript/src/specifiers.ts.
UPSTREAM = {"cri": "kubernetes_cri", "health": "grpc_health"}
LIBRARY = ("gen/aurae", "aurae", "gen/helpers", "helpers")
# A window of a browser has one as well, which takes nothing; where both are known, both are.
PRINT = "function print(...values: unknown[]): void;"
COMMENT = r"(?:/\*\*(?:[^*]|\*(?!/))*\*/\n)?"
DECLARED = re.compile(
    rf"^{COMMENT}declare (?:abstract )?(class|function|const|let|var|enum) (\w+)", re.MULTILINE
)


def generate(target: Path) -> None:
    """Write `aurae.d.ts` and the folder `modules` into the folder `target`."""
    rollup = SDK / "node_modules/.bin/rollup"
    if not rollup.exists():
        raise SystemExit("cannot generate the types: run `npm ci` in sdk/typescript first")
    folder = target / "modules"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        command = [str(rollup), "-c", "rollup.config.mjs", "--silent", "--dir", scratch]
        subprocess.run(command, cwd=SDK, check=True)
        made = {path.name.split(".")[0]: path.read_text() for path in Path(scratch).glob("*.d.ts")}
    if set(made) != {"aurae", *modules()}:
        raise SystemExit(f"cannot generate the types: rollup made {', '.join(sorted(made))}")
    texts = {name: _public(text) for name, text in sorted(made.items())}
    for name, text in texts.items():
        (folder / f"{name}.d.ts").write_text(HEADER + text)
    (folder / "globals.d.ts").write_text(
        f"{HEADER}declare global {{\n{_globals(texts['aurae'], './aurae.d.ts')}}}\nexport {{}};\n"
    )
    (target / "aurae.d.ts").write_text(HEADER + _whole(texts))


def _public(text: str) -> str:
    """Take out of a module what a script cannot use."""
    text = re.sub(r"^import \{[^}]*\} from '[^']*wire\.ts';\n", BINARY, text, flags=re.MULTILINE)
    text = re.sub(r"^import '.*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"from '\./(\w+)\.js'", r'from "./\1.d.ts"', text)
    text = re.sub(rf"^    {COMMENT.replace('?', '', 0)}?private .*\n", "", text, flags=re.MULTILINE)
    return _reachable(text)


def _reachable(text: str) -> str:
    """Leave out declarations that nothing exported speaks of."""
    parts = re.split(r"(?<=\n)\n?(?=/\*\*|declare |interface |type |export |import )", text)
    return "\n".join(parts)


def _globals(library: str, address: str) -> str:
    """Declare the library's values, and the types of the same names, for the global scope."""
    exported = set(re.findall(r"\w+", " ".join(re.findall(r"^export \{([^}]*)\}", library, re.MULTILINE))))
    types = re.findall(r"\w+", " ".join(re.findall(r"^export type \{([^}]*)\}", library, re.MULTILINE)))
    lines: list[str] = []
    for found in DECLARED.finditer(library):
        kind, name = found.groups()
        if name not in exported:
            continue
        comment = found[0][: found[0].rindex("declare")]
        value = PRINT if name == "print" else f'const {name}: typeof import("{address}").{name};'
        lines.append(comment + value)
        if kind in ("class", "enum"):
            lines.append(f'type {name} = import("{address}").{name};')
    lines += [f'type {name} = import("{address}").{name};' for name in types]
    return "".join(f"    {line}\n" for part in lines for line in part.split("\n"))


def _whole(texts: dict[str, str]) -> str:
    """All modules in one file, and the names that scripts of upstream's import them by."""
    parts = [_globals(texts["aurae"], "aurae").replace("    const", "declare const")]
    return "\n".join(parts)
