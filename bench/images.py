"""Pulls beside those of podman and containerd: the same images of one registry on loopback."""

import contextlib
import os
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from aurae.linux import erofs, tree
from aurae.linux.mount import mount, unmount
from aurae.proto import discovery_pb2, images_pb2
from bench import image_maker
from bench.client import Client, took
from bench.image_peers import Peers
from bench.stopwatch import milliseconds, quantile
from tests.support.daemon import Daemon
from tests.support.docker_registry import DockerRegistry
from tests.support.proc import children

ROUNDS = 5
MANY = 10
MOUNTS = 50
CALLS_EVERY = 0.01
FORMS = (image_maker.GZIP, image_maker.ZSTD)
OURS = "ours"


class Place(NamedTuple):
    """A registry with images, by the words of their tags."""

    address: str

    def name(self, word: str) -> str:
        """Return the name of an image."""
        return f"{self.address}/bench:{word}"


def _client(daemon: Daemon) -> Client:
    client = Client(daemon)
    client.call("images.v0.ImageService/Prune", images_pb2.PruneImagesRequest(all=True))
    return client


def _pull(
    client: Client,
    names: list[str],
    form: images_pb2.LayerForm.ValueType = images_pb2.LAYER_FORM_FOLDER,
) -> None:
    """Pull, all at once."""
    requests = (images_pb2.PullImageRequest(name=name, layers=form) for name in names)
    client.calls("images.v0.ImageService/Pull", requests)


@contextmanager
def _registry() -> Iterator[tuple[Path, Place]]:
    folder = Path(tempfile.mkdtemp(prefix="aurae-bench-"))
    try:
        (folder / "registry").mkdir()
        with DockerRegistry(folder / "registry") as registry:
            yield folder, Place(registry.address)
    finally:
        shutil.rmtree(folder)


def _fill(folder: Path, place: Place, word: str, form: str, **more: object) -> None:
    made = folder / word
    image_maker.make(made, form, **more)  # type: ignore[arg-type]  # handed on as they are
    image_maker.push(made, place.name(word))
    shutil.rmtree(made)


def pulls(daemon: Daemon) -> tuple[str, ...]:
    """A gzip image, a zstd one, and ten at once: shares of the best peer."""
    with _registry() as (folder, place):
        chosen = image_maker.files()
        kinds = (*FORMS, "many")
        times: dict[str, dict[str, list[float]]] = {kind: {} for kind in kinds}
        with Peers(folder / "peers") as peers:
            client = _client(daemon)
            sides: dict[str, Callable[[list[str]], None]] = {OURS: partial(_pull, client)}
            sides.update((peer.name, partial(_together, peer.pull)) for peer in peers.all)
            for number in range(ROUNDS):
                for kind in kinds:
                    names = list(_fresh(folder, place, kind, number, chosen))
                    for name in list(sides)[:: 1 if number % 2 else -1]:
                        os.sync()
                        seconds = took(partial(sides[name], names))
                        times[kind].setdefault(name, []).append(seconds)
        return tuple(_share(times[kind]) for kind in kinds)


def _fresh(
    folder: Path, place: Place, kind: str, number: int, chosen: list[Path]
) -> Iterator[str]:
    """Yield the names of images that nobody has had: what was removed is not made again at once.

    ext4 looks around inodes that were removed just now, which costs more than all the rest.
    """
    form = kind if kind in FORMS else image_maker.GZIP
    parts = [chosen] if kind in FORMS else [chosen[part::MANY] for part in range(MANY)]
    for part, sources in enumerate(parts):
        word = f"{kind}{number}-{part}"
        _fill(folder, place, word, form, each=word.encode(), sources=sources)
        yield place.name(word)


def _together(pull: Callable[[str], None], names: list[str]) -> None:
    with ThreadPoolExecutor(len(names)) as threads:
        list(threads.map(pull, names))


def _share(times: dict[str, list[float]]) -> str:
    """Return our share of the best peer's median."""
    sys.stderr.write(
        f"{ {name: [round(one, 2) for one in each] for name, each in times.items()} }\n"
    )
    medians = {name: statistics.median(each) for name, each in times.items()}
    ours = medians.pop(OURS)
    if not medians:
        return f"{milliseconds(ours)} (no peer here)"
    told = ", ".join(f"{name} {milliseconds(one)}" for name, one in medians.items())
    return f"{ours / min(medians.values()):.2f} ({milliseconds(ours)}; {told})"


