"""A small daemon that all tests of `aer` share, and `aer` as a function against it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from aurae.cli import aer
from tests.support.certificates import Authority
from tests.support.small_daemon import SmallDaemon


class Ran(NamedTuple):
    """What a run of `aer` gave."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDaemon]:
    """A daemon with its client configuration at `folder`/client.toml."""
    with SmallDaemon(tmp_path_factory.mktemp("d"), Authority()) as daemon:
        daemon.config()
        yield daemon


@pytest.fixture
def run(
    small: SmallDaemon, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Call `aer` with words; an exit of argparse is a code like any other."""
    monkeypatch.setenv("AURAE_CLIENT_CONFIG", str(small.folder / "client.toml"))

    def call(*words: str) -> Ran:
        capfd.readouterr()
        try:
            code = aer.main(words)
        except SystemExit as error:
            code = int(error.code or 0)
        return Ran(code, *capfd.readouterr())

    return call
