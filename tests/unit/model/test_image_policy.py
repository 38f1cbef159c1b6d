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
    ("match", "name", "is_covered"),
    [
        ("docker.io/alpine", "alpine", True),
        ("index.docker.io/alpine", "docker.io/library/alpine:3", True),
        ("docker.io/alpine", "alpine/git", True),
        ("docker.io/alpine", "alpine2", False),
        ("docker.io/alpine", "library/alpine/git", False),
        ("docker.io/library/alpine", "alpine/git", False),
        ("docker.io/library", "library/library", True),
        ("example.com/alpine", "example.com/library/alpine", False),
    ],
)
def test_a_rule_for_a_short_name_of_docker_is_about_the_official_image_too(
    match: str, name: str, *, is_covered: bool
):
    policy = parse({"rule": [{"match": match, "require": "nothing"}]})
    assert (policy.rule_for(parse_name(name)) is not OPEN) == is_covered


@pytest.mark.parametrize("backwards", [False, True])
def test_a_rule_for_the_official_image_comes_before_one_for_its_short_name(*, backwards: bool):
    rules = [
        {"match": "docker.io/library", "require": "anything"},
        {"match": "docker.io/alpine", "require": "digest"},
        {"match": "docker.io/busybox", "require": "digest"},
        {"match": "docker.io/library/busybox", "require": "nothing"},
    ]
    policy = parse({"rule": rules[::-1] if backwards else rules})
    found = {
        name: policy.rule_for(parse_name(name)).require for name in ("alpine", "busybox", "a")
    }
    assert found == {
        "alpine": Requirement.DIGEST,
        "busybox": Requirement.NOTHING,
        "a": Requirement.ANYTHING,
    }


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
    rule = parse(tomllib.loads(TEXT)).rules[-1]
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
