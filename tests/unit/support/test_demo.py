"""The demo reads what a script prints."""

import pytest

from tools.demo import documents


def test_documents_one_after_the_other_are_told_apart() -> None:
    assert documents('{"a": 1}\n{\n  "b": {"c": 2}\n}\n') == [{"a": 1}, {"b": {"c": 2}}]
    assert documents("") == []


def test_what_is_no_json_is_an_error() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        documents('{"a": 1} nonsense')
