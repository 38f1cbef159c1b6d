"""Generated files are what their generators make now."""

from pathlib import Path

import pytest

from tests.support.require import missing
from tools.generated import GENERATED, ROOT, Generated


@pytest.mark.slow
@pytest.mark.parametrize("row", GENERATED, ids=lambda row: f"{row.folder}/{row.pattern}")
def test_files_are_fresh(row: Generated, tmp_path: Path) -> None:
    if row.needs and not (ROOT / row.needs).exists():
        missing(row.needs, f"{row.needs} is not there: `make test` installs it")
    row.make(tmp_path)
    made, kept = row.files(tmp_path), row.files(ROOT / row.folder)
    stale = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    assert stale == [], "run `make generate`"
