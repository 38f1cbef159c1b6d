"""The attacker of `attacker.py` as a run that the API starts, against the daemon itself."""

import os
import subprocess
from pathlib import Path

from aurae.proto import execution_pb2
from tests.support.api import Api

TEXT = Path(__file__).with_name("attacker.py")
PYTHON = "/usr/bin/python3"


def got_through_by_api(api: Api, profile: str) -> list[str]:
    """Return which attempts of root in a sandbox of this profile succeed."""
    outside = subprocess.Popen(["sleep", "1000"], user=65534, group=65534, extra_groups=[])
    try:
        argv = (
            PYTHON,
            "-I",
            "-S",
            "-c",
            TEXT.read_text(),
            "/nowhere",
            "/nowhere",
            str(outside.pid),
        )
        sandbox = execution_pb2.Sandbox(profile=profile)
        api.start(*argv, name=f"attack-{os.getpid()}", sandbox=sandbox)
        ended = api.wait(f"attack-{os.getpid()}")
        assert ended.exit_code == 0, ended
        *found, last = api.output(ended.name, 1).decode().split("\n")[:-1]
        assert last == "tried"
        api.stop(ended.name)
        return found
    finally:
        outside.kill()
        outside.wait()
