"""What `aer image pull` shows in a terminal while layers come, as docs/images.md has it."""

import os
import re
from pathlib import Path

from tests.support.daemon import Daemon
from tests.support.docker_registry import DockerRegistry
from tests.support.published import Published, publish
from tests.support.registry_client import layer
from tests.support.screen import Screen
from tests.support.until import until

SIZE = (100, 20)
LAYERS = (40_000_000, 9_000_000, 14_000_000, 3_000_000, 100_000)
ATTEMPTS = 5
"""Pulls of which one is seen before all has come, however busy the machine is."""
BAR = re.compile(
    r"(?P<layer>[0-9a-f]{12})  (?P<phase>[a-z]+) +\[(?P<full>=*)(?P<room> *)\]  ([0-9.]+/)?[0-9.]+ [KM]iB"
)
DOCUMENT = Path(__file__).resolve().parents[2] / "docs/images.md"


def bars(shown: str) -> list[re.Match[str]]:
    """Return the bars among the lines of a screen."""
    return [found for line in shown.splitlines() if (found := BAR.fullmatch(line))]


def phases(shown: str) -> list[str]:
    """Return the phases of those bars."""
    return [bar["phase"] for bar in bars(shown)]


def is_partial(bar: re.Match[str]) -> bool:
    """Say whether a part of the layer has come."""
    return bar["phase"] == "fetching" and bool(bar["full"]) and bool(bar["room"])


def is_coming(blob: Path) -> bool:
    """Say whether some of a blob is on the disk."""
    try:
        return blob.stat().st_blocks > 8000
    except FileNotFoundError:
        return False


def pull(
    daemon: Daemon, registry: DockerRegistry, image: Published, folder: Path
) -> tuple[str, str]:
    """Return what is shown while the registry is held in the middle of a pull, and when that has ended."""
    words = [str(daemon.programs / "aer"), "image", "pull", image.name]
    command = ["sh", "-c", '"$@"; echo ended with $?; exec sleep 1000', "sh", *words]
    largest = daemon.state_dir / "content/ingest" / image.layers[0].replace(":", "-")
    environment = {"HOME": str(daemon.home), "NO_COLOR": "1"}
    with Screen(command, folder, environment, SIZE) as screen:

        def is_over() -> bool:
            return "ended with" in screen.shown()

        until(lambda: is_coming(largest) or is_over(), "some of it comes")
        with registry.held():
            until(
                lambda: any(map(is_partial, bars(screen.shown()))) or is_over(), "bars are shown"
            )
            middle = screen.shown()
        return middle, screen.wait("ended with 0")


def test_a_pull_shows_a_bar_for_each_layer_and_how_far_it_is(
    daemon: Daemon, tmp_path: Path
) -> None:
    with DockerRegistry(tmp_path / "registry") as registry:
        made = [layer(**{f"f{size}": os.urandom(size)}) for size in LAYERS]
        image = publish(registry, "shop:1", *made)
        middle = ""
        for _ in range(ATTEMPTS):
            middle, end = pull(daemon, registry, image, tmp_path)
            daemon.aer("image", "prune", "--all")
            print(middle, end)
            assert [bar["layer"] for bar in bars(end)] == [one[7:19] for one in image.layers]
            assert phases(end) == ["done"] * len(LAYERS)
            assert f"{image.name}: {image.id}" in end.replace("\n", "")
            if any(map(is_partial, bars(middle))):
                break
    assert any(map(is_partial, bars(middle)))
    assert [bar["layer"] for bar in bars(middle)] == [one[7:19] for one in image.layers]


def test_the_document_has_such_bars() -> None:
    shown = "\n".join(line.removeprefix("    ") for line in DOCUMENT.read_text().splitlines())
    found = bars(shown)
    assert any(map(is_partial, found))
    assert phases(shown).count("done") >= len(LAYERS)
