/** Pods: PodService with some sugar. */

import * as proto from "../gen/pods.ts";
import type { WorkloadSpec } from "../gen/runtime.ts";
import { type Fields, message } from "./described.ts";
import { AuraeError } from "./errors.ts";
import type { AsyncImages, Images } from "./images.ts";
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
  DEFAULT_LIMIT,
  type Many,
  type One,
  type Sync,
  sync,
} from "./service.ts";
import { container, Exec } from "./workload.ts";

const DEFINITION = proto.PodServiceDefinition;
const METHODS = DEFINITION.methods;
const PACKAGE = "aurae.pods.v0.";

type Shown<T> = Result & Presented<T>;

/** A pod as it is: its `state`, its `containers`. */
export type PodState = Shown<proto.PodState>;

/** What may be said about a pod; names are those of the proto's Pod. */
export interface PodOptions extends Omit<Fields<proto.Pod>, "containers" | "initContainers"> {
  /** Path of the pod's cell, such as `shop` or `a/b/shop`. */
  name: string;
  /** What `container` or `service` makes, each with a name; an image alone is named after it. */
  containers: readonly (Exec | string)[];
  /** Run in turn before the others; one whose restart policy is `always` goes on as a sidecar. */
  initContainers?: readonly (Exec | string)[];
}

/** How `start` starts a pod. */
export interface StartPodOptions extends CallOptions {
  /** Answer as soon as the start is on disk. Default: false. */
  noBlock?: boolean;
  /** Leave up what is up when a container does not come up. Default: false. */
  keep?: boolean;
}

/** How `stop` stops a pod. */
export interface StopPodOptions extends CallOptions {
  /** Seconds between the stop signal and the kill. Default: each container's own. */
  grace?: number;
}

/** How `remove` removes a pod. */
export interface RemovePodOptions extends CallOptions {
  /** Kill it first. Default: false. */
  force?: boolean;
}

/** Which pods `list` lists. */
export interface ListPodsOptions extends CallOptions {
  /** Only those in this cell and below it. Default: all. */
  cell?: string;
  /** Only those with all of these labels; an empty text is any value. */
  labels?: Record<string, string>;
}

/** A pod to be made; `pod` makes it. */
export class PodSpec {
  /** The message that `create` sends. */
  readonly spec: proto.Pod;

  /** @internal */
  constructor(spec: proto.Pod) {
    this.spec = spec;
  }
}

/** A pod for `pods().create` and `pods().run`: containers with one network, host name and life. */
export function pod(options: PodOptions): PodSpec {
  const { containers, initContainers = [], ...rest } = options;
  const described = message("Pod", rest, "");
  return new PodSpec(proto.Pod.fromPartial({
    ...described,
    containers: containers.map(member),
    initContainers: initContainers.map(member),
  }));
}

function member(given: Exec | string): WorkloadSpec {
  const { spec } = typeof given === "string" ? container(given) : given;
  if (spec.name !== "" || spec.container === undefined) return spec;
  const image = spec.container.image.split("@")[0] ?? "";
  const name = image.slice(image.lastIndexOf("/") + 1).split(":")[0] ?? "";
  return { ...spec, name };
}

/** The methods, once for both faces. */
type Table = {
  /** Start a pod, or what of it is down; all of it is up when the answer comes. */
  start: One<[name: string], StartPodOptions, PodState>;
  /** Stop a pod: its containers, then its sidecars. One that is down is no error. */
  stop: One<[name: string], StopPodOptions, PodState>;
  /** Take a pod away that is down, with what its containers have written. */
  remove: One<[name: string], RemovePodOptions, void>;
  /** A pod, and what was asked of it. NOT_FOUND where there is none. */
  get: One<[name: string], CallOptions, Shown<proto.GetPodResponse>>;
  /** Pods by name. */
  list: One<[], ListPodsOptions, PodState[]>;
  /** What pods and their containers use, by default all. */
  stats: One<[names?: string | readonly string[]], CallOptions, Shown<proto.PodStats>[]>;
  /** What happens to pods: first those that are there, then every change. */
  watch: Many<[name?: string], CallOptions, Shown<proto.WatchPodsResponse>>;
};

/** What is called in a way of its own. */
const OTHERS = {
  create: {
    *run(made, { timeout }) {
      return state((yield* call(DEFINITION, METHODS.create, { pod: made.spec }, timeout)).pod);
    },
  },
} satisfies { create: One<[made: PodSpec], CallOptions, PodState> };

