/** Volumes: VolumeService with some sugar. */

import * as proto from "../gen/volumes.ts";
import { joined } from "./bytes.ts";
import { parts } from "./images.ts";
import { present, type Presented, type Result } from "./present.ts";
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

const DEFINITION = proto.VolumeServiceDefinition;
const METHODS = DEFINITION.methods;
const PACKAGE = "aurae.volumes.v0.";

type Shown<T> = Result & Presented<T>;

/** A volume: its `spec`, its `owner`, its `users`. */
export type Volume = Shown<proto.Volume>;

/** What is asked of a new volume. */
export interface NewVolume {
  /** Bytes that it can have at most. Default: no limit but the disk's. */
  size?: number | bigint;
  /** Owner of its top folder, as a number inside. Default: what the image has, or root. */
  uid?: number;
  gid?: number;
  /** Mode of its top folder. Default: what the image has, or 0o755. */
  mode?: number;
  labels?: Record<string, string>;
}

/** How `create` makes a volume. */
export interface CreateVolumeOptions extends CallOptions, NewVolume {}

/** What `get` tells. */
export interface GetVolumeOptions extends CallOptions {
  /** Measure it too. Default: false. */
  usage?: boolean;
}

/** Which volumes `list` gives. */
export interface ListVolumesOptions extends CallOptions {
  /** Only those with these labels; an empty value is any. */
  labels?: Record<string, string>;
}

/** What `update` changes. */
export interface UpdateVolumeOptions extends CallOptions {
  /** The new limit in bytes. */
  size?: number | bigint;
  /** Labels that are set. */
  labels?: Record<string, string>;
  /** Keys of labels that are taken away. */
  removeLabels?: string[];
}

/** Which volumes `prune` removes. */
export interface PruneVolumesOptions extends ListVolumesOptions {
  /** Only tell which would go. Default: false. */
  dryRun?: boolean;
}

/** How `import` takes an archive. */
export interface ImportVolumeOptions extends CallOptions {
  /** Make the volume, which must not be there. Default: it is there. */
  create?: NewVolume;
}

/** How `clone` copies. */
export interface CloneVolumeOptions extends CallOptions {
  /** Labels of the new one. */
  labels?: Record<string, string>;
}

/** The methods, once for both faces. */
type Table = {
  /** Make an empty volume. */
  create: One<[name: string], CreateVolumeOptions, Volume>;
  /** One volume and who uses it, with `usage` when that is asked for. */
  get: One<[name: string], GetVolumeOptions, Shown<proto.GetVolumeResponse>>;
  /** Volumes by name. */
  list: One<[], ListVolumesOptions, Volume[]>;
  /** Change labels, and make a limit larger. */
  update: One<[name: string], UpdateVolumeOptions, Volume>;
  /** Remove a volume with all that is in it. FAILED_PRECONDITION while a container uses it. */
  remove: One<[name: string], CallOptions, void>;
  /** Remove volumes of one's own that no container uses; their names. */
  prune: One<[], PruneVolumesOptions, string[]>;
  /** What is in a volume as a tar archive, which comes in pieces. */
  exporting: Many<[name: string], CallOptions, Uint8Array>;
  /** Copy a volume and give each step; the last one has the `volume`. */
  cloning: Many<
    [name: string, target: string],
    CloneVolumeOptions,
    Shown<proto.CloneVolumeResponse>
  >;
};

/** What is called in a way of its own. */
const OTHERS = {
  importing: {
    open(name, archive, { create, timeout }) {
      const method = METHODS.import;
      const start = create === undefined ? { name } : { name, create: spec(name, create) };
      return {
        ask: {
          ...ask(DEFINITION, method, { start }, timeout ?? Infinity),
          more: [...parts(archive)].map((data) =>
            method.requestType.encode(method.requestType.fromPartial({ data })).finish()
          ),
        },
        items: (bytes) => [answer(DEFINITION, method, bytes)],
      };
    },
  },
} satisfies {
  importing: Many<
    [name: string, archive: Uint8Array],
    ImportVolumeOptions,
    proto.ImportVolumeResponse
  >;
};

