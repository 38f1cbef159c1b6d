"""Names of images: Docker's normal form, names of every bad form, and any text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.image_name import ImageName, check_registry, parse
from aurae.model.refusal import BadValue

DIGEST = "sha256:" + "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("busybox", "docker.io/library/busybox:latest"),
        ("busybox:1.36", "docker.io/library/busybox:1.36"),
        ("user/app", "docker.io/user/app:latest"),
        ("a/b/c", "docker.io/a/b/c:latest"),
        ("docker.io/busybox", "docker.io/library/busybox:latest"),
        ("index.docker.io/busybox", "docker.io/library/busybox:latest"),
        ("index.docker.io/user/app", "docker.io/user/app:latest"),
        ("library/busybox", "docker.io/library/busybox:latest"),
        ("host:5000", "docker.io/library/host:5000"),
        ("localhost/app", "localhost/app:latest"),
        ("localhost:5000/app", "localhost:5000/app:latest"),
        ("foo/app", "docker.io/foo/app:latest"),
        ("LocalHost/app", "localhost/app:latest"),
        ("GHCR.io/owner/app:V1", "ghcr.io/owner/app:V1"),
        ("127.0.0.1:5000/app:1", "127.0.0.1:5000/app:1"),
        ("[::1]/app", "[::1]/app:latest"),
        ("[0:0::1]:5000/a/b:c", "[::1]:5000/a/b:c"),
        (f"app@{DIGEST}", f"docker.io/library/app@{DIGEST}"),
        (f"app:1@{DIGEST}", f"docker.io/library/app:1@{DIGEST}"),
        ("app:_1.2-3", "docker.io/library/app:_1.2-3"),
    ],
)
def test_a_name_has_one_normal_form(text: str, full: str):
    assert str(parse(text)) == full
    assert parse(full) == parse(text)


def test_path_components_are_joined_by_few_signs():
    assert parse("x/a.b_c__d---e").path == "x/a.b_c__d---e"
    for bad in ("a..b", "a___b", "a._b", "-a", "a-", ".a", "a_", "_a"):
        with pytest.raises(BadValue):
            parse(f"x/{bad}")


def test_a_digest_counts_before_a_tag():
    name = parse(f"ghcr.io/a/b:1@{DIGEST}")
    assert name == ImageName("ghcr.io", "a/b", "1", DIGEST)
    assert name.reference == DIGEST
    assert name.repository == "ghcr.io/a/b"
    assert str(name.with_tag("2")) == "ghcr.io/a/b:2"
    assert str(parse("a").with_digest(DIGEST)) == f"docker.io/library/a@{DIGEST}"
    assert not parse("a", default_tag="").reference


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        (" app", "' app' is no part of an image's name"),
        ("app ", "'app ' is no part"),
        ("App", "'App' is no part of an image's name: lower-case letters"),
        ("docker.io/App", "'App' is no part"),
        ("Foo/app", "'Foo' is no part"),
        ("a.b_c/app", "'a.b_c' is no host"),
        ("a//b", "'' is no part"),
        ("/a", "'' is no part"),
        ("a/", "'' is no part"),
        ("../a", "'..' is no host"),
        ("a/../b", "'..' is no part"),
        ("a/./b", "'.' is no part"),
        ("http://host/a", "has no port behind its colon"),
        ("https://host.io:5000/a", "has no port behind its colon"),
        ("host:/a", "has no port behind its colon"),
        ("host:0/a", "'0' is no port"),
        ("host:65536/a", "'65536' is no port"),
        ("-host.io/a", "'-host.io' is no host"),
        ("ho_st.io/a", "'ho_st.io' is no host"),
        ("user:pass@host.io/a", "does not begin with sha256"),
        ("[::1/a", "'[::1' is no host"),
        ("[::1]:/a", "'[::1]:' is no host"),
        ("[::1]5000/a", "'[::1]5000' is no host"),
        ("[fe80::1%eth0]/a", "has a zone"),
        ("[nothing.]/a", "'[nothing.]' is no IPv6 address"),
        ("app:", "tag: '' is none"),
        ("app:-1", "tag: '-1' is none"),
        ("app:1:2", "tag: '1:2' is none"),
        ("app:" + "a" * 129, "is none: letters, digits"),
        ("app@", "does not begin with sha256"),
        ("app@latest", "does not begin with sha256"),
        (f"app@{DIGEST}@{DIGEST}", "has not 64 of the digits"),
        (f"app@{DIGEST[:-1]}", "has not 64 of the digits"),
        ("0123456789abcdef" * 4, "is an image's id, not a name"),
        ("a" * 1025, "has 1025 characters"),
        ("a/" + "b" * 250, "its repository has over 255 characters"),
        ("app\n", "is no part"),
        ("app:1\n", "is none"),
        ("app\0", "is no part"),
        ("äpp", "is no part"),
        ("?", "is no part"),
        ("app?x=1", "is no part"),
        ("app%2f..", "is no part"),
    ],
)
def test_a_refusal_says_why(text: str, why: str):
    with pytest.raises(BadValue) as caught:
        parse(text)
    assert why in str(caught.value)


_COMPONENT = st.from_regex(r"[a-z0-9]{1,5}((\.|_|__|-{1,3})[a-z0-9]{1,4}){0,2}", fullmatch=True)
_HOST = st.sampled_from(["ghcr.io", "localhost", "127.0.0.1", "[::1]", "Registry.Example"])
_REGISTRY = st.builds(
    lambda host, port: host + (f":{port}" if port else ""), _HOST, st.integers(0, 65535)
)


@given(
    _REGISTRY,
    st.lists(_COMPONENT, min_size=1, max_size=4),
    st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}", fullmatch=True),
    st.booleans(),
)
def test_every_good_name_is_taken_as_it_is(
    registry: str, parts: list[str], tag: str, by_digest: bool
):
    path = "/".join(parts)
    name = parse(f"{registry}/{path}:{tag}" + (f"@{DIGEST}" if by_digest else ""))
    assert name == ImageName(registry.lower(), path, tag, DIGEST if by_digest else "")
    assert parse(str(name)) == name


@given(
    st.text(max_size=60)
    | st.text("aB0.:/@-_[]%\n", max_size=40)
    | st.from_regex(
        r"([a-z0-9.:\[\]]{0,9}/){0,3}[a-z._-]{1,9}(:[\w.-]{0,9})?(@sha256:[0-9a-f]{0,65})?"
    )
)
def test_any_text_is_a_name_or_is_refused(text: str):
    try:
        name = parse(text)
    except BadValue:
        return
    assert parse(str(name)) == name
    assert name.reference
    assert check_registry(name.registry) == name.registry
    assert not {"", ".", ".."} & set(name.path.split("/"))
