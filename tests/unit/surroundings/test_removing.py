"""A folder is removed whatever is in it, and nothing beside it."""

import os
import threading
import time

import pytest

from aurae.surroundings.opened import opened_root
from aurae.surroundings.patience import Patience, TooLong
from aurae.surroundings.removing import remove_tree


def remove(parent, name, seconds=30.0):
    with opened_root(parent) as folder:
        remove_tree(folder, name, Patience(seconds, threading.Event()))


def test_a_tree_is_removed_and_links_are_not_followed(tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").touch()
    tree = tmp_path / "tree"
    for path in ("a/b/c", "a/b2/.removed-0/x", ".removed-0/y", ".removed-1", "d"):
        (tree / path).mkdir(parents=True)
    (tree / "a/b/file").touch()
    (tree / "a/link").symlink_to(kept)
    (tree / "link").symlink_to("..")
    os.mkfifo(tree / "a/b/c/fifo")
    remove(tmp_path, "tree")
    assert os.listdir(tmp_path) == ["kept"]
    assert os.listdir(kept) == ["file"]


def test_what_is_not_there_is_removed_already(tmp_path):
    remove(tmp_path, "tree")


def test_a_link_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "link").symlink_to("/")
    with pytest.raises(NotADirectoryError, match="link is a symbolic link"):
        remove(tmp_path, "link")


def test_a_tree_deeper_than_any_path_is_removed(tmp_path):
    top = os.open(tmp_path, os.O_RDONLY)
    os.mkdir("tree", dir_fd=top)
    below = os.open("tree", os.O_RDONLY, dir_fd=top)
    for _ in range(3000):
        os.mkdir("a" * 100, dir_fd=below)
        deeper = os.open("a" * 100, os.O_RDONLY, dir_fd=below)
        os.close(below)
        below = deeper
    os.close(below)
    os.close(top)
    remove(tmp_path, "tree")
    assert os.listdir(tmp_path) == []


def test_work_that_takes_too_long_ends_and_the_next_attempt_goes_on(tmp_path):
    for number in range(10):
        (tmp_path / f"tree/{number}").mkdir(parents=True)
    with pytest.raises(TooLong):
        remove(tmp_path, "tree", -1.0)
    remove(tmp_path, "tree")
    assert os.listdir(tmp_path) == []


def test_closing_ends_work():
    closing = threading.Event()
    patience = Patience(3600, closing)
    patience.check()
    closing.set()
    began = time.monotonic()
    with pytest.raises(TooLong):
        patience.check()
    assert time.monotonic() - began < 10
