"""Fuzzing of the transformer of conditions; one Deno process transforms many sources."""

import json
import subprocess
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.require import need

BATCH = Path(__file__).resolve().parents[3] / "sdk/typescript/tests/batch.ts"
EXAMPLES = 15


@cache
def deno() -> str:
    return need("deno")


def transform(sources: list[str]) -> list[str]:
    """Transform each source."""
    words = [deno(), "run", "--quiet", "--no-check", "--no-config", "--no-lock", str(BATCH)]
    # ASCII JSON: a lone surrogate goes through as an escape.
    text = "".join(json.dumps(source) + "\n" for source in sources)
    done = subprocess.run(words, input=text.encode(), capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


NAMES = st.sampled_from(["a", "of", "as", "async", "x1", "$", "_y", "été", "type", "this", "null"])
LITERALS = st.sampled_from(
    ["0", "1.5e3", "0xffn", '"}"', "'{'", "`{`", "`${a}`", "`a${ {b: `${c}`}.b }`", "/[{/]}/g"]
)
OPERATORS = st.sampled_from(
    ["+", "-", "*", "/", "%", "==", "!==", "<", "<=", ">=", ">>>", "&&", "||", "??", "in", "&"]
)


def wider(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Give bigger expressions made of `inner`."""
    return st.one_of(
        st.builds("{} {} {}".format, inner, OPERATORS, inner),
        st.builds("f({}, {{ a: {}, if: 1 }})".format, inner, inner),
        st.builds("xs.some((x) => {{ if (x) {{ return {} }} }})".format, inner),
        st.builds("[{}, ...xs][0]".format, inner),
        st.builds("({})".format, inner),
        st.builds("!{}".format, inner),
        st.builds("typeof {}".format, inner),
        st.builds("{} as Map<string, {{ a: B }}>".format, NAMES),
        st.builds("g<A>({})!".format, inner),
        st.builds("a?.[{}]?.b".format, inner),
        st.builds("{} ? {} : {{ a: 1 }}".format, inner, inner),
        st.builds("`x${{{}}}y`".format, inner),
        st.builds("{} /* if x */ && 1".format, inner),
    )


EXPRESSIONS = st.recursive(st.one_of(NAMES, LITERALS), wider, max_leaves=8)
# One that begins with a parenthesis reads as if it had its own: those have tests by case.
CONDITIONS = EXPRESSIONS.filter(lambda text: not text.startswith("("))


@st.composite
def programs(draw: st.DrawFn, depth: int = 2) -> tuple[str, str]:
    """Give a program without parentheses, and with them in the place of the blanks."""
    bare, full = "", ""
    for _ in range(draw(st.integers(1, 3))):
        inner = draw(programs(depth - 1)) if depth else ("y = {};", "y = {};")
        condition, block = draw(CONDITIONS), ("{ " + inner[0] + " }", "{ " + inner[1] + " }")
        head, tail = draw(
            st.sampled_from(
                [
                    ("if", f"{condition}"),
                    ("if (a) { } else if", f"{condition}"),
                    ("while", f"{condition}"),
                    ("for", f"const {{ k }} of {condition}"),
                    ("for", f"let i = 0; {condition}; i++"),
                    ("label: for", "k in o"),
                ]
            )
        )
        bare += f"{head} {tail} {block[0]}\n"
        full += f"{head}({tail}){block[1]}\n"
    return bare, full


SETTINGS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.slow
@SETTINGS
@given(st.lists(programs(), min_size=5, max_size=40))
def test_conditions_get_their_parentheses_back(pairs: list[tuple[str, str]]) -> None:
    assert transform([bare for bare, _ in pairs]) == [full for _, full in pairs]


@pytest.mark.slow
@SETTINGS
@given(st.lists(programs(), min_size=5, max_size=40))
def test_programs_with_parentheses_stay_as_they_are(pairs: list[tuple[str, str]]) -> None:
    sources = [full for _, full in pairs]
    assert transform(sources) == sources


PIECES = st.one_of(
    st.sampled_from(
        [
            *"(){}[]`'\"/\\;:,.<>!?*=&|+-\n\r\t ",
            "if ",
            "while ",
            "for ",
            "do ",
            "switch ",
            "of ",
            "=>",
            "${",
            "//",
            "/*",
            "*/",
            "function",
            "class ",
            "as ",
            "case ",
            "else ",
            "#!",
        ]
    ),
    st.text(max_size=3),
    NAMES,
)


@pytest.mark.slow
@SETTINGS
@given(st.lists(st.lists(PIECES, max_size=40).map("".join), min_size=10, max_size=100))
def test_no_text_breaks_the_transformer(sources: list[str]) -> None:
    """It ends, adds nothing but parentheses, and takes nothing but blanks."""
    for source, made in zip(sources, transform(sources), strict=True):
        left, right = iter(source), iter(made)
        for letter in right:
            expected = next(left, "")
            while expected != letter and expected in " \t" and expected:
                expected = next(left, "")
            if letter != expected:
                assert letter in "()"
                left = iter([expected, *left])
