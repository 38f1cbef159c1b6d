"""What the documents say of the repository is so."""

import re
from pathlib import Path

import pytest

from aurae.model.service_life import diagram
from bench.__main__ import FIGURES, row
from tools.tour import BLOCK, COMMANDS

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("sdk/*/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def anchors(document: Path) -> set[str]:
    """Return the fragments a Markdown renderer offers for the headings of a document."""
    headings = HEADING.findall(FENCE.sub("", document.read_text()))
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    dead = []
    for link in LINK.findall(FENCE.sub("", document.read_text())):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, fragment = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        if not target.exists() or (
            fragment and target.suffix == ".md" and fragment not in anchors(target)
        ):
            dead.append(link)
    assert dead == []


def test_the_tests_that_the_specification_names_exist() -> None:
    named = TEST.findall((ROOT / "SPECIFICATION.md").read_text())
    gone = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).exists() or (name and f"def {name}(" not in (ROOT / path).read_text())
    ]
    assert named
    assert gone == []


@pytest.mark.parametrize(
    ("document", "least"), [("systemd", 100), ("registries", 40), ("vms-firecracker", 30)]
)
def test_the_tests_that_a_table_names_exist(document: str, least: int) -> None:
    text = (ROOT / f"docs/{document}.md").read_text()
    named = re.findall(r"`((?:host|unit|vm)/[\w/]+\.py)(?:::(test_\w+))?`", text)
    gone = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / "tests" / path).exists()
        or (name and f"def {name}(" not in (ROOT / "tests" / path).read_text())
    ]
    assert len(named) >= least
    assert gone == []


def test_the_readme_shows_the_tour_that_the_tool_runs() -> None:
    tour = BLOCK.search((ROOT / "README.md").read_text())
    assert tour
    assert [line[2:] for line in tour[0].splitlines() if line.startswith("$ ")] == COMMANDS


def test_decisions_are_numbered_without_gaps_and_say_how_they_could_be_wrong() -> None:
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))
    numbers = [int(path.name[:4]) for path in decisions]
    assert numbers == list(range(1, len(decisions) + 1))
    sections = ["Context", "Choice", "What it costs", "How we would notice that it was wrong"]
    incomplete = [
        path.name for path in decisions if HEADING.findall(path.read_text())[1:] != sections
    ]
    assert incomplete == []


def test_the_life_of_a_service_is_drawn_from_its_table() -> None:
    assert diagram() in (ROOT / "docs/services.md").read_text()


def test_the_readme_shows_the_example_as_it_is() -> None:
    example = (ROOT / "examples/hello.aurae").read_text()
    assert f"```typescript\n{example}```\n" in (ROOT / "README.md").read_text()


def test_each_figure_of_the_bench_is_a_row_of_the_specification() -> None:
    text = (ROOT / "SPECIFICATION.md").read_text()
    promises = [promise for figure in FIGURES for promise in figure.promises]
    assert [promise for promise in promises if len(row(promise).findall(text)) != 1] == []
