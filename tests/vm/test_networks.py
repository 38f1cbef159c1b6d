"""Rules of networks on the guest's kernel and with its libnftables, which are newer than the host's."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from aurae.linux.nftables import Nftables
from aurae.model.network import PublishedPort
from aurae.networks import naming
from tests.support.attempts import ATTEMPTS
from tests.support.intruding import PUBLISHED, Scene, scene
from tests.support.yard import HOST4, HOST6, OUTSIDE4, OUTSIDE6, TAG


@pytest.fixture(scope="module")
def there() -> Iterator[Scene]:
    with scene() as made:
        yield made


def test_no_attempt_comes_through(there: Scene):
    assert [name for name, attempt in ATTEMPTS.items() if attempt(there)] == []


def test_members_get_where_they_may(there: Scene):
    assert there.eve.ask(there.vic.ipv6, 80) == f"vic {there.eve.ipv6}"
    assert there.eve.ask(OUTSIDE4, 80) == f"outside {HOST4}"
    assert there.eve.ask(OUTSIDE6, 80) == f"outside {HOST6}"
    for address in (HOST4, HOST6):
        assert there.outside.ask(address, PUBLISHED.host_port).startswith("bob ")


def test_rules_are_whole_until_somebody_changes_them(there: Scene):
    machine, port = there.yard, PublishedPort(80, 9090)
    whole = lambda: machine.run(machine.rules.is_whole)  # noqa: E731
    machine.publish(there.bob, port)
    machine.publish(there.vic, port)
    machine.publish(there.vic, replace(port, host_port=9091))
    found = Counter(there.outside.ask(HOST4, 9090).split()[0] for _ in range(6))
    assert found == {"bob": 3, "vic": 3}

    def by_somebody(commands: str) -> None:
        nft = Nftables()
        nft.run(commands)
        nft.close()

    there.host.within(lambda: by_somebody("add table inet another"))
    assert whole()
    there.host.within(lambda: by_somebody(f"flush chain inet {naming.table(TAG)} to_member"))
    assert not whole()
    machine.apply()
    assert whole()
