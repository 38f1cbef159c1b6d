"""The transformer of conditions: fuzzed, and against the sources of large packages.

One Deno process transforms many sources.
"""

import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.support.require import missing, need

SDK = Path(__file__).resolve().parents[3] / "sdk/typescript"
BATCH = SDK / "tests/batch.ts"
CORPUS = SDK / "tests/corpus"
SOURCES = os.environ.get("AURAE_TEST_CORPUS", "")
EXAMPLES = 15


@cache
def deno() -> str:
    return need("deno")


class Made(TypedDict):
    """What became of a source; offsets count UTF-16 units."""

    text: str
    conditions: int
    toText: list[int]
    toSource: list[int]


def made(sources: list[str]) -> list[Made]:
    """Transform each source."""
    words = [deno(), "run", "--quiet", "--no-check", "--no-config", "--no-lock", str(BATCH)]
    # ASCII JSON: a lone surrogate goes through as an escape.
    text = "".join(json.dumps(source) + "\n" for source in sources)
    done = subprocess.run(words, input=text.encode(), capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def transform(sources: list[str]) -> list[str]:
    """Give the text of each source."""
    return [each["text"] for each in made(sources)]


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
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


CAST = "as as Map<string, { a: B }> / /[{/]/g"


@pytest.mark.slow
@SETTINGS
@example([(f"if {CAST} {{ y = {{}}; }}", f"if({CAST}){{ y = {{}}; }}")])
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


SCRAPS = st.lists(st.lists(PIECES, max_size=40).map("".join), min_size=10, max_size=100)


@pytest.mark.slow
@SETTINGS
@given(SCRAPS)
def test_no_text_breaks_the_transformer(sources: list[str]) -> None:
    """It ends, adds nothing but parentheses, and takes nothing but blanks."""
    for source, each in zip(sources, made(sources), strict=True):
        check(units(source), units(each["text"]), each)


@pytest.mark.slow
@SETTINGS
@given(st.lists(programs(), min_size=5, max_size=40))
def test_offsets_lead_to_the_text_and_back(pairs: list[tuple[str, str]]) -> None:
    for (bare, full), one, other in zip(
        pairs,
        made([bare for bare, _ in pairs]),
        made([full for _, full in pairs]),
        strict=True,
    ):
        check(units(bare), units(one["text"]), one)
        assert other["toText"] == list(range(len(units(full)) + 1))
        assert one["conditions"] == other["conditions"] > 0


def units(text: str) -> list[str]:
    """Cut a text as JavaScript counts it, in UTF-16 units."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return [raw[at : at + 2].decode("utf-16-le", "surrogatepass") for at in range(0, len(raw), 2)]


def check(source: list[str], text: list[str], each: Made) -> None:
    """Hold the text against the source, and the mapping between them."""
    assert [each["toSource"][at] for at in each["toText"]] == list(range(len(source) + 1))
    for letter, at in zip(source, each["toText"], strict=False):
        assert text[at] == letter or (letter in " \t" and text[at] in "()")
    kept = set(each["toText"])
    inserted = [letter for at, letter in enumerate(text) if at not in kept]
    assert all(letter in "()" for letter in inserted)
    assert len(text) == len(source) + len(inserted)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_conditions_of_real_sources_come_back(tmp_path: Path) -> None:
    if not (CORPUS / "node_modules").exists():
        missing("corpus", f"{CORPUS}/node_modules is not there: `make test` installs it")
    environment = {**os.environ, "DENO_DIR": str(tmp_path), "DENO_NO_UPDATE_CHECK": "1"}
    done = subprocess.run(
        [deno(), "test", "--no-check", "--allow-all", "tests/real_sources_test.ts"],
        cwd=SDK,
        env={**environment, "NO_COLOR": "1", "AURAE_TEST_CORPUS": SOURCES},
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
