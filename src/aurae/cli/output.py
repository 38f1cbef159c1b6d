"""Prints a result in the format that was asked for."""

import argparse
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from aurae.model.shown import escaped_document

if TYPE_CHECKING:
    from aurae.cli.document import Plain


def show(
    options: argparse.Namespace, document: "Callable[[], Plain]", people: Callable[[], str]
) -> None:
    """Print the document as JSON or YAML, or the text for people; only what is printed is made."""
    if options.output == "json":
        text = escaped_document(json.dumps(document(), indent=2, ensure_ascii=False)) + "\n"
    elif options.output == "yaml":
        from aurae.cli import yaml

        text = yaml.emit(document())
    else:
        text = people()
    # A name from outside may hold what the terminal's encoding cannot show.
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def event_text(form: str | None, document: "Callable[[], Plain]", line: Callable[[], str]) -> str:
    """Return one of many answers that come in turn: a document on one line, or a line for people."""
    if form == "json":
        return escaped_document(json.dumps(document(), ensure_ascii=False)) + "\n"
    if form == "yaml":
        from aurae.cli import yaml

        return yaml.emit([document()])
    return line() + "\n"
