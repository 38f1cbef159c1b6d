/** What the clients of generated modules take: upstream's way to call a daemon. */

import type { Duplex } from "./bridge.ts";
import type { Where } from "./connector.ts";
import { AuraeError } from "./errors.ts";
import type { Connection } from "./service.ts";

/** Which daemon, in upstream's words; all of them are paths. The default one where unset. */
export type ClientOptions =
  | { kind: "default" }
  | { path: string; kind?: "path" }
  | { ca_crt: string; client_crt: string; client_key: string; socket: string; kind?: "opts" };

/** One connection for generated clients: `new CellServiceClient(await createClient())`. */
export interface Client {
  /** One request, one answer, as bytes. */
  request(service: string, method: string, data: Uint8Array): Promise<Uint8Array>;
  /** One request, a stream of answers; leaving the loop cancels the call. */
  serverStreamingRequest(
    service: string,
    method: string,
    data: Uint8Array,
  ): AsyncIterable<Uint8Array>;
  /** No service has such methods. Rejects with AuraeError UNIMPLEMENTED. */
  clientStreamingRequest(
    service: string,
    method: string,
    data: AsyncIterable<Uint8Array>,
  ): Promise<Uint8Array>;
  /**
   * A stream of requests, a stream of answers; leaving the loop cancels the call. Requests are taken
   * once the loop has begun, and no faster than the daemon reads them.
   */
  bidirectionalStreamingRequest(
    service: string,
    method: string,
    data: AsyncIterable<Uint8Array>,
  ): AsyncIterable<Uint8Array>;
  /** Close the connection. */
  close(): Promise<void>;
}

/** A client of a connection. Its calls have no limit of time, as upstream's. */
export function client(connection: Connection): Client {
  const { bridge, channel } = connection;
  const ask = (service: string, method: string) => ({
    path: `/${service}/${method}`,
    timeout: undefined,
  });
  return {
    request: (service, method, request) =>
      bridge.unaryLater(channel, { ...ask(service, method), request }),
    serverStreamingRequest: (service, method, request) =>
      bridge.serverStreamLater(channel, { ...ask(service, method), request }),
    clientStreamingRequest: (service, method) => Promise.reject(unimplemented(service, method)),
    bidirectionalStreamingRequest: (service, method, data) =>
      both(() => bridge.duplex(channel, { ...ask(service, method), request: undefined }), data),
    close: () => bridge.closed(channel),
  };
}

/**
 * The answers to requests that go out meanwhile, taken from `data` no faster than the daemon reads
 * them; what `data` throws ends the call.
 */
export async function* both(
  begin: () => Duplex,
  data: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const call = begin();
  const requests = data[Symbol.asyncIterator]();
  let broken: { error: unknown } | undefined;
  const sending = async () => {
    for (;;) {
      let next;
      try {
        next = await requests.next();
      } catch (error) {
        broken = { error };
        return await call.cancel();
      }
      await call.send(next.done ? undefined : next.value);
      if (next.done) return;
    }
  };
  // Why the daemon takes no more, its answers say.
  sending().catch(() => undefined);
  try {
    yield* call.messages;
  } catch (error) {
    throw broken ? broken.error : error;
  } finally {
    // Not waited for: it may be in the middle of a request that never comes.
    requests.return?.().catch(() => undefined);
  }
  if (broken) throw (broken as { error: unknown }).error;
}

/** The options in this library's words. */
export function whereOf(options: ClientOptions | undefined): Where | undefined {
  if (options === undefined || options.kind === "default") return undefined;
  if ("path" in options) return { config: options.path };
  const { socket, ca_crt, client_crt, client_key } = options;
  if (socket && ca_crt && client_crt && client_key) {
    return { socket, ca: ca_crt, certificate: client_crt, key: client_key };
  }
  const why = "cannot connect: expected path, or ca_crt, client_crt, client_key and socket";
  throw new AuraeError("INVALID_ARGUMENT", why);
}

function unimplemented(service: string, method: string): AuraeError {
  const name = `${service}/${method}`;
  return new AuraeError("UNIMPLEMENTED", `cannot call ${name}: streams of requests`, name);
}
