"""`aer vm metadata`: shows or changes what a guest reads of itself."""

import argparse
import sys

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.assigning import assign
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.vm_calls import VM, ask
from aurae.cli.vm_options import document
from aurae.client.calls import call
from aurae.proto.vm_pb2 import Metadata
from aurae.proto.vms_grpc import VmServiceStub
from aurae.proto.vms_pb2 import VmServiceGetMetadataRequest, VmServiceSetMetadataRequest

ARGUMENTS = (
    VM,
    Argument(("--set",), "Have it read this JSON object, or @FILE, instead.", "JSON"),
    Argument(("--merge",), "Change what it reads by this object (RFC 7396), or @FILE: what is null goes.", "JSON"),
    Argument(
        ("--metadata-version",), "v1 answers whoever asks, v2 who has got a token; as it is when not given.",
        "VERSION", choices=("v1", "v2"),
    ),
    LIMIT,
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Print the document, after a change as it is then."""
    given = [one for one in (options.set, options.merge) if one is not None]
    if len(given) > 1 or (options.metadata_version and not given):
        why = "give one of --set and --merge (see `aer vm metadata --help`)"
        print(f"aer vm metadata: {why}", file=sys.stderr)
        return 2
    text = document(given[0]) if given else None
    found = ask(options, lambda stub: _metadata(stub, options, text))
    show(options, lambda: plain(found), lambda: f"{found.document or '{}'}\n")
    return 0


async def _metadata(
    stub: VmServiceStub, options: argparse.Namespace, text: str | None
) -> Metadata:
    if text is None:
        wanted = VmServiceGetMetadataRequest(vm_id=options.name)
        return (await call(stub.GetMetadata, wanted, limit(options))).metadata
    request = VmServiceSetMetadataRequest(
        vm_id=options.name, document=text, merge=options.merge is not None
    )
    if options.metadata_version:
        assign(request, "version", options.metadata_version)
    return (await call(stub.SetMetadata, request, limit(options))).metadata
