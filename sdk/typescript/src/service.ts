/** Synchronous clients, made from ts-proto's service definitions. */

import { responses } from "../gen/schema.ts";
import type { Bridge } from "./bridge.ts";
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
  /** Seconds until the call is given up; 30 when unset, Infinity for no limit. */
  timeout?: number;
}

type Partial_<C extends Codec> = Parameters<C["fromPartial"]>[0];
type Answer<C extends Codec> = Result & Presented<ReturnType<C["decode"]>>;

/** A service's methods: an answer each, or an iterator of answers. */
export type Service<D extends Definition> = {
  readonly [M in keyof D["methods"]]: (
    request?: Partial_<D["methods"][M]["requestType"]>,
    options?: CallOptions,
  ) => D["methods"][M]["responseStream"] extends true
    ? Generator<Answer<D["methods"][M]["responseType"]>>
    : Answer<D["methods"][M]["responseType"]>;
};

const DEFAULT_LIMIT = 30;

/** One connection as the clients use it. */
export class Connection {
  constructor(private readonly bridge: Bridge, private readonly channel: number) {}

  /** Wait until it is there. Throws AuraeError. */
  establish(): void {
    this.bridge.connect(this.channel);
  }

  /** The decoded answer of one unary call. `timeout` in seconds. */
  call<C extends Codec>(
    service: Definition,
    method: Method & { responseType: C },
    request: object,
    timeout = DEFAULT_LIMIT,
  ): ReturnType<C["decode"]> {
    const bytes = this.bridge.unary(
      this.channel,
      `/${service.fullName}/${method.name}`,
      encoded(method, request),
      Number.isFinite(timeout) ? timeout * 1000 : undefined,
    );
    return method.responseType.decode(bytes) as ReturnType<C["decode"]>;
  }

  /** The decoded answers of a server's stream; without a limit unless one is given, in seconds. */
  *stream<C extends Codec>(
    service: Definition,
    method: Method & { responseType: C },
    request: object,
    timeout = Infinity,
  ): Generator<ReturnType<C["decode"]>> {
    const answers = this.bridge.serverStream(
      this.channel,
      `/${service.fullName}/${method.name}`,
      encoded(method, request),
      Number.isFinite(timeout) ? timeout * 1000 : undefined,
    );
    for (const bytes of answers) yield method.responseType.decode(bytes) as ReturnType<C["decode"]>;
  }

  close(): void {
    this.bridge.close(this.channel);
  }
}

/** A client of a service: one function for each of its methods. */
export function service<D extends Definition>(connection: Connection, definition: D): Service<D> {
  const client: Record<string, unknown> = {};
  for (const [name, method] of Object.entries(definition.methods)) {
    const type = responses[`${definition.fullName}/${method.name}`] ?? "";
    client[name] = method.responseStream
      ? function* (request: object = {}, options: CallOptions = {}) {
        for (const answer of connection.stream(definition, method, request, options.timeout)) {
          yield present(type, answer);
        }
      }
      : (request: object = {}, options: CallOptions = {}) =>
        present(type, connection.call(definition, method, request, options.timeout));
  }
  return client as Service<D>;
}

function encoded(method: Method, request: object): Uint8Array {
  return method.requestType.encode(method.requestType.fromPartial(request)).finish();
}
