"""The name service is asked in threads, its answers are kept, and its silence is bounded."""

import asyncio
import grp
import os
import pwd
from collections.abc import Iterator

import pytest

from aurae.model.refusal import BadValue
from aurae.supervise import name_service
from aurae.supervise.accounts import Accounts, is_member, is_user_or_member, look_up, user_name
from aurae.supervise.name_service import NameService, NoAnswer
from tests.support.names import occupied

ME = pwd.getpwuid(os.geteuid())


@pytest.fixture
def names() -> Iterator[NameService]:
    service = NameService()
    yield service
    service.close()


@pytest.mark.asyncio
async def test_an_answer_is_kept_for_a_while(names, monkeypatch):
    assert names.recall(user_name, ME.pw_uid) is None
    assert await names.ask(user_name, ME.pw_uid) == ME.pw_name
    assert names.recall(user_name, ME.pw_uid) == ME.pw_name
    monkeypatch.setattr(name_service, "KEPT", 0.0)
    assert names.recall(user_name, ME.pw_uid) is None


@pytest.mark.asyncio
async def test_a_refusal_is_told_and_not_kept(names):
    for _ in range(2):
        with pytest.raises(BadValue, match="unknown user"):
            await Accounts(names).find("no-such-user", "")


@pytest.mark.asyncio
async def test_answers_do_not_pile_up(names, monkeypatch):
    monkeypatch.setattr(name_service, "REMEMBERED", 10)
    for uid in range(100):
        await names.ask(user_name, uid)
    assert len(names._answers) <= 10


@pytest.mark.asyncio
async def test_a_silent_name_service_is_given_up_and_asked_again_later(names, monkeypatch):
    monkeypatch.setattr(name_service, "LIMIT", 0.05)
    with occupied(names):
        asked = [names.ask(look_up, ME.pw_name, "") for _ in range(20)]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        assert all(isinstance(answer, NoAnswer) for answer in answers)
    monkeypatch.setattr(name_service, "LIMIT", 10.0)
    assert (await Accounts(names).find(ME.pw_name, "")).uid == ME.pw_uid


def test_the_primary_group_counts() -> None:
    assert is_member(ME.pw_name, grp.getgrgid(ME.pw_gid).gr_name)


def test_nobody_is_in_a_group_that_does_not_exist() -> None:
    assert not is_member(ME.pw_name, "no-such-group")
    assert not is_member(ME.pw_name, "")
    assert not is_member("no-such-user", grp.getgrgid(0).gr_name)


def test_the_owner_needs_no_group() -> None:
    assert is_user_or_member(ME.pw_name, ME.pw_uid, ME.pw_uid, "")
    assert not is_user_or_member(ME.pw_name, ME.pw_uid, ME.pw_uid + 1, "")
    assert not is_user_or_member("no-such-user", ME.pw_uid, ME.pw_uid, "root")


def test_a_uid_without_an_entry_has_no_name() -> None:
    assert user_name(4_000_000_000) == ""
