"""Rules about devices: what the words of a specification mean, and that the program answers as the rules do."""

import contextlib
import struct

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aurae.model import device_rules
from aurae.model.device_program import assemble
from aurae.model.device_rules import ALL, BLOCK, CHARACTER, MKNOD, READ, WRITE, Named, Rule
from aurae.model.refusal import BadValue
from tests.support import ebpf

KINDS = st.sampled_from([BLOCK, CHARACTER])
# Few numbers, so that rules and requests meet; and the largest that the kernel has.
MAJORS = st.sampled_from([0, 1, 5, 136, (1 << 12) - 1])
MINORS = st.sampled_from([0, 1, 3, 8, (1 << 20) - 1])
ACCESSES = st.integers(1, ALL)
RULES = st.lists(
    st.builds(
        Rule,
        st.booleans(),
        st.none() | KINDS,
        st.none() | MAJORS,
        st.none() | MINORS,
        ACCESSES,
    ),
    max_size=12,
)
REQUESTS = st.tuples(KINDS, MAJORS, MINORS, ACCESSES)


@pytest.mark.parametrize(
    ("word", "named"),
    [
        ("/dev/kvm rw", Named(READ | WRITE, path="/dev/kvm")),
        ("/dev/net/tun", Named(ALL, path="/dev/net/tun")),
        ("-/dev/sda r", Named(READ, path="/dev/sda", may_lack=True)),
        ("char-pts rw", Named(READ | WRITE, kind=CHARACTER, pattern="pts")),
        ("block-* m", Named(MKNOD, kind=BLOCK, pattern="*")),
        ("char-cpu/* r", Named(READ, kind=CHARACTER, pattern="cpu/*")),
    ],
)
def test_a_word_names_a_device_or_a_class_and_the_access(word: str, named: Named) -> None:
    assert device_rules.parse(word) == named


@pytest.mark.parametrize(
    "word",
    [
        *(
            "",
            "kvm",
            "/etc/passwd",
            "/dev",
            "/dev/",
            "/dev/../etc/x rw",
            "/dev//kvm",
            "/dev/./kvm",
        ),
        *("/dev/kvm rx", "/dev/kvm rr", "/dev/kvm ", "/dev/kvm  rw", "char-", "block- r", "a\0"),
        *("/dev/a\0b r", "--/dev/kvm", "/dev/" + "a" * 300),
    ],
)
def test_anything_else_is_refused(word: str) -> None:
    with pytest.raises(BadValue):
        device_rules.parse(word)


@given(st.text() | st.from_regex(r"-?(/dev/|char-|block-)[^ ]{0,9} ?[rwmx]{0,4}"))
@example("char-\ud800")
def test_no_text_does_more_than_be_refused(word: str) -> None:
    with contextlib.suppress(BadValue):
        named = device_rules.parse(word)
        assert named.access & ~ALL == 0
        assert bool(named.path) != bool(named.pattern)


def test_classes_are_read_as_the_kernel_lists_them() -> None:
    listing = "Character devices:\n  1 mem\n136 pts\n\nBlock devices:\n  8 sd\n259 blkext\n"
    assert device_rules.numbers(listing) == [
        (CHARACTER, "mem", 1),
        (CHARACTER, "pts", 136),
        (BLOCK, "sd", 8),
        (BLOCK, "blkext", 259),
    ]


@given(st.text())
def test_a_list_of_classes_can_be_anything(listing: str) -> None:
    assert all(kind in (BLOCK, CHARACTER) for kind, _, _ in device_rules.numbers(listing))


@pytest.mark.parametrize(
    ("request_", "allowed"),
    [
        ((CHARACTER, 1, 3, READ | WRITE), True),
        ((CHARACTER, 136, 7, READ | WRITE), True),
        ((CHARACTER, 136, 7, MKNOD), False),
        ((BLOCK, 1, 3, READ), False),
        ((CHARACTER, 1, 1, READ), False),
    ],
)
def test_harmless_devices_are_just_those(
    request_: tuple[int, int, int, int], allowed: bool
) -> None:
    assert device_rules.decide(device_rules.HARMLESS, request_) == allowed


def test_the_last_rule_that_fits_counts() -> None:
    everything = Rule(True, None, None, None)
    no_disks = Rule(False, BLOCK, None, None, WRITE)
    one_disk = Rule(True, BLOCK, 8, 0)
    rules = [everything, no_disks, one_disk]
    assert device_rules.decide(rules, (BLOCK, 8, 16, READ))
    assert not device_rules.decide(rules, (BLOCK, 8, 16, READ | WRITE))
    assert device_rules.decide(rules, (BLOCK, 8, 0, READ | WRITE))


@given(RULES, REQUESTS)
def test_the_program_answers_as_the_rules_do(
    rules: list[Rule], request_: tuple[int, int, int, int]
) -> None:
    kind, major, minor, access = request_
    context = struct.pack("<III", access << 16 | kind, major, minor)
    assert ebpf.run(assemble(rules), context) == device_rules.decide(rules, request_)


def test_rules_are_shown_as_people_write_them() -> None:
    rules = [Rule(True, CHARACTER, 1, 3), Rule(False, None, 8, None, READ)]
    assert device_rules.describe(rules) == "c 1:3 rwm, not a 8:* r"
    assert device_rules.describe([]) == "none"
