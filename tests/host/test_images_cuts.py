"""The server is killed, or the power is cut, at any moment of whatever changes images.

Images are whole or not there, what was answered is so, nothing is left over, and the next attempt succeeds. Layers
that were unpacked just before a loss of power may be lost: they are unpacked again from the blobs, without a registry.
"""

import gzip
import os
import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from aurae.model.digest import digest_of
from aurae.proto import images_pb2 as api_pb2
from tests.support.api import Api
from tests.support.archived import layout, packed
from tests.support.blows import Blow, Kill, PowerCut
from tests.support.cut_disk import CutDisk
from tests.support.daemon import Daemon
from tests.support.docker_registry import DockerRegistry
from tests.support.images_kept import Contents, all_images, check_whole, left, names_of, reached
from tests.support.published import publish
from tests.support.registry_client import layer
from tests.support.until import until

CUTS = int(os.environ.get("AURAE_TEST_CUTS", "1"))
SEED = 11
SIZE, FILES = 3_000_000, 700
LIMIT = 120.0

Call = Callable[[Api], object]


class Operation(NamedTuple):
    """Calls that are made at once, the images that they bring, keep and take, and what comes before them.

    One that `resumes` leaves what has come to the next attempt.
    """

    calls: list[Call]
    brings: frozenset[str] = frozenset()
    keeps: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()
    before: tuple[Call, ...] = ()
    resumes: bool = False