const TABLE = {
  start: {
    *run(name, { noBlock = false, keep = false, timeout = Infinity }) {
      const request = { name, noBlock, keep };
      return state((yield* call(DEFINITION, METHODS.start, request, timeout)).pod);
    },
  },
  stop: {
    *run(name, { grace, timeout = Infinity }) {
      const request = { name, ...(grace === undefined ? {} : { timeout: seconds(grace) }) };
      return state((yield* call(DEFINITION, METHODS.stop, request, timeout)).pod);
    },
  },
  remove: {
    *run(name, { force = false, timeout = Infinity }) {
      yield* call(DEFINITION, METHODS.delete, { name, force }, timeout);
    },
  },
  get: {
    *run(name, { timeout }) {
      const reply = yield* call(DEFINITION, METHODS.get, { name }, timeout);
      return present(`${PACKAGE}GetPodResponse`, reply);
    },
  },
  list: {
    *run({ cell = "", labels = {}, timeout = DEFAULT_LIMIT }) {
      const found: PodState[] = [];
      const end = performance.now() + timeout * 1000;
      let pageToken = "";
      do {
        const left = Math.max(0, (end - performance.now()) / 1000);
        const page = yield* call(DEFINITION, METHODS.list, { cell, labels, pageToken }, left);
        found.push(...page.pods.map(state));
        pageToken = page.nextPageToken;
      } while (pageToken !== "");
      return found;
    },
  },
  stats: {
    *run(names, { timeout }) {
      const request = { names: [names ?? []].flat() as string[] };
      const reply = yield* call(DEFINITION, METHODS.stats, request, timeout);
      return reply.pods.map((one) => present(`${PACKAGE}PodStats`, one));
    },
  },
  watch: {
    open(name, { timeout = Infinity }) {
      return {
        ask: ask(DEFINITION, METHODS.watch, { name: name ?? "" }, timeout),
        items: (bytes) => [
          present(`${PACKAGE}WatchPodsResponse`, answer(DEFINITION, METHODS.watch, bytes)),
        ],
      };
    },
  },
} satisfies Table;

/** Pods of the daemon. Each call waits for its answer. */
export interface Pods extends Sync<Table> {
  /** Make a pod, and do not start it. Images that are not here are pulled. */
  create(made: PodSpec, options?: CallOptions): PodState;
  /** Make a pod and start it; nothing of it is left when it does not come up. */
  run(made: PodSpec, options?: CallOptions): PodState;
}

/** Pods of the daemon. Each call gives a promise. */
export interface AsyncPods extends Async<Table> {
  /** Make a pod, and do not start it. Images that are not here are pulled. */
  create(made: PodSpec, options?: CallOptions & Cancellable): Promise<PodState>;
  /** Make a pod and start it; nothing of it is left when it does not come up. */
  run(made: PodSpec, options?: CallOptions & Cancellable): Promise<PodState>;
}

/** Pods for who waits. */
export function pods(connection: Connection, of: Images): Pods {
  const { create } = sync(connection, OTHERS);
  const client = sync(connection, TABLE as Table);
  const made = (wanted: PodSpec, options?: CallOptions) => {
    for (const image of podImages(wanted)) of.pull(image, { policy: "if-missing" });
    return create(wanted, options);
  };
  return {
    ...client,
    create: made,
    run(wanted, options) {
      const { name } = made(wanted, options);
      try {
        return client.start(name, options);
      } catch (error) {
        if (error instanceof AuraeError) client.remove(name, { force: true });
        throw error;
      }
    },
  };
}

/** Pods for who goes on meanwhile. */
export function asyncPods(connection: Connection, of: AsyncImages): AsyncPods {
  const { create } = async(connection, OTHERS);
  const client = async(connection, TABLE as Table);
  const made = async (wanted: PodSpec, options?: CallOptions & Cancellable) => {
    for (const image of podImages(wanted)) await of.pull(image, { policy: "if-missing" });
    return await create(wanted, options);
  };
  return {
    ...client,
    create: made,
    async run(wanted, options) {
      const { name } = await made(wanted, options);
      try {
        return await client.start(name, options);
      } catch (error) {
        if (error instanceof AuraeError) await client.remove(name, { force: true });
        throw error;
      }
    },
  };
}

/** The images of a pod, each once. */
export function podImages({ spec }: PodSpec): Set<string> {
  const every = [...spec.initContainers, ...spec.containers];
  return new Set(every.flatMap((one) => one.container?.image || []));
}

function state(found: proto.PodState | undefined): PodState {
  return present(`${PACKAGE}PodState`, found ?? proto.PodState.fromPartial({}));
}
