"""print, sleep, assert, env, args and retry; and what an error says."""

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.require import need
from tests.support.script_daemon import ScriptDaemon

Said = Callable[..., list[str]]


@pytest.fixture(scope="module")
def daemon() -> Iterator[ScriptDaemon]:
    need("deno")
    with ScriptDaemon() as daemon:
        yield daemon


@pytest.fixture
def script(
    daemon: ScriptDaemon, tmp_path: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the text."""

    def go(text: str, *options: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "x.aurae").write_text(text)
        return run("x.aurae", "a", "b c", config=daemon.config, options=options, cwd=tmp_path)

    return go


@pytest.fixture
def said(script: Callable[..., subprocess.CompletedProcess[str]]) -> Said:
    """Run the text; the lines that it prints."""

    def go(text: str, *options: str) -> list[str]:
        done = script(text, *options)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout.splitlines()

    return go


def test_print_writes_text_as_it_is_and_answers_as_json(said: Said) -> None:
    assert said(
        """
        print("a%s", 1, true, null, undefined, ["x"], new Set([1n]))
        print({a: 1n, b: 2n ** 63n, c: new TextEncoder().encode("hi"), d: undefined})
        let own = {}
        own.own = own
        print(own)
        print()
        print(connect().health().check(), "there")
        """
    ) == [
        'a%s 1 true null undefined [ "x" ] Set(1) { 1n }',
        "{",
        '  "a": 1,',
        '  "b": "9223372036854775808",',
        '  "c": "hi"',
        "}",
        "<ref *1> { own: [Circular *1] }",
        "",
        "{",
        '  "status": "serving"',
        "} there",
    ]


def test_sleep_takes_its_time_and_looks_at_it(said: Said) -> None:
    began = time.monotonic()
    assert said(
        """
        let begun = performance.now()
        sleep(0.25); sleep(0)
        print(performance.now() - begun >= 249)
        for const bad of [-1, NaN, Infinity, "1", undefined] {
          try { sleep(bad); print("no") } catch (e) { print(e.name, e.message) }
        }
        """
    ) == [
        "true",
        *(
            f"RangeError cannot sleep {bad}: seconds from 0 are expected"
            for bad in ("-1", "NaN", "Infinity", "1", "undefined")
        ),
    ]
    assert time.monotonic() - began >= 0.25


def test_assert_throws_unless_the_condition_holds(
    said: Said, script: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    assert said(
        """
        assert(1); assert("x", "fine")
        try { assert(0) } catch (e) { print(e instanceof Error, e.message) }
        try { assert("", "no name") } catch (e) { print(e.message) }
        """
    ) == ["true assertion failed", "assertion failed: no name"]
    done = script('let x = 1;\nassert(x == 2, "x is two");\n')
    assert done.returncode == 1
    assert done.stderr.startswith("x.aurae:2:1: Error: assertion failed: x is two")


def test_env_is_read_where_that_is_allowed_and_never_set(said: Said) -> None:
    text = """
    try { print(typeof env.HOME, env.NO_SUCH_VARIABLE, "HOME" in env) } catch (e) { print(e.message) }
    try { env.HOME = "/" } catch (e) { print(e.message) }
    try { delete env.HOME } catch (e) { print(e.message) }
    try { print(Object.keys(env).includes("HOME")) } catch (e) { print(e.message) }
    """
    fixed = [f"cannot {verb} HOME: the environment is only read" for verb in ("set", "remove")]
    assert said(text) == [
        "cannot read HOME: give auraescript --allow-env=HOME",
        *fixed,
        "cannot read the environment: give auraescript --allow-env",
    ]
    assert said(text, "--allow-env=HOME,NO_SUCH_VARIABLE")[0] == "string undefined true"
    assert said(text, "--allow-env") == ["string undefined true", *fixed, "true"]


def test_args_are_the_words_behind_the_script(said: Said) -> None:
    assert said("print(args, Object.isFrozen(args))") == ['[ "a", "b c" ] true']


def test_retry_tries_again_while_that_may_help(said: Said) -> None:
    assert said(
        """
        let fail = (code) => { throw new AuraeError(code, `cannot try: ${code}`) }
        let tries = 0
        print(retry(() => ++tries < 3 ? fail("UNAVAILABLE") : tries, {delay: 0.01}))
        tries = 0
        try { retry(() => { tries++; fail("UNAVAILABLE") }, {delay: 0}) } catch (e) { print(tries, e.code) }
        tries = 0
        try { retry(() => { tries++; fail("NOT_FOUND") }) } catch (e) { print(tries, e.code) }
        tries = 0
        try { retry(() => { tries++; throw new TypeError("mine") }) } catch (e) { print(tries, e.name) }
        tries = 0
        print(retry(() => ++tries < 2 ? fail("ABORTED") : tries, {codes: ["ABORTED"], delay: 0}))
        for const attempts of [0, 1.5, NaN] {
          try { retry(() => 1, {attempts}) } catch (e) { print(e.name) }
        }
        """
    ) == ["3", "3 UNAVAILABLE", "1 NOT_FOUND", "1 TypeError", "2", *["RangeError"] * 3]


def test_retry_of_an_asynchronous_function_gives_a_promise(said: Said) -> None:
    assert said(
        """
        let tries = 0
        let work = retry(async () => {
          if ++tries < 3 { throw new AuraeError("UNAVAILABLE", "cannot try: not yet") }
          return tries
        }, {delay: 0.01})
        print(work instanceof Promise, await work)
        tries = 0
        try { await retry(async () => { tries++; throw new AuraeError("NOT_FOUND", "no") }) }
        catch (e) { print(tries, e.code) }
        let begun = performance.now()
        try { await retry(async () => { throw new AuraeError("UNAVAILABLE", "no") }, {delay: 0.1}) }
        catch (e) { let spent = performance.now() - begun; print(spent > 220 && spent < 2000) }
        """
    ) == ["true 3", "1 NOT_FOUND", "true"]


def test_an_error_names_the_code_the_method_and_the_field(said: Said) -> None:
    assert said(
        r"""
        let runtime = connect().runtime(), later = (await connectAsync()).runtime()
        let bad = exec("true", {name: "a\nb"})
        try { runtime.start(bad) } catch (e) { print(e.code, e.method, e.field) }
        try { await later.start(bad) } catch (e) { print(e.code, e.method, e.field) }
        try { runtime.get("web") } catch (e) { print(e.code, [e.field]) }
        print(new AuraeError("ABORTED", "x").field === "")
        """
    ) == [
        *["INVALID_ARGUMENT aurae.runtime.v0.RuntimeService/Start workload.name"] * 2,
        'NOT_FOUND [ "" ]',
        "true",
    ]


def test_everything_can_be_imported_by_name(said: Said) -> None:
    assert said(
        """
        import * as library from "aurae"
        let names = ["connect", "connectAsync", "createClient", "exec", "AuraeError", "args", "env",
          "hosts", "print", "sleep", "assert", "retry"]
        print(names.every((name) => name in library && library[name] === globalThis[name]))
        """
    ) == ["true"]
