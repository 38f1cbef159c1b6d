"""What the room of images is made of."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.images.blobs import Blobs
from aurae.images.erofs import Erofs, ErofsMeans
from aurae.images.fetching import Fetches
from aurae.images.helping import Helpers
from aurae.images.images import Images
from aurae.images.limits import Limits
from aurae.images.means import Means as ImageMeans
from aurae.images.mkfs import Mkfs
from aurae.images.register import Register
from aurae.images.snapshots import SnapshotMeans, Snapshots
from aurae.images.unpacking import UnpackLimits
from aurae.images.verifying import Verifier
from aurae.model import platform
from aurae.registry.settings import RegistrySettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from aurae.config.settings import Settings
    from aurae.images.sources import Registry as Face
    from aurae.model.image_name import ImageName
    from aurae.supervise.means import Means


def images(settings: Settings, means: Means) -> Images:
    """Return the room of images; it has adopted nothing yet."""
    content = Blobs(settings.state_dir / "content", settings.disk_reserve)
    unpacked = SnapshotMeans(
        init=means.init,
        next_id=means.register.next_id,
        tasks=means.tasks,
        clock=time.time_ns,
        boot=means.boot,
        limits=UnpackLimits(
            size=settings.unpack_layer_size,
            entries=settings.unpack_layer_entries,
            ratio=settings.unpack_ratio,
            seconds=round(settings.unpack_timeout),
            image=settings.unpack_image_size,
        ),
        kept=settings.disk_reserve,
    )
    snapshots = Snapshots(settings.state_dir / "snapshots", means.store, unpacked)
    mkfs = Mkfs(means.init, means.register.next_id, means.tasks)
    return Images(
        ImageMeans(
            tasks=means.tasks,
            blobs=content,
            fetches=Fetches(content),
            register=Register(means.store),
            snapshots=snapshots,
            unpackers=snapshots.unpackers,
            erofs=Erofs(ErofsMeans(mkfs, snapshots, means.store, time.time_ns)),
            sources=_sources(settings, means),
            verifier=Verifier(settings.image_policy, time.time_ns),
            machine=platform.host(os.uname().machine),
            discard=settings.layer_blobs == "discard",
            limits=Limits(settings.max_pulls, settings.max_imports, settings.pull_grace),
        )
    )


def _sources(
    settings: Settings, means: Means
) -> Callable[[ImageName], AbstractAsyncContextManager[Face]]:
    registries = RegistrySettings(
        hosts_dir=settings.registry_dir,
        auth_files=tuple(map(Path, settings.registry_auth)),
        least_rate=settings.registry_least_rate,
        blob_timeout=settings.registry_blob_timeout,
    )

    helpers = Helpers(means.init, means.register.next_id, means.tasks)

    def source(_: ImageName) -> AbstractAsyncContextManager[Face]:
        # Here: the HTTP client costs memory, and many a machine never pulls anything.
        from aurae.registry.client import Registry

        return Registry(registries, helpers.run)

    return source
