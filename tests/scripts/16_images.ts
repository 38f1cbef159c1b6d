// Images, by the older name of the module; a size that a double cannot hold stays exact.
import * as helpers from "../auraescript/gen/helpers.ts";
import * as cri from "../auraescript/gen/kubernetes_cri.ts";
import { createClient } from "../auraescript/gen/aurae.ts";

const images = new cri.ImageServiceClient(await createClient());

const { imageRef } = await images.pullImage(<cri.PullImageRequest> {
  image: cri.ImageSpec.fromPartial({ image: "docker.io/library/nginx:latest", annotations: { a: "b" } }),
  auth: { username: "ada", password: "secret" },
});
helpers.print(imageRef);

const { images: found } = await images.listImages(<cri.ListImagesRequest> { filter: {} });
for (const { repoTags, size } of found) helpers.print(repoTags.join(","), `${size}`);

try {
  await images.imageFsInfo({});
} catch (e) {
  helpers.print(e.code);
}
