/** Images: ImageService with some sugar. */

import * as proto from "../gen/images.ts";
import { joined } from "./bytes.ts";
import { both } from "./client.ts";
import { present, type Presented, type Result, seconds } from "./present.ts";
import {
  answer,
  ask,
  type Async,
  async,
  call,
  type CallOptions,
  type Cancellable,
  type Connection,
  type Many,
  type One,
  type Sync,
  sync,
} from "./service.ts";

const DEFINITION = proto.ImageServiceDefinition;
const METHODS = DEFINITION.methods;
const PACKAGE = "aurae.images.v0.";
const FORMATS = { oci: 1, docker: 2 } as const;
/** Bytes of an archive in one message. */
const PIECE = 256 * 1024;
const FORMS = { folder: 1, erofs: 2, flat: 3 } as const;
const POLICIES = { always: 1, "if-missing": 2, never: 3 } as const;

type Shown<T> = Result & Presented<T>;

/** An image: its `id`, its `tags`, what it takes of the disk. */
export type Image = Shown<proto.Image>;

/** The pieces of an archive as they come, such as a file's `readable`. */
export type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** An image that was taken in, and the `name` that it came under. */
export type ImportedImage = Presented<proto.ImportedImage>;

/** How `pull` pulls. */
export interface PullOptions extends CallOptions {
  /** Such as `linux/arm64`. Default: what suits the machine best. */
  platform?: string;
  /** Take an image that is for another platform, too. Default: false. */
  forcePlatform?: boolean;
  /** When to ask the registry. Default: always. */
  policy?: keyof typeof POLICIES;
  /** Layers are folders; also erofs images, each one, or `flat`: one of all. Default: folder. */
  layers?: keyof typeof FORMS;
}

/** How `remove` removes. */
export interface RemoveImageOptions extends CallOptions {
  /** Every name that the image has. Default: false. */
  allNames?: boolean;
}

/** How `save` saves. */
export interface SaveOptions extends CallOptions {
  /** An OCI layout, or what `docker load` takes. Default: oci. */
  format?: keyof typeof FORMATS;
}

/** How `load` takes images in. */
export interface LoadOptions extends CallOptions {
  /** What to call the image. Default: what the archive says. */
  name?: string;
  /** Such as `linux/arm64`. Default: what suits the machine best. */
  platform?: string;
  /** Take an image that is for another platform, too. Default: false. */
  forcePlatform?: boolean;
  /** Layers are folders; also erofs images, each one, or `flat`: one of all. Default: folder. */
  layers?: keyof typeof FORMS;
}

/** Which images `prune` removes. */
export interface PruneOptions extends CallOptions {
  /** All that nobody uses, not only those whose tag went to another image. Default: false. */
  all?: boolean;
  /** Only those that were not pulled or named for so many seconds. */
  age?: number;
  /** What is left of interrupted pulls, too. Default: false. */
  partial?: boolean;
  /** Only tell what would go. Default: false. */
  dryRun?: boolean;
}

/** How `scrub` scrubs. */
export interface ScrubOptions extends CallOptions {
  /** Only tell what is damaged or missing. Default: false. */
  checkOnly?: boolean;
}

/** The methods, once for both faces. */
type Table = {
  /** Pull an image and give each step; the last one has the `image`. */
  pulling: Many<[name: string], PullOptions, Shown<proto.PullImageResponse>>;
  /** Push an image and give each step; the last one has the `digest`. */
  pushing: Many<[name: string, target?: string], CallOptions, Shown<proto.PushImageResponse>>;
  /** Save images as a tar archive, which comes in pieces. */
  saving: Many<[names: string | readonly string[]], SaveOptions, Uint8Array>;
  /** Take in the images of an archive and give each step; the last one has the `images`. */
  loading: Many<[archive: Uint8Array], LoadOptions, Shown<proto.ImportImagesResponse>>;
  /** Give an image one more name. */
  tag: One<[name: string, tag: string], CallOptions, Image>;
  /** All images. */
  list: One<[], CallOptions, Image[]>;
  /** All about an image, by name, id or the beginning of an id. NOT_FOUND where there is none. */
  get: One<[name: string], CallOptions, Shown<proto.GetImageResponse>>;
  /** How an image was made, the first step first. */
  history: One<[name: string], CallOptions, Shown<proto.ImageStep>[]>;
  /** Remove a name, and with the last one the image. */
  remove: One<[name: string], RemoveImageOptions, Shown<proto.RemoveImageResponse>>;
  /** Remove images that nobody needs. */
  prune: One<[], PruneOptions, Shown<proto.PruneImagesResponse>>;
  /** What images take of the disk. */
  usage: One<[], CallOptions, Shown<proto.GetImageUsageResponse>>;
  /** Read what is kept of an image, or of all, and repair it; an answer for each blob. */
  scrub: Many<[name?: string], ScrubOptions, Shown<proto.ScrubImagesResponse>>;
};

