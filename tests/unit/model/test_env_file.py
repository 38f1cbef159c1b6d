"""Environment files are read as EnvironmentFile= of systemd.exec(5) says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.env_file import LONGEST, BadLine, parse


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("A=b", {"A": "b"}),
        ("A=b\nA=c\nB=\n", {"A": "c", "B": ""}),
        ("\n \t# A=b\n;A=b\nnothing\n  A  =  b c \t\r\n", {"A": "b c"}),
        ("A=b # no comment", {"A": "b # no comment"}),
        ('A=$HOME `id` "b"', {"A": '$HOME `id` "b"'}),
        ("A='b # $c \\n\n d'  ", {"A": "b # $c \\n\n d"}),
        ('A="b\\"c\\\\d\\`e\\$f\\g\\\nh\ni"', {"A": 'b"c\\d`e$f\\gh\ni'}),
        ("A=b\\\n  c\\ \\ ", {"A": "b  c  "}),
        ("A=\\\\n\\n\\'", {"A": "\\nn'"}),
        ("A='b' \"c\" d e ", {"A": "bcd e"}),
        ("A=b=c", {"A": "b=c"}),
        ("# a comment ends here \\\nA=b", {"A": "b"}),
        ("A=b\\", {"A": "b"}),
        ("\ufeffA=b", {"A": "b"}),
        ("A=€", {"A": "€"}),
    ],
)
def test_a_file_has_these_variables(text, found):
    assert parse(text.encode()) == found


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        (b"A=b\n\xff=c", 2, "UTF-8"),
        (b"A=b\nexport B=hush", 2, "export"),
        (b"A='b\nc'\n1A=hush", 3, "no name"),
        (b"=hush", 1, "no name"),
        (b"A B=hush", 1, "no name"),
        (b"A=b\n\nB='hush\n\n", 3, "never ends"),
        (b'A=b\nB="hush\\', 2, "never ends"),
        (b"A=hush\0", 1, "NUL"),
        (b"\nA=" + b"x" * LONGEST, 2, "more than"),
    ],
)
def test_a_mistake_is_told_by_its_line_and_never_quoted(content, line, why):
    with pytest.raises(BadLine) as caught:
        parse(content)
    assert caught.value.line == line
    assert why in str(caught.value)
    assert "hush" not in str(caught.value)


@given(st.binary() | st.text(alphabet="AB=\n \t\r\"'\\#;$x").map(str.encode))
def test_any_bytes_give_variables_or_a_line(content):
    found, line = outcome(content)
    assert 1 <= line <= content.count(b"\n") + 1
    assert all(name.isidentifier() and "\0" not in value for name, value in found.items())


@given(st.dictionaries(st.text("ABC_", min_size=1), st.text()))
def test_what_is_quoted_comes_back(variables):
    wanted = {name: value.replace("\0", "") for name, value in variables.items()}
    text = "\n".join(f"{name}={_quoted(value)}" for name, value in wanted.items())
    assert parse(text.encode()) == wanted


def outcome(content: bytes) -> tuple[dict[str, str], int]:
    """Return what is found, and the line of a mistake or 1."""
    try:
        return parse(content), 1
    except BadLine as error:
        return {}, error.line


def _quoted(value: str) -> str:
    for one in '\\"$`':
        value = value.replace(one, f"\\{one}")
    return f'"{value}"'
