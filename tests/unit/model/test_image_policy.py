"""Rules about images: which one counts, and what is no rule."""

import contextlib
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.image_name import parse as parse_name
from aurae.model.image_policy import OPEN, Policy, Requirement, Signer, parse
from aurae.model.refusal import BadValue

TEXT = """
[[rule]]
require = "digest"

[[rule]]
match = "docker.io"
require = "nothing"

[[rule]]
match = "docker.io/library"
require = "anything"

[[rule]]
match = "[::1]:5000/prod/web"
require = "signature"
signer = [{ key = "/etc/a.pub" }, { roots = "/etc/roots.pem", identity = "ci@example.com" }]
"""


@pytest.mark.parametrize(
    ("match", "name"),
    [
        ("example.com/prod", "example.com:443/prod/web"),
        ("example.com:443/prod", "EXAMPLE.com/prod/web"),
        ("index.docker.io/acme", "acme/web"),
        ("docker.io/acme", "registry-1.docker.io/acme/web"),
        ("docker.io/acme", "registry-1.docker.io:443/acme/web"),
        ("10.0.0.5:5000", "[::ffff:10.0.0.5]:5000/web"),
        ("[::ffff:a00:5]", "10.0.0.5:443/web"),
    ],
)
def test_a_registry_under_another_of_its_names_is_no_way_round_a_rule(match, name):
    policy = parse({"rule": [{"match": match, "require": "nothing"}]})
    assert policy.rule_for(parse_name(name)).require is Requirement.NOTHING


@pytest.mark.parametrize(
    ("name", "require"),
    [
        ("busybox", Requirement.ANYTHING),
        ("acme/busybox", Requirement.NOTHING),
        ("docker.io/libraryx/web", Requirement.NOTHING),
        ("docker.io.evil.example/library/web", Requirement.DIGEST),
        ("[::1]:5000/prod/web", Requirement.SIGNATURE),
        ("[0::1]:5000/prod/web", Requirement.SIGNATURE),
        ("[::1]:5000/prod/web/inner", Requirement.SIGNATURE),
        ("[::1]:5000/prod/webby", Requirement.DIGEST),
    ],
)
def test_the_most_specific_rule_counts(name, require):
    policy = parse(tomllib.loads(TEXT))
    assert policy.rule_for(parse_name(name)).require is require


def test_a_signer_has_a_key_or_a_certificate():
    rule = parse(tomllib.loads(TEXT)).rules[0]
    assert rule.signers == (
        Signer(key="/etc/a.pub"),
        Signer(roots="/etc/roots.pem", identity="ci@example.com"),
    )


def test_without_a_rule_anything_may_be_had():
    assert Policy().rule_for(parse_name("busybox")) is OPEN


KEY = {"key": "/k"}


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ({}, "rule[0].require"),
        ({"require": "sig"}, "rule[0].require"),
        ({"require": 1}, "rule[0].require"),
        ({"require": "signature"}, "rule[0].signer"),
        ({"require": "signature", "signer": []}, "rule[0].signer"),
        ({"require": "digest", "signer": [KEY]}, "rule[0].signer"),
        ({"require": "digest", "match": "no host/x"}, "rule[0].match"),
        ({"require": "digest", "match": "library/busybox"}, "rule[0].match"),
        ({"require": "digest", "match": "busybox"}, "rule[0].match"),
        ({"require": "digest", "match": "docker.io/UPPER"}, "rule[0].match"),
        ({"require": "digest", "match": "docker.io/"}, "rule[0].match"),
        ({"require": "digest", "matches": "docker.io"}, "rule[0].matches"),
        ({"require": "signature", "signer": [{}]}, "rule[0].signer[0].key"),
        ({"require": "signature", "signer": [{"key": "k"}]}, "rule[0].signer[0].key"),
        ({"require": "signature", "signer": [{**KEY, "roots": "/r"}]}, "rule[0].signer[0].key"),
        ({"require": "signature", "signer": [{**KEY, "issuer": "x"}]}, "rule[0].signer[0].issuer"),
        ({"require": "signature", "signer": [{"roots": "/r"}]}, "rule[0].signer[0].identity"),
        (
            {"require": "signature", "signer": [{"roots": "/r", "identity_pattern": "("}]},
            "rule[0].signer[0].identity_pattern",
        ),
    ],
)
def test_what_is_wrong_is_named(rule, field):
    with pytest.raises(BadValue) as refused:
        parse({"rule": [rule]})
    assert refused.value.field == field


def test_two_rules_for_one_place_are_refused():
    rule = {"match": "docker.io", "require": "digest"}
    with pytest.raises(BadValue, match="there are two for"):
        parse({"rule": [rule, rule]})


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_any_document_is_a_policy_or_refused(value):
    with contextlib.suppress(BadValue):
        assert isinstance(parse({"rule": value}), Policy)
