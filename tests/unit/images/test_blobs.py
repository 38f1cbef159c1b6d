"""The content store: what is seen of it while it changes."""

import threading
from pathlib import Path

from aurae.images.blobs import Blobs


def test_blobs_that_come_and_go_meanwhile_are_no_failure(tmp_path: Path):
    blobs = Blobs(tmp_path / "content")
    blobs.open()
    folders = (tmp_path / "content/ingest", tmp_path / "content/blobs/sha256")
    paths = [folder / f"sha256-{number}" for folder in folders for number in range(20)]
    ended = threading.Event()
    rounds = 0

    def change() -> None:
        nonlocal rounds
        while not ended.is_set():
            for path in paths:
                path.touch()
            for path in paths:
                path.unlink()
            rounds += 1

    changing = threading.Thread(target=change)
    changing.start()
    try:
        while rounds < 200:
            assert len(blobs.partial()) <= 20
            assert len(blobs.present()) <= 20
    finally:
        ended.set()
        changing.join()
