"""What a guest is answered that asks for its metadata: as by Firecracker's MMDS, which is as by EC2's.

| Request | Answer |
|---|---|
| GET of a path | 200: what the document has there, as text or, where that is asked for, as JSON |
| the same without a good token, where version 2 is asked of the machine | 401 |
| GET of what is not there | 404 |
| GET as text of a number, a list, true, false or null | 501 |
| PUT /latest/api/token with a time | 200: a token, good for that long |
| the same without a time, or another than 1 to 21600 seconds, or passed on by a proxy | 400 |
| PUT of anything else | 404 |
| any other method | 405 |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model import metadata as documents
from aurae.model.vm import MetadataVersion
from aurae.vms.metadata_http import JSON, Response
from aurae.vms.metadata_tokens import LEAST, MOST

if TYPE_CHECKING:
    from aurae.model.metadata import Json
    from aurae.vms.metadata_http import Request
    from aurae.vms.metadata_tokens import Tokens

TOKEN_PATH = "latest/api/token"  # noqa: S105  # a path
TOKEN, TTL = "x-metadata-token", "x-metadata-token-ttl-seconds"
EC2_TOKEN, EC2_TTL = "x-aws-ec2-metadata-token", "x-aws-ec2-metadata-token-ttl-seconds"
"""What EC2's own clients say instead."""


def answer(
    request: Request, document: dict[str, Json], version: MetadataVersion, tokens: Tokens
) -> Response:
    """Return what one request of a guest is answered."""
    if request.method == "GET":
        if version is MetadataVersion.V2:
            token = request.fields.get(TOKEN) or request.fields.get(EC2_TOKEN)
            if not token:
                return Response(401, f"A token is needed: ask by PUT /{TOKEN_PATH}, send {TOKEN}.")
            if not tokens.is_good(token):
                return Response(401, "The token is not good, or no more.")
        return _found(request, document)
    if request.method == "PUT":
        return _token(request, tokens)
    return Response(405, "Only GET and PUT are answered.", fields={"Allow": "GET, PUT"})


def _found(request: Request, document: dict[str, Json]) -> Response:
    try:
        found = documents.find(document, request.path)
        if request.wants_json:
            return Response(200, documents.dump(found), JSON)
        return Response(200, documents.as_text(found))
    except documents.Absent:
        return Response(404, f"There is no {request.path}.")
    except documents.NoText:
        return Response(501, f"{request.path} is no text: ask for it with Accept: {JSON}.")


def _token(request: Request, tokens: Tokens) -> Response:
    # A proxy would ask for others, too, and could hand a token of its machine to them.
    if "x-forwarded-for" in request.fields:
        return Response(400, "No token is given through a proxy (X-Forwarded-For).")
    if "/".join(part for part in request.path.split("/") if part) != TOKEN_PATH:
        return Response(404, f"There is no {request.path} to write to.")
    text = request.fields.get(TTL) or request.fields.get(EC2_TTL)
    if text is None:
        return Response(400, f"Say for how long, by {TTL}.")
    if not (text.isascii() and text.isdigit() and len(text) < 9 and LEAST <= int(text) <= MOST):
        return Response(400, f"{TTL} must be a number of seconds from {LEAST} to {MOST}.")
    seconds = int(text)
    return Response(200, tokens.issue(seconds), fields={"X-metadata-token-ttl-seconds": text})
