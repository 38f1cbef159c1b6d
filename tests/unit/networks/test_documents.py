"""The table of attempts in the document is that of the tests."""

from pathlib import Path

from tests.support.attempts import ATTEMPTS, HELD_OTHERWISE

TEXT = (Path(__file__).resolve().parents[3] / "docs/networks.md").read_text()


def test_the_document_has_every_attempt_and_how_it_is_without_rules():
    table = TEXT.partition("| Attempt |")[2].partition("\n\n")[0].splitlines()[2:]
    rows = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in table]
    assert rows == [
        (name, "held" if name in HELD_OTHERWISE else "comes through", "held") for name in ATTEMPTS
    ]
