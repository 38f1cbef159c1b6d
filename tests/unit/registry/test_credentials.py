"""Files with credentials: Docker's and podman's, helpers, and any bytes at all."""

import asyncio
import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.refusal import BadValue
from aurae.registry.credentials import Credentials, find, parse
from aurae.registry.failures import RegistryFailed


def auth(user: str, password: str = "secret") -> dict[str, Any]:
    return {"auth": base64.b64encode(f"{user}:{password}".encode()).decode()}


class Helper:
    """A credential helper that knows some answers."""

    def __init__(self, **answers: object) -> None:
        self.answers = answers
        self.asked: list[tuple[str, bytes]] = []

    async def __call__(self, program: str, stdin: bytes) -> bytes:
        self.asked.append((program, stdin))
        answer = self.answers.get(stdin.decode(), b"credentials not found in native keychain\n")
        return answer if isinstance(answer, bytes) else json.dumps(answer).encode()


async def look(
    folder: Path, content: object, registry: str, path: str = "a/b", **more: Any
) -> Any:
    """Return what a file with this content says."""
    file = folder / "config.json"
    file.write_text(json.dumps(content))
    return await find([folder / "absent", file], registry, path, more.pop("helper", Helper()))


async def user(folder: Path, auths: object, registry: str, path: str = "a/b") -> str | None:
    found = await look(folder, {"auths": auths}, registry, path)
    return None if found is None else str(found.username)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "key", ["r.io", "https://r.io", "http://r.io/", "https://r.io/v1/", "R.io"]
)
async def test_a_registry_is_known_by_every_form_of_its_name(tmp_path, key: str):
    assert await user(tmp_path, {key: auth("me")}, "r.io") == "me"
    assert await user(tmp_path, {key: auth("me")}, "r.io:5000") is None
    assert await user(tmp_path, {key: auth("me")}, "ar.io") is None


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "key", ["https://index.docker.io/v1/", "docker.io", "index.docker.io", "registry-1.docker.io"]
)
async def test_dockers_own_registry_has_many_names(tmp_path, key: str):
    assert await user(tmp_path, {key: auth("me")}, "docker.io") == "me"


@pytest.mark.asyncio
async def test_the_most_special_path_counts(tmp_path):
    auths = {
        "r.io": auth("all"),
        "r.io/a": auth("a"),
        "r.io/a/b": auth("ab"),
        "r.io/ab": auth("x"),
    }
    assert await user(tmp_path, auths, "r.io", "a/b") == "ab"
    assert await user(tmp_path, auths, "r.io", "a/b/c") == "ab"
    assert await user(tmp_path, auths, "r.io", "a/bc") == "a"
    assert await user(tmp_path, auths, "r.io", "other") == "all"


@pytest.mark.asyncio
async def test_the_first_file_that_knows_a_registry_counts(tmp_path):
    first, second = tmp_path / "1", tmp_path / "2"
    first.write_text(json.dumps({"auths": {"a.io": auth("one"), "b.io": {}}}))
    second.write_text(json.dumps({"auths": {"a.io": auth("two"), "b.io": auth("two")}}))
    for registry, username in (("a.io", "one"), ("b.io", "two")):
        found = await find([first, second], registry, "x", Helper())
        assert found is not None
        assert found.username == username


@pytest.mark.asyncio
async def test_passwords_and_tokens_are_read_and_never_shown(tmp_path):
    entry = {"username": "me", "password": "geheim", "identitytoken": "id", "registrytoken": "reg"}
    found = await look(tmp_path, {"auths": {"r.io": entry}}, "r.io")
    assert found == Credentials("me", "geheim", "id", "reg")
    assert repr(found) == "Credentials(username='me')"
    found = await look(tmp_path, {"auths": {"r.io": auth("me", "a:b")}}, "r.io")
    assert found == Credentials("me", "a:b")
    assert found.basic == "Basic " + base64.b64encode(b"me:a:b").decode()


@pytest.mark.asyncio
async def test_a_helper_is_asked_for_what_it_is_named_for(tmp_path):
    helper = Helper(**{"r.io": {"Username": "me", "Secret": "s", "ServerURL": "r.io"}})
    content = {"credHelpers": {"r.io": "pass"}, "auths": {"r.io": auth("other")}}
    assert await look(tmp_path, content, "r.io", helper=helper) == Credentials("me", "s")
    assert helper.asked == [("docker-credential-pass", b"r.io")]
    assert await look(tmp_path, content, "s.io", helper=helper) is None
    assert len(helper.asked) == 1


