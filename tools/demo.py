"""Shows Aurae at work: starts a daemon of its own, runs a script, looks at what is left, stops it.

Everything lives in a folder under /tmp and in a cgroup of its own, and is removed at the end.
"""

import json
import os
import shlex
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType

from tests.support.busybox_image import archive, base_layer
from tests.support.daemon import Daemon

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = "examples/hello.aurae"
ALONGSIDE = "examples/alongside.aurae"
AGENT = ROOT / "src/aurae/guest/agent-x86_64"
BOOT = 150.0
"""Seconds within which a guest boots without KVM, on a machine that has much else to do."""
IMAGE = "localhost/busybox:1"


def say(text: str) -> None:
    """Print a line about what happens next."""
    print(f"\n==> {text}", flush=True)


def show(daemon: Daemon, *words: str, limit: float = 30.0) -> str:
    """Run one of our programs, print its command line and output, and return the output."""
    say(shlex.join(words))
    done = daemon.run(*words, limit=limit)
    print(done.stdout + done.stderr, end="", flush=True)
    return done.stdout


def documents(text: str) -> list[dict[str, object]]:
    """Return the JSON documents that stand one after the other in `text`."""
    found = []
    decoder = json.JSONDecoder()
    while text := text.lstrip():
        document, end = decoder.raw_decode(text)
        found.append(document)
        text = text[end:]
    return found


def machines() -> dict[str, str]:
    """Return settings by which a daemon has virtual machines; none, having said why, where it cannot."""
    kernel = Path(os.environ.get("AURAE_VM_CACHE", "~/.cache/aurae-vm")).expanduser() / "kernel"
    lacking = (
        [] if (kernel / "vmlinuz").exists() else [f"a kernel (tools/guest_kernel.sh {kernel})"]
    )
    if shutil.which("qemu-system-x86_64") is None:
        lacking.append("QEMU (qemu-system-x86)")
    if not AGENT.exists():
        lacking.append("the guest's agent (tools/build_guest.sh)")
    if lacking:
        say(f"no virtual machine runs, for want of {', '.join(lacking)}")
        return {}
    return {"vm_kernel": str(kernel / "vmlinuz"), "vm_modules": str(kernel / "modules")}


def alongside(daemon: Daemon) -> None:
    """Run all kinds of workloads in one tree of cells, of an image that is made here where there is a busybox."""
    if shutil.which("busybox") is None:
        say(
            "no busybox is here to make an image of: neither a container nor a virtual machine runs"
        )
        return
    path = daemon.folder / "image.tar"
    path.write_bytes(archive(IMAGE, base_layer(), Cmd=["/bin/sh"]))
    show(daemon, "aer", "image", "load", "-i", str(path))
    kinds = ["vm"] if "vm_kernel" in daemon.settings else []
    told = show(
        daemon, "auraescript", ALONGSIDE, IMAGE, *(["novm"] if not kinds else []), limit=BOOT
    )
    for kind in ("executable", "container", *kinds):
        assert f"{kind} " in told, f"there was no {kind}"
    assert told.endswith("left: 0\n"), "not all ended with their cell"
    show(daemon, "aer", "image", "rm", IMAGE)


def demonstrate(daemon: Daemon) -> None:
    """Go once through everything; AssertionError says what did not work."""
    say(f"auraed (everything in {daemon.folder})")
    daemon.start()
    print(f"serves as process {daemon.pid}")
    show(daemon, "aer", "login", "--local", "--socket", str(daemon.login_socket))
    identity, workload = documents(show(daemon, "auraescript", EXAMPLE))
    assert identity["spiffe_id"], "the first document is not an identity"
    assert workload["exit_code"] == 0, "the second document is not an execution that went well"
    show(daemon, "aer", "ps", "-a")
    show(daemon, "aer", "info")
    show(daemon, "aer", "logs", str(workload["name"]))
    alongside(daemon)
    say("stopping auraed")
    daemon.stop()
    daemon.check_nothing_left()
    print("it has stopped; no process, cgroup or socket is left")


def interrupt(number: int, frame: FrameType | None) -> None:
    """Treat SIGTERM as Ctrl-C, so that cleaning up happens either way."""
    raise KeyboardInterrupt


def main() -> int:
    """Return 0 when all went well, 1 with the daemon's log when not, 130 when interrupted."""
    if os.geteuid() != 0:
        print("cannot run the demo: auraed needs root")
        return 1
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, interrupt)
    daemon = Daemon(**machines())
    try:
        demonstrate(daemon)
    except KeyboardInterrupt:
        say("interrupted; cleaning up")
        return 130
    except (AssertionError, OSError, ValueError, KeyError) as error:
        say(f"the demo failed: {str(error).partition('--- log of auraed')[0]}")
        print(f"--- log of auraed\n{daemon.log()}")
        return 1
    finally:
        daemon.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main())
