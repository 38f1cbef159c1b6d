"""Users and groups of an image: what a word means, and what no file of anybody's makes of it."""

import subprocess
import sys
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aurae.wire import passwd
from aurae.wire.passwd import NoUser, User, resolve

PASSWD = b"""root:x:0:0:root:/root:/bin/sh
www-data:x:33:33::/var/www:/usr/sbin/nologin
postgres:x:70:70:Linux User,,,:/var/lib/postgresql:/bin/sh
short:x:5:6
1000:x:0:0::/:/bin/sh
liar:x:zero:0::/:/bin/sh
far:x:70000:1::/:/bin/sh
"""
GROUPS = b"""root:x:0:
www-data:x:33:postgres,www-data
tape:x:26:postgres
1001:x:0:postgres
staff:x:50:www-data,postgresql
none:x::
"""
MOST = 65535


def found(user: str, group: str = "", *more: str, most: int = MOST) -> User:
    words = [word.encode() for word in more]
    return resolve(user.encode(), group.encode(), words, PASSWD, GROUPS, most)


def found_in(
    user: bytes, group: bytes, users: bytes, groups: bytes, more: list[bytes], *, most: int = MOST
) -> User:
    return resolve(user, group, more, users, groups, most)


@pytest.mark.parametrize(
    ("user", "group", "uid", "gid", "groups"),
    [
        ("", "", 0, 0, [0]),
        ("postgres", "", 70, 70, [70, 33, 26, 0]),
        ("postgres", "tape", 70, 26, [26]),
        ("postgres:staff", "", 70, 50, [50]),
        ("postgres:7", "", 70, 7, [7]),
        ("70", "", 70, 70, [70, 33, 26, 0]),
        ("70:26", "", 70, 26, [26]),
        ("70:tape", "", 70, 26, [26]),
        ("33", "", 33, 33, [33, 50]),
        ("4242", "", 4242, 0, [0]),
        ("4242", "tape", 4242, 26, [26]),
        ("", "tape", 0, 26, [26]),
        (":tape", "", 0, 26, [26]),
        ("short", "", 5, 6, [6]),
        ("0070", "", 70, 70, [70, 33, 26, 0]),
    ],
)
def test_a_word_is_a_name_or_a_number(user, group, uid, gid, groups):
    who = found(user, group)
    assert (who.uid, who.gid, who.groups) == (uid, gid, groups)


def test_an_entry_has_a_home_and_a_shell_and_a_number_without_one_has_not():
    who = found("www-data")
    assert (who.name, who.home, who.shell) == (b"www-data", b"/var/www", b"/usr/sbin/nologin")
    who = found("4242")
    assert (who.name, who.home, who.shell) == (b"", b"/", b"")
    assert found("short").home == b"/"
    odd = found_in(b"a", b"", b"a:x:1:1::relative:/a\0b\n", b"", [])
    assert (odd.home, odd.shell) == (b"/", b"")


def test_more_groups_are_added_once():
    assert found("postgres", "", "staff", "26", "9").groups == [70, 33, 26, 0, 50, 9]


@pytest.mark.parametrize("word", ["1000", "01000", "1001"])
def test_digits_are_never_a_name(word):
    """CVE-2024-40635, CVE-2026-46680: an image gives a user of that name the number 0."""
    assert found(word).uid == int(word)
    assert found("4242", word).gid == int(word)


@pytest.mark.parametrize(
    "word",
    ["65536", "2147483648", "4294967295", "4294967296", "18446744073709551616", "9" * 400],
)
def test_a_number_that_is_too_large_is_refused_and_no_name(word):
    entry = word.encode() + b":x:0:0::/:/bin/sh\n"
    for user, group in ((word, ""), ("0", word), (f"0:{word}", "")):
        with pytest.raises(NoUser, match="is not between 0 and 65535"):
            found_in(user.encode(), group.encode(), entry, entry, [])
    with pytest.raises(NoUser):
        found_in(b"0", b"", entry, entry, [word.encode()])


