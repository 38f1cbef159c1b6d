"""Makes `src/aurae/proto` from `proto/`: messages, type stubs and grpclib services, one flat folder.

Run it after a change of a .proto file; a test holds the result fresh.
"""

import re
import shutil
import sys
import tempfile
from importlib import resources
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# grpclib brings the health service's messages itself; two copies in one process would clash.
SOURCES = sorted(
    str(path.relative_to(ROOT / "proto")) for path in (ROOT / "proto").glob("aurae/*/v0/*.proto")
)
IMPORT = re.compile(r"from aurae\.(\w+)\.v0 import")
QUALIFIED = re.compile(r"\baurae\.\w+\.v0\.(\w+_pb2)\b")
IMPORTED = re.compile(r"^import aurae\.\w+\.v0\.(\w+_pb2)$", re.MULTILINE)


def generate(target: Path) -> None:
    """Write the stubs of every proto into the folder `target`."""
    from grpc_tools import protoc

    well_known = resources.files("grpc_tools") / "_proto"
    with tempfile.TemporaryDirectory() as scratch:
        arguments = [
            f"-I{ROOT / 'proto'}",
            f"-I{well_known}",
            f"--python_out={scratch}",
            "--mypy_opt=quiet",
        ]
        for plugin in ("protoc-gen-mypy", "protoc-gen-grpclib_python"):
            program = Path(sys.executable).parent / plugin
            arguments += [f"--plugin={plugin}={program}"]
            arguments += [f"--{plugin.removeprefix('protoc-gen-')}_out={scratch}"]
        if protoc.main(["protoc", *arguments, *SOURCES]) != 0:
            raise SystemExit("cannot generate stubs: protoc failed")
        for path in sorted(Path(scratch).rglob("*.py*")):
            text = IMPORT.sub("from aurae.proto import", path.read_text())
            if path.stem.endswith("_grpc") and "class " not in text:
                continue  # a file of messages only
            text = IMPORTED.sub(r"from aurae.proto import \1", text)
            (target / path.name).write_text(QUALIFIED.sub(r"\1", text))
    (target / "__init__.py").write_text("")


if __name__ == "__main__":
    destination = ROOT / "src/aurae/proto"
    shutil.rmtree(destination, ignore_errors=True)
    destination.mkdir(parents=True)
    generate(destination)
    sys.stdout.write(f"made {len(list(destination.glob('*.py')))} files in {destination}\n")
