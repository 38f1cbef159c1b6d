"""Which resolvers there are."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from aurae.networks.dns_upstream import Upstream, nameservers


def test_the_first_three_resolvers_of_a_file_count():
    text = b"""# a comment
search example.com
nameserver 192.0.2.1
nameserver 192.0.2.1
nameserver\tfe80::1%eth0
  nameserver 127.0.0.53 # local
nameserver nonsense
nameserver
nameserver 192.0.2.4
nameserver 192.0.2.5
"""
    assert nameservers(text) == ["192.0.2.1", "fe80::1%eth0", "127.0.0.53"]


@given(st.binary(max_size=200))
def test_any_file_names_resolvers_or_none(text: bytes):
    assert len(nameservers(text)) <= 3
    assert len(nameservers(b"nameserver " + text)) <= 3


def test_our_own_gateways_are_no_resolvers(tmp_path: Path):
    path = tmp_path / "resolv.conf"
    path.write_text("nameserver 10.88.0.1\nnameserver 192.0.2.1\n")
    upstream = Upstream(path, lambda: {"10.88.0.1"}, lambda: 0.0)
    assert upstream.resolvers() == ["192.0.2.1"]


def test_a_file_that_changed_is_read_again(tmp_path: Path):
    now = 0.0
    path = tmp_path / "resolv.conf"
    upstream = Upstream(path, set, lambda: now)
    assert upstream.resolvers() == []
    path.write_text("nameserver 192.0.2.1\n")
    assert upstream.resolvers() == [], "not looked at within a second"
    now = 2.0
    assert upstream.resolvers() == ["192.0.2.1"]
    path.unlink()
    now = 4.0
    assert upstream.resolvers() == ["192.0.2.1"], "what was known is better than nothing"