@pytest.mark.parametrize(
    ("user", "group", "why"),
    [
        ("nobody", "", "the image has no user 'nobody'"),
        ("postgre", "", "the image has no user 'postgre'"),
        ("root", "nobody", "the image has no group 'nobody'"),
        ("liar", "", "entry of user 'liar' has no numbers"),
        ("far", "", "'70000' is not between 0 and 65535"),
        ("root", "none", "entry of group 'none' has no number"),
        ("-1", "", "no user '-1'"),
        ("+0", "", "no user"),
        ("\u0661", "", "no user"),
        ("a\nroot", "", "no name"),
        ("a\0", "", "no name"),
        ("x" * 256, "", "no name"),
        ("0", "a:b", "no name"),
    ],
)
def test_who_is_not_there_is_refused_with_the_reason(user, group, why):
    with pytest.raises(NoUser, match=why):
        found(user, group)


def test_lines_that_are_too_long_tell_nothing():
    long = b"a:x:0:0:" + b"g" * passwd.LONGEST_LINE + b":/:\n"
    assert found_in(b"a", b"", long + b"a:x:5:5::/:", b"", []).uid == 5
    members = b"g:x:7:" + b"b," * passwd.LONGEST_LINE + b"a\nh:x:8:a"
    assert found_in(b"a", b"", b"a:x:5:5::/:", members, []).groups == [5, 8]


def test_more_groups_than_a_process_can_have_are_refused():
    groups = b"".join(b"g:x:%d:a\n" % gid for gid in range(passwd.MOST_GROUPS + 1))
    with pytest.raises(NoUser, match="more than 65536 groups"):
        found_in(b"a", b"", b"a:x:5:5::/:", groups, [], most=2**31)


def test_files_of_16_mib_made_to_be_slow_are_looked_at_in_a_moment():
    """CVE-2022-31030, CVE-2026-47262: what an image has in its files must cost nothing."""
    size = 16 * 1024 * 1024
    shapes = [b"a:", b"a\n", b":5:", b"b:x:5:\n", b"\n", b":", b"a,", b"a"]
    for shape in shapes:
        data = b"a:x:5:5::/:\n" + shape * (size // len(shape))
        before = time.process_time()
        for user in (b"a", b"5"):
            try:
                found_in(user, b"", data, data, [b"a"])
            except NoUser:
                continue
        assert time.process_time() - before < 10, shape


def _check_printable(text: str) -> None:
    assert text.isprintable()


WORDS = st.binary(max_size=6) | st.sampled_from([b"root", b"0", b"a", b"70", b"a:b", b"", b"1000"])
FIELDS = st.sampled_from(
    [b"a", b"root", b"0", b"5", b"70000", b"", b"x", b"a,root", b"\0", b"1000"]
)
LINES = st.lists(st.lists(FIELDS, max_size=8).map(b":".join), max_size=8).map(b"\n".join)
FILES = LINES | st.binary()


@given(WORDS, WORDS, FILES, FILES, st.integers(0, 2**32 - 2), st.lists(WORDS, max_size=2))
@example(b"", b"", b"", b"", 0, [])
def test_any_files_and_words_give_a_user_in_range_or_a_reason(
    user: bytes, group: bytes, users: bytes, groups: bytes, most: int, more: list[bytes]
):
    try:
        who = found_in(user, group, users, groups, more, most=most)
    except NoUser as error:
        _check_printable(str(error))
        return
    assert 0 <= who.uid <= most
    assert all(0 <= gid <= most for gid in [who.gid, *who.groups])
    assert who.groups[0] == who.gid
    assert len(set(who.groups)) == len(who.groups)
    assert who.home.startswith(b"/")
    word, _, beside = user.partition(b":")
    if word.isdigit():
        assert who.uid == int(word)
    if (group or beside).isdigit():
        assert who.gid == int(group or beside)


@given(LINES, st.sampled_from([b"a", b"root", b"1000x"]))
def test_a_name_is_what_the_first_line_with_it_says(users: bytes, name: bytes):
    fields = next(
        (line.split(b":") for line in users.split(b"\n") if line.startswith(name + b":")), []
    )
    right = len(fields) > 3 and all(
        field.isdigit() and int(field) <= MOST for field in fields[2:4]
    )
    if right:
        who = found_in(name, b"", users, b"", [])
        assert (who.uid, who.gid) == (int(fields[2]), int(fields[3]))
    else:
        with pytest.raises(NoUser):
            found_in(name, b"", users, b"", [])


def test_it_imports_nothing():
    code = (
        "import sys, aurae.wire, __future__; before = set(sys.modules); import aurae.wire.passwd; "
    )
    code += "print(*sorted(set(sys.modules) - before))"
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path[:0] = {sys.path!r}; {code}",
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["aurae.wire.passwd"]
