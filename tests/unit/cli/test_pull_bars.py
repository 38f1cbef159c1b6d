"""How far a pull is: bars at a terminal, in their places; lines elsewhere."""

import io
import sys

import pyte
import pytest
from typing_extensions import override

from aurae.cli import pull_bars
from aurae.proto import images_pb2 as api

A, B, C = (f"sha256:{letter * 64}" for letter in "abc")
MIB = 1 << 20


class Terminal(io.StringIO):
    """A standard error that is one, and draws on a screen."""

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__()
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)

    @override
    def isatty(self) -> bool:
        return True

    @override
    def write(self, text: str) -> int:
        self._stream.feed(text.replace("\n", "\r\n"))
        return len(text)

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display if line.strip()]


def at(monkeypatch: pytest.MonkeyPatch, columns: int, rows: int) -> Terminal:
    made = Terminal(columns, rows)
    monkeypatch.setattr(sys, "stderr", made)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", str(rows))
    return made


def layer(
    digest: str, phase: "api.LayerPhase.ValueType", done: int = 0, size: int = 8 * MIB
) -> api.LayerProgress:
    return api.LayerProgress(digest=digest, phase=phase, done=done, size=size)


def test_bars_are_drawn_again_in_their_places(monkeypatch):
    terminal = at(monkeypatch, 80, 10)
    shown = pull_bars.shower()
    shown.show([layer(A, api.LAYER_PHASE_WAITING), layer(B, api.LAYER_PHASE_PRESENT)])
    shown.show([layer(A, api.LAYER_PHASE_FETCHING, 2 * MIB)])
    assert terminal.lines == [
        "aaaaaaaaaaaa  fetching    [=======                    ]  2.0/8.0 MiB",
        "bbbbbbbbbbbb  present     [===========================]  8.0 MiB",
    ]
    shown.show([layer(A, api.LAYER_PHASE_UNPACKING, 4 * MIB)])
    shown.show([layer(A, api.LAYER_PHASE_DONE, 8 * MIB)])
    shown.end()
    assert [line.split()[1] for line in terminal.lines] == ["done", "present"]


def test_a_terminal_with_few_rows_shows_what_is_not_settled(monkeypatch):
    terminal = at(monkeypatch, 80, 5)
    shown = pull_bars.shower()
    digests = [f"sha256:{number:064}" for number in range(20)]
    shown.show([layer(f"sha256:{n:x<64}", api.LAYER_PHASE_DONE) for n in range(10)])
    shown.show([layer(digest, api.LAYER_PHASE_FETCHING, MIB) for digest in digests])
    assert [line.split()[1] for line in terminal.lines] == ["fetching"] * 3


@pytest.mark.parametrize("columns", [10, 40, 60, 200])
def test_a_line_fits_its_terminal(monkeypatch, columns):
    at(monkeypatch, columns, 5)
    text = pull_bars.line(layer(A, api.LAYER_PHASE_FETCHING, MIB), columns)
    assert len(text) < max(columns, 100)
    assert text.startswith("aaaaaaaaa")


def test_elsewhere_each_phase_is_a_line(monkeypatch, capsys):
    shown = pull_bars.shower()
    shown.show([layer(A, api.LAYER_PHASE_WAITING), layer(C, api.LAYER_PHASE_PRESENT)])
    shown.show([layer(A, api.LAYER_PHASE_FETCHING, MIB)])
    shown.show([layer(A, api.LAYER_PHASE_FETCHING, 2 * MIB)])
    shown.show([layer(A, api.LAYER_PHASE_DONE)])
    shown.end()
    assert capsys.readouterr().err.splitlines() == [
        "cccccccccccc: present (8.0 MiB)",
        "aaaaaaaaaaaa: fetching (8.0 MiB)",
        "aaaaaaaaaaaa: done (8.0 MiB)",
    ]
