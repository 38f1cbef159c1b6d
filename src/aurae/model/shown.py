"""Text from outside, for a terminal: what would move its cursor or turn its text around is escaped."""

import re

_TURNING = "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff"
"""DEL, C1 controls, marks of direction, line separators, and what is no character."""
CONTROL = re.compile(f"[\x00-\x1f{_TURNING}]")
_IN_DOCUMENT = re.compile(f"[{_TURNING}]")


def escaped(text: str) -> str:
    r"""Return one line of text with `\u001b` for ESC and the like, line feeds too."""
    return CONTROL.sub(_escape, text)


def escaped_document(text: str) -> str:
    r"""Return JSON or YAML with `\u009b` in its strings for what those formats leave as it is."""
    return _IN_DOCUMENT.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
