"""Whether an image may be had at all: the operator's policy, read anew for each pull.

What has no rule may be had. A policy that cannot be read allows nothing.
"""

from __future__ import annotations

import asyncio
import os
import tomllib
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.images import cosign
from aurae.images.cosign import BadSignature
from aurae.model import image_manifest
from aurae.model.image_manifest import Manifest
from aurae.model.image_policy import Policy, Requirement, parse
from aurae.model.refusal import BadValue, Denied, FailedPrecondition
from aurae.registry.failures import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aurae.images.resolving import Wanted
    from aurae.images.sources import Document, Source
    from aurae.model.descriptor import Descriptor
    from aurae.model.image_name import ImageName
    from aurae.model.image_policy import Rule

LARGEST_FILE = 1024 * 1024
MOST_SIGNATURES = 64
"""Signatures of one image that are looked at."""


class Verifier:
    """The policy in a file, which need not be there."""

    def __init__(self, path: Path, clock: Callable[[], int]) -> None:
        """`clock` is CLOCK_REALTIME in nanoseconds."""
        self._path = path
        self._clock = clock

    async def rule(self, action: str, name: ImageName) -> Rule:
        """Return the rule for a name; Denied when it allows none such, whatever it stands for."""
        rule = (await self._policy(action)).rule_for(name)
        if rule.require is Requirement.NOTHING:
            raise Denied(action, f"the policy allows no image of {rule.match or 'any registry'}")
        if rule.require is Requirement.DIGEST and not name.digest:
            why = f"the policy wants a digest in names of {rule.match or 'any registry'}"
            raise Denied(action, why)
        return rule

    async def check_given(self, action: str, name: ImageName) -> None:
        """Denied when a name cannot be given to an image without a pull that verifies it."""
        rule = await self.rule(action, name)
        if rule.require is Requirement.SIGNATURE:
            raise Denied(action, f"the policy wants a signature for {name.repository}: pull it")

    async def check(
        self, source: Source, wanted: Wanted, documents: Sequence[Document], rule: Rule
    ) -> None:
        """Denied unless the rule for a name allows what it stands for.

        `documents` are those from the one that the name stands for down to the manifest: it is
        enough when one of them is signed. Raises RegistryFailed.
        """
        if rule.require is not Requirement.SIGNATURE:
            return
        reasons = []
        for document in documents:
            reasons.append(await self._why_unsigned(source, wanted.name, document.digest, rule))
            if not reasons[-1]:
                return
        why = f"the policy wants a signature that counts: {'; '.join(reasons)}"
        raise Denied(wanted.action, why)

    async def _why_unsigned(self, source: Source, name: ImageName, digest: str, rule: Rule) -> str:
        """Return why no signature of a manifest counts; nothing when one does."""
        short = digest[:19]
        try:
            found = await source.resolve(name.with_tag(cosign.tag_of(digest)))
            parsed = await asyncio.to_thread(image_manifest.parse, found.body, found.media_type)
        except NotFound:
            return f"{short} has none"
        except BadValue as error:
            return f"what has the signatures of {short}: {error}"
        layers = parsed.layers if isinstance(parsed, Manifest) else ()
        signatures = [one for one in layers if one.media_type == cosign.PAYLOAD]
        reasons = []
        for layer in signatures[:MOST_SIGNATURES]:
            why = f"a payload has {layer.size} bytes"
            if layer.size <= cosign.LARGEST_PAYLOAD:
                payload = await _read(source, name, layer)
                why = await asyncio.to_thread(self._judge, payload, layer, digest, name, rule)
            if not why:
                return ""
            reasons.append(f"one of {short}: {why}")
        return "; ".join(reasons) or f"{short} has none"

    def _judge(
        self, payload: bytes, layer: Descriptor, digest: str, name: ImageName, rule: Rule
    ) -> str:
        """Return why a signature does not count, or nothing."""
        now = datetime.fromtimestamp(self._clock() / 1e9, UTC)
        reasons = []
        for signer in rule.signers:
            try:
                cosign.check(payload, layer.annotations, signer, _read_file, now)
                cosign.check_payload(payload, digest, name.repository, signer)
            except BadSignature as error:
                reasons.append(str(error))
            except OSError as error:
                reasons.append(f"{error.filename}: {error.strerror}")
            else:
                return ""
        return "; ".join(reasons)

    async def _policy(self, action: str) -> Policy:
        try:
            return await asyncio.to_thread(self._load)
        except OSError as error:
            raise FailedPrecondition(action, f"{self._path}: {error.strerror}") from None
        except (BadValue, ValueError, RecursionError) as error:
            raise FailedPrecondition(action, f"{self._path}: {error}") from None

    def _load(self) -> Policy:
        try:
            text = _read_file(str(self._path))
        except FileNotFoundError:
            return Policy()
        return parse(tomllib.loads(text.decode()))


def _read_file(path: str) -> bytes:
    with Path(path).open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise BadSignature(f"{path} has over {LARGEST_FILE} bytes")
    return data


class _Memory:
    """A blob that is not kept, in memory."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.offset = 0
        self._fd = os.memfd_create("aurae-blob", os.MFD_CLOEXEC)
        self.path = Path(f"/proc/self/fd/{self._fd}")

    def fileno(self) -> int:
        return self._fd

    def write(self, offset: int, chunk: bytes) -> None:
        os.pwrite(self._fd, chunk, offset)

    def restart(self) -> None:
        os.ftruncate(self._fd, 0)

    def read(self) -> bytes:
        return os.pread(self._fd, self.size, 0)

    def close(self) -> None:
        os.close(self._fd)


async def _read(source: Source, name: ImageName, layer: Descriptor) -> bytes:
    """Return a small blob."""
    with closing(_Memory(layer.size)) as memory:
        await source.blob(name, layer, memory, lambda _: None)
        return memory.read()