/** The steps of a pull as they come. */
const STEPS = {
  steps: {
    open(name: string, options: PullOptions) {
      const { platform = "", forcePlatform = false, policy = "always", timeout } = options;
      const layers = FORMS[options.layers ?? "folder"];
      const request = { name, platform, forcePlatform, policy: POLICIES[policy], layers };
      return {
        ask: ask(DEFINITION, METHODS.pull, request, timeout),
        items: (bytes: Uint8Array) => [answer(DEFINITION, METHODS.pull, bytes)],
      };
    },
  },
} satisfies { steps: Many<[name: string], PullOptions, proto.PullImageResponse> };

const TABLE = {
  pulling: {
    open(name, options) {
      const { ask, items } = STEPS.steps.open(name, options);
      const type = `${PACKAGE}PullImageResponse`;
      return { ask, items: (bytes) => items(bytes).map((step) => present(type, step)) };
    },
  },
  pushing: {
    open(name, target, { timeout }) {
      const { push } = METHODS;
      return {
        ask: ask(DEFINITION, push, { name, target: target ?? "" }, timeout),
        items: (bytes) => [present(`${PACKAGE}PushImageResponse`, answer(DEFINITION, push, bytes))],
      };
    },
  },
  saving: {
    open(names, { format = "oci", timeout }) {
      const request = { names: [names].flat() as string[], format: FORMATS[format] };
      return {
        ask: ask(DEFINITION, METHODS.export, request, timeout),
        items: (bytes) => [answer(DEFINITION, METHODS.export, bytes).data],
      };
    },
  },
  loading: {
    open(archive, { name = "", platform = "", forcePlatform = false, layers = "folder", timeout }) {
      const method = METHODS.import;
      const options = { name, platform, forcePlatform, layers: FORMS[layers] };
      return {
        ask: {
          ...ask(DEFINITION, method, { options }, timeout),
          more: [...parts(archive)].map(request),
        },
        items: (bytes) => [
          present(`${PACKAGE}ImportImagesResponse`, answer(DEFINITION, method, bytes)),
        ],
      };
    },
  },
  tag: {
    *run(name, tag, options) {
      const reply = yield* call(DEFINITION, METHODS.tag, { name, tag }, options.timeout);
      return shown(reply.image);
    },
  },
  list: {
    *run(options) {
      const reply = yield* call(DEFINITION, METHODS.list, {}, options.timeout);
      return reply.images.map(shown);
    },
  },
  get: {
    *run(name, options) {
      const reply = yield* call(DEFINITION, METHODS.get, { name }, options.timeout);
      return present(`${PACKAGE}GetImageResponse`, reply);
    },
  },
  history: {
    *run(name, options) {
      const reply = yield* call(DEFINITION, METHODS.history, { name }, options.timeout);
      return reply.steps.map((step) => present(`${PACKAGE}ImageStep`, step));
    },
  },
  remove: {
    *run(name, options) {
      const { allNames = false, timeout = Infinity } = options;
      const reply = yield* call(DEFINITION, METHODS.remove, { name, allNames }, timeout);
      return present(`${PACKAGE}RemoveImageResponse`, reply);
    },
  },
  prune: {
    *run(options) {
      const { all = false, age, partial = false, dryRun = false, timeout = Infinity } = options;
      const request = {
        all,
        partial,
        dryRun,
        ...(age === undefined ? {} : { age: seconds(age) }),
      };
      const reply = yield* call(DEFINITION, METHODS.prune, request, timeout);
      return present(`${PACKAGE}PruneImagesResponse`, reply);
    },
  },
  usage: {
    *run(options) {
      const reply = yield* call(DEFINITION, METHODS.usage, {}, options.timeout);
      return present(`${PACKAGE}GetImageUsageResponse`, reply);
    },
  },
  scrub: {
    open(name, options) {
      const { checkOnly = false, timeout } = options;
      return {
        ask: ask(DEFINITION, METHODS.scrub, { name: name ?? "", checkOnly }, timeout),
        items: (bytes) => [
          present(`${PACKAGE}ScrubImagesResponse`, answer(DEFINITION, METHODS.scrub, bytes)),
        ],
      };
    },
  },
} satisfies Table;

