"""What a run is to find around it is refused with the path of the field that is wrong."""

import pytest

from aurae.model.execution import Credential, Folder, Place
from aurae.model.provision_rules import CREDENTIALS_LIMIT
from aurae.model.refusal import BadValue
from aurae.model.validation import check_spec
from aurae.model.workload import Executable, WorkloadSpec

STATE = Place.STATE
SECRET = Credential("a", content=b"x")


def check(**changes):
    check_spec(WorkloadSpec("web", Executable(("true",), **changes)))


def test_good_surroundings_pass():
    check(
        env_files=("/etc/a", "-/etc/b"),
        folders=(
            Folder(STATE, "web", 0o7777),
            Folder(STATE, "web/data"),
            Folder(Place.CACHE, "web"),
            Folder(Place.RUNTIME, "web", keep=True),
        ),
        credentials=(SECRET, Credential("b.c-d_E", file="/etc/b"), Credential("e", content=b"")),
        user="web",
    )
    check(dynamic_user=True)


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"env_files": ("a",)}, "env_files[0]", "absolute"),
        ({"env_files": ("/a", "-a")}, "env_files[1]", "absolute"),
        ({"env_files": ("/a\0",)}, "env_files[0]", "NUL"),
        ({"env_files": ("/" + "a" * 4095,)}, "env_files[0]", "longer"),
        ({"env_files": ("/a",) * 65}, "env_files", "65 entries, at most 64"),
        ({"folders": (Folder(STATE, ""),)}, "folders[0].name", "empty"),
        ({"folders": (Folder(STATE, "/a"),)}, "folders[0].name", "absolute"),
        ({"folders": (Folder(STATE, "a/../b"),)}, "folders[0].name", "`..`"),
        ({"folders": (Folder(STATE, "."),)}, "folders[0].name", "`.`"),
        ({"folders": (Folder(STATE, "a//b"),)}, "folders[0].name", "empty"),
        ({"folders": (Folder(STATE, "a/"),)}, "folders[0].name", "empty"),
        ({"folders": (Folder(STATE, "a:b"),)}, "folders[0].name", "colon"),
        ({"folders": (Folder(STATE, "a\n"),)}, "folders[0].name", "printable"),
        ({"folders": (Folder(STATE, "a\udcff"),)}, "folders[0].name", "printable"),
        ({"folders": (Folder(STATE, "€" * 100),)}, "folders[0].name", "255 bytes"),
        ({"folders": (Folder(STATE, "/".join("abcdefghi")),)}, "folders[0].name", "9 levels"),
        ({"folders": (Folder(STATE, "a"), Folder(STATE, "a"))}, "folders[1].name", "twice"),
        ({"folders": (Folder(STATE, "a", 0o10000),)}, "folders[0].mode", "0o7777"),
        ({"folders": (Folder(STATE, "a", keep=True),)}, "folders[0].keep", "always kept"),
        ({"folders": (Folder(STATE, "a"),) * 65}, "folders", "at most 64"),
        (
            {"folders": (Folder(Place.RUNTIME, "a", keep=True),), "dynamic_user": True},
            "folders[0].keep",
            "excludes",
        ),
        ({"credentials": (Credential("", content=b""),)}, "credentials[0].name", "0 characters"),
        ({"credentials": (Credential("a/b", content=b""),)}, "credentials[0].name", "letters"),
        ({"credentials": (Credential("..", content=b""),)}, "credentials[0].name", "letters"),
        ({"credentials": (Credential("a\n", content=b""),)}, "credentials[0].name", "letters"),
        ({"credentials": (SECRET, SECRET)}, "credentials[1].name", "twice"),
        ({"credentials": (Credential("a"),)}, "credentials[0]", "either"),
        ({"credentials": (Credential("a", b"", "/a"),)}, "credentials[0]", "either"),
        ({"credentials": (Credential("a", file="a"),)}, "credentials[0].file", "absolute"),
        ({"credentials": (SECRET,) * 257}, "credentials", "at most 256"),
        (
            {"credentials": (SECRET, Credential("b", b"x" * CREDENTIALS_LIMIT))},
            "credentials",
            "has 1048577 bytes, at most 1048576",
        ),
        ({"dynamic_user": True, "user": "web"}, "dynamic_user", "excludes"),
        ({"dynamic_user": True, "group": "web"}, "dynamic_user", "excludes"),
    ],
)
def test_a_bad_field_is_named(changes, field, why):
    with pytest.raises(BadValue) as caught:
        check(**changes)
    assert caught.value.field == f"executable.{field}"
    assert why in caught.value.why


def test_a_secret_is_not_shown():
    assert "hush" not in repr(Executable(("true",), credentials=(Credential("a", b"hush"),)))
