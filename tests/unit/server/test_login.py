"""Who is a member of the group that may log in."""

import grp
import os
import pwd

import pytest
from grpclib.const import Status
from grpclib.exceptions import GRPCError

from aurae.server.login import is_member, user_name


def test_the_primary_group_counts() -> None:
    entry = pwd.getpwuid(os.geteuid())
    assert is_member(entry.pw_name, grp.getgrgid(entry.pw_gid).gr_name)


def test_nobody_is_in_a_group_that_does_not_exist() -> None:
    name = pwd.getpwuid(os.geteuid()).pw_name
    assert not is_member(name, "no-such-group")
    assert not is_member(name, "")
    assert not is_member("no-such-user", grp.getgrgid(0).gr_name)


def test_a_uid_without_a_name_cannot_log_in() -> None:
    with pytest.raises(GRPCError) as caught:
        user_name(4_000_000_000)
    assert caught.value.status is Status.PERMISSION_DENIED
