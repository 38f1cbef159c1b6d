"""ImageService: images are pulled, named, looked at and removed."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

from aurae.images.pulling import Pull
from aurae.model.refusal import InvalidField
from aurae.proto import images_pb2 as api
from aurae.proto.images_grpc import ImageServiceBase
from aurae.server import convert_images as convert
from aurae.server.caller import current

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.images.images import Images
else:
    from aurae.model.override import override


class ImageService(ImageServiceBase):
    """Answers for images."""

    def __init__(self, images: Images) -> None:
        """`images` has adopted what there is."""
        self._images = images

    @override
    async def Pull(self, stream: Stream[api.PullImageRequest, api.PullImageResponse]) -> None:  # noqa: N802  # named by the proto
        """Pull an image, and tell how far it is."""
        request = await stream.recv_message()
        assert request is not None
        found = self._images.pull(*convert.wanted(request), current().owner)
        if isinstance(found, Pull):
            with found.awaited():
                await stream.send_message(api.PullImageResponse())  # it has begun
                async with aclosing(found.progress.watch()) as news:
                    async for layers in news:
                        await stream.send_message(convert.progress(layers))
                found = await found.result()
        view = await self._images.view(found)
        await stream.send_message(api.PullImageResponse(image=convert.image(view)))

    @override
    async def Push(self, stream: Stream[api.PushImageRequest, api.PushImageResponse]) -> None:  # noqa: N802  # named by the proto
        """Push an image, and tell how far it is."""
        request = await stream.recv_message()
        assert request is not None
        async with self._images.push(_name("push", request.name), request.target) as errand:
            async with aclosing(errand.progress.watch()) as news:
                async for layers in news:
                    told = convert.progress(layers)
                    await stream.send_message(api.PushImageResponse(layers=told.layers))
            pushed = await errand.result()
        await stream.send_message(
            api.PushImageResponse(digest=pushed.digest, target=str(pushed.name))
        )

    @override
    async def Export(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ExportImagesRequest, api.ExportImagesResponse]
    ) -> None:
        """Save images as one archive."""
        request = await stream.recv_message()
        assert request is not None
        exporting = self._images.export(request.names, convert.form(request))
        async with aclosing(exporting) as pieces:
            async for piece in pieces:
                await stream.send_message(api.ExportImagesResponse(data=piece))

    @override
    async def Import(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ImportImagesRequest, api.ImportImagesResponse]
    ) -> None:
        """Take in the images of an archive."""
        request = await stream.recv_message()
        order = convert.order(request.options if request else api.ImportOptions())
        with self._images.receive(current().owner) as received:
            while request is not None:
                await received.write(request.data)
                request = await stream.recv_message()
            async with self._images.take_in(order, received) as errand:
                async with aclosing(errand.progress.watch()) as news:
                    async for layers in news:
                        told = convert.progress(layers)
                        await stream.send_message(api.ImportImagesResponse(layers=told.layers))
                imported = await errand.result()
        answer = api.ImportImagesResponse()
        for each in imported:
            view = await self._images.view(each.image)
            answer.images.add(name=str(each.name), image=convert.image(view))
        await stream.send_message(answer)

    @override
    async def Tag(self, stream: Stream[api.TagImageRequest, api.TagImageResponse]) -> None:  # noqa: N802  # named by the proto
        """Give an image one more name."""
        request = await stream.recv_message()
        assert request is not None
        view = await self._images.tag(_name("tag", request.name), request.tag)
        await stream.send_message(api.TagImageResponse(image=convert.image(view)))

    @override
    async def List(self, stream: Stream[api.ListImagesRequest, api.ListImagesResponse]) -> None:  # noqa: N802  # named by the proto
        """Show all images."""
        await stream.recv_message()
        views = await self._images.views()
        await stream.send_message(
            api.ListImagesResponse(images=[convert.image(view) for view in views])
        )

    @override
    async def Get(self, stream: Stream[api.GetImageRequest, api.GetImageResponse]) -> None:  # noqa: N802  # named by the proto
        """Show one image."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._images.get(_name("inspect", request.name))
        await stream.send_message(convert.details(found))

    @override
    async def History(  # noqa: N802  # named by the proto
        self, stream: Stream[api.GetImageHistoryRequest, api.GetImageHistoryResponse]
    ) -> None:
        """Show how an image was made."""
        request = await stream.recv_message()
        assert request is not None
        steps = await self._images.history(_name("show the history of", request.name))
        await stream.send_message(
            api.GetImageHistoryResponse(steps=[convert.step(found) for found in steps])
        )

    @override
    async def Remove(  # noqa: N802  # named by the proto
        self, stream: Stream[api.RemoveImageRequest, api.RemoveImageResponse]
    ) -> None:
        """Remove a name, or every one, and with the last one the image."""
        request = await stream.recv_message()
        assert request is not None
        name = _name("remove", request.name)
        removed = await self._images.remove(name, every_name=request.all_names)
        await stream.send_message(
            api.RemoveImageResponse(
                id=removed.image.id,
                names=removed.names,
                removed=removed.is_gone,
                freed=removed.freed,
            )
        )

    @override
    async def Prune(  # noqa: N802  # named by the proto
        self, stream: Stream[api.PruneImagesRequest, api.PruneImagesResponse]
    ) -> None:
        """Remove images that nobody needs."""
        request = await stream.recv_message()
        assert request is not None
        pruned = await self._images.prune(convert.chosen(request))
        await stream.send_message(
            api.PruneImagesResponse(
                images=[
                    api.PrunedImage(id=image.id, names=names) for image, names in pruned.images
                ],
                freed=pruned.freed,
            )
        )

    @override
    async def Usage(  # noqa: N802  # named by the proto
        self, stream: Stream[api.GetImageUsageRequest, api.GetImageUsageResponse]
    ) -> None:
        """Show what images take of the disk."""
        await stream.recv_message()
        used, views = await self._images.usage()
        await stream.send_message(
            api.GetImageUsageResponse(
                blobs=used.blobs,
                unpacked=used.unpacked,
                partial=used.partial,
                unreached=used.unreached,
                erofs=used.erofs,
                images=[convert.image(view) for view in views],
            )
        )

    @override
    async def Scrub(self, stream: Stream[api.ScrubImagesRequest, api.ScrubImagesResponse]) -> None:  # noqa: N802  # named by the proto
        """Read blobs again, and fetch anew what is damaged or missing."""
        request = await stream.recv_message()
        assert request is not None
        scrubbing = self._images.scrub(request.name, repair=not request.check_only)
        async with aclosing(scrubbing) as findings:
            async for found in findings:
                await stream.send_message(convert.scrubbed(found))


def _name(verb: str, text: str) -> str:
    """Return what an image is called by; InvalidField when nothing is."""
    if not text:
        raise InvalidField(verb, "name", "is empty")
    return text
