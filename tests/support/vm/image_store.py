"""What a test has run in its guest: `write` makes two archives, `check` looks at what the daemon has of them.

python3 -m tests.support.vm.image_store write FOLDER
python3 -m tests.support.vm.image_store check CONFIG STATE
"""

import gzip
import random
import sys
from pathlib import Path

from aurae.model.digest import digest_of
from aurae.proto.images_pb2 import PULL_POLICY_NEVER, PullImageRequest
from tests.support.api import Api
from tests.support.archived import layout, packed
from tests.support.images_kept import Contents, check_whole, left, names_of, reached
from tests.support.registry_client import layer
from tests.support.until import until

NAMES = {"first": "localhost/first:1", "second": "localhost/second:1"}
"""Names of the images, by those of the archives' files."""
LAYERS, SIZE = 3, 400_000


def layers(name: str) -> list[dict[str, bytes]]:
    """Return the files of an image's layers: the same whenever they are asked for."""
    chance = random.Random(name)
    return [{f"{name}{number}": chance.randbytes(SIZE)} for number in range(LAYERS)]


def write(folder: Path) -> None:
    """Write the archives."""
    for file, name in NAMES.items():
        plain = (gzip.decompress(layer(**files)) for files in layers(file))
        (folder / file).write_bytes(packed(layout(name, *plain)))


def check(config: Path, state: Path) -> None:
    """Assert that the first image is there, each one whole, and nothing that no image needs.

    What was unpacked just before a loss of power may be lost: it is unpacked again.
    """
    contents: Contents = {
        digest_of(layer(**files)): files for name in NAMES for files in layers(name)
    }
    with Api(config) as api:
        until(lambda: left(state) <= reached(api), "nothing is left that no image needs")
        names = [name for each in names_of(api) for name in each]
        assert NAMES["first"] in names
        for name in {*names} & {*NAMES.values()}:
            request = PullImageRequest(name=name, policy=PULL_POLICY_NEVER)
            list(api.stream("ImageService.Pull", request, 120))
        check_whole(api, state, contents)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]))
    else:
        check(Path(sys.argv[2]), Path(sys.argv[3]))
