"""As much of HTTP/1.1 (RFC 9112) as metadata needs: the head of a request read, a response written.

What is not plainly right is refused: no folded lines, no white space before a colon, no bodies of unknown length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

END = b"\r\n\r\n"
LONGEST_HEAD = 8192
LONGEST_BODY = 1024
"""Bytes that are read and passed over: no request that is answered has any."""
PLAIN, JSON = "text/plain", "application/json"
REASONS = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Content Too Large",
    431: "Request Header Fields Too Large",
    501: "Not Implemented",
}
_TOKEN = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_LINE = re.compile(rb"(" + _TOKEN + rb") ([\x21-\x7e]+) HTTP/1\.([01])")
_FIELD = re.compile(rb"(" + _TOKEN + rb"):[ \t]*([\x20-\x7e\t]*?)[ \t]*")
_ABSOLUTE = re.compile(r"[hH][tT][tT][pP]://[^/?#]*")


class Malformed(ValueError):
    """No request that we understand; `status` says why."""

    def __init__(self, status: int = 400) -> None:
        super().__init__(REASONS[status])
        self.status = status


@dataclass(frozen=True, slots=True)
class Request:
    """The head of a request. Names of `fields` are in small letters; `body` is how many bytes follow."""

    method: str
    path: str
    fields: Mapping[str, str] = field(default_factory=dict)
    body: int = 0
    is_last: bool = False

    @property
    def wants_json(self) -> bool:
        """Whether the answer is to be JSON: that is named, and nothing that is text before it."""
        for each in self.fields.get("accept", "").lower().split(","):
            kind, *parameters = (part.strip() for part in each.split(";"))
            if kind in (JSON, PLAIN, "text/*", "*/*") and "q=0" not in parameters:
                return kind == JSON
        return False


@dataclass(frozen=True, slots=True)
class Response:
    """An answer to a guest."""

    status: int
    body: str
    kind: str = PLAIN
    fields: Mapping[str, str] = field(default_factory=dict)


def parse(head: bytes) -> Request:
    """Return the request of a head, up to and without its empty line. Raises Malformed."""
    first, *lines = head.split(b"\r\n")
    line = _LINE.fullmatch(first)
    if line is None:
        raise Malformed
    fields: dict[str, str] = {}
    for each in lines:
        found = _FIELD.fullmatch(each)
        if found is None:
            raise Malformed
        name, value = (part.decode() for part in found.groups())
        if name.lower() in fields:
            value = f"{fields[name.lower()]}, {value}"
        fields[name.lower()] = value
    options = [option.strip().lower() for option in fields.get("connection", "").split(",")]
    is_last = "close" in options or (line[3] == b"0" and "keep-alive" not in options)
    return Request(line[1].decode(), _path(line[2].decode()), fields, _body(fields), is_last)


def _path(target: str) -> str:
    """Return the path of a request's target, without a query."""
    absolute = _ABSOLUTE.match(target)
    if absolute:
        target = target[absolute.end() :] or "/"
    if not target.startswith("/"):
        raise Malformed
    return target.partition("?")[0]


def _body(fields: Mapping[str, str]) -> int:
    if "transfer-encoding" in fields:
        raise Malformed
    text = fields.get("content-length", "0")
    if not (text.isascii() and text.isdigit()):
        raise Malformed
    if len(text) > 5 or int(text) > LONGEST_BODY:
        raise Malformed(413)
    return int(text)


def render(response: Response, *, is_last: bool) -> bytes:
    """Return a response as it is sent."""
    body = response.body.encode()
    lines = [
        f"HTTP/1.1 {response.status} {REASONS[response.status]}",
        "Server: Aurae",
        f"Content-Type: {response.kind}",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in response.fields.items()),
        f"Connection: {'close' if is_last else 'keep-alive'}",
    ]
    return "\r\n".join(lines).encode() + END + body
