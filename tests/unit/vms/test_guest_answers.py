"""What a guest's agent says of itself is read whatever it says, or the channel ends with a reason."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from aurae.model.session import Size
from aurae.vms import guest_answers
from aurae.vms.fields import Fields, Garbled, fields
from aurae.vms.guest_answers import printable
from aurae.vms.guest_orders import (
    Door,
    Entrypoint,
    Identity,
    Interface,
    Limit,
    Mount,
    Process,
    Root,
    Route,
    Setup,
    Upper,
)
from aurae.vms.tags import Tag

VALUES = st.binary(max_size=24) | st.integers(0, 2**64 - 1) | st.text(max_size=12)
SAID = st.lists(st.tuples(st.sampled_from(list(Tag)), VALUES), max_size=12).map(fields)
NESTED = st.lists(st.tuples(st.sampled_from([Tag.PROCESS, Tag.NET, Tag.DISK]), SAID), max_size=4)
READERS = [
    guest_answers.hello,
    guest_answers.ending,
    guest_answers.stats,
    guest_answers.processes,
]


@given(SAID, NESTED, st.sampled_from(READERS))
def test_whatever_it_says_is_read_or_garbled(said, nested, reader):
    with suppress(Garbled):
        reader(Fields(said + fields(nested)))


@given(st.text())
def test_what_it_says_is_shown_as_one_short_line(text):
    shown = printable(text)
    assert shown.isprintable()
    assert len(shown) <= 513


def test_its_processes_come_oldest_first_with_commands_as_people_write_them():
    def one(pid: int, started: int) -> bytes:
        return fields([(Tag.PID, pid), (Tag.STARTED, started), (Tag.COMMAND, b"sleep\x0010\0")])

    found = guest_answers.processes(
        Fields(fields([(Tag.PROCESS, one(9, 2)), (Tag.PROCESS, one(8, 1))]))
    )
    assert [process.pid for process in found] == [8, 9]
    assert found[0].command == "sleep 10"


def test_what_is_asked_of_a_machine_is_said_in_fields():
    interface = Interface(
        "52:54:00:12:34:56",
        "eth0",
        mtu=1400,
        addresses=("10.0.0.2/24",),
        routes=(Route("0.0.0.0/0", "10.0.0.1"),),
    )
    setup = Setup(
        Root("root", read_only=True),
        Upper("scratch"),
        Identity("web", "0" * 32, interfaces=(interface,), entropy=b"e"),
        mounts=(Mount("/data", serial="data", filesystem="ext4", options=1),),
        doors=(Door("workload-api", "/run/w.sock"), Door("vsock", port=52)),
        sysctls={"net.ipv4.ip_forward": "1"},
    )
    said = Fields(fields(setup.pairs()))
    assert Fields(said.bytes(Tag.ROOT)).natural(Tag.OPTIONS) == 1
    assert Fields(said.bytes(Tag.UPPER)).text(Tag.SERIAL) == "scratch"
    assert said.text(Tag.SYSCTL) == "net.ipv4.ip_forward=1"
    shown = Fields(said.bytes(Tag.INTERFACE))
    assert shown.text(Tag.ADDRESS) == "10.0.0.2/24"
    assert Fields(shown.bytes(Tag.ROUTE)).text(Tag.GATEWAY) == "10.0.0.1"
    assert [Fields(one).natural(Tag.PORT) for one in said.list(Tag.SOCKET)] == [0, 52]
    assert "e'" not in repr(setup)


def test_what_is_to_run_is_said_in_fields():
    process = Process(
        ("sh", "-c", "true"),
        {"A": "b=c"},
        user="1000",
        groups=("7", "8"),
        terminal=Size(24, 80),
        reads=True,
        ambient=0,
        limits=(Limit(7, 1024, None),),
        oom_score_adjust=-5,
    )
    said = Fields(fields(Entrypoint("ab", process, ("pids.max=9",), 3, 1.5).pairs()))
    assert said.list(Tag.ARGV) == [b"sh", b"-c", b"true"]
    assert said.text(Tag.ENV) == "A=b=c"
    assert said.natural(Tag.OPTIONS) == 1 | 2 | 16
    assert said.integer(Tag.OOM_SCORE_ADJ) == -5
    assert said.natural(Tag.GRACE) == 1_500_000_000
    assert Fields(said.bytes(Tag.RLIMIT)).natural(Tag.HARD) == 2**64 - 1
