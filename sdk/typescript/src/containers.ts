/** Containers: ContainerService with some sugar. */

import * as proto from "../gen/containers.ts";
import { joined } from "./bytes.ts";
import { AuraeError } from "./errors.ts";
import { type AsyncImages, type Images, parts } from "./images.ts";
import { present, type Presented, type Result, seconds } from "./present.ts";
import { type Change, changed, type LogOptions, type WaitOptions, wanted } from "./runtime.ts";
import {
  answer,
  ask,
  type Async,
  async,
  call,
  type CallOptions,
  type Cancellable,
  type Connection,
  DEFAULT_LIMIT,
  type Many,
  type One,
  type Sync,
  sync,
} from "./service.ts";
import { type AsyncSessions, asyncSessions, type Sessions, sessions } from "./sessions.ts";
import { container, type Exec, type LogLine, logLine, shown, type Workload } from "./workload.ts";

const DEFINITION = proto.ContainerServiceDefinition;
const METHODS = DEFINITION.methods;
const PACKAGE = "aurae.containers.v0.";
const DEFAULT_WAIT = 30;
const MARGIN = 60;

type Shown<T> = Result & Presented<T>;

/** A container: its `state`, its `workload`, the `image` that was asked for. */
export type Container = Shown<proto.ContainerState>;

/** How `start` starts a container. */
export interface StartContainerOptions extends CallOptions {
  /** Answer as soon as the start is on disk. Default: false. */
  noBlock?: boolean;
}

/** How `stop` stops a container. */
export interface StopContainerOptions extends CallOptions {
  /** Seconds between the stop signal and the kill. Default: the container's own. */
  grace?: number;
}

/** Whom `kill` reaches. */
export interface KillContainerOptions extends CallOptions {
  /** Every process, not only the first. Default: false. */
  all?: boolean;
}

/** How `remove` removes a container. */
export interface RemoveContainerOptions extends CallOptions {
  /** Kill it first. Default: false. */
  force?: boolean;
  /** Its volumes, too, that nobody else uses. Default: false. */
  volumes?: boolean;
}

/** Which containers `list` lists. */
export interface ListContainersOptions extends CallOptions {
  /** Those that are down, too. Default: false. */
  all?: boolean;
  /** Only those in this cell and below it. Default: all. */
  cell?: string;
  /** Only those with all of these labels; an empty text is any value. */
  labels?: Record<string, string>;
}

/** What `stats` measures. */
export interface StatsOptions extends CallOptions {
  /** Also add up what was written into their roots. Default: false. */
  size?: boolean;
}

/** How `copyIn` copies. */
export interface CopyInOptions extends CallOptions {
  /** Files belong to whom the archive says. Default: false, to root inside. */
  keepOwners?: boolean;
  /** A file may take the place of a folder, and a folder that of a file. Default: false. */
  replace?: boolean;
}

/** How `copyOut` copies. */
export interface CopyOutOptions extends CallOptions {
  /** What a link at the path leads to. Default: false. */
  follow?: boolean;
}

/** How `commit` makes an image. */
export interface CommitOptions extends CallOptions {
  author?: string;
  comment?: string;
  /** Let it run on meanwhile. Default: false. */
  noPause?: boolean;
  /** What the image says other than the one below it. */
  entrypoint?: string[];
  command?: string[];
  env?: Record<string, string>;
  labels?: Record<string, string>;
  user?: string;
  workingDirectory?: string;
}

/** The methods, once for both faces. */
type Table = {
  /** Start a container that is down; it is up when the answer comes. */
  start: One<[name: string], StartContainerOptions, Container>;
  /** Stop a container: its stop signal, a grace, then the kill. One that is down is no error. */
  stop: One<[name: string], StopContainerOptions, Container>;
  /** Send a signal, SIGKILL unless another is named, to the first process of a container. */
  kill: One<[name: string, signal?: string], KillContainerOptions, void>;
  /** Forget a container that is down, and remove what it has written. */
  remove: One<[name: string], RemoveContainerOptions, void>;
  /** A container, and what was asked of it. NOT_FOUND where there is none. */
  get: One<[name: string], CallOptions, Shown<proto.GetContainerResponse>>;
  /** Containers that run, by name; with `all` those that are down, too. */
  list: One<[], ListContainersOptions, Container[]>;
  /** Change what a container is; limits and the restart policy hold at once. */
  update: One<[name: string, change: Change], CallOptions, Result>;
  /** Stop all processes of a container for a while. */
  pause: One<[name: string], CallOptions, Container>;
  /** Let a paused container go on. */
  resume: One<[name: string], CallOptions, Container>;
  /** What containers use, by default all that run. */
  stats: One<
    [names?: string | readonly string[]],
    StatsOptions,
    Shown<proto.ContainerStats>[]
  >;
  /** The processes of a container, oldest first. */
  top: One<[name: string], CallOptions, Shown<proto.ContainerProcess>[]>;
  /** Wait until a container is down, 30 s unless `timeout` names other seconds. */
  wait: One<[name: string], WaitOptions, Workload>;
  /** Lines of a container's log, oldest first; with `follow` until it is down. */
  logs: Many<[name: string], LogOptions, LogLine>;
  /** What is different in a container from its image, by path. */
  diff: Many<[name: string], CallOptions, Shown<proto.PathChange>>;
  /** Make an image of what a container's root is now. */
  commit: One<[name: string, image: string], CommitOptions, Result>;
  /** A file or folder of a container as a tar archive, which comes in pieces. */
  copying: Many<[name: string, path: string], CopyOutOptions, Uint8Array>;
  /** The whole root of a container as a tar archive, which comes in pieces. */
  exporting: Many<[name: string], CallOptions, Uint8Array>;
};