def shared(daemon: Daemon) -> tuple[str, ...]:
    """A second image that shares all layers but the last, small one; and the mounts of an image."""
    with _registry() as (folder, place):
        chosen = image_maker.files()
        _fill(folder, place, "first", image_maker.GZIP, sources=chosen)
        client = _client(daemon)
        _pull(client, [place.name("first")])
        times = []
        for number in range(ROUNDS):
            word = f"more{number}"
            last = word.encode()
            _fill(folder, place, word, image_maker.GZIP, sources=chosen, last=last)
            times.append(took(partial(_pull, client, [place.name(word)])))
        mounted = milliseconds(_mounting(daemon, folder))
        began = took(partial(_pull, client, [place.name("first")], images_pb2.LAYER_FORM_EROFS))
        stack, way = _stacking(daemon, folder)
        return (
            milliseconds(statistics.median(times)),
            mounted,
            f"{milliseconds(stack)} (by {way}; the images made in {milliseconds(began)})",
        )


def _mounting(daemon: Daemon, folder: Path) -> float:
    """Return the median seconds of a mount of layers with overlayfs."""
    layers = [str(path) for path in (daemon.state_dir / "snapshots").glob("*/fs")]
    options = f"lowerdir={':'.join(layers[: len(image_maker.SHARES)])}"
    place = folder / "mounted"
    place.mkdir()
    times = []
    for _ in range(MOUNTS):
        times.append(took(partial(mount, "none", str(place), "overlay", 0, options)))
        unmount(str(place))
    return statistics.median(times)


def _stacking(daemon: Daemon, folder: Path) -> tuple[float, str]:
    """Return the median seconds of mounts of the erofs images of layers with overlayfs on them, and how."""
    images = sorted((daemon.state_dir / "snapshots").glob("*/erofs"))
    places = [folder / f"layer{number}" for number in range(len(images))]
    top = folder / "stacked"
    for place in (*places, top):
        place.mkdir()
    options = f"lowerdir={':'.join(map(str, places))}"
    ways = set[str]()

    def stack() -> None:
        for image, place in zip(images, places, strict=True):
            file = os.open(image, os.O_RDONLY)
            there = tree.open_place(bytes(place), direct=True)
            mounted = erofs.mounted(file)
            tree.move(mounted.tree, there)
            ways.add(mounted.way)
            for fd in (file, there, mounted.tree):
                os.close(fd)
        mount("none", str(top), "overlay", 0, options)

    times = []
    for _ in range(MOUNTS):
        times.append(took(stack))
        for place in (top, *places):
            unmount(str(place))
    return statistics.median(times), " and ".join(sorted(ways))


def meanwhile(daemon: Daemon) -> tuple[str, str]:
    """What a pull takes of memory beyond an idle daemon, and how long calls take meanwhile."""
    with _registry() as (folder, place):
        _fill(folder, place, "image", image_maker.GZIP)
        with Daemon() as fresh:
            client, other = _client(fresh), Client(fresh)
            idle = _memory(fresh)
            over = threading.Event()
            peak, calls = [0], list[float]()
            threads = [
                threading.Thread(target=_watch, args=(fresh, over, peak)),
                threading.Thread(target=_call, args=(other, over, calls)),
            ]
            for thread in threads:
                thread.start()
            _pull(client, [place.name("image")])
            over.set()
            for thread in threads:
                thread.join()
            memory = f"{(peak[0] - idle) / 1024:.0f} MB (idle {idle / 1024:.0f})"
            return memory, milliseconds(quantile(calls, 0.99))


def _watch(daemon: Daemon, over: threading.Event, peak: list[int]) -> None:
    while not over.wait(CALLS_EVERY):
        peak[0] = max(peak[0], _memory(daemon))


def _call(client: Client, over: threading.Event, calls: list[float]) -> None:
    request = discovery_pb2.DiscoverRequest()
    path = "discovery.v0.DiscoveryService/Discover"
    while not over.wait(CALLS_EVERY):
        calls.append(took(partial(client.call, path, request)))


def _memory(daemon: Daemon) -> int:
    """Return the PSS of our processes and all below them, in KiB."""
    pids = [*daemon.pids().values()]
    for pid in pids:
        pids += [child for child in children(pid) if child not in pids]
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError, StopIteration):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += int(next(line.split()[1] for line in lines if line.startswith("Pss:")))
    return total
