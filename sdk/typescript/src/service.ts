/**
 * What clients are made of: methods that are written once and have two faces, one that waits for
 * the answer and one that gives a promise of it.
 */

import { responses } from "../gen/schema.ts";
import type { Ask, Bridge } from "./bridge.ts";
import { AuraeError } from "./errors.ts";
import { present, type Presented, type Result } from "./present.ts";
import type { BinaryReader, BinaryWriter } from "./wire.ts";

/** A message's codec, as ts-proto writes it. */
interface Codec {
  // deno-lint-ignore no-explicit-any -- each generated codec takes its own message type
  encode(message: any): BinaryWriter;
  decode(input: BinaryReader | Uint8Array): object;
  // deno-lint-ignore no-explicit-any -- as above
  fromPartial(partial: any): object;
}

interface Method {
  readonly name: string;
  readonly requestType: Codec;
  readonly requestStream: boolean;
  readonly responseType: Codec;
  readonly responseStream: boolean;
}

/** A service's definition, as ts-proto writes it. */
export interface Definition {
  readonly fullName: string;
  readonly methods: Readonly<Record<string, Method>>;
}

/** What any call takes. */
export interface CallOptions {
  /**
   * Seconds until the call is given up with DEADLINE_EXCEEDED. 30 when unset, and no limit for a
   * stream and for what ends work in cells; Infinity for no limit.
   */
  timeout?: number;
}

/** What any call of the asynchronous face takes, too. */
export interface Cancellable {
  /** Gives the call up with CANCELLED when it is aborted. */
  signal?: AbortSignal;
}

/** A method with one answer; it makes its calls one after the other and is given their answers. */
export interface One<S extends unknown[], O, R> {
  run(...args: [...S, options: O]): Generator<Ask, R, Uint8Array>;
}

/** A method whose answers are a stream; each message holds any number of items. */
export interface Many<S extends unknown[], O, R> {
  open(...args: [...S, options: O]): { ask: Ask; items(message: Uint8Array): Iterable<R> };
}

// deno-lint-ignore no-explicit-any -- methods of all kinds, told apart by what they have
type Methods = Readonly<Record<string, One<any[], any, unknown> | Many<any[], any, unknown>>>;

/** Methods that wait for their answers. */
export type Sync<T> = {
  readonly [M in keyof T]: T[M] extends One<infer S, infer O, infer R>
    ? (...args: [...S, options?: O]) => R
    : T[M] extends Many<infer S, infer O, infer R> ? (...args: [...S, options?: O]) => Generator<R>
    : never;
};

/** The same methods, giving promises and asynchronous iterators. */
export type Async<T> = {
  readonly [M in keyof T]: T[M] extends One<infer S, infer O, infer R>
    ? (...args: [...S, options?: O & Cancellable]) => Promise<R>
    : T[M] extends Many<infer S, infer O, infer R>
      ? (...args: [...S, options?: O & Cancellable]) => AsyncGenerator<R>
    : never;
};

/** A message of which anything may be left out. */
type Partly<T> = T extends bigint ? number | bigint
  : T extends Uint8Array ? T
  : T extends (infer U)[] ? Partly<U>[]
  : T extends object ? { [K in keyof T]?: Partly<T[K]> }
  : T;

type Request<C extends Codec> = Partly<ReturnType<C["decode"]>>;
type Answer<C extends Codec> = Result & Presented<ReturnType<C["decode"]>>;

/** A service's methods: an answer each, or an iterator of answers. */
export type Service<D extends Definition> = {
  readonly [M in keyof D["methods"]]: (
    request?: Request<D["methods"][M]["requestType"]>,
    options?: CallOptions,
  ) => D["methods"][M]["responseStream"] extends true
    ? Generator<Answer<D["methods"][M]["responseType"]>>
    : Answer<D["methods"][M]["responseType"]>;
};

/** A service's methods: a promise of an answer each, or an asynchronous iterator of answers. */
export type AsyncService<D extends Definition> = {
  readonly [M in keyof D["methods"]]: (
    request?: Request<D["methods"][M]["requestType"]>,
    options?: CallOptions & Cancellable,
  ) => D["methods"][M]["responseStream"] extends true
    ? AsyncGenerator<Answer<D["methods"][M]["responseType"]>>
    : Promise<Answer<D["methods"][M]["responseType"]>>;
};

/** Seconds that a call may take unless it says otherwise. */
export const DEFAULT_LIMIT = 30;

/** One connection: where the calls of its clients go. */
export interface Connection {
  bridge: Bridge;
  channel: number;
}

