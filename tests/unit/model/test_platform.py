"""Platforms: their normal form, and which of several suits a machine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.platform import Platform, best, from_json, host, normal, parse, runnable, suits
from aurae.model.refusal import BadValue


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("linux/amd64", "linux/amd64"),
        ("amd64", "linux/amd64"),
        ("x86_64", "linux/amd64"),
        ("linux/x86-64/v1", "linux/amd64"),
        ("linux/amd64/v3", "linux/amd64/v3"),
        ("Linux/ARM64/v8", "linux/arm64"),
        ("linux/aarch64/8", "linux/arm64"),
        ("linux/arm64/v9", "linux/arm64/v9"),
        ("arm", "linux/arm/v7"),
        ("linux/armhf", "linux/arm/v7"),
        ("linux/armel", "linux/arm/v6"),
        ("linux/arm/6", "linux/arm/v6"),
        ("i686", "linux/386"),
        ("linux/s390x", "linux/s390x"),
        ("windows/amd64", "windows/amd64"),
    ],
)
def test_a_platform_has_one_normal_form(text: str, written: str):
    assert str(parse(text)) == written
    assert parse(written) == parse(text)


@pytest.mark.parametrize("text", ["", "/", "linux/", "/amd64", "a/b/c/d", "linux/am d64", "l\n/a"])
def test_what_is_no_platform_is_refused(text: str):
    with pytest.raises(BadValue):
        parse(text)


def test_the_best_of_several_is_chosen():
    offers = [
        parse(text)
        for text in ("arm64", "386", "amd64", "amd64/v2", "amd64/v4", "arm/v6")
        if "/" not in text
    ] + [normal("linux", "amd64", "v2"), normal("linux", "arm", "v6")]
    names = [str(offer) for offer in offers]

    def chosen(machine: Platform) -> str | None:
        index = best(machine, offers)
        return None if index is None else names[index]

    assert chosen(host("x86_64")) == "linux/amd64"
    assert chosen(host("x86_64", 3)) == "linux/amd64/v2"
    assert chosen(host("i686")) == "linux/386"
    assert chosen(host("aarch64")) == "linux/arm64"
    assert chosen(host("armv7l")) == "linux/arm/v6"
    assert chosen(host("armv5l")) is None
    assert chosen(host("riscv64")) is None


def test_an_offer_without_a_platform_is_the_last_choice():
    machine = host("x86_64")
    assert best(machine, [None, parse("arm64"), parse("amd64")]) == 2
    assert best(machine, [parse("arm64"), None]) == 1
    assert best(machine, []) is None


def test_a_machine_runs_what_is_older_than_itself():
    assert [str(one) for one in runnable(host("x86_64", 2))] == [
        "linux/amd64/v2",
        "linux/amd64",
        "linux/386",
    ]
    assert suits(host("aarch64"), parse("arm"))
    assert not suits(host("x86_64"), parse("arm64"))
    assert not suits(host("x86_64"), parse("windows/amd64"))
    assert not suits(host("x86_64"), Platform("linux", "amd64", "v2"))
    assert suits(normal("linux", "amd64", "odd"), parse("amd64"))


def test_an_attestation_suits_no_machine():
    unknown = from_json({"os": "unknown", "architecture": "unknown"})
    assert best(host("x86_64"), [unknown]) is None


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "linux/amd64",
        {},
        {"os": "linux"},
        {"os": 1, "architecture": "a"},
        {"os": "linux", "architecture": "amd64", "variant": ["v1"]},
        {"os": "li/nux", "architecture": "amd64"},
    ],
)
def test_a_platform_of_a_descriptor_is_checked(value: object):
    with pytest.raises(BadValue):
        from_json(value)


@given(st.text(max_size=30))
def test_any_text_is_a_platform_or_is_refused(text: str):
    try:
        found = parse(text)
    except BadValue:
        return
    assert parse(str(found)) == found
    assert found in runnable(found)
