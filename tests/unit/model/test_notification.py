"""Datagrams of sd_notify(3), honest and not."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.notification import (
    LONGEST_TEXT,
    NOTHING,
    Notification,
    Watchdog,
    fits_fd_name,
    parse,
)
from aurae.model.service import NotifyAccess

KEYS = [
    b"READY",
    b"RELOADING",
    b"STOPPING",
    b"STATUS",
    b"MAINPID",
    b"MAINPIDFD",
    b"MAINPIDFDID",
    b"MONOTONIC_USEC",
    b"WATCHDOG",
    b"WATCHDOG_USEC",
    b"EXTEND_TIMEOUT_USEC",
    b"ERRNO",
    b"EXIT_STATUS",
    b"BUSERROR",
    b"VARLINKERROR",
    b"FDSTORE",
    b"FDSTOREREMOVE",
    b"FDNAME",
    b"FDPOLL",
    b"NOTIFYACCESS",
    b"RESTART_RESET",
    b"BARRIER",
]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"READY=1", Notification(ready=True)),
        (b"READY=1\n", Notification(ready=True)),
        (b"READY=1\0", Notification(ready=True)),
        (b"READY=0\nREADY=1", Notification(ready=True)),
        (
            b"RELOADING=1\nMONOTONIC_USEC=17",
            Notification(reloading=True, monotonic_usec=17),
        ),
        (
            b"STOPPING=1\nSTATUS=Good \xf0\x9f\x8c\x99.",
            Notification(stopping=True, status="Good \N{CRESCENT MOON}."),
        ),
        (b"STATUS=", Notification(status="")),
        (b"STATUS=a=b", Notification(status="a=b")),
        (b"STATUS=one\nSTATUS=two", Notification(status="one")),
        (b"STATUS=\x1b[2J", Notification(status=" [2J")),
        (b"MAINPID=4711", Notification(main_pid=4711)),
        (
            b"MAINPID=4711\nMAINPIDFD=1\nMAINPIDFDID=99",
            Notification(main_pid=4711, main_pidfd=True, main_pidfd_id=99),
        ),
        (b"WATCHDOG=1", Notification(watchdog=Watchdog.ALIVE)),
        (b"WATCHDOG=trigger", Notification(watchdog=Watchdog.TRIGGER)),
        (b"WATCHDOG_USEC=0", Notification(watchdog_usec=0)),
        (b"WATCHDOG_USEC=18446744073709551615", Notification(watchdog_usec=2**64 - 1)),
        (b"EXTEND_TIMEOUT_USEC=5000000", Notification(extend_timeout_usec=5_000_000)),
        (b"ERRNO=2\nEXIT_STATUS=7", Notification(errno=2, exit_status=7)),
        (
            b"BUSERROR=org.example.Late\nVARLINKERROR=org.example.Gone",
            Notification(bus_error="org.example.Late", varlink_error="org.example.Gone"),
        ),
        (
            b"FDSTORE=1\nFDNAME=foo\nFDPOLL=0",
            Notification(fd_store=True, fd_name="foo", fd_poll=False),
        ),
        (
            b"FDSTOREREMOVE=1\nFDNAME=foo",
            Notification(fd_store_remove=True, fd_name="foo"),
        ),
        (b"NOTIFYACCESS=all", Notification(notify_access=NotifyAccess.ALL)),
        (b"RESTART_RESET=1", Notification(restart_reset=True)),
        (b"BARRIER=1", Notification(barrier=True)),
    ],
)
def test_what_is_said_is_understood(data, said):
    assert parse(data) == said


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"\n\n",
        b"READY",
        b"READY=0",
        b"READY=2",
        b"ready=1",
        b" READY=1",
        b"READY=1 ",
        b"READY=1\r",
        b"X_READY=1",
        b"READY=1\0READY=1",
        b"BARRIER=1\nREADY=1",
        b"READY=1\nBARRIER=1",
        b"BARRIER=0",
        b"STATUS=\xff",
        b"MAINPID=",
        b"MAINPID=0",
        b"MAINPID=-1",
        b"MAINPID=+1",
        b"MAINPID= 1",
        b"MAINPID=1 ",
        b"MAINPID=0x10",
        b"MAINPID=4194305",
        b"MAINPID=\xd9\xa1",
        b"MAINPID=" + b"9" * 3000,
        b"WATCHDOG=0",
        b"WATCHDOG=ALIVE",
        b"WATCHDOG_USEC=18446744073709551616",
        b"ERRNO=-2",
        b"ERRNO=ENOENT",
        b"EXIT_STATUS=256",
        b"FDNAME=",
        b"FDNAME=a:b",
        b"FDNAME=a\tb",
        b"FDNAME=\xc3\xa4",
        b"FDNAME=" + b"x" * 256,
        b"NOTIFYACCESS=ALL",
        b"NOTIFYACCESS=everybody",
    ],
)
def test_what_is_not_understood_says_nothing(data):
    assert parse(data) == NOTHING


def test_a_long_status_is_cut():
    assert parse(b"STATUS=" + b"x" * 5000).status == "x" * LONGEST_TEXT


LINES = st.lists(
    st.one_of(
        st.binary(max_size=40),
        st.tuples(
            st.sampled_from(KEYS),
            st.one_of(
                st.sampled_from([b"1", b"0", b"trigger", b"all"]),
                st.binary(max_size=30),
                st.integers().map(lambda number: str(number).encode()),
            ),
        ).map(b"=".join),
    )
).map(b"\n".join)


@given(LINES | st.binary())
def test_any_bytes_give_a_message_that_can_be_shown_and_kept(data):
    said = parse(data)
    for text in (said.status, said.bus_error, said.varlink_error):
        assert text is None or (len(text) <= LONGEST_TEXT and (text.isprintable() or not text))
    for field in dataclasses.fields(said):
        value = getattr(said, field.name)
        if isinstance(value, int):
            assert 0 <= value < 2**64
    assert said.fd_name is None or fits_fd_name(said.fd_name)
    assert said.main_pid is None or said.main_pid > 0
    assert not said.barrier or said == Notification(barrier=True)


@given(st.lists(st.sampled_from(KEYS), unique=True), st.binary(max_size=9))
def test_extensions_change_nothing(keys, value):
    lines = [key + b"=1" for key in keys]
    extension = b"X_OURS=" + value.replace(b"\n", b"").replace(b"\0", b"")
    if b"BARRIER" not in keys:
        assert parse(b"\n".join([extension, *lines])) == parse(b"\n".join(lines))
