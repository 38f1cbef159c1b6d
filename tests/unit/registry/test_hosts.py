"""hosts.toml: containerd's folders and files, each field checked, and any bytes at all."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.refusal import BadValue
from aurae.registry.client import Registry
from aurae.registry.credentials import Credentials
from aurae.registry.failures import NotFound, RegistryFailed, Unavailable
from aurae.registry.host import ALL, Capability, Host
from aurae.registry.hosts import find
from aurae.registry.hosts_file import parse
from tests.support.hostile_registry import Answer, HostileRegistry, cut, served
from tests.support.registry_client import (
    File,
    described,
    image,
    layer,
    named,
    no_helper,
    registry,
    settings,
)

FOLDER = Path("/etc/registries/x")
FULL = """
server = "https://registry.example:5000"
ca = "ca.pem"
capabilities = ["pull", "resolve", "push"]

[host."https://mirror.example"]
  capabilities = ["Pull", "resolve"]
  ca = ["/etc/ssl/one.pem", "two.pem"]
  client = [["client.pem", "client.key"], "both.pem"]
  dial_timeout = "2s"
  skip_verify = false
  [host."https://mirror.example".header]
    x-custom = ["a", "b"]
    x-other = "c"

[host."http://10.0.0.1:8080/api/v2"]
  override_path = true
  colour = "green"

[host."other.example/prefix/"]
  client = "both.pem"
"""


def test_a_file_says_whom_to_ask_in_which_order():
    found = parse(FULL.encode(), FOLDER)
    first, second, third = found.mirrors
    assert first == Host(
        url="https://mirror.example/v2",
        capabilities=frozenset({Capability.PULL, Capability.RESOLVE}),
        authorities=(Path("/etc/ssl/one.pem"), FOLDER / "two.pem"),
        certificates=((FOLDER / "client.pem", FOLDER / "client.key"), (FOLDER / "both.pem", None)),
        skip_verify=False,
        headers={"x-custom": ("a", "b"), "x-other": ("c",)},
        dial_timeout=2.0,
    )
    assert second == Host(url="http://10.0.0.1:8080/api/v2")
    assert third.url == "https://other.example/prefix/v2"
    assert third.certificates == ((FOLDER / "both.pem", None),)
    assert found.server.url == "https://registry.example:5000/v2"
    assert found.server.authorities == (FOLDER / "ca.pem",)
    assert found.unknown == ("host.'http://10.0.0.1:8080/api/v2'.colour",)


@pytest.mark.parametrize(
    ("url", "override", "root"),
    [
        ("https://a", False, "https://a/v2"),
        ("https://a/", False, "https://a/v2"),
        ("https://a/v2", False, "https://a/v2"),
        ("https://a/v2/", False, "https://a/v2"),
        ("https://a/b/../c", False, "https://a/c/v2"),
        ("https://a", True, "https://a"),
        ("https://a/b/c/", True, "https://a/b/c"),
        ("http://[::1]:5000", False, "http://[::1]:5000/v2"),
    ],
)
def test_a_host_has_its_api_at_v2_unless_it_says_otherwise(url: str, override: bool, root: str):
    text = f'[host."{url}"]\noverride_path = {str(override).lower()}\n'
    assert parse(text.encode(), FOLDER).mirrors[0].url == root


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[", "is no TOML"),
        ("x = " + "[" * 5000, "is nested too deeply"),
        ("server = 7", "server: is no text"),
        ('server = "ftp://a"', "server: "),
        ('server = "https://a?b"', "server: has a query"),
        ('server = "https://u:p@a"', "server: a URL has credentials"),
        ('server = "https://a b"', "server: 'https://a b' is no URL"),
        ('host = "a"', "host: is no object"),
        ('[host]\na = 7', "host.'a': is no object"),
        ('[host."https://a:99999"]', "host.'https://a:99999'.url: "),
        ('[host.""]', "host.''.url: "),
        ('capabilities = "pull"', "capabilities: is no array"),
        ('capabilities = ["fly"]', "capabilities: 'fly' is none of pull, resolve, push"),
        ("capabilities = [1]", "capabilities: is no text"),
        ("ca = 1", "ca: is no array of texts"),
        ("ca = [1]", "ca: is no text"),
        ('ca = ""', "ca: has an empty text"),
        ("client = 1", "client: is no array"),
        ('client = [["a"]]', "client: has an entry that is no pair"),
        ('client = [["a", "b", "c"]]', "client: has an entry that is no pair"),
        ('skip_verify = "yes"', "skip_verify: is neither true nor false"),
        ("override_path = 1", "override_path: is neither true nor false"),
        ("dial_timeout = 3", "dial_timeout: is no text"),
        ('dial_timeout = "soon"', "dial_timeout: "),
        ('dial_timeout = "0s"', "dial_timeout: is not between"),
        ('dial_timeout = "2h"', "dial_timeout: is not between"),
        ("header = 1", "header: is no object"),
        ('header = {"a b" = "c"}', "header: 'a b' is no header that can be set"),
        ('header = {"Content-Length" = "0"}', "is no header that can be set"),
        ('header = {a = "b\\r\\nc: d"}', "header.a: holds what no header can"),
        ("header = {a = 1}", "header.a: is no array of texts"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_field(text: str, why: str):
    with pytest.raises(BadValue) as caught:
        parse(text.encode(), FOLDER)
    assert why in str(caught.value)


_VALUES = st.recursive(
    st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["pull", "https://a"]),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)
_NAMES = st.sampled_from(
    ["server", "capabilities", "ca", "client", "skip_verify", "header", "override_path",
     "dial_timeout", "host", "other"]
)  # fmt: skip


def toml(value: object) -> str:
    """Write a value as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(letter):08x}" for letter in value) + '"'
    return str(value)


