"""Messages of DNS, compared with what dnspython makes of them; and bytes that are none."""

from contextlib import suppress

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aurae.networks import dns_wire
from aurae.networks.dns_wire import AAAA, NOERROR, NXDOMAIN, A, Malformed, Record

labels = st.text(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=1, max_size=63
)
names = st.lists(labels, min_size=1, max_size=6).map(".".join).filter(lambda name: len(name) < 250)


def question(name: str = "web.example.com", kind: str = "A", **options: object) -> bytes:
    message = dns.message.make_query(name, kind, **options)  # type: ignore[arg-type]
    return message.to_wire()


@given(names, st.sampled_from(["A", "AAAA", "PTR", "TXT", "ANY"]), st.booleans(), st.booleans())
def test_a_question_is_read_as_others_write_it(name: str, kind: str, extended: bool, dnssec: bool):
    wire = question(name, kind, use_edns=0 if extended else -1, want_dnssec=dnssec)
    query = dns_wire.parse(wire)
    whole = dns.message.from_wire(wire)
    assert b".".join(query.labels).decode() == name.lower()
    assert (query.ident, query.kind, query.group) == (whole.id, whole.question[0].rdtype, 1)
    assert query.extended == (extended or dnssec)
    assert query.dnssec == dnssec


@given(names, st.lists(st.ip_addresses(v=4), max_size=5), st.booleans())
def test_others_read_our_answers(name: str, addresses: list[object], extended: bool):
    query = dns_wire.parse(question(name, use_edns=0 if extended else -1))
    records = [Record(A, 5, dns_wire_packed(address)) for address in addresses]
    found = dns.message.from_wire(dns_wire.answer(query, NOERROR, records))
    assert found.id == query.ident
    assert found.flags & dns.flags.QR
    assert found.flags & dns.flags.RA
    assert {item.address for rrset in found.answer for item in rrset} == set(map(str, addresses))
    assert (found.edns >= 0) == extended


def dns_wire_packed(address: object) -> bytes:
    packed = getattr(address, "packed", b"")
    assert isinstance(packed, bytes)
    return packed


def test_a_no_says_how_long_it_is_good_for():
    query = dns_wire.parse(question())
    found = dns.message.from_wire(dns_wire.answer(query, NXDOMAIN, (), (dns_wire.soa(7),)))
    assert found.rcode() == dns.rcode.NXDOMAIN
    (soa,) = found.authority
    assert (soa.ttl, soa[0].minimum) == (7, 7)


def test_what_does_not_fit_a_datagram_says_to_come_by_stream():
    query = dns_wire.parse(question(use_edns=-1))
    records = [Record(AAAA, 5, bytes([number]) * 16) for number in range(40)]
    whole = dns_wire.answer(query, NOERROR, records)
    assert len(whole) > 512
    short = dns.message.from_wire(dns_wire.answer(query, NOERROR, records, limit=512))
    assert short.flags & dns.flags.TC
    assert not short.answer
    assert dns_wire.answer(query, NOERROR, records, limit=len(whole)) == whole


@pytest.mark.parametrize("size", [0, 100, 4096, 65_535])
def test_nobody_has_us_send_less_than_fits_or_more_than_passes(size: int):
    assert 512 <= dns_wire.parse(question(use_edns=0, payload=size)).size <= 1232


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda m: m.set_opcode(4), dns.rcode.NOTIMP),
        (lambda m: m.question.clear(), dns.rcode.FORMERR),
        (lambda m: m.question.append(m.question[0]), dns.rcode.FORMERR),
        (
            lambda m: m.answer.append(dns.rrset.from_text("a.", 1, "IN", "A", "10.0.0.1")),
            dns.rcode.FORMERR,
        ),
    ],
)
def test_what_is_no_plain_question_is_refused(change, code: int):
    message = dns.message.make_query("web", "A")
    change(message)
    with pytest.raises(Malformed) as caught:
        dns_wire.parse(message.to_wire())
    assert dns.message.from_wire(caught.value.reply).rcode() == code


def test_answers_and_scraps_are_not_replied_to():
    answer = dns.message.make_response(dns.message.make_query("web", "A")).to_wire()
    for data in (b"", b"\0" * 11, answer):
        with pytest.raises(Malformed) as caught:
            dns_wire.parse(data)
        assert caught.value.reply == b""


def test_a_pointer_in_a_question_is_not_followed():
    wire = question()
    looped = wire[:12] + b"\xc0\x0c" + wire[-4:]
    with pytest.raises(Malformed):
        dns_wire.parse(looped)