@pytest.mark.asyncio
async def test_a_store_is_asked_for_what_has_no_entry(tmp_path):
    helper = Helper(**{"https://index.docker.io/v1/": {"Username": "<token>", "Secret": "s"}})
    content = {"credsStore": "pass", "auths": {"docker.io": {}, "r.io": auth("me")}}
    assert await look(tmp_path, content, "docker.io", helper=helper) == Credentials(
        identity_token="s"
    )
    assert (await look(tmp_path, content, "r.io", helper=helper)).username == "me"
    assert await look(tmp_path, content, "s.io", helper=helper) is None


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"", "docker-credential-x: its answer is no JSON"),
        (b"secret", "docker-credential-x: its answer is no JSON"),
        (b"[]", "is no object"),
        (b'{"Username": 1}', "Username: is no text"),
        (b" " * 70_000, "at most 65536 are allowed"),
    ],
    ids=range(5),
)
async def test_a_helper_that_does_not_answer_well_is_named(tmp_path, answer: bytes, why: str):
    content = {"credHelpers": {"r.io": "x"}}
    with pytest.raises(RegistryFailed, match=why) as caught:
        await look(tmp_path, content, "r.io", helper=Helper(**{"r.io": answer}))
    assert "secret" not in str(caught.value)


@pytest.mark.asyncio
async def test_a_helper_that_cannot_be_run_or_does_not_end_is_named(tmp_path):
    async def absent(program: str, _: bytes) -> bytes:
        raise FileNotFoundError(2, os.strerror(2), program)

    async def silent(*_: object) -> bytes:
        await asyncio.Event().wait()
        return b""

    file = tmp_path / "config.json"
    file.write_text('{"credsStore": "x"}')
    with pytest.raises(RegistryFailed, match="docker-credential-x: No such file"):
        await find([file], "r.io", "a", absent)
    with pytest.raises(RegistryFailed, match=r"gives no answer within 0\.05 s"):
        await find([file], "r.io", "a", silent, 0.05)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("content", "why"),
    [
        ([], "is no object"),
        ({"auths": []}, "auths: is no object"),
        ({"auths": {"r.io": 7}}, "auths['r.io']: is no object"),
        ({"auths": {"r.io": {"auth": "%%"}}}, "auths['r.io'].auth: is no base64"),
        ({"auths": {"r.io": {"auth": "\x80"}}}, "auths['r.io'].auth: is no base64"),
        ({"auths": {"r.io": {"auth": "gA=="}}}, "auths['r.io'].auth: is no base64"),
        ({"auths": {"r.io": {"auth": "bWU="}}}, "auths['r.io'].auth: has no colon"),
        ({"auths": {"r.io": {"password": 1}}}, "auths['r.io'].password: is no text"),
        ({"credHelpers": {"r.io": "../../bin/sh"}}, "credHelpers: '../../bin/sh' is no name"),
        ({"credsStore": "a b"}, "'a b' is no name of a helper"),
    ],
)
async def test_a_refusal_names_the_field_and_not_the_secret(tmp_path, content: object, why: str):
    with pytest.raises(RegistryFailed) as caught:
        await look(tmp_path, content, "r.io")
    assert why in str(caught.value)


@pytest.mark.asyncio
async def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    for path, why in ((tmp_path / "fifo", "is no ordinary file"), (tmp_path, "Is a directory")):
        with pytest.raises(RegistryFailed, match=why):
            await find([path], "r.io", "a", Helper())


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=4,
)
_FIELDS = st.sampled_from(["auth", "username", "password", "identitytoken", "registrytoken", "x"])


@given(st.binary(max_size=100))
def test_any_bytes_are_a_file_or_are_refused(data: bytes):
    try:
        parse(data)
    except BadValue:
        return


@given(st.dictionaries(st.text(max_size=9), st.dictionaries(_FIELDS, _JSON)), _JSON, _JSON)
def test_any_values_are_taken_or_refused(auths: object, helpers: object, store: object):
    try:
        found = parse(
            json.dumps({"auths": auths, "credHelpers": helpers, "credsStore": store}).encode()
        )
    except BadValue:
        return
    assert all(isinstance(one, Credentials) for one in found.entries.values())
    assert all("/" not in name for name in (*found.helpers.values(), found.store))