@given(st.dictionaries(_NAMES, _VALUES), st.text(max_size=12), st.dictionaries(_NAMES, _VALUES))
def test_any_values_are_taken_or_refused(top: dict[str, Any], url: str, inner: dict[str, Any]):
    lines = [f"{name} = {toml(value)}" for name, value in top.items() if name != "host"]
    lines.append(f"[host.{toml(url)}]")
    lines += [f"{name} = {toml(value)}" for name, value in inner.items()]
    try:
        found = parse("\n".join(lines).encode(), FOLDER)
    except BadValue:
        return
    (host,) = found.mirrors
    assert host.url.startswith(("https://", "http://"))
    assert not host.url.endswith("/")
    assert host.capabilities <= ALL
    assert all(path.is_absolute() for path in host.authorities)


@given(st.binary(max_size=100) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_a_file_or_are_refused(data: bytes):
    try:
        parse(data, FOLDER)
    except BadValue:
        return


# Folders


@pytest.mark.parametrize(
    ("registry", "root"),
    [
        ("docker.io", "https://registry-1.docker.io/v2"),
        ("ghcr.io", "https://ghcr.io/v2"),
        ("ghcr.io:5000", "https://ghcr.io:5000/v2"),
        ("10.0.0.1:5000", "https://10.0.0.1:5000/v2"),
        ("localhost:5000", "http://localhost:5000/v2"),
        ("127.0.0.1:80", "http://127.0.0.1:80/v2"),
        ("127.1.2.3:5000", "http://127.1.2.3:5000/v2"),
        ("[::1]:5000", "http://[::1]:5000/v2"),
        ("[::1]", "https://[::1]/v2"),
        ("localhost", "https://localhost/v2"),
        ("localhost:443", "https://localhost:443/v2"),
        ("localhost.example:5000", "https://localhost.example:5000/v2"),
    ],
)
def test_only_this_machine_is_asked_in_plain_http(tmp_path, registry: str, root: str):
    found = find(tmp_path / "absent", registry)
    assert found.mirrors == ()
    assert (found.server.url, found.server.namespace) == (root, "")


def test_the_most_special_folder_counts(tmp_path):
    for number, name in enumerate(("_default", "a.io:1", "a.io_1_")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "hosts.toml").write_text(f'[host."https://m{number}"]')
        assert find(tmp_path, "a.io:1").mirrors[0].url == f"https://m{number}/v2"
        assert find(tmp_path, "b.io").mirrors[0].url == "https://m0/v2"
    assert find(tmp_path, "a.io:1").server.url == "https://a.io:1/v2"


def test_a_mirror_is_told_whose_images_are_meant(tmp_path):
    (tmp_path / "_default").mkdir()
    (tmp_path / "_default/hosts.toml").write_text('server = "https://m"\n[host."https://n"]')
    found = find(tmp_path, "docker.io")
    assert [host.namespace for host in (*found.mirrors, found.server)] == ["docker.io"] * 2
    assert find(tmp_path, "n").mirrors[0].namespace == ""


def test_plain_http_is_used_where_it_is_configured(tmp_path):
    (tmp_path / "a.io").mkdir()
    (tmp_path / "a.io/hosts.toml").write_text('server = "http://a.io"')
    assert find(tmp_path, "a.io").server == Host(url="http://a.io/v2")


def test_a_file_that_cannot_be_read_is_no_reason_to_go_on_without(tmp_path):
    (tmp_path / "a.io").mkdir()
    file = tmp_path / "a.io/hosts.toml"
    for text, why in (("server = 1", "server: is no text"), ("#" * 1024 * 1025, "more than")):
        file.write_text(text)
        with pytest.raises(RegistryFailed, match=why):
            find(tmp_path, "a.io")
    file.unlink()
    file.mkdir()
    with pytest.raises(RegistryFailed, match="Is a directory"):
        find(tmp_path, "a.io")


# Mirrors at work

MANIFEST, _ = image(layer(a=b"b"))
TAG = "/v2/app/manifests/1"
BLOB = b"blob" * 1000
WANTED = described(BLOB)
PATH = f"/v2/app/blobs/{WANTED.digest}"


@pytest_asyncio.fixture
async def mirror() -> AsyncIterator[HostileRegistry]:
    async with HostileRegistry() as running:
        running.on(TAG, Answer(200, MANIFEST))
        running.on(PATH, served(BLOB))
        yield running


@pytest_asyncio.fixture
async def server() -> AsyncIterator[HostileRegistry]:
    async with HostileRegistry() as running:
        running.on(TAG, Answer(200, MANIFEST))
        running.on(PATH, served(BLOB))
        yield running


def mirrored(root: Path, server: HostileRegistry, mirror: HostileRegistry, more: str = "") -> Path:
    """Return a folder by which a server has a mirror."""
    folder = root / f"127.0.0.1_{server.port}_"
    folder.mkdir()
    (folder / "hosts.toml").write_text(f'[host."{mirror.url}"]\n{more}\n')
    return root


@pytest.mark.asyncio
async def test_a_mirror_is_asked_first(tmp_path, server, mirror):
    async with registry(hosts_dir=mirrored(tmp_path, server, mirror)) as client:
        assert (await client.resolve(named(server.address))).body == MANIFEST
    assert server.asked == []
    assert mirror.asked[0].target == f"{TAG}?ns=127.0.0.1%3A{server.port}"


@pytest.mark.asyncio
@pytest.mark.parametrize("answer", [Answer(404), Answer(500), Answer(401), Answer(400)])
async def test_what_a_mirror_does_not_give_the_registry_does(tmp_path, server, mirror, answer):
    mirror.on(TAG, answer)
    async with registry(hosts_dir=mirrored(tmp_path, server, mirror)) as client:
        assert (await client.resolve(named(server.address))).body == MANIFEST
    assert server.asked[0].target == TAG


@pytest.mark.asyncio
async def test_a_blob_that_a_mirror_spoils_comes_from_the_registry(tmp_path, server, mirror):
    mirror.on(PATH, served(BLOB[:-1] + b"x"))
    file = File(tmp_path / "blob")
    async with registry(hosts_dir=mirrored(tmp_path, server, mirror)) as client:
        await client.blob(named(server.address), WANTED, file, lambda _: None)
    file.close()
    assert file.content() == BLOB


@pytest.mark.asyncio
async def test_a_blob_that_a_mirror_has_begun_is_gone_on_with(tmp_path, server, mirror):
    mirror.on(PATH, cut(served(BLOB), 3000), Answer(500))
    file = File(tmp_path / "blob")
    told: list[int] = []
    async with registry(hosts_dir=mirrored(tmp_path, server, mirror)) as client:
        await client.blob(named(server.address), WANTED, file, told.append)
    file.close()
    assert file.content() == BLOB
    assert told == sorted(told)
    assert server.asked[0].headers["range"] == "bytes=3000-3999"


@pytest.mark.asyncio
async def test_a_blob_that_a_mirror_has_begun_to_spoil_is_fetched_anew(tmp_path, server, mirror):
    mirror.on(PATH, cut(served(b"x" * len(BLOB)), 3000), Answer(500))
    file = File(tmp_path / "blob")
    async with registry(hosts_dir=mirrored(tmp_path, server, mirror)) as client:
        await client.blob(named(server.address), WANTED, file, lambda _: None)
    file.close()
    assert file.content() == BLOB
    assert [asked.headers.get("range") for asked in server.asked] == ["bytes=3000-3999", None]


@pytest.mark.asyncio
async def test_the_reasons_of_all_hosts_are_told(tmp_path, server, mirror):
    mirror.on(TAG, Answer(500))
    server.on(TAG, Answer(404))
    folder = mirrored(tmp_path, server, mirror)
    async with registry(hosts_dir=folder) as client:
        with pytest.raises(NotFound) as caught:
            await client.resolve(named(server.address))
    assert str(caught.value) == (
        f"{mirror.address}: it answers 500; {server.address}: it answers 404"
    )
    assert len(mirror.asked) == 2


@pytest.mark.asyncio
async def test_a_host_is_asked_only_what_it_is_trusted_with(tmp_path, server, mirror):
    folder = mirrored(tmp_path, server, mirror, 'capabilities = ["pull"]')
    async with registry(hosts_dir=folder) as client:
        found = await client.resolve(named(server.address))
        assert mirror.asked == []
        digest = f"/v2/app/manifests/{found.digest}"
        mirror.on(digest, Answer(200, MANIFEST))
        await client.manifest(named(server.address), found.digest)
        assert mirror.asked[0].path == digest
    (folder / f"127.0.0.1_{server.port}_/hosts.toml").write_text(
        f'server = "{server.url}"\ncapabilities = ["pull"]'
    )
    async with registry(hosts_dir=folder) as client:
        with pytest.raises(NotFound, match=r"no host of .* is trusted to push"):
            await client.push_manifest(named(server.address), "a/b", MANIFEST)


@pytest.mark.asyncio
async def test_credentials_for_the_registry_are_not_shown_to_a_mirror(tmp_path, server, mirror):
    mirror.on(TAG, Answer(401, headers={"WWW-Authenticate": "Basic"}))
    folder = mirrored(tmp_path, server, mirror)
    given = Credentials("me", "secret")
    async with Registry(settings(hosts_dir=folder), no_helper, given) as client:
        await client.resolve(named(server.address))
    assert [asked.headers.get("authorization") for asked in mirror.asked] == [None]


@pytest.mark.asyncio
async def test_the_files_are_read_anew_for_each_pull(tmp_path, server, mirror):
    (tmp_path / "hosts").mkdir()
    async with registry(hosts_dir=tmp_path / "hosts") as client:
        await client.resolve(named(server.address))
    folder = mirrored(tmp_path / "hosts", server, mirror, "odd = 1")
    async with registry(hosts_dir=folder) as client:
        await client.resolve(named(server.address))
        assert client.ignored == [f"host.'{mirror.url}'.odd"]
    assert (len(server.asked), len(mirror.asked)) == (1, 1)


@pytest.mark.asyncio
async def test_a_mirror_that_is_gone_costs_little(tmp_path, server):
    async with HostileRegistry() as gone:
        folder = mirrored(tmp_path, server, gone)
    async with registry(hosts_dir=folder) as client:
        assert (await client.resolve(named(server.address))).body == MANIFEST


@pytest.mark.asyncio
async def test_a_mirror_that_failed_is_not_asked_again_by_the_same_pull(tmp_path, server, mirror):
    mirror.on(TAG, Answer(500))
    file = File(tmp_path / "blob")
    async with registry(hosts_dir=mirrored(tmp_path, server, mirror)) as client:
        await client.resolve(named(server.address))
        await client.blob(named(server.address), WANTED, file, lambda _: None)
    file.close()
    assert len(mirror.asked) == 2
    assert [asked.path for asked in server.asked] == [TAG, PATH]


@pytest.mark.asyncio
async def test_files_that_hosts_toml_names_and_that_are_unfit_are_named(tmp_path, server):
    folder = tmp_path / f"127.0.0.1_{server.port}_"
    folder.mkdir()
    file = folder / "hosts.toml"
    (folder / "bad.pem").write_text("no certificate")
    for text, why in (
        ('ca = "absent.pem"', "absent.pem: No such file"),
        ('ca = "bad.pem"', "bad.pem: "),
        ('client = "bad.pem"', "bad.pem: "),
    ):
        file.write_text(f'server = "https://{server.address}"\n{text}\n')
        async with registry(hosts_dir=tmp_path) as client:
            with pytest.raises(RegistryFailed, match=why):
                await client.resolve(named(server.address))
    assert server.connections == 0


# Proxies


@pytest.mark.asyncio
async def test_a_proxy_of_the_environment_is_used(tmp_path, mirror):
    (tmp_path / "a.test").mkdir()
    (tmp_path / "a.test/hosts.toml").write_text('server = "http://a.test"')
    mirror.otherwise = Answer(200, MANIFEST)
    proxy = mirror.url.replace("//", "//user:secret@")
    async with registry(hosts_dir=tmp_path, environment={"HTTP_PROXY": proxy}) as client:
        assert (await client.resolve(named("a.test"))).body == MANIFEST
    (asked,) = mirror.asked
    assert asked.target == "http://a.test/v2/app/manifests/1"
    assert asked.headers["proxy-authorization"] == "Basic dXNlcjpzZWNyZXQ="


@pytest.mark.asyncio
async def test_https_goes_through_a_proxy_by_connect(mirror):
    mirror.otherwise = Answer(403)
    async with registry(environment={"https_proxy": mirror.url}, attempts=2) as client:
        with pytest.raises(Unavailable, match="the proxy answers 403"):
            await client.resolve(named("a.test"))
    assert [(asked.method, asked.target) for asked in mirror.asked] == [
        ("CONNECT", "a.test:443")
    ] * 2
