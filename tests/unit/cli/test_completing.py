"""What can stand at a place of a line, with the names that the daemon has."""

from collections.abc import Callable, Iterator

import pytest

from tests.support.small_daemon import SmallDaemon
from tests.unit.cli.conftest import Ran

Run = Callable[..., Ran]


@pytest.fixture
def complete(run: Run, small: SmallDaemon) -> Iterator[Callable[[str], list[str]]]:
    """Complete a line at its end; there are cells and workloads in them."""
    assert small.runtime is not None
    small.runtime.workloads.clear()
    small.runtime.clear_services()
    small.cells.clear()
    for name in ("web", "web/front", "lab"):
        run("cell", "allocate", name)
    run("run", "-d", "--name", "top", "--", "sleep")
    run("run", "-d", "--cell", "web", "--name", "nginx", "--", "sleep")
    run("run", "--cell", "web", "--name", "ended", "--", "echo")
    run("start", "--name", "db", "--", "x")
    run("start", "--name", "front", "--cell", "web", "--no-block", "--", "x")

    def ask(line: str) -> list[str]:
        words = ["aer", *line.split(" ")]
        return run("__complete", str(len(words) - 1), *words).out.splitlines()

    yield ask
    small.cells.clear()
    small.runtime.workloads.clear()
    small.runtime.clear_services()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ce", ["cell"]),
        ("cell fr", ["free", "freeze"]),
        ("-o json cell upd", ["update"]),
        ("cell -o ", ["table", "json", "yaml"]),
        ("cell --ho", ["--host"]),
        ("cell allocate --memory-m", ["--memory-max", "--memory-min"]),
        ("cell get ", ["lab", "web", "web/front"]),
        ("cell get web", ["web", "web/front"]),
        ("cell get web ", []),
        ("cell free lab w", ["web", "web/front"]),
        ("cell free --timeout 5s w", ["web", "web/front"]),
        ("cell allocate we", ["web/", "web/front/"]),
        ("cell stop ", ["lab", "web", "web/front"]),
        ("cell stop web ", ["nginx"]),
        ("cell stop lab ", []),
        ("cell start web ", []),
        ("cell kill web --signal SIGH", ["SIGHUP"]),
        ("cell update web --clear memory.s", ["memory.swap_max"]),
        ("cell nonsense ", []),
        ("cell --config ", [":files"]),
        ("tree w", ["web", "web/front"]),
        ("run --cell l", ["lab"]),
        ("ps --cell l", ["lab"]),
        ("stop ", ["top", "web/nginx"]),
        ("stop top w", ["web/nginx"]),
        ("restart ", ["db", "web/front"]),
        ("start ", ["db", "web/front"]),
        ("start --name x --after d", ["db"]),
        ("start --name x --restart on-fa", ["on-failure"]),
        ("start --name x -- ", [":files"]),
        ("start -f ", [":files"]),
        ("status w", ["web/ended", "web/front", "web/nginx"]),
        ("reset", ["reset-failed"]),
        ("logs web/", ["web/ended", "web/front", "web/nginx"]),
        ("logs top ", []),
        ("completion ", ["bash", "zsh", "fish"]),
        ("completion bash ", []),
    ],
)
def test_a_line_is_completed(
    complete: Callable[[str], list[str]], line: str, expected: list[str]
) -> None:
    assert complete(line) == expected
