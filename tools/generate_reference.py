"""Makes `docs/reference/api.md`, the Aurae Standard Library, from the .proto files and their comments."""

import tempfile
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    EnumDescriptorProto,
    FieldDescriptorProto,
    FileDescriptorProto,
    FileDescriptorSet,
    MethodDescriptorProto,
    ServiceDescriptorProto,
)

from tools.generate_stubs import ROOT, SOURCES

OPENING = """\
# The Aurae Standard Library

Made from the files below `proto/` by `make generate`. Every call is gRPC over mTLS; a status other
than OK carries a message of the form "cannot X: why".
"""
# Field numbers of descriptor.proto: the path of a comment is made of them.
MESSAGE, ENUM, SERVICE = 4, 5, 6
MEMBER = 2
"""A message's field, an enum's value and a service's method all have number 2."""
NESTED, NESTED_ENUM = 3, 4

F = FieldDescriptorProto
SCALARS = {
    number: name.removeprefix("TYPE_").lower()
    for name, number in F.Type.items()
    if number not in (F.TYPE_MESSAGE, F.TYPE_ENUM, F.TYPE_GROUP)
}


class Comments:
    """What a .proto file says about its parts."""

    def __init__(self, file: FileDescriptorProto) -> None:
        self._texts = {
            tuple(place.path): " ".join(place.leading_comments.split())
            for place in file.source_code_info.location
            if place.leading_comments
        }

    def at(self, *path: int) -> str:
        """Return the comment before the part at `path` as one line; empty when it has none."""
        return self._texts.get(path, "")


def descriptors() -> FileDescriptorSet:
    """Return the descriptors of all our .proto files, comments included."""
    from grpc_tools import protoc

    well_known = resources.files("grpc_tools") / "_proto"
    with tempfile.NamedTemporaryFile() as out:
        arguments = [f"-I{ROOT / 'proto'}", f"-I{well_known}", "--include_source_info"]
        if protoc.main(["protoc", *arguments, f"--descriptor_set_out={out.name}", *SOURCES]) != 0:
            raise SystemExit("cannot make the reference: protoc failed")
        return FileDescriptorSet.FromString(Path(out.name).read_bytes())


def anchor(name: str) -> str:
    """Return the fragment under which Markdown renderers offer a heading that is one word."""
    return name.lower().replace(".", "")


def type_of(field: FieldDescriptorProto, entries: dict[str, DescriptorProto]) -> str:
    """Return a field's type as the reference shows it, with a link where it is one of ours."""
    name = field.type_name.rpartition(".")[2]
    if name in entries:
        key, value = entries[name].field
        return f"map of {type_of(key, entries)} to {type_of(value, entries)}"
    if field.type in SCALARS:
        name = SCALARS[field.type]
    elif field.type_name.startswith(".aurae."):
        # `Restart.Policy`: a type inside of a message keeps the message's name before it.
        name = ".".join(part for part in field.type_name.split(".") if part[:1].isupper())
        name = f"[{name}](#{anchor(name)})"
    return f"repeated {name}" if field.label == F.LABEL_REPEATED else name


def presence(field: FieldDescriptorProto, message: DescriptorProto) -> str:
    """Return what a field's type does not say: that it is optional, or one of several."""
    if field.proto3_optional:
        return "optional "
    if field.HasField("oneof_index"):
        return f"one of `{message.oneof_decl[field.oneof_index].name}`: "
    return ""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a Markdown table, or nothing when it would be empty."""
    if rows:
        yield ""
        yield f"| {' | '.join(head)} |"
        yield f"|{'---|' * len(head)}"
        for row in rows:
            yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"


def message_lines(
    message: DescriptorProto, comments: Comments, path: tuple[int, ...]
) -> Iterator[str]:
    """Yield the section of one message."""
    entries = {nested.name: nested for nested in message.nested_type if nested.options.map_entry}
    yield f"\n#### {message.name}\n"
    yield comments.at(*path) or ("Empty." if not message.field else "")
    rows = [
        [
            str(field.number),
            f"`{field.name}`",
            presence(field, message) + type_of(field, entries),
            comments.at(*path, MEMBER, index),
        ]
        for index, field in enumerate(message.field)
    ]
    yield from table(["No.", "Field", "Type", ""], rows)


def enum_lines(
    enum: EnumDescriptorProto, comments: Comments, path: tuple[int, ...], inside: str = ""
) -> Iterator[str]:
    """Yield the section of one enum; `inside` is the name of its message with a point."""
    yield f"\n#### {inside}{enum.name}\n"
    yield comments.at(*path)
    rows = [
        [str(value.number), f"`{value.name}`", comments.at(*path, MEMBER, index)]
        for index, value in enumerate(enum.value)
    ]
    yield from table(["No.", "Value", ""], rows)


def method_line(method: MethodDescriptorProto, comment: str) -> list[str]:
    """Return the row of one RPC."""

    def side(name: str, streams: bool) -> str:
        short = name.rpartition(".")[2]
        return ("stream of " if streams else "") + f"[{short}](#{anchor(short)})"

    takes = side(method.input_type, method.client_streaming)
    gives = side(method.output_type, method.server_streaming)
    return [f"`{method.name}`", takes, gives, comment]


def service_lines(
    service: ServiceDescriptorProto, package: str, comments: Comments, index: int
) -> Iterator[str]:
    """Yield the section of one service."""
    yield f"\n### {service.name}\n"
    yield f"{comments.at(SERVICE, index)} Full name: `{package}.{service.name}`."
    rows = [
        method_line(method, comments.at(SERVICE, index, MEMBER, number))
        for number, method in enumerate(service.method)
    ]
    yield from table(["RPC", "Takes", "Answers", ""], rows)


def file_lines(file: FileDescriptorProto) -> Iterator[str]:
    """Yield the chapter of one .proto file."""
    comments = Comments(file)
    yield f"\n## {file.package}\n"
    yield f"`proto/{file.name}`"
    for index, service in enumerate(file.service):
        yield from service_lines(service, file.package, comments, index)
    if file.message_type or file.enum_type:
        yield f"\n### Messages of {file.package}"
    for index, message in enumerate(file.message_type):
        yield from message_lines(message, comments, (MESSAGE, index))
        for number, nested in enumerate(message.nested_type):
            if not nested.options.map_entry:
                yield from message_lines(nested, comments, (MESSAGE, index, NESTED, number))
        for number, enum in enumerate(message.enum_type):
            place = (MESSAGE, index, NESTED_ENUM, number)
            yield from enum_lines(enum, comments, place, f"{message.name}.")
    for index, enum in enumerate(file.enum_type):
        yield from enum_lines(enum, comments, (ENUM, index))


def generate(target: Path) -> None:
    """Write `api.md` into the folder `target`."""
    lines = [OPENING.rstrip()]
    for file in descriptors().file:
        lines += file_lines(file)
    text = "\n".join(lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    (target / "api.md").write_text(text + "\n")


if __name__ == "__main__":
    generate(ROOT / "docs/reference")