@given(st.binary(max_size=300))
@example(b"\0" * 12)
@example(b"\0\1\0\0\0\1\0\0\0\0\xff\xff\0\0\1\0\1")
def test_any_bytes_are_a_question_or_malformed(data: bytes):
    with suppress(Malformed):
        query = dns_wire.parse(data)
        assert query.question == data[12 : 12 + len(query.question)]


@given(st.data())
def test_a_question_that_was_tampered_with_is_read_or_malformed(data: st.DataObject):
    wire = bytearray(question(use_edns=0))
    for _ in range(data.draw(st.integers(1, 5))):
        wire[data.draw(st.integers(0, len(wire) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Malformed):
        dns_wire.parse(bytes(wire[: data.draw(st.integers(0, len(wire)))]))


def reply(name: str = "web.example.com", *records: str, code: int = 0) -> tuple[bytes, bytes]:
    """A question and another's answer to it."""
    message = dns.message.make_query(name, "A")
    answer = dns.message.make_response(message)
    answer.set_rcode(code)  # type: ignore[arg-type]
    for number, text in enumerate(records):
        ttl, kind, value = text.split(" ", 2)
        section = answer.authority if kind == "SOA" else answer.answer
        owner = "example.com." if kind == "SOA" else f"{name}."
        section.append(dns.rrset.from_text(owner, int(ttl), "IN", kind, value))
        del number
    return message.to_wire(), answer.to_wire()


SOA = "{} SOA ns.example.com. root.example.com. 1 2 3 4 {}"


@pytest.mark.parametrize(
    ("records", "code", "seconds"),
    [
        (["60 A 10.0.0.1"], 0, 60),
        (["60 CNAME other.example.com."], 0, 60),
        (["0 A 10.0.0.1"], 0, 0),
        ([SOA.format(90, 20)], 3, 20),
        ([SOA.format(10, 20)], 0, 10),
        ([], 3, 0),
        ([], 0, 0),
        (["60 A 10.0.0.1"], 2, 0),
    ],
)
def test_an_answer_lasts_as_long_as_its_shortest_part(records: list[str], code: int, seconds: int):
    asked, answered = reply("web.example.com", *records, code=code)
    assert dns_wire.lifetime(dns_wire.parse(asked), answered).seconds == seconds


def test_an_answer_ages_and_gets_the_number_and_the_case_of_who_asks():
    asked, answered = reply("web.example.com", "60 A 10.0.0.1")
    life = dns_wire.lifetime(dns_wire.parse(asked), answered)
    other = dns_wire.parse(question("WEB.Example.com", id=77))
    found = dns.message.from_wire(
        dns_wire.readdressed(other, dns_wire.aged(answered, life.places, 25))
    )
    assert found.id == 77
    assert found.answer[0].ttl == 35
    assert str(found.question[0].name) == "WEB.Example.com."
    assert str(found.answer[0].name) == "WEB.Example.com."


def test_an_answer_to_another_question_is_none():
    asked, answered = reply()
    query = dns_wire.parse(asked)
    assert dns_wire.is_answer(query, query.ident, answered)
    assert not dns_wire.is_answer(query, query.ident ^ 1, answered)
    assert not dns_wire.is_answer(
        dns_wire.parse(question("other.example.com")), query.ident, answered
    )
    assert not dns_wire.is_answer(query, query.ident, asked)
    assert not dns_wire.is_answer(query, query.ident, b"")


@given(st.binary(max_size=200), st.integers(0, 50), st.integers(0, 50))
def test_any_answer_has_a_lifetime_or_is_malformed(tail: bytes, answers: int, others: int):
    query = dns_wire.parse(question())
    head = dns_wire.HEADER.pack(query.ident, 0x8180, 1, answers, others, 0)
    data = head + query.question + tail
    with suppress(Malformed):
        life = dns_wire.lifetime(query, data)
        assert life.seconds >= 0
        assert len(dns_wire.aged(data, life.places, 5)) == len(data)


def test_what_goes_on_to_a_resolver_has_nothing_of_the_sender():
    query = dns_wire.parse(question(use_edns=0, want_dnssec=True, id=5))
    found = dns.message.from_wire(dns_wire.onward(query, 9))
    assert (found.id, found.edns, found.payload) == (9, 0, 1232)
    assert found.flags == dns.flags.RD
    assert found.ednsflags & dns.flags.DO
    assert not found.options


@given(st.lists(st.text("abc-", min_size=1, max_size=63), min_size=1, max_size=3))
def test_a_name_is_written_as_others_read_it(parts: list[str]):
    wire = dns_wire.name(parts)
    found, _ = dns.name.from_wire(wire, 0)
    assert found.to_text(omit_final_dot=True) == ".".join(parts)
