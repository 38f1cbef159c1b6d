"""Names of interfaces: short enough, and nobody else's."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from aurae.networks.naming import NUMBERS, bridge, bridges, link, links, prefix, table, tag

DAEMON = tag(Path("/var/lib/aurae"))


def test_two_daemons_have_different_tags_and_one_has_the_same_always():
    assert tag(Path("/var/lib/aurae")) == DAEMON != tag(Path("/var/lib/other"))
    assert len(DAEMON) == 8
    assert table(DAEMON) == f"aurae_{DAEMON}"


@given(st.integers(0, 2**63), st.integers(0, 2**63))
def test_names_fit_an_interface_and_differ_where_their_numbers_do(one, other):
    assert len(bridge(DAEMON, one)) <= 15
    assert len(link(DAEMON, one)) <= 15
    assert bridge(DAEMON, one).startswith(bridges(DAEMON))
    assert link(DAEMON, one).startswith(links(DAEMON))
    assert bridges(DAEMON).startswith(prefix(DAEMON))
    assert bridge(DAEMON, one) != link(DAEMON, other)
    same = (one - other) % NUMBERS == 0
    assert (link(DAEMON, one) == link(DAEMON, other)) is same
