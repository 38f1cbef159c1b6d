"""Members of a network try what they may not: nothing of it comes through."""

from collections.abc import Iterator

import pytest

from tests.support.attempts import ATTEMPTS, HELD_OTHERWISE
from tests.support.intruding import Scene, scene
from tests.support.require import need_root


@pytest.fixture(scope="module", params=["container", "vm"])
def there(request: pytest.FixtureRequest) -> Iterator[Scene]:
    need_root()
    with scene(tapped=request.param == "vm") as made:
        yield made


@pytest.mark.parametrize("name", ATTEMPTS)
def test_an_attempt_does_not_come_through(there: Scene, name: str):
    assert not ATTEMPTS[name](there)


@pytest.fixture(scope="module", params=["container", "vm"])
def bare(request: pytest.FixtureRequest) -> Iterator[Scene]:
    """The same without our rules: what shows that the attempts are real ones."""
    need_root()
    with scene(tapped=request.param == "vm") as made:
        made.yard.unrule()
        yield made


@pytest.mark.parametrize("name", [name for name in ATTEMPTS if name not in HELD_OTHERWISE])
def test_without_rules_it_does(bare: Scene, name: str):
    assert ATTEMPTS[name](bare)
