"""What runs in a container: the image's words and the specification's."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.container import Container, UserNamespace
from aurae.model.image_config import RunConfig
from aurae.model.image_process import ImageProcess, image_signal, resolve
from aurae.model.refusal import BadValue, FailedPrecondition
from aurae.model.workload import Executable

IMAGE = RunConfig(
    user="app:staff",
    working_dir="/srv",
    env=("PATH=/opt/bin", "A=1", "A=2", "B", "C=x=y"),
    entrypoint=("/entry",),
    cmd=("serve",),
    stop_signal="SIGQUIT",
)
PROCESS = Executable((), stop_signal=0)
CONTAINER = Container("app")


def resolved(
    run: RunConfig = IMAGE,
    process: Executable = PROCESS,
    container: Container = CONTAINER,
    **more: dict[str, str],
) -> ImageProcess:
    return resolve("start web", run, process, container, **more)


@pytest.mark.parametrize(
    ("entrypoint", "argv", "words"),
    [
        ((), (), ("/entry", "serve")),
        ((), ("a", "b"), ("/entry", "a", "b")),
        (("/own",), (), ("/own",)),
        (("/own", "-x"), ("a",), ("/own", "-x", "a")),
        (("",), ("a",), ("a",)),
    ],
)
def test_words_replace_the_images(entrypoint, argv, words):
    container = replace(CONTAINER, entrypoint=entrypoint)
    assert resolved(process=replace(PROCESS, argv=argv), container=container).argv == words


@pytest.mark.parametrize(
    ("run", "entrypoint"),
    [
        (RunConfig(), ()),
        (RunConfig(entrypoint=(), cmd=()), ()),
        (IMAGE, ("",)),
        (RunConfig(cmd=("",)), ()),
    ],
)
def test_without_any_command_nothing_can_run(run, entrypoint):
    with pytest.raises(FailedPrecondition) as caught:
        resolved(run, container=replace(CONTAINER, entrypoint=entrypoint))
    assert str(caught.value) == "cannot start web: the image names no command: give one"


def test_variables_are_added_one_by_one():
    process = replace(PROCESS, env={"B": "mine", "F": "lost"}, terminal=True)
    env = resolved(process=process, prepared={"B": "", "P": "p"}, fixed={"F": "f"}).env
    assert env == {
        "PATH": "/opt/bin",
        "TERM": "xterm-256color",
        "A": "2",
        "B": "mine",
        "C": "x=y",
        "P": "p",
        "F": "f",
    }
    assert resolved(replace(IMAGE, env=())).env == {
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    }


@pytest.mark.parametrize(
    ("of_image", "own", "folder"),
    [("/srv", "", "/srv"), ("", "", "/"), ("app", "", "/app"), ("/srv", "/", "/")],
)
def test_the_folder_is_the_images_unless_one_is_given(of_image, own, folder):
    process = replace(PROCESS, working_directory=own)
    assert resolved(replace(IMAGE, working_dir=of_image), process).working_directory == folder


@pytest.mark.parametrize(
    ("of_image", "user", "group", "words"),
    [
        ("app:staff", "", "", ("app", "staff")),
        ("app:staff", "", "7", ("app", "7")),
        ("app:staff", "1000", "", ("1000", "")),
        ("app:staff", "1000:5", "", ("1000", "5")),
        ("app:staff", "web", "5", ("web", "5")),
        ("", "", "", ("", "")),
        ("1000", "", "", ("1000", "")),
    ],
)
def test_the_user_is_the_images_unless_one_is_given(of_image, user, group, words):
    process = replace(PROCESS, user=user, group=group)
    found = resolved(replace(IMAGE, user=of_image), process)
    assert (found.user, found.group) == words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 15), ("SIGQUIT", 3), ("QUIT", 3), ("3", 3), ("SIGRTMIN+3", 37), ("RTMAX-1", 63),
        ("37", 37), ("34", 34), ("64", 64), ("9", 9),
    ],
)  # fmt: skip
def test_the_signal_of_an_image_is_a_name_or_a_number(text, number):
    assert image_signal(text) == number
    assert resolved(replace(IMAGE, stop_signal=text)).stop_signal == number
    assert resolved(process=replace(PROCESS, stop_signal=2)).stop_signal == 2


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"stop_signal": "SIGX"}, "the image's stop signal is none: unknown signal 'SIGX'"),
        ({"stop_signal": "0"}, "the image's stop signal is none: unknown signal 0"),
        ({"stop_signal": "65"}, "the image's stop signal is none"),
        ({"stop_signal": "SIGRTMIN+40"}, "the image's stop signal is none"),
        ({"stop_signal": "SIGSTOP"}, "SIGSTOP does not ask a process to end"),
        ({"user": "65536"}, "the image's user 65536 is not between 0 and 65535"),
        ({"user": "0:4294967296"}, "the image's user 4294967296 is not between"),
        ({"user": "a\n"}, "the image's user is no name"),
        ({"working_dir": "/a\0"}, "the image's configuration has a NUL character"),
        ({"cmd": ("a\0",)}, "the image's configuration has a NUL character"),
        ({"env": ("A=\0",)}, "the image's configuration has a NUL character"),
        ({"env": tuple(f"A{i}={'x' * 130_000}" for i in range(60))}, "the kernel takes 6287360"),
    ],
)
def test_an_image_that_cannot_be_run_is_refused_with_the_reason(change, text):
    with pytest.raises(FailedPrecondition) as caught:
        resolved(replace(IMAGE, **change))
    assert text in str(caught.value)


def test_with_the_hosts_users_an_image_may_name_a_larger_one():
    host = replace(CONTAINER, user_namespace=UserNamespace.HOST)
    assert resolved(replace(IMAGE, user="70000"), container=host).user == "70000"


WORDS = st.none() | st.lists(st.text(max_size=3), max_size=3).map(tuple)
IMAGES = st.builds(
    RunConfig,
    user=st.text(max_size=5),
    working_dir=st.text(max_size=5),
    env=st.lists(st.text(min_size=1, max_size=5), max_size=3).map(tuple),
    entrypoint=WORDS,
    cmd=WORDS,
    stop_signal=st.text(max_size=4) | st.integers(-1, 70).map(str),
)


@given(IMAGES)
def test_any_image_gives_a_process_or_a_reason(run: RunConfig):
    try:
        found = resolved(run)
    except FailedPrecondition:
        return
    assert found.argv[0]
    assert found.working_directory.startswith("/")
    assert 1 <= found.stop_signal <= 64


@given(st.text())
def test_any_text_is_a_signal_or_refused(text: str):
    try:
        assert 1 <= image_signal(text) <= 64
    except BadValue as error:
        assert error.field == "stop signal"  # noqa: PT017  most texts are refused
