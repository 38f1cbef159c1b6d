"""The tables of attempts in the documents are those of the tests."""

import re
from pathlib import Path

from tests.support.attempts import ATTEMPTS, HELD_OTHERWISE

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "docs/networks.md").read_text()
OF_METADATA = "tests/host/test_vms_metadata.py"


def test_the_document_has_every_attempt_and_how_it_is_without_rules():
    table = TEXT.partition("| Attempt |")[2].partition("\n\n")[0].splitlines()[2:]
    rows = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in table]
    assert rows == [
        (name, "held" if name in HELD_OTHERWISE else "comes through", "held") for name in ATTEMPTS
    ]


def test_the_document_of_machines_names_tests_that_there_are():
    document = (ROOT / "docs/vms-networks.md").read_text()
    assert OF_METADATA in document
    named = re.findall(r"`(test_\w+)`", document)
    tests = re.findall(r"async def (test_\w+)", (ROOT / OF_METADATA).read_text())
    assert named
    assert set(named) <= set(tests)
