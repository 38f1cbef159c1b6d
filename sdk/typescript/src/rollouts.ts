/** Rollouts: RolloutService with some sugar. */

import type { Pod } from "../gen/pods.ts";
import * as proto from "../gen/rollouts.ts";
import { type Fields, message } from "./described.ts";
import type { AsyncImages, Images } from "./images.ts";
import { pod, podImages, type PodOptions, PodSpec } from "./pods.ts";
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
  DEFAULT_LIMIT,
  type Many,
  type One,
  type Sync,
  sync,
} from "./service.ts";

const DEFINITION = proto.RolloutServiceDefinition;
const METHODS = DEFINITION.methods;
const PACKAGE = "aurae.pods.v0.";

type Shown<T> = Result & Presented<T>;

/** A rollout as it is: its `state`, how many of its pods are `ready`, its `pods`. */
export type RolloutState = Shown<proto.RolloutState>;

/** What may be said about a rollout; names are those of the proto's Rollout. */
export interface RolloutOptions extends Omit<Fields<proto.Rollout>, "pod"> {
  /** Its name, such as `web` or `a/b/web`. */
  name: string;
  /** What its pods are; a name is not given. */
  pod: Omit<PodOptions, "name">;
  /** How many there are. */
  replicas: number;
}

/** How `apply` and `undo` wait. */
export interface ApplyOptions extends CallOptions {
  /** Answer as soon as it is on disk. Default: false, when all pods are as asked. */
  noBlock?: boolean;
}

/** Which rollouts `list` lists. */
export interface ListRolloutsOptions extends CallOptions {
  /** Only those in this cell and below it. Default: all. */
  cell?: string;
  /** Only those with all of these labels; an empty text is any value. */
  labels?: Record<string, string>;
}

/** A rollout to be applied; `rollout` makes it. */
export class RolloutSpec {
  /** The message that `apply` sends. */
  readonly spec: proto.Rollout;

  /** @internal */
  constructor(spec: proto.Rollout) {
    this.spec = spec;
  }
}

/** A number of equal pods for `rollouts().apply`. */
export function rollout(options: RolloutOptions): RolloutSpec {
  const { pod: each, ...rest } = options;
  const made: Pod = pod({ ...each, name: "" }).spec;
  return new RolloutSpec(
    proto.Rollout.fromPartial({ ...message("Rollout", rest, ""), pod: made }),
  );
}

/** The methods, once for both faces. */
type Table = {
  /** Go back to what the pods were before. */
  undo: One<[name: string], ApplyOptions, RolloutState>;
  /** A rollout, and what was asked of it. NOT_FOUND where there is none. */
  get: One<[name: string], CallOptions, Shown<proto.GetRolloutResponse>>;
  /** Rollouts by name. */
  list: One<[], ListRolloutsOptions, RolloutState[]>;
  /** Forget a rollout, and delete its pods. */
  remove: One<[name: string], CallOptions, void>;
  /** How a rollout stands, then every change until it is removed. */
  watch: Many<[name: string], CallOptions, Shown<proto.WatchRolloutResponse>>;
};

/** What is called in a way of its own. */
const OTHERS = {
  apply: {
    *run(made, { noBlock = false, timeout = Infinity }) {
      const request = { rollout: made.spec, noBlock };
      return state((yield* call(DEFINITION, METHODS.apply, request, timeout)).rollout);
    },
  },
} satisfies { apply: One<[made: RolloutSpec], ApplyOptions, RolloutState> };

const TABLE = {
  undo: {
    *run(name, { noBlock = false, timeout = Infinity }) {
      return state((yield* call(DEFINITION, METHODS.undo, { name, noBlock }, timeout)).rollout);
    },
  },
  get: {
    *run(name, { timeout }) {
      const reply = yield* call(DEFINITION, METHODS.get, { name }, timeout);
      return present(`${PACKAGE}GetRolloutResponse`, reply);
    },
  },
  list: {
    *run({ cell = "", labels = {}, timeout = DEFAULT_LIMIT }) {
      return (yield* call(DEFINITION, METHODS.list, { cell, labels }, timeout)).rollouts.map(state);
    },
  },
  remove: {
    *run(name, { timeout = Infinity }) {
      yield* call(DEFINITION, METHODS.delete, { name }, timeout);
    },
  },
  watch: {
    open(name, { timeout = Infinity }) {
      return {
        ask: ask(DEFINITION, METHODS.watch, { name }, timeout),
        items: (bytes) => [
          present(`${PACKAGE}WatchRolloutResponse`, answer(DEFINITION, METHODS.watch, bytes)),
        ],
      };
    },
  },
} satisfies Table;

/** Rollouts of the daemon. Each call waits for its answer. */
export interface Rollouts extends Sync<Table> {
  /** Make a rollout, or change one; all pods are as asked when the answer comes. Images are pulled. */
  apply(made: RolloutSpec, options?: ApplyOptions): RolloutState;
}

/** Rollouts of the daemon. Each call gives a promise. */
export interface AsyncRollouts extends Async<Table> {
  /** Make a rollout, or change one; all pods are as asked when the answer comes. Images are pulled. */
  apply(made: RolloutSpec, options?: ApplyOptions & Cancellable): Promise<RolloutState>;
}

/** Rollouts for who waits. */
export function rollouts(connection: Connection, images: Images): Rollouts {
  const { apply } = sync(connection, OTHERS);
  return {
    ...sync(connection, TABLE as Table),
    apply(made, options) {
      for (const image of imagesOf(made)) images.pull(image, { policy: "if-missing" });
      return apply(made, options);
    },
  };
}

/** Rollouts for who goes on meanwhile. */
export function asyncRollouts(connection: Connection, images: AsyncImages): AsyncRollouts {
  const { apply } = async(connection, OTHERS);
  return {
    ...async(connection, TABLE as Table),
    async apply(made, options) {
      for (const image of imagesOf(made)) await images.pull(image, { policy: "if-missing" });
      return await apply(made, options);
    },
  };
}

function imagesOf({ spec }: RolloutSpec): Set<string> {
  return spec.pod === undefined ? new Set() : podImages(new PodSpec(spec.pod));
}

function state(found: proto.RolloutState | undefined): RolloutState {
  return present(`${PACKAGE}RolloutState`, found ?? proto.RolloutState.fromPartial({}));
}
