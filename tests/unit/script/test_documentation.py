"""The examples of docs/auraescript.md and of the pages below it run."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.require import need
from tests.support.upstream_daemon import UpstreamDaemon

ROOT = Path(__file__).resolve().parents[3]
PAGES = [ROOT / "docs/auraescript.md", *sorted((ROOT / "docs/auraescript").glob("*.md"))]
FENCE = re.compile(r"^```typescript\n(.*?)^```$", re.DOTALL | re.MULTILINE)
EXAMPLES = {
    f"{page.stem}-{number}": text
    for page in PAGES
    for number, text in enumerate(FENCE.findall(page.read_text()), 1)
}


@pytest.fixture(scope="module")
def daemon() -> Iterator[UpstreamDaemon]:
    need("deno")
    with UpstreamDaemon() as daemon:
        yield daemon


@pytest.mark.parametrize("text", EXAMPLES.values(), ids=EXAMPLES)
def test_an_example_of_the_documentation_runs(
    daemon: UpstreamDaemon, tmp_path: Path, text: str
) -> None:
    (tmp_path / "x.aurae").write_text(text)
    done = run("x.aurae", config=daemon.config, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_the_example_of_the_repository_is_the_documented_one() -> None:
    assert (ROOT / "examples/hello.aurae").read_text() == EXAMPLES["auraescript-1"]


def test_every_page_is_in_the_index_and_in_the_navigation() -> None:
    index = PAGES[0].read_text()
    navigation = (ROOT / "mkdocs.yml").read_text()
    names = [f"auraescript/{page.name}" for page in PAGES[1:]]
    assert [name for name in names if f"({name})" not in index] == []
    assert [name for name in names if f": {name}\n" not in navigation] == []