const TABLE = {
  create: {
    *run(name, { timeout = Infinity, ...asked }) {
      const request = { spec: spec(name, asked) };
      return shown((yield* call(DEFINITION, METHODS.create, request, timeout)).volume);
    },
  },
  get: {
    *run(name, { usage = false, timeout }) {
      const reply = yield* call(DEFINITION, METHODS.get, { name, usage }, timeout);
      return present(`${PACKAGE}GetVolumeResponse`, reply);
    },
  },
  list: {
    *run({ labels = {}, timeout }) {
      return (yield* call(DEFINITION, METHODS.list, { labels }, timeout)).volumes.map(shown);
    },
  },
  update: {
    *run(name, { size = 0, labels = {}, removeLabels = [], timeout = Infinity }) {
      const request = { name, size: BigInt(size), labels, removeLabels };
      return shown((yield* call(DEFINITION, METHODS.update, request, timeout)).volume);
    },
  },
  remove: {
    *run(name, { timeout = Infinity }) {
      yield* call(DEFINITION, METHODS.delete, { name }, timeout);
    },
  },
  prune: {
    *run({ labels = {}, dryRun = false, timeout = Infinity }) {
      return (yield* call(DEFINITION, METHODS.prune, { labels, dryRun }, timeout)).names;
    },
  },
  exporting: {
    open(name, { timeout }) {
      return {
        ask: ask(DEFINITION, METHODS.export, { name }, timeout),
        items: (bytes) => [answer(DEFINITION, METHODS.export, bytes).data],
      };
    },
  },
  cloning: {
    open(name, target, { labels = {}, timeout }) {
      const method = METHODS.clone;
      return {
        ask: ask(DEFINITION, method, { name, target, labels }, timeout),
        items: (bytes) => [
          present(`${PACKAGE}CloneVolumeResponse`, answer(DEFINITION, method, bytes)),
        ],
      };
    },
  },
} satisfies Table;

/** Volumes of the daemon. Each call waits for its answer. */
export interface Volumes extends Sync<Table> {
  /** What is in a volume as a tar archive. */
  export(name: string, options?: CallOptions): Uint8Array;
  /** Unpack a tar archive into a volume; how many entries it had. */
  import(name: string, archive: Uint8Array, options?: ImportVolumeOptions): number;
  /** Make a volume with what is in another. */
  clone(name: string, target: string, options?: CloneVolumeOptions): Volume;
}

/** Volumes of the daemon. Each call gives a promise. */
export interface AsyncVolumes extends Async<Table> {
  /** What is in a volume as a tar archive. */
  export(name: string, options?: CallOptions & Cancellable): Promise<Uint8Array>;
  /** Unpack a tar archive into a volume; how many entries it had. */
  import(
    name: string,
    archive: Uint8Array,
    options?: ImportVolumeOptions & Cancellable,
  ): Promise<number>;
  /** Make a volume with what is in another. */
  clone(
    name: string,
    target: string,
    options?: CloneVolumeOptions & Cancellable,
  ): Promise<Volume>;
}

/** Volumes for who waits. */
export function volumes(connection: Connection): Volumes {
  const { importing } = sync(connection, OTHERS);
  const client = sync(connection, TABLE as Table);
  return {
    ...client,
    export: (name, options) => joined(...client.exporting(name, options)),
    import(name, archive, options) {
      let entries = 0;
      for (const reply of importing(name, archive, options)) entries = Number(reply.entries);
      return entries;
    },
    clone(name, target, options) {
      let made: Volume | undefined;
      for (const step of client.cloning(name, target, options)) made = last(step, made);
      return made ?? shown(undefined);
    },
  };
}

/** Volumes for who goes on meanwhile. */
export function asyncVolumes(connection: Connection): AsyncVolumes {
  const { importing } = async(connection, OTHERS);
  const client = async(connection, TABLE as Table);
  return {
    ...client,
    async export(name, options) {
      const pieces: Uint8Array[] = [];
      for await (const piece of client.exporting(name, options)) pieces.push(piece);
      return joined(...pieces);
    },
    async import(name, archive, options) {
      let entries = 0;
      for await (const reply of importing(name, archive, options)) entries = Number(reply.entries);
      return entries;
    },
    async clone(name, target, options) {
      let made: Volume | undefined;
      for await (const step of client.cloning(name, target, options)) made = last(step, made);
      return made ?? shown(undefined);
    },
  };
}

/** The volume of a step that has one. */
function last(step: Shown<proto.CloneVolumeResponse>, made: Volume | undefined) {
  return (step.volume as Volume | undefined) ?? made;
}

function spec(name: string, asked: NewVolume): object {
  return { ...asked, name, size: BigInt(asked.size ?? 0) };
}

function shown(volume: proto.Volume | undefined): Volume {
  return present(`${PACKAGE}Volume`, volume ?? proto.Volume.fromPartial({}));
}