/** What is called in a way of its own. */
const OTHERS = {
  create: {
    *run(workload, { timeout }) {
      const request = { workload: workload.spec };
      return state((yield* call(DEFINITION, METHODS.create, request, timeout)).container);
    },
  },
  sending: {
    open(name, path, archive, options) {
      const { keepOwners = false, replace = false, timeout } = options;
      const method = METHODS.copyIn;
      const start = { name, path, keepOwners, replace };
      return {
        ask: {
          ...ask(DEFINITION, method, { start }, timeout ?? Infinity),
          more: [...parts(archive)].map((data) =>
            method.requestType.encode(method.requestType.fromPartial({ data })).finish()
          ),
        },
        items: (bytes) => [Number(answer(DEFINITION, method, bytes).entries)],
      };
    },
  },
} satisfies {
  create: One<[workload: Exec], CallOptions, Container>;
  sending: Many<[name: string, path: string, archive: Uint8Array], CopyInOptions, number>;
};

const TABLE = {
  start: {
    *run(name, { noBlock = false, timeout = Infinity }) {
      const reply = yield* call(DEFINITION, METHODS.start, { name, noBlock }, timeout);
      return state(reply.container);
    },
  },
  stop: {
    *run(name, { grace, timeout = Infinity }) {
      const request = { name, ...(grace === undefined ? {} : { timeout: seconds(grace) }) };
      return state((yield* call(DEFINITION, METHODS.stop, request, timeout)).container);
    },
  },
  kill: {
    *run(name, signal, { all = false, timeout }) {
      const request = { name, signal: signal ?? "", all };
      yield* call(DEFINITION, METHODS.kill, request, timeout);
    },
  },
  remove: {
    *run(name, { force = false, volumes = false, timeout = Infinity }) {
      yield* call(DEFINITION, METHODS.delete, { name, force, volumes }, timeout);
    },
  },
  get: {
    *run(name, { timeout }) {
      const reply = yield* call(DEFINITION, METHODS.get, { name }, timeout);
      return present(`${PACKAGE}GetContainerResponse`, reply);
    },
  },
  list: {
    *run({ all = false, cell = "", labels = {}, timeout = DEFAULT_LIMIT }) {
      const found: Container[] = [];
      const end = performance.now() + timeout * 1000;
      let pageToken = "";
      do {
        const left = Math.max(0, (end - performance.now()) / 1000);
        const request = { all, cell, labels, pageToken };
        const page = yield* call(DEFINITION, METHODS.list, request, left);
        found.push(...page.containers.map(state));
        pageToken = page.nextPageToken;
      } while (pageToken !== "");
      return found;
    },
  },
  update: {
    *run(name, change, { timeout }) {
      const request = { name, ...changed(change) };
      const reply = yield* call(DEFINITION, METHODS.update, request, timeout);
      return present("aurae.runtime.v0.EditResponse", reply);
    },
  },
  pause: {
    *run(name, { timeout }) {
      return state((yield* call(DEFINITION, METHODS.pause, { name }, timeout)).container);
    },
  },
  resume: {
    *run(name, { timeout }) {
      return state((yield* call(DEFINITION, METHODS.resume, { name }, timeout)).container);
    },
  },
  stats: {
    *run(names, { size = false, timeout }) {
      const request = { names: [names ?? []].flat() as string[], size };
      const reply = yield* call(DEFINITION, METHODS.stats, request, timeout);
      return reply.stats.map((one) => present(`${PACKAGE}ContainerStats`, one));
    },
  },
  top: {
    *run(name, { timeout }) {
      const reply = yield* call(DEFINITION, METHODS.top, { name }, timeout);
      return reply.processes.map((one) => present(`${PACKAGE}ContainerProcess`, one));
    },
  },
  wait: {
    *run(name, { timeout = DEFAULT_WAIT, outputLimit = 0 }) {
      const request = { name, timeout: seconds(timeout), outputLimit };
      return shown(yield* call(DEFINITION, METHODS.wait, request, timeout + MARGIN));
    },
  },
  logs: {
    open(name, options) {
      return {
        ask: ask(DEFINITION, METHODS.logs, wanted(name, options), options.timeout),
        items: (bytes) => answer(DEFINITION, METHODS.logs, bytes).lines.map(logLine),
      };
    },
  },
  diff: {
    open(name, { timeout }) {
      return {
        ask: ask(DEFINITION, METHODS.diff, { name }, timeout),
        items: (bytes) =>
          answer(DEFINITION, METHODS.diff, bytes).changes.map((one) =>
            present(`${PACKAGE}PathChange`, one)
          ),
      };
    },
  },
  commit: {
    *run(name, image, options) {
      const { timeout = Infinity, ...more } = options;
      const request = { name, image, ...more };
      const reply = yield* call(DEFINITION, METHODS.commit, request, timeout);
      return present("aurae.images.v0.Image", reply.image ?? {});
    },
  },
  copying: {
    open(name, path, { follow = false, timeout }) {
      return {
        ask: ask(DEFINITION, METHODS.copyOut, { name, path, follow }, timeout),
        items: (bytes) => [answer(DEFINITION, METHODS.copyOut, bytes).data],
      };
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
} satisfies Table;

/** Containers of the daemon. Each call waits for its answer. */
export interface Containers extends Sync<Table>, Sessions {
  /** Make a container that is kept, and do not start it. Its image is pulled when it is not here. */
  create(workload: Exec | string, options?: CallOptions): Container;
  /** Unpack a tar archive into a folder of a container; how many entries it had. */
  copyIn(name: string, path: string, archive: Uint8Array, options?: CopyInOptions): number;
  /** A file or folder of a container as a tar archive. */
  copyOut(name: string, path: string, options?: CopyOutOptions): Uint8Array;
  /** The whole root of a container as a tar archive. */
  export(name: string, options?: CallOptions): Uint8Array;
}

/** Containers of the daemon. Each call gives a promise. */
export interface AsyncContainers extends Async<Table>, AsyncSessions {
  /** Make a container that is kept, and do not start it. Its image is pulled when it is not here. */
  create(workload: Exec | string, options?: CallOptions & Cancellable): Promise<Container>;
  /** Unpack a tar archive into a folder of a container; how many entries it had. */
  copyIn(
    name: string,
    path: string,
    archive: Uint8Array,
    options?: CopyInOptions & Cancellable,
  ): Promise<number>;
  /** A file or folder of a container as a tar archive. */
  copyOut(name: string, path: string, options?: CopyOutOptions & Cancellable): Promise<Uint8Array>;
  /** The whole root of a container as a tar archive. */
  export(name: string, options?: CallOptions & Cancellable): Promise<Uint8Array>;
}

/** Containers for who waits. */
export function containers(connection: Connection, images: Images): Containers {
  const { create, sending } = sync(connection, OTHERS);
  const client = sync(connection, TABLE as Table);
  return {
    ...client,
    ...sessions(connection, DEFINITION),
    create: (workload, options) => {
      const made = described(workload);
      return withImage(images, made, () => create(made, options));
    },
    copyIn(name, path, archive, options) {
      let entries = 0;
      for (entries of sending(name, path, archive, options));
      return entries;
    },
    copyOut: (name, path, options) => joined(...client.copying(name, path, options)),
    export: (name, options) => joined(...client.exporting(name, options)),
  };
}

/** Containers for who goes on meanwhile. */
export function asyncContainers(connection: Connection, images: AsyncImages): AsyncContainers {
  const { create, sending } = async(connection, OTHERS);
  const client = async(connection, TABLE as Table);
  return {
    ...client,
    ...asyncSessions(connection, DEFINITION),
    create: (workload, options) => {
      const made = described(workload);
      return asyncWithImage(images, made, () => create(made, options));
    },
    async copyIn(name, path, archive, options) {
      let entries = 0;
      for await (entries of sending(name, path, archive, options));
      return entries;
    },
    async copyOut(name, path, options) {
      return await gathered(client.copying(name, path, options));
    },
    async export(name, options) {
      return await gathered(client.exporting(name, options));
    },
  };
}

/** Do what needs the image of a container or a machine; where that is not here, it is pulled first. */
export function withImage<T>(images: Images, workload: Exec | string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    images.pull(missing(workload, error), { policy: "if-missing" });
  }
  return work();
}

/** As `withImage`, for promises. */
export async function asyncWithImage<T>(
  images: AsyncImages,
  workload: Exec | string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await images.pull(missing(workload, error), { policy: "if-missing" });
  }
  return await work();
}

/** The image that was missing; throws what was thrown for another reason. */
function missing(workload: Exec | string, error: unknown): string {
  const spec = typeof workload === "string" ? undefined : workload.spec;
  const image = spec?.container?.image ?? spec?.vm?.image;
  const isMissing = error instanceof AuraeError && error.code === "NOT_FOUND" &&
    error.message.endsWith("pull it first");
  if (image === undefined || !isMissing) throw error;
  return image;
}

function described(workload: Exec | string): Exec {
  return typeof workload === "string" ? container(workload) : workload;
}

/** The pieces of an archive, in one. */
export async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const found: Uint8Array[] = [];
  for await (const piece of pieces) found.push(piece);
  return joined(...found);
}

function state(found: proto.ContainerState | undefined): Container {
  return present(`${PACKAGE}ContainerState`, found ?? proto.ContainerState.fromPartial({}));
}
