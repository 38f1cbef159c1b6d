"""Messages of ContainerService: what can be read, and what is refused."""

import pytest

from aurae.model.container_change import Change, ChangeKind
from aurae.model.container_state import ContainerState
from aurae.model.refusal import InvalidField
from aurae.proto import containers_pb2 as api
from aurae.proto import runtime_pb2
from aurae.server import convert_containers as convert


def test_a_new_container_has_a_service_although_nobody_asked_for_one():
    message = runtime_pb2.WorkloadSpec(cell="a/b")
    message.container.image = "alpine"
    cell, spec = convert.new(message)
    kept = convert.kept(spec, "alpine-1")
    assert (cell, kept.name) == ("a/b", "alpine-1")
    assert kept.service is not None
    assert kept.container is not None
    assert kept.container.image == "alpine"


def test_an_executable_is_no_container():
    message = runtime_pb2.WorkloadSpec(name="x")
    message.executable.argv.append("true")
    with pytest.raises(InvalidField, match=r"cannot create x: workload\.container: is not set"):
        convert.new(message)


def test_every_state_has_a_name_in_the_api():
    assert set(convert.STATE) == set(ContainerState)
    assert len(set(convert.STATE.values())) == len(ContainerState)


@pytest.mark.parametrize("path", ["", "etc", "/a\0b", "/" + "a" * 4096])
def test_a_path_is_absolute_and_bounded(path: str):
    with pytest.raises(InvalidField):
        convert.path("copy", path)


def test_a_page_and_names_are_bounded():
    with pytest.raises(InvalidField, match="page_size"):
        convert.page(api.ListContainersRequest(page_size=1001))
    with pytest.raises(InvalidField, match="names"):
        convert.names([f"a{number}" for number in range(1001)])
    assert convert.names(["a", "a", "b/c"]) == [("/", "a"), ("b", "c")]


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (api.CommitContainerRequest(name="a", image=""), "image"),
        (api.CommitContainerRequest(name="a", image="A B"), "image"),
        (api.CommitContainerRequest(name="a", image="a", author="x" * 5000), "author"),
        (api.CommitContainerRequest(name="a", image="a", env={"a=b": "c"}), "env"),
        (api.CommitContainerRequest(name="a", image="a", labels={"a": "\0"}), "labels"),
        (api.CommitContainerRequest(name="a", image="a", command=["x"] * 300), "command"),
        (api.CommitContainerRequest(name="a", image="a", working_directory="x"), "working_directory"),
    ],
)  # fmt: skip
def test_what_no_image_can_say_is_refused(request_: api.CommitContainerRequest, field: str):
    with pytest.raises(InvalidField) as caught:
        convert.commit(request_)
    assert caught.value.field == field


def test_what_is_not_said_of_an_image_stays_as_it_is():
    name, change = convert.commit(api.CommitContainerRequest(name="a", image="web:2"))
    assert str(name) == "docker.io/library/web:2"
    assert (change.entrypoint, change.cmd, change.user, change.working_dir) == (None,) * 4
    said = api.CommitContainerRequest(name="a", image="b", user="", command=["x"])
    assert convert.commit(said)[1].user == ""


def test_changes_come_in_messages_of_a_bounded_size():
    found = [Change(ChangeKind.ADDED, f"/{number}\udcff") for number in range(1200)]
    messages = list(convert.changes(found))
    assert [len(message.changes) for message in messages] == [500, 500, 200]
    assert messages[0].changes[0].path == "/0�"
    assert messages[0].changes[0].kind == api.PathChange.KIND_ADDED