/** Images of the daemon. Each call waits for its answer. */
export interface Images extends Sync<Table> {
  /** Pull an image; it is unpacked when this returns. */
  pull(name: string, options?: PullOptions): Image;
  /** Push an image under a name, by default its own; the digest that the name stands for then. */
  push(name: string, target?: string, options?: CallOptions): string;
  /** Save images as a tar archive. */
  save(names: string | readonly string[], options?: SaveOptions): Uint8Array;
  /** Take in the images of an archive, and give them with the names that they came under. */
  load(archive: Uint8Array, options?: LoadOptions): ImportedImage[];
}

/** Images of the daemon. Each call gives a promise. */
export interface AsyncImages extends Async<Table> {
  /** Pull an image; it is unpacked when the promise is kept. */
  pull(name: string, options?: PullOptions & Cancellable): Promise<Image>;
  /** Push an image under a name, by default its own; the digest that the name stands for then. */
  push(name: string, target?: string, options?: CallOptions & Cancellable): Promise<string>;
  /** Save images as a tar archive. */
  save(names: string | readonly string[], options?: SaveOptions & Cancellable): Promise<Uint8Array>;
  /** Take in the images of an archive and give each step; the last one has the `images`. */
  loading(
    archive: Uint8Array | Pieces,
    options?: LoadOptions & Cancellable,
  ): AsyncGenerator<Shown<proto.ImportImagesResponse>>;
  /**
   * Take in the images of an archive, and give them with the names that they came under. Of pieces
   * that come no more than one is in memory.
   */
  load(
    archive: Uint8Array | Pieces,
    options?: LoadOptions & Cancellable,
  ): Promise<ImportedImage[]>;
}

/** Images for who waits. */
export function images(connection: Connection): Images {
  const { steps } = sync(connection, STEPS);
  const client = sync(connection, TABLE as Table);
  return {
    ...client,
    pull(name, options = {}) {
      let image: proto.Image | undefined;
      for (const step of steps(name, options)) image = step.image;
      return shown(image);
    },
    push(name, target, options) {
      let digest = "";
      for (const step of client.pushing(name, target, options)) digest = step.digest;
      return digest;
    },
    save(names, options) {
      return joined(...client.saving(names, options));
    },
    load(archive, options) {
      let images: ImportedImage[] = [];
      for (const step of client.loading(archive, options)) images = step.images;
      return images;
    },
  };
}

/** Images for who goes on meanwhile. */
export function asyncImages(connection: Connection): AsyncImages {
  const { steps } = async(connection, STEPS);
  const client = async(connection, TABLE as Table);
  async function* loading(archive: Uint8Array | Pieces, options: LoadOptions & Cancellable = {}) {
    if (archive instanceof Uint8Array) return yield* client.loading(archive, options);
    const { bridge, channel } = connection;
    const { ask, items } = TABLE.loading.open(new Uint8Array(), options);
    const begin = () => bridge.duplex(channel, { ...ask, more: undefined }, options.signal);
    for await (const step of both(begin, requests(archive))) yield* items(step);
  }
  return {
    ...client,
    loading,
    async pull(name, options = {}) {
      let image: proto.Image | undefined;
      for await (const step of steps(name, options)) image = step.image;
      return shown(image);
    },
    async push(name, target, options) {
      let digest = "";
      for await (const step of client.pushing(name, target, options)) digest = step.digest;
      return digest;
    },
    async save(names, options) {
      const pieces: Uint8Array[] = [];
      for await (const piece of client.saving(names, options)) pieces.push(piece);
      return joined(...pieces);
    },
    async load(archive, options) {
      let images: ImportedImage[] = [];
      for await (const step of loading(archive, options)) images = step.images;
      return images;
    },
  };
}

function shown(image: proto.Image | undefined): Image {
  return present(`${PACKAGE}Image`, image ?? proto.Image.fromPartial({}));
}

/** The message with a piece of an archive. */
function request(data: Uint8Array): Uint8Array {
  const { requestType } = METHODS.import;
  return requestType.encode(requestType.fromPartial({ data })).finish();
}

async function* requests(pieces: Pieces): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) for (const part of parts(piece)) yield request(part);
}

/** An archive in messages' sizes. */
export function* parts(archive: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < archive.length; at += PIECE) yield archive.subarray(at, at + PIECE);
}