/** A call of a method. `timeout` in seconds; Infinity for no limit. Throws RangeError. */
export function ask(
  service: Definition,
  method: Method,
  request: object,
  timeout = method.responseStream ? Infinity : DEFAULT_LIMIT,
): Ask {
  if (typeof timeout !== "number" || !(timeout >= 0)) {
    throw new RangeError(`cannot wait ${timeout}: seconds from 0 are expected`);
  }
  return {
    path: `/${service.fullName}/${method.name}`,
    request: method.requestType.encode(method.requestType.fromPartial(request)).finish(),
    timeout: Number.isFinite(timeout) ? timeout * 1000 : undefined,
  };
}

/** Make one call; its decoded answer. */
export function* call<C extends Codec>(
  service: Definition,
  method: Method & { responseType: C },
  request: object,
  timeout?: number,
): Generator<Ask, ReturnType<C["decode"]>, Uint8Array> {
  return answer(service, method, yield ask(service, method, request, timeout));
}

/** The message in these bytes. Throws AuraeError INTERNAL where they are none. */
export function answer<C extends Codec>(
  service: Definition,
  method: Method & { responseType: C },
  bytes: Uint8Array,
): ReturnType<C["decode"]> {
  try {
    return method.responseType.decode(bytes) as ReturnType<C["decode"]>;
  } catch (error) {
    const name = `${service.fullName}/${method.name}`;
    const why = `the answer cannot be read: ${(error as Error).message}`;
    throw new AuraeError("INTERNAL", `cannot call ${name}: ${why}`, name);
  }
}

/** A client whose methods wait. */
export function sync<T extends Methods>(connection: Connection, methods: T): Sync<T> {
  const { bridge, channel } = connection;
  return faced(methods, {
    one(work) {
      let step = work.next();
      while (!step.done) step = work.next(bridge.unary(channel, step.value));
      return step.value;
    },
    *many(opening) {
      const { ask, items } = opening();
      for (const message of bridge.serverStream(channel, ask)) yield* items(message);
    },
  }) as Sync<T>;
}

/** A client whose methods give promises. */
export function async<T extends Methods>(connection: Connection, methods: T): Async<T> {
  const { bridge, channel } = connection;
  return faced(methods, {
    async one(work, signal) {
      let step = work.next();
      while (!step.done) step = work.next(await bridge.unaryLater(channel, step.value, signal));
      return step.value;
    },
    async *many(opening, signal) {
      const { ask, items } = opening();
      const messages = bridge.serverStreamLater(channel, ask, signal);
      for await (const message of messages) yield* items(message);
    },
  }) as Async<T>;
}

interface Face {
  one(work: Generator<Ask, unknown, Uint8Array>, signal?: AbortSignal): unknown;
  many(
    opening: () => ReturnType<Many<[], object, unknown>["open"]>,
    signal?: AbortSignal,
  ): unknown;
}

function faced(methods: Methods, face: Face): Record<string, unknown> {
  const client: Record<string, unknown> = {};
  for (const [name, method] of Object.entries(methods)) {
    const build = "run" in method ? method.run : method.open;
    const last = build.length - 1;
    client[name] = (...args: unknown[]) => {
      const options = (args[last] ?? {}) as Cancellable;
      const words = [...args.slice(0, last), ...Array(Math.max(0, last - args.length)), options];
      return "run" in method
        ? face.one(method.run(...words as [...unknown[], unknown]), options.signal)
        : face.many(() => method.open(...words as [...unknown[], unknown]), options.signal);
    };
  }
  return client;
}

/** The methods of a service as its definition has them; some have limits of their own. */
function plain(definition: Definition, limits: Limits): Methods {
  const methods: Record<string, Methods[string]> = {};
  for (const [name, method] of Object.entries(definition.methods)) {
    const type = responses[`${definition.fullName}/${method.name}`] ?? "";
    methods[name] = method.responseStream
      ? {
        open: (request: object | undefined, options: CallOptions) => ({
          ask: ask(definition, method, request ?? {}, options.timeout),
          items: (message: Uint8Array) => [present(type, answer(definition, method, message))],
        }),
      }
      : {
        *run(request: object | undefined, options: CallOptions) {
          const limit = options.timeout ?? limits[name];
          return present(type, yield* call(definition, method, request ?? {}, limit));
        },
      };
  }
  return methods;
}

/** Seconds that calls of a method may take, where those are not the usual ones. */
type Limits = Readonly<Record<string, number>>;

/** A client of a service: one function for each of its methods. */
export function service<D extends Definition>(
  connection: Connection,
  definition: D,
  limits: Limits = {},
): Service<D> {
  return sync(connection, plain(definition, limits)) as unknown as Service<D>;
}

/** As `service`, for promises. */
export function asyncService<D extends Definition>(
  connection: Connection,
  definition: D,
  limits: Limits = {},
): AsyncService<D> {
  return async(connection, plain(definition, limits)) as unknown as AsyncService<D>;
}