class Scene:
    """Images in a registry and in an archive, and what can be done with them."""

    def __init__(self, registry: DockerRegistry) -> None:
        self.contents: Contents = {}
        base = self._layer({"base": os.urandom(SIZE)})
        self._one, self._two = (
            publish(registry, f"{name}:1", base, self._layer({name: os.urandom(SIZE // 2)}))
            for name in ("one", "two")
        )
        many = (self._layer({f"{top}{n}": b"%d" % n for n in range(FILES)}) for top in "ab")
        self._many = publish(registry, "many:1", *many)
        layers = [self._layer({f"{n}": os.urandom(SIZE)}) for n in range(2)]
        files = layout("localhost/app:1", *map(gzip.decompress, layers))
        self._archive = packed(files)
        config = list(files.values())[3]
        assert isinstance(config, bytes)
        self._app = digest_of(config)

    def operation(self, name: str) -> Operation:
        """Return what is to be interrupted."""
        one, two, many = (pulling(image.name) for image in (self._one, self._two, self._many))
        first, second = frozenset({self._one.id}), frozenset({self._two.id})
        # The name goes to the second image: nobody asks for the first one any more.
        rename = api_pb2.TagImageRequest(name=self._two.id, tag=self._one.name)
        remove = api_pb2.RemoveImageRequest(name=self._one.id, all_names=True)
        both, renamed = (one, two), (one, two, calling("Tag", rename))
        return {
            "pull": Operation([one, two], brings=first | second, resumes=True),
            "unpack": Operation([many], brings=frozenset({self._many.id}), resumes=True),
            "import": Operation([self._load], brings=frozenset({self._app})),
            "prune": Operation([pruning()], keeps=second, takes=first, before=renamed),
            "remove": Operation(
                [calling("Remove", remove)], keeps=second, takes=first, before=both
            ),
        }[name]

    def _layer(self, files: dict[str, bytes]) -> bytes:
        made = layer(**files)
        self.contents[digest_of(made)] = files
        return made

    def _load(self, api: Api) -> object:
        pieces = (
            self._archive[at : at + (1 << 20)] for at in range(0, len(self._archive), 1 << 20)
        )
        options = api_pb2.ImportImagesRequest(options=api_pb2.ImportOptions())
        requests = (options, *(api_pb2.ImportImagesRequest(data=piece) for piece in pieces))
        return list(api.talk("ImageService.Import", iter(requests), LIMIT))


OPERATIONS = ("pull", "unpack", "import", "prune", "remove")


def calling(method: str, request: Any) -> Call:
    """Return a call with one answer."""
    return lambda api: api.call(f"ImageService.{method}", request, LIMIT)


def pulling(
    name: str, policy: "api_pb2.PullPolicy.ValueType" = api_pb2.PULL_POLICY_ALWAYS
) -> Call:
    """Return a call that pulls an image."""
    request = api_pb2.PullImageRequest(name=name, policy=policy)
    return lambda api: list(api.stream("ImageService.Pull", request, LIMIT))


def pruning(*, everything: bool = False) -> Call:
    """Return a call that prunes images."""
    return calling("Prune", api_pb2.PruneImagesRequest(all=everything, partial=everything))


class Cuts:
    """One operation of one daemon, interrupted again and again."""

    def __init__(self, daemon: Daemon, blow: Blow, scene: Scene, operation: Operation) -> None:
        self._daemon = daemon
        self._blow = blow
        self._scene = scene
        self._operation = operation
        self.told: Counter[str] = Counter()

    def measure(self) -> float:
        """Return how long the calls take, but for the first time."""
        with Api(self._daemon.client_config) as api:
            self._prepare(api)
            self._make(api)
            self._prepare(api)
            begun = time.monotonic()
            self._make(api)
            return time.monotonic() - begun

    def cut(self, moment: float) -> None:
        """Interrupt the calls after so many seconds, and look what came of it."""
        config = self._daemon.client_config
        with ThreadPoolExecutor() as pool, Api(config) as api:
            self._prepare(api)
            made = [pool.submit(call, api) for call in self._operation.calls]
            # A moment of the calls, not a wait for something.
            time.sleep(moment)
            ended = [call for call in made if call.done()]
            self._blow.strike()
        for call in ended:
            call.result()
        self._blow.recover()
        with Api(config) as api:
            self._check(api, answered=ended == made)
            self._go_on(api)

    def _prepare(self, api: Api) -> None:
        pruning(everything=True)(api)
        for call in self._operation.before:
            call(api)

    def _make(self, api: Api) -> None:
        for call in self._operation.calls:
            call(api)

    def _check(self, api: Api, *, answered: bool) -> None:
        """Assert that what was answered is so, and that each image is there and whole, or not there."""
        until(lambda: all(names_of(api)), "images without a name go")
        found, operation = all_images(api), self._operation
        for name, *_ in names_of(api) if isinstance(self._blow, PowerCut) else ():
            pulling(name, api_pb2.PULL_POLICY_NEVER)(api)
        check_whole(api, self._daemon.state_dir, self._scene.contents)
        assert (
            operation.keeps <= found.keys() <= operation.keeps | operation.brings | operation.takes
        )
        assert not answered or operation.brings <= found.keys()
        assert not answered or not operation.takes & found.keys()
        done = operation.brings <= found.keys() and not operation.takes & found.keys()
        self.told.update(["answered" if answered else "done" if done else "not done"])

    def _go_on(self, api: Api) -> None:
        """Assert that nothing is left over, and that what was interrupted can be done after all."""
        if not self._operation.resumes:
            self._check_tidy(api)
        if self._operation.brings:
            self._make(api)
            assert all_images(api).keys() == self._operation.brings
            check_whole(api, self._daemon.state_dir, self._scene.contents)
            self._check_tidy(api)
        pruning(everything=True)(api)
        self._check_tidy(api)

    def _check_tidy(self, api: Api) -> None:
        until(
            lambda: left(self._daemon.state_dir) <= reached(api),
            "nothing is left that no image needs",
        )


@pytest.mark.timeout(120 + 30 * CUTS)
@pytest.mark.parametrize("how", ["kill", "power"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_cut_at_any_moment_leaves_whole_images_and_nothing_else(
    tmp_path: Path, name: str, how: str
) -> None:
    with ExitStack() as stack:
        registry = stack.enter_context(DockerRegistry(tmp_path / "registry"))
        disk = stack.enter_context(CutDisk(tmp_path)) if how == "power" else None
        daemon = Daemon(**({"state_dir": str(disk.place / "state")} if disk else {}))
        daemon.state_dir = Path(daemon.settings["state_dir"])
        stack.enter_context(daemon)
        scene = Scene(registry)
        blow = PowerCut(daemon, disk) if disk else Kill(daemon)
        cuts = Cuts(daemon, blow, scene, scene.operation(name))
        span, begun = cuts.measure(), time.monotonic()
        chance = random.Random(SEED)
        for _ in range(CUTS):
            cuts.cut(chance.uniform(0, 1.1 * span))
        told = ", ".join(f"{count} {what}" for what, count in sorted(cuts.told.items()))
        print(
            f"{name}, {how}: {CUTS} cuts within {span:.3f} s, {told}; {time.monotonic() - begun:.0f} s"
        )
